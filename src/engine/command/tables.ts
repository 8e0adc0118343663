/** CREATE, DROP, TRUNCATE and ALTER of tables. */
import { randomUUID } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { CatalogTable } from "../../catalog/tables.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier, quoteParts } from "../../lex/multipart-names.ts";
import { unlessAbsent } from "../../sources/absence.ts";
import { localPath } from "../../sources/listing.ts";
import { fileFormat } from "../../sources/read-options.ts";
import { asDeclared, asTexts, charAsVarchar } from "../../types/char-varchar.ts";
import { type DataType, type StructField, type StructType, struct } from "../../types/data-type.ts";
import type { AddColumns, CreateTable, DropTable, RenameTable, TruncateTable } from "../../unresolved/table-command.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { EMPTY_TABLE, type Table } from "../table.ts";
import { named, tableKey } from "./cache.ts";
import type { CommandContext } from "./context.ts";
import {
  expectTable,
  findTable,
  fullName,
  isTempView,
  newPlace,
  nothingToDrop,
  type Place,
  tableNotFound,
} from "./places.ts";
import { withoutWhole } from "./kept-statistics.ts";
import { truncatePartitions } from "./alter-partitions.ts";
import { partitionColumnsOf, partitionsOf } from "./partition-directories.ts";
import { checkWritable } from "./write-files.ts";

