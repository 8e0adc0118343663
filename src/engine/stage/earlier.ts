/** Rows that nobody asks for are left out before workers see them. */
import type { ColumnId } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import type { Filter, Limit, Project, Relation } from "../../resolved/relation.ts";
import { replaceTopDown } from "../../resolved/visit.ts";
import { references } from "../prepare/needed-columns.ts";
import { filterIntoJoin } from "./filter-into-join.ts";
import { conjunction, conjuncts, hasPython, holdsPython, isStable } from "./python-parts.ts";

/**
 * A plan whose filters and limits go below the projections that call Python (`PushPredicateThroughNonJoin`,
 * `LimitPushDown`), and whose filters in Python over joins become conditions of the joins.
 */
export const earlier = (plan: Relation): Relation =>
  rebuild(plan, (relation) => {
    if (relation.kind === "filter") return filterEarlier(relation);
    if (relation.kind === "limit") return limitBelow(relation);
    return relation;
  });

const filterEarlier = (filter: Filter): Relation =>
  filter.input.kind === "join" ? filterIntoJoin(filter, filterEarlier) : filterBelow(filter);

const callsPython = (r: Relation): r is Project => r.kind === "project" && holdsPython(r);

/** Conditions on what the projection does not make in Python choose its input's rows. */
function filterBelow(filter: Filter): Relation {
  const { input } = filter;
  if (!callsPython(input) || !input.projections.every((p) => isStable(p.expression))) return filter;
  const made = new Map<ColumnId, Expression>(input.projections.map((p) => [p.column.id, p.expression]));
  const isPlain = (part: Expression): boolean =>
    isStable(part) && [...references([part])].every((id) => !hasPython(made.get(id) ?? part)) && !hasPython(part);
  const parts = conjuncts(filter.condition);
  const early = conjunction(parts.filter(isPlain));
  if (early === undefined) return filter;
  const condition = replaceTopDown(early, (e) => (e.kind === "column" ? made.get(e.id) : undefined));
  const below = filterEarlier({ kind: "filter", input: input.input, condition, output: input.input.output });
  const over: Project = { ...input, input: below };
  const late = conjunction(parts.filter((p) => !isPlain(p)));
  return late === undefined ? over : { ...filter, input: over, condition: late };
}

/** As many rows come out of a projection as go in. */
function limitBelow(limit: Limit): Relation {
  const { input } = limit;
  if (!callsPython(input)) return limit;
  return { ...input, input: limitBelow({ ...limit, input: input.input, output: input.input.output }) };
}
