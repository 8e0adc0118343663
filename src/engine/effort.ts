import type { Expression } from "../resolved/expression.ts";
import type { Relation } from "../resolved/relation.ts";
import { expressionsOf, inputsOf, subexpressions } from "../resolved/visit.ts";
import { guessRows, type Inputs } from "./guess-rows.ts";

/** What the subqueries of an expression touch, if they run once each. */
const effortOfSubqueries = (e: Expression, data: Inputs): number =>
  subexpressions(e).reduce(
    (sum, child) => sum + effortOfSubqueries(child, data),
    e.kind === "subquery" ? effortOf(e.plan, data) : 0,
  );

/**
 * A guess at how many rows a plan touches, to tell short queries from long ones; never to choose how they run. It is
 * rather too much than too little.
 */
export function effortOf(root: Relation, data: Inputs): number {
  const rows = guessRows(root, data);
  let effort = 0;
  for (const [relation, own] of rows) {
    // Subqueries may run once or for each row.
    const inside = expressionsOf(relation).reduce((sum, e) => sum + effortOfSubqueries(e, data), 0);
    const below = inputsOf(relation).map((input) => rows.get(input) ?? 0);
    effort += own + inside * Math.max(1, ...below);
  }
  return effort;
}
