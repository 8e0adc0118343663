import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import type { FileSink } from "../../src/backend/backend.ts";
import { LONG, STRING } from "../../src/types/data-type.ts";
import { queryValues } from "./query.ts";
import { text } from "./sql.ts";
import type { Engine } from "./worker-client.ts";

/** How rows stand in a text file. */
interface RowLines {
  /** Lines that are no rows. */
  readonly extraLines: number;
  /** What a row's first line begins with, where rows take several. */
  readonly rowStart?: string;
}

/** The rows of written files: all of one, else as the files tell. */
export async function rowsOf(
  engine: Engine,
  paths: readonly string[],
  sink: FileSink,
  form: RowLines,
  total: bigint,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, bigint>> {
  const [only] = paths;
  if (only === undefined) return new Map();
  if (paths.length === 1) return new Map([[only, total]]);
  if (sink.format === "parquet") {
    const list = paths.map((p) => text(p).text).join(", ");
    const rows = await queryValues(
      engine,
      `SELECT file_name, num_rows FROM parquet_file_metadata([${list}])`,
      [STRING, LONG],
      signal,
    );
    return new Map(rows.map(([path, count]) => [String(path), typeof count === "bigint" ? count : 0n]));
  }
  return new Map(
    await Promise.all(
      paths.map(async (path) => {
        const found =
          form.rowStart === undefined
            ? (await lineCount(path)) - form.extraLines
            : await startCount(path, form.rowStart);
        return [path, BigInt(Math.max(0, found))] as const;
      }),
    ),
  );
}

/** How many lines of a file begin so. */
async function startCount(path: string, start: string): Promise<number> {
  const packed = createReadStream(path);
  const input = path.endsWith(".gz") ? packed.pipe(createGunzip()) : packed;
  let found = 0;
  for await (const line of createInterface({ input })) {
    if (line.startsWith(start) && /^[\s/>]/.test(line.slice(start.length, start.length + 1) || " ")) found++;
  }
  return found;
}

async function lineCount(path: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>)
    for (const byte of chunk) if (byte === 10) lines++;
  return lines;
}
