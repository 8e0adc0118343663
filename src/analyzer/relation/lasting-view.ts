import { sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import type { Relation } from "../../resolved/relation.ts";
import { canCast, canUpCast } from "../../types/casts.ts";
import { type DataType, sameType, type StructType } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import { castExpression } from "../coerce.ts";
import type { RelationContext } from "../context.ts";
import { columnRef } from "../typed.ts";

/**
 * The columns that a view had when it was made, by name, from what its query gives now (`SessionCatalog.fromCatalogTable`):
 * columns that came later are left out, and types may only have become narrower.
 */
export function columnsAsMade(
  relation: Relation,
  made: StructType,
  name: readonly string[],
  cx: RelationContext,
): Relation {
  const { output } = relation;
  const same =
    output.length === made.fields.length &&
    made.fields.every((f, i) => {
      const column = output[i];
      return column?.name === f.name && sameType(column.type, f.type) && column.metadata === f.metadata;
    });
  if (same) return relation;
  const taken = new Set<number>();
  const projections = made.fields.map((field) => {
    const index = output.findIndex((c, i) => !taken.has(i) && c.name.toLowerCase() === field.name.toLowerCase());
    const column = output[index];
    if (column === undefined) {
      throw sparkError("INCOMPATIBLE_VIEW_SCHEMA_CHANGE", {
        viewName: quoteParts(name),
        colName: field.name,
        expectedNum: "1",
        actualCols: "[]",
        suggestion: `CREATE OR REPLACE VIEW ${quoteParts(name)} AS …`,
      });
    }
    taken.add(index);
    // Since 4.0 a view makes up for changed types by a cast (`WITH SCHEMA COMPENSATION`).
    const fits = cx.facts.settings.line < 400 ? canUpCast : (from: DataType, to: DataType) => canCast(from, to, "ansi");
    if (!sameType(column.type, field.type) && !fits(column.type, field.type)) {
      throw sparkError("CANNOT_UP_CAST_DATATYPE", {
        expression: [...name, column.name].join("."),
        sourceType: `"${sqlType(column.type)}"`,
        targetType: `"${sqlType(field.type)}"`,
        details:
          "The type path of the target object is:\n\nYou can either add an explicit cast to the input data or choose a higher precision type of the field in the target object",
      });
    }
    const expression = castExpression(columnRef(column), field.type, cx);
    return { column: cx.ids.column(field.name, field.type, expression.nullable, field.metadata), expression };
  });
  return { kind: "project", input: relation, projections, output: projections.map((p) => p.column) };
}
