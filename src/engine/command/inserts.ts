/** INSERT and the DataFrame writers' methods that end in tables. */
import type { CatalogEdit } from "../../catalog/edits.ts";
import type { CatalogTable } from "../../catalog/tables.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier, quoteParts } from "../../lex/multipart-names.ts";
import { asTexts } from "../../types/char-varchar.ts";
import { catalogString } from "../../types/print.ts";
import type { Insert, PartitionSpec, RefuseTableWrite, SaveTable } from "../../unresolved/table-command.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { inputsOf } from "../../unresolved/visit.ts";
import { EMPTY_TABLE, type Table } from "../table.ts";
import { defaultValue } from "./column-defaults.ts";
import type { CommandContext } from "./context.ts";
import { requireClustering } from "./clustering.ts";
import { withoutWhole } from "./kept-statistics.ts";
import { emptyPartition, partitionsNamed, partitionTexts } from "./partition-values.ts";
import { findTable, fullName, isTempView, newPlace, stillThere, tableNotFound } from "./places.ts";
import { defineTable } from "./define-table.ts";
import { overflowOf } from "./insert-overflow.ts";
import { isDefault, isUnknownDefault, some } from "./variable-defaults.ts";

/** `InsertIntoHadoopFsRelationCommand` over a table: rows are brought to its columns, then written beside the others. */
export async function insert(c: Insert, cx: CommandContext): Promise<Table> {
  const table = target(c, cx);
  const { partition } = c;
  const unknown = partition.filter(({ name }) => !table.partitionBy.some((p) => same(p, name)));
  if (unknown.length > 0) {
    const partitionList = unknown.map(({ name }) => quoteIdentifier(name)).join(", ");
    throw sparkError("PARTITIONS_NOT_FOUND", { partitionList, tableName: fullName(table) });
  }
  checkStatic(c, table);
  const fixed = partition.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
  if (c.overwrite) refuseReading(c.input, table, cx);
  const within = c.overwrite && fixed.length > 0 ? await partitionTexts(fixed, table, cx) : undefined;
  if (c.ifNotExists && within !== undefined && (await partitionsNamed(within, table, cx)).length > 0)
    return EMPTY_TABLE;
  const input: Relation = {
    kind: "table_output",
    input: await withColumnDefaults(c, table, cx),
    table: fullName(table),
    fields: asTexts(table.schema).fields,
    fixed,
    columns: c.columns,
    byName: c.byName,
    origin: c.head?.origin,
  };
  await write(table, input, c.overwrite ? "overwrite" : "append", cx, within);
  return EMPTY_TABLE;
}

/**
 * The rows with DEFAULT in VALUES, or in the list of the query's own SELECT, replaced by what the columns have; a column
 * of the name comes first. Raises DEFAULT_PLACEMENT_INVALID for one inside of an expression.
 */
async function withColumnDefaults(c: Insert, table: CatalogTable, cx: CommandContext): Promise<Relation> {
  const rows = listsOf(c.input);
  if (!rows.some((row) => row.some((e) => some(e, isDefault)))) return c.input;
  try {
    await cx.meant(c.input);
    return c.input;
  } catch (reason) {
    if (!isUnknownDefault(reason)) throw reason;
  }
  if (c.byName || rows.some((row) => row.some((e) => (e.kind === "alias" || !isDefault(e)) && some(e, isDefault))))
    throw sparkError("DEFAULT_PLACEMENT_INVALID", {}, { origin: null });
  const open = table.schema.fields.filter(
    (f) => !c.partition.some((p) => same(p.name, f.name) && p.value !== undefined),
  );
  const targets = c.columns?.map((name) => open.find((f) => same(f.name, name))) ?? open;
  const filled = (list: readonly Expression[]) => list.map((e, i) => (isDefault(e) ? defaultValue(targets[i], cx) : e));
  const replaced = (r: Relation): Relation => {
    if (r.kind === "inline_table") return { ...r, rows: r.rows.map(filled) };
    if (r.kind === "subquery_alias") return { ...r, input: replaced(r.input) };
    if (r.kind !== "project") return r;
    return isWhole(r) ? { ...r, input: replaced(r.input) } : { ...r, expressions: filled(r.expressions) };
  };
  return replaced(c.input);
}

