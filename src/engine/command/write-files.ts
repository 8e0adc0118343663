import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Backend } from "../../backend/backend.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { localPath } from "../../sources/listing.ts";
import { fileFormat, foldOptions } from "../../sources/read-options.ts";
import type { WriteFiles } from "../../unresolved/command.ts";
import type { Meant } from "../mean.ts";
import { executeContext, planFor, type RunPlanContext } from "../run.ts";

/**
 * Writes a plan's rows to a directory (`InsertIntoHadoopFsRelationCommand`). Files are made in a staging directory
 * inside the target's parent and moved when all are complete, so that a failed write leaves the old rows.
 */
export async function writeFiles(
  command: WriteFiles,
  meant: Meant,
  cx: RunPlanContext & { readonly backend: Backend },
): Promise<void> {
  const target = localPath(command.path);
  const format = fileFormat(command.format ?? meant.settings.defaultSource);
  const there = await exists(target);
  if (there && command.mode === "error_if_exists") {
    throw sparkError("PATH_ALREADY_EXISTS", { outputPath: `file:${target}` });
  }
  if (there && command.mode === "ignore") return;
  if (command.sortBy.length > 0) throw unsupported("sortBy without bucketBy");
  const partitionBy = partitionColumns(command, meant);
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
    if (command.mode === "overwrite") await emptyDirectory(target);
    for (const file of written) {
      const to = join(target, file.path);
      await mkdir(dirname(to), { recursive: true });
      await rename(join(staging, file.path), to);
    }
    await mkdir(target, { recursive: true });
    await writeFile(join(target, "_SUCCESS"), "");
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

function partitionColumns(command: WriteFiles, meant: Meant): readonly number[] {
  const { caseSensitive } = meant.settings;
  const same = (a: string, b: string) => (caseSensitive ? a === b : a.toLowerCase() === b.toLowerCase());
  const { fields } = meant.schema;
  const positions = command.partitionBy.map((name) => {
    const index = fields.findIndex((f) => same(f.name, name));
    if (index !== -1) return index;
    throw sparkError("UNRESOLVED_COLUMN.WITH_SUGGESTION", {
      objectName: `\`${name}\``,
      proposal: fields.map((f) => `\`${f.name}\``).join(", "),
    });
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
