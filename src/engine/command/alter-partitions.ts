/** ADD, DROP, RENAME and TRUNCATE of partitions: each is a directory below its table's. */
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CatalogTable } from "../../catalog/tables.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import { unlessAbsent } from "../../sources/absence.ts";
import { partitionName } from "../../sources/partition-names.ts";
import type { AddPartitions, DropPartitions, RenamePartition } from "../../unresolved/alter-command.ts";
import type { PartitionSpec } from "../../unresolved/table-command.ts";
import { EMPTY_TABLE, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { withoutWhole } from "./kept-statistics.ts";
import { noSuchPartition, partitionsNamed, type PartitionValue, specText, specValues } from "./partition-values.ts";
import { partitionsOf } from "./partition-directories.ts";
import { expectTable, fullName } from "./places.ts";

/** A table that has partitions: INVALID_PARTITION_OPERATION.PARTITION_SCHEMA_IS_EMPTY. */
export function partitioned(table: CatalogTable): CatalogTable {
  if (table.partitionBy.length > 0) return table;
  throw sparkError("INVALID_PARTITION_OPERATION.PARTITION_SCHEMA_IS_EMPTY", { name: fullName(table) });
}

const pathOf = (values: readonly PartitionValue[]): string =>
  values.map(({ name, value }) => partitionName(name, value)).join("/");

/** PARTITIONS_ALREADY_EXIST. */
function alreadyThere(specs: readonly (readonly PartitionValue[])[], { database, name }: CatalogTable): Error {
  return sparkError("PARTITIONS_ALREADY_EXIST", {
    partitionList: specs.map(specText).join(", "),
    tableName: `${quoteIdentifier(database)}.${quoteIdentifier(name)}`,
  });
}

/** `AlterTableAddPartitionCommand`. */
export async function addPartitions(c: AddPartitions, cx: CommandContext): Promise<Table> {
  const table = partitioned(expectTable(c.nameParts, "ALTER TABLE ... ADD PARTITION ...", cx, c.origin));
  const known = new Set(await partitionsOf(table));
  const asked: (readonly PartitionValue[])[] = [];
  for (const spec of c.specs) asked.push(await specValues(spec, table, cx, true));
  const there = asked.filter((values) => known.has(pathOf(values)));
  if (there.length > 0 && !c.ifNotExists) throw alreadyThere(there, table);
  const paths = asked.map(pathOf).filter((path) => !known.has(path));
  for (const path of paths) await mkdir(join(table.location, path), { recursive: true });
  keepForeign(
    table,
    table.foreign.filter((path) => !paths.includes(path)),
    cx,
  );
  return EMPTY_TABLE;
}

/** `AlterTableDropPartitionCommand`: the files of an external table stay, and are none of it from now on. */
export async function dropPartitions(c: DropPartitions, cx: CommandContext): Promise<Table> {
  const table = partitioned(expectTable(c.nameParts, "ALTER TABLE ... DROP PARTITION ...", cx, c.origin));
  const dropped = new Set<string>();
  const missing: (readonly PartitionValue[])[] = [];
  for (const spec of c.specs) {
    const values = await specValues(spec, table, cx, false);
    const found = await partitionsNamed(values, table);
    if (found.length === 0) missing.push(values);
    for (const path of found) dropped.add(path);
  }
  if (missing.length > 0 && !c.ifExists) throw noSuchPartition(missing, table);
  if (table.kind === "managed") await removeDirectories([...dropped], table);
  keepForeign(table, table.kind === "managed" ? table.foreign : [...table.foreign, ...dropped], cx);
  return EMPTY_TABLE;
}

/** Takes directories away, with those above them that are empty then. */
async function removeDirectories(paths: readonly string[], table: CatalogTable): Promise<void> {
  for (const path of paths) {
    await rm(join(table.location, path), { recursive: true, force: true });
    for (let above = dirname(path); above !== "."; above = dirname(above)) {
      const left = await unlessAbsent(readdir(join(table.location, above)), ["gone"]);
      if (left.length > 0) break;
      await rm(join(table.location, above), { recursive: true, force: true });
    }
  }
}

/** `AlterTableRenamePartitionCommand`: the directory moves. */
export async function renamePartition(c: RenamePartition, cx: CommandContext): Promise<Table> {
  const table = partitioned(expectTable(c.nameParts, "ALTER TABLE ... RENAME TO PARTITION", cx, c.origin));
  const from = await specValues(c.from, table, cx, true);
  const to = await specValues(c.to, table, cx, true);
  if (table.kind !== "managed") throw unsupported("renaming a partition of an external table", { origin: c.origin });
  const [old] = await partitionsNamed(from, table);
  if (old === undefined) throw noSuchPartition([from], table);
  if ((await partitionsNamed(to, table)).length > 0) throw alreadyThere([to], table);
  const target = join(table.location, pathOf(to));
  await mkdir(dirname(target), { recursive: true });
  await rename(join(table.location, old), target);
  await removeDirectories([old], table);
  cx.changed(table.location);
  return EMPTY_TABLE;
}

/** Takes the rows of some partitions away; the partitions stay (`TruncateTableCommand`). */
export async function truncatePartitions(
  spec: readonly PartitionSpec[],
  table: CatalogTable,
  cx: CommandContext,
): Promise<void> {
  const values = await specValues(spec, partitioned(table), cx, false);
  const found = await partitionsNamed(values, table);
  if (found.length === 0 && values.length === table.partitionBy.length) throw noSuchPartition([values], table);
  for (const path of found) {
    const directory = join(table.location, path);
    for (const name of await readdir(directory)) await rm(join(directory, name), { recursive: true, force: true });
  }
  cx.changed(table.location);
}

function keepForeign(table: CatalogTable, foreign: readonly string[], cx: CommandContext): void {
  const { identity: _old, ...rest } = table;
  cx.catalog.tables.set({ ...rest, foreign, statistics: withoutWhole(table.statistics) });
  cx.changed(table.location);
}
