import { lookupFunction } from "../functions/registry.ts";
import type { Expression } from "../resolved/expression.ts";
import type { Relation } from "../resolved/relation.ts";
import { expressionsOf, inputsOf, someExpression } from "../resolved/visit.ts";

/** Whether an expression, queries in it included, may give another value each time. */
export const isRandom = (e: Expression): boolean =>
  someExpression(
    e,
    (part) =>
      (part.kind === "call" && lookupFunction(part.function)?.deterministic === false) ||
      (part.kind === "python" && !part.udf.deterministic) ||
      (part.kind === "subquery" && isRandomPlan(part.plan)),
  );

/** {@link isRandom} of a plan. */
export const isRandomPlan = (plan: Relation): boolean =>
  plan.kind === "sample" || expressionsOf(plan).some(isRandom) || inputsOf(plan).some(isRandomPlan);
