import type { Origin } from "../errors/origin.ts";
import { BOOLEAN, type DataType, INT, NULL, STRING } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";
import type { Expression, FunctionCall, Literal } from "./expression.ts";

/** A constant. */
export const literal = (type: DataType, value: Value, origin?: Origin): Literal => ({
  kind: "literal",
  type,
  value,
  origin,
});
export const textLiteral = (value: string, origin?: Origin): Literal => literal(STRING, value, origin);
export const intLiteral = (value: number, origin?: Origin): Literal => literal(INT, value, origin);
export const booleanLiteral = (value: boolean, origin?: Origin): Literal => literal(BOOLEAN, value, origin);
export const nullLiteral = (origin?: Origin): Literal => literal(NULL, null, origin);

/** A call of a function by its name. */
export const call = (name: string, args: readonly Expression[], origin?: Origin): FunctionCall => ({
  kind: "function",
  nameParts: [name],
  args,
  origin,
});

/** An operator: the call of the function that Spark registers for it. */
export const operator = (name: string, args: readonly Expression[], origin?: Origin): FunctionCall => ({
  kind: "function",
  nameParts: [name],
  args,
  operator: true,
  origin,
});

/** `NOT e`, at the place of `e`'s construct. */
export const not = (child: Expression, origin?: Origin): FunctionCall => operator("not", [child], origin);
