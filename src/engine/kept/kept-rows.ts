import type { StoredData } from "../../backend/backend.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { Holder, KeptSpace } from "./kept-space.ts";

/** Rows in use; they stay until the lease ends. */
export interface Lease {
  readonly data: StoredData;
  release(): void;
}

/** Computes rows that are to be kept; ends when the signal says that nobody waits any more. */
export type MakeRows = (signal: AbortSignal) => Promise<StoredData>;

/** Rows that are computed when they are first used, and kept until they are dropped. */
export class KeptRows {
  /** Plans name them by it. */
  readonly id: string;
  readonly #renewable: boolean;
  readonly #space: KeptSpace;
  #made: Made | undefined;

  /** `renewable`: computed again, the rows are the same; so they may make room for others. */
  constructor(id: string, renewable: boolean, space: KeptSpace) {
    this.id = id;
    this.#renewable = renewable;
    this.#space = space;
  }

  /** The rows, computed by `make` when they are not there; who asks at the same time gets the same ones. */
  async acquire(make: MakeRows, signal: AbortSignal): Promise<Lease> {
    if (signal.aborted) throw canceled(signal);
    if (this.#made?.data?.lost === true) this.drop();
    const made = (this.#made ??= this.#begin(make));
    const release = made.enter();
    let onAbort: () => void = () => undefined;
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => reject(canceled(signal));
      signal.addEventListener("abort", onAbort, { once: true });
    });
    try {
      const data = await Promise.race([made.settled, aborted]);
      this.#space.touch(made);
      return { data, release };
    } catch (reason) {
      release();
      if (made.abandoned) this.#forget(made);
      throw reason;
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  #begin(make: MakeRows): Made {
    const made: Made = new Made(make, this.#space, this.#renewable, () => this.#forget(made));
    made.settled.catch(() => this.#forget(made));
    return made;
  }

  #forget(made: Made): void {
    if (this.#made === made) this.#made = undefined;
  }

  /** Gives the rows up, at once or when the last plan over them ends; the next use computes them anew. */
  drop(): void {
    const made = this.#made;
    this.#made = undefined;
    made?.retire();
  }
}

/** One computation of rows and what came of it. */
class Made implements Holder {
  data: StoredData | undefined;
  readonly settled: Promise<StoredData>;
  readonly #space: KeptSpace;
  readonly #renewable: boolean;
  readonly #onEvict: () => void;
  readonly #stop = new AbortController();
  #users = 0;
  #retired = false;

  constructor(make: MakeRows, space: KeptSpace, renewable: boolean, onEvict: () => void) {
    this.#space = space;
    this.#renewable = renewable;
    this.#onEvict = onEvict;
    this.settled = this.#run(make);
    // Whoever waits hears of a failure; nobody may be left.
    this.settled.catch(() => undefined);
  }

  async #run(make: MakeRows): Promise<StoredData> {
    const data = await make(this.#stop.signal);
    try {
      this.#space.take(this, data.bytes);
    } catch (reason) {
      await data.dispose();
      throw reason;
    }
    this.data = data;
    this.#disposeUnused();
    return data;
  }

  /** Everybody who waited for it has left before it was there. */
  get abandoned(): boolean {
    return this.#users === 0 && this.data === undefined;
  }

  get evictable(): boolean {
    return this.#renewable && this.#users === 0 && this.data !== undefined;
  }

  evict(): void {
    this.#onEvict();
    this.retire();
  }

  /** One more user; what comes back ends the use. */
  enter(): () => void {
    this.#users++;
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.#users--;
      if (this.abandoned) this.#stop.abort();
      this.#disposeUnused();
    };
  }

  retire(): void {
    this.#retired = true;
    this.#disposeUnused();
  }

  #disposeUnused(): void {
    const { data } = this;
    if (!this.#retired || this.#users > 0 || data === undefined) return;
    this.data = undefined;
    this.#space.leave(this);
    // The engine has ended, or drops them with everything else.
    data.dispose().catch(() => undefined);
  }
}

const canceled = (signal: AbortSignal) => sparkError("OPERATION_CANCELED", {}, { cause: signal.reason });
