/** The protocol's catalog calls: small tables, read by position (`CatalogImpl`). */
import { invariant } from "../base/invariant.ts";
import { type CatalogSnapshot, GLOBAL_TEMP_DATABASE, type View } from "../catalog/memory.ts";
import { sparkError, unsupported } from "../errors/spark-error.ts";
import { functionNames, lookupFunction } from "../functions/registry.ts";
import { parseAttributeName, quoteParts } from "../lex/multipart-names.ts";
import { array, BOOLEAN, STRING, type StructType, struct } from "../types/data-type.ts";
import { simpleString } from "../types/print.ts";
import type { CatalogOperation } from "../unresolved/relation.ts";
import { giveUpTable, keepTable, named, refreshPath } from "./command/cache.ts";
import type { CommandContext } from "./command/context.ts";
import { namePattern } from "./command/like.ts";
import { column, EMPTY_TABLE, scalarTable, type Table } from "./table.ts";

const NAMESPACE = array(STRING);
const CATALOG = "spark_catalog";

const tableSchema = struct([
  column("name", STRING, false),
  column("catalog"),
  column("namespace", NAMESPACE),
  column("description"),
  column("tableType"),
  column("isTemporary", BOOLEAN, false),
]);

const tableRow = (view: View, namespace: readonly string[]) => [view.name, null, namespace, null, "TEMPORARY", true];

const databaseSchema = struct([
  column("name", STRING, false),
  column("catalog"),
  column("description"),
  column("locationUri", STRING, false),
]);

const functionSchema = struct([
  column("name", STRING, false),
  column("catalog"),
  column("namespace", NAMESPACE),
  column("description"),
  column("className", STRING, false),
  column("isTemporary", BOOLEAN, false),
]);

function columnSchema(sparkVersion: string): StructType {
  const fields = [
    column("name", STRING, false),
    column("description"),
    column("dataType", STRING, false),
    column("nullable", BOOLEAN, false),
    column("isPartition", BOOLEAN, false),
    column("isBucket", BOOLEAN, false),
  ];
  return struct(sparkVersion.startsWith("3.") ? fields : [...fields, column("isCluster", BOOLEAN, false)]);
}

const functionRow = (name: string) => [name, null, null, lookupFunction(name)?.doc ?? "", name, true];

/** A view by the name a call gives: `v`, `global_temp.v`, `spark_catalog.db.t`. */
function findView(name: string, database: string | undefined, catalog: CatalogSnapshot): View | undefined {
  const parts = database === undefined ? parseAttributeName(name) : [database, name];
  if (parts.length === 1) return catalog.tempView(parts[0] ?? "");
  if (parts.length === 2 && parts[0]?.toLowerCase() === GLOBAL_TEMP_DATABASE)
    return catalog.globalTempView(parts[1] ?? "");
  return undefined;
}

const notFound = (name: string, database: string | undefined) =>
  sparkError("TABLE_OR_VIEW_NOT_FOUND", {
    relationName: quoteParts(database === undefined ? parseAttributeName(name) : [database, name]),
    searchPath: "[`system`.`session`, `spark_catalog`.`default`]",
  });

function checkDatabase(name: string, catalog: CatalogSnapshot): void {
  const parts = parseAttributeName(name);
  const database = (parts.at(-1) ?? "").toLowerCase();
  if (catalog.databases.includes(database) || database === GLOBAL_TEMP_DATABASE) return;
  throw sparkError("SCHEMA_NOT_FOUND", { schemaName: quoteParts([CATALOG, ...parts.slice(-1)]) });
}

/** Drops a temporary view, and what is kept of its plan. */
async function dropView(name: string, global: boolean, cx: CommandContext): Promise<boolean> {
  const view = named(global ? [GLOBAL_TEMP_DATABASE, name] : [name]);
  const { catalog } = cx;
  const known = global ? catalog.snapshot().globalTempView(name) : catalog.snapshot().tempView(name);
  if (known === undefined) return false;
  // A view that means nothing any more has nothing kept.
  if (!cx.keeping.plans.isEmpty) await cx.keeping.unpersist(view, false, cx.run).catch(() => undefined);
  return catalog.dropView(name, global);
}

