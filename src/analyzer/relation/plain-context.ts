import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";

/** A context over a relation where aggregates, windows and generators have no place. */
export const plainContext = (input: Analyzed, cx: RelationContext, clause: string): ExpressionContext => ({
  relation: cx,
  scope: input.scope,
  lambdas: [],
  insideAggregate: false,
  clause,
  resolve,
});
