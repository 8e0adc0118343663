import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { valuesToStream } from "../../src/arrow/build-column.ts";
import { streamToValues } from "../../src/arrow/column-values.ts";
import type { PythonBatch, PythonRuntime, PythonSettings, ScalarTask } from "../../src/python/api.ts";
import { createPythonRuntime, type PythonRuntimeOptions } from "../../src/python/runtime.ts";
import { type DataType, DOUBLE, LONG, STRING, type StructType } from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";

const root = resolve(import.meta.dirname, "../..");

/** A client environment that `scripts/clients.mjs` made. */
export interface Client {
  readonly name: string;
  readonly line: string;
  readonly python: string;
  readonly pythonVersion: string;
}

const ASK = `
import sys, importlib.util
found = {}
spec = importlib.util.find_spec("pyspark")
exec(open(spec.submodule_search_locations[0] + "/version.py").read(), found)
print("%d.%d" % sys.version_info[:2], ".".join(found["__version__"].split(".")[:2]))
`;

/** The client environments that are there. */
export const clients: readonly Client[] = ["3.5", "4.0", "4.1", "4.2", "newest"].flatMap((name) => {
  const python = join(root, ".cache/clients", name, "bin/python");
  if (!existsSync(python)) return [];
  const [pythonVersion = "", line = ""] = execFileSync(python, ["-c", ASK], { encoding: "utf8" }).trim().split(" ");
  return [{ name, line, python, pythonVersion }];
});

/** The pickled functions of `commands.py`, as a client makes them. */
export function commandsOf(client: Client): ReadonlyMap<string, Uint8Array> {
  const told = execFileSync(client.python, [join(root, "test/python/commands.py")], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return new Map(
    Object.entries(JSON.parse(told) as Record<string, string>).map(([name, text]) => [
      name,
      Uint8Array.from(Buffer.from(text, "base64")),
    ]),
  );
}

export const settings: PythonSettings = {
  timeZone: "America/Los_Angeles",
  maxRecordsPerBatch: 10_000,
  useLargeVarTypes: false,
  conf: () => undefined,
};

/** A runtime of its own directory over all clients' interpreters. */
export function startRuntime(options: Partial<PythonRuntimeOptions> = {}): {
  readonly runtime: PythonRuntime;
  readonly end: () => Promise<void>;
} {
  const directory = mkdtempSync(join(tmpdir(), "firesteel-python-"));
  const runtime = createPythonRuntime({
    interpreters: clients.map((c) => c.python),
    directory,
    variables: { PATH: process.env["PATH"], TZ: "America/Los_Angeles", FIRESTEEL_TOKEN: "secret" },
    maxWorkers: 8,
    idleTime: 60_000,
    ...options,
  });
  return {
    runtime,
    end: async () => {
      await runtime.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export const schema = (fields: Readonly<Record<string, DataType>>): StructType => ({
  kind: "struct",
  fields: Object.entries(fields).map(([name, type]) => ({ name, type, nullable: true })),
});
export { DOUBLE, LONG, STRING };

/** Rows as a batch. */
export const batch = (type: StructType, rows: readonly (readonly Value[])[]): PythonBatch => ({
  data: valuesToStream(type, rows, settings),
  rows: rows.length,
});

export async function* stream(...batches: readonly PythonBatch[]): AsyncGenerator<PythonBatch> {
  yield* batches;
}

/** All rows that leave. */
export async function rowsOf(batches: AsyncIterable<PythonBatch>): Promise<Value[][]> {
  const rows: Value[][] = [];
  for await (const { data } of batches) rows.push(...streamToValues(data).rows);
  return rows;
}

/** The settings whose defaults differ between the lines, as far as these tests see them. */
const confOf = (client: Client) => (key: string) =>
  key === "spark.sql.execution.pyspark.binaryAsBytes" && Number(client.line) >= 4.1 ? "true" : undefined;

/** What all tasks of a client share. */
export const common = (client: Client, signal: AbortSignal = new AbortController().signal, key = "session") => ({
  session: { key, sparkVersion: client.line, includes: [] },
  pythonVersion: client.pythonVersion,
  settings: { ...settings, conf: confOf(client) },
  signal,
});

/** A scalar task over LONG columns `a` and `b`, whose first column is kept. */
export function scalar(
  client: Client,
  evalType: number,
  functions: ScalarTask["functions"],
  results: readonly DataType[],
  more: Partial<ScalarTask> = {},
): ScalarTask {
  const input = more.input ?? schema({ a: LONG, b: LONG });
  const keep = more.keep ?? [0];
  const output: StructType = {
    kind: "struct",
    fields: [
      ...keep.map((k) => input.fields[k] as StructType["fields"][number]),
      ...results.map((type, i) => ({ name: `r${i}`, type, nullable: true })),
    ],
  };
  return { ...common(client, more.signal), kind: "scalar", evalType, functions, keep, input, output, ...more };
}

/** The processes that this one has started, and those that they have, as far as they live. */
export function descendants(pid = process.pid): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean))
      .flatMap((child) => [Number(child), ...descendants(Number(child))]);
  } catch {
    return [];
  }
}

/** Waits until it holds, for as long as a loaded machine needs. */
export async function eventually(holds: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (holds()) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error(`it never came about that ${what}`);
}
