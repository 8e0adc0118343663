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
  SetDatabaseLocation,
  SetDatabaseProperties,
} from "../../unresolved/command.ts";
import { column, EMPTY_TABLE, noted, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { databaseName, expectTable } from "./places.ts";
import { removeTables } from "./remove-tables.ts";

export async function createDatabase(c: CreateDatabase, cx: CommandContext): Promise<Table> {
  const name = databaseName(c.nameParts);
  if (name === GLOBAL_TEMP_DATABASE) throw sparkError("RESERVED_DATABASE_NAME", { database: quoteParts([name]) });
  if (!/^\w+$/.test(name)) throw sparkError("INVALID_SCHEMA_OR_RELATION_NAME", { name: quoteParts([name]) });
  const location = c.location === undefined ? join(cx.warehouse, `${name}.db`) : localPath(c.location);
  const database = { name, comment: c.comment ?? "", location, properties: c.properties };
  await cx.commit({
    edits: () => {
      const isThere = name === DEFAULT_DATABASE || cx.catalog.databases.all.has(name);
      if (isThere && !c.ifNotExists) throw sparkError("SCHEMA_ALREADY_EXISTS", { schemaName: quoteParts([name]) });
      return isThere ? [] : [{ kind: "put_database", database }];
    },
  });
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
  await removeTables(tables, cx, () => {
    const made = cx.catalog.functions.of(name);
    // Others may have made one meanwhile.
    if (cx.catalog.tables.of(name).length > tables.length || (made.length > 0 && !c.cascade))
      throw sparkError("SCHEMA_NOT_EMPTY", { schemaName: quoteParts([name]) });
    return [
      ...made.map((each) => ({ kind: "drop_function", function: each }) as const),
      { kind: "drop_database", name },
    ];
  });
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
export async function setDatabaseProperties(c: SetDatabaseProperties, cx: CommandContext): Promise<Table> {
  await cx.commit({
    edits: () => {
      const database = expectDatabase(c.nameParts, cx);
      return [
        { kind: "put_database", database: { ...database, properties: { ...database.properties, ...c.properties } } },
      ];
    },
  });
  return EMPTY_TABLE;
}

/** `SetNamespaceLocation`: tables that are there already stay where they are. */
export async function setDatabaseLocation(c: SetDatabaseLocation, cx: CommandContext): Promise<Table> {
  if (c.location === "") throw sparkError("INVALID_EMPTY_LOCATION", { location: c.location });
  await cx.commit({
    edits: () => [
      { kind: "put_database", database: { ...expectDatabase(c.nameParts, cx), location: localPath(c.location) } },
    ],
  });
  return EMPTY_TABLE;
}

/** `CommentOnNamespace`, `CommentOnTable`. */
export async function commentOn(c: CommentOn, cx: CommandContext): Promise<Table> {
  await cx.commit({
    edits: () => {
      if (c.object === "database")
        return [{ kind: "put_database", database: { ...expectDatabase(c.nameParts, cx), comment: c.comment ?? "" } }];
      const { identity: _old, ...table } = expectTable(c.nameParts, "COMMENT ON TABLE", cx, c.origin);
      return [{ kind: "put_table", table: { ...table, comment: c.comment } }];
    },
  });
  return EMPTY_TABLE;
}
