import { setTimeout as sleep } from "node:timers/promises";
import type { Backend, RecordBatchBytes } from "../backend/backend.ts";
import { SparkError, sparkError } from "../errors/spark-error.ts";
import { type Admission, type Applicant, LIGHT_ROWS, type Slot } from "./admission.ts";

/** How long a reader may keep a batch before its query is taken for one that waits. */
const PATIENCE = 100;
/** Milliseconds that a light query waits for memory before it begins again, at first and at last. */
const FIRST_WAIT = 50;
const LAST_WAIT = 800;
/** Rows of what is not known, as the schema of text files, that are read whole; a Parquet file tells its own. */
const MANY_ROWS = Number.POSITIVE_INFINITY;

/** A backend on one session's behalf: whatever runs on it waits for its turn, and ends in time. */
export function admittedBackend(backend: Backend, admission: Admission, applicant: Applicant): Backend {
  const alone = async <T>(rows: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const slot = await admission.enter(applicant, rows, signal);
    const time = new TimeLimit(admission.limits.queryTimeout, signal);
    try {
      return await work(time.signal);
    } catch (reason) {
      throw time.reasonOf(reason);
    } finally {
      time.clear();
      slot.leave();
    }
  };
  return {
    name: backend.name,
    capabilities: backend.capabilities,
    support: (plan) => backend.support(plan),
    warm: () => backend.warm(),
    execute: async function* (plan, cx) {
      const slot = await admission.enter(applicant, cx.effort ?? MANY_ROWS, cx.signal);
      const time = new TimeLimit(admission.limits.queryTimeout, cx.signal);
      try {
        const begin = () => backend.execute(plan, { ...cx, signal: time.signal });
        const isLight = (cx.effort ?? MANY_ROWS) <= LIGHT_ROWS;
        yield* paced(isLight ? patient(begin, admission, time.signal) : begin(), slot, time.signal);
      } catch (reason) {
        throw time.reasonOf(reason);
      } finally {
        time.clear();
        slot.leave();
      }
    },
    write: (plan, sink, cx) =>
      alone(cx.effort ?? MANY_ROWS, cx.signal, (signal) => backend.write(plan, sink, { ...cx, signal })),
    // What makes the batches has its own turn, and could not go on while this one's lasted.
    store: (source, cx) =>
      "batches" in source
        ? backend.store(source, cx)
        : alone(cx.effort ?? MANY_ROWS, cx.signal, (signal) => backend.store(source, { ...cx, signal })),
    inferSchema: (request) =>
      alone(request.format === "parquet" ? 0 : MANY_ROWS, request.signal, (signal) =>
        backend.inferSchema({ ...request, signal }),
      ),
    close: () => backend.close(),
  };
}

/**
 * The batches of a light query. Where others have taken all memory it begins again when they may have given it back,
 * as they do when they fail for want of it themselves.
 */
async function* patient(
  begin: () => AsyncIterable<RecordBatchBytes>,
  admission: Admission,
  signal: AbortSignal,
): AsyncGenerator<RecordBatchBytes> {
  for (let wait = FIRST_WAIT; ; wait *= 2) {
    let isCrowded = admission.stats.running > 1;
    let hasBegun = false;
    try {
      for await (const batch of begin()) {
        hasBegun = true;
        yield batch;
      }
      return;
    } catch (reason) {
      isCrowded ||= admission.stats.running > 1;
      const isShort = reason instanceof SparkError && reason.condition === "OUT_OF_MEMORY";
      if (!isShort || !isCrowded || hasBegun || wait > LAST_WAIT) throw reason;
    }
    await sleep(wait, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw sparkError("OPERATION_CANCELED", {}, { cause: signal.reason });
  }
}

/** The batches; while the reader is away others have the slot. */
async function* paced(
  batches: AsyncIterable<RecordBatchBytes>,
  slot: Slot,
  signal: AbortSignal,
): AsyncGenerator<RecordBatchBytes> {
  for await (const batch of batches) {
    const timer = setTimeout(() => slot.pause(), PATIENCE);
    try {
      yield batch;
    } finally {
      clearTimeout(timer);
    }
    await slot.resume(signal);
  }
}

/** A signal that aborts with another, and when a query has run for too long. */
class TimeLimit {
  readonly signal: AbortSignal;
  readonly #outer: AbortSignal;
  readonly #limit: number | undefined;
  readonly #clock = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(limit: number | undefined, outer: AbortSignal) {
    this.#outer = outer;
    this.#limit = limit;
    this.signal = limit === undefined ? outer : AbortSignal.any([outer, this.#clock.signal]);
    if (limit !== undefined) this.#timer = setTimeout(() => this.#clock.abort(), limit);
  }

  /** What a failure is due to. */
  reasonOf(reason: unknown): unknown {
    if (this.#limit === undefined || this.#outer.aborted || !this.#clock.signal.aborted) return reason;
    return sparkError("FIRESTEEL_LIMIT_EXCEEDED.QUERY_TIME", { limit: `${this.#limit / 1000} s` }, { cause: reason });
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
