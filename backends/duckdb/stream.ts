/**
 * Results of DuckDB, chunk by chunk. Two ways:
 *
 * `whole` runs the query to its end and then reads chunks synchronously: fast, errors arrive as they should, but the
 * rows lie in memory that DuckDB does not count. For results known to be small, or to have room (`whole-room.ts`).
 *
 * `streamed` keeps a bounded number of rows. DuckDB's stream hides a late failure: it ends as if complete. So an end
 * mark is appended to the query, and a result is complete only when the mark is its very last row; otherwise the query
 * is run again, folded into one row, for its error message. The mark is read from a table: the batches of a table are
 * numbered, and DuckDB runs a query on several threads and keeps its order only where all of its sources' are.
 */
import duckdb, { type Connection, type DataChunk, type LogicalType } from "@duckdb/node-bindings";
import { freedCopy } from "../../src/base/free-memory.ts";
import { InternalError } from "../../src/base/invariant.ts";
import type { DataType } from "../../src/types/data-type.ts";
import { isPhysicalForm, typeName } from "./vectors/logical-type.ts";
import { STORED_DATABASE } from "./worker-protocol.ts";

const END_TABLE = `${STORED_DATABASE}.main."firesteel end"`;

/** Makes the table of the end mark that `streamed` needs, once in a database. */
export async function makeEndMark(connection: Connection): Promise<void> {
  await duckdb.query(connection, `CREATE TABLE ${END_TABLE} AS SELECT true AS "firesteel end"`);
}

/** Receives chunks in order; may ask to wait. Chunks must not be kept. */
export type ChunkSink = (chunk: DataChunk, rows: number) => Promise<void> | undefined;

/** Says whether the reader has lost interest. */
export type Stopped = () => boolean;

/** Chunks read between two looks at the thread's other work. */
const CHUNKS_PER_TURN = 64;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Runs the query to its end, then reads it. */
export async function whole(
  connection: Connection,
  sql: string,
  types: readonly DataType[],
  sink: ChunkSink,
  stopped: Stopped,
): Promise<void> {
  const result = await duckdb.query(connection, sql);
  checkTypes(types, duckdb.column_count(result), (i) => duckdb.column_logical_type(result, i));
  const chunks = duckdb.result_chunk_count(result);
  for (let i = 0; i < chunks && !stopped(); i++) {
    const chunk = duckdb.result_get_chunk(result, i);
    await sink(chunk, duckdb.data_chunk_get_size(chunk));
    if (i % CHUNKS_PER_TURN === CHUNKS_PER_TURN - 1) await turn();
  }
}

/** Reads the query as it runs. When `stopped`, the stream is run dry, so that the connection is free afterwards. */
export async function streamed(
  connection: Connection,
  sql: string,
  types: readonly DataType[],
  sink: ChunkSink,
  stopped: Stopped,
): Promise<void> {
  const marked = `SELECT *, false AS "firesteel end" FROM (\n${sql}\n) AS q UNION ALL BY NAME FROM ${END_TABLE}`;
  const prepared = await duckdb.prepare(connection, marked);
  try {
    const columns = duckdb.prepared_statement_column_count(prepared);
    checkTypes(types, columns - 1, (i) => duckdb.prepared_statement_column_logical_type(prepared, i));
    const result = await duckdb.execute_prepared_streaming(prepared);
    let rows = 0;
    let complete = false;
    let next = duckdb.fetch_chunk(result);
    for (;;) {
      const chunk = await next;
      const size = chunk === null ? 0 : duckdb.data_chunk_get_size(chunk);
      if (chunk === null || size === 0) break;
      // The next chunk is made while this one is converted. One fetch at a time: several could overtake each other.
      next = duckdb.fetch_chunk(result);
      if (stopped()) continue;
      try {
        const marks = duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk, columns - 1), size);
        const mark = marks.indexOf(1);
        freedCopy(marks);
        if (complete || (mark !== -1 && mark !== size - 1))
          throw new InternalError("DuckDB: the end mark is not the last row");
        complete = mark !== -1;
        const count = complete ? size - 1 : size;
        rows += count;
        await sink(chunk, count);
      } catch (reason) {
        duckdb.interrupt(connection);
        await drained(next, result);
        throw reason;
      }
    }
    if (!complete && !stopped()) throw await hiddenError(connection, sql, rows);
  } finally {
    duckdb.destroy_prepare_sync(prepared);
  }
}

/** Fetches to the stream's end, for a connection with an open stream must not be used again. */
async function drained(
  next: Promise<DataChunk | null>,
  result: Parameters<typeof duckdb.fetch_chunk>[0],
): Promise<void> {
  let chunk = await next;
  while (chunk !== null && duckdb.data_chunk_get_size(chunk) > 0) chunk = await duckdb.fetch_chunk(result);
}

/** Why a stream ended early: the query again, every column of every row folded into one hash. */
async function hiddenError(connection: Connection, sql: string, rows: number): Promise<Error> {
  try {
    await duckdb.query(connection, `SELECT count(*), max(hash(q)) FROM (\n${sql}\n) AS q`);
  } catch (reason) {
    return reason instanceof Error ? reason : new Error(String(reason));
  }
  return new InternalError(
    `DuckDB: a stream ended after ${rows} rows without its end mark, and its query does not fail a second time`,
  );
}

/** The statement's types must be what DuckDB gives: a mismatch would be read as garbage. */
function checkTypes(types: readonly DataType[], columns: number, typeAt: (i: number) => LogicalType): void {
  if (columns < types.length)
    throw new InternalError(`the statement has ${columns} columns in DuckDB, not ${types.length}`);
  types.forEach((type, i) => {
    const duck = typeAt(i);
    if (!isPhysicalForm(duck, type))
      throw new InternalError(
        `column ${i} is ${typeName(duck)} in DuckDB, which is no form of ${JSON.stringify(type)}`,
      );
  });
}
