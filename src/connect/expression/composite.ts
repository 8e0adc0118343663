import type { Expression_Alias, Expression_SortOrder } from "../../gen/spark/connect/expressions_pb.ts";
import {
  Expression_Cast_EvalMode,
  Expression_SortOrder_NullOrdering,
  Expression_SortOrder_SortDirection,
} from "../../gen/spark/connect/expressions_pb.ts";
import type { Origin } from "../../errors/origin.ts";
import type { Alias, Cast, SortOrder } from "../../unresolved/expression.ts";
import { consumed } from "../consumed.ts";
import { type DecodeContext, invalidPlan, required } from "../context.ts";
import { parseAttributeName } from "../../lex/multipart-names.ts";
import { decodeType } from "../type.ts";
import type { ExpressionDecoder } from "./table.ts";

/** An alias: an expression of its own, or bare as WithColumns holds them. */
export function decodeAlias(message: Expression_Alias, origin: Origin | undefined, cx: DecodeContext): Alias {
  const { $typeName: _t, $unknown: _u, expr, name, metadata, ...rest } = message;
  consumed(rest);
  if (name.length === 0) throw invalidPlan("an alias has no name");
  const child = cx.expression(required(expr, "an alias's expression"));
  return {
    kind: "alias",
    child,
    names: name,
    metadata: metadata === "" ? undefined : metadata,
    origin: origin ?? child.origin,
  };
}

/** A sort key: an expression of its own, or bare as Sort and Window hold them. */
export function decodeSortOrder(
  message: Expression_SortOrder,
  origin: Origin | undefined,
  cx: DecodeContext,
): SortOrder {
  const { $typeName: _t, $unknown: _u, child, direction, nullOrdering, ...rest } = message;
  consumed(rest);
  const descending = direction === Expression_SortOrder_SortDirection.DESCENDING;
  const nulls =
    nullOrdering === Expression_SortOrder_NullOrdering.SORT_NULLS_FIRST
      ? "first"
      : nullOrdering === Expression_SortOrder_NullOrdering.SORT_NULLS_LAST || descending
        ? "last"
        : "first";
  return {
    kind: "sort_order",
    child: cx.expression(required(child, "a sort key's expression")),
    descending,
    nulls,
    origin,
  };
}

function castMode(mode: Expression_Cast_EvalMode): Cast["mode"] {
  switch (mode) {
    case Expression_Cast_EvalMode.UNSPECIFIED:
      return "session";
    case Expression_Cast_EvalMode.LEGACY:
      return "legacy";
    case Expression_Cast_EvalMode.ANSI:
      return "ansi";
    case Expression_Cast_EvalMode.TRY:
      return "try";
  }
  throw invalidPlan(`${String(mode)} is no mode of a cast`);
}

export const cast: ExpressionDecoder<"cast"> = (message, origin, cx) => {
  const { $typeName: _t, $unknown: _u, expr, castToType, evalMode, ...rest } = message;
  consumed(rest);
  if (castToType.case === undefined) throw invalidPlan("a cast has no type");
  const to = castToType.case === "type" ? decodeType(castToType.value, cx.doors) : cx.doors.parseType(castToType.value);
  return {
    kind: "cast",
    child: cx.expression(required(expr, "a cast's expression")),
    to,
    mode: castMode(evalMode),
    origin,
  };
};

/** `getItem`, `getField`, `col[key]`. */
export const extractValue: ExpressionDecoder<"unresolvedExtractValue"> = (message, origin, cx) => {
  const { $typeName: _t, $unknown: _u, child, extraction, ...rest } = message;
  consumed(rest);
  return {
    kind: "extract_value",
    child: cx.expression(required(child, "the value that is extracted from")),
    extraction: cx.expression(required(extraction, "an extraction")),
    origin,
  };
};

/** `withField`, and `dropFields` where no value is given. */
export const updateFields: ExpressionDecoder<"updateFields"> = (message, origin, cx) => {
  const { $typeName: _t, $unknown: _u, structExpression, fieldName, valueExpression, ...rest } = message;
  consumed(rest);
  return {
    kind: "update_fields",
    child: cx.expression(required(structExpression, "the struct whose fields change")),
    fieldName: parseAttributeName(fieldName),
    value: valueExpression === undefined ? undefined : cx.expression(valueExpression),
    origin,
  };
};

export const namedArgument: ExpressionDecoder<"namedArgumentExpression"> = (message, origin, cx) => {
  const { $typeName: _t, $unknown: _u, key, value, ...rest } = message;
  consumed(rest);
  return {
    kind: "named_argument",
    name: key,
    value: cx.expression(required(value, "a named argument's value")),
    origin,
  };
};
