import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { Expression } from "../../resolved/expression.ts";
import { isRandom } from "../random.ts";
import { type Aggregates, columnRef, type Typed } from "../typed.ts";
import type { CallParts } from "./call-parts.ts";

/**
 * The column of an aggregation that an aggregate's call stands for. Over groups, arguments give the same each time
 * (`CheckAnalysis`); over windows they need not.
 */
export function aggregated({ call, sql }: CallParts, aggregates: Aggregates): Typed {
  const volatile = [...call.args, ...call.order.map((key) => key.expression)].find(isRandom);
  if (volatile !== undefined) {
    const params = { sqlExpr: `"${sql()}"` };
    throw sparkError("AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION", params, { origin: originOf(volatile) });
  }
  return { expr: columnRef(aggregates.add(call, sql())), sql, foldable: false };
}

const originOf = (e: Expression): Origin | null => ("origin" in e ? (e.origin ?? null) : null);
