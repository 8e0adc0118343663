/** DELETE, UPDATE and MERGE: checked as Spark checks them, then refused as its own tables refuse them. */
import type { CatalogTable } from "../../catalog/tables.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { Assignment, DeleteRows, MergeAction, MergeRows, UpdateRows } from "../../unresolved/row-command.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import type { Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { findTable, fullName, isTempView } from "./places.ts";

/** UNSUPPORTED_FEATURE.TABLE_OPERATION, once the condition is known to mean something. */
export async function refuseDelete(c: DeleteRows, cx: CommandContext): Promise<Table> {
  await check(c.target, optional(c.condition), cx);
  const found = tableOf(c.target, cx);
  if (found === undefined) throw unsupported("DELETE FROM a view", { origin: c.origin });
  throw sparkError("UNSUPPORTED_FEATURE.TABLE_OPERATION", { tableName: fullName(found), operation: "DELETE" });
}

/** The table that a target names, if it is no view. */
function tableOf(target: Relation, cx: CommandContext): CatalogTable | undefined {
  const named = target.kind === "subquery_alias" ? target.input : target;
  const found =
    named.kind === "named_table" && !isTempView(named.nameParts, cx) ? findTable(named.nameParts, cx) : undefined;
  return found?.kind === "view" ? undefined : found;
}

function refused(ddl: string, target: Relation, cx: CommandContext): Error {
  const table = tableOf(target, cx);
  return sparkError("_LEGACY_ERROR_TEMP_2096", { ddl, tableName: table === undefined ? "`unknown`" : fullName(table) });
}

/** Whatever is updated. */
export async function refuseUpdate(c: UpdateRows, cx: CommandContext): Promise<Table> {
  await check(c.target, [...columnsOf(c.assignments), ...valuesOf(c.assignments), ...optional(c.condition)], cx);
  throw refused("UPDATE TABLE", c.target, cx);
}

/** Whatever is merged. */
export async function refuseMerge(c: MergeRows, cx: CommandContext): Promise<Table> {
  const { target, source, actions, origin } = c;
  const both: Relation = { kind: "join", left: target, right: source, type: "cross" };
  await check(both, [c.on], cx);
  const seen: Readonly<Record<MergeAction["when"], Relation>> = {
    matched: both,
    not_matched: source,
    not_matched_by_source: target,
  };
  const { fields } = await cx.schemaOf(target);
  for (const { when, condition, action, assignments } of actions) {
    await check(seen[when], optional(condition), cx);
    if (action === "delete") continue;
    const columns = (assignments ?? []).map((a) => ({ ...a, origin: a.origin ?? origin }));
    await check(target, columnsOf(columns), cx);
    if (assignments !== undefined) await check(seen[when], valuesOf(assignments), cx);
    // `*`: the source's columns of the target's names.
    else await check(source, columnsOf(fields.map(({ name }) => ({ column: [name], value: NOTHING, origin }))), cx);
  }
  throw refused("MERGE INTO TABLE", target, cx);
}

const NOTHING: Expression = { kind: "star" };

const optional = (e: Expression | undefined): readonly Expression[] => (e === undefined ? [] : [e]);

/** The columns that are assigned to, told of at the places of their assignments. */
const columnsOf = (list: readonly Assignment[]): readonly Expression[] =>
  list.map(({ column, origin }) => ({ kind: "attribute", nameParts: column, origin }));

/** The values, but for the column's default. Raises DEFAULT_PLACEMENT_INVALID for a part of one. */
function valuesOf(list: readonly Assignment[]): readonly Expression[] {
  const values = list.map(({ value }) => value).filter((value) => !isDefault(value));
  if (values.some(holdsDefault)) throw sparkError("DEFAULT_PLACEMENT_INVALID", {}, { origin: null });
  return values;
}

const isDefault = (e: Expression): boolean =>
  e.kind === "attribute" && e.nameParts.length === 1 && e.nameParts[0]?.toUpperCase() === "DEFAULT";

const holdsDefault = (e: Expression): boolean => isDefault(e) || subexpressionsOf(e).some(holdsDefault);

/** Expressions over the rows of a relation, each by itself. */
async function check(input: Relation, expressions: readonly Expression[], cx: CommandContext): Promise<void> {
  await cx.schemaOf({ kind: "project", input, expressions: expressions.length === 0 ? [NOTHING] : expressions });
}
