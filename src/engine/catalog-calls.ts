/** The protocol's catalog calls: small tables, read by position (`CatalogImpl`). */
import { invariant } from "../base/invariant.ts";
import { type CatalogSnapshot, GLOBAL_TEMP_DATABASE, SESSION_CATALOG, type View } from "../catalog/memory.ts";
import type { SqlFunction } from "../catalog/functions.ts";
import type { CatalogTable } from "../catalog/tables.ts";
import { sparkError } from "../errors/spark-error.ts";
import { functionNames, lookupFunction } from "../functions/registry.ts";
import { parseAttributeName, quoteParts } from "../lex/multipart-names.ts";
import { array, BOOLEAN, STRING, type StructType, struct } from "../types/data-type.ts";
import { fieldComment, simpleString } from "../types/print.ts";
import type { CatalogOperation } from "../unresolved/relation.ts";
import { giveUpTable, keepTable, named, refreshPath } from "./command/cache.ts";
import type { CommandContext } from "./command/context.ts";
import { madeFunction, userFunctions } from "./command/function-lists.ts";
import { isPythonName, pythonNames } from "./command/python-functions.ts";
import { routineNotFound, SQL_FUNCTION_CLASS } from "./command/functions.ts";
import { namePattern } from "./command/like.ts";
import { databaseName, findTable, tableNotFound } from "./command/places.ts";
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

const tableRow = (t: ListedTable) => [
  t.name,
  t.type === "TEMPORARY" ? null : CATALOG,
  t.namespace,
  t.description ?? null,
  t.type,
  t.type === "TEMPORARY",
];

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

/** Spark tells nothing of a function in Python but its name, and a class that its own planner made. */
const pythonRow = (name: string) => [name, null, null, "N/A.", null, true];

const madeRow = ({ name, database, comment }: SqlFunction) => [
  name,
  database === undefined ? null : CATALOG,
  database === undefined ? null : [database],
  comment ?? null,
  SQL_FUNCTION_CLASS,
  database === undefined,
];

/** A table or view by the name a call gives: `v`, `global_temp.v`, `spark_catalog.db.t`. */
const partsOf = (name: string, database: string | undefined): readonly string[] =>
  database === undefined ? parseAttributeName(name) : [...parseAttributeName(database), name];

/** What catalog calls tell of a table or view. */
function tableOf(nameParts: readonly string[], cx: CommandContext): ListedTable | undefined {
  const [first = "", second = ""] = nameParts;
  const catalog = cx.catalog.snapshot();
  const temporary =
    nameParts.length === 1
      ? catalog.tempView(first)
      : nameParts.length === 2 && first.toLowerCase() === GLOBAL_TEMP_DATABASE
        ? catalog.globalTempView(second)
        : undefined;
  if (temporary !== undefined) return { name: temporary.name, namespace: [], type: "TEMPORARY" };
  const table = findTable(nameParts, cx);
  return table && described(table);
}

const described = (table: CatalogTable): ListedTable => ({
  name: table.name,
  namespace: [table.database],
  type: table.kind === "view" ? "VIEW" : table.kind === "external" ? "EXTERNAL" : "MANAGED",
  description: table.comment,
  table,
});