/** Answers a catalog call. */
export async function catalogCall(call: CatalogOperation, cx: CommandContext): Promise<Table> {
  const catalog = cx.catalog.snapshot();
  switch (call.name) {
    case "currentDatabase":
      return scalarTable("current_database", catalog.currentDatabase);
    case "setCurrentDatabase":
      cx.catalog.useDatabase(call.database);
      return EMPTY_TABLE;
    case "currentCatalog":
      return scalarTable("current_catalog", catalog.currentCatalog);
    case "setCurrentCatalog":
      if (call.catalog !== CATALOG) throw unsupported(`the catalog ${call.catalog}`);
      return EMPTY_TABLE;
    case "listCatalogs": {
      const fits = namePattern(call.pattern);
      return {
        schema: struct([column("name", STRING, false), column("description")]),
        rows: [CATALOG].filter(fits).map((name) => [name, null]),
      };
    }
    case "listDatabases": {
      const fits = namePattern(call.pattern);
      return { schema: databaseSchema, rows: catalog.databases.filter(fits).map((d) => databaseRow(d, cx)) };
    }
    case "getDatabase":
      checkDatabase(call.database, catalog);
      return { schema: databaseSchema, rows: [databaseRow(call.database.toLowerCase(), cx)] };
    case "databaseExists": {
      const name = (parseAttributeName(call.database).at(-1) ?? "").toLowerCase();
      return scalarTable("database_exists", catalog.databases.includes(name) || name === GLOBAL_TEMP_DATABASE);
    }
    case "listTables":
      return { schema: tableSchema, rows: listTables(call.database, call.pattern, catalog) };
    case "getTable": {
      const view = findView(call.table, call.database, catalog);
      if (view === undefined) throw notFound(call.table, call.database);
      return { schema: tableSchema, rows: [tableRow(view, [])] };
    }
    case "tableExists":
      return scalarTable("table_exists", findView(call.table, call.database, catalog) !== undefined);
    case "listColumns": {
      const view = findView(call.table, call.database, catalog);
      if (view === undefined) throw notFound(call.table, call.database);
      const schema = await cx.schemaOf(view.plan);
      const output = columnSchema(cx.sparkVersion);
      const flags = output.fields.slice(4).map(() => false);
      return {
        schema: output,
        rows: schema.fields.map((f, i) => [
          view.columns?.[i] ?? f.name,
          null,
          simpleString(f.type),
          f.nullable,
          ...flags,
        ]),
      };
    }
    case "listFunctions": {
      if (call.database !== undefined) checkDatabase(call.database, catalog);
      const fits = namePattern(call.pattern);
      return { schema: functionSchema, rows: functionNames().filter(fits).map(functionRow) };
    }
    case "getFunction": {
      const name = (parseAttributeName(call.function).at(-1) ?? "").toLowerCase();
      if (lookupFunction(name) === undefined) {
        throw sparkError("UNRESOLVED_ROUTINE", {
          routineName: quoteParts(parseAttributeName(call.function)),
          searchPath: "[`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`]",
        });
      }
      return { schema: functionSchema, rows: [functionRow(name)] };
    }
    case "functionExists": {
      const name = (parseAttributeName(call.function).at(-1) ?? "").toLowerCase();
      return scalarTable("function_exists", call.database === undefined && lookupFunction(name) !== undefined);
    }
    case "dropTempView":
      return scalarTable("drop_temp_view", await dropView(call.view, false, cx));
    case "dropGlobalTempView":
      return scalarTable("drop_global_temp_view", await dropView(call.view, true, cx));
    case "isCached": {
      const level = await cx.keeping.levelOf(named(parseAttributeName(call.table)), cx.run);
      return scalarTable("is_cached", level !== undefined);
    }
    case "cacheTable":
      await keepTable(parseAttributeName(call.table), call.level, cx);
      return EMPTY_TABLE;
    case "uncacheTable":
      await giveUpTable(parseAttributeName(call.table), undefined, cx);
      return EMPTY_TABLE;
    case "clearCache":
      cx.keeping.plans.clear();
      return EMPTY_TABLE;
    case "refreshTable":
      await cx.keeping.refresh(named(parseAttributeName(call.table)), cx.run);
      return EMPTY_TABLE;
    case "refreshByPath":
      refreshPath(call.path, cx);
      return EMPTY_TABLE;
    default:
      invariant(false, `an unknown catalog call ${JSON.stringify(call satisfies never)}`);
  }
}

const databaseRow = (name: string, cx: CommandContext) => [
  name,
  CATALOG,
  name === "default" ? "default database" : "",
  `file:${cx.warehouse}${name === "default" ? "" : `/${name}.db`}`,
];

/** Tables and views of a database (or of the current one), temporary views included as Spark does. */
export function listTables(database: string | undefined, pattern: string | undefined, catalog: CatalogSnapshot) {
  if (database !== undefined) checkDatabase(database, catalog);
  const fits = namePattern(pattern);
  const global = (database ?? "").toLowerCase() === GLOBAL_TEMP_DATABASE;
  const views = [
    ...(global ? catalog.globalTempViews.map((v) => ({ v, namespace: [GLOBAL_TEMP_DATABASE] })) : []),
    ...catalog.tempViews.map((v) => ({ v, namespace: [] as string[] })),
  ];
  return views
    .filter(({ v }) => fits(v.name))
    .sort((a, b) => (a.v.name < b.v.name ? -1 : 1))
    .map(({ v, namespace }) => tableRow(v, namespace));
}
