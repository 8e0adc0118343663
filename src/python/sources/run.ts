/** Rows that data sources in Python give and take. */
import { valuesToStream } from "../../arrow/build-column.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { streamToValues } from "../../arrow/column-values.ts";
import type { MapTask, PythonBatch } from "../api.ts";
import { Ahead } from "../parts/ahead.ts";
import type { AskPlanner } from "../planner.ts";
import { EvalType } from "../protocol/eval-type.ts";
import type { ReadPlan, ReadSource, SourceRequest, WriteSource } from "../source-api.ts";
import { endWrite, MESSAGE, PARTITION, planWrite } from "./plan.ts";

/** Runs a task on one worker. */
export type RunTask = (task: MapTask, input: AsyncIterable<PythonBatch>) => AsyncIterable<PythonBatch>;

/** Batches of a partition that wait for their turn. */
const BATCHES_AHEAD = 16;

const taskOf = (request: SourceRequest, command: Uint8Array): Omit<MapTask, "input" | "output"> => ({
  kind: "map",
  evalType: EvalType.MAP_ARROW,
  command,
  barrier: false,
  name: request.name,
  session: request.session,
  pythonVersion: request.pythonVersion,
  settings: request.settings,
  signal: request.signal,
});

/** The rows of all partitions in their order; `most` are read at once. */
export async function* readSource(
  run: RunTask,
  request: ReadSource,
  { command, partitions }: ReadPlan,
  most: number,
): AsyncGenerator<PythonBatch> {
  const task: MapTask = { ...taskOf(request, command), input: PARTITION, output: request.output };
  const waiting = [...partitions];
  const started: Ahead<PythonBatch>[] = [];
  const start = (): void => {
    const partition = waiting.shift();
    if (partition !== undefined) started.push(new Ahead(run(task, partitionRow(task, partition)), BATCHES_AHEAD));
  };
  try {
    for (let i = 0; i < most; i++) start();
    for (let at = 0; at < started.length; at++) {
      const reading = started[at];
      if (reading !== undefined) yield* reading;
      start();
    }
  } finally {
    void Promise.allSettled(started.map((reading) => reading.end()));
  }
}

async function* partitionRow({ settings }: MapTask, partition: Uint8Array): AsyncGenerator<PythonBatch> {
  yield { data: valuesToStream(PARTITION, [[partition]], settings), rows: 1 };
}

/** Writes rows in one task; what it tells is committed, and a failure aborts what was begun. */
export async function writeSource(
  ask: AskPlanner,
  run: RunTask,
  request: WriteSource,
  input: AsyncIterable<PythonBatch>,
): Promise<void> {
  const plan = await planWrite(ask, request);
  const messages: (Uint8Array | undefined)[] = [];
  try {
    const task: MapTask = { ...taskOf(request, plan.command), input: request.schema, output: MESSAGE };
    for await (const batch of run(task, input))
      for (const [message] of streamToValues(batch.data).rows)
        messages.push(message instanceof Uint8Array ? message : undefined);
    await endWrite(ask, request, plan, messages, "commit");
  } catch (reason) {
    // A cancelled write is aborted as well, and that is not cancelled.
    const signal = new AbortController().signal;
    const told = messages.length === 0 ? [undefined] : messages;
    await endWrite(ask, { ...request, signal }, plan, told, "abort").catch(() => {
      // Spark 4.0 forgets what the write failed with then.
      if (request.session.sparkVersion === "4.0") throw sparkError("_LEGACY_ERROR_TEMP_2070", {}, { cause: reason });
    });
    throw reason;
  }
}
