import { type ArrowOptions, arrowFields } from "../../arrow/field.ts";
import { streamEncoder } from "../../arrow/ipc.ts";
import type { StructType } from "../../types/data-type.ts";
import type { PythonBatch } from "../api.ts";
import { cut, rowsOf } from "../rows.ts";
import { groupNumbers } from "../tasks/grouping.ts";

/** Where an input may be cut: behind so many groups, which the values of a column tell apart. */
export interface PartSize {
  readonly groups: number;
  readonly column: number;
  readonly input: StructType;
  readonly options: ArrowOptions;
}

/** An input in consecutive parts. The next part is there when the one before has been read to its end. */
export class Splitter {
  readonly #source: AsyncIterator<PythonBatch>;
  readonly #size: PartSize;
  #held: PythonBatch | undefined;
  #isDone = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(source: AsyncIterable<PythonBatch>, size: PartSize) {
    this.#source = source[Symbol.asyncIterator]();
    this.#size = size;
  }

  /** The first part, or the next one where there is more input; the first may be empty. */
  async next(isFirst: boolean): Promise<AsyncIterable<PythonBatch> | undefined> {
    await this.#turn;
    if (!isFirst && (await this.#pull()) === undefined) return undefined;
    let finished = () => {};
    this.#turn = new Promise((resolve) => {
      finished = resolve;
    });
    return this.#part(finished);
  }

  /** Gives up the input. */
  async end(): Promise<void> {
    this.#isDone = true;
    this.#held = undefined;
    await this.#source.return?.();
  }

  async *#part(finished: () => void): AsyncGenerator<PythonBatch> {
    try {
      yield* this.#ofGroups(this.#size);
    } finally {
      finished();
    }
  }

  async *#ofGroups(size: PartSize): AsyncGenerator<PythonBatch> {
    let seen = 0;
    let last: bigint | undefined;
    for (;;) {
      const batch = await this.#pull();
      if (batch === undefined) return;
      this.#held = undefined;
      const numbers = batch.rows === 0 ? [] : groupNumbers(rowsOf(batch), size.column);
      for (let i = 0; i < numbers.length; i++) {
        const id = BigInt(numbers[i] ?? 0);
        if (id === last) continue;
        last = id;
        if (++seen <= size.groups) continue;
        const [before, after] = divided(batch, i, size);
        this.#held = after;
        if (before !== undefined) yield before;
        return;
      }
      yield batch;
    }
  }

  async #pull(): Promise<PythonBatch | undefined> {
    while (this.#held === undefined && !this.#isDone) {
      const next = await this.#source.next();
      if (next.done === true) this.#isDone = true;
      else this.#held = next.value;
    }
    return this.#held;
  }
}

/** A batch cut before a row. */
function divided(batch: PythonBatch, at: number, { input, options }: PartSize): [PythonBatch | undefined, PythonBatch] {
  if (at === 0) return [undefined, batch];
  const rows = { ...rowsOf(batch), fields: arrowFields(input, options) };
  const encoder = streamEncoder(input, options);
  const encoded = (start: number, count: number): PythonBatch => ({
    data: encoder.encode(cut(rows, start, count).columns, count),
    rows: count,
  });
  return [encoded(0, at), encoded(at, rows.rows - at)];
}
