/** ANALYZE TABLE: how many bytes and rows tables and partitions have. */
import { join } from "node:path";
import { SESSION_CATALOG } from "../../catalog/memory.ts";
import type { CatalogTable, Statistics, TableStatistics } from "../../catalog/tables.ts";
import { SparkError, sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { listFiles } from "../../sources/listing.ts";
import { unlessAbsent } from "../../sources/absence.ts";
import type { AnalyzeTable, AnalyzeTables } from "../../unresolved/alter-command.ts";
import type { Expression } from "../../unresolved/expression.ts";
import { INT, type StructField } from "../../types/data-type.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { listTables } from "../catalog-calls.ts";
import { EMPTY_TABLE, type Table } from "../table.ts";
import { readOf } from "../table-fact.ts";
import { columnsToAnalyze, gathered, refuseTwice } from "./analyze-columns.ts";
import { partitioned } from "./alter-partitions.ts";
import { named } from "./cache.ts";
import type { CommandContext } from "./context.ts";
import { noSuchPartition, partitionsNamed, specValues } from "./partition-values.ts";
import { findTable, fullName, isTempView, tableNotFound } from "./places.ts";

/** `AnalyzeTableCommand`, `AnalyzePartitionCommand`. */
export async function analyzeTable(c: AnalyzeTable, cx: CommandContext): Promise<Table> {
  const isTemp = isTempView(c.nameParts, cx);
  const table = isTemp ? undefined : findTable(c.nameParts, cx);
  if (table === undefined && !isTemp) throw tableNotFound(c.nameParts, cx, c.origin);
  if (c.columns !== undefined) refuseTwice(c.columns, cx);
  if (table === undefined || table.kind === "view") return await analyzeView(c, table, cx);
  if (c.columns !== undefined) {
    const fields = columnsToAnalyze(table.schema, fullName(table), c.columns, cx);
    await analyzeColumns(table, fields, cx);
  } else if (c.partition === undefined) await analyzeWhole(table, c.scans, cx);
  else await analyzePartitions(c, c.partition, table, cx);
  return EMPTY_TABLE;
}

/**
 * Only kept rows of a view can be analyzed; what is found out of them is of their plans, where nothing shows it. Throws
 * EXPECT_PERMANENT_VIEW_NOT_TEMP, UNSUPPORTED_FEATURE.ANALYZE_UNCACHED_TEMP_VIEW and UNSUPPORTED_FEATURE.ANALYZE_VIEW.
 * `lasting` is `undefined` for temporary views.
 */
async function analyzeView(c: AnalyzeTable, lasting: CatalogTable | undefined, cx: CommandContext): Promise<Table> {
  const relation = named(c.nameParts, c.origin);
  const viewName = quoteParts(c.nameParts);
  if (lasting === undefined && c.columns === undefined)
    throw new SparkError(
      "EXPECT_PERMANENT_VIEW_NOT_TEMP",
      { viewName, operation: "ANALYZE TABLE" },
      { origin: c.origin, class: "analysis" },
    );
  const isKept = c.partition === undefined && (await cx.keeping.levelOf(relation, cx.run)) !== undefined;
  if (!isKept && lasting === undefined)
    throw sparkError("UNSUPPORTED_FEATURE.ANALYZE_UNCACHED_TEMP_VIEW", { viewName }, { origin: null });
  if (!isKept) throw sparkError("UNSUPPORTED_FEATURE.ANALYZE_VIEW", {});
  if (c.columns !== undefined) {
    const name = lasting === undefined ? viewName : fullName(lasting);
    columnsToAnalyze(await cx.schemaOf(relation), name, c.columns, cx);
  }
  if (c.scans || c.columns !== undefined) await cx.keeping.materialize(relation, cx.run);
  return EMPTY_TABLE;
}

/** `AnalyzeColumnCommand`: what is known of other columns stays. */
async function analyzeColumns(table: CatalogTable, fields: readonly StructField[], cx: CommandContext): Promise<void> {
  const sizeInBytes = await bytesOf(table.location, cx);
  const { rowCount, columns } = await gathered(fields, wholeOf(table), cx);
  await keep(table, cx, (known) => ({
    ...known,
    table: { sizeInBytes, rowCount },
    columns: { ...known?.columns, ...columns },
  }));
}

/** `AnalyzeTablesCommand`: the tables of a database. */
export async function analyzeTables(c: AnalyzeTables, cx: CommandContext): Promise<Table> {
  for (const { table } of listTables(c.database, undefined, cx))
    if (table !== undefined && table.kind !== "view") await analyzeWhole(table, c.scans, cx);
  return EMPTY_TABLE;
}

async function analyzeWhole(table: CatalogTable, scans: boolean, cx: CommandContext): Promise<void> {
  const rowCount = scans ? await countOf(table, [], cx) : undefined;
  const size = await bytesOf(table.location, cx);
  await keep(table, cx, (known) => {
    const found = newer(known?.table, size, rowCount);
    return found && { ...known, table: found };
  });
}

async function analyzePartitions(
  c: AnalyzeTable,
  spec: NonNullable<AnalyzeTable["partition"]>,
  asked: CatalogTable,
  cx: CommandContext,
): Promise<void> {
  const table = partitioned(asked);
  const values = await specValues(spec, table, cx, false);
  const paths = await partitionsNamed(values, table, cx);
  if (paths.length === 0 && values.length > 0) throw noSuchPartition([values], table);
  const counted: { readonly path: string; readonly size: number; readonly rowCount: number | undefined }[] = [];
  for (const path of paths) {
    const rowCount = c.scans ? await countOf(table, [path], cx) : undefined;
    counted.push({ path, rowCount, size: await bytesOf(join(table.location, path), cx) });
  }
  await keep(table, cx, (known) => {
    const partitions: Record<string, Statistics> = { ...known?.partitions };
    for (const { path, size, rowCount } of counted) {
      const found = newer(partitions[path], size, rowCount);
      if (found !== undefined) partitions[path] = found;
    }
    return { ...known, partitions };
  });
}

/** What is to be kept, if anything is (`CommandUtils.compareAndGetNewStats`). */
function newer(old: Statistics | undefined, sizeInBytes: number, rowCount: number | undefined): Statistics | undefined {
  const resized = sizeInBytes !== old?.sizeInBytes ? { sizeInBytes } : undefined;
  if (rowCount === undefined || rowCount === old?.rowCount) return resized;
  return { sizeInBytes, rowCount };
}

/** Bytes of all files below a path, which may not be there yet. */
async function bytesOf(path: string, { store, run }: CommandContext): Promise<number> {
  const looked = store.look(run.reading, [path], (pending) => listFiles([path], { recursive: true, pending }));
  const files = await unlessAbsent(looked, []).catch((reason: unknown) => {
    if (reason instanceof SparkError && reason.condition === "PATH_NOT_FOUND") return [];
    throw reason;
  });
  return files.reduce((sum, f) => sum + f.size, 0);
}

/** All rows of a table, which may have no files yet. */
const wholeOf = ({ database, name }: CatalogTable): Relation => named([SESSION_CATALOG, database, name], undefined);

/** The rows of a table, or of some of its partitions. */
async function countOf(table: CatalogTable, paths: readonly string[], cx: CommandContext): Promise<number> {
  const input: Relation =
    paths.length === 0
      ? wholeOf(table)
      : {
          ...readOf(table),
          paths: paths.map((p) => join(table.location, p)),
          partitionBy: undefined,
          foreign: undefined,
        };
  const one: Expression = { kind: "literal", type: INT, value: 1 };
  const [row] = await cx.rowsOf({
    kind: "aggregate",
    input,
    grouping: [],
    groupingKind: "group_by",
    groupingSets: [],
    aggregates: [{ kind: "function", nameParts: ["count"], args: [one] }],
    outputsGrouping: false,
  });
  return Number(row?.[0] ?? 0);
}

/** Keeps what was found of a table that is still there. Throws TABLE_OR_VIEW_NOT_FOUND. */
function keep(
  { database, name }: CatalogTable,
  cx: CommandContext,
  found: (known: TableStatistics | undefined) => TableStatistics | undefined,
): Promise<void> {
  return cx.commit({
    edits: () => {
      const now = cx.catalog.tables.get(database, name);
      if (now === undefined) throw tableNotFound([database, name], cx);
      const { identity: _old, ...rest } = now;
      const statistics = found(now.statistics);
      return statistics === undefined ? [] : [{ kind: "put_table", table: { ...rest, statistics } }];
    },
  });
}
