import { sparkError } from "../../errors/spark-error.ts";
import type { RowFormat } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { propertyList } from "./properties.ts";

/** The parts of ROW FORMAT DELIMITED in their order, as they are written; ESCAPED BY belongs to FIELDS. */
const PARTS: readonly (readonly string[])[] = [
  ["FIELDS", "TERMINATED", "BY"],
  ["ESCAPED", "BY"],
  ["COLLECTION", "ITEMS", "TERMINATED", "BY"],
  ["MAP", "KEYS", "TERMINATED", "BY"],
  ["LINES", "TERMINATED", "BY"],
  ["NULL", "DEFINED", "AS"],
];

/** `ROW FORMAT SERDE 'class' [WITH SERDEPROPERTIES (…)]` or `ROW FORMAT DELIMITED …`, if it stands here (`rowFormat`). */
export function rowFormat(cx: SqlContext): RowFormat | undefined {
  if (!cx.areWords("ROW", "FORMAT")) return undefined;
  cx.acceptWords("ROW", "FORMAT");
  if (cx.acceptWords("SERDE")) {
    const serde = cx.string();
    const properties = cx.acceptWords("WITH", "SERDEPROPERTIES") ? propertyList(cx) : {};
    return { serde, properties };
  }
  cx.expectWord("DELIMITED");
  const delimited: Record<string, string> = {};
  let hasFields = false;
  for (const words of PARTS) {
    const [first = "", ...rest] = words;
    if ((first === "ESCAPED" && !hasFields) || !cx.isWord(first) || !rest.every((w, i) => cx.isWord(w, i + 1)))
      continue;
    hasFields = first === "FIELDS";
    cx.acceptWords(first, ...rest);
    delimited[words.join(" ")] = cx.string();
  }
  return { delimited };
}

/** Fails for lines that do not end in a newline, at the whole query that the format is of. */
export function checkLines(cx: SqlContext, from: number, format: RowFormat | undefined): void {
  const ends = format !== undefined && "delimited" in format ? format.delimited["LINES TERMINATED BY"] : undefined;
  if (ends === undefined || ends === "\n") return;
  const msg = `LINES TERMINATED BY only supports newline '\\n' right now: ${ends}`;
  throw sparkError("_LEGACY_ERROR_TEMP_0064", { msg }, { origin: cx.originFrom(from) });
}
