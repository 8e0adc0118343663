import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { lookupFunction } from "../../functions/registry.ts";
import type { ColumnId } from "../../resolved/column.ts";
import type { Expression as Resolved, Subquery } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { mapChildren, outerReferences, someExpression, subexpressions } from "../../resolved/visit.ts";
import { BOOLEAN } from "../../types/data-type.ts";
import type { Join } from "../../unresolved/relation.ts";
import { callOf, literal } from "../typed.ts";

/** The two sides of a join. */
interface Sides {
  readonly left: ReadonlySet<ColumnId>;
  readonly right: ReadonlySet<ColumnId>;
}

type Side = keyof Sides;

/**
 * What Spark makes of IN with a query inside a join's ON. A conjunct that it can push into an input filters there, and
 * knows NULL (`PushPredicateThroughJoin`); in one that stays, Spark 4 asks whether a row is found, so that
 * IN is false where it would be unknown (`RewritePredicateSubquery`). Spark 3.5 keeps it unknown, except in forms for
 * which it fails. What either does not answer is refused.
 */
export function subqueriesOfJoin(
  condition: Resolved,
  type: Join["type"],
  left: Relation,
  right: Relation,
  line: number,
): Resolved {
  const sides = { left: idsOf(left), right: idsOf(right) };
  refuseOverBoth(condition, sides);
  if (!someExpression(condition, isUnsure)) return condition;
  const conjuncts = conjunctsOf(condition, false).map((e) => {
    if (!someExpression(e, isUnsure) || isPushed(e, type, sides)) return e;
    return line >= 400 ? whereFound(e, sides, true) : checked(e, true);
  });
  const [only, ...more] = conjuncts;
  if (only === undefined || more.length === 0) return only ?? condition;
  return callOf(
    "and",
    conjuncts,
    BOOLEAN,
    conjuncts.some((e) => e.nullable),
  );
}

const idsOf = (r: Relation): ReadonlySet<ColumnId> => new Set(r.output.map((c) => c.id));

/** IN with a query that may be unknown. */
const isUnsure = (e: Resolved): e is Subquery => e.kind === "subquery" && e.mode === "in" && e.nullable;

const isCall = (e: Resolved, name: string): e is Extract<Resolved, { kind: "call" }> =>
  e.kind === "call" && e.function === name;

const not = (e: Resolved): Resolved => (isCall(e, "not") ? (e.args[0] ?? e) : callOf("not", [e], BOOLEAN, e.nullable));

/** The conditions that must all hold, negations moved inwards as far as that makes more of them. */
function conjunctsOf(e: Resolved, negated: boolean): readonly Resolved[] {
  if (isCall(e, "not") && e.args[0] !== undefined) return conjunctsOf(e.args[0], !negated);
  if (isCall(e, negated ? "or" : "and")) return e.args.flatMap((arg) => conjunctsOf(arg, negated));
  return [negated ? not(e) : e];
}

/** IN and EXISTS refer to one side of the join each, which Spark joins with the query first (`RewritePredicateSubquery`). */
function refuseOverBoth(condition: Resolved, sides: Sides): void {
  someExpression(condition, (e) => {
    if (e.kind === "subquery" && e.mode !== "scalar" && sidesOf(e, sides).size === 2) {
      throw sparkError(
        "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION",
        { subqueryExpression: e.mode },
        { origin: null },
      );
    }
    return false;
  });
}

/** Which sides an expression refers to, the plans of its subqueries included. */
function sidesOf(e: Resolved, sides: Sides): ReadonlySet<Side> {
  const found = new Set<Side>();
  const meet = (id: ColumnId): void => {
    for (const side of ["left", "right"] as const) if (sides[side].has(id)) found.add(side);
  };
  const visit = (inner: Resolved): void => {
    if (inner.kind === "column") meet(inner.id);
    if (inner.kind === "subquery") for (const id of outerReferences(inner.plan)) meet(id);
    for (const child of subexpressions(inner)) visit(child);
  };
  visit(e);
  return found;
}

/** Whether Spark moves a conjunct into an input of the join; one without references goes left. */
function isPushed(e: Resolved, type: Join["type"], sides: Sides): boolean {
  if (someExpression(e, (x) => x.kind === "call" && lookupFunction(x.function)?.deterministic === false)) return false;
  const found = sidesOf(e, sides);
  if (found.size === 2) return false;
  const toRight = found.has("right");
  switch (type) {
    case "inner":
    case "cross":
    case "left_semi":
      return true;
    case "left":
    case "left_anti":
      return toRight;
    case "right":
      return !toRight;
    case "full":
      return false;
  }
}

/** Where unknown and false are the same: `e` stands only below AND and OR. */
const isWeak = (e: Resolved): boolean => isCall(e, "and") || isCall(e, "or");

/** A conjunct with every IN as Spark 4 asks it. */
function whereFound(e: Resolved, sides: Sides, weak: boolean): Resolved {
  if (!isUnsure(e)) return mapChildren(e, (child) => whereFound(child, sides, weak && isWeak(e)));
  if (weak) return e;
  if (sidesOf(e, sides).size !== 1) {
    throw unsupported("IN with a subquery over both sides or none of a join in its condition", { origin: e.origin });
  }
  return callOf("coalesce", [e, literal(BOOLEAN, false)], BOOLEAN);
}

/** A conjunct whose INs Spark 3.5 answers with NULL as elsewhere. */
function checked(e: Resolved, weak: boolean): Resolved {
  const negated = isCall(e, "not") ? e.args[0] : undefined;
  const found = negated !== undefined && isUnsure(negated) && weak ? negated : e;
  if (!isUnsure(found)) return mapChildren(e, (child) => checked(child, weak && isWeak(e)));
  if (weak && (found === e || found.values.every((value) => value.nullable))) return e;
  throw unsupported("IN with a subquery that may be unknown in a join's condition", { origin: found.origin });
}
