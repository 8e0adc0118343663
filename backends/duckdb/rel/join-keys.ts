import type { ReadExpr, ReadRel } from "../../../src/substrait/read/plan.ts";
import { someExpr } from "../expr/facts.ts";

/** Which of the joined inputs a field of a condition is of. */
export type InputOf = (field: number) => number;

/** The inputs of one join, whose left side has so many columns. */
export const inputsOfJoin =
  (leftColumns: number): InputOf =>
  (field) =>
    field < leftColumns ? 0 : 1;

/** The inputs below a filter that inner and cross joins alone have put together; `undefined` where it is over no join. */
export function inputsBelow(rel: ReadRel): InputOf | undefined {
  if (!isProduct(rel)) return undefined;
  const owners: number[] = [];
  let count = 0;
  const visit = (input: ReadRel): void => {
    if (isProduct(input)) {
      visit(input.left);
      visit(input.right);
      return;
    }
    for (let i = 0; i < input.columns.length; i++) owners.push(count);
    count++;
  };
  visit(rel);
  return (field) => owners[field] ?? -1;
}

const isProduct = (rel: ReadRel): rel is Extract<ReadRel, { kind: "join" }> =>
  rel.kind === "join" && !rel.lateral && (rel.type === "inner" || rel.type === "cross");

/**
 * Whether a conjunct is an equality of two inputs' columns, a key to join by (`ExtractEquiJoinKeys`): Spark computes both
 * its sides for every row, and so fails on one whose key fails, whatever the other conjuncts say of it.
 */
export function isJoinKey(expr: ReadExpr, inputOf: InputOf): boolean {
  if (expr.kind !== "call" || !EQUALITIES.has(expr.function)) return false;
  const [left, right] = expr.args;
  if (left === undefined || right === undefined || !isPlain(left) || !isPlain(right)) return false;
  const [a, b] = [inputsOf(left, inputOf), inputsOf(right, inputOf)];
  return a.size > 0 && b.size > 0 && ![...a].some((input) => b.has(input));
}

const EQUALITIES: ReadonlySet<string> = new Set(["=", "==", "<=>"]);

const isPlain = (expr: ReadExpr): boolean => !someExpr(expr, (e) => e.kind === "subquery" || e.kind === "outer");

function inputsOf(expr: ReadExpr, inputOf: InputOf): ReadonlySet<number> {
  const inputs = new Set<number>();
  someExpr(expr, (e) => {
    if (e.kind === "field") inputs.add(inputOf(e.index));
    return false;
  });
  return inputs;
}
