import type { Backend, RecordBatchBytes } from "../backend/backend.ts";
import { sparkError } from "../errors/spark-error.ts";
import type { Admission, Applicant, Slot } from "./admission.ts";

/** How long a reader may keep a batch before its query is taken for one that waits. */
const PATIENCE = 100;
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
    execute: async function* (plan, cx) {
      const slot = await admission.enter(applicant, cx.effort ?? MANY_ROWS, cx.signal);
      const time = new TimeLimit(admission.limits.queryTimeout, cx.signal);
      try {
        yield* paced(backend.execute(plan, { ...cx, signal: time.signal }), slot, time.signal);
      } catch (reason) {
        throw time.reasonOf(reason);
      } finally {
        time.clear();
        slot.leave();
      }
    },
    write: (plan, sink, cx) =>
      alone(cx.effort ?? MANY_ROWS, cx.signal, (signal) => backend.write(plan, sink, { ...cx, signal })),
    store: (plan, cx) => alone(cx.effort ?? MANY_ROWS, cx.signal, (signal) => backend.store(plan, { ...cx, signal })),
    inferSchema: (request) =>
      alone(request.format === "parquet" ? 0 : MANY_ROWS, request.signal, (signal) =>
        backend.inferSchema({ ...request, signal }),
      ),
    close: () => backend.close(),
  };
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
