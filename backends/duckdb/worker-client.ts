/** The server's side of the engine: starts its thread when first needed, sends statements, receives Arrow batches. */
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { streamToValues } from "../../src/arrow/column-values.ts";
import type { Progress, RecordBatchBytes } from "../../src/backend/backend.ts";
import { InternalError, invariant } from "../../src/base/invariant.ts";
import type { ConditionName } from "../../src/errors/conditions.ts";
import type { Origin } from "../../src/errors/origin.ts";
import { SparkError, sparkError } from "../../src/errors/spark-error.ts";
import type { Value } from "../../src/types/value.ts";
import { CancelFlags } from "./cancel-flags.ts";
import { type ErrorPlaces, fromDuckDB } from "./errors.ts";
import type { EngineSettings, ExecuteMessage, Failure, FromWorker, ToWorker } from "./worker-protocol.ts";

/** How to start an engine. */
export interface EngineOptions extends Omit<EngineSettings, "cancelFlags" | "life"> {
  /** The worker's entry: `duckdb-worker.js` beside the bundle. */
  readonly worker: URL;
  /** Bytes of the thread's heap, which holds no rows but what kernels work on; undefined: what Node gives it. */
  readonly heapLimit?: number | undefined;
}

/** A statement for the engine. */
export interface EngineRequest extends Omit<ExecuteMessage, "tellsProgress"> {
  /** The memory of what is appended goes to the engine's thread; absent: it is copied. */
  readonly givesAway?: boolean | undefined;
  readonly signal: AbortSignal;
  /** Told every now and then how far the statement is. */
  readonly report?: ((progress: Progress) => void) | undefined;
  /** What carried errors' origins index. */
  readonly origins: readonly Origin[];
}

/** DuckDB in a thread of its own. */
export interface Engine {
  /**
   * The result as complete Arrow streams, at least one. Rejects with SparkErrors; with OPERATION_CANCELED at once when
   * the signal aborts, while DuckDB winds down behind. Leaving the iteration early cancels.
   */
  execute(request: EngineRequest): AsyncIterable<RecordBatchBytes>;
  /** All rows of a result that is small, as plain values. */
  rows(request: EngineRequest): Promise<Value[][]>;
  /** How many threads of it have ended, one after the other: what they held is gone. */
  readonly deaths: number;
  /** Starts the thread ahead of the first statement. */
  warm(): Promise<void>;
  /**
   * Whether some thread has not ended: one that closes, or one that was left behind. The process cannot exit in the usual
   * way while it works.
   */
  readonly lingers: boolean;
  /**
   * Fails what still runs and ends the thread. A statement that is being planned cannot be interrupted, and a thread
   * cannot be ended under it: after a while such a thread is left behind, not keeping the process alive.
   */
  close(): Promise<void>;
}

/** An engine that has not started yet. */
export const openEngine = (options: EngineOptions): Engine => new ThreadEngine(options);

/** How long a closing thread is waited for, in milliseconds. */
const CLOSE_PATIENCE = 2000;
/** Milliseconds between the end of a thread's ports and the event that says why it ended, at most. */
const EXIT_PATIENCE = 500;

type Item =
  | { readonly kind: "batch"; readonly batch: RecordBatchBytes }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly error: Error };

/** The client's end of one statement. */
class Channel {
  private readonly items: Item[] = [];
  private wake: (() => void) | undefined;
  /** Bytes of batches that nobody has taken. */
  unread = 0;
  ended = false;

  /** False when the item comes too late. */
  push(item: Item): boolean {
    if (this.ended) return false;
    if (item.kind === "batch") this.unread += item.batch.data.byteLength;
    else this.ended = true;
    // A failure overtakes batches that nobody has taken yet.
    if (item.kind === "failed") this.items.length = 0;
    this.items.push(item);
    this.wake?.();
    this.wake = undefined;
    return true;
  }