/** CATALOG_NOT_FOUND. */
export const catalogNotFound = (name: string): Error =>
  sparkError("CATALOG_NOT_FOUND", { catalogName: quoteParts([name]), config: `"spark.sql.catalog.${name}"` });

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
    case "setCurrentDatabase": {
      const parts = call.database.split(".");
      if (parts.length > 1)
        throw sparkError("SCHEMA_NOT_FOUND", { schemaName: quoteParts([SESSION_CATALOG, ...parts]) });
      cx.catalog.useDatabase(call.database);
      return EMPTY_TABLE;
    }
    case "currentCatalog":
      return scalarTable("current_catalog", catalog.currentCatalog);
    case "setCurrentCatalog":
      if (call.catalog.toLowerCase() !== CATALOG) throw catalogNotFound(call.catalog);
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
      return { schema: databaseSchema, rows: [databaseRow(databaseName(parseAttributeName(call.database)), cx)] };
    case "databaseExists": {
      const name = (parseAttributeName(call.database).at(-1) ?? "").toLowerCase();
      return scalarTable("database_exists", catalog.databases.includes(name));
    }
    case "listTables":
      return {
        schema: tableSchema,
        rows: listTables(call.database === undefined ? undefined : [call.database], call.pattern, cx).map(tableRow),
      };
    case "getTable": {
      const parts = partsOf(call.table, call.database);
      const found = tableOf(parts, cx);
      if (found === undefined) throw tableNotFound(parts, cx);
      return { schema: tableSchema, rows: [tableRow(found)] };
    }
    case "tableExists":
      return scalarTable("table_exists", tableOf(partsOf(call.table, call.database), cx) !== undefined);
    case "listColumns": {
      const parts = partsOf(call.table, call.database);
      const found = tableOf(parts, cx);
      if (found === undefined) throw tableNotFound(parts, cx);
      const { table } = found;
      const { fields } = table === undefined ? await cx.schemaOf(named(parts)) : table.schema;
      const schema = columnSchema(cx.sparkVersion);
      const others = schema.fields.slice(5).map(() => false);
      const rows = fields.map((f) => {
        const isPartition = table?.partitionBy.includes(f.name) ?? false;
        return [f.name, fieldComment(f) ?? null, simpleString(f.type), f.nullable, isPartition, ...others];
      });
      return { schema, rows };
    }
    case "listFunctions": {
      const fits = namePattern(call.pattern);
      const [database = ""] = parseAttributeName(call.database ?? catalog.currentDatabase).slice(-1);
      const made = userFunctions(database.toLowerCase(), cx).filter((f) => fits(f.name));
      const python = pythonNames(cx.catalog.snapshot()).filter(fits).map(pythonRow);
      const rows = [...functionNames().filter(fits).map(functionRow), ...made.map(madeRow), ...python];
      return { schema: functionSchema, rows: rows.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)) };
    }
    case "getFunction": {
      const parts = partsOf(call.function, call.database);
      const name = (parts.at(-1) ?? "").toLowerCase();
      if (parts.length === 1 && lookupFunction(name) !== undefined)
        return { schema: functionSchema, rows: [functionRow(name)] };
      if (isPythonName(parts, cx.catalog.snapshot())) return { schema: functionSchema, rows: [pythonRow(name)] };
      const made = madeFunction(parts, cx);
      if (made === undefined) throw routineNotFound(parts, cx);
      return { schema: functionSchema, rows: [madeRow(made)] };
    }
    case "functionExists": {
      const parts = partsOf(call.function, call.database);
      const [name = "", ...others] = parts;
      const isBuiltIn = others.length === 0 && lookupFunction(name) !== undefined;
      const isPython = isPythonName(parts, cx.catalog.snapshot());
      return scalarTable("function_exists", isBuiltIn || isPython || madeFunction(parts, cx) !== undefined);
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

function databaseRow(name: string, cx: CommandContext) {
  const database = cx.catalog.database(name, cx.warehouse);
  return [name, CATALOG, database?.comment ?? "", `file:${database?.location ?? cx.warehouse}`];
}

/** A table or view as catalog calls tell of it. */
export interface ListedTable {
  readonly name: string;
  /** Empty for temporary views. */
  readonly namespace: readonly string[];
  readonly type: "MANAGED" | "EXTERNAL" | "VIEW" | "TEMPORARY";
  readonly description?: string | undefined;
  readonly table?: CatalogTable | undefined;
  /** A temporary view. */
  readonly view?: View | undefined;
}

/** Tables and views of a database (or of the current one), temporary views last as Spark has them. */
export function listTables(
  database: readonly string[] | undefined,
  pattern: string | undefined,
  cx: CommandContext,
): readonly ListedTable[] {
  const catalog = cx.catalog.snapshot();
  if (database !== undefined) checkDatabase(database.join("."), catalog);
  const fits = namePattern(pattern);
  const name = (database?.at(-1) ?? catalog.currentDatabase).toLowerCase();
  const temporary = (views: readonly View[], namespace: readonly string[]) =>
    views.map((v): ListedTable => ({ name: v.name, namespace, type: "TEMPORARY", view: v }));
  const own = catalog.tables(name).map(described);
  const global = name === GLOBAL_TEMP_DATABASE ? temporary(catalog.globalTempViews, [GLOBAL_TEMP_DATABASE]) : [];
  const byName = (a: ListedTable, b: ListedTable) => (a.name < b.name ? -1 : 1);
  return [...[...own, ...global].sort(byName), ...temporary(catalog.tempViews, []).sort(byName)].filter((t) =>
    fits(t.name),
  );
}
