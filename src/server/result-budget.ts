/** Someone who holds responses, and can forget those that were sent already. */
export interface ResultHolder {
  trim(): void;
}

/** Bytes of responses that all operations together may hold. */
export class ResultBudget {
  readonly limit: number;
  readonly #holders = new Set<ResultHolder>();
  #bytes = 0;
  #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get isExceeded(): boolean {
    return this.#bytes > this.limit;
  }

  /** Counts what a holder has more or less than before. Where that is too much, all forget what was sent. */
  change(holder: ResultHolder, bytes: number, holds: boolean): void {
    const was = this.isExceeded;
    this.#bytes += bytes;
    if (holds) this.#holders.add(holder);
    else this.#holders.delete(holder);
    if (!was && this.isExceeded) for (const each of this.#holders) each.trim();
    if (!was || this.isExceeded) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  /** Calls back once when the budget is no longer exceeded. */
  onRoom(callback: () => void): void {
    this.#waiting.push(callback);
  }
}
