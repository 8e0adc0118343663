import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Command } from "../../unresolved/command.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { SqlContext } from "../context.ts";
import { stringLiteral } from "./literal.ts";
import { startsQuery } from "./lookahead.ts";
import { namedExpression } from "./select.ts";

/**
 * `EXECUTE IMMEDIATE text | variable [INTO name, …] [USING e [AS name], …]` (`AstBuilder.visitExecuteImmediate`), since
 * Spark 4.0.
 */
export function executeImmediate(cx: SqlContext): Command {
  const from = cx.at;
  cx.require(400);
  cx.next();
  cx.expectWord("IMMEDIATE");
  const statement = cx.reading.line >= 403 ? cx.expression() : textOrName(cx);
  const into = cx.acceptWords("INTO") ? cx.list(() => cx.names()) : [];
  const using = cx.isWord("USING") ? usingClause(cx) : [];
  return { kind: "execute_immediate", statement, into, using, origin: cx.originFrom(from) };
}

/** Since Spark 4.3 it may be any expression. */
function textOrName(cx: SqlContext): Expression {
  if (cx.isString()) return stringLiteral(cx);
  const from = cx.at;
  const nameParts = cx.names();
  return { kind: "attribute", nameParts, origin: cx.originFrom(from) };
}

function usingClause(cx: SqlContext): readonly Expression[] {
  const from = cx.at;
  cx.next();
  const enclosed = cx.isOp("(") && !startsQuery(cx, 1) && cx.closing(cx.at) === cx.tokens.length - 2;
  const using = enclosed ? cx.parenthesized(() => namedExpression(cx)) : cx.list(() => namedExpression(cx));
  const names = using.flatMap((e) => (e.kind === "alias" ? e.names.slice(0, 1) : []));
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  if (twice.length > 0) {
    const aliases = [...new Set(twice)].map(quoteIdentifier).join(", ");
    throw sparkError("EXEC_IMMEDIATE_DUPLICATE_ARGUMENT_ALIASES", { aliases }, { origin: cx.originFrom(from) });
  }
  return using;
}
