import { GLOBAL_TEMP_DATABASE } from "../../catalog/memory.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { functionNames, lookupFunction } from "../../functions/registry.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { BOOLEAN, STRING, type StructType, struct } from "../../types/data-type.ts";
import { simpleString } from "../../types/print.ts";
import type { Command, CreateView, SetConfig } from "../../unresolved/command.ts";
import { listTables } from "../catalog-calls.ts";
import { column, EMPTY_TABLE, type Table } from "../table.ts";
import { cacheTable, named, refreshFunction, refreshPath, tableKey, uncacheTable } from "./cache.ts";
import type { CommandContext } from "./context.ts";
import { namePattern } from "./like.ts";

/** Commands that answer with a small table of their own; queries, writes and checkpoints are the session's. */
export type TableCommand = Exclude<Command, { kind: "query" | "sql_command" | "write_files" | "checkpoint" }>;

type Handlers = {
  readonly [K in TableCommand["kind"]]: (
    c: Extract<TableCommand, { kind: K }>,
    cx: CommandContext,
  ) => Promise<Table> | Table;
};

const handlers: Handlers = {
  create_view: createView,
  drop_view: (c, cx) => {
    const [database, name] = c.nameParts.length > 1 ? c.nameParts.slice(-2) : [undefined, c.nameParts[0]];
    const global = database?.toLowerCase() === GLOBAL_TEMP_DATABASE;
    const dropped = (database === undefined || global) && cx.catalog.dropView(name ?? "", global);
    if (dropped) cx.keeping.plans.removeTable(tableKey(c.nameParts));
    if (!dropped && !c.ifExists)
      throw tableNotFound(c.nameParts.length > 1 ? c.nameParts : ["spark_catalog", "default", ...c.nameParts]);
    return EMPTY_TABLE;
  },
  set_config: setConfig,
  reset_config: (c, cx) => {
    if (c.key === undefined) cx.settings.reset();
    else cx.settings.unset(c.key);
    return EMPTY_TABLE;
  },
  show_tables: (c, cx) => {
    const rows = listTables(c.database?.at(-1), c.pattern, cx.catalog.snapshot());
    return {
      schema: struct([
        column("namespace", STRING, false),
        column("tableName", STRING, false),
        column("isTemporary", BOOLEAN, false),
      ]),
      rows: rows.map(([name = null, , namespace]) => [Array.isArray(namespace) ? namespace.join(".") : "", name, true]),
    };
  },
  show_views: (c, cx) => {
    const rows = listTables(c.database?.at(-1), c.pattern, cx.catalog.snapshot());
    return {
      schema: struct([
        column("namespace", STRING, false),
        column("viewName", STRING, false),
        column("isTemporary", BOOLEAN, false),
      ]),
      rows: rows.map(([name = null, , namespace]) => [Array.isArray(namespace) ? namespace.join(".") : "", name, true]),
    };
  },
  show_databases: (c, cx) => ({
    schema: struct([column("namespace", STRING, false)]),
    rows: cx.catalog
      .snapshot()
      .databases.filter(namePattern(c.pattern))
      .map((d) => [d]),
  }),
  show_columns: async (c, cx) => {
    const schema = await cx.schemaOf(named(c.nameParts, c.origin));
    return { schema: struct([column("col_name", STRING, false)]), rows: schema.fields.map((f) => [f.name]) };
  },
  show_functions: (c) => ({
    schema: struct([column("function", STRING, false)]),
    rows: functionNames()
      .filter(namePattern(c.pattern))
      .map((name) => [name]),
  }),
  describe_relation: async (c, cx) => describe(await cx.schemaOf(named(c.nameParts, c.origin))),
  describe_query: async (c, cx) => describe(await cx.schemaOf(c.query)),
  describe_function: (c) => {
    const name = (c.nameParts.at(-1) ?? "").toLowerCase();
    const def = lookupFunction(name);
    if (def === undefined) {
      throw sparkError("UNRESOLVED_ROUTINE", {
        routineName: quoteParts(c.nameParts),
        searchPath: "[`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`]",
      });
    }
    const usage = `${name}(${def.args.map((a) => a.name).join(", ")}) - ${def.doc}`;
    const rows = [`Function: ${name}`, `Class: ${def.kind}`, `Usage: ${usage}`];
    if (c.extended) {
      const examples = def.examples.map(([sql, answer]) => `  > SELECT ${sql};\n   ${answer}`).join("\n");
      rows.push(`Extended Usage:\n${examples}\n  Since: ${def.since}\n`);
    }
    return { schema: struct([column("function_desc", STRING, false)]), rows: rows.map((r) => [r]) };
  },
  explain: async (c, cx) => {
    const { statement } = c;
    const text =
      statement.kind === "query"
        ? await cx.explain(statement.relation, c.mode)
        : `== Physical Plan ==\nExecute ${statement.kind}\n`;
    return { schema: struct([column("plan", STRING, false)]), rows: [[text]] };
  },
  use_database: (c, cx) => {
    cx.catalog.useDatabase(c.nameParts.at(-1) ?? "");
    return EMPTY_TABLE;
  },
  cache_table: cacheTable,
  uncache_table: uncacheTable,
  clear_cache: (_, cx) => {
    cx.keeping.plans.clear();
    return EMPTY_TABLE;
  },
  refresh_table: async (c, cx) => {
    await cx.keeping.refresh(named(c.nameParts, c.origin), cx.run);
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
  unsupported: (c) => {
    throw unsupported(c.feature);
  },
};

/** Runs a command that answers with a table. */
export const runCommand = async (c: TableCommand, cx: CommandContext): Promise<Table> =>
  (handlers[c.kind] as (c: TableCommand, cx: CommandContext) => Promise<Table> | Table)(c, cx);

const tableNotFound = (nameParts: readonly string[]) =>
  sparkError("TABLE_OR_VIEW_NOT_FOUND", {
    relationName: quoteParts(nameParts),
    searchPath: "[`spark_catalog`.`default`]",
  });

async function createView(c: CreateView, cx: CommandContext): Promise<Table> {
  const name = c.nameParts.at(-1) ?? "";
  if (c.nameParts.length > 1 && c.scope === "temp") {
    throw sparkError("CONNECT_INVALID_PLAN", {
      reason: `a temporary view has no database: ${quoteParts(c.nameParts)}`,
    });
  }
  // A view that cannot be analysed is refused now, not at its first use.
  const schema = await cx.schemaOf(c.query);
  if (c.columns !== undefined && c.columns.length !== schema.fields.length) {
    throw sparkError("ASSIGNMENT_ARITY_MISMATCH", {
      numTarget: String(c.columns.length),
      numExpr: String(schema.fields.length),
    });
  }
  const global = c.scope === "global_temp";
  const view = named(global ? [GLOBAL_TEMP_DATABASE, name] : [name]);
  const before = c.replace && !cx.keeping.plans.isEmpty ? await cx.keeping.keyOf(view, cx.run) : undefined;
  cx.catalog.createView(
    { name, plan: c.query, columns: c.columns, text: c.text },
    { global, replace: c.replace, ifNotExists: c.ifNotExists },
  );
  if (before !== undefined && before !== (await cx.keeping.keyOf(view, cx.run)))
    cx.keeping.plans.removeTable(tableKey(view.nameParts));
  return EMPTY_TABLE;
}

const keyValue = struct([column("key", STRING, false), column("value", STRING, false)]);

/** The keys of Hadoop that Spark takes for its own (`SetCommand`). */
const FORMER_KEYS: Readonly<Record<string, string>> = { "mapred.reduce.tasks": "spark.sql.shuffle.partitions" };

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
  settings.set(key, c.value);
  return { schema: keyValue, rows: [[key, c.value]] };
}

function describe(schema: StructType): Table {
  return {
    schema: struct([column("col_name", STRING, false), column("data_type", STRING, false), column("comment")]),
    rows: schema.fields.map((f) => [f.name, simpleString(f.type), commentOf(f.metadata)]),
  };
}

const commentOf = (metadata: string | undefined): string | null => {
  if (metadata === undefined) return null;
  const parsed = JSON.parse(metadata) as { readonly comment?: unknown };
  return typeof parsed.comment === "string" ? parsed.comment : null;
};
