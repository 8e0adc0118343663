import type { ResultBudget, ResultHolder } from "./result-budget.ts";

/** One response with its number, counted from 1. */
export interface Entry<T> {
  readonly index: number;
  readonly response: T;
  readonly bytes: number;
}

/** How a buffer ended: done, or with the error that every reader gets after the last response. */
export type Ending = { readonly error?: unknown };

/**
 * The responses of one operation, kept until they are released, so that a client whose stream broke can read on.
 * Bounded in bytes: the producer waits ({@link room}) while too much is unsent, and of what was sent only the latest
 * stays. One reader at a time (`ExecuteResponseObserver`).
 */
export class ReplayBuffer<T> implements ResultHolder {
  readonly #entries: (Entry<T> | undefined)[] = [];
  readonly #unsentLimit: number;
  readonly #retryLimit: number;
  readonly #budget: ResultBudget;
  /** Index of `#entries[0]`. */
  #first = 1;
  #last = 0;
  #sent = 0;
  #unsentBytes = 0;
  #sentBytes = 0;
  #ending: Ending | undefined;
  #onChange: (() => void) | undefined;
  #onRoom: (() => void) | undefined;

  /** `retryLimit` is 0 for operations that cannot be attached to again. The budget is all buffers' together. */
  constructor(unsentLimit: number, retryLimit: number, budget: ResultBudget) {
    this.#unsentLimit = unsentLimit;
    this.#retryLimit = retryLimit;
    this.#budget = budget;
  }

  /** The number of the latest response. */
  get last(): number {
    return this.#last;
  }

  /** The lowest number that can still be read. */
  get first(): number {
    return this.#first;
  }

  /** Whether all that there is was sent. */
  get isSent(): boolean {
    return this.#sent === this.#last;
  }

  get ending(): Ending | undefined {
    return this.#ending;
  }

  push(response: T, bytes: number): void {
    if (this.#ending !== undefined) return;
    this.#entries.push({ index: ++this.#last, response, bytes });
    this.#unsentBytes += bytes;
    this.#count(bytes);
    this.#notify();
  }

  end(ending: Ending): void {
    if (this.#ending !== undefined) return;
    this.#ending = ending;
    this.#notify();
    this.#onRoom?.();
  }

  /**
   * Resolves when there is room for more, or the buffer has ended. One waiter at a time: the producer. Where all buffers
   * together hold too much, each still may have one response that is not sent, so that none stands still.
   */
  room(): Promise<void> | undefined {
    if (this.#hasRoom) return undefined;
    return new Promise((resolve) => {
      this.#onRoom = () => {
        if (!this.#hasRoom) return;
        this.#onRoom = undefined;
        resolve();
      };
      if (this.#budget.isExceeded) this.#budget.onRoom(() => this.#onRoom?.());
    });
  }

  get #hasRoom(): boolean {
    if (this.#ending !== undefined || this.#unsentBytes === 0) return true;
    return this.#unsentBytes <= this.#unsentLimit && !this.#budget.isExceeded;
  }

  /** The response of a number, which is at least {@link first}; undefined while there is none. Counts as sent. */
  take(index: number): Entry<T> | undefined {
    const entry = this.#entries[index - this.#first];
    if (entry === undefined) return undefined;
    if (index > this.#sent) {
      this.#sent = index;
      this.#unsentBytes -= entry.bytes;
      this.#sentBytes += entry.bytes;
      this.#forgetSent();
      this.#onRoom?.();
    }
    return entry;
  }

  /** Calls back once at the next push or end, instead of whoever waited before. */
  onChange(callback: () => void): void {
    this.#onChange = callback;
  }

  /** Drops all responses up to a number; later numbers than the latest release everything. */
  release(index: number): void {
    while (this.#first <= index && this.#entries.length > 0) this.#drop();
  }

  #drop(): void {
    const entry = this.#entries.shift();
    if (entry === undefined) return;
    this.#first = entry.index + 1;
    if (entry.index <= this.#sent) this.#sentBytes -= entry.bytes;
    else {
      this.#unsentBytes -= entry.bytes;
      this.#sent = entry.index;
    }
    this.#count(-entry.bytes);
    this.#onRoom?.();
  }

  #count(bytes: number): void {
    if (bytes !== 0) this.#budget.change(this, bytes, this.#unsentBytes + this.#sentBytes > 0);
  }

  /** Forgets all that was sent but the last response. */
  trim(): void {
    while (this.#sentBytes > 0 && this.#first < this.#sent) this.#drop();
  }

  /** Keeps the response that was sent last, and others behind it as far as the limit goes. */
  #forgetSent(): void {
    const limit = this.#budget.isExceeded ? 0 : this.#retryLimit;
    while (this.#sentBytes > limit && this.#first < this.#sent) this.#drop();
  }

  #notify(): void {
    const callback = this.#onChange;
    this.#onChange = undefined;
    callback?.();
  }
}
