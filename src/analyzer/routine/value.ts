import type { FunctionKind } from "../../catalog/functions.ts";
import { NOWHERE, type Origin } from "../../errors/origin.ts";
import type { Expression } from "../../resolved/expression.ts";
import { subexpressions } from "../../resolved/visit.ts";

const places = new WeakSet<Origin>([NOWHERE]);

/**
 * The place of the casts that a call puts in: the call's, but for functions of values before Spark 4.3 (seen there, not
 * in 4.0), which tell none.
 */
export function placeOfCasts(kind: FunctionKind, line: number, call: Origin | undefined): Origin {
  if (call === undefined || (kind === "value" && line < 403)) return NOWHERE;
  const place = { ...call };
  places.add(place);
  return place;
}

/** Whether an expression is what a call of a SQL function stands for, or a part of it: the casts that calls put in. */
export const isRoutineValue = (e: Expression): boolean =>
  e.kind === "cast" && e.origin !== undefined && places.has(e.origin);

/** Whether an expression or a part of it satisfies the test, those of calls of SQL functions left out. */
export const someOutside = (e: Expression, test: (e: Expression) => boolean): boolean =>
  !isRoutineValue(e) && (test(e) || subexpressions(e).some((child) => someOutside(child, test)));
