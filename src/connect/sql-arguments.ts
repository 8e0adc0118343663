import type { SQL } from "../gen/spark/connect/relations_pb.ts";
import type { SqlArguments } from "../unresolved/command.ts";
import type { Expression } from "../unresolved/expression.ts";
import { type DecodeContext, decodeExpressions } from "./context.ts";
import { decodeLiteral } from "./literal.ts";

/** The arguments of a SQL text: literals (up to 3.5) or expressions, by name or by position; none: undefined. */
export function sqlArguments(
  message: Pick<SQL, "args" | "posArgs" | "namedArguments" | "posArguments">,
  cx: DecodeContext,
): SqlArguments | undefined {
  const entries: [string, Expression][] = [
    ...Object.entries(message.args).map(([name, value]): [string, Expression] => [
      name,
      decodeLiteral(value, cx.doors),
    ]),
    ...Object.entries(message.namedArguments).map(([name, value]): [string, Expression] => [
      name,
      cx.expression(value),
    ]),
  ];
  const positional = [
    ...message.posArgs.map((value) => decodeLiteral(value, cx.doors)),
    ...decodeExpressions(message.posArguments, cx),
  ];
  return entries.length + positional.length === 0 ? undefined : { named: Object.fromEntries(entries), positional };
}
