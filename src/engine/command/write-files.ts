import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Backend } from "../../backend/backend.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { localPath, partitionOfName } from "../../sources/listing.ts";
import { type FileFormat, fileFormat, foldOptions, needRowTag } from "../../sources/read-options.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import { type DataType, isAtomic, isText, type StructField, someType } from "../../types/data-type.ts";
import { catalogString, sqlType } from "../../types/print.ts";
import type { WriteFiles } from "../../unresolved/command.ts";
import type { Meant } from "../mean.ts";
import { executeContext, planFor, type RunPlanContext } from "../run.ts";

/**
 * Writes a plan's rows to a directory (`InsertIntoHadoopFsRelationCommand`). Files are made in a staging directory
 * inside the target's parent and moved when all are complete, so that a failed write leaves the old rows. Answers the
 * directories below the target that files were written to.
 */
export async function writeFiles(
  command: WriteFiles,
  meant: Meant,
  cx: RunPlanContext & { readonly backend: Backend },
): Promise<readonly string[]> {
  const target = localPath(command.path);
  const format = fileFormat(command.format ?? meant.settings.defaultSource);
  needRowTag(format, foldOptions(command.options));
  const there = await exists(target);
  if (there && command.mode === "error_if_exists") {
    throw sparkError("PATH_ALREADY_EXISTS", { outputPath: `file:${target}` });
  }
  if (there && command.mode === "ignore") return [];
  if (command.sortBy.length > 0) throw unsupported("sortBy without bucketBy");
  const partitionBy = partitionColumns(command, meant);
  checkWritable(
    meant.schema.fields.filter((_, i) => !partitionBy.includes(i)),
    format,
    partitionBy.length > 0,
  );
  const staging = join(dirname(target), `._staging-${randomUUID()}`);
  const plan = planFor(meant, cx);
  try {
    await mkdir(staging, { recursive: true });
    const written = await cx.backend.write(
      plan,
      { format, directory: staging, partitionBy, options: foldOptions(command.options) },
      executeContext(meant, cx),
    );
    cx.signal.throwIfAborted();
    if (command.mode === "overwrite") {
      if (dynamic(command, meant))
        for (const at of new Set(written.map((f) => dirname(f.path)))) await emptyDirectory(join(target, at));
      else for (const at of await partitionsWithin(target, command)) await emptyDirectory(at);
    }
    for (const file of written) {
      const to = join(target, file.path);
      await mkdir(dirname(to), { recursive: true });
      await rename(join(staging, file.path), to);
    }
    await mkdir(target, { recursive: true });
    await writeFile(join(target, "_SUCCESS"), "");
    return [...new Set(written.map((file) => dirname(file.path)))];
  } catch (error) {
    throw fromFileSystem(error, target);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function emptyDirectory(target: string): Promise<void> {
  if (!(await exists(target))) return;
  const info = await stat(target);
  if (info.isFile()) {
    await rm(target);
    return;
  }
  for (const name of await readdir(target)) await rm(join(target, name), { recursive: true, force: true });
}

/** The directories whose rows an overwrite replaces: the target, or its partitions of the values that are given. */
async function partitionsWithin(target: string, command: WriteFiles): Promise<readonly string[]> {
  const { within = [], partitionBy } = command;
  if (within.length === 0 || !(await exists(target))) return [target];
  let found = [target];
  for (const name of partitionBy) {
    const fixed = within.find((w) => w.name.toLowerCase() === name.toLowerCase());
    const next: string[] = [];
    for (const directory of found) {
      for (const entry of await readdir(directory, { withFileTypes: true })) {
        const partition = entry.isDirectory() ? partitionOfName(entry.name) : undefined;
        if (partition === undefined || partition[0].toLowerCase() !== name.toLowerCase()) continue;
        if (fixed === undefined || fixed.value === partition[1]) next.push(join(directory, entry.name));
      }
    }
    found = next;
  }
  return found;
}

/** Whether only the partitions that rows go to are replaced (`partitionOverwriteMode`: the option, else the setting). */
function dynamic(command: WriteFiles, meant: Meant): boolean {
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
  if (format === "text" && fields.length > 1)
    throw sparkError("_LEGACY_ERROR_TEMP_1290", { schemaSize: String(fields.length) });
  for (const f of fields) {
    if (holds(f.type)) continue;
    throw sparkError("UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", {
      format: name,
      columnName: quoteIdentifier(f.name),
      columnType: `"${sqlType(f.type)}"`,
    });
  }
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
  return positions;
}

/** File system faults under Spark's name for a failed write; everything else stays what it is. */
function fromFileSystem(error: unknown, path: string): unknown {
  if (error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error) {
    return sparkError("UNABLE_TO_WRITE", { path: `file:${path}`, reason: error.message }, { cause: error });
  }
  return error;
}
