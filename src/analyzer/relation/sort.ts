import { sparkError } from "../../errors/spark-error.ts";
import type { SortKey } from "../../resolved/expression.ts";
import type { SortOrder } from "../../unresolved/expression.ts";
import type { Sort } from "../../unresolved/relation.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { tryAttribute } from "../expression/names.ts";
import { sortKey } from "../expression/sort.ts";
import { columnRef } from "../typed.ts";
import { mixed, over, underPipe } from "./filter.ts";
import { plainContext } from "./plain-context.ts";
import { withWindow } from "./operator-window.ts";
import { Misplaced, refuseGenerators } from "./misplaced.ts";
import { misplacedStar } from "./star.ts";
import { refuseSubqueries } from "./subquery-places.ts";

/** ORDER BY and SORT BY (which one partition makes the same). Integer literals are positions of the output. */
export function analyzeSort(node: Sort, asked: Analyzed, cx: RelationContext): Analyzed {
  const { input, timeWindow } = withWindow(node.order, underPipe(node.input, asked), cx);
  const run = (context: ExpressionContext): SortKey[] => {
    if (node.all !== undefined) {
      const { descending, nulls } = node.all;
      // A column of that name comes first.
      const named = tryAttribute(
        { kind: "attribute", nameParts: ["all"] },
        { ...context, relation: { ...cx, outer: [] } },
      );
      if (named !== undefined) return [{ expression: context.finish?.(named.expr) ?? named.expr, descending, nulls }];
      return input.scope.columns.map((c) => ({ expression: columnRef(c.column), descending, nulls }));
    }
    const misplaced = new Misplaced(context);
    const keys = node.order.flatMap((order) => keysOf(order, input, { ...misplaced.within(context), timeWindow }));
    misplaced.refuse("Sort", node.origin);
    for (const key of keys) refuseSubqueries(key.expression, "Sort", node.origin);
    return keys;
  };
  for (const { child } of node.order) refuseGenerators(child, "Sort");
  const form = node.global ? undefined : "of each partition";
  if (input.block === undefined) {
    const keys = run(plainContext(input, cx, "ORDER BY"));
    return mixed(
      over(input, { kind: "sort", input: input.relation, keys, form, output: input.relation.output }, node.planId),
    );
  }
  const { result: keys, relation } = input.block.extend(run);
  return mixed(over(input, { kind: "sort", input: relation, keys, form, output: relation.output }, node.planId));
}

function keysOf(order: SortOrder, input: Analyzed, cx: ExpressionContext): SortKey[] {
  const { child, descending, nulls } = order;
  if (cx.relation.facts.settings.orderByOrdinal && child.kind === "literal" && child.type.kind === "int") {
    const position = Number(child.value);
    const column = input.scope.columns[position - 1]?.column;
    if (column === undefined) {
      throw sparkError(
        "ORDER_BY_POS_OUT_OF_RANGE",
        { index: String(position), size: String(input.scope.columns.length) },
        { origin: child.origin },
      );
    }
    return [{ expression: columnRef(column), descending, nulls }];
  }
  // A star below a key is an operator's star, unlike one in a key's expression.
  if (child.kind === "star" || child.kind === "column_regex") throw misplacedStar(child, "Sort", child.origin);
  const { key } = sortKey(order, cx);
  return [{ ...key, expression: cx.finish?.(key.expression) ?? key.expression }];
}
