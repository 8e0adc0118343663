/** What the interpreter cannot run, by name. */
import { exprParts, relExprs, relInputs } from "../../../backends/duckdb/expr/facts.ts";
import type { Finding } from "../../../src/backend/backend.ts";
import { lookupFunction } from "../../../src/functions/registry.ts";
import { kernelNamed } from "../../../src/kernels/index.ts";
import type { ReadExpr, ReadPlan, ReadRel } from "../../../src/substrait/read/plan.ts";
import { aggregates } from "./aggregate.ts";
import { lazyCalls } from "./expression.ts";
import { lambdaCalls } from "./lambda.ts";
import { generators } from "./relation.ts";
import { windowFunctions } from "./window.ts";

/** Whether a scalar function can be interpreted. */
export const interprets = (name: string): boolean =>
  (Object.hasOwn(lazyCalls, name) || Object.hasOwn(lambdaCalls, name) || kernelNamed(name) !== undefined) &&
  lookupFunction(name)?.deterministic !== false;

/** Everything in a plan that the interpreter refuses. */
export function findings(plan: ReadPlan): readonly Finding[] {
  const found = new Map<string, Finding>();
  const refuse = (feature: string): void => {
    found.set(feature, { kind: "unsupported", feature, reason: "the interpreter has no meaning for it" });
  };
  const expression = (e: ReadExpr): void => {
    if (e.kind === "call" && !interprets(e.function)) refuse(`function ${e.function}`);
    if (e.kind === "subquery") relation(e.rel);
    exprParts(e).forEach(expression);
  };
  const relation = (rel: ReadRel): void => {
    if (rel.kind === "scan" || rel.kind === "sample") refuse(`relation ${rel.kind}`);
    if (rel.kind === "aggregate")
      for (const m of rel.measures)
        if (!Object.hasOwn(aggregates, m.function) || m.order.length > 0) refuse(`function ${m.function}`);
    if (rel.kind === "window") {
      for (const c of rel.calls)
        if (!windowFunctions.has(c.function) && !Object.hasOwn(aggregates, c.function))
          refuse(`function ${c.function}`);
    }
    if (rel.kind === "generate" && !Object.hasOwn(generators, rel.function)) refuse(`generator ${rel.function}`);
    relExprs(rel).forEach(expression);
    relInputs(rel).forEach(relation);
  };
  relation(plan.root);
  plan.shared.forEach(relation);
  return [...found.values()];
}
