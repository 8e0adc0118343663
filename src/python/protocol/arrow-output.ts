import type { ArrowColumn } from "../../arrow/column.ts";
import type { ArrowOptions } from "../../arrow/field.ts";
import { type StreamEncoder, streamEncoder } from "../../arrow/ipc.ts";
import type { StructType } from "../../types/data-type.ts";

/** Writes Arrow streams of several batches, as workers read them: in pieces that follow each other. */
export class ArrowOutput {
  readonly #encoder: StreamEncoder;

  constructor(schema: StructType, options: ArrowOptions) {
    this.#encoder = streamEncoder(schema, options);
  }

  /** A batch, behind the schema where it is the stream's first. */
  batch(columns: readonly ArrowColumn[], rows: number, first: boolean): readonly Uint8Array[] {
    const pieces = this.#encoder.batch(columns, rows);
    return first ? [this.#encoder.schema, ...pieces] : pieces;
  }

  /** What ends a stream that had a batch. */
  get end(): Uint8Array {
    return this.#encoder.end;
  }

  /** A whole stream of one batch. */
  single(columns: readonly ArrowColumn[], rows: number): Uint8Array {
    return this.#encoder.encode(columns, rows);
  }

  /** A whole stream without batches. */
  none(): readonly Uint8Array[] {
    return [this.#encoder.schema, this.#encoder.end];
  }
}
