import { NOWHERE } from "../../errors/origin.ts";
import type { Expression } from "../../resolved/expression.ts";
import { subexpressions } from "../../resolved/visit.ts";

/** Whether an expression is what a call of a SQL function stands for, or a part of it: the casts that calls put in. */
export const isRoutineValue = (e: Expression): boolean => e.kind === "cast" && e.origin === NOWHERE;

/** Whether an expression or a part of it satisfies the test, those of calls of SQL functions left out. */
export const someOutside = (e: Expression, test: (e: Expression) => boolean): boolean =>
  !isRoutineValue(e) && (test(e) || subexpressions(e).some((child) => someOutside(child, test)));
