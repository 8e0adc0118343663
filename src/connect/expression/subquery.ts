import { SubqueryExpression_SubqueryType } from "../../gen/spark/connect/expressions_pb.ts";
import { unsupported } from "../../errors/spark-error.ts";
import { consumed } from "../consumed.ts";
import { invalidPlan, decodeExpressions } from "../context.ts";
import type { ExpressionDecoder } from "./table.ts";

/** A plan among the references of the `with_relations` around, as a value. */
export const subquery: ExpressionDecoder<"subqueryExpression"> = (message, origin, cx) => {
  const { $typeName: _t, $unknown: _u, planId, subqueryType, tableArgOptions: _o, inSubqueryValues, ...rest } = message;
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
      throw unsupported("tables as arguments of functions (DataFrame.asTable)", { origin });
  }
  throw invalidPlan("a subquery has no type");
};
