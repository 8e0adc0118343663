import { sparkError } from "../../errors/spark-error.ts";

/** Rows that take space. */
export interface Holder {
  /** Nobody uses them, and they can be computed again with the same outcome. */
  readonly evictable: boolean;
  /** Gives them up, and their space with them. */
  evict(): void;
}

/** What the kept rows of all sessions take together, and its bound; who was not used for longest goes first. */
export class KeptSpace {
  readonly #limit: number;
  /** Bytes by holder, least recently used first. */
  readonly #held = new Map<Holder, number>();
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get used(): number {
    return this.#used;
  }

  /** Counts rows in. Evicts others where they do not fit; raises OUT_OF_MEMORY where that does not help. */
  take(holder: Holder, bytes: number): void {
    for (const other of this.#held.keys()) {
      if (this.#used + bytes <= this.#limit) break;
      if (other.evictable) other.evict();
    }
    if (this.#used + bytes > this.#limit) {
      throw sparkError("OUT_OF_MEMORY", {
        reason: `${bytes} bytes are to be kept, and ${this.#used} of ${this.#limit} are taken`,
      });
    }
    this.#held.set(holder, bytes);
    this.#used += bytes;
  }

  /** Notes that rows were used. */
  touch(holder: Holder): void {
    const bytes = this.#held.get(holder);
    if (bytes === undefined) return;
    this.#held.delete(holder);
    this.#held.set(holder, bytes);
  }

  /** Counts rows out. */
  leave(holder: Holder): void {
    this.#used -= this.#held.get(holder) ?? 0;
    this.#held.delete(holder);
  }
}
