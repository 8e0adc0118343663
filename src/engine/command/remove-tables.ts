/** How tables and views go, with their files. */
import type { CatalogEdit } from "../../catalog/edits.ts";
import type { CatalogTable } from "../../catalog/tables.ts";
import { SUCCESS_MARK, type FileChange } from "../../sources/commit/transaction.ts";
import { tableKey } from "./cache.ts";
import type { CommandContext } from "./context.ts";
import { tableNotFound } from "./places.ts";

/** Takes tables and views out of the catalog, with the files of managed ones and what is kept of their rows. */
export async function removeTables(
  tables: readonly CatalogTable[],
  cx: CommandContext,
  more: () => readonly CatalogEdit[] = () => [],
): Promise<void> {
  const places = tables.filter((table) => table.kind === "managed").map((table) => table.location);
  await cx.commit({
    places,
    files: () => Promise.all(places.map((location) => removal(location, cx))),
    edits: () => {
      const gone = tables.find((t) => cx.catalog.tables.get(t.database, t.name)?.location !== t.location);
      if (gone !== undefined) throw tableNotFound([gone.database, gone.name], cx);
      return [...tables.map((table) => ({ kind: "drop_table", table }) as const), ...more()];
    },
  });
  for (const table of tables) forgetKept(table, cx);
  for (const location of places) cx.changed(location);
}

/** All that lies in the directory of a table goes, and the directory. */
export const removal = async (location: string, { store }: CommandContext): Promise<FileChange> => ({
  location,
  added: [],
  removed: [...(await store.filesOf(location)), SUCCESS_MARK],
  emptied: "whole",
});

/** Forgets what is kept of the rows of a table that is another one now, or none. */
export function forgetKept({ database, name }: CatalogTable, cx: CommandContext): void {
  cx.keeping.plans.removeTable(tableKey([database, name]));
  cx.keeping.plans.removeTable(tableKey([name]));
}
