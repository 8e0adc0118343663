/** What Spark tells of a table beside its columns (`CatalogTable.toJsonLinkedHashMap`). */
import { SESSION_CATALOG } from "../../catalog/memory.ts";
import type { CatalogTable } from "../../catalog/tables.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import { quoteString } from "../../lex/strings.ts";
import { defaultText } from "../../types/column-default.ts";
import type { StructField, StructType } from "../../types/data-type.ts";
import { fieldComment, sqlType } from "../../types/print.ts";
import { modeOf } from "../view-modes.ts";
import { statisticsText } from "./kept-statistics.ts";
import type { CommandContext } from "./context.ts";
import { clusteringOf, clusteringText } from "./clustering.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The columns of a view's query, in quotes since 4.0. */
export const outputColumns = ({ fields }: StructType, cx: CommandContext): string => {
  const isQuoted = cx.settings.snapshot().line >= 400;
  return `[${fields.map(({ name }) => (isQuoted ? quoteIdentifier(name) : name)).join(", ")}]`;
};

/** A moment as Java's `Date` prints it, in UTC. */
export function javaDate(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (n: number) => String(n).padStart(2, "0");
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(":");
  const day = `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${two(date.getUTCDate())}`;
  return `${day} ${time} UTC ${date.getUTCFullYear()}`;
}

const inOrder = (pairs: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1));

/** Pairs as Spark tells them, secrets left out (`SQLConf.redactOptions`). */
export const redactedText = (pairs: Readonly<Record<string, string>>, cx: CommandContext): string =>
  `[${inOrder(redacted(pairs, cx))
    .map(([key, value]) => `${key}=${value}`)
    .join(", ")}]`;

/** Secrets' values are not shown: those whose key or value looks like one, by `spark.sql.redaction.options.regex` too. */
export function redacted(
  pairs: Readonly<Record<string, string>>,
  cx: CommandContext,
): Readonly<Record<string, string>> {
  const asked = cx.settings.snapshot().get("spark.sql.redaction.options.regex") ?? "(?i)url";
  const patterns = [/secret|password|token|access[.]?key/i, javaPattern(asked)];
  const isSecret = (key: string, value: string) =>
    patterns.some((p) => p?.test(key) === true || p?.test(value) === true);
  return Object.fromEntries(
    Object.entries(pairs).map(([key, value]) => [key, isSecret(key, value) ? "*********(redacted)" : value]),
  );
}

function javaPattern(text: string): RegExp | undefined {
  const [, flag, source = ""] = /^(\(\?i\))?(.*)$/s.exec(text) ?? [];
  if (source === "") return undefined;
  try {
    return new RegExp(source, flag === undefined ? "u" : "iu");
  } catch {
    return undefined;
  }
}

const names = (columns: readonly string[]): string => `[${columns.map(quoteIdentifier).join(", ")}]`;

/** How the rows of a table lie in files. */
export function storageDetails(table: CatalogTable, cx: CommandContext): readonly (readonly [string, string])[] {
  const hasOptions = Object.keys(table.options).length > 0;
  return [
    ...bucketDetails(table),
    ["Location", `file:${table.location}`],
    ...(hasOptions ? [["Storage Properties", redactedText(table.options, cx)] as const] : []),
  ];
}

const bucketDetails = ({ buckets }: CatalogTable): readonly (readonly [string, string])[] =>
  buckets === undefined
    ? []
    : [
        ["Num Buckets", String(buckets.count)],
        ["Bucket Columns", names(buckets.columns)],
        ["Sort Columns", names(buckets.sorted)],
      ];

/** Titles and values in Spark's order. */
export function detailsOf(table: CatalogTable, cx: CommandContext): readonly (readonly [string, string])[] {
  const { view } = table;
  const statistics = table.statistics?.table;
  const mode = view && modeOf(view, cx.settings.snapshot());
  const some = (title: string, value: string | undefined): readonly (readonly [string, string])[] =>
    value === undefined || value === "" ? [] : [[title, value]];
  const has = (pairs: Readonly<Record<string, string>>) => Object.keys(pairs).length > 0;
  return [
    ["Catalog", SESSION_CATALOG],
    ["Database", table.database],
    ["Table", table.name],
    ["Created Time", javaDate(table.createdAt)],
    ["Last Access", "UNKNOWN"],
    ["Created By", `Spark ${cx.sparkVersion}`],
    ["Type", table.kind.toUpperCase()],
    ...some("Provider", table.provider),
    ...bucketDetails(table),
    ...some("Comment", table.comment),
    ...some("Collation", table.collation ?? view?.collation),
    ...some("View Text", view?.text),
    ...some("View Original Text", view?.text),
    ...(view === undefined
      ? []
      : ([
          ...(mode === undefined ? [] : [["View Schema Mode", mode] as const]),
          ["View Catalog and Namespace", `${SESSION_CATALOG}.${view.database}`],
          ["View Query Output Columns", outputColumns(view.schema, cx)],
        ] as const)),
    ...(has(table.properties) ? [["Table Properties", redactedText(table.properties, cx)] as const] : []),
    ...(statistics === undefined ? [] : [["Statistics", statisticsText(statistics)] as const]),
    ...(view === undefined ? [["Location", `file:${table.location}`] as const] : []),
    ...(has(table.options) ? [["Storage Properties", redactedText(table.options, cx)] as const] : []),
    ...(table.partitionBy.length > 0 ? [["Partition Provider", "Catalog"] as const] : []),
  ];
}

