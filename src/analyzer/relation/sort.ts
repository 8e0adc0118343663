import { sparkError } from "../../errors/spark-error.ts";
import type { SortKey } from "../../resolved/expression.ts";
import type { Attribute, Expression, SortOrder } from "../../unresolved/expression.ts";
import type { Sort } from "../../unresolved/relation.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
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
import { windowCallOf } from "./time-window.ts";

/** ORDER BY and SORT BY (which one partition makes the same). Integer literals are positions of the output. */
export function analyzeSort(node: Sort, asked: Analyzed, cx: RelationContext): Analyzed {
  const wider = withTimes(node, asked);
  if (wider !== undefined) {
    const { relation } = analyzeSort(node, wider, cx);
    const { output } = asked.relation;
    const projections = output.map((column) => ({ column, expression: columnRef(column) }));
    return mixed(
      over({ ...asked, block: undefined }, { kind: "project", input: relation, projections, output }, node.planId),
    );
  }
  const { input, timeWindow } = withWindow(node.order, underPipe(node.input, asked), cx, node.origin);
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

/**
 * What a sort by a window of time stands over where the SELECT below does not show the window's time: the columns that
 * the sort names are beside it.
 */
function withTimes(node: Sort, asked: Analyzed): Analyzed | undefined {
  if (asked.block === undefined || windowCallOf(node.order, node.origin) === undefined) return undefined;
  const names: Attribute[] = [];
  const visit = (e: Expression): void => {
    if (e.kind === "attribute") names.push(e);
    for (const child of subexpressionsOf(e)) visit(child);
  };
  node.order.forEach(visit);
  const { relation } = asked.block.extend((context) => {
    for (const name of names) {
      const { expr } = context.resolve(name, context);
      context.finish?.(expr);
    }
  });
  const shown = new Set(asked.relation.output.map((c) => c.id));
  const beside = relation.output.filter((c) => !shown.has(c.id));
  if (beside.length === 0) return undefined;
  const qualifierOf = (name: string) => names.find((n) => n.nameParts.at(-1) === name)?.nameParts.slice(0, -1) ?? [];
  const columns = beside.map((column) => ({ column, qualifier: qualifierOf(column.name) }));
  return { relation, scope: { ...asked.scope, columns: [...asked.scope.columns, ...columns] }, block: undefined };
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
