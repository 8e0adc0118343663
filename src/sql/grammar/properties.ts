import type { SqlContext } from "../context.ts";

/** `WITH (key = value, …)` after a table's name. */
export function optionsClause(cx: SqlContext): Record<string, string> {
  cx.expectWord("WITH");
  return propertyList(cx);
}

/** `(key = value, 'key' 'value', key, …)`; a key without a value has an empty one. */
export function propertyList(cx: SqlContext): Record<string, string> {
  const pairs = cx.parenthesized((): [string, string] => {
    const key = cx.isString() ? cx.string() : cx.names().join(".");
    const equals = cx.acceptOp("=") || cx.acceptOp("==");
    if (!equals && (cx.isOp(",") || cx.isOp(")"))) return [key, ""];
    return [key, propertyValue(cx)];
  });
  return Object.fromEntries(pairs);
}

function propertyValue(cx: SqlContext): string {
  if (cx.isString()) return cx.string();
  const { kind, word, text } = cx.peek();
  if (kind === "integer" || kind === "decimal") return cx.next().text;
  if (word === "TRUE" || word === "FALSE") {
    cx.next();
    return text.toLowerCase();
  }
  throw cx.fail();
}
