import type { Expression as PbExpression } from "../gen/spark/connect/expressions_pb.ts";
import { sparkError } from "../errors/spark-error.ts";
import type { SparkError } from "../errors/spark-error.ts";
import type { SqlDoor } from "../unresolved/command.ts";
import type { Expression } from "../unresolved/expression.ts";

/** What a decoder needs beside the message. */
export interface DecodeContext {
  /** Parses the SQL, names and types that travel as text. */
  readonly doors: SqlDoor;
  /** Decodes an expression inside the message at hand. */
  readonly expression: (message: PbExpression) => Expression;
}

/** Several expressions, in order. */
export function decodeExpressions(messages: readonly PbExpression[], cx: DecodeContext): Expression[] {
  const decoded: Expression[] = [];
  for (const message of messages) decoded.push(cx.expression(message));
  return decoded;
}

/** CONNECT_INVALID_PLAN: a message that no client should send. */
export const invalidPlan = (reason: string): SparkError => sparkError("CONNECT_INVALID_PLAN", { reason });

/** CONNECT_INVALID_PLAN.INVALID_ONE_OF_FIELD_NOT_SET: `oneofNotSet("Plan", "OPTYPE")`. */
export const oneofNotSet = (message: string, oneof: string): SparkError =>
  sparkError("CONNECT_INVALID_PLAN.INVALID_ONE_OF_FIELD_NOT_SET", {
    fullName: `spark.connect.${message}`,
    name: `${oneof}_NOT_SET`,
  });

/** A message field that must be there. */
export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw invalidPlan(`${what} is missing`);
  return value;
}
