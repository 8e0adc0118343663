/** Chunks of 2,048 rows gathered into Arrow batches of the size the client asked for. */
import duckdb, { type DataChunk } from "@duckdb/node-bindings";
import type { ArrowColumn } from "../../../src/arrow/column.ts";
import { type ArrowField, type ArrowOptions, arrowFields } from "../../../src/arrow/field.ts";
import { type StreamEncoder, streamEncoder } from "../../../src/arrow/ipc.ts";
import { sliceColumn } from "../../../src/arrow/slice.ts";
import type { ExecutionLimits } from "../../../src/backend/backend.ts";
import type { StructType } from "../../../src/types/data-type.ts";
import { appenderOf, type ColumnAppender } from "../vectors/appender.ts";

/** Takes an encoded batch. */
export type BatchSink = (data: Uint8Array<ArrayBuffer>, rows: number) => void;

/** Gathers the first `schema.fields.length` columns of every chunk. */
export class BatchBuilder {
  /** Rows gathered and not yet handed on. */
  rows = 0;
  private sent = false;
  private readonly fields: readonly ArrowField[];
  private readonly encoder: StreamEncoder;
  private readonly columns: readonly ColumnAppender[];
  private readonly maxRows: number;
  private readonly maxBytes: number;
  private readonly sink: BatchSink;

  constructor(schema: StructType, options: ArrowOptions, limits: ExecutionLimits, sink: BatchSink) {
    this.fields = arrowFields(schema, options);
    this.encoder = streamEncoder(schema, options);
    this.columns = schema.fields.map((f) => appenderOf(f.type, options.useLargeVarTypes));
    this.maxRows = limits.maxBatchRows > 0 ? limits.maxBatchRows : Number.POSITIVE_INFINITY;
    this.maxBytes = limits.maxBatchBytes > 0 ? limits.maxBatchBytes : Number.POSITIVE_INFINITY;
    this.sink = sink;
  }

  /** Appends the chunk's first `rows` rows; full batches go to the sink. */
  append(chunk: DataChunk, rows: number): void {
    if (rows === 0) return;
    if (this.rows > 0 && this.rows + rows > this.maxRows) this.flush();
    this.columns.forEach((column, i) => column.append(duckdb.data_chunk_get_vector(chunk, i), rows));
    this.rows += rows;
    if (this.rows >= this.maxRows || this.bytes() >= this.maxBytes) this.flush();
  }

  /** Hands on what has been gathered. */
  flush(): void {
    if (this.rows === 0) return;
    const columns = this.columns.map((c) => c.column());
    const pieces = Math.ceil(Math.max(this.rows / this.maxRows, this.bytes() / (2 * this.maxBytes)));
    if (pieces <= 1) this.emit(columns, this.rows);
    else this.split(columns, Math.max(1, Math.floor(this.rows / pieces)));
    for (const c of this.columns) c.clear();
    this.rows = 0;
  }

  /** Hands on the rest; a result without rows becomes one batch without rows. */
  finish(): void {
    this.flush();
    if (!this.sent) this.sink(this.encoder.empty(), 0);
  }

  private bytes(): number {
    return this.columns.reduce((n, c) => n + c.bytes(), 0);
  }

  private split(columns: readonly ArrowColumn[], rows: number): void {
    for (let start = 0; start < this.rows; start += rows) {
      const count = Math.min(rows, this.rows - start);
      this.emit(
        columns.map((c, i) => sliceColumn(this.fields[i] as ArrowField, c, start, count)),
        count,
      );
    }
  }

  private emit(columns: readonly ArrowColumn[], rows: number): void {
    this.sent = true;
    this.sink(this.encoder.encode(columns, rows), rows);
  }
}
