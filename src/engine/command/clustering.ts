/** CLUSTER BY of tables: a property that says by which columns, which the session catalog's tables keep and nothing reads. */
import type { NewTable } from "../../catalog/edits.ts";
import type { CatalogTable } from "../../catalog/tables.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier, quoteIfNeeded } from "../../lex/multipart-names.ts";
import { asTexts } from "../../types/char-varchar.ts";
import type { StructField, StructType } from "../../types/data-type.ts";
import { treeString } from "../../types/print.ts";
import type { ClusterTable } from "../../unresolved/alter-command.ts";
import type { Table } from "../table.ts";
import { changeTable } from "./change-table.ts";
import type { CommandContext } from "./context.ts";

/** A column's name, and those of the fields inside it. */
type ColumnPath = readonly string[];

/** The property's name (`CatalogTable.PROP_CLUSTERING_COLUMNS`). */
const PROPERTY = "clusteringColumns";

/**
 * The properties of a table clustered by columns, whose names are spelled as they are declared. Throws
 * _LEGACY_ERROR_TEMP_3060 for a column that is not there, COLUMN_ALREADY_EXISTS for one that is there twice.
 */
export function clustered(
  properties: CatalogTable["properties"],
  columns: readonly ColumnPath[],
  schema: StructType,
  cx: CommandContext,
): CatalogTable["properties"] {
  if (cx.settings.snapshot().line < 400) throw unsupported("CLUSTER BY of a table before Spark 4.0");
  const paths = columns.map((path) => declaredPath(path, schema, cx));
  const seen = new Set<string>();
  for (const path of paths) {
    const name = path.map(quoteIfNeeded).join(".").toLowerCase();
    if (seen.has(name)) throw sparkError("COLUMN_ALREADY_EXISTS", { columnName: quoteIdentifier(name) });
    seen.add(name);
  }
  return { ...properties, [PROPERTY]: JSON.stringify(paths) };
}

/** Throws CLUSTERING_COLUMNS_MISMATCH where rows are added to a table that is clustered by other columns than asked. */
export function requireClustering(
  asked: readonly ColumnPath[] | undefined,
  table: CatalogTable,
  cx: CommandContext,
): void {
  const text = (properties: CatalogTable["properties"]) => properties[PROPERTY] ?? "";
  const specified = asked === undefined ? "" : text(clustered({}, asked, table.schema, cx));
  const existing = clusteringOf(table, cx) === undefined ? "" : text(table.properties);
  if (specified === existing) return;
  throw sparkError("CLUSTERING_COLUMNS_MISMATCH", {
    tableName: `spark_catalog.${table.database}.${table.name}`,
    specifiedClusteringString: specified,
    existingClusteringString: existing,
  });
}

/** The columns that a table is clustered by; `undefined` where it never was, or before 4.0. */
export function clusteringOf({ properties }: CatalogTable, cx: CommandContext): readonly ColumnPath[] | undefined {
  const text = Object.hasOwn(properties, PROPERTY) ? properties[PROPERTY] : undefined;
  if (text === undefined || cx.settings.snapshot().line < 400) return undefined;
  try {
    const paths: unknown = JSON.parse(text);
    if (isPaths(paths)) return paths;
  } catch {
    // It is told below.
  }
  throw unsupported(`a table whose ${PROPERTY} are ${text}`);
}

/** `cluster_by(a, b)`: how SHOW CREATE TABLE writes it, among the partition columns. */
export const clusteringText = (columns: readonly ColumnPath[]): string =>
  `cluster_by(${columns.map((path) => path.map(quoteIfNeeded).join(".")).join(", ")})`;

/** The columns that a table is clustered by with their fields. */
export const clusteringFields = (columns: readonly ColumnPath[], schema: StructType): readonly StructField[] =>
  columns.flatMap((path) => {
    const field = fieldAt(path, schema, (a, b) => a === b).at(-1);
    return field === undefined ? [] : [{ ...field, name: path.map(quoteIfNeeded).join(".") }];
  });

/** `AlterTableClusterByCommand`. */
export function clusterTable(c: ClusterTable, cx: CommandContext): Promise<Table> {
  const change = (table: NewTable): NewTable => ({
    ...table,
    properties: clustered(table.properties, c.columns, table.schema, cx),
  });
  return changeTable(c, "ALTER TABLE ... CLUSTER BY", cx, change);
}

function declaredPath(path: ColumnPath, schema: StructType, cx: CommandContext): ColumnPath {
  const { caseSensitive } = cx.settings.snapshot();
  const same = (a: string, b: string) => (caseSensitive ? a === b : a.toLowerCase() === b.toLowerCase());
  const found = fieldAt(path, schema, same);
  if (found.length === path.length) return found.map((f) => f.name);
  const i = path.map(quoteIfNeeded).join(".");
  throw sparkError("_LEGACY_ERROR_TEMP_3060", { i, schema: treeString(asTexts(schema)) });
}

/** The fields on the way to a path, as far as it goes. */
function fieldAt(path: ColumnPath, schema: StructType, same: (a: string, b: string) => boolean): StructField[] {
  const [name, ...inside] = path;
  const field = name === undefined ? undefined : schema.fields.find((f) => same(f.name, name));
  if (field === undefined) return [];
  return [field, ...(field.type.kind === "struct" ? fieldAt(inside, field.type, same) : [])];
}

const isPaths = (value: unknown): value is readonly ColumnPath[] =>
  Array.isArray(value) && value.every((path) => Array.isArray(path) && path.every((name) => typeof name === "string"));
