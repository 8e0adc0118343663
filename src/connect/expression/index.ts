import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { SqlDoor } from "../../unresolved/command.ts";
import type { Expression } from "../../unresolved/expression.ts";
import { consumed } from "../consumed.ts";
import { type DecodeContext, invalidPlan } from "../context.ts";
import { decodeLiteral } from "../literal.ts";
import { expressionOrigin } from "../origin.ts";
import { cast, decodeAlias, decodeSortOrder, extractValue, namedArgument, updateFields } from "./composite.ts";
import { callFunction, unresolvedFunction } from "./function.ts";
import { lambdaFunction, lambdaVariable } from "./lambda.ts";
import { attribute, regex, star } from "./names.ts";
import { subquery } from "./subquery.ts";
import type { ExpressionDecoders } from "./table.ts";
import { userDefinedFunction } from "./python.ts";
import { refuse, refuseExtension } from "./unsupported.ts";
import { window } from "./window.ts";

/** Expressions may nest this deep: three times as deep as Spark's own reader lets function calls, and within the default stack. */
export const MAX_EXPRESSION_DEPTH = 1500;

const decoders: ExpressionDecoders = {
  literal: (message, origin, cx) => ({ ...decodeLiteral(message, cx.doors), origin }),
  unresolvedAttribute: attribute,
  unresolvedFunction,
  expressionString: ({ expression }, origin, cx) => {
    const parsed = cx.doors.parseExpression(expression);
    return parsed.origin === undefined && origin !== undefined ? { ...parsed, origin } : parsed;
  },
  unresolvedStar: star,
  alias: decodeAlias,
  cast,
  unresolvedRegex: regex,
  sortOrder: decodeSortOrder,
  lambdaFunction,
  window,
  unresolvedExtractValue: extractValue,
  updateFields,
  unresolvedNamedLambdaVariable: lambdaVariable,
  commonInlineUserDefinedFunction: userDefinedFunction,
  callFunction,
  namedArgumentExpression: namedArgument,
  mergeAction: refuse("MERGE INTO from a DataFrame"),
  typedAggregateExpression: refuse("typed aggregators of the Scala API"),
  subqueryExpression: subquery,
  directShufflePartitionId: refuse("DataFrame.repartitionById inside an expression"),
  extension: refuseExtension,
};

/** A context for the messages of one plan. */
export function decodeContext(doors: SqlDoor): DecodeContext {
  let depth = 0;
  const cx: DecodeContext = {
    doors,
    expression: (message) => {
      const { $typeName: _t, $unknown: _u, common, exprType, ...rest } = message;
      consumed(rest);
      if (exprType.case === undefined) throw invalidPlan("an expression has no type");
      if (depth >= MAX_EXPRESSION_DEPTH)
        throw sparkError("MAX_DEPTH_EXCEEDED", { limit: String(MAX_EXPRESSION_DEPTH) });
      const decode = decoders[exprType.case] as (
        value: unknown,
        origin: Origin | undefined,
        cx: DecodeContext,
      ) => Expression;
      depth++;
      const decoded = decode(exprType.value, expressionOrigin(common), cx);
      depth--;
      return decoded;
    },
  };
  return cx;
}