/** `CreateDataSourceTableCommand`, `CreateDataSourceTableAsSelectCommand`. */
export async function createTable(c: CreateTable, cx: CommandContext): Promise<Table> {
  const place = newPlace(c.nameParts, cx);
  if (cx.catalog.tables.get(place.database, place.name) !== undefined) {
    if (c.ifNotExists) return EMPTY_TABLE;
    throw sparkError("TABLE_OR_VIEW_ALREADY_EXISTS", { relationName: fullName(place) });
  }
  await defineTable(c.like === undefined ? c : await likeOther(c, c.like, cx), place, cx);
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

/** What a new table is made of. */
export type Definition = Pick<
  CreateTable,
  "columns" | "provider" | "options" | "properties" | "partitionBy" | "buckets" | "comment" | "location" | "query"
>;

/** Makes a table at a place that is free; with a query its rows are written first, so that a failure leaves nothing. */
export async function defineTable(c: Definition, place: Place, cx: CommandContext): Promise<CatalogTable> {
  const provider = providerOf(c.provider, cx);
  const isPath = (key: string) => key.toLowerCase() === "path";
  const options = Object.fromEntries(Object.entries(c.options).filter(([key]) => !isPath(key)));
  const given = c.location ?? Object.entries(c.options).find(([key]) => isPath(key))?.[1];
  const location = given === undefined ? await managedLocation(place, cx) : localPath(given);
  const source: Relation = { kind: "file_read", format: provider, options, paths: [location] };
  const whole = declared(
    c.query !== undefined
      ? nullable(await cx.schemaOf(c.query))
      : c.columns.length > 0
        ? nullable(struct(c.columns))
        : await inferred(source, given, cx),
    cx,
  );
  const found = c.query === undefined && c.columns.length === 0 ? await partitionColumnsOf(location) : [];
  const asked = c.partitionBy.length > 0 ? c.partitionBy : found;
  const schema = checked(whole, asked, place, cx);
  const partitionBy = asked.map((name) => fieldOf(schema, name)?.name ?? name);
  checkWritable(
    asTexts(schema).fields.filter((f) => !partitionBy.includes(f.name)),
    fileFormat(provider),
    partitionBy.length > 0,
  );
  if (c.query !== undefined) {
    if (given !== undefined && (await holdsFiles(location)))
      throw sparkError("_LEGACY_ERROR_TEMP_1241", {
        tablePath: `file://${location}`,
        config: "spark.sql.legacy.allowNonEmptyLocationInCTAS",
      });
    const write = { format: provider, path: location, partitionBy, sortBy: [], options } as const;
    await cx.write({ kind: "write_files", input: c.query, mode: "append", ...write });
  }
  const made = { location, partitionBy, foreign: [] };
  return cx.catalog.tables.set({
    ...place,
    foreign: c.query === undefined ? await partitionsOf(made) : [],
    kind: given === undefined ? "managed" : "external",
    provider,
    schema,
    partitionBy,
    location,
    options,
    buckets: c.buckets,
    properties: c.properties,
    comment: c.comment,
    createdAt: Date.now(),
  });
}

/** Columns as a table declares them, CHAR and VARCHAR of a query's columns among them (`CharVarcharUtils.getRawSchema`). */
function declared(schema: StructType, cx: CommandContext): StructType {
  const { isTrue } = cx.settings.snapshot();
  const fields = schema.fields.map(asDeclared);
  if (!isTrue("spark.sql.charAsVarchar")) return struct(fields);
  return struct(fields.map((f) => ({ ...f, type: charAsVarchar(f.type) })));
}

/** The format by its name; DATA_SOURCE_NOT_FOUND. */
function providerOf(asked: string | undefined, cx: CommandContext): string {
  const provider = (asked ?? cx.settings.snapshot().defaultSource).toLowerCase();
  if (provider === "hive") throw unsupported("Hive tables");
  return fileFormat(provider);
}

async function managedLocation(place: Place, cx: CommandContext): Promise<string> {
  const database = cx.catalog.database(place.database, cx.warehouse);
  const location = join(database?.location ?? cx.warehouse, place.name);
  if (await holdsFiles(location))
    throw sparkError("LOCATION_ALREADY_EXISTS", { location: `'file:${location}'`, identifier: fullName(place) });
  return location;
}

const holdsFiles = async (path: string): Promise<boolean> => {
  const info = await unlessAbsent(stat(path), undefined);
  if (info?.isDirectory() !== true) return info !== undefined;
  return (await readdir(path)).length > 0;
};

async function inferred(source: Relation, given: string | undefined, cx: CommandContext): Promise<StructType> {
  if (given === undefined || !(await holdsFiles(localPath(given))))
    throw sparkError("UNABLE_TO_INFER_SCHEMA", { format: formatName(source) });
  return cx.schemaOf(source);
}

const formatName = (source: Relation): string => {
  const format = source.kind === "file_read" ? (source.format ?? "") : "";
  return format === "parquet" ? "Parquet" : format.toUpperCase();
};

const fieldOf = ({ fields }: StructType, name: string): StructField | undefined =>
  fields.find((f) => f.name.toLowerCase() === name.toLowerCase());

const nullable = ({ fields }: StructType): StructType =>
  struct(
    fields.map(({ name, type, metadata }) => ({
      name,
      type: mayBeNull(type),
      nullable: true,
      metadata: kept(metadata),
    })),
  );

/** Marks of expressions do not stay with a table's columns. */
function kept(metadata: string | undefined): string | undefined {
  if (metadata === undefined) return undefined;
  const { __autoGeneratedAlias: _mark, ...others } = JSON.parse(metadata) as Record<string, unknown>;
  return Object.keys(others).length === 0 ? undefined : JSON.stringify(others);
}

/** A type whose parts may all be NULL (`DataType.asNullable`). */
function mayBeNull(type: DataType): DataType {
  switch (type.kind) {
    case "array":
      return { ...type, element: mayBeNull(type.element), containsNull: true };
    case "map":
      return { ...type, key: mayBeNull(type.key), value: mayBeNull(type.value), valueContainsNull: true };
    case "struct":
      return struct(type.fields.map((f) => ({ ...f, type: mayBeNull(f.type), nullable: true })));
    default:
      return type;
  }
}

/** Columns once each, partition columns last. */
function checked(schema: StructType, partitionBy: readonly string[], place: Place, cx: CommandContext): StructType {
  const { caseSensitive } = cx.settings.snapshot();
  const seen = new Map<string, string>();
  for (const { name } of schema.fields) {
    const key = name.toLowerCase();
    const same = seen.get(key);
    if (same !== undefined && caseSensitive && same !== name)
      throw unsupported("columns of tables whose names differ in case only");
    if (same !== undefined) throw sparkError("COLUMN_ALREADY_EXISTS", { columnName: quoteIdentifier(key) });
    seen.set(key, name);
  }
  const partitions = new Set<string>();
  for (const name of partitionBy) {
    const key = name.toLowerCase();
    if (partitions.has(key)) throw sparkError("COLUMN_ALREADY_EXISTS", { columnName: quoteIdentifier(key) });
    partitions.add(key);
    if (fieldOf(schema, name) !== undefined) continue;
    throw sparkError("COLUMN_NOT_DEFINED_IN_TABLE", {
      colType: "partition",
      colName: quoteIdentifier(name),
      tableName: fullName(place),
      tableCols: schema.fields.map((f) => quoteIdentifier(f.name)).join(", "),
    });
  }
  const isPartition = (f: StructField) => partitions.has(f.name.toLowerCase());
  return struct([
    ...schema.fields.filter((f) => !isPartition(f)),
    ...partitionBy.flatMap((name) => fieldOf(schema, name) ?? []),
  ]);
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
  if (table.kind === "view") throw wrongCommand("DROP TABLE", table, "EXTERNAL or MANAGED", "DROP VIEW");
  await removeTable(table, cx);
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

/** Takes a table or view out of the catalog, with the files of a managed one and what is kept of its rows. */
export async function removeTable(table: CatalogTable, cx: CommandContext): Promise<void> {
  cx.catalog.tables.delete(table.database, table.name);
  cx.keeping.plans.removeTable(tableKey([table.database, table.name]));
  cx.keeping.plans.removeTable(tableKey([table.name]));
  if (table.kind !== "managed") return;
  await rm(table.location, { recursive: true, force: true });
  cx.changed(table.location);
}

/**
 * Puts another table in a table's place. Spark drops the old one first; here its files only step aside, and come back
 * where `make` fails.
 */
export async function replaceTable(
  old: CatalogTable,
  make: () => Promise<CatalogTable>,
  cx: CommandContext,
): Promise<void> {
  const { identity: _old, ...rest } = old;
  const aside = join(dirname(old.location), `.${basename(old.location)}.${randomUUID()}`);
  if (old.kind === "managed") await unlessAbsent(rename(old.location, aside), undefined);
  cx.changed(old.location);
  cx.catalog.tables.delete(old.database, old.name);
  try {
    await make();
  } catch (reason) {
    if (old.kind === "managed") {
      await rm(old.location, { recursive: true, force: true });
      await unlessAbsent(rename(aside, old.location), undefined);
    }
    cx.catalog.tables.set(rest);
    cx.changed(old.location);
    throw reason;
  }
  cx.keeping.plans.removeTable(tableKey([old.database, old.name]));
  cx.keeping.plans.removeTable(tableKey([old.name]));
  if (old.kind === "managed") await rm(aside, { recursive: true, force: true });
}

/** `TruncateTableCommand`. */
export async function truncateTable(c: TruncateTable, cx: CommandContext): Promise<Table> {
  const table = expectTable(c.nameParts, "TRUNCATE TABLE", cx, c.origin);
  if (table.kind === "external") throw sparkError("_LEGACY_ERROR_TEMP_1266", { tableIdentWithDB: fullName(table) });
  if (c.partition !== undefined) {
    await truncatePartitions(c.partition, table, cx);
    return EMPTY_TABLE;
  }
  for (const name of await unlessAbsent(readdir(table.location), []))
    await rm(join(table.location, name), { recursive: true, force: true });
  const { identity: _old, ...rest } = table;
  if (table.statistics?.table !== undefined)
    cx.catalog.tables.set({ ...rest, statistics: withoutWhole(table.statistics) });
  cx.changed(table.location);
  return EMPTY_TABLE;
}

/** `AlterTableRenameCommand`: a managed table's files move with its name. */
export async function renameTable(c: RenameTable, cx: CommandContext): Promise<Table> {
  if (isTempView(c.nameParts, cx)) throw unsupported("ALTER VIEW RENAME of a temporary view");
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
  if (table.kind === "managed") await unlessAbsent(rename(table.location, location), undefined);
  cx.catalog.tables.delete(table.database, table.name);
  cx.catalog.tables.set({ ...rest, ...place, location });
  cx.changed(table.location);
  return EMPTY_TABLE;
}

/** `AlterTableAddColumnsCommand`: new columns come before the partition columns. */
export function addColumns(c: AddColumns, cx: CommandContext): Table {
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
  cx.catalog.tables.set({ ...rest, schema });
  cx.changed(table.location);
  return EMPTY_TABLE;
}
