import { sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import type { Column } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { canCast, canUpCast, castNullable } from "../../types/casts.ts";
import { sameType, type StructField } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { NamedTable } from "../../unresolved/relation.ts";
import type { RelationContext } from "../context.ts";
import type { TableFact } from "../facts.ts";
import type { Scope } from "../scope.ts";
import { columnRef } from "../typed.ts";

type View = Extract<TableFact, { kind: "view" }>;

/**
 * The columns that a view had when it was made, by name, from what its query gives now (`SessionCatalog.fromCatalogTable`):
 * columns that came later are left out, and other types are cast as the view's mode says.
 */
export function columnsAsMade(
  relation: Relation,
  scope: Scope,
  view: View,
  node: NamedTable,
  cx: RelationContext,
): Relation {
  const { output } = relation;
  const { fields } = view.made ?? { fields: [] };
  const same =
    output.length === fields.length &&
    fields.every((f, i) => {
      const column = output[i];
      return column?.name === f.name && sameType(column.type, f.type) && column.metadata === f.metadata;
    });
  if (same) return relation;
  const taken = new Set<number>();
  const projections = fields.map((field) => {
    const index = output.findIndex((c, i) => !taken.has(i) && c.name.toLowerCase() === field.name.toLowerCase());
    const column = output[index];
    if (column === undefined) {
      throw sparkError("INCOMPATIBLE_VIEW_SCHEMA_CHANGE", {
        viewName: quoteParts(view.qualifier),
        colName: field.name,
        expectedNum: "1",
        actualCols: "[]",
        suggestion: view.statement ?? "",
      });
    }
    taken.add(index);
    const expression = followed(column, field, view, scope, node, cx);
    return { column: cx.ids.column(field.name, expression.type, expression.nullable, field.metadata), expression };
  });
  return { kind: "project", input: relation, projections, output: projections.map((p) => p.column) };
}

function followed(
  column: Column,
  { type }: StructField,
  { follows }: View,
  scope: Scope,
  { origin }: NamedTable,
  cx: RelationContext,
): Expression {
  const child = columnRef(column);
  if (follows === "name" || sameType(column.type, type)) return child;
  if (follows === "up_cast" && !canUpCast(column.type, type)) {
    const { qualifier = [] } = scope.columns.find((c) => c.column.id === column.id) ?? {};
    throw sparkError("CANNOT_UP_CAST_DATATYPE", {
      expression: [...qualifier, column.name].join("."),
      sourceType: `"${sqlType(column.type)}"`,
      targetType: `"${sqlType(type)}"`,
      details:
        "The type path of the target object is:\n\nYou can either add an explicit cast to the input data or choose a higher precision type of the field in the target object",
    });
  }
  if (follows !== "up_cast" && !canCast(column.type, type, "ansi"))
    throw sparkError(
      "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION",
      { sqlExpr: `"${column.name}"`, srcType: `"${sqlType(column.type)}"`, targetType: `"${sqlType(type)}"` },
      { origin },
    );
  const nullable = column.nullable || castNullable(column.type, type, "ansi", cx.typing.line);
  return { kind: "cast", child, type, mode: "ansi", nullable, origin };
}
