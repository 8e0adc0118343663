import type { Column, ColumnId } from "../../resolved/column.ts";
import type { Expression, Subquery } from "../../resolved/expression.ts";
import type { Project, Relation } from "../../resolved/relation.ts";
import { expressionsOf, inputsOf, outerReferences, subexpressions } from "../../resolved/visit.ts";

/** What of a relation's columns is used above it: these, or all. */
export type Needed = ReadonlySet<ColumnId> | "all";

/**
 * What is used of the columns of each relation of a plan, and of the plans of its subqueries (`ColumnPruning`): of
 * whole plans all, of what EXISTS asks for nothing.
 */
export const neededColumns = (plan: Relation): ReadonlyMap<Relation, Needed> => needs(plan, neededBelow);

/** What is referred to of the columns of each relation, by columns that nobody uses as well; hidden ones left out that nothing asks for. */
export const namedColumns = (plan: Relation): ReadonlyMap<Relation, Needed> =>
  needs(plan, (relation, input, needed) =>
    relation.kind === "project"
      ? references(expressionsOf(withoutHidden(relation, needed)))
      : neededBelow(relation, input, needed),
  );

/** A projection without its hidden columns, if none of them is among those that are asked for. */
export function withoutHidden(project: Project, asked: Needed): Project {
  const hidden = new Set(project.hidden);
  if (asked === "all" || project.hidden?.some((id) => asked.has(id)) !== false) return project;
  const projections = project.projections.filter((p) => !hidden.has(p.column.id));
  return { ...project, projections, hidden: undefined, output: projections.map((p) => p.column) };
}

/**
 * Columns of {@link neededColumns} that are used whatever else of a plan Spark's optimizer finds to be of no use: parts
 * of expressions that it might fold, sorts that nothing shows, aggregates that nobody reads.
 */
export function surelyNeededColumns(plan: Relation): ReadonlyMap<Relation, Needed> {
  const sort = shownSort(plan);
  return needs(plan, (relation, input, needed) =>
    relation === sort ? both(surely(expressionsOf(relation)), needed) : surelyNeededBelow(relation, input, needed),
  );
}

/** The sort in whose order a plan's rows come. */
function shownSort(plan: Relation): Relation | undefined {
  for (let r = plan; ; r = r.input) {
    if (r.kind === "sort") return r;
    if (r.kind !== "project" && r.kind !== "filter" && r.kind !== "limit" && r.kind !== "tail") return undefined;
  }
}

type Below = (relation: Relation, input: Relation, needed: Needed) => Needed;

function needs(plan: Relation, below: Below): ReadonlyMap<Relation, Needed> {
  const found = new Map<Relation, Needed>();
  const need = (relation: Relation, needed: Needed): void => {
    found.set(relation, both(found.get(relation), needed));
  };
  const plans = [plan];
  need(plan, "all");
  for (let top = plans.pop(); top !== undefined; top = plans.pop()) {
    for (const relation of usersFirst(top)) {
      const needed = found.get(relation) ?? "all";
      for (const input of inputsOf(relation)) need(input, below(relation, input, needed));
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
export function references(expressions: readonly Expression[]): ReadonlySet<ColumnId> {
  const used = new Set<ColumnId>();
  const pending = [...expressions];
  for (let e = pending.pop(); e !== undefined; e = pending.pop()) {
    if (e.kind === "column") used.add(e.id);
    if (e.kind === "subquery") for (const id of outerReferences(e.plan)) used.add(id);
    pending.push(...subexpressions(e));
  }
  return used;
}

function surelyNeededBelow(relation: Relation, input: Relation, needed: Needed): Needed {
  const isNeeded = (column: Column): boolean => needed === "all" || needed.has(column.id);
  switch (relation.kind) {
    case "project":
      return surely(relation.projections.filter((p) => isNeeded(p.column)).map((p) => p.expression));
    case "aggregate": {
      const calls = relation.measures.filter((m) => isNeeded(m.column)).flatMap((m) => m.call.args);
      return surely([...relation.grouping.map((g) => g.expression), ...calls]);
    }
    case "filter":
      return both(surely([relation.condition]), needed);
    case "limit":
      return relation.count === 0 ? new Set() : needed;
    case "sort":
    case "tail":
    case "sample":
      return needed;
    case "window": {
      const calls = relation.windows.filter((w) => isNeeded(w.column)).map((w) => w.call);
      const keys = calls.flatMap((c) => [...c.partition, ...c.windowOrder.map((key) => key.expression)]);
      return both(surely([...calls.flatMap((c) => c.args), ...keys]), needed);
    }
    case "generate":
      return both(relation.generated.some(isNeeded) ? surely(relation.args) : new Set(), needed);
    case "join": {
      // An outer join of which only the one side is read may be no join at all.
      const shows = [relation.left, relation.right].every((side) => side.output.some(isNeeded));
      const condition = relation.condition === undefined ? [] : [relation.condition];
      const isOuter = relation.type === "left" || relation.type === "right" || relation.type === "full";
      return both(isOuter && !shows ? new Set() : surely(condition), needed);
    }
    default:
      return neededBelow(relation, input, needed);
  }
}

/** Functions of which no part is folded away, where their arguments are no NULLs. */
const PLAIN = new Set([
  "=",
  "<",
  ">",
  "<=",
  ">=",
  "<=>",
  "!=",
  "+",
  "-",
  "*",
  "/",
  "%",
  "and",
  "isnull",
  "isnotnull",
  "in",
]);

/** The columns of expressions that are nothing but columns, constants and plain functions of these. */
function surely(expressions: readonly Expression[]): ReadonlySet<ColumnId> {
  return new Set(expressions.filter(isPlain).flatMap((e) => [...references([e])]));
}

function isPlain(e: Expression): boolean {
  switch (e.kind) {
    case "column":
      return true;
    case "literal":
      return e.value !== null && e.type.kind !== "boolean";
    case "cast":
      return isPlain(e.child);
    case "call":
      return PLAIN.has(e.function) && e.args.every(isPlain);
    case "subquery":
      return e.values.every(isPlain);
    default:
      return false;
  }
}
