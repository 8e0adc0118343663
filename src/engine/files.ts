import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Backend } from "../backend/backend.ts";
import { sparkError, unsupported } from "../errors/spark-error.ts";
import { quoteIdentifier } from "../lex/multipart-names.ts";
import type { FileSource } from "../resolved/relation.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import { unlessAbsent } from "../sources/absence.ts";
import { type ListedFile, listFiles, localPath, type PendingFiles } from "../sources/listing.ts";
import { discoverPartitions, type Partitions } from "../sources/partitions.ts";
import { lackedBy } from "../sources/lacking.ts";
import { fileFormat, foldOptions, needRowTag } from "../sources/read-options.ts";
import { givenSchema } from "../types/char-varchar.ts";
import { type DataType, STRING, type StructType, struct, typeParts } from "../types/data-type.ts";
import type { FileRead } from "../unresolved/relation.ts";

/** Allows a path as an option beside those that are arguments. */
export const PATH_OPTION = "spark.sql.legacy.pathOptionBehavior.enabled";

/** Schemas of files, by what the files are: a listing that did not change is not read again. Bounded. */
export class SchemaCache {
  readonly #schemas = new Map<string, StructType>();
  readonly #most: number;

  constructor(most = 1000) {
    this.#most = most;
  }

  async get(key: string, infer: () => Promise<StructType>): Promise<StructType> {
    const known = this.#schemas.get(key);
    if (known !== undefined) {
      this.#schemas.delete(key);
      this.#schemas.set(key, known);
      return known;
    }
    const schema = await infer();
    this.#schemas.set(key, schema);
    const [oldest] = this.#schemas.keys();
    if (this.#schemas.size > this.#most && oldest !== undefined) this.#schemas.delete(oldest);
    return schema;
  }
}

/** Lists a read's files and finds out their schema (`DataSource.resolveRelation`). */
export async function resolveFiles(
  asked: FileRead,
  cx: {
    readonly settings: SparkSettings;
    readonly backend: Backend;
    readonly schemas: SchemaCache;
    readonly signal: AbortSignal;
    readonly look: <T>(paths: readonly string[], look: (pending: PendingFiles) => Promise<T>) => Promise<T>;
  },
): Promise<FileSource> {
  const { settings, backend, signal } = cx;
  const charsAreText = settings.isTrue("spark.sql.legacy.charVarcharAsString");
  const read = asked.schema === undefined ? asked : { ...asked, schema: givenSchema(asked.schema, charsAreText) };
  const format = fileFormat(read.format ?? settings.defaultSource);
  const options = { ...foldOptions(read.options), ...recordsOption(format, settings) };
  refuse(options);
  needRowTag(format, options);
  const paths = [...read.paths, ...(options["path"] === undefined ? [] : [options["path"]])];
  if (paths.length === 0 && read.schema !== undefined && read.partitionBy !== undefined)
    return { format, files: [], dataSchema: read.schema, partitionSchema: struct([]), options, paths };
  if (read.paths.length > 0 && paths.length > read.paths.length && !settings.isTrue(PATH_OPTION))
    throw sparkError("_LEGACY_ERROR_TEMP_1306", { config: PATH_OPTION });
  if (paths.length === 0 && read.schema === undefined)
    throw sparkError("UNABLE_TO_INFER_SCHEMA", { format: format === "parquet" ? "Parquet" : format.toUpperCase() });
  if (paths.length === 0) throw sparkError("CONNECT_INVALID_PLAN", { reason: "a file read names no path" });
  if (paths.includes(""))
    throw sparkError("JVM.ILLEGAL_ARGUMENT", { message: "Can not create a Path from an empty string" });
  const all = await cx.look(paths, async (pending) => {
    const there = read.partitionBy === undefined || (await exists(paths)) ? paths : [];
    return listFiles(there, {
      nameGlob: options["pathglobfilter"],
      recursive: options["recursivefilelookup"]?.toLowerCase() === "true",
      basePath: options["basepath"],
      pending,
    });
  });
  const listed = own(all, read);
  const infer = settings.get("spark.sql.sources.partitionColumnTypeInference.enabled") !== "false";
  const found = discoverPartitions(listed, infer, read.schema);
  const partitions =
    read.partitionBy === undefined || read.schema === undefined
      ? found
      : asDeclared(found, read.partitionBy, read.schema);
  const inPath = new Set(partitions.schema.fields.map((f) => f.name.toLowerCase()));
  const whole = read.schema ?? (await inferred(format, listed, options, cx, backend, signal));
  requireDifferentNames(whole, settings.caseSensitive);
  const dataSchema = struct(whole.fields.filter((f) => !inPath.has(f.name.toLowerCase())));
  const schemaOf = (file: ListedFile) => inferred(format, [file], {}, cx, backend, signal);
  const lacks = format === "parquet" ? await lackedBy(listed, dataSchema, schemaOf) : [];
  const files = listed.map((file, i) => ({
    path: file.path,
    size: file.size,
    modified: file.modified,
    partition: partitions.values[i] ?? [],
    ...(lacks[i] === undefined ? {} : { lacks: lacks[i] }),
  }));
  // Spark reads the largest first (`FilePartition.getFilePartitions`), which shows in the order of rows.
  files.sort((a, b) => b.size - a.size);
  return { format, files, dataSchema, partitionSchema: partitions.schema, options, paths };
}

/** How the records of XML files are found, which changed with Spark 4.1; no option of Spark has this name. */
const recordsOption = (format: string, { line, isTrue }: SparkSettings): Readonly<Record<string, string>> =>
  format === "xml" && line >= 401 && !isTrue("spark.sql.legacy.useLegacyXMLParser") ? { records: "elements" } : {};

/** The partition columns of a table: its own, whatever its directories are. */
function asDeclared(found: Partitions, names: readonly string[], schema: StructType): Partitions {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const fields = names.flatMap((name) => schema.fields.find((f) => same(f.name, name)) ?? []);
  const at = fields.map((f) => found.schema.fields.findIndex((g) => same(f.name, g.name)));
  return { schema: struct(fields), values: found.values.map((row) => at.map((i) => row[i] ?? null)) };
}

/** The files of a table without those of partitions that are none of it. */
function own(files: readonly ListedFile[], { paths, foreign = [] }: FileRead): readonly ListedFile[] {
  if (foreign.length === 0) return files;
  const closed = paths.flatMap((path) => foreign.map((directory) => `${join(localPath(path), directory)}/`));
  return files.filter((file) => !closed.some((directory) => file.path.startsWith(directory)));
}

const exists = async (paths: readonly string[]): Promise<boolean> => {
  const found = await Promise.all(paths.map((path) => unlessAbsent(stat(localPath(path)), undefined)));
  return !found.includes(undefined);
};

/** Rebase modes under which dates are what files say. */
const AS_THEY_ARE = ["CORRECTED", "EXCEPTION"];

function refuse(options: Readonly<Record<string, string>>): void {
  for (const name of ["ignoremissingfiles", "ignorecorruptfiles"]) {
    if (options[name]?.toLowerCase() === "true") throw unsupported(`the read option ${name}`);
  }
  for (const name of ["datetimerebasemode", "int96rebasemode"]) {
    const mode = options[name];
    if (mode !== undefined && !AS_THEY_ARE.includes(mode.toUpperCase())) throw unsupported(`the read option ${name}`);
  }
  for (const name of ["modifiedbefore", "modifiedafter"]) {
    if (options[name] !== undefined) throw unsupported(`the read option ${name}`);
  }
}

async function inferred(
  format: FileSource["format"],
  listed: readonly ListedFile[],
  options: Readonly<Record<string, string>>,
  cx: { readonly settings: SparkSettings; readonly schemas: SchemaCache },
  backend: Backend,
  signal: AbortSignal,
): Promise<StructType> {
  if (format === "text") return struct([{ name: "value", type: STRING, nullable: true }]);
  if (listed.length === 0)
    throw sparkError("UNABLE_TO_INFER_SCHEMA", { format: format === "parquet" ? "Parquet" : format.toUpperCase() });
  const merge = options["mergeschema"]?.toLowerCase() === "true";
  // Spark reads one Parquet footer unless it is told to merge; text formats are read whole.
  const sample = format === "parquet" && !merge ? listed.slice(0, 1) : listed;
  const { settings } = cx;
  const key = JSON.stringify([
    format,
    options,
    settings.timeZone,
    settings.timestampType,
    settings.caseSensitive,
    sample.map((f) => [f.path, f.size, f.modified]),
  ]);
  return cx.schemas.get(key, () =>
    backend.inferSchema({
      format,
      files: sample.map((f) => f.path),
      options,
      settings: { ...settings.kernelSettings, timestampType: settings.timestampType },
      signal,
    }),
  );
}

/** COLUMN_ALREADY_EXISTS where a schema has a name twice, in its structs too (`SchemaUtils.checkSchemaColumnNameDuplication`). */
function requireDifferentNames(type: DataType, caseSensitive: boolean): void {
  if (type.kind !== "struct") {
    for (const part of typeParts(type)) requireDifferentNames(part, caseSensitive);
    return;
  }
  const seen = new Set<string>();
  for (const field of type.fields) {
    const key = caseSensitive ? field.name : field.name.toLowerCase();
    if (seen.has(key)) throw sparkError("COLUMN_ALREADY_EXISTS", { columnName: quoteIdentifier(key) });
    seen.add(key);
  }
  for (const field of type.fields) requireDifferentNames(field.type, caseSensitive);
}
