/** DESCRIBE of tables, views and queries, and SHOW CREATE TABLE. */
import type { NewTable } from "../../catalog/edits.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { STRING, type StructType, struct } from "../../types/data-type.ts";
import { fieldComment, simpleString } from "../../types/print.ts";
import type { CommentColumn, DescribeColumn, ShowCreateTable } from "../../unresolved/table-command.ts";
import type { DescribeRelation } from "../../unresolved/command.ts";
import { column, EMPTY_TABLE, noted, type Table } from "../table.ts";
import { named } from "./cache.ts";
import type { CommandContext } from "./context.ts";
import { expectTable, findTable, isTempView, tableNotFound } from "./places.ts";
import { createStatement, detailsOf } from "./table-details.ts";

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
  const table = isTempView(c.nameParts, cx) ? undefined : findTable(c.nameParts, cx);
  if (table === undefined) return describeSchema(await cx.schemaOf(named(c.nameParts, c.origin)), cx);
  const partitions = table.schema.fields.filter((f) => table.partitionBy.includes(f.name));
  const rows = rowsOf(table.schema);
  if (partitions.length > 0) {
    rows.push(["# Partition Information", "", ""], ["# col_name", "data_type", "comment"]);
    rows.push(...rowsOf(struct(partitions)));
  }
  if (c.extended) {
    rows.push(["", "", ""], ["# Detailed Table Information", "", ""]);
    rows.push(...detailsOf(table, cx).map(([title, value]) => [title, value, ""]));
  }
  return { schema: schemaOf(cx), rows };
}

const STATISTICS = ["min", "max", "num_nulls", "distinct_count", "avg_col_len", "max_col_len", "histogram"];

/** `DescribeColumnCommand`; no statistics are kept. */
export async function describeColumn(c: DescribeColumn, cx: CommandContext): Promise<Table> {
  const { fields } = await cx.schemaOf(named(c.nameParts, c.origin));
  const [name = "", ...inside] = c.column;
  const { caseSensitive } = cx.settings.snapshot();
  const field = fields.find((f) => (caseSensitive ? f.name === name : f.name.toLowerCase() === name.toLowerCase()));
  if (field === undefined)
    throw sparkError("COLUMN_NOT_FOUND", {
      colName: quoteParts(c.column),
      caseSensitiveConfig: '"spark.sql.caseSensitive"',
    });
  if (inside.length > 0)
    throw sparkError("_LEGACY_ERROR_TEMP_1060", { command: "DESC TABLE COLUMN", column: c.column.join(".") });
  const rows = [
    ["col_name", field.name],
    ["data_type", simpleString(field.type)],
    ["comment", fieldComment(field) ?? "NULL"],
    ...(c.extended ? STATISTICS.map((title) => [title, "NULL"]) : []),
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
  return { schema: struct([column("createtab_stmt", STRING, false)]), rows: [[createStatement(table)]] };
}

/** `AlterTableChangeColumnCommand`: a column's comment; other changes are refused. */
export async function commentColumn(c: CommentColumn, cx: CommandContext): Promise<Table> {
  await cx.commit({ edits: () => [{ kind: "put_table", table: commented(c, cx) }] });
  return EMPTY_TABLE;
}

function commented(c: CommentColumn, cx: CommandContext): NewTable {
  const { identity: _old, ...table } = expectTable(c.nameParts, "ALTER TABLE ... ALTER COLUMN", cx, c.origin);
  const known = table.schema.fields.some((f) => f.name.toLowerCase() === c.column.toLowerCase());
  if (!known)
    throw sparkError("UNRESOLVED_COLUMN.WITH_SUGGESTION", {
      objectName: quoteParts([c.column]),
      proposal: table.schema.fields.map((f) => quoteParts([f.name])).join(", "),
    });
  const fields = table.schema.fields.map((f) =>
    f.name.toLowerCase() === c.column.toLowerCase() ? { ...f, metadata: JSON.stringify({ comment: c.comment }) } : f,
  );
  return { ...table, schema: struct(fields) };
}
