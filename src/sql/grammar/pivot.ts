import type { Expression } from "../../unresolved/expression.ts";
import type { Pivot, Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { startsClause } from "./lookahead.ts";
import { rowConstructor } from "./row.ts";

/** Whether `PIVOT (…)` or `UNPIVOT (…)` begins. */
export const startsPivotOrUnpivot = (cx: SqlContext): boolean =>
  (cx.isWord("PIVOT") && cx.isOp("(", 1)) || (cx.isWord("UNPIVOT") && startsClause(cx));

/** `PIVOT (…)` or `UNPIVOT (…)` over a relation, if one stands here. */
export function pivotOrUnpivot(cx: SqlContext, input: Relation): Relation {
  if (cx.isWord("PIVOT") && cx.isOp("(", 1)) return pivot(cx, input);
  return cx.isWord("UNPIVOT") && startsClause(cx) ? unpivot(cx, input) : input;
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
  cx.expectWord("IN");
  const values = cx.parenthesized(() => aliased(cx, ""));
  cx.expectOp(")");
  const origin = cx.originFrom(from);
  const columns = names.map((name): Expression => ({ kind: "attribute", nameParts: [name], origin }));
  const [only] = columns;
  const column = columns.length === 1 && only !== undefined ? only : rowConstructor(cx, columnFrom, columns);
  const pivoted: Pivot = { kind: "pivot", input, column, values, aggregates, origin };
  const aliasFrom = cx.at;
  const { text } = cx.peek();
  if (!cx.acceptWords("AS") && (!cx.isStrictName() || startsClause(cx))) return pivoted;
  const alias = cx.wholeName();
  const aliasedAt = { word: text, origin: cx.originFrom(aliasFrom) };
  return { kind: "subquery_alias", input: { ...pivoted, aliasedAt }, alias, origin: cx.originFrom(from) };
}

function aliased(cx: SqlContext, end: string): Expression {
  const from = cx.at;
  const child = cx.expression();
  if (cx.acceptWords("AS") || (cx.isName() && !cx.isWord(end)))
    return { kind: "alias", child, names: [cx.wholeName()], origin: cx.originFrom(from) };
  return child;
}

/** `UNPIVOT [INCLUDE | EXCLUDE NULLS] (value FOR name IN (column [AS name], …)) [AS alias]`; NULLs are left out unless included. */
function unpivot(cx: SqlContext, input: Relation): Relation {
  const from = cx.at;
  cx.next();
  const included = cx.acceptWords("INCLUDE", "NULLS");
  if (!included) cx.acceptWords("EXCLUDE", "NULLS");
  cx.expectOp("(");
  const several = cx.isOp("(");
  const valueColumns = several ? cx.parenthesized(() => cx.wholeName()) : [cx.wholeName()];
  cx.expectWord("FOR");
  const variableColumn = cx.wholeName();
  cx.expectWord("IN");
  const groups = cx.parenthesized(() => {
    const values = several ? cx.parenthesized(() => valueColumn(cx)) : [valueColumn(cx)];
    const alias = cx.acceptWords("AS") || cx.isName() ? cx.wholeName() : undefined;
    return { values, alias };
  });
  cx.expectOp(")");
  const origin = cx.originFrom(from);
  const shown: Relation = {
    kind: "unpivot",
    input,
    values: groups.map((g) => g.values),
    aliases: groups.map((g) => g.alias),
    variableColumn,
    valueColumns,
    excludeNulls: !included,
    origin,
  };
  if (cx.acceptWords("AS") || (cx.isStrictName() && !startsClause(cx)))
    return { kind: "subquery_alias", input: shown, alias: cx.wholeName(), origin: cx.originFrom(from) };
  return shown;
}

function valueColumn(cx: SqlContext): Expression {
  const from = cx.at;
  const nameParts = cx.names();
  return { kind: "attribute", nameParts, origin: cx.originFrom(from) };
}
