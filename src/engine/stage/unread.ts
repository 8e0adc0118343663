/** Columns that a Python function gives and nobody reads. */
import type { ColumnId } from "../../resolved/column.ts";
import type { Relation } from "../../resolved/relation.ts";
import { expressionsOf, inputsOf } from "../../resolved/visit.ts";
import { references } from "../prepare/needed-columns.ts";

/**
 * What is read of the relations of a plan that may have fewer columns: all their users are projections and aggregates,
 * which take columns by name, whatever stands beside them, and show none that they do not name.
 */
export function readColumns(plan: Relation): ReadonlyMap<Relation, ReadonlySet<ColumnId>> {
  const read = new Map<Relation, Set<ColumnId>>();
  const whole = new Set<Relation>([plan]);
  const seen = new Set<Relation>();
  const open = [plan];
  for (let user = open.pop(); user !== undefined; user = open.pop()) {
    if (seen.has(user)) continue;
    seen.add(user);
    const named = user.kind === "project" || user.kind === "aggregate" ? references(expressionsOf(user)) : undefined;
    for (const input of inputsOf(user)) {
      if (named === undefined) whole.add(input);
      else read.set(input, new Set([...(read.get(input) ?? []), ...named]));
      open.push(input);
    }
  }
  for (const relation of whole) read.delete(relation);
  return read;
}

/** Positions of the columns of a relation that are read; absent: all. */
export function leavingOf(
  { output }: Relation,
  read: ReadonlySet<ColumnId> | undefined,
): readonly number[] | undefined {
  if (read === undefined) return undefined;
  const places = output.flatMap((column, i) => (read.has(column.id) ? [i] : []));
  return places.length === output.length ? undefined : places;
}
