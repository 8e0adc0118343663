/** Names of tables, views and databases as commands look them up. */
import { DEFAULT_DATABASE } from "../../catalog/databases.ts";
import { databaseNotFound, GLOBAL_TEMP_DATABASE, SESSION_CATALOG, type View } from "../../catalog/memory.ts";
import type { CatalogTable } from "../../catalog/tables.ts";
import type { Origin } from "../../errors/origin.ts";
import { SparkError, sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { placeOf } from "../table-fact.ts";
import type { CommandContext } from "./context.ts";

/** Where a table is or is to be; both names in lower case. */
export interface Place {
  readonly database: string;
  readonly name: string;
}

/** A name's parts with the catalog in front: what Spark's errors call the table. */
export const fullName = ({ database, name }: Place): string => quoteParts([SESSION_CATALOG, database, name]);

/** A database's own name, lower case; databases of the session catalog have one part. `of`: what is in it, for errors. */
export function databaseName(nameParts: readonly string[], of: readonly string[] = nameParts): string {
  const own = nameParts.length > 1 && nameParts[0]?.toLowerCase() === SESSION_CATALOG ? nameParts.slice(1) : nameParts;
  if (own.length !== 1)
    throw sparkError("REQUIRES_SINGLE_PART_NAMESPACE", {
      sessionCatalog: SESSION_CATALOG,
      namespace: own.map((part) => `\`${part}\``).join("."),
      identifier: of.map((part) => `\`${part}\``).join("."),
    });
  return (own[0] ?? "").toLowerCase();
}

/** The place of a new table or view; its database must be there. */
export function newPlace(nameParts: readonly string[], cx: CommandContext): Place {
  const { currentDatabase } = cx.catalog.snapshot();
  const database = nameParts.length === 1 ? currentDatabase : databaseName(nameParts.slice(0, -1), nameParts);
  const name = (nameParts.at(-1) ?? "").toLowerCase();
  if (database !== DEFAULT_DATABASE && !cx.catalog.databases.all.has(database)) throw databaseNotFound(database);
  if (!/^\w+$/.test(name)) throw sparkError("INVALID_SCHEMA_OR_RELATION_NAME", { name: quoteParts([name]) });
  return { database, name };
}

/** Whether a name is a temporary view's. */
export const isTempView = (nameParts: readonly string[], cx: CommandContext): boolean =>
  tempViewNamed(nameParts, cx) !== undefined;

/** The temporary or global temporary view of a name. */
export function tempViewNamed([first = "", second]: readonly string[], cx: CommandContext): View | undefined {
  const catalog = cx.catalog.snapshot();
  if (second === undefined) return catalog.tempView(first);
  return first.toLowerCase() === GLOBAL_TEMP_DATABASE ? catalog.globalTempView(second) : undefined;
}

/** A table or lasting view by its name. */
export function findTable(nameParts: readonly string[], cx: CommandContext): CatalogTable | undefined {
  const place = placeOf(nameParts, cx.catalog.snapshot().currentDatabase);
  return place && cx.catalog.tables.get(place.database, place.name);
}

/** TABLE_OR_VIEW_NOT_FOUND. A table to write to is looked for where relations are. */
export function tableNotFound(
  nameParts: readonly string[],
  cx: CommandContext,
  origin?: Origin,
  places: readonly string[] = ["`system`.`session`"],
): Error {
  const current = quoteParts([SESSION_CATALOG, cx.catalog.snapshot().currentDatabase]);
  const params = { relationName: quoteParts(nameParts), searchPath: `[${[...places, current].join(", ")}]` };
  return sparkError("TABLE_OR_VIEW_NOT_FOUND", params, { origin });
}

/** What is asked of a table or view for a command: that it is not there is told as commands do. */
export async function sought<T>(c: Sought, asked: Promise<T>, cx: CommandContext): Promise<T> {
  try {
    return await asked;
  } catch (reason) {
    const isMissing = reason instanceof SparkError && reason.condition === "TABLE_OR_VIEW_NOT_FOUND";
    if (!isMissing || reason.params["relationName"] !== quoteParts(c.nameParts)) throw reason;
    throw tableNotFound(c.nameParts, cx, c.origin);
  }
}

/** A name that a command looks for. */
interface Sought {
  readonly nameParts: readonly string[];
  readonly origin?: Origin | undefined;
}

/** TABLE_OR_VIEW_NOT_FOUND of what is to be dropped, under its full name. */
export function nothingToDrop(nameParts: readonly string[], cx: CommandContext): Error {
  const { currentDatabase } = cx.catalog.snapshot();
  const [database = currentDatabase] = nameParts.length === 1 ? [] : nameParts.slice(-2);
  const place = [SESSION_CATALOG, database];
  return sparkError("TABLE_OR_VIEW_NOT_FOUND", {
    relationName: quoteParts([...place, ...nameParts.slice(-1)]),
    searchPath: `[${quoteParts(place)}]`,
  });
}

/** A table by its name; what is no table is refused under the operation's name. */
export function expectTable(
  nameParts: readonly string[],
  operation: string,
  cx: CommandContext,
  origin?: Origin,
): CatalogTable {
  const isTemp = isTempView(nameParts, cx);
  const table = isTemp ? undefined : findTable(nameParts, cx);
  if (isTemp || table?.kind === "view") {
    const viewName = table === undefined ? quoteParts(nameParts) : fullName(table);
    throw sparkError("EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE", { viewName, operation }, { origin });
  }
  if (table === undefined) throw tableNotFound(nameParts, cx, origin);
  return table;
}

/** A table as it is now. Throws TABLE_OR_VIEW_NOT_FOUND where it is none any more, or another one. */
export function stillThere(table: CatalogTable, cx: CommandContext): CatalogTable {
  const now = cx.catalog.tables.get(table.database, table.name);
  if (now?.location === table.location && now.createdAt === table.createdAt) return now;
  throw tableNotFound([table.database, table.name], cx);
}
