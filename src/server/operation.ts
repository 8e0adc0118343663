import { randomUUID } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ExecutePlanResponse } from "../gen/spark/connect/base_pb.ts";
import { ExecutePlanResponseSchema } from "../gen/spark/connect/base_pb.ts";
import { sparkError } from "../errors/spark-error.ts";
import type { Progress, RunContext } from "../engine/api.ts";
import type { ServerLimits } from "./limits.ts";
import { type Ending, ReplayBuffer } from "./replay-buffer.ts";
import type { ResultBudget } from "./result-budget.ts";

/** A response without the ids that its operation gives it, and about how many bytes it takes. */
export interface Produced {
  readonly response: MessageInitShape<typeof ExecutePlanResponseSchema>;
  readonly bytes: number;
}

/** What an operation is made of. */
export interface OperationOptions {
  readonly id: string;
  readonly sessionId: string;
  readonly serverSideSessionId: string;
  readonly tags: readonly string[];
  /** Whether its responses can be read again on another stream. */
  readonly reattachable: boolean;
  /** Equal for equal plans. */
  readonly fingerprint: string;
  readonly limits: ServerLimits;
  /** What the responses of all operations count against. */
  readonly budget: ResultBudget;
  /** Milliseconds between messages that tell a waiting client how far the work is; 0: none. */
  readonly progressInterval: number;
  /** Runs the command. The signal ends it; `report` is told how far it is. */
  readonly produce: (cx: RunContext) => AsyncIterable<Produced>;
  /** Called once when it has ended, with the error where there is one. */
  readonly onEnd: (state: OperationState, error: unknown) => void;
  /** Called once when the operation leaves its session: `abandoned` where no client came back for it. */
  readonly onGone: (abandoned: boolean) => void;
}

export type OperationState = "running" | "succeeded" | "failed" | "cancelled";

interface Reader {
  preempted: boolean;
  wake: () => void;
}

/** Hundredths of the whole, as if each were a task of Spark's. */
const TASKS = 100;

/** The one stage that a client's progress bar shows. */
function progressOf(progress: Progress | undefined) {
  const fraction = progress?.fraction ?? 0;
  const stage = {
    stageId: 0n,
    numTasks: BigInt(TASKS),
    numCompletedTasks: BigInt(Math.floor(fraction * TASKS)),
    inputBytesRead: 0n,
    done: false,
  };
  return { stages: [stage], numInflightTasks: 1n };
}

/**
 * One ExecutePlan: runs its command once, whatever becomes of the streams that read it. Left alone it is given up after
 * a while (`ExecuteHolder`).
 */
export class Operation {
  readonly id: string;
  readonly tags: readonly string[];
  readonly reattachable: boolean;
  readonly fingerprint: string;
  readonly #options: OperationOptions;
  readonly #buffer: ReplayBuffer<ExecutePlanResponse>;
  readonly #abort = new AbortController();
  /** Response ids are UUIDs whose last group counts the responses: no table of them is needed. */
  readonly #idPrefix = randomUUID().slice(0, 24);
  #state: OperationState = "running";
  #reader: Reader | undefined;
  #timer: NodeJS.Timeout | undefined;
  #telling: NodeJS.Timeout | undefined;
  #progress: Progress | undefined;
  #gone = false;

  constructor(options: OperationOptions) {
    this.id = options.id;
    this.tags = options.tags;
    this.reattachable = options.reattachable;
    this.fingerprint = options.fingerprint;
    this.#options = options;
    const { unsentBytes, retryBufferBytes } = options.limits;
    this.#buffer = new ReplayBuffer(unsentBytes, options.reattachable ? retryBufferBytes : 0, options.budget);
  }

  get state(): OperationState {
    return this.#state;
  }

  /** Whether it has ended, and its client has all of it. */
  get isSettled(): boolean {
    return this.#state !== "running" && this.#buffer.isSent;
  }

  /** Begins the work; what it yields and how it ends goes to the readers. */
  start(asError: (reason: unknown) => unknown): void {
    const { progressInterval } = this.#options;
    if (progressInterval > 0) {
      this.#telling = setInterval(() => this.#tellProgress(), progressInterval);
      this.#telling.unref();
    }
    void this.#run(asError);
  }

