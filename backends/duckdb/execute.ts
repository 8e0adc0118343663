/** One statement's way through the engine's thread: connection, kernels, inputs, rows, batches, credit. */
import duckdb, { type DataChunk } from "@duckdb/node-bindings";
import { BatchBuilder } from "./arrow/batches.ts";
import type { CancelFlags } from "./cancel-flags.ts";
import type { FlowControl } from "./flow-control.ts";
import type { HeapGuard } from "./heap-guard.ts";
import type { ConnectionPool, Lease } from "./pool.ts";
import { streamed, whole } from "./stream.ts";
import { appendRows } from "./vectors/append.ts";
import type { InputRegistry } from "./vectors/input-function.ts";
import type { KernelRegistry } from "./vectors/kernel-function.ts";
import type { WholeRoom } from "./whole-room.ts";
import { rowWidth } from "./widths.ts";
import type { ExecuteMessage } from "./worker-protocol.ts";

/** Results up to this many rows are read whole. */
const SMALL = 100_000;
/** Bytes of a result that are worth a look through the heap. */
const WORTH_COLLECTING = 8 << 20;
/** After so many milliseconds without a batch, a batch that is not full goes too. */
const PATIENCE = 100;
/** DuckDB forgets an interrupt that comes before a query has begun, so it is repeated. */
const INTERRUPT_EVERY = 20;

/** What statements share. */
export interface EngineParts {
  readonly pool: ConnectionPool;
  readonly kernels: KernelRegistry;
  readonly flags: CancelFlags;
  readonly inputs: InputRegistry;
  readonly flow: FlowControl;
  readonly guard: HeapGuard;
  readonly room: WholeRoom;
}

/** How often a statement tells how far it is, in milliseconds. */
const PROGRESS_EVERY = 250;

/** What a statement tells. */
export interface Told {
  readonly batch: (data: Uint8Array<ArrayBuffer>, rows: number) => void;
  /** From 0 to 1. */
  readonly progress: (fraction: number) => void;
}

/** A statement that runs. */
export class RunningStatement {
  private readonly parts: EngineParts;
  private readonly request: ExecuteMessage;
  private readonly id: number;
  private readonly tell: Told;
  private stopped = false;
  private lease: Lease | undefined;
  private interrupting: NodeJS.Timeout | undefined;

  constructor(parts: EngineParts, id: number, request: ExecuteMessage, tell: Told) {
    this.parts = parts;
    this.id = id;
    this.request = request;
    this.tell = tell;
  }

  /** Settles when the query has ended and its connection is free again. */
  async run(): Promise<void> {
    const { pool, kernels, inputs, flow, flags } = this.parts;
    const lease = await pool.acquire(this.request.tellsProgress);
    flow.open(this.id);
    let telling: NodeJS.Timeout | undefined;
    try {
      if (this.stopped) return;
      this.lease = lease;
      flags.begin(lease.connectionId, this.id);
      if (this.request.tellsProgress) telling = setInterval(() => this.tellProgress(lease), PROGRESS_EVERY);
      await this.runOn(lease);
    } finally {
      this.lease = undefined;
      clearInterval(telling);
      flags.end(lease.connectionId);
      kernels.forget(lease.connectionId);
      flow.close(this.id);
      clearInterval(this.interrupting);
      inputs.close(lease.connectionId, this.request.statement.inputs);
      pool.release(lease);
    }
  }

  /** Ends the query as soon as DuckDB heeds an interrupt: within milliseconds when it runs, not before its end while it plans. */
  cancel(): void {
    if (this.stopped) return;
    this.stopped = true;
    this.parts.flow.close(this.id);
    const interrupt = () => {
      if (this.lease !== undefined) duckdb.interrupt(this.lease.connection);
    };
    interrupt();
    this.interrupting = setInterval(interrupt, INTERRUPT_EVERY);
  }

  private tellProgress({ connection }: Lease): void {
    const { percentage } = duckdb.query_progress(connection);
    // Negative where DuckDB does not know.
    if (percentage >= 0) this.tell.progress(Math.min(1, percentage / 100));
  }

  private async runOn({ connection, connectionId }: Lease): Promise<void> {
    const { statement, schema, timeZone, useLargeVarTypes, limits, append } = this.request;
    if (append !== undefined) return appendRows(connection, append, () => this.stopped);
    this.parts.kernels.register(connection, statement.kernels);
    this.parts.inputs.open(connection, connectionId, statement.inputs, this.request.inputs);
    let lastSent = performance.now();
    const builder = new BatchBuilder(schema, { timeZone, useLargeVarTypes }, limits, (data, rows) => {
      this.parts.flow.sent(this.id, data.byteLength);
      this.parts.guard.look();
      lastSent = performance.now();
      this.tell.batch(data, rows);
    });
    const types = schema.fields.map((f) => f.type);
    const { maxRows = Number.POSITIVE_INFINITY } = statement;
    const small = maxRows <= SMALL;
    const bytes = small ? 0 : maxRows * (rowWidth(types) ?? Number.POSITIVE_INFINITY);
    const hasRoom = bytes > 0 && this.parts.room.take(bytes);
    let unfreed = 0;
    const sink = (chunk: DataChunk, rows: number) => {
      builder.append(chunk, rows);
      if (hasRoom && (unfreed += (rows / maxRows) * bytes) > WORTH_COLLECTING) {
        this.parts.guard.emptyYoung();
        unfreed = 0;
      }
      if (!small && builder.rows > 0 && performance.now() - lastSent > PATIENCE) builder.flush();
      return this.parts.flow.credit(this.id);
    };
    try {
      const read = small || hasRoom ? whole : streamed;
      await read(connection, statement.sql, types, sink, () => this.stopped);
    } finally {
      if (hasRoom) this.leaveRoom(bytes);
    }
    if (!this.stopped) builder.finish();
  }

  /** The binding frees a result when it is collected, and the collector does not see how large it is. */
  private leaveRoom(bytes: number): void {
    setImmediate(() => {
      if (bytes >= WORTH_COLLECTING) this.parts.guard.empty();
      this.parts.room.leave(bytes);
    });
  }
}
