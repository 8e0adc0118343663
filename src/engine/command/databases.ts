/** CREATE, DROP, DESCRIBE, ALTER and COMMENT ON of databases. */
import { rmdir } from "node:fs/promises";
import { join } from "node:path";
import { type Database, DEFAULT_DATABASE } from "../../catalog/databases.ts";
import { databaseNotFound, GLOBAL_TEMP_DATABASE, SESSION_CATALOG } from "../../catalog/memory.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { localPath } from "../../sources/listing.ts";
import { STRING } from "../../types/data-type.ts";
import type {
  CommentOn,
  CreateDatabase,
  DescribeDatabase,
  DropDatabase,
  SetDatabaseProperties,
} from "../../unresolved/command.ts";
import { column, EMPTY_TABLE, noted, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { databaseName, expectTable } from "./places.ts";
import { removeTable } from "./tables.ts";

export function createDatabase(c: CreateDatabase, cx: CommandContext): Table {
  const name = databaseName(c.nameParts);
  if (name === GLOBAL_TEMP_DATABASE) throw sparkError("_LEGACY_ERROR_TEMP_1066", { database: name });
  if (!/^\w+$/.test(name)) throw sparkError("INVALID_SCHEMA_OR_RELATION_NAME", { name: quoteParts([name]) });
  const location = c.location === undefined ? join(cx.warehouse, `${name}.db`) : localPath(c.location);
  const added = cx.catalog.databases.add({ name, comment: c.comment ?? "", location, properties: c.properties });
  if (!added && !c.ifNotExists) throw sparkError("SCHEMA_ALREADY_EXISTS", { schemaName: quoteParts([name]) });
  return EMPTY_TABLE;
}

export async function dropDatabase(c: DropDatabase, cx: CommandContext): Promise<Table> {
  const name = databaseName(c.nameParts);
  if (name === DEFAULT_DATABASE)
    throw sparkError("UNSUPPORTED_FEATURE.DROP_DATABASE", { database: quoteParts([SESSION_CATALOG, name]) });
  const database = cx.catalog.databases.all.get(name);
  if (database === undefined) {
    if (c.ifExists) return EMPTY_TABLE;
    throw databaseNotFound(name);
  }
  const tables = cx.catalog.tables.of(name);
  const functions = cx.catalog.functions.of(name);
  if (tables.length + functions.length > 0 && !c.cascade)
    throw sparkError("SCHEMA_NOT_EMPTY", { schemaName: quoteParts([name]) });
  for (const table of tables) await removeTable(table, cx);
  for (const made of functions) cx.catalog.functions.delete(name, made.name);
  cx.catalog.databases.delete(name);
  // What else lies there is not ours to delete.
  await rmdir(database.location).catch(() => undefined);
  return EMPTY_TABLE;
}

export function describeDatabase(c: DescribeDatabase, cx: CommandContext): Table {
  const name = databaseName(c.nameParts);
  const found = cx.catalog.database(name, cx.warehouse);
  if (found === undefined) throw databaseNotFound(name);
  const properties = Object.entries(found.properties)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `(${key},${value})`);
  const rows = [
    ["Catalog Name", SESSION_CATALOG],
    ["Namespace Name", found.name],
    ["Comment", found.comment],
    ["Location", `file:${found.location}`],
    ["Owner", cx.user],
    ...(c.extended ? [["Properties", properties.length === 0 ? "" : `(${properties.join(", ")})`]] : []),
  ];
  const columns = [column("info_name", STRING, false), column("info_value", STRING)];
  const notes = ["name of the namespace info", "value of the namespace info"];
  return { schema: noted(columns, notes, cx.settings.snapshot().line), rows };
}

/** A database that is there. Throws SCHEMA_NOT_FOUND. */
function expectDatabase(nameParts: readonly string[], cx: CommandContext): Database {
  const name = databaseName(nameParts);
  const found = cx.catalog.database(name, cx.warehouse);
  if (found === undefined) throw databaseNotFound(name);
  if (name === DEFAULT_DATABASE) throw unsupported("changing the default database");
  return found;
}

/** `AlterDatabasePropertiesCommand`. */
export function setDatabaseProperties(c: SetDatabaseProperties, cx: CommandContext): Table {
  const database = expectDatabase(c.nameParts, cx);
  cx.catalog.databases.set({ ...database, properties: { ...database.properties, ...c.properties } });
  return EMPTY_TABLE;
}

/** `CommentOnNamespace`, `CommentOnTable`. */
export function commentOn(c: CommentOn, cx: CommandContext): Table {
  if (c.object === "database") {
    cx.catalog.databases.set({ ...expectDatabase(c.nameParts, cx), comment: c.comment ?? "" });
    return EMPTY_TABLE;
  }
  const { identity: _old, ...table } = expectTable(c.nameParts, "COMMENT ON TABLE", cx, c.origin);
  cx.catalog.tables.set({ ...table, comment: c.comment });
  return EMPTY_TABLE;
}
