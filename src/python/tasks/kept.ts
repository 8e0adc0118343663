import { invariant } from "../../base/invariant.ts";
import { cut, type Rows } from "../rows.ts";

/** Rows that went to the worker and wait for its answers, in order. */
export class KeptRows {
  readonly #queue: Rows[] = [];
  #offset = 0;
  #waiting = 0;

  /** How many wait. */
  get waiting(): number {
    return this.#waiting;
  }

  push(rows: Rows): void {
    if (rows.rows === 0) return;
    this.#queue.push(rows);
    this.#waiting += rows.rows;
  }

  /** How many rows are left of the oldest piece; 0: none waits. */
  get ahead(): number {
    return (this.#queue[0]?.rows ?? 0) - this.#offset;
  }

  /** The worker has said all. Throws where rows have no answer: a short result is never taken for a whole one. */
  end(): void {
    if (this.#waiting > 0) throw new Error("it made fewer rows than it was given");
  }

  /** The next `count` rows, which are no more than {@link ahead}. */
  take(count: number): Rows {
    const head = this.#queue[0];
    invariant(head !== undefined && count <= head.rows - this.#offset, "answers to rows that were never asked");
    const taken = cut(head, this.#offset, count);
    this.#offset += count;
    this.#waiting -= count;
    if (this.#offset === head.rows) {
      this.#queue.shift();
      this.#offset = 0;
    }
    return taken;
  }
}