  async next(): Promise<Item> {
    for (;;) {
      const item = this.items.shift();
      if (item !== undefined) return item;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

/** A statement that the worker has been sent. */
interface Running {
  readonly channel: Channel;
  readonly places: ErrorPlaces;
  readonly report: EngineRequest["report"];
}

/** One life of the worker. */
class Thread {
  readonly ready: Promise<void>;
  private readonly worker: Worker;
  /** Kept: a port that nobody holds is closed. */
  private readonly life: MessagePort;
  private readonly channels = new Map<number, Running>();
  private readonly exited: Promise<void>;
  hasEnded = false;
  private lastId = 0;
  private readonly flags: CancelFlags;
  private readonly onDeath: () => void;

  constructor(options: EngineOptions, onDeath: () => void) {
    const { worker, heapLimit, ...settings } = options;
    const cancelFlags = CancelFlags.buffer();
    this.flags = new CancelFlags(cancelFlags);
    this.onDeath = onDeath;
    // V8 never gets to enforce the limit (`heap-guard.ts`).
    const life = new MessageChannel();
    this.life = life.port1;
    this.worker = new Worker(worker, {
      workerData: { ...settings, cancelFlags, life: life.port2 } satisfies EngineSettings,
      transferList: [life.port2],
      name: "duckdb",
      ...(heapLimit === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapLimit / 2 ** 20 } }),
    });
    const { promise, resolve, reject } = deferred();
    this.ready = promise;
    // Who starts a statement learns of the failure through its channel.
    promise.catch(() => undefined);
    const die = (error: Error): void => {
      this.onDeath();
      reject(error);
      for (const { channel } of this.channels.values()) channel.push({ kind: "failed", error });
      this.channels.clear();
    };
    this.worker.on("message", (message: FromWorker) => {
      if (message.kind === "ready") resolve();
      else if (message.kind === "dying") die(dying(message.failure));
      else this.receive(message);
      // An idle engine does not keep the process alive; its start and statements do.
      if (this.channels.size === 0) this.worker.unref();
    });
    // A thread that is ended from outside exits when what DuckDB runs for it has come to its end, and that may be never.
    this.life.on("close", () => setTimeout(() => die(ended("nothing answers there")), EXIT_PATIENCE).unref());
    this.life.unref();
    let cause: Error | undefined;
    this.worker.on("error", (reason: Error) => {
      cause = reason;
    });
    this.exited = new Promise((done) =>
      this.worker.on("exit", (code) => {
        this.hasEnded = true;
        die(ended(cause?.message ?? `code ${code}`, cause));
        done();
      }),
    );
  }

  /** `transfer`: memory of the request that goes with it. */
  start(
    request: ExecuteMessage,
    running: Omit<Running, "channel">,
    transfer: readonly ArrayBuffer[],
  ): { readonly id: number; readonly channel: Channel } {
    const id = ++this.lastId;
    const channel = new Channel();
    this.channels.set(id, { ...running, channel });
    this.worker.ref();
    this.post({ kind: "execute", id, request }, transfer);
    return { id, channel };
  }

  /** Ends a statement: by its flag where the thread is busy with its rows, by the message where it is not. */
  cancel(id: number): void {
    this.flags.cancel(id);
    this.post({ kind: "cancel", id });
  }

  post(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  async close(): Promise<void> {
    this.worker.ref();
    for (const { channel } of this.channels.values())
      channel.push({ kind: "failed", error: ended("the engine is closed") });
    this.channels.clear();
    this.post({ kind: "close" });
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_PATIENCE);
    });
    await Promise.race([this.exited, patience]);
    clearTimeout(timer);
    this.worker.unref();
  }

  private receive(message: Exclude<FromWorker, { kind: "ready" | "dying" }>): void {
    const { id } = message;
    const entry = this.channels.get(id);
    if (message.kind === "batch") {
      const { data, rows } = message;
      if (entry?.channel.push({ kind: "batch", batch: { data, rows, isOwn: true } }) !== true)
        this.post({ kind: "taken", id, bytes: data.byteLength });
      return;
    }
    if (entry === undefined) return;
    if (message.kind === "progress") {
      entry.report?.({ fraction: message.fraction });
      return;
    }
    this.channels.delete(id);
    if (message.kind === "done") entry.channel.push({ kind: "done" });
    else entry.channel.push({ kind: "failed", error: errorOf(message.failure, entry.places) });
  }
}

