import { sparkError } from "../../errors/spark-error.ts";
import type { Origin } from "../../errors/origin.ts";
import type { Column } from "../../resolved/column.ts";
import type { Relation } from "../../resolved/relation.ts";
import type { RelationContext } from "../context.ts";
import { columnRef } from "../typed.ts";

/**
 * The relation under other column names, by position, and with these comments where there are some; `origin` is where the
 * names are given.
 */
export function renamed(
  relation: Relation,
  names: readonly string[],
  cx: RelationContext,
  origin?: Origin,
  comments: readonly (string | undefined)[] = [],
): Relation {
  if (names.length !== relation.output.length) {
    throw sparkError(
      "ASSIGNMENT_ARITY_MISMATCH",
      { numTarget: String(relation.output.length), numExpr: String(names.length) },
      { origin },
    );
  }
  const projections = relation.output.map((column, i) => ({
    column: commented(renamedColumn(column, names[i] ?? column.name, cx), comments[i], cx),
    expression: columnRef(column),
  }));
  return { kind: "project", input: relation, projections, output: projections.map((p) => p.column) };
}

const commented = (column: Column, comment: string | undefined, cx: RelationContext): Column =>
  comment === undefined
    ? column
    : cx.ids.column(column.name, column.type, column.nullable, JSON.stringify({ comment }));

/** A column under another name; the same column when the name stays. */
export const renamedColumn = (column: Column, name: string, cx: RelationContext): Column =>
  column.name === name ? column : cx.ids.column(name, column.type, column.nullable, column.metadata);
