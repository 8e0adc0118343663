import type { AggregateCall } from "../../resolved/expression.ts";
import type { Measure, Relation } from "../../resolved/relation.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import { inputsOf } from "../../resolved/visit.ts";
import { STRING } from "../../types/data-type.ts";

const SPREADS = new Set(["stddev", "stddev_pop", "variance", "var_pop"]);
/** Numbers of a range that count as few. */
const FEW = 100_000n;

/**
 * Deviations and variances over rows that the plan holds itself are reckoned row by row in Spark's own steps: their
 * last digits depend on the order of the additions. Rows from files are not gathered for that.
 */
export function spreadsInOrder(plan: Relation): Relation {
  const few = new Set<Relation>();
  return rebuild(plan, (relation, before) => {
    if (!hasFewRows(before) || !inputsOf(before).every((input) => few.has(input))) return relation;
    few.add(before);
    return relation.kind === "aggregate" ? inOrder(relation) : relation;
  });
}

/** Whether a relation gives few rows where its inputs do. */
function hasFewRows(relation: Relation): boolean {
  switch (relation.kind) {
    case "range": {
      const { start, end, step } = relation;
      return (end - start) / step < FEW;
    }
    case "scan":
    case "join":
    case "generate":
      return false;
    default:
      return true;
  }
}

const inOrder = (aggregate: Extract<Relation, { kind: "aggregate" }>): Relation => ({
  ...aggregate,
  measures: aggregate.measures.map((m): Measure => (isSpread(m.call) ? { ...m, call: asSpread(m.call) } : m)),
});

const isSpread = ({ function: name, distinct }: AggregateCall): boolean => SPREADS.has(name) && !distinct;

const asSpread = (call: AggregateCall): AggregateCall => ({
  ...call,
  function: "spread_in_order",
  args: [...call.args, { kind: "literal", type: STRING, value: call.function, nullable: false }],
});
