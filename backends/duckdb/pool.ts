/** DuckDB's connections inside the engine's thread: one per running statement, since a second query on a connection silently ends the first one's stream. */
import duckdb, { type Connection, type Database } from "@duckdb/node-bindings";

/** A connection on loan. */
export interface Lease {
  readonly connection: Connection;
  /** The number by which table functions know who asks. */
  readonly connectionId: number;
  /** Whether statements on it count how far they are. */
  countsProgress: boolean;
}

/** Hands out at most `size` connections; who finds none waits in line. */
export class ConnectionPool {
  private readonly database: Database;
  private readonly size: number;
  private readonly idle: Lease[] = [];
  private readonly waiting: ((lease: Lease) => void)[] = [];
  private open = 0;

  constructor(database: Database, size: number) {
    this.database = database;
    this.size = size;
  }

  /**
   * A connection, whose statements can be asked how far they are where `countsProgress`: while DuckDB waits for its own
   * threads it counts again and again, with locks that these need.
   */
  async acquire(countsProgress: boolean): Promise<Lease> {
    const lease = await this.next(countsProgress);
    if (lease.countsProgress === countsProgress) return lease;
    try {
      await duckdb.query(lease.connection, `SET enable_progress_bar = ${countsProgress}`);
    } catch (reason) {
      this.release(lease);
      throw reason;
    }
    lease.countsProgress = countsProgress;
    return lease;
  }

  private async next(countsProgress: boolean): Promise<Lease> {
    const alike = this.idle.findLastIndex((lease) => lease.countsProgress === countsProgress);
    const [lease] = this.idle.splice(alike, 1);
    if (lease !== undefined) return lease;
    if (this.open >= this.size) return new Promise((resolve) => this.waiting.push(resolve));
    this.open++;
    try {
      return await this.connect();
    } catch (reason) {
      this.open--;
      throw reason;
    }
  }

  /** Takes a connection back whose query has really ended. */
  release(lease: Lease): void {
    const next = this.waiting.shift();
    if (next === undefined) this.idle.push(lease);
    else next(lease);
  }

  close(): void {
    for (const { connection } of this.idle.splice(0)) duckdb.disconnect_sync(connection);
  }

  private async connect(): Promise<Lease> {
    const connection = await duckdb.connect(this.database);
    await duckdb.query(connection, "SET TimeZone = 'UTC'");
    // Each time the buffer runs empty the reader waits for a thread to wake: a larger one costs fewer waits.
    await duckdb.query(connection, "SET streaming_buffer_size = '16MB'");
    // It makes sum(x + 1) of sum(x) and count(x), and the overflow of an addition goes unnoticed.
    await duckdb.query(connection, "SET disabled_optimizers = 'sum_rewriter'");
    // Nothing is printed: only the numbers are read.
    await duckdb.query(connection, "SET enable_progress_bar_print = false");
    await duckdb.query(connection, "SET progress_bar_time = 300");
    return {
      connection,
      countsProgress: false,
      connectionId: duckdb.client_context_get_connection_id(duckdb.connection_get_client_context(connection)),
    };
  }
}
