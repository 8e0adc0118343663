/** Table functions in Python beside the rows that they are called for. */
import type { Expression } from "../../resolved/expression.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import type { Join, Relation } from "../../resolved/relation.ts";
import { mapExpressions, replaceTopDown } from "../../resolved/visit.ts";
import { reference } from "../prepare/row-numbers.ts";
import { kept, narrowed, projected } from "./columns.ts";

/** A plan whose lateral joins with calls of table functions in Python are these calls over the left rows. */
export const lateralTables = (plan: Relation): Relation =>
  rebuild(plan, (relation) => (relation.kind === "join" && relation.lateral ? overLeft(relation) : relation));

function overLeft(join: Join): Relation {
  const { left, right, condition } = join;
  if (join.type !== "inner" && join.type !== "cross") return join;
  const called = calledOver(right, left);
  if (called === undefined) return join;
  const filtered: Relation =
    condition === undefined ? called : { kind: "filter", input: called, condition, output: called.output };
  return narrowed(filtered, join.output);
}

/** A call over one row, and what is chosen of its rows, as one over the rows of another relation. */
function calledOver(right: Relation, left: Relation): Relation | undefined {
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
      return { ...within(right), input: left, output: [...left.output, ...right.generated] };
    }
    case "project": {
      const below = calledOver(right.input, left);
      return below && projected(below, [...left.output.map(kept), ...within(right).projections]);
    }
    case "filter": {
      const below = calledOver(right.input, left);
      return below && { ...within(right), input: below, output: below.output };
    }
    default:
      return undefined;
  }
}
