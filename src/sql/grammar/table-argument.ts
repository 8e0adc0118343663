import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Expression, RowsGiven, SortOrder } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { functionArgument } from "./function-call.ts";
import { databaseAround, relationName } from "./identifier.ts";
import { startsQuery } from "./lookahead.ts";
import { sortItem } from "./sort.ts";

/** An argument of a function in FROM: `TABLE(…)` or an expression, with or without `name =>` (`functionTableArgument`). */
export function tableFunctionArgument(cx: SqlContext): Expression {
  const from = cx.at;
  const isNamed = cx.isName() && cx.isOp("=>", 1);
  if (!startsTable(cx, isNamed ? 2 : 0)) return functionArgument(cx);
  const name = isNamed ? cx.name() : undefined;
  if (isNamed) cx.next();
  const value = tableArgument(cx);
  return name === undefined ? value : { kind: "named_argument", name, value, origin: cx.originFrom(from) };
}

/** Whether `TABLE name` or `TABLE(…)` stands `ahead`, which is no call of a function named so. */
function startsTable(cx: SqlContext, ahead: number): boolean {
  if (!cx.isWord("TABLE", ahead)) return false;
  if (!cx.isOp("(", ahead + 1)) return cx.isName(ahead + 1);
  const close = cx.closing(cx.at + ahead + 1) - cx.at;
  const ends = close < 0 || cx.isOp(",", close + 1) || cx.isOp(")", close + 1) || cx.isName(close + 1);
  return ends && (startsQuery(cx, ahead + 2) || cx.isName(ahead + 2));
}

/** `TABLE(name | query) [WITH SINGLE PARTITION | PARTITION BY …] [ORDER BY …]`. */
function tableArgument(cx: SqlContext): Expression {
  const from = cx.at;
  cx.expectWord("TABLE");
  const isBare = !cx.isOp("(");
  if (!isBare) cx.next();
  const isQuery = !isBare && startsQuery(cx);
  const nameFrom = cx.at;
  const plan = isQuery ? cx.query() : named(cx);
  const written = cx.originFrom(nameFrom);
  if (!isBare) cx.expectOp(")");
  const given = rowsGiven(cx, from);
  const origin = cx.originFrom(from);
  if (isBare) {
    if (!cx.isOp(",") && !cx.isOp(")")) throw cx.fail();
    const { start, end } = written.span;
    throw sparkError(
      "INVALID_SQL_SYNTAX.INVALID_TABLE_FUNCTION_IDENTIFIER_ARGUMENT_MISSING_PARENTHESES",
      { argumentName: quoteIdentifier(cx.source.text.slice(start, end)) },
      { origin },
    );
  }
  return { kind: "subquery", mode: "table", plan, values: [], given, origin };
}

function named(cx: SqlContext): Relation {
  const from = cx.at;
  const nameParts = relationName(cx);
  const within = databaseAround(nameParts, cx);
  return { kind: "named_table", nameParts, options: {}, within, origin: cx.originFrom(from) };
}

function rowsGiven(cx: SqlContext, from: number): RowsGiven | undefined {
  // Before 4.0 all rows came as they were.
  if (cx.reading.line < 400) return undefined;
  const single = cx.acceptWords("WITH", "SINGLE", "PARTITION");
  const isSplit = !single && (cx.acceptWords("PARTITION", "BY") || cx.acceptWords("DISTRIBUTE", "BY"));
  if (!single && !isSplit) return undefined;
  const partition = isSplit ? keys(cx, from, "PARTITION BY", (c) => c.expression()) : [];
  const isOrdered = cx.acceptWords("ORDER", "BY") || cx.acceptWords("SORT", "BY");
  const order: SortOrder[] = isOrdered ? keys(cx, from, "ORDER BY", sortItem) : [];
  return { partition, order, single };
}

/** One key, or any number of them in parentheses: without those, what follows a comma is the next argument. */
function keys<T>(cx: SqlContext, from: number, clause: string, key: (cx: SqlContext) => T): T[] {
  const after = cx.isOp("(") && !startsQuery(cx) ? cx.closing(cx.at) + 1 - cx.at : -1;
  const isList = after > 0 && (cx.isOp(",", after) || cx.isOp(")", after) || cx.isName(after));
  if (isList) return cx.parenthesized(() => key(cx));
  const first = key(cx);
  const isNext = cx.isOp(",") && !(cx.isName(1) && cx.isOp("=>", 2));
  if (!isNext) return [first];
  while (cx.isOp(",") && !(cx.isName(1) && cx.isOp("=>", 2))) {
    cx.next();
    key(cx);
  }
  throw sparkError(
    "INVALID_SQL_SYNTAX.INVALID_TABLE_FUNCTION_TABLE_ARGUMENT_PARTITIONING",
    { clause },
    { origin: cx.originFrom(from) },
  );
}
