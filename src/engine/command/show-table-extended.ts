import { BOOLEAN, STRING, struct } from "../../types/data-type.ts";
import { treeString } from "../../types/print.ts";
import { SESSION_CATALOG, type View } from "../../catalog/memory.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import type { PartitionSpec, ShowTableExtended } from "../../unresolved/table-command.ts";
import { listTables } from "../catalog-calls.ts";
import { column, type Table } from "../table.ts";
import { named } from "./cache.ts";
import type { CommandContext } from "./context.ts";
import { partitionLines, partitionNamed } from "./partition-details.ts";
import { findTable, isTempView } from "./places.ts";
import { modeOf } from "../view-modes.ts";
import { detailsOf, javaDate, outputColumns } from "./table-details.ts";

const SCHEMA = struct([
  column("namespace", STRING, false),
  column("tableName", STRING, false),
  column("isTemporary", BOOLEAN, false),
  column("information", STRING, false),
]);

/** `ShowTablesCommand` with EXTENDED: what is known of each table, as lines. */
export async function showTableExtended(c: ShowTableExtended, cx: CommandContext): Promise<Table> {
  if (c.partition !== undefined) return { schema: SCHEMA, rows: [await partitionRow(c, c.partition, cx)] };
  const rows: (readonly [string, string, boolean, string])[] = [];
  for (const { name, namespace, type, table, view } of listTables(c.database, c.pattern, cx)) {
    const details =
      table === undefined
        ? [
            ...(namespace.length === 0 ? [] : [["Database", namespace.join(".")] as const]),
            ["Table", name] as const,
            ...(await viewDetails(view, namespace, cx)),
          ]
        : detailsOf(table, cx);
    const schema = table?.schema ?? (await cx.schemaOf(named([...namespace, name])));
    const partitions =
      table === undefined || table.partitionBy.length === 0
        ? []
        : [["Partition Columns", `[${table.partitionBy.map((p) => `\`${p}\``).join(", ")}]`] as const];
    const lines = [...details, ...partitions, ["Schema", treeString(schema)] as const].map(
      ([title, value]) => `${title}: ${value}`,
    );
    rows.push([namespace.join("."), name, type === "TEMPORARY", `${lines.join("\n")}\n`]);
  }
  return { schema: SCHEMA, rows };
}

/** What is known of a temporary view. */
async function viewDetails(
  view: View | undefined,
  namespace: readonly string[],
  cx: CommandContext,
): Promise<readonly (readonly [string, string])[]> {
  if (view === undefined) return [["Type", "VIEW"]];
  const { text, createdAt, plan, database = "", columns } = view;
  const schema = await cx.schemaOf(columns === undefined ? named([...namespace, view.name]) : plan);
  const mode = modeOf({}, cx.settings.snapshot());
  return [
    ...(createdAt === undefined ? [] : [["Created Time", javaDate(createdAt)] as const]),
    ["Last Access", "UNKNOWN"],
    ["Created By", `Spark ${cx.sparkVersion}`],
    ["Type", "VIEW"],
    ...(text === undefined ? [] : [["View Text", text] as const]),
    ...(mode === undefined ? [] : [["View Schema Mode", mode] as const]),
    ...(text === undefined
      ? []
      : ([
          ["View Catalog and Namespace", `${SESSION_CATALOG}.${database}`],
          ["View Query Output Columns", outputColumns(schema, cx)],
        ] as const)),
  ];
}

/** One partition of a table, whose name the pattern is. */
async function partitionRow(
  c: ShowTableExtended,
  spec: readonly PartitionSpec[],
  cx: CommandContext,
): Promise<readonly [string, string, boolean, string]> {
  const nameParts = [...(c.database ?? []), c.pattern];
  const table = isTempView(nameParts, cx) ? undefined : findTable(nameParts, cx);
  if (table === undefined)
    throw sparkError("TABLE_OR_VIEW_NOT_FOUND", { relationName: quoteParts(nameParts) }, { origin: c.origin });
  const path = await partitionNamed(spec, table, cx);
  const lines = (await partitionLines(path, table, cx)).map(([title, value]) => `${title}: ${value}`);
  return [table.database, table.name, false, `${lines.join("\n")}\n`];
}
