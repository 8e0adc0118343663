/** What the body of a function that is being made means. */
import type { Routine } from "../../analyzer/routine/routine.ts";
import { readName } from "../../catalog/variables.ts";
import type { SqlFunction } from "../../catalog/functions.ts";
import type { Origin } from "../../errors/origin.ts";
import { nullLiteral } from "../../unresolved/build.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { CreateFunction } from "../../unresolved/function-command.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { BEING_MADE, type Meant } from "../mean.ts";
import type { CommandContext } from "./context.ts";

/** The text of what was written. */
export const written = ({ origin }: { readonly origin?: Origin | undefined }): string =>
  origin?.kind === "sql" ? origin.source.text.slice(origin.span.start, origin.span.end) : "";

/** What the rows of a call are, and the variables that the body reads, as they are kept. */
export interface BodyMeaning extends Pick<Meant, "schema" | "plan"> {
  readonly variables: readonly string[];
}

/** Analyses a call of the function over columns of its parameters' types, and one that leaves out all that it can. */
export async function meaningOf(draft: SqlFunction, c: CreateFunction, cx: CommandContext): Promise<BodyMeaning> {
  const { returns } = c;
  const routine: Routine = {
    ...cx.routineOf(draft),
    // What the columns are cast to is looked at by calls only.
    returns: returns.kind === "value" ? returns : { kind: "table" },
    session: "all",
  };
  const least = c.parameters.findLastIndex((p) => p.byDefault === undefined) + 1;
  if (least < c.parameters.length) await cx.meantWith(callOf(c, least), routine);
  const { schema, plan, variables } = await cx.meantWith(callOf(c, c.parameters.length), routine);
  const { caseSensitive } = cx.settings.snapshot();
  const names = variables.map((parts) => readName(parts, caseSensitive));
  return { schema, plan, variables: [...new Set(names)] };
}

function callOf(c: CreateFunction, count: number): Relation {
  const { origin } = c;
  const given = c.parameters.slice(0, count);
  const nulls = given.map(
    ({ type }): Expression => ({ kind: "cast", child: nullLiteral(), to: type, mode: "session" }),
  );
  if (c.returns.kind === "table") return { kind: "table_function", nameParts: BEING_MADE, args: nulls, origin };
  const columns = given.map((_, i) => `p${i}`);
  const args = columns.map((name): Expression => ({ kind: "attribute", nameParts: [name] }));
  const row: Relation = { kind: "project", input: { kind: "one_row" }, expressions: nulls };
  return {
    kind: "project",
    input: count === 0 ? { kind: "one_row" } : { kind: "subquery_alias", input: row, alias: "given", columns },
    expressions: [{ kind: "function", nameParts: BEING_MADE, args, origin }],
  };
}
