/** DESCRIBE of tables, views and queries, and SHOW CREATE TABLE. */
import type { ColumnStatistics } from "../../catalog/tables.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { asDeclared } from "../../types/char-varchar.ts";
import { defaultText } from "../../types/column-default.ts";
import { type DataType, STRING, type StructType, struct } from "../../types/data-type.ts";
import { fieldComment, simpleString } from "../../types/print.ts";
import type { DescribeColumn, ShowCreateTable } from "../../unresolved/table-command.ts";
import type { DescribeRelation } from "../../unresolved/command.ts";
import { column, noted, type Table } from "../table.ts";
import { boundText } from "./analyze-columns.ts";
import { named } from "./cache.ts";
import type { CommandContext } from "./context.ts";
import { describeAsJson } from "./describe-json.ts";
import { clusteringFields, clusteringOf } from "./clustering.ts";
import { findTable, fullName, isTempView, tableNotFound } from "./places.ts";
import { partitionDetails, partitionNamed } from "./partition-details.ts";
import { createStatement, detailsOf } from "./table-details.ts";
import { refusePartition } from "./view-partitions.ts";

const COLUMNS = [column("col_name", STRING, false), column("data_type", STRING, false), column("comment")];
const NOTES = ["name of the column", "data type of the column", "comment of the column"];
const schemaOf = (cx: CommandContext): StructType => noted(COLUMNS, NOTES, cx.settings.snapshot().line);

const rowsOf = ({ fields }: StructType) => fields.map((f) => [f.name, simpleString(f.type), fieldComment(f) ?? null]);

/** The columns of a query (`DescribeQueryCommand`). */
export const describeSchema = (schema: StructType, cx: CommandContext): Table => ({
  schema: schemaOf(cx),
  rows: rowsOf(schema),
});

/** `DescribeTableCommand`: the columns, and once more those of partitions. */
export async function describeRelation(c: DescribeRelation, cx: CommandContext): Promise<Table> {
  if (c.asJson === true) return describeAsJson(c, cx);
  const table = isTempView(c.nameParts, cx) ? undefined : findTable(c.nameParts, cx);
  if (c.partition !== undefined && (table === undefined || table.kind === "view")) refusePartition(c, table, cx);
  if (table === undefined) return describeSchema(await cx.schemaOf(named(c.nameParts, c.origin)), cx);
  const partitions = table.schema.fields.filter((f) => table.partitionBy.includes(f.name));
  const rows = rowsOf(table.schema);
  if (partitions.length > 0) {
    rows.push(["# Partition Information", "", ""], ["# col_name", "data_type", "comment"]);
    rows.push(...rowsOf(struct(partitions)));
  }
  const clustering = clusteringOf(table, cx);
  if (clustering !== undefined) {
    rows.push(["# Clustering Information", "", ""], ["# col_name", "data_type", "comment"]);
    rows.push(...rowsOf(struct(clusteringFields(clustering, table.schema))));
  }
  if (c.partition !== undefined) {
    const partition = await partitionNamed(c.partition, table, cx);
    if (c.extended) rows.push(...(await partitionDetails(partition, table, cx)).map((row) => [...row]));
  } else if (c.extended) {
    rows.push(["", "", ""], ["# Detailed Table Information", "", ""]);
    rows.push(...detailsOf(table, cx).map(([title, value]) => [title, value, ""]));
  }
  const defaults = table.schema.fields.flatMap((f) => {
    const text = defaultText(f);
    return text === undefined ? [] : [[f.name, simpleString(f.type), text]];
  });
  if (defaults.length > 0) rows.push(["", "", ""], ["# Column Default Values", "", ""], ...defaults);
  return { schema: schemaOf(cx), rows };
}

/** What ANALYZE TABLE found of a column; there are no histograms. */
const statisticsRows = (known: ColumnStatistics | undefined, type: DataType, timeZone: string): string[][] =>
  [
    ["min", boundText(known?.min, type, timeZone)],
    ["max", boundText(known?.max, type, timeZone)],
    ["num_nulls", known?.nulls],
    ["distinct_count", known?.distinct],
    ["avg_col_len", known?.averageLength],
    ["max_col_len", known?.greatestLength],
    ["histogram", undefined],
  ].map(([title, value]) => [String(title), String(value ?? "NULL")]);

/** `DescribeColumnCommand`. */
export async function describeColumn(c: DescribeColumn, cx: CommandContext): Promise<Table> {
  const { fields } = await cx.schemaOf(named(c.nameParts, c.origin));
  const [name = "", ...inside] = c.column;
  const { caseSensitive, timeZone } = cx.settings.snapshot();
  const field = fields.find((f) => (caseSensitive ? f.name === name : f.name.toLowerCase() === name.toLowerCase()));
  if (field === undefined)
    throw sparkError("COLUMN_NOT_FOUND", {
      colName: quoteParts(c.column),
      caseSensitiveConfig: '"spark.sql.caseSensitive"',
    });
  if (inside.length > 0)
    throw sparkError("_LEGACY_ERROR_TEMP_1060", { command: "DESC TABLE COLUMN", column: c.column.join(".") });
  const byDefault = defaultText(field);
  const table = isTempView(c.nameParts, cx) ? undefined : findTable(c.nameParts, cx);
  const rows = [
    ["col_name", field.name],
    ["data_type", simpleString(asDeclared(field).type)],
    ["comment", fieldComment(field) ?? "NULL"],
    ...(c.extended ? statisticsRows(table?.statistics?.columns?.[field.name], field.type, timeZone) : []),
    ...(c.extended && byDefault !== undefined ? [["default", byDefault]] : []),
  ];
  const columns = [column("info_name", STRING, false), column("info_value", STRING, false)];
  const notes = ["name of the column info", "value of the column info"];
  return { schema: noted(columns, notes, cx.settings.snapshot().line), rows };
}

/** `ShowCreateTableCommand`. */
export function showCreateTable(c: ShowCreateTable, cx: CommandContext): Table {
  if (isTempView(c.nameParts, cx))
    throw sparkError(
      "EXPECT_PERMANENT_VIEW_NOT_TEMP",
      { viewName: quoteParts(c.nameParts), operation: "SHOW CREATE TABLE" },
      { origin: c.origin },
    );
  const table = findTable(c.nameParts, cx);
  if (table === undefined) throw tableNotFound(c.nameParts, cx, c.origin);
  if (c.asSerde && table.kind !== "view")
    throw sparkError("UNSUPPORTED_SHOW_CREATE_TABLE.ON_DATA_SOURCE_TABLE_WITH_AS_SERDE", {
      tableName: fullName(table),
    });
  return { schema: struct([column("createtab_stmt", STRING, false)]), rows: [[createStatement(table, cx)]] };
}
