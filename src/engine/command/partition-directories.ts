import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { CatalogTable } from "../../catalog/tables.ts";
import { unlessAbsent } from "../../sources/absence.ts";
import { partitionOfName } from "../../sources/listing.ts";
import type { CommandContext } from "./context.ts";

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
