import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { CatalogTable } from "../../catalog/tables.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { unlessAbsent } from "../../sources/absence.ts";
import { partitionOfName } from "../../sources/listing.ts";
import { STRING, struct } from "../../types/data-type.ts";
import type { RecoverPartitions, ShowPartitions } from "../../unresolved/table-command.ts";
import { column, EMPTY_TABLE, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { expectTable, fullName } from "./places.ts";

/** The directories of a table's partitions, `a=1/b=2`, in order. */
export async function partitionsOf(
  table: Pick<CatalogTable, "location" | "partitionBy" | "foreign">,
  { store }: Pick<CommandContext, "store">,
): Promise<readonly string[]> {
  let found = [""];
  for (const name of table.partitionBy) {
    const next: string[] = [];
    for (const directory of found) {
      const entries = await unlessAbsent(readdir(join(table.location, directory), { withFileTypes: true }), []);
      for (const entry of entries) {
        const isPartition =
          entry.isDirectory() && partitionOfName(entry.name)?.[0].toLowerCase() === name.toLowerCase();
        if (isPartition) next.push(directory === "" ? entry.name : `${directory}/${entry.name}`);
      }
    }
    found = next;
  }
  if (table.partitionBy.length === 0) return [];
  const own = found.filter((path) => !table.foreign.includes(path)).sort();
  const left = await store.leftDirectories(table.location, own);
  return own.filter((path) => !left.has(path));
}

/** The partition columns that a directory's names tell of. */
export async function partitionColumnsOf(location: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (let directory = location; ; ) {
    const entries = await unlessAbsent(readdir(directory, { withFileTypes: true }), []);
    const next = entries.find((entry) => entry.isDirectory() && partitionOfName(entry.name) !== undefined);
    if (next === undefined) return names;
    names.push(partitionOfName(next.name)?.[0] ?? "");
    directory = join(directory, next.name);
  }
}

/** `ShowPartitionsCommand`. */
export async function showPartitions(c: ShowPartitions, cx: CommandContext): Promise<Table> {
  const table = expectTable(c.nameParts, "SHOW PARTITIONS", cx, c.origin);
  if (table.partitionBy.length === 0)
    throw sparkError("INVALID_PARTITION_OPERATION.PARTITION_SCHEMA_IS_EMPTY", { name: fullName(table) });
  const rows = (await partitionsOf(table, cx)).map((path) => [path]);
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
