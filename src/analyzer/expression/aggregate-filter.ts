import { sparkError } from "../../errors/spark-error.ts";
import type { Expression, FunctionCall } from "../../unresolved/expression.ts";
import type { ExpressionContext } from "../context.ts";
import { isRandom } from "../random.ts";
import { Aggregates, type Typed, Windows } from "../typed.ts";

/** `FILTER (WHERE …)` of an aggregate: a BOOLEAN of the rows alone (INVALID_AGGREGATE_FILTER otherwise). */
export function aggregateFilter(
  filter: Expression,
  node: FunctionCall,
  cx: ExpressionContext,
  inner: ExpressionContext,
): Typed {
  const aggregates = new Aggregates(cx.relation.ids);
  const windows = new Windows(cx.relation.ids);
  const typed = cx.resolve(filter, { ...inner, insideAggregate: false, aggregates, windows });
  const filterExpr = `"${typed.sql()}"`;
  const at = { origin: node.origin };
  if (isRandom(typed.expr)) {
    throw sparkError("INVALID_AGGREGATE_FILTER.NON_DETERMINISTIC", { filterExpr }, at);
  }
  if (typed.expr.type.kind !== "boolean") throw sparkError("INVALID_AGGREGATE_FILTER.NOT_BOOLEAN", { filterExpr }, at);
  const [aggregate] = aggregates.measures;
  if (aggregate !== undefined) {
    const aggExpr = `"${aggregate.column.name}"`;
    throw sparkError("INVALID_AGGREGATE_FILTER.CONTAINS_AGGREGATE", { filterExpr, aggExpr }, at);
  }
  const [window] = windows.calls;
  if (window !== undefined) {
    const windowExpr = `"${window.column.name}"`;
    throw sparkError("INVALID_AGGREGATE_FILTER.CONTAINS_WINDOW_FUNCTION", { filterExpr, windowExpr }, at);
  }
  return typed;
}