/** `SELECT *`. */
const isWhole = ({ expressions: [first, ...more] }: Extract<Relation, { kind: "project" }>): boolean =>
  more.length === 0 && first?.kind === "star" && first.target === undefined && first.except === undefined;

/** The lists in which DEFAULT may stand. */
function listsOf(r: Relation): readonly (readonly Expression[])[] {
  if (r.kind === "inline_table") return r.rows;
  if (r.kind === "subquery_alias") return listsOf(r.input);
  if (r.kind !== "project") return [];
  if (!isWhole(r)) return [r.expressions];
  // Of queries inside of the query nothing is replaced.
  return unaliased(r.input).kind === "inline_table" ? listsOf(r.input) : [];
}

const unaliased = (r: Relation): Relation => (r.kind === "subquery_alias" ? unaliased(r.input) : r);

/** How Spark's message shows a value: as an Option. */
const specText = ({ value }: PartitionSpec): string =>
  value === undefined ? "None" : `Some(${value.kind === "literal" ? String(value.value) : "…"})`;

/** No empty value, values before open columns, and no partition beside a list of columns that does not name them all. */
function checkStatic({ partition, columns }: Insert, table: CatalogTable): void {
  const isEmpty = ({ value }: PartitionSpec) => value?.kind === "literal" && value.value === "";
  if (partition.some(isEmpty)) throw emptyPartition(partition.map((p) => `${p.name}=${specText(p)}`));
  const inOrder = table.partitionBy.map((p) => partition.find(({ name }) => same(p, name)));
  const firstOpen = inOrder.findIndex((p) => p !== undefined && p.value === undefined);
  if (firstOpen !== -1 && inOrder.slice(firstOpen).some((p) => p?.value !== undefined))
    throw sparkError("_LEGACY_ERROR_TEMP_1147", { partColumns: `[${partition.map((p) => p.name).join(",")}]` });
  if (columns !== undefined && partition.length > 0 && partition.length < table.partitionBy.length)
    throw sparkError("_LEGACY_ERROR_TEMP_1169", {
      tableName: fullName(table),
      normalizedPartSpec: partition.map((p) => p.name).join(","),
      partColNames: table.partitionBy.join(","),
    });
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Where relations are looked for, beside the current database. */
const OF_RELATIONS = ["`system`.`builtin`", "`system`.`session`"];

function target(c: Insert, cx: CommandContext): CatalogTable {
  const isTemp = isTempView(c.nameParts, cx);
  const table = isTemp ? undefined : findTable(c.nameParts, cx);
  if (table !== undefined && table.kind !== "view") return table;
  if (table === undefined && !isTemp) throw tableNotFound(c.nameParts, cx, c.origin, OF_RELATIONS);
  // A DataFrame's writer comes without a text.
  if (table === undefined && c.origin === undefined) throw sparkError("UNSUPPORTED_INSERT.RDD_BASED", {});
  const viewName = table === undefined ? quoteParts(c.nameParts) : fullName(table);
  throw sparkError("EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE", { viewName, operation: "INSERT" }, { origin: c.origin });
}

/** UNSUPPORTED_OVERWRITE.TABLE where the rows come from the table that is to be overwritten. */
function refuseReading(input: Relation, table: CatalogTable, cx: CommandContext): void {
  const open = [input];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "named_table" && findTable(node.nameParts, cx)?.identity === table.identity)
      throw sparkError("UNSUPPORTED_OVERWRITE.TABLE", { table: fullName(table) });
    open.push(...inputsOf(node));
  }
}

/**
 * The table is still there when rows come to it, and partitions that they go to are its own from now on. Throws
 * TABLE_OR_VIEW_NOT_FOUND.
 */
function takeIn(table: CatalogTable, directories: readonly string[], cx: CommandContext): readonly CatalogEdit[] {
  const now = stillThere(table, cx);
  const foreign = now.foreign.filter((directory) => !directories.includes(directory));
  if (foreign.length === now.foreign.length && now.statistics?.table === undefined) return [];
  const { identity: _old, ...rest } = now;
  return [{ kind: "put_table", table: { ...rest, foreign, statistics: withoutWhole(now.statistics) } }];
}

