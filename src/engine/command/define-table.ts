/** How a table comes to be: its format, its place, its columns, and a query's rows. */
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { CatalogEdit, NewTable } from "../../catalog/edits.ts";
import type { CatalogTable } from "../../catalog/tables.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import { unlessAbsent } from "../../sources/absence.ts";
import { isStagingName } from "../../sources/commit/transaction.ts";
import { localPath } from "../../sources/listing.ts";
import { fileFormat } from "../../sources/read-options.ts";
import { asDeclared, asTexts, charAsVarchar } from "../../types/char-varchar.ts";
import { GENERATION_EXPRESSION, IDENTITY, metadataOf } from "../../types/column-default.ts";
import { isCollated } from "../../types/collation.ts";
import { asNullable, isAtomic, someType, type StructField, type StructType, struct } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { CreateTable } from "../../unresolved/table-command.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { refuseDefaultsOf, withExistenceDefault } from "./column-defaults.ts";
import type { CommandContext } from "./context.ts";
import { clustered } from "./clustering.ts";
import { partitionColumnsOf, partitionsOf } from "./partition-directories.ts";
import { fullName, newPlace, type Place } from "./places.ts";
import { forgetKept, removal } from "./remove-tables.ts";
import { checkWritable } from "./write-files.ts";

/** What a new table is made of. */
export type Definition = Pick<
  CreateTable,
  | "columns"
  | "provider"
  | "options"
  | "properties"
  | "partitionBy"
  | "clusterBy"
  | "buckets"
  | "comment"
  | "collation"
  | "location"
  | "query"
>;

/**
 * Makes a table at a place that is free, or in the place of another one; a query's rows come with it. A failure leaves
 * everything as it was.
 */
export async function defineTable(c: Definition, place: Place, cx: CommandContext, old?: CatalogTable): Promise<void> {
  const provider = providerOf(c.provider, cx);
  const isPath = (key: string) => key.toLowerCase() === "path";
  const options = Object.fromEntries(Object.entries(c.options).filter(([key]) => !isPath(key)));
  const given = c.location ?? Object.entries(c.options).find(([key]) => isPath(key))?.[1];
  const location = given === undefined ? await managedLocation(place, cx, old) : localPath(given);
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
  const plain = checked(whole, asked, place, cx);
  refuseGenerated(plain, place);
  refuseDefaultsOf(provider, plain.fields, "CREATE TABLE");
  // What a query's columns say of themselves is kept as it is.
  const isAsked = c.query === undefined && c.columns.length > 0;
  const fields: StructField[] = [];
  for (const f of plain.fields) fields.push(isAsked ? await withExistenceDefault(f, "CREATE TABLE", cx) : f);
  const schema = struct(fields);
  const partitionBy = asked.map((name) => fieldOf(schema, name)?.name ?? name);
  checkWritable(
    asTexts(schema).fields.filter((f) => !partitionBy.includes(f.name)),
    fileFormat(provider),
    partitionBy.length > 0,
  );
  const table: NewTable = {
    ...place,
    foreign: c.query === undefined ? await partitionsOf({ location, partitionBy, foreign: [] }, cx) : [],
    kind: given === undefined ? "managed" : "external",
    provider,
    schema,
    partitionBy,
    location,
    options,
    buckets: c.buckets,
    properties: c.clusterBy === undefined ? c.properties : clustered(c.properties, c.clusterBy, schema, cx),
    comment: c.comment,
    collation: c.collation,
    createdAt: Date.now(),
  };
  const edits = (): readonly CatalogEdit[] => {
    newPlace([place.database, place.name], cx);
    const now = cx.catalog.tables.get(place.database, place.name);
    if (now?.identity !== old?.identity)
      throw sparkError("TABLE_OR_VIEW_ALREADY_EXISTS", { relationName: fullName(place) });
    return [{ kind: "put_table", table }];
  };
  const emptied = old?.kind === "managed" ? old.location : undefined;
  if (c.query === undefined) {
    await cx.commit({ edits });
    return;
  }
  if (given !== undefined && emptied !== location && (await holdsFiles(location, cx)))
    throw sparkError("_LEGACY_ERROR_TEMP_1241", {
      tablePath: `file://${location}`,
      config: "spark.sql.legacy.allowNonEmptyLocationInCTAS",
    });
  const write = { format: provider, path: location, partitionBy, options } as const;
  const isInPlace = emptied === location;
  await cx.write(
    { kind: "write_files", input: c.query, mode: isInPlace ? "overwrite" : "append", ...write },
    {
      edits,
      ...(emptied === undefined || isInPlace
        ? {}
        : { places: [emptied], files: async () => [await removal(emptied, cx)] }),
    },
  );
  if (old === undefined) return;
  cx.changed(old.location);
  forgetKept(old, cx);
}

