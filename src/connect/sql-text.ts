import { clockLooks } from "../base/instants.ts";
import type { SqlArguments } from "../unresolved/command.ts";
import type { Relation } from "../unresolved/relation.ts";
import type { DecodeContext } from "./context.ts";

/**
 * Reads a text, and tells of the query that it is the whole of what it was read from. Not where arguments were given, nor
 * where reading it looked at the clock (`IDENTIFIER` of an expression): the same text may be another query then.
 *
 * @param read reads the text
 * @param told puts what is told into what was read
 */
export function readText<T>(
  text: string,
  given: SqlArguments | undefined,
  cx: DecodeContext,
  read: () => T,
  told: (made: T, sqlText: Relation["sqlText"]) => T,
): T {
  const under = given === undefined ? cx.doors.standing?.() : undefined;
  const looks = clockLooks();
  const made = read();
  return under === undefined || clockLooks() !== looks ? made : told(made, { text, under });
}