async function write(
  table: CatalogTable,
  input: Relation,
  mode: "append" | "overwrite",
  cx: CommandContext,
  within?: readonly { readonly name: string; readonly value: string | null }[],
): Promise<void> {
  const { provider, location: path, partitionBy, options } = table;
  const to = { format: provider, path, partitionBy, options } as const;
  try {
    const command = { kind: "write_files", input, mode, within, ...to } as const;
    await cx.write(command, { edits: (directories) => takeIn(table, directories, cx) });
  } catch (reason) {
    throw await overflowOf(reason, input, table, cx);
  }
}

/** What `DataFrame.writeTo` does only to tables of Spark's second interface. */
export function refuseTableWrite(c: RefuseTableWrite, cx: CommandContext): Table {
  if (c.operation !== undefined) {
    const tableName = fullName(newPlace(c.nameParts, cx));
    throw sparkError("UNSUPPORTED_FEATURE.TABLE_OPERATION", { tableName, operation: c.operation });
  }
  const table = findTable(c.nameParts, cx);
  if (table === undefined) throw tableNotFound(c.nameParts, cx, undefined, OF_RELATIONS);
  if (c.origin !== undefined && cx.settings.snapshot().line >= 403) {
    const params = { tableName: fullName(table), operation: "INSERT INTO ... REPLACE WHERE" };
    throw sparkError("UNSUPPORTED_FEATURE.TABLE_OPERATION", params, { origin: null });
  }
  throw sparkError("_LEGACY_ERROR_TEMP_1012", { identifier: fullName(table) }, { origin: c.origin });
}

/** `CreateTableAsSelect` and `InsertInto` by the save mode (`DataFrameWriter.saveAsTable`). */
export async function saveTable(c: SaveTable, cx: CommandContext): Promise<Table> {
  const place = newPlace(c.nameParts, cx);
  const known = cx.catalog.tables.get(place.database, place.name);
  const made = {
    columns: [],
    provider: c.format,
    options: c.options,
    properties: c.properties,
    partitionBy: c.partitionBy,
    clusterBy: c.clusterBy,
    query: c.input,
  };
  if (known === undefined) {
    await defineTable(made, place, cx);
    return EMPTY_TABLE;
  }
  switch (c.mode) {
    case "ignore":
      return EMPTY_TABLE;
    case "error_if_exists":
      throw sparkError("TABLE_OR_VIEW_ALREADY_EXISTS", { relationName: fullName(place) });
    case "overwrite": {
      refuseReading(c.input, known, cx);
      await defineTable(made, place, cx, known);
      return EMPTY_TABLE;
    }
    case "append":
      return appendTo(known, c, cx);
  }
}

async function appendTo(table: CatalogTable, c: SaveTable, cx: CommandContext): Promise<Table> {
  if (table.kind === "view") throw unsupported("saveAsTable into a view");
  const name = quoteParts(["spark_catalog", table.database, table.name]);
  if (c.format !== undefined && c.format.toLowerCase() !== table.provider)
    throw sparkError("_LEGACY_ERROR_TEMP_1159", {
      tableName: `spark_catalog.${table.database}.${table.name}`,
      existingProvider: providerClass(table.provider ?? ""),
      specifiedProvider: providerClass(c.format),
    });
  const given = await cx.schemaOf(c.input);
  if (given.fields.length !== table.schema.fields.length)
    throw sparkError("_LEGACY_ERROR_TEMP_1161", {
      tableName: `spark_catalog.${table.database}.${table.name}`,
      existingTableSchema: catalogString(table.schema),
      querySchema: catalogString(given),
    });
  if (c.partitionBy.join("\0").toLowerCase() !== table.partitionBy.join("\0").toLowerCase())
    throw sparkError("_LEGACY_ERROR_TEMP_1163", {
      tableName: `spark_catalog.${table.database}.${table.name}`,
      specifiedPartCols: c.partitionBy.join(", "),
      existingPartCols: table.partitionBy.join(", "),
    });
  requireClustering(c.clusterBy, table, cx);
  const input: Relation = {
    kind: "table_output",
    input: c.input,
    table: name,
    fields: asTexts(table.schema).fields,
    fixed: [],
    byName: true,
  };
  await write(table, input, "append", cx);
  return EMPTY_TABLE;
}

/** What Spark calls a format's implementation. */
const providerClass = (format: string): string => {
  const name = format.toLowerCase();
  return `${name === "csv" ? "CSV" : name.charAt(0).toUpperCase() + name.slice(1)}DataSourceV2`;
};
