import type { TableFact } from "../analyzer/facts.ts";
import { type CatalogSnapshot, GLOBAL_TEMP_DATABASE, SESSION_CATALOG, type View } from "../catalog/memory.ts";
import type { CatalogTable } from "../catalog/tables.ts";
import { type StructType, struct } from "../types/data-type.ts";
import type { FileRead } from "../unresolved/relation.ts";

const FILE_FORMATS = new Set(["parquet", "csv", "json", "text", "xml", "orc", "avro"]);
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
): TableFact {
  const [first = "", second] = nameParts;
  if (nameParts.length === 1 && within === undefined) {
    const view = catalog.tempView(first);
    if (view !== undefined) return viewFact(view, [view.name]);
  }
  const place = placeOf(nameParts, within ?? catalog.currentDatabase);
  const table = place && catalog.table(place.database, place.name);
  if (table !== undefined) return factOf(table);
  if (nameParts.length !== 2 || second === undefined) return MISSING;
  if (first.toLowerCase() === GLOBAL_TEMP_DATABASE) {
    const view = catalog.globalTempView(second);
    if (view !== undefined) return viewFact(view, [GLOBAL_TEMP_DATABASE, view.name]);
  }
  if (!FILE_FORMATS.has(first.toLowerCase())) return MISSING;
  const plan: FileRead = { kind: "file_read", format: first.toLowerCase(), options: {}, paths: [second] };
  return { kind: "view", plan, qualifier: [], identity: `${first}.${second}` };
}

const viewFact = (view: View, qualifier: readonly string[]): TableFact => ({
  kind: "view",
  plan: view.plan,
  qualifier,
  columns: view.columns,
  settings: view.settings,
  variables: view.variables,
  identity: view.identity,
});

function factOf(table: CatalogTable): TableFact {
  const { database, name, identity, view } = table;
  const qualifier = [SESSION_CATALOG, database, name];
  if (view === undefined) return { kind: "view", plan: readOf(table), qualifier, identity };
  return {
    kind: "view",
    plan: view.plan(),
    qualifier,
    columns: view.columns,
    made: withMetadata(table, view.schema),
    settings: view.settings,
    identity,
  };
}

/** The columns of a view's query with what the view says of them. */
const withMetadata = (table: CatalogTable, query: StructType): StructType =>
  struct(query.fields.map((f, i) => ({ ...f, metadata: table.schema.fields[i]?.metadata })));

/** The files of a table as a relation. */
export const readOf = (table: CatalogTable): FileRead => ({
  kind: "file_read",
  format: table.provider,
  schema: table.schema,
  options: table.options,
  paths: [table.location],
  partitionBy: table.partitionBy,
  foreign: table.foreign,
});
