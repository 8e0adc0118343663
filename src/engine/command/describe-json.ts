/** DESCRIBE EXTENDED … AS JSON (`DescribeRelationJsonCommand`), since Spark 4.0. */
import { SESSION_CATALOG } from "../../catalog/memory.ts";
import type { CatalogTable } from "../../catalog/tables.ts";
import { unsupported } from "../../errors/spark-error.ts";
import { asText } from "../../types/char-varchar.ts";
import { defaultText } from "../../types/column-default.ts";
import { type DataType, STRING, type StructField, struct } from "../../types/data-type.ts";
import { fieldComment, simpleString } from "../../types/print.ts";
import type { DescribeRelation } from "../../unresolved/command.ts";
import { column, type Table } from "../table.ts";
import { named } from "./cache.ts";
import type { CommandContext } from "./context.ts";
import { findTable, isTempView } from "./places.ts";
import { redacted } from "./table-details.ts";

/** One row of one text. Views that DataFrames made, and partitions, are refused by name. */
export async function describeAsJson(c: DescribeRelation, cx: CommandContext): Promise<Table> {
  if (c.partition !== undefined) throw unsupported("DESCRIBE AS JSON of a partition", { origin: c.origin });
  const isTemp = isTempView(c.nameParts, cx);
  const table = isTemp ? undefined : findTable(c.nameParts, cx);
  const { fields } = await cx.schemaOf(named(c.nameParts, c.origin));
  if (table === undefined) throw unsupported("DESCRIBE AS JSON of a temporary view", { origin: c.origin });
  if (table.view !== undefined) throw unsupported("DESCRIBE AS JSON of a view", { origin: c.origin });
  const told = JSON.stringify(tableJson(table, table.schema.fields.length === 0 ? fields : table.schema.fields, cx));
  return { schema: struct([column("json_metadata", STRING, false)]), rows: [[told]] };
}

type Json = Readonly<Record<string, unknown>>;

function tableJson(table: CatalogTable, fields: readonly StructField[], cx: CommandContext): Json {
  const { buckets, statistics, options, properties, partitionBy } = table;
  const some = (key: string, pairs: Readonly<Record<string, string>>): Json =>
    Object.keys(pairs).length === 0 ? {} : { [key]: sorted(redacted(pairs, cx)) };
  return {
    table_name: table.name,
    catalog_name: SESSION_CATALOG,
    namespace: [table.database],
    schema_name: table.database,
    columns: fields.map(fieldJson),
    ...(buckets !== undefined && {
      num_buckets: buckets.count,
      bucket_columns: buckets.columns,
      sort_columns: buckets.sorted,
    }),
    location: `file:${table.location}`,
    ...some("storage_properties", options),
    created_time: new Date(table.createdAt).toISOString().replace(/\.\d+Z$/, "Z"),
    last_access: "UNKNOWN",
    created_by: `Spark ${cx.sparkVersion}`,
    type: table.kind.toUpperCase(),
    provider: table.provider,
    ...(table.comment !== undefined && { comment: table.comment }),
    ...some("table_properties", properties),
    ...(statistics?.table !== undefined && {
      statistics: {
        size_in_bytes: statistics.table.sizeInBytes,
        ...(statistics.table.rowCount !== undefined && { num_rows: statistics.table.rowCount }),
      },
    }),
    ...(partitionBy.length > 0 && { partition_provider: "Catalog", partition_columns: partitionBy }),
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