class ThreadEngine implements Engine {
  private readonly options: EngineOptions;
  private thread: Thread | undefined;
  /** Every thread that has not ended. */
  private threads: Thread[] = [];
  private closed = false;
  deaths = 0;

  constructor(options: EngineOptions) {
    this.options = options;
  }

  async *execute({
    signal,
    origins,
    report,
    givesAway,
    ...request
  }: EngineRequest): AsyncGenerator<RecordBatchBytes, void, undefined> {
    if (signal.aborted) throw canceled(signal);
    const thread = this.started();
    const { id, channel } = thread.start(
      { ...withOwnInputs(request), tellsProgress: report !== undefined },
      { places: { origins, candidates: request.statement.candidates }, report },
      givesAway === true ? wholeBuffers(request.append?.streams ?? []) : [],
    );
    const abort = (): void => {
      channel.push({ kind: "failed", error: canceled(signal) });
      // Not only when the consumer comes back: one that waits elsewhere must not keep the query alive.
      thread.cancel(id);
    };
    signal.addEventListener("abort", abort, { once: true });
    let over = false;
    try {
      for (;;) {
        const item = await channel.next();
        if (item.kind === "failed") throw item.error;
        if (item.kind === "done") {
          over = true;
          return;
        }
        const bytes = item.batch.data.byteLength;
        yield item.batch;
        channel.unread -= bytes;
        thread.post({ kind: "taken", id, bytes });
      }
    } finally {
      signal.removeEventListener("abort", abort);
      if (!over) thread.cancel(id);
      channel.ended = true;
      if (channel.unread > 0) thread.post({ kind: "taken", id, bytes: channel.unread });
    }
  }

  async rows(request: EngineRequest): Promise<Value[][]> {
    const rows: Value[][] = [];
    for await (const batch of this.execute(request)) for (const row of streamToValues(batch.data).rows) rows.push(row);
    return rows;
  }

  async warm(): Promise<void> {
    await this.started().ready;
  }

  get lingers(): boolean {
    return this.threads.some((thread) => !thread.hasEnded);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.thread?.close();
  }

  private started(): Thread {
    invariant(!this.closed, "the engine is closed");
    this.thread ??= this.start();
    return this.thread;
  }

  private start(): Thread {
    const thread: Thread = new Thread(this.options, () => {
      if (this.thread !== thread) return;
      this.thread = undefined;
      this.deaths++;
    });
    this.threads = [...this.threads.filter(({ hasEnded }) => !hasEnded), thread];
    return thread;
  }
}

/** The request with no more inputs than the statement scans: each is copied to the other thread. */
const withOwnInputs = <R extends Pick<ExecuteMessage, "statement" | "inputs">>(request: R): R => {
  const used = new Set(request.statement.inputs.map((spec) => spec.dataId));
  return { ...request, inputs: new Map([...request.inputs].filter(([id]) => used.has(id))) };
};

/** The memory of those that are all of it. */
const wholeBuffers = (streams: readonly Uint8Array[]): ArrayBuffer[] => [
  ...new Set(
    streams.flatMap(({ buffer, byteLength }) =>
      buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
    ),
  ),
];

const canceled = (signal: AbortSignal): SparkError => sparkError("OPERATION_CANCELED", {}, { cause: signal.reason });

const ended = (reason: string, cause?: Error): InternalError =>
  new InternalError(`the engine's thread ended: ${reason}`, { cause });

const dying = (failure: Failure): Error =>
  failure.kind === "spark"
    ? new SparkError(failure.condition as ConditionName, failure.params)
    : ended(failure.message);

function errorOf(failure: Failure, places: ErrorPlaces): Error {
  switch (failure.kind) {
    case "spark":
      return new SparkError(failure.condition as ConditionName, failure.params);
    case "duckdb":
      return fromDuckDB(new Error(failure.message), places);
    case "internal":
      return new InternalError(failure.message, { cause: failure.stack });
  }
}

function deferred(): {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
} {
  let resolve: () => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
