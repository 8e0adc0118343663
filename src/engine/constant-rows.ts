import type { ColumnId } from "../resolved/column.ts";
import type { Expression } from "../resolved/expression.ts";
import type { Relation } from "../resolved/relation.ts";
import type { Value } from "../types/value.ts";

/** More rows than a plan of constants has in practice; others go through a backend. */
const MOST_ROWS = 100;

/**
 * The rows of a prepared plan that is nothing but constants, such as `SELECT 1`: no backend needs to see it
 * (`ConvertToLocalRelation`). `undefined` for any other plan.
 */
export function constantRows(plan: Relation): readonly (readonly Value[])[] | undefined {
  if (plan.kind === "values") {
    return plan.rows.length > MOST_ROWS ? undefined : plan.rows.map((row) => row.map((cell) => cell.value));
  }
  if (plan.kind !== "project") return undefined;
  const rows = constantRows(plan.input);
  if (rows === undefined) return undefined;
  const places = new Map<ColumnId, number>(plan.input.output.map((c, i) => [c.id, i]));
  const cells = plan.projections.map((p) => cellOf(p.expression, places));
  if (cells.some((cell) => cell === undefined)) return undefined;
  return rows.map((row) => cells.map((cell) => cell?.(row) ?? null));
}

/** How a row gives an expression's value, where that takes no work. */
function cellOf(
  expression: Expression,
  places: ReadonlyMap<ColumnId, number>,
): ((row: readonly Value[]) => Value | undefined) | undefined {
  if (expression.kind === "literal") return () => expression.value;
  const place = expression.kind === "column" ? places.get(expression.id) : undefined;
  return place === undefined ? undefined : (row) => row[place];
}
