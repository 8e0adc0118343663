import { rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { CatalogEdit } from "../../catalog/edits.ts";
import type { SharedCatalog } from "../../catalog/memory.ts";
import { SparkError, sparkError } from "../../errors/spark-error.ts";
import { unlessAbsent } from "../../sources/absence.ts";
import type { FileChange } from "../../sources/commit/transaction.ts";
import { localPath, partitionOfName } from "../../sources/listing.ts";
import { type FileFormat, fileFormat, foldOptions, needRowTag } from "../../sources/read-options.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import { isCollated } from "../../types/collation.ts";
import { type DataType, isAtomic, isText, type StructField, someType } from "../../types/data-type.ts";
import { catalogString, sqlType } from "../../types/print.ts";
import type { WriteFiles } from "../../unresolved/command.ts";
import type { Meant } from "../mean.ts";
import { executeContext, overStages, planFor, type RunPlanContext } from "../run.ts";
import type { Staging } from "../warehouse/staging.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";

/** What changes together with the files of a write. */
export interface WriteAlong {
  /** What becomes of the catalog, told the directories below the target that rows went to. */
  readonly edits: (directories: readonly string[]) => readonly CatalogEdit[];
  /** Other directories that it changes, and what becomes of them. */
  readonly places?: readonly string[];
  readonly files?: () => Promise<readonly FileChange[]>;
}

/** What a write works with. */
export interface WriteContext extends RunPlanContext {
  readonly warehouse: Warehouse;
  readonly catalog: SharedCatalog;
}

/**
 * Writes a plan's rows to a directory (`InsertIntoHadoopFsRelationCommand`). Files wait in a directory inside of it until
 * all are complete; then they are the directory's in place of those that they replace, or nothing has changed. Answers
 * the directories below the target that files were written to.
 */
export async function writeFiles(
  command: WriteFiles,
  meant: Meant,
  cx: WriteContext,
  along?: WriteAlong,
): Promise<readonly string[]> {
  const format = fileFormat(command.format ?? meant.settings.defaultSource);
  if (command.path === "") throw sparkError("_LEGACY_ERROR_TEMP_2050", { paths: "" });
  const target = localPath(command.path);
  needRowTag(format, foldOptions(command.options));
  const there = await exists(target);
  if (there && command.mode === "error_if_exists") {
    throw sparkError("PATH_ALREADY_EXISTS", { outputPath: `file:${target}` });
  }
  if (there && command.mode === "ignore") return [];
  const partitionBy = partitionColumns(command, meant);
  checkWritable(
    meant.schema.fields.filter((_, i) => !partitionBy.includes(i)),
    format,
    partitionBy.length > 0,
  );
  return overStages(meant, cx, (plain) => writeRows(command, plain, { target, format, partitionBy }, cx, along));
}

/** Where and how rows are written. */
interface Where {
  readonly target: string;
  readonly format: FileFormat;
  readonly partitionBy: readonly number[];
}

async function writeRows(
  command: WriteFiles,
  meant: Meant,
  { target, format, partitionBy }: Where,
  cx: WriteContext,
  along: WriteAlong | undefined,
): Promise<readonly string[]> {
  const plan = planFor(meant, cx);
  let staging: Staging | undefined;
  try {
    if (command.mode === "overwrite" && (await isFile(target))) await rm(target);
    staging = await cx.warehouse.stage(target);
    const written = await cx.backend.write(
      plan,
      { format, directory: staging.directory, partitionBy, options: foldOptions(command.options) },
      executeContext(meant, cx),
    );
    cx.signal.throwIfAborted();
    const directories = [...new Set(written.map((file) => dirname(file.path)))];
    const { name } = staging;
    await cx.warehouse.commit(cx.catalog, {
      staging,
      places: [target, ...(along?.places ?? [])],
      files: async () => {
        const gone =
          command.mode === "overwrite"
            ? await replaced(command, directories, isDynamic(command, meant), cx)
            : undefined;
        const added = written.map((file) => file.path);
        return [
          { location: target, staging: name, added, removed: [...(gone?.removed ?? [])], emptied: gone?.emptied },
          ...((await along?.files?.()) ?? []),
        ];
      },
      edits: () => along?.edits(directories) ?? [],
    });
    return directories;
  } catch (error) {
    // What is left is removed when a server starts.
    await staging?.abandon().catch(() => undefined);
    throw fromFileSystem(error, target);
  }
}

const exists = async (path: string): Promise<boolean> => (await unlessAbsent(stat(path), undefined)) !== undefined;
const isFile = async (path: string): Promise<boolean> => (await unlessAbsent(stat(path), undefined))?.isFile() === true;

/** The files that an overwrite replaces: all, those of the partitions that rows go to, or of the values that are given. */
async function replaced(
  command: WriteFiles,
  directories: readonly string[],
  dynamic: boolean,
  { warehouse }: WriteContext,
): Promise<Pick<FileChange, "removed" | "emptied">> {
  const { within = [], partitionBy } = command;
  const present = [...(await warehouse.filesOf(localPath(command.path)))];
  if (dynamic) return { removed: present.filter((path) => directories.includes(dirname(path))) };
  if (within.length === 0) return { removed: present, emptied: "below" };
  return { removed: present.filter((path) => isWithin(path, within, partitionBy)) };
}

/** Whether a file lies in partitions that have some values. */
function isWithin(path: string, within: NonNullable<WriteFiles["within"]>, partitionBy: readonly string[]): boolean {
  const parts = path.split("/");
  return partitionBy.every((name, level) => {
    const partition = level < parts.length - 1 ? partitionOfName(parts[level] ?? "") : undefined;
    if (partition === undefined || !isSame(partition[0], name)) return false;
    const fixed = within.find((w) => isSame(w.name, name));
    return fixed === undefined || fixed.value === partition[1];
  });
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether only the partitions that rows go to are replaced (`partitionOverwriteMode`: the option, else the setting). */
function isDynamic(command: WriteFiles, meant: Meant): boolean {
  const asked =
    foldOptions(command.options)["partitionoverwritemode"] ??
    meant.settings.get("spark.sql.sources.partitionOverwriteMode");
  return command.partitionBy.length > 0 && asked?.toUpperCase() === "DYNAMIC";
}

const FORMATS: Readonly<Record<FileFormat, { readonly name: string; readonly holds: (t: DataType) => boolean }>> = {
  parquet: { name: "Parquet", holds: (t) => !someType(t, (p) => p.kind === "null" || p.kind === "calendar_interval") },
  json: { name: "JSON", holds: () => true },
  csv: {
    name: "CSV",
    holds: (t) => isAtomic(t) && t.kind !== "null" && t.kind !== "variant" && t.kind !== "calendar_interval",
  },
  text: { name: "Text", holds: isText },
  xml: { name: "XML", holds: (t) => !someType(t, (p) => p.kind === "variant" || p.kind === "calendar_interval") },
};

/** Refuses columns that a format cannot hold (`DataSource.validateSchema`, `DataSourceUtils.verifySchema`). */
export function checkWritable(fields: readonly StructField[], format: FileFormat, partitioned: boolean): void {
  const { name, holds } = FORMATS[format];
  if (fields.length === 0) {
    throw partitioned
      ? sparkError("ALL_PARTITION_COLUMNS_NOT_ALLOWED", {})
      : sparkError("EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE", { format: name });
  }
  for (const f of fields) {
    if (holds(f.type)) continue;
    throw sparkError("UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", {
      format: name,
      columnName: quoteIdentifier(f.name),
      columnType: `"${sqlType(f.type)}"`,
    });
  }
  if (format === "text" && fields.length > 1)
    throw sparkError("_LEGACY_ERROR_TEMP_1290", { schemaSize: String(fields.length) });
}

function partitionColumns(command: WriteFiles, meant: Meant): readonly number[] {
  const { caseSensitive } = meant.settings;
  const same = (a: string, b: string) => (caseSensitive ? a === b : a.toLowerCase() === b.toLowerCase());
  const { fields } = meant.schema;
  const positions = command.partitionBy.map((name) => {
    const index = fields.findIndex((f) => same(f.name, name));
    if (index !== -1) return index;
    throw sparkError("_LEGACY_ERROR_TEMP_1155", { col: name, schemaCatalog: catalogString(meant.schema) });
  });
  const seen = new Set<string>();
  for (const field of fields) {
    const key = caseSensitive ? field.name : field.name.toLowerCase();
    if (seen.has(key)) throw sparkError("COLUMN_ALREADY_EXISTS", { columnName: `\`${key}\`` });
    seen.add(key);
  }
  for (const [i, at] of positions.entries()) {
    const field = fields[at];
    if (field === undefined) continue;
    if (positions.indexOf(at) !== i)
      throw sparkError("COLUMN_ALREADY_EXISTS", { columnName: quoteIdentifier(field.name.toLowerCase()) });
    if (!isAtomic(field.type) || field.type.kind === "variant" || isCollated(field.type))
      throw sparkError("INVALID_PARTITION_COLUMN_DATA_TYPE", { type: `"${sqlType(field.type)}"` });
  }
  return positions;
}

/** File system faults under Spark's name for a failed write; everything else stays what it is. */
function fromFileSystem(error: unknown, path: string): unknown {
  if (error instanceof SparkError && error.condition === "UNABLE_TO_WRITE") {
    const { path: at = "", reason = "" } = error.params as Readonly<Record<string, string>>;
    // Where files wait is nobody's concern.
    if (!at.startsWith(`file:${path}/`)) return error;
    return sparkError("UNABLE_TO_WRITE", { path: `file:${path}`, reason }, { cause: error });
  }
  if (error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error) {
    return sparkError("UNABLE_TO_WRITE", { path: `file:${path}`, reason: error.message }, { cause: error });
  }
  return error;
}
