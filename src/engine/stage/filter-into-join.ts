/** Conditions in Python over joins: each goes to the rows that it speaks of, before there are pairs of them. */
import type { ColumnId } from "../../resolved/column.ts";
import type { Expression, PythonCall } from "../../resolved/expression.ts";
import type { Filter, Join, Relation } from "../../resolved/relation.ts";
import { someExpression } from "../../resolved/visit.ts";
import { references } from "../prepare/needed-columns.ts";
import { conjunction, conjuncts, holdsPython, isStable } from "./python-parts.ts";

/** Which side of a join has all columns of an expression; `undefined`: neither. */
export function sideOf(e: Expression, { left, right }: Join): "left" | "right" | undefined {
  const used = references([e]);
  const isOf = (side: Relation): boolean => {
    const ids = new Set<ColumnId>(side.output.map((c) => c.id));
    return [...used].every((id) => ids.has(id));
  };
  return isOf(left) ? "left" : isOf(right) ? "right" : undefined;
}

/** Whether an expression calls a function with columns of both sides of a join. */
export const callsOfBoth = (e: Expression, join: Join): boolean =>
  someExpression(e, (x): x is PythonCall => x.kind === "python" && sideOf(x, join) === undefined);

/**
 * A filter with Python over an inner join, its conditions as those of the join and of its sides
 * (`PushPredicateThroughJoin`). `again` is told the filters of the sides. What draws, holds a subquery, names no column,
 * or calls a function with columns of both sides stays where it is.
 */
export function filterIntoJoin(filter: Filter, again: (filter: Filter) => Relation): Relation {
  const { input: join } = filter;
  if (join.kind !== "join" || join.lateral || (join.type !== "inner" && join.type !== "cross")) return filter;
  if (!holdsPython(filter)) return filter;
  const parts = conjuncts(filter.condition);
  if (!parts.every(isStable)) return filter;
  const moves = (e: Expression): boolean =>
    references([e]).size > 0 &&
    !callsOfBoth(e, join) &&
    !someExpression(e, (x) => x.kind === "subquery" || x.kind === "outer");
  const moved = parts.filter(moves);
  if (moved.length === 0) return filter;
  const over = (side: "left" | "right"): Relation => {
    const condition = conjunction(moved.filter((e) => sideOf(e, join) === side));
    const input = join[side];
    return condition === undefined ? input : again({ kind: "filter", input, condition, output: input.output });
  };
  const both = moved.filter((e) => sideOf(e, join) === undefined);
  const condition = conjunction([...(join.condition === undefined ? [] : [join.condition]), ...both]);
  const type = condition === undefined ? join.type : "inner";
  const joined: Join = { ...join, left: over("left"), right: over("right"), type, condition };
  const late = conjunction(parts.filter((e) => !moves(e)));
  return late === undefined ? joined : { ...filter, input: joined, condition: late };
}
