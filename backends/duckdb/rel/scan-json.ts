import type { ReadScan } from "../../../src/substrait/read/plan.ts";
import { array, STRING } from "../../../src/types/data-type.ts";
import type { RelEnv } from "../context.ts";
import { kernelCall } from "../expr/kernel-call.ts";
import { atom } from "../sql.ts";
import { physicalType } from "../types.ts";
import type { Block, BlockColumn } from "./block.ts";
import { malformedRecord } from "./malformed.ts";
import { contentsOf, flag, linesOf } from "./lines.ts";
import { envOver } from "./level.ts";
import { scanFiles } from "./partitions.ts";

/**
 * JSON files: a document a line, or with `multiLine` a file. The elements of an array at the top are rows of their own.
 */
export function emitJson(rel: ReadScan, env: RelEnv): Block {
  const { source } = rel;
  const e = envOver([], env);
  const entries = Object.entries(source.options).filter(([name]) => name !== "path");
  const mode = (source.options["mode"] ?? "").toUpperCase();
  const dropping = mode === "DROPMALFORMED";
  const failing = mode === "FAILFAST";
  const corrupt = source.options["columnnameofcorruptrecord"] ?? "_corrupt_record";
  const { fields } = source.dataSchema;
  const place = fields.findIndex((f) => f.name === corrupt);
  const told = dropping || failing || rel.fields.includes(place);
  // What is not asked for is not read. Malformed documents are told by the column of corrupt records, asked for or not.
  const wanted = rel.fields.filter((index) => index < fields.length && index !== place);
  const read = wanted.flatMap((index) => fields[index] ?? []);
  const corruptField = fields[place] ?? { name: corrupt, type: STRING, nullable: true };
  const schema = { ...source.dataSchema, fields: told || read.length === 0 ? [...read, corruptField] : read };
  const at = read.length;
  const given = entries.filter(
    ([name, value]) => !(name === "mode" && (dropping || failing) && value.toUpperCase() === mode),
  );
  const options = { type: STRING, constant: JSON.stringify(Object.fromEntries(given)), sql: undefined };
  return scanFiles(rel, env, (files, extra, alias) => {
    const whole = flag(source.options, "multiline") || flag(source.options, "wholefile");
    const document = whole ? "content" : "line";
    const from = whole ? contentsOf(files, source.options) : linesOf(files, source.options, false, extra);
    const rows = kernelCall(
      "json_records",
      [{ type: STRING, constant: undefined, sql: atom(document) }, options],
      { function: "json_records", type: array(schema), mode: "ansi" },
      e,
    ).text;
    const bad = `struct_extract(v, 'f${at}') IS NOT NULL`;
    const raised = malformedRecord(atom(`struct_extract(v, 'f${at}')`), files[0]?.path ?? "", e).text;
    const stopped = `CASE WHEN ${bad} THEN ${raised} ELSE false END`;
    const read = `(SELECT unnest(${rows}) AS v FROM ${from} WHERE trim(${document}) <> '')`;
    let kept = `${read} AS ${alias}`;
    if (dropping) kept = `(SELECT v FROM ${read} WHERE NOT (${bad})) AS ${alias}`;
    // Rows behind a limit are not read, so a document fails where a value of it is made.
    else if (failing && (wanted.length > 0 || rel.fields.includes(place)))
      kept = `(SELECT CASE WHEN NOT (${stopped}) THEN v END AS v FROM ${read}) AS ${alias}`;
    else if (failing) kept = `(SELECT v FROM ${read} WHERE NOT (${stopped})) AS ${alias}`;
    return {
      from: kept,
      alias,
      column: (index): BlockColumn => {
        const position = index === place ? at : wanted.indexOf(index);
        return {
          sql: atom(`struct_extract(${alias}.v, 'f${position}')`),
          duck: physicalType(fields[index]?.type ?? STRING),
          depth: 1,
          kind: "cheap",
        };
      },
    };
  });
}
