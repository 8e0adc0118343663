/** DESCRIBE of tables, views and queries. */
import { STRING, type StructType, struct } from "../../types/data-type.ts";
import { simpleString } from "../../types/print.ts";
import type { DescribeRelation } from "../../unresolved/command.ts";
import { column, type Table } from "../table.ts";
import { named } from "./cache.ts";
import type { CommandContext } from "./context.ts";
import { findTable, isTempView } from "./places.ts";

const SCHEMA = struct([column("col_name", STRING, false), column("data_type", STRING, false), column("comment")]);

const rowsOf = ({ fields }: StructType) => fields.map((f) => [f.name, simpleString(f.type), commentOf(f.metadata)]);

/** The columns of a query (`DescribeQueryCommand`). */
export const describeSchema = (schema: StructType): Table => ({ schema: SCHEMA, rows: rowsOf(schema) });

/** The comment in a column's metadata. */
export function commentOf(metadata: string | undefined): string | null {
  if (metadata === undefined) return null;
  const parsed = JSON.parse(metadata) as { readonly comment?: unknown };
  return typeof parsed.comment === "string" ? parsed.comment : null;
}

/** `DescribeTableCommand`: the columns, and once more those of partitions. */
export async function describeRelation(c: DescribeRelation, cx: CommandContext): Promise<Table> {
  const table = isTempView(c.nameParts, cx) ? undefined : findTable(c.nameParts, cx);
  if (table === undefined) return describeSchema(await cx.schemaOf(named(c.nameParts, c.origin)));
  const partitions = table.schema.fields.filter((f) => table.partitionBy.includes(f.name));
  const rows = rowsOf(table.schema);
  if (partitions.length > 0) {
    rows.push(["# Partition Information", "", ""], ["# col_name", "data_type", "comment"]);
    rows.push(...rowsOf(struct(partitions)));
  }
  if (c.extended) rows.push(["", "", ""], ["# Detailed Table Information", "", ""]);
  return { schema: SCHEMA, rows };
}