const clause = (words: string, pairs: Readonly<Record<string, string>>): string => {
  const list = inOrder(pairs).map(([key, value]) => `\n  ${quoteString(key)} = ${quoteString(value)}`);
  return list.length === 0 ? "" : `${words} (${list.join(",")})\n`;
};

const comment = (text: string | null | undefined): string =>
  text === null || text === undefined ? "" : `COMMENT ${quoteString(text)}`;

/** The statement that makes a table or view anew (`ShowCreateTableCommand`). */
export function createStatement(table: CatalogTable, cx: CommandContext): string {
  const note = table.comment === undefined ? "" : `${comment(table.comment)}\n`;
  const { view } = table;
  if (view !== undefined) {
    const columns = table.schema.fields.map(
      (f) => `\n  ${quoteIfNeeded(f.name)}${spaced(comment(fieldComment(f) ?? null))}`,
    );
    // Of views Spark shows the secrets too.
    const properties = clause("TBLPROPERTIES", table.properties);
    const head = `CREATE VIEW ${table.database}.${table.name} (${columns.join(",")})\n`;
    const mode = modeOf(view, cx.settings.snapshot());
    return `${head}${note}${properties}${mode === undefined ? "" : `WITH SCHEMA ${mode}\n`}AS ${view.text}\n`;
  }
  // Since 4.3 every text says its collation.
  const collates = cx.settings.snapshot().line >= 403;
  const columns = table.schema.fields.map((f) => `\n  ${columnText(f, collates)}`);
  const clustering = clusteringOf(table, cx);
  const transforms = [
    ...table.partitionBy.map(quoteIfNeeded),
    ...(clustering === undefined ? [] : [clusteringText(clustering)]),
  ];
  const partitions = transforms.length === 0 ? "" : `PARTITIONED BY (${transforms.join(", ")})\n`;
  const head = `CREATE TABLE ${SESSION_CATALOG}.${table.database}.${table.name} (${columns.join(",")})\n`;
  const location = table.kind === "external" ? `LOCATION 'file:${table.location}'\n` : "";
  const collation = collationText(table, cx);
  const kept = `${clause("OPTIONS", redacted(table.options, cx))}${partitions}${bucketText(table)}${note}${collation}${location}`;
  return `${head}USING ${table.provider}\n${kept}${clause("TBLPROPERTIES", redacted(table.properties, cx))}`;
}

function collationText({ collation }: CatalogTable, cx: CommandContext): string {
  if (collation === undefined) return "";
  return cx.settings.snapshot().line >= 401 ? `DEFAULT COLLATION ${collation}\n` : `COLLATION '${collation}'\n`;
}

function bucketText({ buckets }: CatalogTable): string {
  if (buckets === undefined) return "";
  const columns = (list: readonly string[]) => list.map(quoteIfNeeded).join(", ");
  const sorted = buckets.sorted.length === 0 ? "" : `SORTED BY (${columns(buckets.sorted)})\n`;
  return `CLUSTERED BY (${columns(buckets.columns)})\n${sorted}INTO ${buckets.count} BUCKETS\n`;
}

const spaced = (text: string): string => (text === "" ? "" : ` ${text}`);
const quoteIfNeeded = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : quoteIdentifier(name));
const columnText = (f: StructField, collates: boolean): string => {
  const byDefault = defaultText(f);
  const value = byDefault === undefined ? "" : ` DEFAULT ${byDefault}`;
  return `${quoteIfNeeded(f.name)} ${sqlType(f.type, collates)}${value}${spaced(comment(fieldComment(f) ?? null))}`;
};
