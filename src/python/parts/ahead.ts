/** A sequence that is made before it is asked for, as far as its bound lets it. */
export class Ahead<T> {
  readonly #source: AsyncIterator<T>;
  readonly #most: number;
  readonly #sizeOf: (item: T) => number;
  #size = 0;
  readonly #made: T[] = [];
  #failure: { readonly reason: unknown } | undefined;
  #isDone = false;
  #wake: (() => void) | undefined;
  /** Settles when nothing more is made: at the end, or after a failure. Never rejects. */
  readonly finished: Promise<void>;

  /** `most`: how many items, or how much of what `sizeOf` tells, is made that nobody has taken; the last may go beyond. */
  constructor(source: AsyncIterable<T>, most: number, sizeOf: (item: T) => number = () => 1) {
    this.#source = source[Symbol.asyncIterator]();
    this.#most = most;
    this.#sizeOf = sizeOf;
    this.finished = this.#make();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    try {
      for (;;) {
        const item = this.#made.shift();
        if (item !== undefined) {
          this.#size -= this.#sizeOf(item);
          this.#wake?.();
          yield item;
          continue;
        }
        if (this.#failure !== undefined) throw this.#failure.reason;
        if (this.#isDone) return;
        await this.#change();
      }
    } finally {
      // Whoever leaves early needs no more; what the source waits for is not waited for.
      if (!this.#isDone) void this.end().catch(() => {});
    }
  }

  /** Gives up the rest. */
  async end(): Promise<void> {
    this.#isDone = true;
    this.#wake?.();
    await this.#source.return?.();
  }

  async #make(): Promise<void> {
    try {
      while (!this.#isDone) {
        const next = await this.#source.next();
        if (next.done === true) break;
        this.#made.push(next.value);
        this.#size += this.#sizeOf(next.value);
        this.#wake?.();
        while (this.#size >= this.#most && !this.#isDone) await this.#change();
      }
    } catch (reason) {
      this.#failure = { reason };
    } finally {
      this.#isDone = true;
      this.#wake?.();
    }
  }

  /** Until something is made, taken or ended. */
  #change(): Promise<void> {
    const before = this.#wake;
    return new Promise((resolve) => {
      this.#wake = () => {
        before?.();
        resolve();
        this.#wake = undefined;
      };
    });
  }
}
