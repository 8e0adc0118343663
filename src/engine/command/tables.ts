/** CREATE, DROP, TRUNCATE and ALTER of tables. */
import type { NewTable } from "../../catalog/edits.ts";
import type { CatalogTable } from "../../catalog/tables.ts";
import { SparkError, sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { existenceDefault } from "../../types/column-default.ts";
import { mapType, type StructField, struct } from "../../types/data-type.ts";
import {
  type AddColumns,
  type CreateTable,
  type DropTable,
  type RenameTable,
  type SetCollation,
  type TruncateTable,
  UNNAMED,
} from "../../unresolved/table-command.ts";
import { EMPTY_TABLE, type Table } from "../table.ts";
import { named, tableKey } from "./cache.ts";
import type { CommandContext } from "./context.ts";
import { truncatePartitions } from "./alter-partitions.ts";
import { refuseDefaultsOf, withExistenceDefault } from "./column-defaults.ts";
import { checked, declared, defineTable, type Definition, managedLocation } from "./define-table.ts";
import { withoutWhole } from "./kept-statistics.ts";
import { expectTable, findTable, fullName, isTempView, newPlace, nothingToDrop, tableNotFound } from "./places.ts";
import { removeTables } from "./remove-tables.ts";

/** `CreateDataSourceTableCommand`, `CreateDataSourceTableAsSelectCommand`. */
export async function createTable(c: CreateTable, cx: CommandContext): Promise<Table> {
  const place = newPlace(c.nameParts, cx);
  if (c.replaces !== undefined) {
    const operation = c.query === undefined ? "REPLACE TABLE" : "REPLACE TABLE AS SELECT";
    throw sparkError("UNSUPPORTED_FEATURE.TABLE_OPERATION", { tableName: fullName(place), operation });
  }
  if (cx.catalog.tables.get(place.database, place.name) !== undefined) {
    if (c.ifNotExists) return EMPTY_TABLE;
    throw sparkError("TABLE_OR_VIEW_ALREADY_EXISTS", { relationName: fullName(place) });
  }
  try {
    await defineTable(c.like === undefined ? c : await likeOther(c, c.like, cx), place, cx);
  } catch (reason) {
    // Another one was faster.
    const isThere = cx.catalog.tables.get(place.database, place.name) !== undefined;
    const isTold = reason instanceof SparkError && reason.condition === "TABLE_OR_VIEW_ALREADY_EXISTS";
    if (!c.ifNotExists || !isThere || !isTold) throw reason;
  }
  return EMPTY_TABLE;
}

/** `CreateTableLikeCommand`: columns, partitions and format of another table; of a view its columns. */
async function likeOther(c: CreateTable, like: readonly string[], cx: CommandContext): Promise<Definition> {
  const other = isTempView(like, cx) ? undefined : findTable(like, cx);
  const columns = other?.schema.fields ?? (await cx.schemaOf(named(like))).fields;
  const provider = c.provider ?? other?.provider;
  const options = c.provider === undefined ? { ...other?.options, ...c.options } : c.options;
  return {
    ...c,
    columns,
    provider,
    options,
    partitionBy: other?.partitionBy ?? [],
    buckets: other?.buckets,
    comment: other?.comment,
  };
}

/** `DropTableCommand`. */
export async function dropTable(c: DropTable, cx: CommandContext): Promise<Table> {
  if (isTempView(c.nameParts, cx)) {
    cx.catalog.dropView(c.nameParts.at(-1) ?? "", c.nameParts.length > 1);
    cx.keeping.plans.removeTable(tableKey(c.nameParts));
    return EMPTY_TABLE;
  }
  const table = findTable(c.nameParts, cx);
  if (table === undefined) {
    if (c.ifExists) return EMPTY_TABLE;
    throw nothingToDrop(c.nameParts, cx);
  }
  // Spark drops views by it since 4.3 (seen there, not in 4.0).
  if (table.kind === "view" && cx.settings.snapshot().line < 403)
    throw wrongCommand("DROP TABLE", table, "EXTERNAL or MANAGED", "DROP VIEW");
  await removeTables([table], cx);
  return EMPTY_TABLE;
}

/** WRONG_COMMAND_FOR_OBJECT_TYPE. */
export const wrongCommand = (
  operation: string,
  table: CatalogTable,
  requiredType: string,
  alternative: string,
): Error =>
  sparkError("WRONG_COMMAND_FOR_OBJECT_TYPE", {
    operation,
    requiredType,
    objectName: `spark_catalog.${table.database}.${table.name}`,
    foundType: table.kind.toUpperCase(),
    alternative,
  });

/** `TruncateTableCommand`. */
export async function truncateTable(c: TruncateTable, cx: CommandContext): Promise<Table> {
  const table = expectTable(c.nameParts, "TRUNCATE TABLE", cx, c.origin);
  if (table.kind === "external") throw sparkError("_LEGACY_ERROR_TEMP_1266", { tableIdentWithDB: fullName(table) });
  if (c.partition !== undefined) {
    await truncatePartitions(c.partition, table, cx);
    return EMPTY_TABLE;
  }
  const { location } = table;
  await cx.commit({
    places: [location],
    files: async () => [{ location, added: [], removed: [...(await cx.store.filesOf(location))], emptied: "below" }],
    edits: () => {
      const { identity: _old, ...now } = expectTable(c.nameParts, "TRUNCATE TABLE", cx, c.origin);
      if (now.statistics?.table === undefined) return [];
      return [{ kind: "put_table", table: { ...now, statistics: withoutWhole(now.statistics) } }];
    },
  });
  cx.changed(table.location);
  return EMPTY_TABLE;
}

/** `AlterTableRenameCommand`: a managed table's files move with its name. */
export async function renameTable(c: RenameTable, cx: CommandContext): Promise<Table> {
  if (isTempView(c.nameParts, cx)) return renameTempView(c, cx);
  const table = findTable(c.nameParts, cx);
  if (table === undefined) throw tableNotFound(c.nameParts, cx, c.origin);
  if (c.isView !== (table.kind === "view")) {
    const operation = c.isView ? "ALTER VIEW ... RENAME TO" : "ALTER TABLE ... RENAME TO";
    throw c.isView
      ? sparkError(
          "EXPECT_VIEW_NOT_TABLE.USE_ALTER_TABLE",
          { tableName: fullName(table), operation },
          { origin: c.origin },
        )
      : sparkError(
          "EXPECT_TABLE_NOT_VIEW.USE_ALTER_VIEW",
          { viewName: fullName(table), operation },
          { origin: c.origin },
        );
  }
  const place = newPlace(c.to.length === 1 ? [table.database, ...c.to] : c.to, cx);
  if (place.database !== table.database)
    throw sparkError("_LEGACY_ERROR_TEMP_1073", { db: table.database, newDb: place.database });
  if (cx.catalog.tables.get(place.database, place.name) !== undefined)
    throw sparkError("TABLE_OR_VIEW_ALREADY_EXISTS", { relationName: quoteParts([place.database, place.name]) });
  const { identity: _old, ...rest } = table;
  const location = table.kind === "managed" ? await managedLocation(place, cx) : table.location;
  const isMoved = location !== table.location;
  const undo = [
    { kind: "drop_table", table: place },
    { kind: "put_table", table: rest },
  ] as const;
  await cx.commit({
    places: isMoved ? [table.location, location] : [],
    edits: () => {
      if (cx.catalog.tables.get(table.database, table.name)?.identity !== table.identity)
        throw tableNotFound(c.nameParts, cx, c.origin);
      if (cx.catalog.tables.get(place.database, place.name) !== undefined)
        throw sparkError("TABLE_OR_VIEW_ALREADY_EXISTS", { relationName: quoteParts([place.database, place.name]) });
      return [
        { kind: "drop_table", table },
        { kind: "put_table", table: { ...rest, ...place, location } },
      ];
    },
    ...(isMoved ? { move: { from: table.location, to: location, undo } } : {}),
  });
  cx.changed(table.location);
  return EMPTY_TABLE;
}

/** A temporary view of another name: in the session's own, or in global ones where both names say so. */
function renameTempView(c: RenameTable, cx: CommandContext): Table {
  const isGlobal = c.nameParts.length > 1;
  const [database, ...more] = c.to.length > 1 ? c.to : [undefined, ...c.to];
  if (database !== undefined && database.toLowerCase() !== c.nameParts.at(-2)?.toLowerCase())
    throw sparkError("RENAME_TEMP_VIEW_WITH_DATABASE", {
      oldName: quoteParts(c.nameParts),
      newName: quoteParts(c.to),
      db: quoteParts([database]),
    });
  const name = more.at(-1) ?? "";
  const known = cx.catalog.snapshot();
  const find = isGlobal ? known.globalTempView : known.tempView;
  const view = find(c.nameParts.at(-1) ?? "");
  if (view === undefined) throw tableNotFound(c.nameParts, cx, c.origin);
  if (find(name) !== undefined) throw sparkError("TABLE_OR_VIEW_ALREADY_EXISTS", { relationName: quoteParts(c.to) });
  const { identity: _old, ...rest } = view;
  cx.catalog.dropView(view.name, isGlobal);
  cx.catalog.createView({ ...rest, name }, { global: isGlobal, replace: false, ifNotExists: false });
  cx.keeping.plans.removeTable(tableKey(c.nameParts));
  return EMPTY_TABLE;
}

/** `AlterTableAddColumnsCommand`: new columns come before the partition columns. */
export async function addColumns(c: AddColumns, cx: CommandContext): Promise<Table> {
  const asked = await newColumns(c, cx);
  await cx.commit({ edits: () => [{ kind: "put_table", table: withColumns(asked, cx) }] });
  cx.changed(expectTable(c.nameParts, "ALTER TABLE ... ADD COLUMNS", cx, c.origin).location);
  return EMPTY_TABLE;
}

/** The columns with what rows from before them have: a constant only where files are read with it. */
async function newColumns(c: AddColumns, cx: CommandContext): Promise<AddColumns> {
  const { provider, location, collation } = expectTable(c.nameParts, "ALTER TABLE ... ADD COLUMNS", cx, c.origin);
  refuseDefaultsOf(provider, c.columns, "ALTER TABLE ADD COLUMNS");
  const columns: StructField[] = [];
  const asked = collation === undefined || c.unnamed === undefined ? c.columns : collated(c.unnamed, collation);
  for (const field of asked) columns.push(await withExistenceDefault(field, "ALTER TABLE ADD COLUMNS", cx));
  const reads = provider?.toLowerCase() === "parquet";
  if (!reads && columns.some((c) => existenceDefault(c) !== undefined) && (await cx.store.filesOf(location)).length > 0)
    throw unsupported(`ADD COLUMN with a DEFAULT to a table of ${provider ?? "other"} files that has rows`, {
      origin: c.origin,
    });
  return { ...c, columns };
}

/** Columns whose texts are of this collation where they name none. */
const collated = (columns: readonly StructField[], collation: string): readonly StructField[] =>
  columns.map((field) => ({
    ...field,
    type: mapType(field.type, (t) => (t.kind === "string" && t.collation === UNNAMED ? { ...t, collation } : t)),
  }));

/** `AlterTableCollation`: of columns that come later. */
export async function setCollation(c: SetCollation, cx: CommandContext): Promise<Table> {
  const altered = (): NewTable => {
    const { identity: _old, ...rest } = expectTable(c.nameParts, "ALTER TABLE ... DEFAULT COLLATION", cx, c.origin);
    return { ...rest, collation: c.collation };
  };
  await cx.commit({ edits: () => [{ kind: "put_table", table: altered() }] });
  return EMPTY_TABLE;
}

function withColumns(c: AddColumns, cx: CommandContext): NewTable {
  const table = expectTable(c.nameParts, "ALTER TABLE ... ADD COLUMNS", cx, c.origin);
  const { identity: _old, ...rest } = table;
  const schema = checked(
    struct([...table.schema.fields, ...declared(struct(c.columns), cx).fields]),
    table.partitionBy,
    table,
    cx,
  );
  if (table.provider === "text")
    throw sparkError("_LEGACY_ERROR_TEMP_1260", { tableType: "TextDataSourceV2", table: fullName(table) });
  return { ...rest, schema };
}
