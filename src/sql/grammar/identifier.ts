import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { Cursor } from "../../lex/cursor.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { SqlContext } from "../context.ts";

/** A dotted name from its text: `a.b` or `` `a b`.c `` (`parseMultipartIdentifier`). */
export function parseNames(text: string): string[] {
  const cx = new Cursor({ text });
  const names = cx.names();
  cx.expectEnd(false);
  return names;
}

/** `IDENTIFIER(text)`: the parts of the name that a constant text spells, or that of a session variable; anything else is refused. */
export function identifierClause(cx: SqlContext): string[] {
  const from = cx.at;
  cx.expectWord("IDENTIFIER");
  cx.expectOp("(");
  const text = constantText(cx.expression(), cx);
  cx.expectOp(")");
  if (text === undefined)
    throw unsupported("IDENTIFIER() of anything but a constant text", { origin: cx.originFrom(from) });
  if (text.trim() === "") throw sparkError("PARSE_EMPTY_STATEMENT", {}, { origin: cx.originFrom(from) });
  return parseNames(text);
}

function constantText(value: Expression, cx: SqlContext): string | undefined {
  // An argument of EXECUTE IMMEDIATE has a name.
  if (value.kind === "alias") return constantText(value.child, cx);
  if (value.kind === "attribute") return cx.variable(value.nameParts);
  if (value.kind === "literal") return typeof value.value === "string" ? value.value : undefined;
  if (value.kind !== "function" || value.nameParts.length !== 1 || value.nameParts[0]?.toLowerCase() !== "concat")
    return undefined;
  const parts = value.args.map((arg) => constantText(arg, cx));
  return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
}

/** A table's or view's name: dotted parts, or `IDENTIFIER(text)`. */
export const relationName = (cx: SqlContext): string[] =>
  cx.isWord("IDENTIFIER") && cx.isOp("(", 1) ? identifierClause(cx) : cx.names();
