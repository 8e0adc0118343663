import { lookupFunction } from "../../functions/registry.ts";
import type { ColumnId } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { Projection, Relation } from "../../resolved/relation.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import { replaceBottomUp, subexpressions } from "../../resolved/visit.ts";

/** A merged expression grows no deeper than this: engines plan deep expressions badly. */
const MAX_DEPTH = 24;
/** And no larger. */
const MAX_SIZE = 400;

/**
 * Merges projections that stand on each other, as chains of withColumn make them (`CollapseProject`): computed columns
 * of the lower one are written into the upper one where that repeats no work, leaves no volatile function evaluated
 * twice, and keeps expressions shallow.
 */
export const collapseProjects = (plan: Relation): Relation => rebuild(plan, mergeWithInput);

function mergeWithInput(relation: Relation): Relation {
  if (relation.kind !== "project" || relation.input.kind !== "project") return relation;
  const lower = relation.input;
  const computed = new Map<ColumnId, { readonly expression: Expression; readonly measure: Measure }>();
  const passed = new Map<ColumnId, Expression>();
  for (const { column, expression } of lower.projections) {
    if (expression.kind === "column" || expression.kind === "literal") passed.set(column.id, expression);
    else computed.set(column.id, { expression, measure: measureOf(expression) });
  }
  const uses = new Map<ColumnId, number>();
  for (const { expression } of relation.projections) countUses(expression, uses);
  for (const { expression } of relation.projections) {
    if (!fits(expression, computed, uses)) return relation;
  }
  // What the upper projection leaves out would lose its errors; Spark drops unused columns just so.
  const projections = relation.projections.map(({ column, expression }): Projection => {
    if (expression.kind === "column") {
      const whole = computed.get(expression.id)?.expression ?? passed.get(expression.id) ?? expression;
      return { column, expression: whole };
    }
    return {
      column,
      expression: replaceBottomUp(expression, (e) =>
        e.kind === "column" ? (computed.get(e.id)?.expression ?? passed.get(e.id) ?? e) : e,
      ),
    };
  });
  return { ...relation, input: lower.input, projections };
}

interface Measure {
  readonly depth: number;
  readonly size: number;
  readonly stable: boolean;
}

const measures = new WeakMap<Expression, Measure>();

function measureOf(e: Expression): Measure {
  const known = measures.get(e);
  if (known !== undefined) return known;
  let depth = 0;
  let size = 1;
  let stable =
    e.kind !== "subquery" &&
    !(e.kind === "call" && lookupFunction(e.function)?.deterministic === false) &&
    !(e.kind === "python" && !e.udf.deterministic);
  for (const child of subexpressions(e)) {
    const m = measureOf(child);
    depth = Math.max(depth, m.depth);
    size += m.size;
    stable &&= m.stable;
  }
  const measure = { depth: depth + 1, size, stable };
  measures.set(e, measure);
  return measure;
}

function countUses(e: Expression, uses: Map<ColumnId, number>): void {
  if (e.kind === "column") uses.set(e.id, (uses.get(e.id) ?? 0) + 1);
  for (const child of subexpressions(e)) countUses(child, uses);
}

function fits(
  e: Expression,
  computed: ReadonlyMap<ColumnId, { readonly measure: Measure }>,
  uses: ReadonlyMap<ColumnId, number>,
): boolean {
  let deepest = 0;
  let added = 0;
  const visit = (part: Expression): boolean => {
    if (part.kind === "subquery") return false;
    if (part.kind === "column") {
      const lower = computed.get(part.id);
      if (lower === undefined) return true;
      if ((uses.get(part.id) ?? 0) > 1) return false;
      if (!lower.measure.stable && part !== e) return false;
      deepest = Math.max(deepest, lower.measure.depth);
      added += lower.measure.size;
      return true;
    }
    return subexpressions(part).every(visit);
  };
  if (e.kind === "column" && computed.has(e.id)) return (uses.get(e.id) ?? 0) === 1;
  if (!visit(e)) return false;
  const own = measureOf(e);
  return own.depth + deepest <= MAX_DEPTH && own.size + added <= MAX_SIZE;
}
