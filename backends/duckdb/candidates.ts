import type { ReadExpr, ReadPlan, ReadRel } from "../../src/substrait/read/plan.ts";
import { exprParts, relExprs, relInputs } from "./expr/facts.ts";

const WORDS: Readonly<Record<string, string>> = {
  "+": "addition",
  "-": "subtraction",
  "*": "multiplication",
  negative: "negation",
};

/**
 * Origins of the operations behind DuckDB's own overflow messages, by the message's word: they carry no origin, but
 * where a plan has one such operation it is the culprit.
 */
export function candidates(plan: ReadPlan): Readonly<Record<string, readonly number[]>> {
  const found: Record<string, number[]> = {};
  const add = (word: string | undefined, origin: number | undefined) => {
    if (word !== undefined && origin !== undefined) (found[word] ??= []).push(origin);
  };
  const visitExpr = (expr: ReadExpr): void => {
    if (expr.kind === "call" && expr.mode === "ansi" && Object.hasOwn(WORDS, expr.function))
      add(WORDS[expr.function], expr.origin);
    if (expr.kind === "cast") add("cast", expr.origin);
    if (expr.kind === "subquery") {
      if (expr.mode === "scalar") add("subquery", expr.origin);
      visit(expr.rel);
    }
    exprParts(expr).forEach(visitExpr);
  };
  const visit = (rel: ReadRel): void => {
    if (rel.kind === "aggregate" || rel.kind === "window") {
      for (const call of rel.kind === "aggregate" ? rel.measures : rel.calls) add(call.function, call.origin);
    }
    relExprs(rel).forEach(visitExpr);
    relInputs(rel).forEach(visit);
  };
  visit(plan.root);
  plan.shared.forEach(visit);
  return found;
}
