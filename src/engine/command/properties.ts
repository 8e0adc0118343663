/** TBLPROPERTIES: SHOW, SET and UNSET. */
import type { CatalogTable } from "../../catalog/tables.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { STRING, struct } from "../../types/data-type.ts";
import type { SetTableProperties, ShowTableProperties } from "../../unresolved/table-command.ts";
import { column, EMPTY_TABLE, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { findTable, fullName, isTempView, tableNotFound } from "./places.ts";
import { redacted } from "./table-details.ts";

const keyValue = struct([column("key", STRING, false), column("value", STRING, false)]);

/** `ShowTablePropertiesCommand`: secrets' values are not shown; a temporary view has none. */
export function showTableProperties(c: ShowTableProperties, cx: CommandContext): Table {
  if (isTempView(c.nameParts, cx)) return { schema: keyValue, rows: [] };
  const table = findTable(c.nameParts, cx);
  if (table === undefined) throw tableNotFound(c.nameParts, cx, c.origin);
  const options = Object.entries(table.options).map(([key, value]) => [`option.${key}`, value]);
  const properties = redacted({ ...table.properties, ...Object.fromEntries(options) }, cx);
  if (c.key === undefined) {
    const rows = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
    return { schema: keyValue, rows };
  }
  const value = Object.hasOwn(properties, c.key) ? properties[c.key] : undefined;
  const missing = `Table ${fullName(table).replaceAll("`", "")} does not have property: ${c.key}`;
  return { schema: keyValue, rows: [[c.key, value ?? missing]] };
}

/** Before 4.0 only properties that are there can be taken away, but for IF EXISTS and the comment. */
function refuseUnset(c: SetTableProperties, table: CatalogTable, cx: CommandContext): void {
  if (c.ifExists || cx.settings.snapshot().line >= 400) return;
  const missing = c.unset.filter((key) => key !== "comment" && !Object.hasOwn(table.properties, key));
  if (missing.length === 0) return;
  const properties = missing.map((key) => quoteParts([key])).join(", ");
  throw sparkError("UNSET_NONEXISTENT_PROPERTIES", { properties, table: fullName(table) });
}

/** `AlterTableSetPropertiesCommand`, `AlterTableUnsetPropertiesCommand`. */
export async function setTableProperties(c: SetTableProperties, cx: CommandContext): Promise<Table> {
  if (isTempView(c.nameParts, cx)) {
    const operation = `ALTER ${c.isView ? "VIEW" : "TABLE"} ... ${c.unset.length > 0 ? "UNSET" : "SET"} TBLPROPERTIES`;
    if (!c.isView) throw tableNotFound(c.nameParts, cx, c.origin);
    throw sparkError(
      "EXPECT_PERMANENT_VIEW_NOT_TEMP",
      { viewName: quoteParts(c.nameParts), operation },
      { origin: c.origin },
    );
  }
  await cx.commit({
    edits: () => {
      const found = findTable(c.nameParts, cx);
      if (found === undefined) throw tableNotFound(c.nameParts, cx, c.origin);
      const { identity: _old, ...table } = found;
      refuseUnset(c, found, cx);
      const left = Object.entries({ ...table.properties, ...c.set }).filter(([key]) => !c.unset.includes(key));
      const comment = c.unset.includes("comment") ? undefined : table.comment;
      return [{ kind: "put_table", table: { ...table, properties: Object.fromEntries(left), comment } }];
    },
  });
  return EMPTY_TABLE;
}
