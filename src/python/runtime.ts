import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { invariant } from "../base/invariant.ts";
import { analyzeTableFunction } from "./analyze-table-function.ts";
import type { PythonBatch, PythonRuntime, PythonTask } from "./api.ts";
import { dealt } from "./parts/dealt.ts";
import { inParts } from "./parts/in-parts.ts";
import { dealOf, partSizeOf } from "./parts/part-size.ts";
import { askPlanner, type PlannerQuestion } from "./planner.ts";
import { workerConf, workerVariables } from "./protocol/conf.ts";
import { type Dialect, dialectOf } from "./protocol/dialect.ts";
import { encodeHeader } from "./protocol/header.ts";
import { EvalType } from "./protocol/eval-type.ts";
import type { Reply } from "./protocol/reply.ts";
import { createSource, planRead } from "./sources/plan.ts";
import { readSource, writeSource } from "./sources/run.ts";
import { exchangeOf } from "./tasks/index.ts";
import { warmUp } from "./warm-up.ts";
import { converse } from "./worker/conversation.ts";
import { workerEnvironment } from "./worker/environment.ts";
import { Interpreters, type ReadyInterpreter } from "./worker/interpreters.ts";
import { type Lease, type PoolLimits, type Wanted, WorkerPool } from "./worker/pool.ts";

/** Kinds of functions whose rows travel as pickles. */
const PICKLED: ReadonlySet<number> = new Set([EvalType.BATCHED, EvalType.TABLE]);

/** What the operator says of Python. */
export interface PythonRuntimeOptions extends PoolLimits {
  /** Paths of interpreters; none: `python3` on the PATH. */
  readonly interpreters: readonly string[];
  /** A directory of the server's own, in which workers run; it is made where it is missing. */
  readonly directory: string;
  /** The server's environment, of which workers see what they need to find programs and the time. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Longest that a worker may neither take nor give anything while it has work, in milliseconds; absent: any time. */
  readonly taskTime?: number | undefined;
}

const WORKER = "pyspark.worker";

