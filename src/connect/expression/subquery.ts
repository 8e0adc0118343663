import {
  SubqueryExpression_SubqueryType,
  type SubqueryExpression_TableArgOptions,
} from "../../gen/spark/connect/expressions_pb.ts";
import type { RowsGiven } from "../../unresolved/expression.ts";
import { consumed } from "../consumed.ts";
import { type DecodeContext, invalidPlan, decodeExpressions } from "../context.ts";
import { decodeSortOrder } from "./composite.ts";
import type { ExpressionDecoder } from "./table.ts";

/** A plan among the references of the `with_relations` around, as a value. */
export const subquery: ExpressionDecoder<"subqueryExpression"> = (message, origin, cx) => {
  const { $typeName: _t, $unknown: _u, planId, subqueryType, tableArgOptions, inSubqueryValues, ...rest } = message;
  consumed(rest);
  const plan = { planId: Number(planId) };
  switch (subqueryType) {
    case SubqueryExpression_SubqueryType.SCALAR:
      return { kind: "subquery", mode: "scalar", plan, values: [], origin };
    case SubqueryExpression_SubqueryType.EXISTS:
      return { kind: "subquery", mode: "exists", plan, values: [], origin };
    case SubqueryExpression_SubqueryType.IN:
      return { kind: "subquery", mode: "in", plan, values: decodeExpressions(inSubqueryValues, cx), origin };
    case SubqueryExpression_SubqueryType.TABLE_ARG:
      return { kind: "subquery", mode: "table", plan, values: [], given: rowsGiven(tableArgOptions, cx), origin };
  }
  throw invalidPlan("a subquery has no type");
};

/** `asTable().partitionBy(…).orderBy(…)`, `asTable().withSinglePartition()`. */
function rowsGiven(options: SubqueryExpression_TableArgOptions | undefined, cx: DecodeContext): RowsGiven | undefined {
  if (options === undefined) return undefined;
  const { $typeName: _t, $unknown: _u, partitionSpec, orderSpec, withSinglePartition, ...rest } = options;
  consumed(rest);
  const single = withSinglePartition ?? false;
  if (!single && partitionSpec.length === 0) return undefined;
  return {
    partition: decodeExpressions(partitionSpec, cx),
    order: orderSpec.map((order) => decodeSortOrder(order, undefined, cx)),
    single,
  };
}
