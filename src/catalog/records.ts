/** Definitions as the JSON that a metastore keeps, and back. */
import * as z from "zod/mini";
import { sparkError } from "../errors/spark-error.ts";
import { quoteParts } from "../lex/multipart-names.ts";
import { settingsOf } from "../settings/session-settings.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import { schemaFromJson, typeFromJson, typeToJson } from "../types/json.ts";
import type { Relation } from "../unresolved/relation.ts";
import type { CatalogEdit, NewTable } from "./edits.ts";
import type { LastingFunction } from "./functions.ts";
import { SESSION_CATALOG } from "./memory.ts";
import { type RecordKey, type StoredRecord, WarehouseError } from "./metastore.ts";
import type { ViewBody } from "./tables.ts";

/** What definitions are read and written with. */
export interface RecordContext {
  /** The warehouse; what lies in it is kept by its way from there, so that a warehouse can be moved. */
  readonly directory: string;
  /** A view's query from its text, read as it was when the view was made; `name` is what errors call the view. */
  readonly parseView: (view: Pick<ViewBody, "text" | "database" | "settings" | "collation">, name: string) => Relation;
}

const texts = z.record(z.string(), z.string());

const databaseBody = z.object({ comment: z.string(), location: z.string(), properties: texts });

/** The settings that something was made under, by what was set. */
const settingsBody = { line: z.number(), settings: texts };

const viewBody = z.object({
  text: z.string(),
  schema: z.string(),
  columns: z.optional(z.array(z.string())),
  database: z.string(),
  schemaMode: z.optional(z.enum(["BINDING", "COMPENSATION", "TYPE EVOLUTION", "EVOLUTION"])),
  collation: z.optional(z.string()),
  ...settingsBody,
});

const statistics = z.object({ sizeInBytes: z.number(), rowCount: z.optional(z.number()) });

const columnStatistics = z.object({
  min: z.optional(z.string()),
  max: z.optional(z.string()),
  nulls: z.number(),
  distinct: z.number(),
  averageLength: z.number(),
  greatestLength: z.number(),
});

const tableBody = z.object({
  kind: z.enum(["managed", "external", "view"]),
  provider: z.optional(z.string()),
  schema: z.string(),
  partitionBy: z.array(z.string()),
  location: z.string(),
  options: texts,
  properties: texts,
  comment: z.optional(z.string()),
  collation: z.optional(z.string()),
  createdAt: z.number(),
  foreign: z.array(z.string()),
  buckets: z.optional(z.object({ count: z.number(), columns: z.array(z.string()), sorted: z.array(z.string()) })),
  statistics: z.optional(
    z.object({
      table: z.optional(statistics),
      columns: z.optional(z.record(z.string(), columnStatistics)),
      partitions: z.optional(z.record(z.string(), statistics)),
    }),
  ),
  view: z.optional(viewBody),
});

const functionBody = z.object({
  parameters: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      byDefault: z.optional(z.string()),
      comment: z.optional(z.string()),
    }),
  ),
  returns: z.union([
    z.object({ kind: z.literal("value"), type: z.string() }),
    z.object({ kind: z.literal("table"), columns: z.string() }),
  ]),
  body: z.object({ kind: z.enum(["expression", "query"]), text: z.string() }),
  comment: z.optional(z.string()),
  deterministic: z.boolean(),
  readsData: z.boolean(),
  within: z.string(),
  session: z.object({
    views: z.array(z.string()),
    functions: z.array(z.string()),
    variables: z.array(z.string()),
  }),
  createdAt: z.number(),
  ...settingsBody,
});

/** A path in the warehouse by its way from there: `//db.db/t`; others as they are. */
export const toStoredPath = (path: string, directory: string): string =>
  path === directory || path.startsWith(`${directory}/`) ? `/${path.slice(directory.length) || "/"}` : path;

/** Undoes {@link toStoredPath}. */
export const fromStoredPath = (stored: string, directory: string): string =>
  stored.startsWith("//") ? `${directory}${stored.slice(1)}`.replace(/\/$/, "") : stored;

/** What edits are to a metastore. */
export function storedEdits(
  edits: readonly CatalogEdit[],
  owner: string,
  cx: RecordContext,
): { readonly remove: readonly RecordKey[]; readonly put: readonly StoredRecord[] } {
  const remove: RecordKey[] = [];
  const put = new Map<string, StoredRecord>();
  for (const edit of edits) {
    const { keys, body } = stored(edit, cx);
    for (const key of keys) {
      remove.push({ owner, ...key });
      put.delete(JSON.stringify(key));
    }
    const [key] = keys;
    if (key !== undefined && body !== undefined) put.set(JSON.stringify(key), { owner, ...key, body });
  }
  return { remove, put: [...put.values()] };
}

type Key = Omit<RecordKey, "owner">;

