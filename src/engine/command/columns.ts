/** ALTER TABLE … ALTER COLUMN, as tables of the session catalog know it (`AlterTableChangeColumnCommand`). */
import type { NewTable } from "../../catalog/edits.ts";
import type { CatalogTable } from "../../catalog/tables.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier, quoteParts } from "../../lex/multipart-names.ts";
import { withMetadata } from "../../types/column-default.ts";
import { sameType, type StructField, struct } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { AlterColumns, ColumnChange, RefuseColumns } from "../../unresolved/alter-command.ts";
import type { Table } from "../table.ts";
import { changeTable } from "./change-table.ts";
import { refuseDefaultsOf, withDefault, withExistenceDefault } from "./column-defaults.ts";
import type { CommandContext } from "./context.ts";
import { expectTable, fullName, newPlace } from "./places.ts";

/** Changes what is said of a column; its type, its place and whether it may be NULL stay. */
export async function alterColumns(c: AlterColumns, cx: CommandContext): Promise<Table> {
  await checkDefault(c, cx);
  return changeTable(c, c.operation, cx, (table) => changed(c, table, cx));
}

/** Raises unless a default can be the column's; what else is wrong is told when it is changed. */
async function checkDefault(c: AlterColumns, cx: CommandContext): Promise<void> {
  const [change, ...more] = c.changes;
  const text = change?.byDefault;
  if (change === undefined || more.length > 0 || typeof text !== "string" || change.column.length > 1) return;
  const table = expectTable(c.nameParts, c.operation, cx, c.origin);
  const field = fieldOf(change, table, c, cx);
  refuseDefaultsOf(table.provider, [withDefault(field, text)], "ALTER TABLE ALTER COLUMN");
  await withExistenceDefault(withDefault(field, text), "ALTER TABLE ALTER COLUMN", cx);
}

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
  const { comment, byDefault } = change;
  if (comment === undefined && byDefault === undefined) return undefined;
  const said = comment === undefined ? field : withMetadata(field, { comment });
  const changed = byDefault === undefined ? said : withDefault(said, byDefault ?? undefined);
  const fieldsNow = table.schema.fields.map((f) => (f === field ? changed : f));
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
  throw sparkError("UNRESOLVED_COLUMN.WITH_SUGGESTION", { objectName: quoteParts(column), proposal }, c.head);
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
