import { BOOLEAN, STRING, struct } from "../../types/data-type.ts";
import { treeString } from "../../types/print.ts";
import type { ShowTableExtended } from "../../unresolved/table-command.ts";
import { listTables } from "../catalog-calls.ts";
import { column, type Table } from "../table.ts";
import { named } from "./cache.ts";
import type { CommandContext } from "./context.ts";
import { detailsOf } from "./table-details.ts";

const SCHEMA = struct([
  column("namespace", STRING, false),
  column("tableName", STRING, false),
  column("isTemporary", BOOLEAN, false),
  column("information", STRING, false),
]);

/** `ShowTablesCommand` with EXTENDED: what is known of each table, as lines. */
export async function showTableExtended(c: ShowTableExtended, cx: CommandContext): Promise<Table> {
  const rows: (readonly [string, string, boolean, string])[] = [];
  for (const { name, namespace, type, table } of listTables(c.database, c.pattern, cx)) {
    const details = table === undefined ? [["Table", name] as const, ["Type", "VIEW"] as const] : detailsOf(table, cx);
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
