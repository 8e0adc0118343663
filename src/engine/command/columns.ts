/** ALTER TABLE … ALTER COLUMN, as tables of the session catalog know it (`AlterTableChangeColumnCommand`). */
import type { NewTable } from "../../catalog/edits.ts";
import type { CatalogTable } from "../../catalog/tables.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier, quoteParts } from "../../lex/multipart-names.ts";
import { sameType, type StructField, struct } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { AlterColumns, ColumnChange, RefuseColumns } from "../../unresolved/alter-command.ts";
import type { Table } from "../table.ts";
import { changeTable } from "./change-table.ts";
import type { CommandContext } from "./context.ts";
import { fullName, newPlace } from "./places.ts";

/** Changes what is said of a column; its type, its place and whether it may be NULL stay. */
export const alterColumns = (c: AlterColumns, cx: CommandContext): Promise<Table> =>
  changeTable(c, c.operation, cx, (table) => changed(c, table, cx));

function changed(c: AlterColumns, table: NewTable, cx: CommandContext): NewTable | undefined {
  const fields = c.changes.map((change) => fieldOf(change, table, c, cx));
  refuse(c.changes, table);
  const [change] = c.changes;
  const [field] = fields;
  if (change === undefined || field === undefined) return undefined;
  if (change.type !== undefined && !sameType(change.type, field.type)) {
    const name = quoteIdentifier(field.name);
    throw sparkError(
      "NOT_SUPPORTED_CHANGE_COLUMN",
      {
        table: fullName(table),
        originName: name,
        originType: `"${sqlType(field.type)}"`,
        newName: name,
        newType: `"${sqlType(change.type)}"`,
      },
      c.head,
    );
  }
  const { comment } = change;
  if (comment === undefined) return undefined;
  const fieldsNow = table.schema.fields.map((f) => (f === field ? { ...f, metadata: JSON.stringify({ comment }) } : f));
  return { ...table, schema: struct(fieldsNow) };
}

function fieldOf(
  { column }: ColumnChange,
  { schema }: Pick<CatalogTable, "schema">,
  c: AlterColumns,
  cx: CommandContext,
): StructField {
  const { caseSensitive } = cx.settings.snapshot();
  const [first = ""] = column;
  const found = schema.fields.find((f) =>
    caseSensitive ? f.name === first : f.name.toLowerCase() === first.toLowerCase(),
  );
  if (found !== undefined) return found;
  const proposal = schema.fields.map((f) => quoteIdentifier(f.name)).join(", ");
  throw sparkError(
    "UNRESOLVED_COLUMN.WITH_SUGGESTION",
    { objectName: quoteParts(column), proposal },
    c.head,
  );
}

/** What only tables of Spark's second interface do. */
function refuse(changes: readonly ColumnChange[], table: Pick<CatalogTable, "database" | "name">): void {
  const [change] = changes;
  const operation =
    changes.length > 1
      ? "ALTER COLUMN in bulk"
      : (change?.column.length ?? 0) > 1
        ? "ALTER COLUMN with qualified column"
        : change?.nullability !== undefined
          ? "ALTER COLUMN ... SET NOT NULL"
          : change?.moves !== undefined
            ? "ALTER COLUMN ... FIRST | AFTER"
            : undefined;
  if (operation === undefined) return;
  throw sparkError("UNSUPPORTED_FEATURE.TABLE_OPERATION", { tableName: fullName(table), operation });
}

/** ALTER TABLE … RENAME, DROP and REPLACE of columns: UNSUPPORTED_FEATURE.TABLE_OPERATION. */
export function refuseColumns({ nameParts, operation }: RefuseColumns, cx: CommandContext): Table {
  throw sparkError("UNSUPPORTED_FEATURE.TABLE_OPERATION", { tableName: fullName(newPlace(nameParts, cx)), operation });
}
