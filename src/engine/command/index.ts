import { SESSION_CATALOG } from "../../catalog/memory.ts";
import { variableName } from "../../catalog/variables.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { BOOLEAN, STRING, struct } from "../../types/data-type.ts";
import type { Command, ShowColumns, SetConfig } from "../../unresolved/command.ts";
import { catalogNotFound, type ListedTable, listTables } from "../catalog-calls.ts";
import { column, EMPTY_TABLE, type Table } from "../table.ts";
import { cacheTable, named, refreshPath, uncacheTable } from "./cache.ts";
import { addPartitions, dropPartitions, renamePartition } from "./alter-partitions.ts";
import { analyzeTable, analyzeTables } from "./analyze.ts";
import { alterColumns, refuseColumns } from "./columns.ts";
import { runScript } from "./script.ts";
import { refuseDelete, refuseMerge, refuseUpdate } from "./change-rows.ts";
import { setLocation, setSerde } from "./storage.ts";
import { showCatalogs, showDatabases } from "./catalogs.ts";
import { clusterTable } from "./clustering.ts";
import type { CommandContext } from "./context.ts";
import {
  commentOn,
  createDatabase,
  describeDatabase,
  dropDatabase,
  setDatabaseLocation,
  setDatabaseProperties,
} from "./databases.ts";
import { describeColumn, describeRelation, describeSchema, showCreateTable } from "./describe.ts";
import { describeFunction, showFunctions } from "./function-lists.ts";
import { createClassFunction, createFunction, dropFunction, refreshFunction } from "./functions.ts";
import { immediateStatement } from "./execute-immediate.ts";
import { insert, refuseTableWrite, saveTable } from "./inserts.ts";
import { registerPython, registerPythonSource } from "./python-functions.ts";
import { sought } from "./places.ts";
import { recoverPartitions, showPartitions } from "./partitions.ts";
import { showTableExtended } from "./show-table-extended.ts";
import { setTableProperties, showTableProperties } from "./properties.ts";
import { addColumns, createTable, dropTable, renameTable, setCollation, truncateTable } from "./tables.ts";
import { declareVariable, dropVariable, setVariables } from "./variables.ts";
import { alterViewSchema, createView, dropView } from "./views.ts";

/** Commands that answer with a small table of their own; queries, writes, checkpoints and EXECUTE IMMEDIATE are the session's. */
export type TableCommand = Exclude<
  Command,
  { kind: "query" | "sql_command" | "write_files" | "checkpoint" | "execute_immediate" }
>;

type Handlers = {
  readonly [K in TableCommand["kind"]]: (
    c: Extract<TableCommand, { kind: K }>,
    cx: CommandContext,
  ) => Promise<Table> | Table;
};

const handlers: Handlers = {
  create_view: createView,
  alter_view_schema: alterViewSchema,
  drop_view: dropView,
  set_config: setConfig,
  reset_config: (c, cx) => {
    if (c.key === undefined) cx.settings.reset();
    else cx.settings.unset(c.key);
    return EMPTY_TABLE;
  },
  show_tables: (c, cx) => listed("tableName", listTables(c.database, c.pattern, cx)),
  show_views: (c, cx) =>
    listed(
      "viewName",
      listTables(c.database, c.pattern, cx).filter((t) => t.type !== "MANAGED" && t.type !== "EXTERNAL"),
    ),
  show_catalogs: showCatalogs,
  show_databases: showDatabases,
  show_columns: async (c, cx) => {
    const schema = await sought(c, cx.schemaOf(named(c.nameParts, c.origin)), cx);
    refuseOtherNamespace(c);
    return { schema: struct([column("col_name", STRING, false)]), rows: schema.fields.map((f) => [f.name]) };
  },
  show_functions: showFunctions,
  describe_relation: describeRelation,
  describe_query: async (c, cx) => describeSchema(await cx.schemaOf(c.query), cx),
  describe_function: describeFunction,
  explain: async (c, cx) => {
    const { statement: asked } = c;
    const statement = asked.kind === "execute_immediate" ? await immediateStatement(asked, cx) : asked;
    const text =
      statement.kind === "query"
        ? await cx.explain(statement.relation, c.mode)
        : `== Physical Plan ==\nExecute ${statement.kind}\n`;
    return { schema: struct([column("plan", STRING, false)]), rows: [[text]] };
  },
  use_database: (c, cx) => {
    const [first = "", ...others] = c.nameParts;
    const isCatalog = first.toLowerCase() === SESSION_CATALOG;
    if (isCatalog && others.length === 0) return EMPTY_TABLE;
    const own = isCatalog ? others : c.nameParts;
    if (own.length > 1) throw sparkError("SCHEMA_NOT_FOUND", { schemaName: quoteParts([SESSION_CATALOG, ...own]) });
    cx.catalog.useDatabase(own[0] ?? "");
    return EMPTY_TABLE;
  },
  create_database: createDatabase,
  drop_database: dropDatabase,
  describe_database: describeDatabase,
  show_current_database: (_, cx) => {
    const { currentCatalog, currentDatabase } = cx.catalog.snapshot();
    return {
      schema: struct([column("catalog", STRING, false), column("namespace", STRING, false)]),
      rows: [[currentCatalog, currentDatabase]],
    };
  },
  create_table: createTable,
  drop_table: dropTable,
  truncate_table: truncateTable,
  rename_table: renameTable,
  set_table_properties: setTableProperties,
  add_columns: addColumns,
  show_table_properties: showTableProperties,
  show_partitions: showPartitions,
  insert,
  save_table: saveTable,
  refuse_table_write: refuseTableWrite,
  recover_partitions: recoverPartitions,
  describe_column: describeColumn,
  show_create_table: showCreateTable,
  show_table_extended: showTableExtended,
  analyze_table: analyzeTable,
  analyze_tables: analyzeTables,
  alter_columns: alterColumns,
  add_partitions: addPartitions,
  drop_partitions: dropPartitions,
  rename_partition: renamePartition,
  set_location: setLocation,
  cluster_table: clusterTable,
  set_serde: setSerde,
  comment_on: commentOn,
  set_database_location: setDatabaseLocation,
  set_database_properties: setDatabaseProperties,
  delete_rows: refuseDelete,
  update_rows: refuseUpdate,
  merge_rows: refuseMerge,
  set_collation: setCollation,
  multi_insert: async (c, cx) => {
    for (const each of c.inserts) await insert(each, cx);
    return EMPTY_TABLE;
  },
  refuse_columns: refuseColumns,
  script: runScript,
  use_catalog: (c) => {
    if (c.name.toLowerCase() !== SESSION_CATALOG) throw catalogNotFound(c.name);
    return EMPTY_TABLE;
  },
  cache_table: cacheTable,
  uncache_table: uncacheTable,
  clear_cache: (_, cx) => {
    cx.keeping.plans.clear();
    return EMPTY_TABLE;
  },
  refresh_table: async (c, cx) => {
    await sought(c, cx.keeping.refresh(named(c.nameParts, c.origin), cx.run), cx);
    return EMPTY_TABLE;
  },
  refresh_path: (c, cx) => {
    refreshPath(c.path, cx);
    return EMPTY_TABLE;
  },
  refresh_function: refreshFunction,
  remove_checkpoint: (c, cx) => {
    cx.keeping.plans.removeCheckpoint(c.id);
    return EMPTY_TABLE;
  },
  create_function: createFunction,
  create_class_function: createClassFunction,
  drop_function: dropFunction,
  register_python: registerPython,
  register_python_source: registerPythonSource,
  declare_variable: declareVariable,
  drop_variable: dropVariable,
  set_variables: setVariables,
  unsupported: (c) => {
    throw unsupported(c.feature);
  },
};

