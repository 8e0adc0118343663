import type { Aggregate } from "../../gen/spark/connect/relations_pb.ts";
import { Aggregate_GroupType } from "../../gen/spark/connect/relations_pb.ts";
import type { Grouping } from "../../unresolved/relation.ts";
import { consumed } from "../consumed.ts";
import { decodeExpressions, invalidPlan, required } from "../context.ts";
import { decodeLiteral } from "../literal.ts";
import { unary } from "./table.ts";

function groupingKind(type: Aggregate_GroupType): Grouping | "pivot" {
  switch (type) {
    case Aggregate_GroupType.GROUPBY:
      return "group_by";
    case Aggregate_GroupType.ROLLUP:
      return "rollup";
    case Aggregate_GroupType.CUBE:
      return "cube";
    case Aggregate_GroupType.PIVOT:
      return "pivot";
    case Aggregate_GroupType.GROUPING_SETS:
      return "grouping_sets";
  }
  throw invalidPlan("an aggregation has no type");
}

/** `groupBy`, `rollup`, `cube`, `groupingSets` and `pivot`; the output is the grouping columns, then the aggregates. */
export const aggregate = unary<Aggregate>((message, input, node, cx) => {
  const {
    $typeName: _t,
    $unknown: _u,
    groupType,
    groupingExpressions,
    aggregateExpressions,
    pivot,
    groupingSets,
    ...rest
  } = message;
  consumed(rest);
  const kind = groupingKind(groupType);
  const grouping = decodeExpressions(groupingExpressions, cx);
  const aggregates = decodeExpressions(aggregateExpressions, cx);
  if (kind === "pivot") {
    const { col, values } = required(pivot, "the column of a pivot");
    return {
      kind: "pivot",
      input,
      grouping,
      column: cx.expression(required(col, "the column of a pivot")),
      values: values.length === 0 ? undefined : values.map((value) => decodeLiteral(value, cx.doors)),
      aggregates,
      ...node,
    };
  }
  return {
    kind: "aggregate",
    input,
    grouping,
    groupingKind: kind,
    groupingSets: groupingSets.map((set) => decodeExpressions(set.groupingSet, cx)),
    aggregates,
    outputsGrouping: true,
    ...node,
  };
});
