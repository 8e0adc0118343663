import type { SortOrder } from "../../unresolved/expression.ts";
import type { SqlContext } from "../context.ts";

/** One sort key: `expression [ASC | DESC] [NULLS FIRST | LAST]`. */
export function sortItem(cx: SqlContext): SortOrder {
  const from = cx.at;
  const child = cx.expression();
  const descending = cx.acceptWords("DESC");
  if (!descending) cx.acceptWords("ASC");
  let nulls: "first" | "last" = descending ? "last" : "first";
  if (cx.isWord("NULLS") && (cx.isWord("FIRST", 1) || cx.isWord("LAST", 1))) {
    cx.next();
    nulls = cx.next().word === "FIRST" ? "first" : "last";
  }
  return { kind: "sort_order", child, descending, nulls, origin: cx.originFrom(from) };
}

/** Sort keys between commas. */
export const sortItems = (cx: SqlContext): SortOrder[] => cx.list(() => sortItem(cx));
