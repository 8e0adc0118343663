import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { ExpressionContext } from "../context.ts";

/** The context of an aggregate function's arguments. */
export const aggregateScope = (cx: ExpressionContext): ExpressionContext => ({
  ...cx,
  aggregates: undefined,
  windows: undefined,
  insideAggregate: true,
  scope: cx.aggregateScope ?? cx.scope,
});

/** What is told of an aggregate function, printed, in a clause that takes none. */
export function aggregateMisplaced(sql: string, origin: Origin | undefined, { clause }: ExpressionContext): Error {
  if (clause === "GROUP BY") return sparkError("GROUP_BY_AGGREGATE", { sqlExpr: sql }, { origin });
  return sparkError("INVALID_WHERE_CONDITION", { condition: `"${sql}"`, expressionList: sql }, { origin });
}
