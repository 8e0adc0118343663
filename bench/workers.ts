/**
 * Python functions fed from memory: what of a query's time is the workers' own. One worker and as many as the machine
 * has threads, side by side; the server's processor time beside each.
 */
import { type ArrowColumn, bytesOf } from "../src/arrow/column.ts";
import { streamEncoder } from "../src/arrow/ipc.ts";
import type { PythonBatch, PythonTask } from "../src/python/api.ts";
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

/** So many rows in groups of `per`, in batches of 10,000. */
async function* rows(count: number, per: number): AsyncGenerator<PythonBatch> {
  const encoder = streamEncoder(KVG, settings);
  for (let start = 0; start < count; start += SIZE) {
    const group = BigInt64Array.from({ length: SIZE }, (_, i) => BigInt(Math.floor((start + i) / per)));
    const values = BigInt64Array.from({ length: SIZE }, (_, i) => BigInt(start + i));
    yield { data: encoder.encode([group, values, group].map(column), SIZE), rows: SIZE };
  }
}

const wanted = process.argv[2] ?? "newest";
const client = clients.find((c) => c.name === wanted);
if (client === undefined) throw new Error(`no client environment ${wanted} (scripts/clients.mjs)`);
const commands = commandsOf(client);
const command = (name: string) => commands.get(name) as Uint8Array;
const f = (name: string) => ({ commands: [command(name)], args: [{ column: 1 }], name });
const tasks: readonly (readonly [string, number, number, PythonTask])[] = [
  ["pandas_udf x + 1", 10_000_000, 100, scalar(client, 200, [f("plus_one")], [LONG], { input: KVG })],
  ["pickled udf x + 1", 1_000_000, 100, scalar(client, 100, [f("plus_one")], [LONG], { input: KVG })],
  [
    "applyInPandas, 10,000 groups",
    1_000_000,
    100,
    {
      ...common(client),
      kind: "groups",
      evalType: 201,
      command: command("group_sum"),
      name: "group_sum",
      input: KVG,
      output: schema({ k: LONG, total: LONG }),
      grouping: { column: 2 },
      keys: [0],
      values: [0, 1],
    },
  ],
  [
    "mapInPandas, the same rows",
    10_000_000,
    100,
    {
      ...common(client),
      kind: "map",
      evalType: 205,
      command: command("map_same"),
      name: "map_same",
      barrier: false,
      input: KVG,
      output: KV,
    },
  ],
];

for (const workers of [1, undefined]) {
  const { runtime, end } = startRuntime(workers === undefined ? {} : { maxWorkers: workers });
  for (const [name, count, per, task] of tasks) {
    // The first run starts and warms the workers.
    for (const size of [SIZE * 30, count]) {
      const started = performance.now();
      const before = process.cpuUsage();
      let seen = 0;
      for await (const batch of runtime.run(task, rows(size, per))) seen += batch.rows;
      if (size !== count) continue;
      const { user, system } = process.cpuUsage(before);
      const seconds = (performance.now() - started) / 1000;
      console.log(
        `${client.line} ${workers === 1 ? "one worker" : "workers"} ${name}: ${count} rows in, ${seen} out, ` +
          `${seconds.toFixed(2)} s (${Math.round(count / seconds)} rows/s), server ${((user + system) / 1e6).toFixed(2)} s of CPU`,
      );
    }
  }
  await end();
}
