/**
 * Columns that name the DataFrame they belong to, looked up among the client's plan nodes
 * (`ColumnResolutionHelper.resolveDataFrameColumn`).
 */
import { SparkError } from "../errors/spark-error.ts";
import type { ColumnId } from "../resolved/column.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import { findName, type NameMatch, type PlanTree } from "./scope.ts";

/**
 * How a plan's id counts. `named` (before 4.0): the one plan of that id has the column, whatever stands above it.
 * `passed` (4.0): what stands above must pass it on, else its name alone counts; the plan directly under the expression
 * comes first. `strict` (from 4.1 on): the name alone never counts, keys that USING hides are found, and only what
 * reaches the expression can be ambiguous.
 */
export type PlanRules = "named" | "passed" | "strict";

/** The rules of the Spark that a session speaks. */
export const planRulesOf = ({ line }: SparkSettings): PlanRules =>
  line < 400 ? "named" : line < 401 ? "passed" : "strict";

/** What a plan's id and a name lead to. */
export type PlanColumn =
  /** No such plan below. */
  | { readonly kind: "no_plan" }
  /** The plan has no such column, or what stands above it does not pass it on. */
  | { readonly kind: "no_column" }
  | { readonly kind: "ambiguous" }
  | { readonly kind: "column"; readonly match: NameMatch };

interface Candidate<T> {
  readonly found: T;
  /** Whether the plan stands directly under the expression. */
  readonly direct: boolean;
  /** Whether it is shown, and not only kept in hiding. */
  readonly shown: boolean;
}

interface Lookup<T> {
  readonly planId: number;
  readonly rules: PlanRules;
  /** What the plan itself answers; `undefined`: nothing. */
  readonly at: (plan: PlanTree) => T | undefined;
  /** Whether a plan above shows it, keeps it in hiding, or lost it. */
  readonly keeps: (plan: PlanTree, found: T) => "shown" | "hidden" | undefined;
  /** What it is above a plan that gives columns new ids. */
  readonly above: (plan: PlanTree, found: T) => T;
}

class Ambiguous extends Error {}

/** The column of a name in the plan of an id. */
export function findPlanColumn(
  plans: PlanTree | undefined,
  planId: number,
  parts: readonly string[],
  options: { readonly caseSensitive: boolean; readonly rules: PlanRules; readonly passing: ReadonlySet<ColumnId> },
): PlanColumn {
  const { rules } = options;
  const lookup: Lookup<NameMatch> = {
    planId,
    rules,
    at: (plan) => {
      try {
        return findName({ ...plan, hidden: [], plans: undefined }, parts, options.caseSensitive);
      } catch (reason) {
        if (reason instanceof SparkError && rules !== "strict") return undefined;
        throw reason;
      }
    },
    keeps: (plan, { found }) => {
      // What tells of files passes through operators that do not show it.
      if (rules === "named" || options.passing.has(found.column.id) || idsOf(plan).has(found.column.id)) return "shown";
      return rules === "strict" && hides(plan, found.column.id) ? "hidden" : undefined;
    },
    above: (plan, match) => {
      const column = plan.renames?.get(match.found.column.id);
      return column === undefined ? match : { ...match, found: { ...match.found, column } };
    },
  };
  try {
    const { matched, candidates } = search(treesOf(plans), lookup);
    const [candidate] = candidates;
    if (candidate !== undefined) return { kind: "column", match: candidate.found };
    return { kind: matched ? "no_column" : "no_plan" };
  } catch (reason) {
    if (reason instanceof Ambiguous) return { kind: "ambiguous" };
    throw reason;
  }
}

/** The plan of an id whose columns are all still there, hidden ones included; `ambiguous`: several. */
export function findPlanStar(plans: PlanTree | undefined, planId: number): PlanTree | "ambiguous" | undefined {
  const lookup: Lookup<PlanTree> = {
    planId,
    rules: "named",
    at: (plan) => plan,
    keeps: (plan, found) => {
      const ids = idsOf(plan);
      return found.columns.every((c) => ids.has(c.column.id) || hides(plan, c.column.id)) ? "shown" : undefined;
    },
    above: (_plan, found) => found,
  };
  try {
    return search(treesOf(plans), lookup).candidates[0]?.found;
  } catch (reason) {
    if (reason instanceof Ambiguous) return "ambiguous";
    throw reason;
  }
}

const hides = (plan: PlanTree, id: ColumnId): boolean => plan.hidden?.some((c) => c.column.id === id) ?? false;

/** A join's two sides stand side by side under its condition. */
const treesOf = (plans: PlanTree | undefined): readonly PlanTree[] =>
  plans === undefined ? [] : plans.sides === true ? plans.below : [plans];

interface Found<T> {
  readonly matched: boolean;
  /** At most one, but for `strict` rules below the top. */
  readonly candidates: readonly Candidate<T>[];
}

function search<T>(trees: readonly PlanTree[], lookup: Lookup<T>, top = true): Found<T> {
  const each = trees.map((tree) => searchTree(tree, lookup, top));
  const matched = each.some((found) => found.matched);
  const candidates = each.flatMap((found) => found.candidates);
  if (candidates.length < 2 || (lookup.rules === "strict" && !top)) return { matched, candidates };
  for (const preferred of lookup.rules === "named" ? [] : preferences) {
    const chosen = candidates.filter(preferred);
    if (chosen.length === 1) return { matched, candidates: chosen };
  }
  throw new Ambiguous();
}

const preferences: readonly ((candidate: Candidate<unknown>) => boolean)[] = [(c) => c.direct, (c) => c.shown];

function searchTree<T>(root: PlanTree, lookup: Lookup<T>, top: boolean): Found<T> {
  // Chains of one input are walked, not recursed into.
  const path: PlanTree[] = [];
  let plan = root;
  while (plan.planId !== lookup.planId && plan.below.length === 1) {
    path.push(plan);
    plan = plan.below[0] as PlanTree;
  }
  const direct = top && path.length === 0;
  const isIt = plan.planId === lookup.planId;
  const { matched, candidates } = isIt ? foundAt(plan, lookup, direct) : search(plan.below, lookup, false);
  if (!isIt) path.push(plan);
  return { matched, candidates: candidates.flatMap((candidate) => passed(candidate, path, lookup)) };
}

function foundAt<T>(plan: PlanTree, lookup: Lookup<T>, direct: boolean): Found<T> {
  const found = lookup.at(plan);
  return { matched: true, candidates: found === undefined ? [] : [{ found, direct, shown: true }] };
}

/** A candidate after the plans above it, of which the last is the nearest: none where one loses it. */
function passed<T>(candidate: Candidate<T>, path: readonly PlanTree[], lookup: Lookup<T>): Candidate<T>[] {
  let { found, shown } = candidate;
  for (const plan of path.toReversed()) {
    found = lookup.above(plan, found);
    const way = lookup.keeps(plan, found);
    if (way === undefined) return [];
    shown = way === "shown";
  }
  return [{ ...candidate, found, shown }];
}

const ids = new WeakMap<PlanTree, ReadonlySet<ColumnId>>();

function idsOf(plan: PlanTree): ReadonlySet<ColumnId> {
  const known = ids.get(plan);
  if (known !== undefined) return known;
  const made = new Set(plan.columns.map((c) => c.column.id));
  ids.set(plan, made);
  return made;
}
