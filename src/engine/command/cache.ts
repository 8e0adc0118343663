/** CACHE, UNCACHE, CLEAR CACHE, REFRESH, and the same of `spark.catalog`. */
import { GLOBAL_TEMP_DATABASE } from "../../catalog/memory.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { localPath } from "../../sources/listing.ts";
import type { CacheTable, UncacheTable } from "../../unresolved/command.ts";
import type { NamedTable } from "../../unresolved/relation.ts";
import type { StorageLevel } from "../../unresolved/storage-level.ts";
import { storageLevel } from "../kept/storage-levels.ts";
import { EMPTY_TABLE, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { viewVariables } from "./view-variables.ts";

/** A table by its name, as a relation. */
export const named = (nameParts: readonly string[], origin?: NamedTable["origin"]): NamedTable => ({
  kind: "named_table",
  nameParts,
  options: {},
  origin,
});

/** `spark.sql.defaultCacheStorageLevel`. */
const defaultLevel = (cx: CommandContext): StorageLevel =>
  storageLevel(cx.settings.snapshot().get("spark.sql.defaultCacheStorageLevel") ?? "MEMORY_AND_DISK");

/** `Catalog.cacheTable`. */
export function keepTable(nameParts: readonly string[], level: StorageLevel | undefined, cx: CommandContext) {
  return cx.keeping.persist(named(nameParts), level ?? defaultLevel(cx), cx.run, tableKey(nameParts));
}

/** The name that kept plans of a table or view are known by. */
export const tableKey = (nameParts: readonly string[]): string => nameParts.join("\0").toLowerCase();

export async function cacheTable(c: CacheTable, cx: CommandContext): Promise<Table> {
  const name = c.nameParts.at(-1) ?? "";
  if (c.query !== undefined) {
    const { schema, variables: read } = await cx.meant(c.query);
    const variables = viewVariables(c.text, read, schema, cx);
    cx.catalog.createView(
      { name, plan: c.query, text: c.text, settings: cx.settings.snapshot(), variables },
      { global: false, replace: false, ifNotExists: false },
    );
  }
  const relation = named(c.nameParts, c.origin);
  const option = Object.entries(c.options).find(([key]) => key.toLowerCase() === "storagelevel");
  try {
    const level = option === undefined ? defaultLevel(cx) : storageLevel(option[1]);
    await cx.keeping.persist(relation, level, cx.run, tableKey(c.nameParts));
    if (c.lazy) return EMPTY_TABLE;
    await cx.keeping.materialize(relation, cx.run);
  } catch (reason) {
    await cx.keeping.unpersist(relation, false, cx.run).catch(() => undefined);
    if (c.query !== undefined) cx.catalog.dropView(name, false);
    throw reason;
  }
  return EMPTY_TABLE;
}

export async function uncacheTable(c: UncacheTable, cx: CommandContext): Promise<Table> {
  try {
    await giveUpTable(c.nameParts, c.origin, cx);
  } catch (reason) {
    if (!c.ifExists || !isNotFound(reason)) throw reason;
  }
  return EMPTY_TABLE;
}

const isNotFound = (reason: unknown): boolean =>
  reason instanceof Error && "condition" in reason && reason.condition === "TABLE_OR_VIEW_NOT_FOUND";

/** `Catalog.uncacheTable`: what is computed from a table goes with it, what is computed from a temporary view stays. */
export function giveUpTable(nameParts: readonly string[], origin: NamedTable["origin"], cx: CommandContext) {
  return cx.keeping.unpersist(named(nameParts, origin), !isTempView(nameParts, cx), cx.run);
}

function isTempView(nameParts: readonly string[], cx: CommandContext): boolean {
  const [first = "", second] = nameParts;
  const catalog = cx.catalog.snapshot();
  if (second === undefined) return catalog.tempView(first) !== undefined;
  return first.toLowerCase() === GLOBAL_TEMP_DATABASE && catalog.globalTempView(second) !== undefined;
}

/** `Catalog.refreshByPath`. */
export function refreshPath(path: string, cx: CommandContext): void {
  if (path === "") throw sparkError("JVM.ILLEGAL_ARGUMENT", { message: "Can not create a Path from an empty string" });
  cx.keeping.plans.refreshPath(localPath(path));
}
