/** Finding functions in Python in plans and expressions. */
import { isRandom } from "../../analyzer/random.ts";
import type { Expression, PythonCall } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { expressionsOf, someExpression, subexpressions } from "../../resolved/visit.ts";
import { PYTHON_EVAL } from "../../types/python-function.ts";

const isPython = (e: Expression): boolean => e.kind === "python";

/** Whether an expression holds a function in Python, plans of subqueries not counted. */
export const hasPython = (e: Expression): boolean => someExpression(e, isPython);

/** Whether a relation itself, not those below it, holds scalar functions in Python. */
export const holdsPython = (r: Relation): boolean => expressionsOf(r).some(hasPython);

const ITERATORS: ReadonlySet<number> = new Set([PYTHON_EVAL.scalarPandasIterator, PYTHON_EVAL.scalarArrowIterator]);

/** Whether a function gets all batches in one call: it goes on a trip of its own. */
export const isIterator = ({ udf }: PythonCall): boolean => ITERATORS.has(udf.evalType);

/**
 * A call whose arguments no worker has to compute, or as the outermost of a chain of functions of one kind and one
 * argument, which one worker computes at once: innermost first (`ExtractPythonUDFs.canEvaluateInPython`).
 */
export function chainOf(call: PythonCall): readonly PythonCall[] | undefined {
  if (!call.args.some(hasPython)) return [call];
  const [inner, ...more] = call.args;
  if (inner?.kind !== "python" || more.length > 0 || call.keywords[0] !== undefined) return undefined;
  if (inner.udf.evalType !== call.udf.evalType || isIterator(call)) return undefined;
  const below = chainOf(inner);
  return below && [...below, call];
}

/** The outermost calls that can be computed now, in the order in which they stand. */
export function readyCalls(expressions: readonly Expression[]): readonly PythonCall[] {
  const found: PythonCall[] = [];
  const visit = (e: Expression): void => {
    if (e.kind === "python" && chainOf(e) !== undefined) found.push(e);
    else subexpressions(e).forEach(visit);
  };
  expressions.forEach(visit);
  return found;
}

/** The operands of a chain of ANDs. */
export const conjuncts = (e: Expression): readonly Expression[] =>
  e.kind === "call" && e.function === "and" ? e.args.flatMap(conjuncts) : [e];

/** All of them, as one condition; `undefined` for none. */
export function conjunction(parts: readonly Expression[]): Expression | undefined {
  const [first, ...more] = parts;
  if (first === undefined || more.length === 0) return first;
  const nullable = parts.some((p) => p.nullable);
  return { kind: "call", function: "and", args: parts, type: { kind: "boolean" }, nullable, mode: "ansi" };
}

/** Whether an expression gives the same for the same row, however often it is asked. */
export const isStable = (e: Expression): boolean => !isRandom(e);