/** The records that an edit takes away; the first one's place takes the body. */
function stored(edit: CatalogEdit, cx: RecordContext): { readonly keys: readonly Key[]; readonly body?: string } {
  switch (edit.kind) {
    case "put_database": {
      const { name, comment, location, properties } = edit.database;
      const body = { comment, location: toStoredPath(location, cx.directory), properties };
      return { keys: [{ kind: "database", database: name, name: "" }], body: JSON.stringify(body) };
    }
    case "drop_database":
      return { keys: [{ kind: "database", database: edit.name, name: "" }] };
    case "put_table": {
      const { kind } = edit.table;
      const keys = keysOf(edit.table).toSorted((a) => ((a.kind === "view") === (kind === "view") ? -1 : 1));
      return { keys, body: tableText(edit.table, cx) };
    }
    case "drop_table":
      return { keys: keysOf(edit.table) };
    case "put_function":
      return { keys: [functionKey(edit.function)], body: functionText(edit.function) };
    case "drop_function":
      return { keys: [functionKey(edit.function)] };
  }
}

/** Tables and views share their names. */
const keysOf = ({ database, name }: Pick<NewTable, "database" | "name">): readonly Key[] => [
  { kind: "table", database, name },
  { kind: "view", database, name },
];

const functionKey = ({ database, name }: { readonly database: string; readonly name: string }): Key => ({
  kind: "function",
  database,
  name,
});

function tableText(table: NewTable, cx: RecordContext): string {
  const { database: _database, name: _name, schema, location, view, ...rest } = table;
  const body = {
    ...rest,
    schema: typeToJson(schema),
    location: toStoredPath(location, cx.directory),
    view: view === undefined ? undefined : storedView(view),
  };
  return JSON.stringify(body satisfies Kept<typeof tableBody>);
}

/** What a schema's JSON is made of: nothing is left out, and nothing is changed on the way. */
type Kept<S extends z.ZodMiniType> = DeepReadonly<z.output<S>>;
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

function functionText(made: LastingFunction): string {
  const { database: _database, name: _name, parameters, returns, settings, ...rest } = made;
  const body = {
    ...rest,
    ...storedSettings(settings),
    parameters: parameters.map((p) => ({ ...p, type: typeToJson(p.type) })),
    returns:
      returns.kind === "value"
        ? { ...returns, type: typeToJson(returns.type) }
        : { ...returns, columns: typeToJson(returns.columns) },
  };
  return JSON.stringify(body satisfies Kept<typeof functionBody>);
}

/** What is not of SQL is no part of what a definition means, and may be a secret. */
const storedSettings = ({ line, set }: SparkSettings) => ({
  line,
  settings: Object.fromEntries([...set].filter(([key]) => key.startsWith("spark.sql."))),
});

const loadedSettings = ({ line, settings }: z.output<z.ZodMiniObject<typeof settingsBody>>): SparkSettings =>
  settingsOf(line, new Map(Object.entries(settings)));

function storedView({ plan: _plan, schema, settings, ...rest }: ViewBody): Kept<typeof viewBody> {
  return { ...rest, ...storedSettings(settings), schema: typeToJson(schema) };
}

/** A record as an edit that defines it anew. Throws WarehouseError for a body that is none of its kind. */
export function loadedEdit(record: StoredRecord, cx: RecordContext): CatalogEdit {
  const { kind, database, name, body } = record;
  try {
    switch (kind) {
      case "database": {
        const { location, ...rest } = databaseBody.parse(JSON.parse(body));
        return {
          kind: "put_database",
          database: { ...rest, name: database, location: fromStoredPath(location, cx.directory) },
        };
      }
      case "table":
      case "view":
        return { kind: "put_table", table: loadedTable(database, name, body, cx) };
      case "function":
        return { kind: "put_function", function: loadedFunction(database, name, body) };
      default:
        throw new Error(`nothing is of the kind ${String(kind satisfies never)}`);
    }
  } catch (reason) {
    const message = reason instanceof Error ? reason.message : String(reason);
    throw new WarehouseError(`the metastore's record of the ${kind} ${database}.${name} cannot be read: ${message}`);
  }
}

function loadedTable(database: string, name: string, body: string, cx: RecordContext): NewTable {
  const { schema, location, view, ...rest } = tableBody.parse(JSON.parse(body));
  return {
    ...rest,
    database,
    name,
    schema: schemaFromJson(schema),
    location: fromStoredPath(location, cx.directory),
    view: view === undefined ? undefined : loadedView(view, [database, name], cx),
  };
}

function loadedFunction(database: string, name: string, body: string): LastingFunction {
  const { line, settings, parameters, returns, ...rest } = functionBody.parse(JSON.parse(body));
  return {
    ...rest,
    database,
    name,
    parameters: parameters.map((p) => ({ ...p, type: typeFromJson(p.type) })),
    returns:
      returns.kind === "value"
        ? { ...returns, type: typeFromJson(returns.type) }
        : { ...returns, columns: schemaFromJson(returns.columns) },
    settings: loadedSettings({ line, settings }),
  };
}

function loadedView(body: z.output<typeof viewBody>, nameParts: readonly string[], cx: RecordContext): ViewBody {
  const { line, settings, schema, ...rest } = body;
  const view = { ...rest, settings: loadedSettings({ line, settings }) };
  let known: Relation | undefined;
  return {
    ...view,
    schema: schemaFromJson(schema),
    plan: () => {
      try {
        return (known ??= cx.parseView(view, [SESSION_CATALOG, ...nameParts].join(".")));
      } catch (cause) {
        const viewName = quoteParts([SESSION_CATALOG, ...nameParts]);
        throw sparkError("INVALID_VIEW_TEXT", { viewName, viewText: view.text }, { cause });
      }
    },
  };
}
