import type { ArrowOptions } from "../../arrow/field.ts";
import type { StructType } from "../../types/data-type.ts";
import { ArrowOutput } from "../protocol/arrow-output.ts";
import { ByteWriter } from "../protocol/byte-writer.ts";
import { chunks, joined, type Rows } from "../rows.ts";
import { arrowOptions, type Setup } from "./exchange.ts";
import type { Bytes } from "../worker/channel.ts";
import { structOf } from "./map.ts";

/** Sends groups as the dialect wants them: as streams of their own, or as batches of one stream. */
export class GroupData {
  readonly #arrow: ArrowOutput;
  readonly #setup: Setup;
  readonly #asStruct: boolean;
  #isFirst = true;

  /** `asStruct`: columns travel as one struct, whose schema `schema` is. */
  constructor(schema: StructType, setup: Setup, asStruct: boolean) {
    const options: ArrowOptions = arrowOptions(setup);
    this.#arrow = new ArrowOutput(schema, options);
    this.#setup = setup;
    this.#asStruct = asStruct;
  }

  /** One group. */
  *group(parts: readonly Rows[]): Generator<Bytes> {
    if (this.#setup.dialect.groupStreams) {
      yield ONE;
      yield* this.stream(parts);
      return;
    }
    const first = parts[0];
    if (first === undefined) return;
    const whole = joined(first.fields, parts);
    yield this.#batch(whole, this.#isFirst);
    this.#isFirst = false;
  }

  /** One stream with the rows of the parts, in batches as large as they may be. */
  *stream(parts: readonly Rows[]): Generator<Bytes> {
    let isFirst = true;
    for (const part of parts) {
      for (const piece of chunks(part, this.#setup.settings.maxRecordsPerBatch)) {
        yield this.#batch(piece, isFirst);
        isFirst = false;
      }
    }
    yield isFirst ? this.#arrow.none() : this.#arrow.end;
  }

  /** What stands behind the last group. */
  end(): Bytes {
    if (this.#setup.dialect.groupStreams) return ZERO;
    return this.#isFirst ? this.#arrow.none() : this.#arrow.end;
  }

  /** A whole stream without rows, which still has a batch: a function is to see the columns. */
  empty(rows: Rows): Uint8Array {
    return this.#arrow.single(this.#asStruct ? [structOf(rows)] : rows.columns, rows.rows);
  }

  #batch(rows: Rows, isFirst: boolean): Bytes {
    return this.#arrow.batch(this.#asStruct ? [structOf(rows)] : rows.columns, rows.rows, isFirst);
  }
}

const int = (n: number) => new ByteWriter().int(n).done();
const ZERO = int(0);
const ONE = int(1);
/** What announces the two streams of a cogroup. */
export const TWO = int(2);