/** Tables of Spark's second interface alone compute columns: UNSUPPORTED_FEATURE.TABLE_OPERATION. */
function refuseGenerated({ fields }: StructType, place: Place): void {
  const all = fields.map(metadataOf);
  const operation = all.some((m) => GENERATION_EXPRESSION in m)
    ? "generated columns"
    : all.some((m) => IDENTITY.start in m)
      ? "identity columns"
      : undefined;
  if (operation === undefined) return;
  throw sparkError("UNSUPPORTED_FEATURE.TABLE_OPERATION", { tableName: fullName(place), operation });
}

/** Columns as a table declares them, CHAR and VARCHAR of a query's columns among them (`CharVarcharUtils.getRawSchema`). */
export function declared(schema: StructType, cx: CommandContext): StructType {
  const { isTrue } = cx.settings.snapshot();
  const fields = schema.fields.map(asDeclared);
  if (!isTrue("spark.sql.charAsVarchar")) return struct(fields);
  return struct(fields.map((f) => ({ ...f, type: charAsVarchar(f.type) })));
}

/** The format by its name; DATA_SOURCE_NOT_FOUND. */
function providerOf(asked: string | undefined, cx: CommandContext): string {
  const provider = (asked ?? cx.settings.snapshot().defaultSource).toLowerCase();
  if (provider === "hive") throw unsupported("Hive tables");
  if (cx.catalog.pythonSources.has(provider)) throw unsupported(`tables of the Python data source ${provider}`);
  return fileFormat(provider);
}

/** Where the files of a managed table are to lie. LOCATION_ALREADY_EXISTS where there are some, but for another table's that gives way. */
export async function managedLocation(place: Place, cx: CommandContext, old?: CatalogTable): Promise<string> {
  const database = cx.catalog.database(place.database, cx.warehouse);
  const location = join(database?.location ?? cx.warehouse, place.name);
  const isOwn = old?.kind === "managed" && old.location === location;
  if (!isOwn && (await holdsFiles(location, cx)))
    throw sparkError("LOCATION_ALREADY_EXISTS", { location: `'file:${location}'`, identifier: fullName(place) });
  return location;
}

async function holdsFiles(path: string, { store }: CommandContext): Promise<boolean> {
  const info = await unlessAbsent(stat(path), undefined);
  if (info?.isDirectory() !== true) return info !== undefined;
  const names = (await readdir(path)).filter((name) => !isStagingName(name));
  if (names.length === 0) return false;
  const left = await store.leftDirectories(dirname(path), [basename(path)]);
  return left.size === 0;
}

async function inferred(source: Relation, given: string | undefined, cx: CommandContext): Promise<StructType> {
  if (given === undefined || !(await holdsFiles(localPath(given), cx)))
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
      type: asNullable(type),
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

/** Columns once each, partition columns last. */
export function checked(
  schema: StructType,
  partitionBy: readonly string[],
  place: Place,
  cx: CommandContext,
): StructType {
  const { caseSensitive, isTrue } = cx.settings.snapshot();
  const hasKeys = ({ type }: StructField) => someType(type, (t) => t.kind === "map" && isCollated(t.key));
  if (!isTrue("spark.sql.collation.allowInMapKeys") && schema.fields.some(hasKeys))
    throw sparkError("UNSUPPORTED_FEATURE.COLLATIONS_IN_MAP_KEYS", {});
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
    const type = fieldOf(schema, name)?.type;
    if (type !== undefined && (!isAtomic(type) || type.kind === "variant" || isCollated(type)))
      throw sparkError("INVALID_PARTITION_COLUMN_DATA_TYPE", { type: `"${sqlType(type)}"` });
    if (type !== undefined) continue;
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
