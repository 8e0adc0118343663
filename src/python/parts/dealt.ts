import { streamEncoder } from "../../arrow/ipc.ts";
import { type ArrowOptions, arrowFields } from "../../arrow/field.ts";
import { InternalError } from "../../base/invariant.ts";
import type { StructType } from "../../types/data-type.ts";
import type { PythonBatch } from "../api.ts";
import { cut, rowsOf } from "../rows.ts";
import { Ahead } from "./ahead.ts";
import { BYTES_AHEAD, bytesOf, LANE_BYTES, type Lanes } from "./lanes.ts";

/** How rows are dealt. */
export interface Deal {
  /** Rows from which on more than one worker is worth it. */
  readonly rows: number;
  /** What leaves. */
  readonly output: StructType;
  readonly options: ArrowOptions;
}

/**
 * A task that gives one row for each of its input, on several workers at once: each batch goes to the worker that has
 * the least to do, and what they make leaves in the order of the input. A short input is seen by one worker.
 *
 * Each worker takes batches until it has enough of them waiting, and makes results until enough of those wait for their
 * turn. Whose turn it is never waits for the others: it has room for more input as soon as it has none.
 */
export async function* dealt(
  input: AsyncIterable<PythonBatch>,
  deal: Deal,
  lanes: Lanes,
  run: (part: AsyncIterable<PythonBatch>) => AsyncIterable<PythonBatch>,
): AsyncGenerator<PythonBatch> {
  const most = Math.min(LANE_BYTES, Math.ceil(BYTES_AHEAD / lanes.most));
  const dealer = new Dealer(input, deal, lanes, () => new Lane(run, most));
  let isEmpty = true;
  try {
    for await (const { lane, rows } of dealer.order()) {
      for await (const batch of lane.take(rows, deal)) {
        isEmpty = false;
        yield batch;
      }
    }
    // What is left is the end of each, or why there is none.
    for (const lane of dealer.lanes)
      for await (const batch of lane.rest()) {
        if (!isEmpty) continue;
        isEmpty = false;
        yield batch;
      }
  } finally {
    dealer.end();
  }
}

/** A batch that was dealt. */
interface Dealt {
  readonly lane: Lane;
  readonly rows: number;
}

/** Gives batches to lanes, and remembers in what order. */
class Dealer {
  readonly lanes: Lane[] = [];
  readonly #input: AsyncIterator<PythonBatch>;
  readonly #deal: Deal;
  readonly #bounds: Lanes;
  readonly #open: () => Lane;
  readonly #order: Dealt[] = [];
  #rows = 0;
  #isDone = false;
  #failure: { readonly reason: unknown } | undefined;
  #broken: Lane | undefined;
  #wake: (() => void) | undefined;

  constructor(input: AsyncIterable<PythonBatch>, deal: Deal, bounds: Lanes, open: () => Lane) {
    this.#input = input[Symbol.asyncIterator]();
    this.#deal = deal;
    this.#bounds = bounds;
    this.#open = open;
    void this.#dealAll();
  }

