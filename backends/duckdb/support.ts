import type { Finding } from "../../src/backend/backend.ts";
import type { Lowering } from "../../src/backend/lowering.ts";
import type { KernelSettings } from "../../src/kernels/kernel.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import type { ReadAggregateCall, ReadCall, ReadExpr, ReadPlan, ReadRel } from "../../src/substrait/read/plan.ts";
import { struct } from "../../src/types/data-type.ts";
import { emit } from "./emit.ts";
import type { EmitOptions } from "./context.ts";
import { conditionals } from "./expr/conditional.ts";
import { exprParts, relExprs, relInputs } from "./expr/facts.ts";
import type { Sql } from "./sql.ts";

/**
 * Everything in a plan that this backend refuses or answers otherwise than Spark, function by function; and, when
 * nothing was found, what emitting the plan refuses.
 */
export function findings(plan: ReadPlan, options: EmitOptions): readonly Finding[] {
  const found: Finding[] = [];
  const seen = new Set<string>();
  const add = (finding: Finding) => {
    const key = `${finding.kind} ${finding.feature} ${finding.reason}`;
    if (!seen.has(key)) found.push(finding);
    seen.add(key);
  };
  const look = (call: ReadCall) => {
    if (Object.hasOwn(conditionals, call.function)) return;
    for (const finding of judge(call, options.lowerings(call.function), options.settings)) {
      add({ ...finding, origin: call.origin === undefined ? undefined : plan.origins[call.origin] });
    }
  };
  const visitExpr = (expr: ReadExpr): void => {
    if (expr.kind === "call") look(expr);
    if (expr.kind === "subquery") visit(expr.rel);
    exprParts(expr).forEach(visitExpr);
  };
  const visit = (rel: ReadRel): void => {
    const calls: readonly ReadAggregateCall[] =
      rel.kind === "aggregate" ? rel.measures : rel.kind === "window" ? rel.calls : [];
    for (const call of calls) look({ ...call, kind: "call" });
    if (rel.kind === "generate") {
      look({ kind: "call", function: rel.function, args: rel.args, mode: "ansi", type: struct([]), nullable: true });
    }
    relExprs(rel).forEach(visitExpr);
    relInputs(rel).forEach(visit);
  };
  visit(plan.root);
  plan.shared.forEach(visit);
  if (!found.some((f) => f.kind === "unsupported")) {
    try {
      emit(plan, options);
    } catch (reason) {
      if (!(reason instanceof SparkError) || reason.condition !== "UNSUPPORTED_FEATURE.FIRESTEEL") throw reason;
      add({
        kind: "unsupported",
        feature: reason.params["feature"] ?? reason.message,
        reason: "this backend does not run it",
        origin: reason.origin,
      });
    }
  }
  return found;
}

function* judge(call: ReadCall, lowering: Lowering<Sql> | undefined, settings: KernelSettings): Generator<Finding> {
  const feature = `function ${call.function}`;
  if (lowering === undefined) yield { kind: "unsupported", feature, reason: "this backend has no lowering of it" };
  else if (lowering.how === "unsupported") yield { kind: "unsupported", feature, reason: lowering.reason };
  else if (lowering.how === "differs") {
    yield { kind: "differs", feature, reason: lowering.reason };
    yield* judge(call, lowering.lowering, settings);
  } else if (lowering.how === "choose") yield* judge(call, lowering.choose(call, settings), settings);
}
