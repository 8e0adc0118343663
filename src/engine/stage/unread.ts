/** Columns that a Python function gives and nobody reads. */
import type { Relation } from "../../resolved/relation.ts";
import { inputsOf } from "../../resolved/visit.ts";
import type { Needed } from "../prepare/needed-columns.ts";

/** Relations of a plan that may have fewer columns: who uses them takes columns by name, whatever stands beside them. */
export function mayBeNarrow(plan: Relation): ReadonlySet<Relation> {
  const may = new Set<Relation>();
  const mayNot = new Set<Relation>([plan]);
  const seen = new Set<Relation>();
  const open = [plan];
  for (let user = open.pop(); user !== undefined; user = open.pop()) {
    if (seen.has(user)) continue;
    seen.add(user);
    const into = user.kind === "project" || user.kind === "aggregate" ? may : mayNot;
    for (const input of inputsOf(user)) {
      into.add(input);
      open.push(input);
    }
  }
  for (const relation of mayNot) may.delete(relation);
  return may;
}

/** Positions of the columns that are read of a relation that may be narrow; absent: all. */
export function readOf({ output }: Relation, needed: Needed): readonly number[] | undefined {
  if (needed === "all") return undefined;
  const read = output.flatMap((column, i) => (needed.has(column.id) ? [i] : []));
  return read.length === output.length ? undefined : read;
}