/** Workers for all sessions. Nothing starts before it is asked for. */
export function createPythonRuntime(options: PythonRuntimeOptions): PythonRuntime {
  mkdirSync(options.directory, { recursive: true });
  const around = { directory: options.directory, environment: workerEnvironment(options.variables) };
  const interpreters = new Interpreters(options.interpreters, around);
  const pool = new WorkerPool(around, options);
  let attempts = 0n;
  let results = 0n;
  /** The number of a task's first function, whatever parts of its rows go through workers. */
  const firstResults = new WeakMap<PythonTask, bigint>();

  const lanes = {
    most: Math.min(availableParallelism(), options.maxWorkers),
    hasRoom: () => pool.hasRoom,
  };

  function run(
    task: PythonTask,
    input: AsyncIterable<PythonBatch>,
    other?: AsyncIterable<PythonBatch>,
  ): AsyncIterable<PythonBatch> {
    const [deal, size] = lanes.most < 2 ? [] : [dealOf(task), partSizeOf(task)];
    const part = (rows: AsyncIterable<PythonBatch>) => runWhole(task, rows, undefined);
    if (deal !== undefined) return dealt(input, deal, lanes, part);
    return size === undefined ? runWhole(task, input, other) : inParts(input, size, lanes, part);
  }

  async function* runWhole(
    task: PythonTask,
    input: AsyncIterable<PythonBatch>,
    other: AsyncIterable<PythonBatch> | undefined,
  ): AsyncGenerator<PythonBatch> {
    const { session, settings, signal } = task;
    const interpreter = await interpreters.choose(session.sparkVersion, task.pythonVersion);
    const dialect = dialectFor(interpreter);
    const exchange = exchangeOf(task, input, other, { dialect, settings, directory: options.directory });
    const { run: sent } = exchange.header;
    const firstResult = firstResults.get(task) ?? results;
    if (!firstResults.has(task)) {
      firstResults.set(task, firstResult);
      results += "command" in sent ? 1n : BigInt(sent.length);
    }
    const header = encodeHeader(dialect, {
      evalType: exchange.header.evalType,
      pythonVersion: task.pythonVersion,
      barrier: exchange.header.barrier ?? false,
      attempt: attempts++,
      files: session.files ?? options.directory,
      includes: session.includes,
      conf: new Map([...workerConf(settings), ...(exchange.conf ?? [])]),
      inputType: exchange.header.inputType,
      run: sent,
      firstResult,
    });
    const variables = workerVariables(settings);
    const wanted: Wanted = { interpreter, module: WORKER, variables, session: session.key };
    // Who reads pickles need not know pandas; a session's own files may hold another one.
    const isWarmed = !PICKLED.has(task.evalType) && session.includes.length === 0;
    const lease = isWarmed ? await warmed(wanted, dialect, signal) : await pool.acquire(wanted, signal);
    yield* converse(
      lease,
      {
        name: exchange.name,
        header,
        data: () => exchange.data(),
        results: (replies: AsyncIterable<Reply>) => exchange.results(replies),
      },
      { dialect, signal, taskTime: options.taskTime, accumulated: settings.accumulated },
    );
  }

  /** A worker that has imported what functions over Arrow batches need. */
  async function warmed(wanted: Wanted, dialect: Dialect, signal: AbortSignal): Promise<Lease> {
    const lease = await pool.acquire(wanted, signal);
    if (!lease.isNew) return lease;
    const giveUp = () => lease.discard();
    signal.addEventListener("abort", giveUp, { once: true });
    try {
      if (await warmUp(lease.process, dialect, wanted.interpreter.python, options.directory)) return lease;
    } catch {
      // The task itself tells better what is wrong.
    } finally {
      signal.removeEventListener("abort", giveUp);
    }
    lease.discard();
    return pool.acquire(wanted, signal);
  }

  async function ask<T>(question: PlannerQuestion<T>): Promise<T> {
    const { session, pythonVersion, settings, signal } = question;
    const interpreter = await interpreters.choose(session.sparkVersion, pythonVersion);
    const module = `pyspark.sql.worker.${question.module}`;
    const variables = workerVariables(settings);
    const lease = await pool.acquire({ interpreter, module, variables, session: session.key }, signal);
    return askPlanner(lease, dialectFor(interpreter), question, session.files ?? options.directory);
  }

  return {
    run,
    analyze: (request) => analyzeTableFunction(ask, request),
    createSource: (request) => createSource(ask, request),
    planSource: (request) => planRead(ask, request),
    readSource: (request, plan) =>
      readSource((task, input) => runWhole(task, input, undefined), request, plan, lanes.most),
    writeSource: (request, input) => writeSource(ask, (task, rows) => runWhole(task, rows, undefined), request, input),
    async warm(session, pythonVersion) {
      try {
        const interpreter =
          pythonVersion === undefined
            ? await interpreters.ofLine(session.sparkVersion)
            : await interpreters.choose(session.sparkVersion, pythonVersion);
        if (interpreter === undefined || interpreter.pandas === undefined || interpreter.pyarrow === undefined) return;
        const variables = workerVariables({ conf: () => undefined });
        await pool.spare({ interpreter, module: WORKER, variables }, (process) =>
          warmUp(process, dialectFor(interpreter), interpreter.python, options.directory),
        );
      } catch {
        // The first task says what is wrong.
      }
    },
    async forget(sessionKey) {
      pool.forget(sessionKey);
    },
    close: () => pool.close(),
  };
}

function dialectFor(interpreter: ReadyInterpreter): Dialect {
  const dialect = dialectOf(interpreter.pyspark);
  invariant(dialect !== undefined, `an interpreter of an unknown PySpark ${interpreter.pyspark}`);
  return dialect;
}
