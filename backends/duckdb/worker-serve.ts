/** The engine's thread: owns the database and serves statements over a port until told to close. */
import type { MessagePort } from "node:worker_threads";
import duckdb, { type Database } from "@duckdb/node-bindings";
import { InternalError } from "../../src/base/invariant.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import type { KernelTable } from "../../src/kernels/kernel.ts";
import { CancelFlags } from "./cancel-flags.ts";
import { type EngineParts, RunningStatement } from "./execute.ts";
import { FlowControl } from "./flow-control.ts";
import { HeapGuard, heapIsFull } from "./heap-guard.ts";
import { sizeSetting } from "./memory.ts";
import { ConnectionPool } from "./pool.ts";
import { makeEndMark } from "./stream.ts";
import { WholeRoom } from "./whole-room.ts";
import { InputRegistry } from "./vectors/input-function.ts";
import { KernelRegistry } from "./vectors/kernel-function.ts";
import {
  type EngineSettings,
  type Failure,
  type FromWorker,
  STORED_DATABASE,
  type ToWorker,
} from "./worker-protocol.ts";

/** Serves the port. `kernels` are the scalars that statements may name. */
export async function serveEngine(port: MessagePort, settings: EngineSettings, kernels: KernelTable): Promise<void> {
  const tell = (message: FromWorker, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
  const running = new Map<number, RunningStatement>();
  const pending = new Map<number, Promise<void>>();
  const cancelledEarly = new Set<number>();
  // Statements look at the heap when `die` is there.
  const guard = new HeapGuard(() => die(heapIsFull()));
  const flow = new FlowControl(settings.flow);
  const flags = new CancelFlags(settings.cancelFlags);
  const database = openDatabase(settings);
  const parts: Promise<EngineParts> = database.then((db) => ({
    pool: new ConnectionPool(db, settings.maxStatements),
    kernels: new KernelRegistry(kernels, guard, flags),
    guard,
    room: new WholeRoom(settings.flow.total / 2),
    flags,
    inputs: new InputRegistry(),
    flow,
  }));

  const execute = async ({ id, request }: Extract<ToWorker, { kind: "execute" }>): Promise<void> => {
    const statement = new RunningStatement(await parts, id, request, {
      batch: (data, rows) => tell({ kind: "batch", id, data, rows }, [data.buffer]),
      progress: (fraction) => tell({ kind: "progress", id, fraction }),
    });
    if (cancelledEarly.delete(id)) return tell({ kind: "done", id });
    running.set(id, statement);
    try {
      await statement.run();
      tell({ kind: "done", id });
    } catch (reason) {
      tell({ kind: "failed", id, failure: failureOf(reason) });
    } finally {
      running.delete(id);
    }
  };
  /**
   * Ends the thread once nothing runs: a thread that ends while DuckDB works for it takes the whole process with it,
   * for the binding cannot hand its results to an environment that is gone.
   */
  const end = async (code: number): Promise<void> => {
    for (const statement of running.values()) statement.cancel();
    for (const id of pending.keys()) cancelledEarly.add(id);
    await Promise.allSettled(pending.values());
    const { pool } = await parts;
    pool.close();
    duckdb.close_sync(await database);
    // Registered functions hold the event loop open; inside a worker this ends the worker only.
    process.exit(code);
  };
  const die = (reason: unknown): void => {
    tell({ kind: "dying", failure: failureOf(reason) });
    void end(1);
  };
  process.on("uncaughtException", die);

  port.on("message", (message: ToWorker) => {
    switch (message.kind) {
      case "execute":
        pending.set(
          message.id,
          execute(message)
            .catch((reason: unknown) => tell({ kind: "failed", id: message.id, failure: failureOf(reason) }))
            .finally(() => pending.delete(message.id)),
        );
        break;
      case "taken":
        flow.taken(message.id, message.bytes);
        break;
      case "cancel": {
        const statement = running.get(message.id);
        if (statement !== undefined) statement.cancel();
        else if (pending.has(message.id)) cancelledEarly.add(message.id);
        break;
      }
      case "close":
        void end(0);
        break;
    }
  });
  await parts;
  tell({ kind: "ready" });
}

async function openDatabase(settings: EngineSettings): Promise<Database> {
  const config = duckdb.create_config();
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined) duckdb.set_config(config, name, value);
  };
  set("threads", settings.threads?.toString());
  set("memory_limit", sizeSetting(settings.memoryLimit));
  set("temp_directory", settings.tempDirectory);
  set("extension_directory", settings.extensionDirectory);
  set("autoinstall_known_extensions", "false");
  set("preserve_insertion_order", "true");
  // Memory that a statement gave back goes to the system although no other statement follows.
  set("allocator_background_threads", "true");
  const database = await duckdb.open(":memory:", config);
  const connection = await duckdb.connect(database);
  // DuckDB 1.5 takes no notice of this one among the settings that it is opened with.
  if (settings.maxTempDirectorySize !== undefined)
    await duckdb.query(connection, `SET max_temp_directory_size = '${sizeSetting(settings.maxTempDirectorySize)}'`);
  await duckdb.query(connection, `ATTACH ':memory:' AS ${STORED_DATABASE}`);
  await makeEndMark(connection);
  duckdb.disconnect_sync(connection);
  return database;
}

function failureOf(reason: unknown): Failure {
  if (reason instanceof SparkError) return { kind: "spark", condition: reason.condition, params: reason.params };
  if (reason instanceof InternalError) return { kind: "internal", message: reason.message, stack: reason.stack };
  if (reason instanceof Error && reason.constructor === Error) return { kind: "duckdb", message: reason.message };
  return { kind: "internal", message: String(reason), stack: reason instanceof Error ? reason.stack : undefined };
}
