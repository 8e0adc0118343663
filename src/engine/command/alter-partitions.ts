/** ADD, DROP, RENAME and TRUNCATE of partitions: each is a directory below its table's. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { CatalogEdit } from "../../catalog/edits.ts";
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
import { expectTable, fullName, stillThere } from "./places.ts";

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
  const { location } = table;
  const asked: (readonly PartitionValue[])[] = [];
  for (const spec of c.specs) asked.push(await specValues(spec, table, cx, true));
  if (c.locations.some((place) => place !== undefined))
    throw unsupported("a partition's own LOCATION", { origin: c.origin });
  let made: string[] = [];
  await cx.commit({
    places: [location],
    files: async () => {
      const known = new Set(await partitionsOf(stillThere(table, cx), cx));
      const there = asked.filter((values) => known.has(pathOf(values)));
      if (there.length > 0 && !c.ifNotExists) throw alreadyThere(there, table);
      made = asked.map(pathOf).filter((path) => !known.has(path));
      return made.length === 0 ? [] : [{ location, added: [], removed: [], made }];
    },
    edits: () => keepForeign(table, (foreign) => foreign.filter((path) => !made.includes(path)), cx),
  });
  cx.changed(location);
  return EMPTY_TABLE;
}

/** `AlterTableDropPartitionCommand`: the files of an external table stay, and are none of it from now on. */
export async function dropPartitions(c: DropPartitions, cx: CommandContext): Promise<Table> {
  const table = partitioned(expectTable(c.nameParts, "ALTER TABLE ... DROP PARTITION ...", cx, c.origin));
  const { location, kind } = table;
  const asked: (readonly PartitionValue[])[] = [];
  for (const spec of c.specs) asked.push(await specValues(spec, table, cx, false));
  const dropped = new Set<string>();
  await cx.commit({
    places: [location],
    files: async () => {
      const missing: (readonly PartitionValue[])[] = [];
      for (const values of asked) {
        const found = await partitionsNamed(values, stillThere(table, cx), cx);
        if (found.length === 0) missing.push(values);
        for (const path of found) dropped.add(path);
      }
      if (missing.length > 0 && !c.ifExists) throw noSuchPartition(missing, table);
      if (kind !== "managed" || dropped.size === 0) return [];
      return [{ location, added: [], removed: await filesOf([...dropped], table, cx), dropped: [...dropped] }];
    },
    edits: () => keepForeign(table, (foreign) => (kind === "managed" ? foreign : [...foreign, ...dropped]), cx),
  });
  cx.changed(location);
  return EMPTY_TABLE;
}

/** All files of some partitions, by their ways from their table's directory. */
async function filesOf(paths: readonly string[], { location }: CatalogTable, cx: CommandContext): Promise<string[]> {
  return (await cx.store.filesOf(location)).filter((name) => paths.some((path) => name.startsWith(`${path}/`)));
}

/** `AlterTableRenamePartitionCommand`: the directory moves. */
export async function renamePartition(c: RenamePartition, cx: CommandContext): Promise<Table> {
  const table = partitioned(expectTable(c.nameParts, "ALTER TABLE ... RENAME TO PARTITION", cx, c.origin));
  const { location } = table;
  const from = await specValues(c.from, table, cx, true);
  const to = await specValues(c.to, table, cx, true);
  if (table.kind !== "managed") throw unsupported("renaming a partition of an external table", { origin: c.origin });
  const find = async (): Promise<string> => {
    const [old] = await partitionsNamed(from, stillThere(table, cx), cx);
    if (old === undefined) throw noSuchPartition([from], table);
    if ((await partitionsNamed(to, table, cx)).length > 0) throw alreadyThere([to], table);
    return old;
  };
  const old = await find();
  const target = join(location, pathOf(to));
  await cx.commit({
    places: [location],
    files: async () => {
      if ((await find()) !== old) throw noSuchPartition([from], table);
      // What lies there is no partition of the table, and nothing may come between.
      if ((await unlessAbsent(stat(target), undefined)) !== undefined)
        throw unsupported("renaming a partition to a directory that is there", { origin: c.origin });
      return [];
    },
    move: { from: join(location, old), to: target, within: location, undo: [] },
  });
  cx.changed(location);
  return EMPTY_TABLE;
}

/** Takes the rows of some partitions away; the partitions stay (`TruncateTableCommand`). */
export async function truncatePartitions(
  spec: readonly PartitionSpec[],
  table: CatalogTable,
  cx: CommandContext,
): Promise<void> {
  const { location } = table;
  const values = await specValues(spec, partitioned(table), cx, false);
  await cx.commit({
    places: [location],
    files: async () => {
      const found = await partitionsNamed(values, stillThere(table, cx), cx);
      if (found.length === 0 && values.length === table.partitionBy.length) throw noSuchPartition([values], table);
      return [{ location, added: [], removed: await filesOf(found, table, cx), emptied: "none" }];
    },
  });
  cx.changed(location);
}

function keepForeign(
  table: CatalogTable,
  change: (foreign: readonly string[]) => readonly string[],
  cx: CommandContext,
): readonly CatalogEdit[] {
  const { identity: _old, ...now } = stillThere(table, cx);
  const statistics = withoutWhole(now.statistics);
  return [{ kind: "put_table", table: { ...now, foreign: change(now.foreign), statistics } }];
}
