/** Table functions in Python beside the rows that they are called for. */
import type { Column } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import type { Join, Relation } from "../../resolved/relation.ts";
import { mapExpressions, replaceTopDown } from "../../resolved/visit.ts";
import { reference } from "../prepare/row-numbers.ts";
import { type CutColumns, kept, narrowed, projected } from "./columns.ts";
import { withUnmatched } from "./unmatched.ts";

/** A plan whose lateral joins with calls of table functions in Python are these calls over the left rows. */
export const lateralTables = (plan: Relation, columns: CutColumns): Relation =>
  rebuild(plan, (relation) => (relation.kind === "join" && relation.lateral ? overLeft(relation, columns) : relation));

function overLeft(join: Join, columns: CutColumns): Relation {
  const { left, right, condition, output, type } = join;
  if (type === "left") return withUnmatched(join, columns, (rows, made) => calledOver(right, rows, made)) ?? join;
  if (type !== "inner" && type !== "cross") return join;
  const called = calledOver(right, left, undefined);
  if (called === undefined) return join;
  const filtered: Relation =
    condition === undefined ? called : { kind: "filter", input: called, condition, output: called.output };
  return narrowed(filtered, output);
}

/**
 * A call over one row, and what is chosen of its rows, as one over the rows of another relation. With `made`, rows for
 * which the function gives nothing come out as well, told apart by that column.
 */
function calledOver(right: Relation, left: Relation, made: Column | undefined): Relation | undefined {
  const passed = made === undefined ? left.output : [...left.output, made];
  const own = new Set(left.output.map((c) => c.id));
  const inner = (e: Expression): Expression =>
    replaceTopDown(e, (x) => {
      const column = x.kind === "outer" && own.has(x.id) ? left.output.find((c) => c.id === x.id) : undefined;
      return column && reference(column);
    });
  const within = <R extends Relation>(r: R): R => mapExpressions(r, inner) as R;
  switch (right.kind) {
    case "python_table": {
      const isAlone = right.input.kind === "values" && right.input.output.length === 0;
      if (!isAlone) return undefined;
      return { ...within(right), input: left, outer: made, output: [...passed, ...right.generated] };
    }
    case "project": {
      const below = calledOver(right.input, left, made);
      return below && projected(below, [...passed.map(kept), ...within(right).projections]);
    }
    case "filter": {
      // A row whose matches are all filtered out would be lost.
      const below = made === undefined ? calledOver(right.input, left, made) : undefined;
      return below && { ...within(right), input: below, output: below.output };
    }
    default:
      return undefined;
  }
}
