import { sparkError } from "../errors/spark-error.ts";
import type { SQL } from "../gen/spark/connect/relations_pb.ts";
import type { SqlArguments } from "../unresolved/command.ts";
import { sameType } from "../types/data-type.ts";
import type { Expression, FunctionCall } from "../unresolved/expression.ts";
import { subexpressionsOf } from "../unresolved/visit.ts";
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
  if (entries.length + positional.length === 0) return undefined;
  const named = [...entries, ...positional.map((value, i): [string, Expression] => [`_${i + 1}`, value])];
  // Arguments that are not resolved as they stand are never bound: the text's markers stay without values.
  const open = named.find(([, value]) => isOpen(value));
  if (open !== undefined) {
    const [name, value] = open;
    return {
      named: {},
      positional: [],
      refused: { name, origin: value.kind === "attribute" ? value.origin : undefined },
    };
  }
  for (const [name, value] of named) refuseComputed(name, value, value);
  return { named: Object.fromEntries(entries), positional };
}

/** Names a column, or is a collection whose parts would have to be cast to one type first. */
const isOpen = (e: Expression): boolean =>
  e.kind === "attribute" || (e.kind === "function" && isMixed(e)) || subexpressionsOf(e).some(isOpen);

function isMixed({ nameParts, args }: FunctionCall): boolean {
  const name = (nameParts.at(-1) ?? "").toLowerCase();
  if (name !== "array" && name !== "map") return false;
  const parts = name === "array" ? [args] : [0, 1].map((side) => args.filter((_, i) => i % 2 === side));
  return parts.some((part) => {
    const types = part.flatMap((e) => (e.kind === "literal" ? [e.type] : []));
    return types.some((type) => !sameType(type, types[0] ?? type));
  });
}

/** Functions that put constants together. */
const COLLECTIONS = new Set(["array", "map", "struct", "named_struct", "map_from_arrays", "map_from_entries"]);

/** Arguments are literals and collections of them (`BindParameters.checkArgs`); raises INVALID_SQL_ARG for others. */
export function refuseComputed(name: string, argument: Expression, e: Expression): void {
  const allowed =
    e.kind === "literal" ||
    e.kind === "alias" ||
    (e.kind === "function" && COLLECTIONS.has((e.nameParts.at(-1) ?? "").toLowerCase()));
  if (!allowed) throw sparkError("INVALID_SQL_ARG", { name }, { origin: argument.origin });
  for (const child of subexpressionsOf(e)) refuseComputed(name, argument, child);
}
