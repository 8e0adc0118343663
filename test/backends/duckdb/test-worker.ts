/** A worker whose kernels exercise the adapter rather than Spark's functions. */
import { parentPort, workerData } from "node:worker_threads";
import { serveEngine } from "../../../backends/duckdb/worker-serve.ts";
import type { EngineSettings } from "../../../backends/duckdb/worker-protocol.ts";
import { sparkError } from "../../../src/errors/spark-error.ts";
import { kernel, kernelOfNulls, type KernelTable } from "../../../src/kernels/kernel.ts";

const hoarded: string[][] = [];

const kernels: KernelTable = {
  same: kernel(() => (v) => v),
  same_or_null: kernelOfNulls(() => (v) => v),
  is_null: kernelOfNulls(() => (v) => v === null),
  concat3: kernel(() => (a, b, c) => `${a as bigint}|${b as string}|${c as number}`),
  fail_at: kernel(() => (v, limit) => {
    if ((v as bigint) >= (limit as bigint))
      throw sparkError("CAST_OVERFLOW", { value: `{"${v as bigint}'}`, sourceType: '"BIGINT"', targetType: '"INT"' });
    return v;
  }),
  crash: kernel(() => () => {
    throw new TypeError("not a user's fault");
  }),
  count_calls: kernelOfNulls(() => {
    let calls = 0;
    return () => ++calls;
  }),
  hoard: kernel(() => (v) => {
    hoarded.push(Array.from({ length: 100 }, (_, i) => `${v as bigint} ${i}`));
    return v;
  }),
  break_thread: kernel(() => (v) => {
    setImmediate(() => {
      throw new Error("broken");
    });
    return v;
  }),
};

if (parentPort !== null) await serveEngine(parentPort, workerData as EngineSettings, kernels);
