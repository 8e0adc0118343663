import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { startsClause } from "./lookahead.ts";
import { rowConstructor } from "./row.ts";

/** `PIVOT (…)` or `UNPIVOT (…)` over a relation, if one stands here. */
export function pivotOrUnpivot(cx: SqlContext, input: Relation): Relation {
  if (cx.isWord("PIVOT") && cx.isOp("(", 1)) return pivot(cx, input);
  return cx.isWord("UNPIVOT") && startsClause(cx) ? unpivot(cx) : input;
}

/** `PIVOT (aggregates FOR column IN (value [AS name], …))`. */
function pivot(cx: SqlContext, input: Relation): Relation {
  const from = cx.at;
  cx.next();
  cx.expectOp("(");
  const aggregates = cx.list(() => aliased(cx, "FOR"));
  cx.expectWord("FOR");
  const columnFrom = cx.at;
  const names = cx.isOp("(") ? cx.parenthesized(() => cx.wholeName()) : [cx.wholeName()];
  const columns = names.map(
    (name): Expression => ({ kind: "attribute", nameParts: [name], origin: cx.originFrom(columnFrom) }),
  );
  const [only] = columns;
  const column = columns.length === 1 && only !== undefined ? only : rowConstructor(cx, columnFrom, columns);
  cx.expectWord("IN");
  const values = cx.parenthesized(() => aliased(cx, ""));
  cx.expectOp(")");
  return { kind: "pivot", input, column, values, aggregates, origin: cx.originFrom(from) };
}

function aliased(cx: SqlContext, end: string): Expression {
  const from = cx.at;
  const child = cx.expression();
  if (cx.acceptWords("AS") || (cx.isName() && !cx.isWord(end)))
    return { kind: "alias", child, names: [cx.wholeName()], origin: cx.originFrom(from) };
  return child;
}

/** UNPIVOT is read over and refused when it is analysed. */
function unpivot(cx: SqlContext): Relation {
  const from = cx.at;
  cx.next();
  if ((cx.isWord("INCLUDE") || cx.isWord("EXCLUDE")) && cx.isWord("NULLS", 1)) {
    cx.next();
    cx.next();
  }
  cx.expectOp("(");
  unpivotColumns(cx);
  cx.expectOp(")");
  if (cx.acceptWords("AS") || (cx.isStrictName() && !startsClause(cx))) cx.wholeName();
  return { kind: "unsupported", feature: "UNPIVOT in SQL", origin: cx.originFrom(from) };
}

function unpivotColumns(cx: SqlContext): void {
  const several = cx.isOp("(");
  if (several) cx.parenthesized(() => cx.name());
  else cx.name();
  cx.expectWord("FOR");
  cx.name();
  cx.expectWord("IN");
  cx.parenthesized(() => {
    if (several) cx.parenthesized(() => cx.names());
    else cx.names();
    if (cx.acceptWords("AS") || cx.isName()) cx.wholeName();
  });
}