  /** Only to a client that waits: what is not sent yet tells more than any progress. */
  #tellProgress(): void {
    if (this.#reader === undefined || !this.#buffer.isSent) return;
    const response = { responseType: { case: "executionProgress", value: progressOf(this.#progress) } } as const;
    this.#push(response, 0);
  }

  async #run(asError: (reason: unknown) => unknown): Promise<void> {
    try {
      const { signal } = this.#abort;
      const report = (progress: Progress) => {
        this.#progress = progress;
      };
      for await (const { response, bytes } of this.#options.produce({ signal, report })) {
        if (this.#state !== "running") return;
        this.#push(response, bytes);
        const wait = this.#buffer.room();
        if (wait !== undefined) await wait;
      }
      if (this.#state !== "running") return;
      this.#finish("succeeded", {});
    } catch (reason) {
      if (this.#state === "running") this.#finish("failed", { error: asError(reason) });
    }
  }

  #push(response: Produced["response"], bytes: number): void {
    const { id: operationId, sessionId, serverSideSessionId } = this.#options;
    const responseId = this.#idPrefix + (this.#buffer.last + 1).toString(16).padStart(12, "0");
    const message = create(ExecutePlanResponseSchema, response);
    Object.assign(message, { sessionId, serverSideSessionId, operationId, responseId });
    this.#buffer.push(message, bytes);
  }

  #finish(state: OperationState, ending: Ending): void {
    clearInterval(this.#telling);
    this.#state = state;
    this.#buffer.end(ending);
    this.#options.onEnd(state, ending.error);
  }

  /** Ends a running operation: its reader gets OPERATION_CANCELED. False when it has ended already. */
  interrupt(): boolean {
    if (this.#state !== "running") return false;
    this.#finish("cancelled", { error: sparkError("OPERATION_CANCELED", {}) });
    this.#abort.abort();
    return true;
  }

  /** Forgets the responses up to one. INVALID_CURSOR.POSITION_NOT_FOUND for an id that is none of this operation's. */
  releaseUntil(responseId: string): void {
    this.#buffer.release(this.#known(responseId));
  }

  /** Ends the operation and forgets it; who still reads gets INVALID_CURSOR.DISCONNECTED. */
  releaseAll(abandoned = false): void {
    if (this.#gone) return;
    this.#gone = true;
    clearTimeout(this.#timer);
    if (this.#state === "running") this.#finish("cancelled", { error: sparkError("INVALID_CURSOR.DISCONNECTED", {}) });
    this.#abort.abort();
    this.#buffer.release(Number.MAX_SAFE_INTEGER);
    this.#disconnect();
    this.#options.onGone(abandoned);
  }

  #disconnect(): void {
    if (this.#reader === undefined) return;
    this.#reader.preempted = true;
    this.#reader.wake();
  }

  #known(responseId: string): number {
    const index = this.#indexOf(responseId);
    if (index === undefined) throw sparkError("INVALID_CURSOR.POSITION_NOT_FOUND", { responseId });
    return index;
  }

  #indexOf(responseId: string): number | undefined {
    if (!responseId.startsWith(this.#idPrefix)) return undefined;
    const index = Number.parseInt(responseId.slice(this.#idPrefix.length), 16);
    return index >= 1 && index <= this.#buffer.last ? index : undefined;
  }

  /**
   * The responses behind one, or all of them. Takes the place of an earlier reader, which gets INVALID_CURSOR.DISCONNECTED.
   * Ends early when the stream has become too old or too big: the client attaches again.
   */
  async *read(lastResponseId: string | undefined, signal: AbortSignal): AsyncGenerator<ExecutePlanResponse> {
    const { limits } = this.#options;
    let next = this.#position(lastResponseId);
    const reader: Reader = { preempted: false, wake: () => {} };
    this.#disconnect();
    this.#reader = reader;
    clearTimeout(this.#timer);
    let complete = false;
    // Not in `finally` alone: a stream that broke while it was paused leaves this generator suspended.
    const onAbort = () => {
      this.#leave(reader, complete, true);
      reader.wake();
    };
    signal.addEventListener("abort", onAbort, { once: true });
    let expired = false;
    const timer = setTimeout(() => {
      expired = true;
      reader.wake();
    }, limits.streamDuration);
    timer.unref();
    try {
      for (let bytes = 0; ; ) {
        if (complete || signal.aborted) return;
        if (reader.preempted) throw sparkError("INVALID_CURSOR.DISCONNECTED", {});
        if (next < this.#buffer.first) throw this.#notAvailable(next);
        const entry = this.#buffer.take(next);
        if (entry !== undefined) {
          const { ending } = this.#buffer;
          complete = ending !== undefined && ending.error === undefined && next === this.#buffer.last;
          yield entry.response;
          next++;
          bytes += entry.bytes;
          if (this.reattachable && bytes >= limits.streamBytes) return;
          continue;
        }
        const { ending } = this.#buffer;
        if (ending !== undefined) {
          complete = true;
          if (ending.error !== undefined) throw ending.error;
          return;
        }
        if (expired && this.reattachable) return;
        await new Promise<void>((resolve) => {
          reader.wake = resolve;
          this.#buffer.onChange(resolve);
        });
      }
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      this.#leave(reader, complete, signal.aborted);
    }
  }

  #position(lastResponseId: string | undefined): number {
    const next = lastResponseId === undefined ? 1 : this.#known(lastResponseId) + 1;
    if (next < this.#buffer.first) throw this.#notAvailable(next);
    return next;
  }

  #notAvailable(index: number) {
    return sparkError("INVALID_CURSOR.POSITION_NOT_AVAILABLE", {
      index: String(index),
      responseId: this.#idPrefix + index.toString(16).padStart(12, "0"),
    });
  }

  /** What follows when a stream ends: nobody reads any more, so the operation is given up now or after a while. */
  #leave(reader: Reader, complete: boolean, broken: boolean): void {
    if (this.#reader !== reader) return;
    this.#reader = undefined;
    if (this.#gone) return;
    if (!this.reattachable) {
      this.releaseAll();
      return;
    }
    const { detachedTimeout, brokenStreamTimeout } = this.#options.limits;
    // Who has all of a result comes back at once or never; who lost a running query may have died.
    const isShort = complete || (broken && this.#state === "running");
    const patience = isShort ? Math.min(brokenStreamTimeout, detachedTimeout) : detachedTimeout;
    this.#timer = setTimeout(() => this.releaseAll(true), patience);
    this.#timer.unref();
  }
}
