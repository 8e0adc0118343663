/** Where subqueries may stand (`CheckAnalysis`, `ValidateSubqueryExpression.checkSubqueryExpression`). */
import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { PYTHON_EVAL } from "../../types/python-function.ts";
import { lookupFunction } from "../../functions/registry.ts";
import type { Expression, Subquery } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { someOutside } from "../routine/value.ts";
import { expressionsOf, inputsOf, outerReferences, someExpression } from "../../resolved/visit.ts";

const isSubquery = (e: Expression): e is Subquery => e.kind === "subquery";

/** Whether a subquery's plan refers to the query around it. */
export const isCorrelated = (e: Subquery): boolean => outerReferences(e.plan).size > 0;

/** The first part of an expression for which `is` holds, subqueries' plans not counted. */
function findPart<T extends Expression>(e: Expression, is: (part: Expression) => part is T): T | undefined {
  let found: T | undefined;
  someExpression(e, (part) => {
    if (found === undefined && is(part)) found = part;
    return found !== undefined;
  });
  return found;
}

/**
 * Throws for subqueries in the expressions of an operator that is no filter, projection, join or aggregate; `operator`
 * is Spark's name of it. A scalar subquery without references to the query around it stands anywhere.
 */
export function refuseSubqueries(e: Expression, operator: string, origin: Origin | undefined): void {
  refuseCorrelatedScalar(e, operator, origin);
  const predicate = findPart(e, (part): part is Subquery => isSubquery(part) && part.mode !== "scalar");
  if (predicate === undefined) return;
  throw sparkError(
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_IN_EXISTS_SUBQUERY",
    { treeNode: operator },
    { origin: predicate.origin },
  );
}

/** Throws for a scalar subquery that refers to the query around it; what a SQL function stands for tells no place. */
export function refuseCorrelatedScalar(e: Expression, operator: string, origin: Origin | undefined): void {
  const isScalar = (part: Expression): part is Subquery =>
    isSubquery(part) && part.mode === "scalar" && isCorrelated(part);
  if (!someExpression(e, isScalar)) return;
  throw sparkError(
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_SCALAR_SUBQUERY",
    { treeNode: operator },
    { origin: someOutside(e, isScalar) ? origin : null },
  );
}

/** Throws for a lateral join with a call of a table function over Arrow batches. */
export function refuseArrowLateral(right: Relation, origin: Origin | undefined): void {
  let at = right;
  while (at.kind === "project" || at.kind === "filter") at = at.input;
  if (at.kind === "python_table" && at.table === undefined && at.udf.evalType === PYTHON_EVAL.arrowNativeTable)
    throw sparkError("LATERAL_JOIN_WITH_ARROW_UDTF_UNSUPPORTED", {}, { origin });
}

/** Throws for a lateral join whose right side answers anew each time, unless the left side has one row at most. */
export function refuseRandomLateral(left: Relation, right: Relation, origin: Origin | undefined): void {
  if (hasOneRow(left) || !isRandom(underColumns(right))) return;
  throw sparkError(
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.NON_DETERMINISTIC_LATERAL_SUBQUERIES",
    { treeNode: "LateralJoin" },
    { origin },
  );
}

function isRandom(relation: Relation): boolean {
  const draws = (e: Expression): boolean =>
    someExpression(
      e,
      (part) =>
        (part.kind === "call" && lookupFunction(part.function)?.deterministic === false) ||
        (isSubquery(part) && isRandom(part.plan)),
    );
  const isOfPython = relation.kind === "python_table" && !relation.udf.deterministic;
  return isOfPython || expressionsOf(relation).some(draws) || inputsOf(relation).some(isRandom);
}

/** A relation, or what a call of a table function in Python over no table is chosen from: that may answer as it likes. */
function underColumns(relation: Relation): Relation {
  let at = relation;
  while (at.kind === "project") at = at.input;
  return at.kind === "python_table" && at.table === undefined ? at.input : relation;
}

/** Whether Spark knows that a relation has no more than one row (`maxRows`). */
export function hasOneRow(relation: Relation): boolean {
  switch (relation.kind) {
    case "values":
      return relation.rows.length <= 1;
    case "project":
    case "filter":
    case "sort":
      return hasOneRow(relation.input);
    case "limit":
      return (relation.count !== undefined && relation.count <= 1) || hasOneRow(relation.input);
    case "aggregate":
      return relation.grouping.length === 0;
    default:
      return false;
  }
}

/**
 * Throws where a side of an outer join, whose rows it may fill up with NULL, refers to the query around
 * (`CheckAnalysis.checkCorrelationsInSubquery`). `plan`: a subquery's.
 */
export function refuseOuterBelowJoins(plan: Relation): void {
  const outer = outerReferences(plan);
  if (outer.size === 0) return;
  const refers = (r: Relation): boolean => [...outerReferences(r)].some((id) => outer.has(id));
  const pending: Relation[] = [plan];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    pending.push(...inputsOf(at));
    if (at.kind !== "join" || at.lateral) continue;
    const sides = at.type === "right" ? [at.left] : at.type === "full" ? [at.left, at.right] : [];
    if (!sides.some(refers)) continue;
    throw sparkError(
      "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED",
      { treeNode: "Filter" },
      { origin: null },
    );
  }
}
