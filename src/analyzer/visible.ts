import type { Relation } from "../resolved/relation.ts";
import type { Analyzed } from "./context.ts";
import { columnRef } from "./typed.ts";

/** The relation with exactly the columns of its scope: keys hidden by USING and helper columns are dropped. */
export function visible(analyzed: Analyzed): Relation {
  const { relation, scope } = analyzed;
  const same =
    relation.output.length === scope.columns.length &&
    relation.output.every((c, i) => c.id === scope.columns[i]?.column.id);
  if (same) return relation;
  return {
    kind: "project",
    input: relation,
    projections: scope.columns.map(({ column }) => ({ column, expression: columnRef(column) })),
    output: scope.columns.map((c) => c.column),
  };
}
