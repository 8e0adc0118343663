/**
 * Python functions fed from memory: what of a query's time is the workers' own. One worker and as many as the machine
 * has threads, side by side; the server's processor time beside each.
 */
import { createInterface } from "node:readline";
import { type ArrowColumn, bytesOf } from "../src/arrow/column.ts";
import { streamEncoder } from "../src/arrow/ipc.ts";
import type { PythonBatch, PythonTask } from "../src/python/api.ts";
import type { StructType } from "../src/types/data-type.ts";
import { clients, commandsOf, common, LONG, scalar, schema, settings, startRuntime } from "../test/python/harness.ts";

const KVG = schema({ k: LONG, v: LONG, g: LONG });
const KV = schema({ k: LONG, v: LONG });
const SIZE = 10_000;

const column = (values: BigInt64Array): ArrowColumn => ({
  rows: values.length,
  nulls: 0,
  validity: undefined,
  buffers: [bytesOf(values)],
  children: [],
});

/** Rows of `k`, `v` and `g`, groups of `per`; in batches of 10,000, made before they are asked for. */
function batchesOf(type: StructType, count: number, per: number): readonly PythonBatch[] {
  const encoder = streamEncoder(type, settings);
  const batch = (start: number): PythonBatch => {
    const group = BigInt64Array.from({ length: SIZE }, (_, i) => BigInt(Math.floor((start + i) / per)));
    const values = BigInt64Array.from({ length: SIZE }, (_, i) => BigInt(start + i));
    return { data: encoder.encode([group, values, group].slice(0, type.fields.length).map(column), SIZE), rows: SIZE };
  };
  return Array.from({ length: count / SIZE }, (_, i) => batch(i * SIZE));
}

const MILLION = { three: batchesOf(KVG, 1_000_000, 100), two: batchesOf(KV, 1_000_000, 100) };

/** So many rows of a task's input; those behind the first million are the same again. */
async function* rows({ input }: PythonTask, count: number): AsyncGenerator<PythonBatch> {
  const million = input === KV ? MILLION.two : MILLION.three;
  for (let i = 0; i * SIZE < count; i++) yield million[i % million.length] as PythonBatch;
}

const wanted = process.argv[2] ?? "newest";
const client = clients.find((c) => c.name === wanted);
if (client === undefined) throw new Error(`no client environment ${wanted} (scripts/clients.mjs)`);
const commands = commandsOf(client);
const command = (name: string) => commands.get(name) as Uint8Array;
const f = (name: string) => ({ commands: [command(name)], args: [{ column: 1 }], name });
/** A task by its name in `run_udf.py`: what it is, and rows that go in. */
const tasks: Readonly<Record<string, readonly [string, number, PythonTask]>> = {
  pandas_udf: ["pandas_udf x + 1", 10_000_000, scalar(client, 200, [f("plus_one")], [LONG], { input: KVG, keep: [] })],
  udf: ["pickled udf x + 1", 1_000_000, scalar(client, 100, [f("plus_one")], [LONG], { input: KVG, keep: [] })],
  groups: [
    "applyInPandas, 10,000 groups",
    1_000_000,
    {
      ...common(client),
      kind: "groups",
      evalType: 201,
      command: command("group_sum"),
      name: "group_sum",
      input: KVG,
      output: KV,
      grouping: { column: 2 },
      keys: [0],
      values: [0, 1],
    },
  ],
  map: [
    "mapInPandas, the same rows",
    10_000_000,
    {
      ...common(client),
      kind: "map",
      evalType: 205,
      command: command("map_same"),
      name: "map_same",
      barrier: false,
      input: KV,
      output: KV,
    },
  ],
};

type Runtime = ReturnType<typeof startRuntime>["runtime"];

/** Runs a task over so many rows; gives how many came out. */
async function run(runtime: Runtime, task: PythonTask, count: number): Promise<number> {
  let seen = 0;
  for await (const batch of runtime.run(task, rows(task, count))) seen += batch.rows;
  return seen;
}

/** All tasks, with one worker and with as many as the machine has threads. */
async function all(): Promise<void> {
  for (const workers of [1, undefined]) {
    const { runtime, end } = startRuntime(workers === undefined ? {} : { maxWorkers: workers });
    for (const [name, count, task] of Object.values(tasks)) {
      // The first run starts and warms the workers.
      await run(runtime, task, SIZE * 30);
      const started = performance.now();
      const before = process.cpuUsage();
      const seen = await run(runtime, task, count);
      const { user, system } = process.cpuUsage(before);
      const seconds = (performance.now() - started) / 1000;
      console.log(
        `${client?.line} ${workers === 1 ? "one worker" : "workers"} ${name}: ${count} rows in, ${seen} out, ` +
          `${seconds.toFixed(2)} s (${Math.round(count / seconds)} rows/s), server ${((user + system) / 1e6).toFixed(2)} s of CPU`,
      );
    }
    await end();
  }
}

/** Tasks whose names come on standard input, for `run_udf.py`; by one worker where it is asked for. */
async function asked(): Promise<void> {
  const { runtime, end } = startRuntime(process.argv.includes("--one") ? { maxWorkers: 1 } : {});
  for await (const name of createInterface({ input: process.stdin })) {
    const [, count, task] = tasks[name] ?? [];
    if (task === undefined || count === undefined) throw new Error(`no task ${name}`);
    const started = performance.now();
    await run(runtime, task, count);
    console.log(`TOOK ${JSON.stringify([(performance.now() - started) / 1000, null])}`);
  }
  await end();
}

await (process.argv.includes("--asked") ? asked() : all());
