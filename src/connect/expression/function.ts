import type {
  Expression as PbExpression,
  Expression_UnresolvedFunction,
} from "../../gen/spark/connect/expressions_pb.ts";
import type { Origin } from "../../errors/origin.ts";
import type { CaseWhen, Expression, FunctionCall } from "../../unresolved/expression.ts";
import { consumed } from "../consumed.ts";
import { type DecodeContext, invalidPlan, decodeExpressions } from "../context.ts";
import { canonicalNames } from "./operators.ts";
import { pandasFunction } from "./pandas-functions.ts";
import type { ExpressionDecoder } from "./table.ts";

/** A call by name: operators, special forms and plain functions. */
export const unresolvedFunction: ExpressionDecoder<"unresolvedFunction"> = (message, origin, cx) => {
  const {
    $typeName: _t,
    $unknown: _u,
    functionName,
    arguments: args,
    isDistinct,
    isUserDefinedFunction,
    isInternal: _i,
    ...rest
  } = message;
  consumed(rest);
  if (isUserDefinedFunction) {
    return plainCall(cx.doors.parseIdentifier(functionName), decodeExpressions(args, cx), isDistinct, origin);
  }
  const lower = functionName.toLowerCase();
  if (lower === "and" || lower === "or") return connective(lower, message, origin, cx);
  const decoded = decodeExpressions(args, cx);
  const special = specials.get(lower);
  return (
    special?.(decoded, isDistinct, origin) ??
    pandasFunction(lower, decoded, origin) ??
    plainCall([functionName], decoded, isDistinct, origin)
  );
};

/** `call_function`: a name as SQL would write it. */
export const callFunction: ExpressionDecoder<"callFunction"> = (message, origin, cx) => {
  const { $typeName: _t, $unknown: _u, functionName, arguments: args, ...rest } = message;
  consumed(rest);
  return plainCall(cx.doors.parseIdentifier(functionName), decodeExpressions(args, cx), false, origin);
};

function plainCall(
  nameParts: readonly string[],
  args: readonly Expression[],
  distinct: boolean,
  origin: Origin | undefined,
  more: Partial<FunctionCall> = {},
): FunctionCall {
  const [only] = nameParts;
  const canonical = nameParts.length === 1 && only !== undefined ? canonicalNames.get(only.toLowerCase()) : undefined;
  return {
    kind: "function",
    nameParts: canonical === undefined ? nameParts : [canonical.name],
    args,
    distinct: distinct ? true : undefined,
    operator: canonical?.operator === true ? true : undefined,
    origin,
    ...more,
  };
}

/** `((a and b) and c)` becomes one call of three arguments; the left spine may be of any length. */
function connective(
  name: "and" | "or",
  message: Expression_UnresolvedFunction,
  origin: Origin | undefined,
  cx: DecodeContext,
): Expression {
  const operands: PbExpression[] = [];
  let at: Expression_UnresolvedFunction = message;
  for (;;) {
    const [left, ...others] = at.arguments;
    operands.push(...others.toReversed());
    if (left === undefined) break;
    const inner = left.exprType;
    if (
      inner.case !== "unresolvedFunction" ||
      inner.value.functionName.toLowerCase() !== name ||
      inner.value.isUserDefinedFunction
    ) {
      operands.push(left);
      break;
    }
    at = inner.value;
  }
  return plainCall([name], decodeExpressions(operands.reverse(), cx), false, origin);
}

type Special = (args: readonly Expression[], distinct: boolean, origin: Origin | undefined) => Expression | undefined;

const specials: ReadonlyMap<string, Special> = new Map<string, Special>([
  ["when", (args, _distinct, origin) => caseWhen(args, origin)],
  [
    "in",
    ([child, ...list], _distinct, origin) => {
      if (child === undefined) throw invalidPlan("the function in has no argument");
      return { kind: "in", child, list, origin };
    },
  ],
  ["!=", (args, _distinct, origin) => plainCall(["not"], [plainCall(["="], args, false, origin)], false, origin)],
  ["nth_value", (args, distinct, origin) => ignoringNulls("nth_value", 2, args, distinct, origin)],
  ["lag", (args, distinct, origin) => ignoringNulls("lag", 3, args, distinct, origin)],
  ["lead", (args, distinct, origin) => ignoringNulls("lead", 3, args, distinct, origin)],
]);

/** The last of `count + 1` arguments says IGNORE NULLS, as a literal. */
function ignoringNulls(
  name: string,
  count: number,
  args: readonly Expression[],
  distinct: boolean,
  origin: Origin | undefined,
) {
  const last = args[count];
  if (args.length !== count + 1 || last?.kind !== "literal" || typeof last.value !== "boolean") return undefined;
  return plainCall([name], args.slice(0, count), distinct, origin, last.value ? { ignoreNulls: true } : {});
}

/** Conditions and values by turns; an odd one at the end is ELSE. */
function caseWhen(args: readonly Expression[], origin: Origin | undefined): CaseWhen {
  const branches: { when: Expression; then: Expression }[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) {
    const [when, then] = [args[i], args[i + 1]];
    if (when !== undefined && then !== undefined) branches.push({ when, then });
  }
  if (branches.length === 0) throw invalidPlan("the function when has no branch");
  const otherwise = args.length % 2 === 1 ? args.at(-1) : undefined;
  return { kind: "case", branches, otherwise, origin };
}