/** Runs a command that answers with a table. */
export const runCommand = async (c: TableCommand, cx: CommandContext): Promise<Table> =>
  (handlers[c.kind] as (c: TableCommand, cx: CommandContext) => Promise<Table> | Table)(c, cx);

/** What SHOW TABLES and SHOW VIEWS print. */
const listed = (title: string, tables: readonly ListedTable[]): Table => ({
  schema: struct([
    column("namespace", STRING, false),
    column(title, STRING, false),
    column("isTemporary", BOOLEAN, false),
  ]),
  rows: tables.map((t) => [t.namespace.join("."), t.name, t.type === "TEMPORARY"]),
});

const keyValue = struct([column("key", STRING, false), column("value", STRING, false)]);

/** The keys of Hadoop that Spark takes for its own (`SetCommand`). */
const FORMER_KEYS: Readonly<Record<string, string>> = { "mapred.reduce.tasks": "spark.sql.shuffle.partitions" };

/** What stands before the key of a variable of Hive, which is a setting as any other (`SetCommand.VariableName`). */
const HIVE_VARIABLE = /^hivevar:(?=[^=])/;

function setConfig(c: SetConfig, cx: CommandContext): Table {
  const { settings } = cx;
  const key = c.key === undefined ? undefined : (FORMER_KEYS[c.key] ?? c.key);
  if (key === undefined) {
    if (c.verbose) {
      const rows = settings.entries().map(({ key, value }) => [key, value ?? "<undefined>", "", ""]);
      return {
        schema: struct([
          column("key", STRING, false),
          column("value", STRING, false),
          column("meaning", STRING, false),
          column("Since version", STRING, false),
        ]),
        rows,
      };
    }
    return { schema: keyValue, rows: settings.getAll().map(([key, value]) => [key, value]) };
  }
  if (c.value === undefined) {
    return { schema: keyValue, rows: [[key, settings.getOption(key) ?? "<undefined>"]] };
  }
  refuseVariable(key, cx);
  settings.set(key.replace(HIVE_VARIABLE, ""), c.value);
  return { schema: keyValue, rows: [[key, c.value]] };
}

/** SET of what is a session variable's name is no setting (`SetCommand`). */
function refuseVariable(key: string, { catalog, settings }: CommandContext): void {
  if (catalog.variables.size === 0) return;
  const parts = key.split(".");
  const name = variableName(parts, settings.snapshot().caseSensitive);
  if (name !== undefined && catalog.variables.has(name))
    throw sparkError("UNSUPPORTED_FEATURE.SET_VARIABLE_USING_SET", { variableName: quoteParts(parts) });
}

/** A table that is of one namespace is not looked for in another. */
function refuseOtherNamespace({ nameParts, namespace }: ShowColumns): void {
  const own = nameParts.slice(0, -1);
  if (namespace === undefined || namespace.join(".").toLowerCase() === own.join(".").toLowerCase()) return;
  const params = { namespaceA: quoteParts(namespace), namespaceB: quoteParts(own) };
  throw sparkError("SHOW_COLUMNS_WITH_CONFLICT_NAMESPACE", params, { origin: null });
}
