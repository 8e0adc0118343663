/**
 * Keeps a thread's heap from becoming full. V8 would end the thread then, and a thread that ends while DuckDB works for it
 * takes the whole process with it; so it must stop in time, by itself.
 */
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { resourceLimits } from "node:worker_threads";
import { MOST_BYTES } from "../../src/kernels/room.ts";
import { type SparkError, sparkError } from "../../src/errors/spark-error.ts";

/** What statements of a thread with a full heap fail with. */
export const heapIsFull = (): SparkError =>
  sparkError("OUT_OF_MEMORY", { reason: "the heap of the query engine's thread is full" });

/** The part of the heap's limit at which the thread gives up, and the one where it is looked at closely. */
const FULL = 0.7;
const CLOSE = 0.85;
/** After a collection that found the heap less full than it looked, so many milliseconds pass before the next; if it can wait. */
const COLLECT_EVERY = 2000;

/** V8's `gc`. */
type Collect = (options?: { readonly type: "minor" }) => void;

/** Looks at the heap wherever it may have grown. */
export class HeapGuard {
  private readonly onFull: () => void;
  private readonly limit: number;
  private readonly collect: Collect;
  private collected = Number.NEGATIVE_INFINITY;
  private tripped = false;

  /** `onFull` is called once. */
  constructor(onFull: () => void) {
    this.onFull = onFull;
    // The limit is the old generation's: what stays.
    const { maxOldGenerationSizeMb = 0 } = resourceLimits;
    this.limit = maxOldGenerationSizeMb > 0 ? maxOldGenerationSizeMb * 2 ** 20 : getHeapStatistics().heap_size_limit;
    setFlagsFromString("--expose-gc");
    this.collect = runInNewContext("gc") as Collect;
  }

  get isFull(): boolean {
    return this.tripped;
  }

  /** Bytes that the values of one batch may take; texts may need twice as many, and one copy of them is under way. */
  get batch(): number {
    return Math.min(MOST_BYTES, this.limit / 4);
  }

  /** Frees what nobody names any more, at the price of a look through the whole heap. */
  empty(): void {
    this.collect();
    this.collected = performance.now();
  }

  /** Frees what is young and nobody names any more, which takes less than a millisecond. */
  emptyYoung(): void {
    this.collect({ type: "minor" });
  }

  /** Takes a few microseconds. */
  look(): void {
    if (this.tripped) return;
    const used = this.used();
    if (used < FULL || (used < CLOSE && performance.now() - this.collected < COLLECT_EVERY)) return;
    // What looks full may be garbage.
    this.empty();
    if (this.used() < FULL) return;
    this.tripped = true;
    this.onFull();
  }

  private used(): number {
    return getHeapStatistics().used_heap_size / this.limit;
  }
}
