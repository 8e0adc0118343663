import { sparkError } from "../../errors/spark-error.ts";
import { STRING, struct } from "../../types/data-type.ts";
import type { RecoverPartitions, ShowPartitions } from "../../unresolved/table-command.ts";
import { column, EMPTY_TABLE, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { partitionsNamed, specValues } from "./partition-values.ts";
import { expectTable, fullName } from "./places.ts";

/** `ShowPartitionsCommand`. */
export async function showPartitions(c: ShowPartitions, cx: CommandContext): Promise<Table> {
  const table = expectTable(c.nameParts, "SHOW PARTITIONS", cx, c.origin);
  if (table.partitionBy.length === 0)
    throw sparkError("INVALID_PARTITION_OPERATION.PARTITION_SCHEMA_IS_EMPTY", { name: fullName(table) });
  const values = await specValues(c.partition ?? [], table, cx, false);
  const rows = (await partitionsNamed(values, table, cx)).map((path) => [path]);
  return { schema: struct([column("partition", STRING, false)]), rows };
}

/** `RepairTableCommand`: all partitions that are there are the table's. */
export async function recoverPartitions(c: RecoverPartitions, cx: CommandContext): Promise<Table> {
  const table = expectTable(c.nameParts, c.operation, cx, c.origin);
  if (table.partitionBy.length === 0)
    throw sparkError("NOT_A_PARTITIONED_TABLE", {
      operation: c.operation === "recoverPartitions()" ? "ALTER TABLE RECOVER PARTITIONS" : c.operation,
      tableIdentWithDB: fullName(table),
    });
  await cx.commit({
    edits: () => {
      const { identity: _old, ...now } = expectTable(c.nameParts, c.operation, cx, c.origin);
      return [{ kind: "put_table", table: { ...now, foreign: [] } }];
    },
  });
  cx.changed(table.location);
  return EMPTY_TABLE;
}
