/** DESCRIBE EXTENDED … AS JSON (`DescribeRelationJsonCommand`), since Spark 4.0. */
import { SESSION_CATALOG } from "../../catalog/memory.ts";
import type { View } from "../../catalog/memory.ts";
import type { CatalogTable, Statistics } from "../../catalog/tables.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { asText } from "../../types/char-varchar.ts";
import { defaultText } from "../../types/column-default.ts";
import { type DataType, STRING, type StructField, struct } from "../../types/data-type.ts";
import { fieldComment, simpleString } from "../../types/print.ts";
import type { DescribeRelation } from "../../unresolved/command.ts";
import { column, type Table } from "../table.ts";
import { named } from "./cache.ts";
import type { CommandContext } from "./context.ts";
import { partitionFacts, partitionNamed } from "./partition-details.ts";
import { findTable, isTempView, tableNotFound, tempViewNamed } from "./places.ts";
import { redacted } from "./table-details.ts";
import { refusePartition } from "./view-partitions.ts";
import { temporaryViewJson, viewSettings, viewTextJson } from "./view-json.ts";

/** One row of one text. */
export async function describeAsJson(c: DescribeRelation, cx: CommandContext): Promise<Table> {
  const view = isTempView(c.nameParts, cx) ? tempViewNamed(c.nameParts, cx) : undefined;
  const table = view === undefined ? findTable(c.nameParts, cx) : undefined;
  const isView = view !== undefined || table?.view !== undefined;
  if (c.partition !== undefined && isView) refusePartition(c, table, cx);
  const { fields } = await cx.schemaOf(named(c.nameParts, c.origin));
  if (view !== undefined) return told(await viewJson(view, fields, cx));
  if (table === undefined) throw tableNotFound(c.nameParts, cx, c.origin);
  const columns = table.schema.fields.length === 0 ? fields : table.schema.fields;
  return told({
    ...tableHead(table, columns),
    ...(c.partition === undefined ? tableJson(table, cx) : await partitionJson(c.partition, table, cx)),
    ...tableTail(table, cx),
  });
}

const told = (json: Json): Table => ({
  schema: struct([column("json_metadata", STRING, false)]),
  rows: [[JSON.stringify(json)]],
});

type Json = Readonly<Record<string, unknown>>;

const bucketsJson = ({ buckets }: CatalogTable): Json =>
  buckets === undefined
    ? {}
    : { num_buckets: buckets.count, bucket_columns: buckets.columns, sort_columns: buckets.sorted };

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");

const some = (key: string, pairs: Readonly<Record<string, string>>, cx: CommandContext): Json =>
  Object.keys(pairs).length === 0 ? {} : { [key]: sorted(redacted(pairs, cx)) };

const tableHead = (table: CatalogTable, columns: readonly StructField[]): Json => ({
  table_name: table.name,
  catalog_name: SESSION_CATALOG,
  namespace: [table.database],
  schema_name: table.database,
  columns: columns.map(fieldJson),
});

function tableJson(table: CatalogTable, cx: CommandContext): Json {
  return {
    ...bucketsJson(table),
    ...(table.view === undefined && { location: `file:${table.location}` }),
    ...some("storage_properties", table.options, cx),
    created_time: instant(table.createdAt),
    last_access: "UNKNOWN",
  };
}

async function partitionJson(
  spec: NonNullable<DescribeRelation["partition"]>,
  table: CatalogTable,
  cx: CommandContext,
): Promise<Json> {
  if (table.partitionBy.length === 0)
    throw sparkError("_LEGACY_ERROR_TEMP_1251", { action: "DESC PARTITION", tableName: table.name });
  const path = await partitionNamed(spec, table, cx);
  const { values, location, createdAt, statistics } = await partitionFacts(path, table);
  return {
    partition_values: Object.fromEntries(values),
    location: `file:${location}`,
    ...some("storage_properties", table.options, cx),
    created_time: instant(createdAt),
    last_access: "UNKNOWN",
    ...(statistics !== undefined && { partition_statistics: statisticsJson(statistics) }),
  };
}

function tableTail(table: CatalogTable, cx: CommandContext): Json {
  const { statistics, properties, partitionBy, view } = table;
  const collation = table.collation ?? view?.collation;
  return {
    created_by: `Spark ${cx.sparkVersion}`,
    type: table.kind.toUpperCase(),
    provider: table.provider,
    // Of a partition they stand here; of a table they stand before, and a key keeps its place.
    ...bucketsJson(table),
    ...(table.comment !== undefined && { comment: table.comment }),
    ...(collation !== undefined && { collation }),
    ...(view !== undefined && viewTextJson(view, cx)),
    ...some("table_properties", properties, cx),
    ...(view !== undefined && { view_creation_spark_configuration: viewSettings(view, cx) }),
    ...(statistics?.table !== undefined && { statistics: statisticsJson(statistics.table) }),
    ...(partitionBy.length > 0 && { partition_provider: "Catalog", partition_columns: partitionBy }),
    // Where the table says it, it stands before.
    collation: collation ?? "UTF8_BINARY",
  };
}

const statisticsJson = ({ sizeInBytes, rowCount }: Statistics): Json => ({
  size_in_bytes: sizeInBytes,
  ...(rowCount !== undefined && { num_rows: rowCount }),
});

/** A temporary view, which Spark tells as one of its own catalog. */
async function viewJson(view: View, fields: readonly StructField[], cx: CommandContext): Promise<Json> {
  const output = await cx.schemaOf(view.plan);
  return {
    table_name: view.name,
    catalog_name: "system",
    namespace: ["session"],
    schema_name: "session",
    columns: fields.map(fieldJson),
    created_time: instant(view.createdAt ?? 0),
    last_access: "UNKNOWN",
    created_by: `Spark ${cx.sparkVersion}`,
    type: "VIEW",
    ...temporaryViewJson(view, output, cx),
    collation: "UTF8_BINARY",
  };
}

const sorted = (pairs: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1)));

function fieldJson(declared: StructField): Json {
  const { name, type, nullable } = asText(declared);
  const comment = fieldComment(declared);
  const byDefault = defaultText(declared);
  return {
    name,
    type: typeJson(type),
    nullable,
    ...(comment !== undefined && { comment }),
    ...(byDefault !== undefined && { default: byDefault }),
  };
}

function typeJson(type: DataType): Json {
  switch (type.kind) {
    case "array":
      return { name: "array", element_type: typeJson(type.element), element_nullable: type.containsNull };
    case "map":
      return {
        name: "map",
        key_type: typeJson(type.key),
        value_type: typeJson(type.value),
        value_nullable: type.valueContainsNull,
      };
    case "struct":
      return { name: "struct", fields: type.fields.map(fieldJson) };
    case "decimal":
      return { name: "decimal", precision: type.precision, scale: type.scale };
    case "string":
      return { name: "string", collation: type.collation };
    case "timestamp":
      return { name: "timestamp_ltz" };
    case "year_month_interval":
    case "day_time_interval": {
      const [, start = "", end = start] = /^interval (\w+)(?: to (\w+))?$/.exec(simpleString(type)) ?? [];
      return { name: "interval", start_unit: start, end_unit: end };
    }
    default:
      return { name: simpleString(type) };
  }
}
