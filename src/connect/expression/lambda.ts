import { consumed } from "../consumed.ts";
import { invalidPlan, required } from "../context.ts";
import type { ExpressionDecoder } from "./table.ts";

/** A function of one to three parameters, for higher-order functions. */
export const lambdaFunction: ExpressionDecoder<"lambdaFunction"> = (message, origin, cx) => {
  const { $typeName: _t, $unknown: _u, function: body, arguments: params, ...rest } = message;
  consumed(rest);
  if (params.length === 0 || params.length > 3) throw invalidPlan(`a lambda function has ${params.length} parameters`);
  return {
    kind: "lambda",
    params: params.map(({ nameParts }) => {
      const [name] = nameParts;
      if (name === undefined || nameParts.length > 1) throw invalidPlan("a lambda parameter's name has not one part");
      return name;
    }),
    body: cx.expression(required(body, "a lambda function's body")),
    origin,
  };
};

export const lambdaVariable: ExpressionDecoder<"unresolvedNamedLambdaVariable"> = (message, origin) => {
  const { $typeName: _t, $unknown: _u, nameParts, ...rest } = message;
  consumed(rest);
  if (nameParts.length === 0) throw invalidPlan("a lambda variable has no name");
  return { kind: "lambda_variable", nameParts, origin };
};
