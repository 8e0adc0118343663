import { evaluate } from "../../analyzer/fold.ts";
import { lookupFunction } from "../../functions/registry.ts";
import type { KernelSettings } from "../../kernels/kernel.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import { mapExpressions, replaceBottomUp, subexpressions } from "../../resolved/visit.ts";
import { isAtomic } from "../../types/data-type.ts";

/**
 * Evaluates constant parts of expressions once, by `kernels/` (`ConstantFolding`). A part that fails stays as it is: it
 * must fail when, and only when, its row is reached.
 */
export const foldConstants = (plan: Relation, settings: KernelSettings): Relation =>
  rebuild(plan, (relation) => mapExpressions(relation, (e) => foldExpression(e, settings)));

/**
 * Functions whose cost their arguments' size does not bound: they run in the engine, which can be interrupted and has
 * a memory limit, never on the thread that serves everyone.
 */
const UNBOUNDED = new Set([
  "array_repeat",
  "lpad",
  "regexp",
  "regexp_count",
  "regexp_extract",
  "regexp_extract_all",
  "regexp_instr",
  "regexp_like",
  "regexp_replace",
  "regexp_substr",
  "repeat",
  "rlike",
  "rpad",
  "sequence",
  "space",
  "split",
]);

const foldExpression = (e: Expression, settings: KernelSettings): Expression =>
  replaceBottomUp(e, (part) => foldNode(part, settings));

function foldNode(e: Expression, settings: KernelSettings): Expression {
  if (e.kind === "subquery") return { ...e, plan: foldConstants(e.plan, settings) };
  if (e.kind !== "call" && e.kind !== "cast") return e;
  if (e.kind === "call" && (UNBOUNDED.has(e.function) || lookupFunction(e.function)?.deterministic === false)) return e;
  // Nested constants are cheaper as the calls that make them than as literals of every backend.
  if (!isAtomic(e.type)) return e;
  if (!subexpressions(e).every((child) => child.kind === "literal")) return e;
  try {
    const folded = evaluate(e, settings);
    if (folded === undefined) return e;
    return { kind: "literal", type: e.type, value: folded.value, nullable: folded.value === null };
  } catch {
    return e;
  }
}
