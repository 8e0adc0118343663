import type { ReadExpr, ReadPlan, ReadRel } from "../../src/substrait/read/plan.ts";
import type { DecimalType } from "../../src/types/data-type.ts";
import { exprParts, relExprs, relInputs } from "./expr/facts.ts";

const WORDS: Readonly<Record<string, string>> = {
  "+": "addition",
  "-": "subtraction",
  "*": "multiplication",
  negative: "negation",
};

/** An operation that can be behind one of DuckDB's own messages. */
export interface Candidate {
  readonly origin: number;
  /** Of decimals: the type of the answer, and the scale of the whole number that the message speaks of. */
  readonly decimal?: { readonly type: DecimalType; readonly scale: number } | undefined;
}

/** {@link Candidate}s by the word in the message. */
export type Candidates = Readonly<Record<string, readonly Candidate[]>>;

/**
 * The operations behind DuckDB's own overflow messages, by the message's word: they carry no origin, but where a plan
 * has one such operation it is the culprit.
 */
export function candidates(plan: ReadPlan): Candidates {
  const found: Record<string, Candidate[]> = {};
  const add = (word: string | undefined, origin: number | undefined, decimal?: Candidate["decimal"]) => {
    if (word !== undefined && origin !== undefined) (found[word] ??= []).push({ origin, decimal });
  };
  const visitExpr = (expr: ReadExpr): void => {
    if (expr.kind === "call" && expr.mode === "ansi" && Object.hasOwn(WORDS, expr.function))
      add(WORDS[expr.function], expr.origin, decimalOf(expr));
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

/** Sums are made of numbers of their own scale, products have the scales of both. */
function decimalOf({ function: name, type, args }: Extract<ReadExpr, { kind: "call" }>): Candidate["decimal"] {
  if (type.kind !== "decimal") return undefined;
  if (name !== "*") return { type, scale: type.scale };
  return { type, scale: args.reduce((sum, a) => sum + (a.type.kind === "decimal" ? a.type.scale : 0), 0) };
}