  /** What was dealt, as it is. Throws the input's error behind what was dealt before it. */
  async *order(): AsyncGenerator<Dealt> {
    for (;;) {
      const next = this.#order.shift();
      if (next !== undefined) yield next;
      else if (this.#failure !== undefined) throw this.#failure.reason;
      else if (this.#broken !== undefined) {
        // It says itself why, where it can.
        for await (const _ of this.#broken.rest());
        throw new InternalError("a Python worker ended before its input");
      } else if (this.#isDone) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }

  /** Gives up what is not dealt, and all lanes. */
  end(): void {
    this.#isDone = true;
    // What an input waits for must not keep the workers alive.
    for (const lane of this.lanes) lane.end();
    void this.#input.return?.().then(undefined, () => {});
  }

  async #dealAll(): Promise<void> {
    try {
      this.lanes.push(this.#open());
      while (!this.#isDone) {
        const next = await this.#input.next();
        if (next.done === true) break;
        const lane = await this.#free();
        if (lane === undefined) {
          this.#broken = this.lanes.find(({ hasEnded }) => hasEnded);
          break;
        }
        const { rows } = next.value;
        if (rows > 0) this.#order.push({ lane, rows });
        this.#rows += rows;
        lane.give(next.value);
        this.#wake?.();
      }
      for (const lane of this.lanes) lane.close();
    } catch (reason) {
      this.#failure = { reason };
      for (const lane of this.lanes) lane.fail(reason);
    } finally {
      this.#isDone = true;
      this.#wake?.();
    }
  }

  /** The lane that has the least to do, when one takes more; `undefined` where nothing is wanted any more. */
  async #free(): Promise<Lane | undefined> {
    for (;;) {
      if (this.#isDone || this.lanes.some((lane) => lane.hasEnded)) return undefined;
      const least = this.lanes.reduce((a, b) => (b.waiting < a.waiting ? b : a));
      if (least.waiting > 0 && this.#isWorthMore) {
        const lane = this.#open();
        this.lanes.push(lane);
        return lane;
      }
      if (!least.isFull) return least;
      await Promise.race(this.lanes.map((lane) => lane.changed()));
    }
  }

  get #isWorthMore(): boolean {
    return this.#rows >= this.#deal.rows && this.lanes.length < this.#bounds.most && this.#bounds.hasRoom();
  }
}

/** One worker's share. */
class Lane {
  readonly #queue: PythonBatch[] = [];
  readonly #made: Ahead<PythonBatch>;
  readonly #results: AsyncIterator<PythonBatch>;
  readonly #most: number;
  /** Bytes of input that the worker has not asked for. */
  waiting = 0;
  #isClosed = false;
  #hasEnded = false;
  #failure: { readonly reason: unknown } | undefined;
  readonly #wakes = new Set<() => void>();
  #left: PythonBatch | undefined;

  constructor(run: (part: AsyncIterable<PythonBatch>) => AsyncIterable<PythonBatch>, most: number) {
    this.#most = most;
    this.#made = new Ahead(run(this.#input()), most, bytesOf);
    this.#results = this.#made[Symbol.asyncIterator]();
    void this.#made.finished.then(() => this.#over());
  }

  get isFull(): boolean {
    return this.waiting >= this.#most;
  }

  /** Whether it takes no more: it is done, or has failed. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  give(batch: PythonBatch): void {
    this.#queue.push(batch);
    this.waiting += bytesOf(batch);
    this.#change();
  }

  /** There is no more input. */
  close(): void {
    this.#isClosed = true;
    this.#change();
  }

  /** There is no more input, because it failed. */
  fail(reason: unknown): void {
    this.#failure = { reason };
    this.#change();
  }

  end(): void {
    this.close();
    void this.#made.end().catch(() => {});
  }

  /** Settles when something is given, taken or over. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#wakes.add(resolve));
  }

  /** The next `rows` rows of its results. */
  async *take(rows: number, { output, options }: Deal): AsyncGenerator<PythonBatch> {
    for (let wanted = rows; wanted > 0; ) {
      const batch = this.#left ?? (await this.#next());
      this.#left = undefined;
      if (batch === undefined) throw new InternalError("a Python worker ended before it had answered all rows");
      if (batch.rows <= wanted) {
        wanted -= batch.rows;
        if (batch.rows > 0) yield batch;
        continue;
      }
      const all = { ...rowsOf(batch), fields: arrowFields(output, options) };
      const encoder = streamEncoder(output, options);
      const part = (start: number, count: number): PythonBatch => ({
        data: encoder.encode(cut(all, start, count).columns, count),
        rows: count,
      });
      this.#left = part(wanted, batch.rows - wanted);
      const first = part(0, wanted);
      wanted = 0;
      yield first;
    }
  }

  /** What it gives behind all its rows: nothing, or a batch without rows. */
  async *rest(): AsyncGenerator<PythonBatch> {
    for (let batch = await this.#next(); batch !== undefined; batch = await this.#next()) yield batch;
  }

  async #next(): Promise<PythonBatch | undefined> {
    const next = await this.#results.next();
    return next.done === true ? undefined : next.value;
  }

  async *#input(): AsyncGenerator<PythonBatch> {
    for (;;) {
      const batch = this.#queue.shift();
      if (batch !== undefined) {
        this.waiting -= bytesOf(batch);
        this.#change();
        yield batch;
      } else if (this.#failure !== undefined) throw this.#failure.reason;
      else if (this.#isClosed) return;
      else await this.changed();
    }
  }

  #over(): void {
    this.#hasEnded = true;
    this.#change();
  }

  #change(): void {
    for (const wake of this.#wakes) wake();
    this.#wakes.clear();
  }
}
