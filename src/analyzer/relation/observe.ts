import { requirementFailed, sparkError } from "../../errors/spark-error.ts";
import type { ConditionName } from "../../errors/conditions.ts";
import { quoteIfNeeded } from "../../lex/multipart-names.ts";
import { lookupFunction } from "../../functions/registry.ts";
import type { Expression, FunctionCall } from "../../unresolved/expression.ts";
import type { CollectMetrics } from "../../unresolved/relation.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { wrappedIn } from "./filter.ts";
import { SelectBuilder } from "./select-block.ts";

/**
 * The rows pass as they are; what is asked of them is noted as a plan of its own, to be run beside (`CollectMetrics`).
 * The same metrics met twice are one; others under a known name raise DUPLICATED_METRICS_NAME.
 */
export function analyzeCollectMetrics(node: CollectMetrics, input: Analyzed, cx: RelationContext): Analyzed {
  const { name, planId } = node;
  if (name === "") throw requirementFailed("the name of observed metrics must not be empty");
  const builder = new SelectBuilder(input, cx, {});
  builder.grouping = { projections: [], functions: undefined };
  for (const metric of node.metrics) {
    checkMetric(metric, builder.context());
    builder.add(metric);
  }
  const plan = builder.analyzed().relation;
  const key = keyOfMetrics(node);
  const known = cx.observations.find((o) => o.name === name);
  if (known !== undefined && known.key !== key) {
    throw sparkError("DUPLICATED_METRICS_NAME", { metricName: name });
  }
  if (known === undefined) cx.observations.push({ name, planId, plan, key });
  // Before 4.0 Spark told those of one DataFrame from those of another.
  const of = cx.facts.settings.line < 400 ? key : keyOfMetrics({ ...node, planId: undefined });
  return wrappedIn({ ...input, block: undefined }, { as: `observed ${name} ${of}` }, planId);
}

const keyOfMetrics = ({ planId, metrics }: CollectMetrics): string =>
  JSON.stringify([planId, metrics], (key, value: unknown) => {
    if (key === "origin") return undefined;
    return typeof value === "bigint" ? `${value}n` : value;
  });

type Refusal = Extract<ConditionName, `INVALID_OBSERVED_METRICS.${string}`>;

/** What metrics cannot be (`CheckAnalysis.checkMetric`). */
function checkMetric(metric: Expression, cx: ExpressionContext): void {
  const fail = (condition: Refusal, at: Expression) => {
    const isPlaced = at.kind === "window" || at.origin?.kind === "sql";
    const around = metric.kind === "alias" ? metric.origin : undefined;
    return sparkError(condition, { expr: `"${aliased(metric, cx)}"` }, { origin: isPlaced ? at.origin : around });
  };
  const check = (e: Expression, inAggregate: boolean): void => {
    if (e.kind === "window") throw fail("INVALID_OBSERVED_METRICS.WINDOW_EXPRESSIONS_UNSUPPORTED", e);
    const isColumn = e.kind === "attribute" || e.kind === "star";
    if (isColumn && !inAggregate) throw fail("INVALID_OBSERVED_METRICS.NON_AGGREGATE_FUNC_ARG_IS_ATTRIBUTE", e);
    const def = e.kind === "function" ? functionOf(e) : undefined;
    if (def?.kind === "generator") throw sparkError("UNSUPPORTED_GENERATOR.OUTSIDE_SELECT", { plan: "CollectMetrics" });
    const isAggregate = def?.kind === "aggregate";
    if (e.kind === "function" && isAggregate) {
      if (inAggregate) throw fail("INVALID_OBSERVED_METRICS.NESTED_AGGREGATES_UNSUPPORTED", e);
      if (e.distinct === true) throw fail("INVALID_OBSERVED_METRICS.AGGREGATE_EXPRESSION_WITH_DISTINCT_UNSUPPORTED", e);
      if (e.filter !== undefined)
        throw fail("INVALID_OBSERVED_METRICS.AGGREGATE_EXPRESSION_WITH_FILTER_UNSUPPORTED", e);
    } else if (def?.deterministic === false && !inAggregate) {
      throw fail("INVALID_OBSERVED_METRICS.NON_AGGREGATE_FUNC_ARG_IS_NON_DETERMINISTIC", e);
    }
    for (const child of subexpressionsOf(e)) check(child, inAggregate || isAggregate);
  };
  check(metric, false);
}

/** A metric as Spark prints it, with the name that it gives. */
function aliased(metric: Expression, cx: ExpressionContext): string {
  const sql = printed(metric.kind === "alias" ? metric.child : metric, cx);
  if (metric.kind === "attribute") return sql;
  return `${sql} AS ${quoteIfNeeded(metric.kind === "alias" ? (metric.names[0] ?? "") : sql)}`;
}

/** Spark's text of an expression, also of aggregates in aggregates, which have no meaning. */
function printed(e: Expression, cx: ExpressionContext): string {
  try {
    return resolve(e, cx).sql();
  } catch (error) {
    if (e.kind !== "function") throw error;
    return `${e.nameParts.at(-1) ?? ""}(${e.args.map((arg) => printed(arg, cx)).join(", ")})`;
  }
}

const functionOf = ({ nameParts }: FunctionCall) => lookupFunction(nameParts.at(-1) ?? "");
