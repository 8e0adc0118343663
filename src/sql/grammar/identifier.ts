import { sparkError } from "../../errors/spark-error.ts";
import { Cursor } from "../../lex/cursor.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { SqlContext } from "../context.ts";
import { printSql } from "../print.ts";

/** A dotted name from its text: `a.b` or `` `a b`.c `` (`parseMultipartIdentifier`). */
export function parseNames(text: string): string[] {
  const cx = new Cursor({ text });
  const names = cx.names();
  cx.expectEnd(false);
  return names;
}

/** `IDENTIFIER(text)`: the parts of the name that a constant text spells. Raises NOT_A_CONSTANT_STRING. */
export function identifierClause(cx: SqlContext): string[] {
  const from = cx.at;
  cx.expectWord("IDENTIFIER");
  cx.expectOp("(");
  const text = textOf(cx.expression(), cx);
  cx.expectOp(")");
  if (text.trim() === "") throw sparkError("PARSE_EMPTY_STATEMENT", {}, { origin: cx.originFrom(from) });
  return parseNames(text);
}

function textOf(value: Expression, cx: SqlContext): string {
  // An argument of EXECUTE IMMEDIATE has a name.
  if (value.kind === "alias") return textOf(value.child, cx);
  const plain = plainText(value);
  if (plain !== undefined) return plain;
  const found = cx.computed(value);
  const { origin } = value;
  const params = () => ({ name: "IDENTIFIER", expr: printSql(value) });
  if (found === undefined) throw sparkError("NOT_A_CONSTANT_STRING.NOT_CONSTANT", params(), { origin });
  const { otherType: dataType, text } = found;
  if (dataType !== undefined)
    throw sparkError("NOT_A_CONSTANT_STRING.WRONG_TYPE", { ...params(), dataType }, { origin });
  if (text === null) throw sparkError("NOT_A_CONSTANT_STRING.NULL", params(), { origin });
  return text;
}

/** A text that is written as it is, or in parts. */
function plainText(value: Expression): string | undefined {
  if (value.kind === "literal") return typeof value.value === "string" ? value.value : undefined;
  if (value.kind !== "function" || value.nameParts.length !== 1 || value.nameParts[0]?.toLowerCase() !== "concat")
    return undefined;
  const parts = value.args.map(plainText);
  return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
}

/** A table's or view's name: dotted parts, or `IDENTIFIER(text)`. */
export const relationName = (cx: SqlContext): string[] =>
  cx.isWord("IDENTIFIER") && cx.isOp("(", 1) ? identifierClause(cx) : cx.names();

/** What a name without a database is of, where that is not the session's own affair. */
export function databaseAround(nameParts: readonly string[], { reading }: SqlContext): string | undefined {
  const [first = "", ...more] = nameParts;
  const isTemporary = more.length === 0 && reading.temporaryViews?.has(first.toLowerCase()) === true;
  return isTemporary ? undefined : reading.database;
}
