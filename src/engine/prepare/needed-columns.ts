import type { ColumnId } from "../../resolved/column.ts";
import type { Expression, Subquery } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { expressionsOf, inputsOf, outerReferences, subexpressions } from "../../resolved/visit.ts";

/** What of a relation's columns is used above it: these, or all. */
export type Needed = ReadonlySet<ColumnId> | "all";

/**
 * What is used of the columns of each relation of a plan, and of the plans of its subqueries (`ColumnPruning`): of
 * whole plans all, of what EXISTS asks for nothing.
 */
export function neededColumns(plan: Relation): ReadonlyMap<Relation, Needed> {
  const found = new Map<Relation, Needed>();
  const need = (relation: Relation, needed: Needed): void => {
    found.set(relation, both(found.get(relation), needed));
  };
  const plans = [plan];
  need(plan, "all");
  for (let top = plans.pop(); top !== undefined; top = plans.pop()) {
    for (const relation of usersFirst(top)) {
      const needed = found.get(relation) ?? "all";
      for (const input of inputsOf(relation)) need(input, neededBelow(relation, input, needed));
      for (const { plan: inner, mode } of subqueriesOf(expressionsOf(relation))) {
        need(inner, mode === "exists" ? new Set() : "all");
        plans.push(inner);
      }
    }
  }
  return found;
}

/** The relations of a plan, each behind all that use it. */
function usersFirst(plan: Relation): readonly Relation[] {
  const order: Relation[] = [];
  const seen = new Set<Relation>();
  const stack: { readonly relation: Relation; visited: boolean }[] = [{ relation: plan, visited: false }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.visited || seen.has(top.relation)) {
      stack.pop();
      if (top.visited) order.push(top.relation);
      continue;
    }
    top.visited = true;
    seen.add(top.relation);
    for (const input of inputsOf(top.relation)) stack.push({ relation: input, visited: false });
  }
  return order.reverse();
}

const both = (a: Needed | undefined, b: Needed): Needed =>
  a === undefined ? b : a === "all" || b === "all" ? "all" : new Set([...a, ...b]);

function subqueriesOf(expressions: readonly Expression[]): readonly Subquery[] {
  const found: Subquery[] = [];
  const open = [...expressions];
  for (let e = open.pop(); e !== undefined; e = open.pop()) {
    if (e.kind === "subquery") found.push(e);
    open.push(...subexpressions(e));
  }
  return found;
}

/** An input's columns in the places of those that are needed. */
function samePlaces({ output }: Relation, input: Relation, needed: Needed): Needed {
  if (needed === "all") return "all";
  const places = new Set(output.flatMap((column, i) => (needed.has(column.id) ? [i] : [])));
  return new Set(input.output.filter((_, i) => places.has(i)).map((column) => column.id));
}

function neededBelow(relation: Relation, input: Relation, needed: Needed): Needed {
  switch (relation.kind) {
    case "shared":
      return samePlaces(relation, input, needed);
    case "set_operation":
      return relation.operation === "union" && relation.all ? samePlaces(relation, input, needed) : "all";
    case "project": {
      const used = relation.projections.filter((p) => needed === "all" || needed.has(p.column.id));
      return references(used.map((p) => p.expression));
    }
    case "aggregate":
      return references(expressionsOf(relation));
    case "filter":
    case "sort":
    case "limit":
    case "tail":
    case "sample":
    case "window":
    case "generate":
      return both(references(expressionsOf(relation)), needed);
    case "join": {
      const around = relation.lateral ? outerReferences(relation.right) : [];
      return both(new Set([...references(expressionsOf(relation)), ...around]), needed);
    }
    default:
      return "all";
  }
}

/** The columns that expressions refer to, those that the plans of their subqueries look out to among them. */
function references(expressions: readonly Expression[]): ReadonlySet<ColumnId> {
  const used = new Set<ColumnId>();
  const pending = [...expressions];
  for (let e = pending.pop(); e !== undefined; e = pending.pop()) {
    if (e.kind === "column") used.add(e.id);
    if (e.kind === "subquery") for (const id of outerReferences(e.plan)) used.add(id);
    pending.push(...subexpressions(e));
  }
  return used;
}
