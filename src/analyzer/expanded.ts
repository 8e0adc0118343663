import type { Expression } from "../unresolved/expression.ts";
import type { Typed } from "./typed.ts";

const meanings = new WeakMap<Expression, Typed>();

/** An expression that stands for a column already found: what a star becomes. */
export function expandedTo(typed: Typed): Expression {
  const e: Expression = { kind: "attribute", nameParts: [typed.name ?? ""] };
  meanings.set(e, typed);
  return e;
}

/** The meaning of an expression made by {@link expandedTo}; `undefined` for all others. */
export const expandedMeaning = (e: Expression): Typed | undefined => meanings.get(e);
