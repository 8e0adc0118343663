import type { Column, ColumnId } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { inputsOf, mapExpressions, replaceBottomUp, withInputs } from "../../resolved/visit.ts";

/** A subquery's plan whose outer references go to other columns: those of the groups in place of the rows'. */
export function replaceOuter(plan: Relation, columns: ReadonlyMap<ColumnId, Column>): Relation {
  if (columns.size === 0) return plan;
  const replace = (e: Expression): Expression =>
    replaceBottomUp(e, (part) => {
      if (part.kind === "subquery") return { ...part, plan: replaceOuter(part.plan, columns) };
      if (part.kind !== "outer") return part;
      const column = columns.get(part.id);
      return column === undefined
        ? part
        : { kind: "outer", id: column.id, type: column.type, nullable: column.nullable };
    });
  const mapped = mapExpressions(plan, replace);
  return withInputs(
    mapped,
    inputsOf(mapped).map((input) => replaceOuter(input, columns)),
  );
}

/** A printed expression with columns of the query around as bare names. */
export const withoutOuter = (text: string): string => text.replace(/outer\((?:[^()]*\.)?([^().]+)\)/g, "$1");
