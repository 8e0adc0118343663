import type { TableFact } from "../analyzer/facts.ts";
import { type CatalogSnapshot, GLOBAL_TEMP_DATABASE, SESSION_CATALOG, type View } from "../catalog/memory.ts";
import type { CatalogTable } from "../catalog/tables.ts";
import { asText, asTexts } from "../types/char-varchar.ts";
import { type StructType, struct } from "../types/data-type.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import type { FileRead } from "../unresolved/relation.ts";
import { pythonOf } from "./python-names.ts";
import { compensates, modeOf } from "./view-modes.ts";

const FILE_FORMATS = new Set(["parquet", "csv", "json", "text", "xml", "orc", "avro"]);
const NO_FUNCTIONS: ReadonlySet<string> = new Set();
const MISSING: TableFact = { kind: "missing" };

/** The database and the name that a table's name is of: `undefined` where another catalog is named, or too much. */
export function placeOf(
  nameParts: readonly string[],
  currentDatabase: string,
): { readonly database: string; readonly name: string } | undefined {
  const [first = "", second, third] = nameParts;
  if (nameParts.length === 1) return { database: currentDatabase, name: first };
  if (nameParts.length === 2) return { database: first, name: second ?? "" };
  if (nameParts.length !== 3 || first.toLowerCase() !== SESSION_CATALOG) return undefined;
  return { database: second ?? "", name: third ?? "" };
}

/** What a name means: a temporary view, a table or view of a database, a global view, or `` format.`path` ``. */
export function tableFact(
  nameParts: readonly string[],
  within: string | undefined,
  catalog: CatalogSnapshot,
  settings: SparkSettings,
): TableFact {
  const [first = "", second] = nameParts;
  if (nameParts.length === 1 && within === undefined) {
    const view = catalog.tempView(first);
    if (view !== undefined) return viewFact(view, [view.name], settings);
  }
  const place = placeOf(nameParts, within ?? catalog.currentDatabase);
  const table = place && catalog.table(place.database, place.name);
  if (table !== undefined) return factOf(table, settings);
  if (nameParts.length !== 2 || second === undefined) return MISSING;
  if (first.toLowerCase() === GLOBAL_TEMP_DATABASE) {
    const view = catalog.globalTempView(second);
    if (view !== undefined) return viewFact(view, [GLOBAL_TEMP_DATABASE, view.name], settings);
  }
  if (!FILE_FORMATS.has(first.toLowerCase())) return MISSING;
  const plan: FileRead = { kind: "file_read", format: first.toLowerCase(), options: {}, paths: [second] };
  return { kind: "view", plan, qualifier: [], identity: `${first}.${second}` };
}

const viewFact = (view: View, qualifier: readonly string[], { line }: SparkSettings): TableFact => ({
  kind: "view",
  plan: view.plan,
  qualifier,
  columns: view.columns,
  comments: view.comments,
  settings: view.settings,
  variables: view.variables,
  identity: view.identity,
  isFrame: view.text === undefined,
  made: view.schema,
  follows: "up_cast",
  statement: `CREATE OR REPLACE TEMPORARY VIEW ${qualifier.join(".")} AS ${view.text}`,
  python:
    view.functions && ((nameParts, kind, scope) => pythonOf(nameParts, kind, scope, view.functions ?? new Map(), line)),
});

function factOf(table: CatalogTable, settings: SparkSettings): TableFact {
  const { database, name, identity, view } = table;
  const qualifier = [SESSION_CATALOG, database, name];
  if (view === undefined) return { kind: "view", plan: readOf(table), qualifier, identity };
  const mode = modeOf(view, settings);
  const routines = { database: view.database, temporary: NO_FUNCTIONS };
  const fact = { kind: "view", plan: view.plan(), qualifier, settings: view.settings, routines, identity } as const;
  if (mode === "EVOLUTION") return { ...fact, evolves: "wholly" };
  const casts = mode === "COMPENSATION" || (mode === undefined && compensates(settings));
  const names = table.schema.fields.map((f) => f.name);
  const isListed = view.schema.fields.some((f, i) => f.name !== names[i]);
  return {
    ...fact,
    columns: view.columns,
    made: withMetadata(table, view.schema),
    follows: mode === "TYPE EVOLUTION" ? "name" : casts ? "cast" : "up_cast",
    evolves: mode === "TYPE EVOLUTION" ? "types" : undefined,
    statement: `CREATE OR REPLACE VIEW ${qualifier.join(".")}${isListed ? ` (${names.join(", ")})` : ""} AS ${view.text}`,
  };
}

/** The columns of a view's query with what the view says of them. */
const withMetadata = (table: CatalogTable, query: StructType): StructType =>
  struct(
    query.fields.map((f, i) => {
      const declared = table.schema.fields[i];
      return { ...f, metadata: declared && asText(declared).metadata };
    }),
  );

/** The files of a table as a relation. */
export const readOf = (table: CatalogTable): FileRead => ({
  kind: "file_read",
  format: table.provider,
  schema: asTexts(table.schema),
  options: table.options,
  paths: [table.location],
  partitionBy: table.partitionBy,
  foreign: table.foreign,
});
