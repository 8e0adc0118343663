import type { ArrowColumn } from "../../arrow/column.ts";
import type { ArrowOptions } from "../../arrow/field.ts";
import { type StreamEncoder, streamEncoder } from "../../arrow/ipc.ts";
import type { StructType } from "../../types/data-type.ts";

/** The mark at the end of a stream. */
const END = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

/** Writes Arrow streams of several batches, as workers read them. */
export class ArrowOutput {
  readonly #encoder: StreamEncoder;
  #schemaLength: number | undefined;

  constructor(schema: StructType, options: ArrowOptions) {
    this.#encoder = streamEncoder(schema, options);
  }

  /** A batch, behind the schema where it is the stream's first. */
  batch(columns: readonly ArrowColumn[], rows: number, first: boolean): Uint8Array {
    const stream = this.#encoder.encode(columns, rows);
    this.#schemaLength ??= 8 + new DataView(stream.buffer).getInt32(4, true);
    return stream.subarray(first ? 0 : this.#schemaLength, stream.length - END.length);
  }

  /** What ends a stream that had a batch. */
  get end(): Uint8Array {
    return END;
  }

  /** A whole stream of one batch. */
  single(columns: readonly ArrowColumn[], rows: number): Uint8Array {
    return this.#encoder.encode(columns, rows);
  }

  /** A whole stream without batches. */
  none(): Uint8Array {
    const stream = this.#encoder.empty();
    this.#schemaLength ??= 8 + new DataView(stream.buffer).getInt32(4, true);
    const out = new Uint8Array(this.#schemaLength + END.length);
    out.set(stream.subarray(0, this.#schemaLength));
    out.set(END, this.#schemaLength);
    return out;
  }
}
