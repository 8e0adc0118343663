/** Rows from elsewhere that are kept: a table that is filled piece by piece, so that no more than two pieces lie in memory. */
import type { BatchStream, ExecuteContext, RecordBatchBytes } from "../../src/backend/backend.ts";
import { queryValues } from "./query.ts";
import { columnName } from "./rel/block.ts";
import { drop, measured, type StoredTable, storedName, storedTableName } from "./store.ts";
import { physicalType } from "./types.ts";
import type { Engine } from "./worker-client.ts";
import { STORED_DATABASE } from "./worker-protocol.ts";

/** Bytes of batches that go into the table at once, while those of the next piece are gathered. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** Keeps the rows of batches in a table of that number, in order. */
export async function storeBatches(
  engine: Engine,
  { batches, schema, isOwn = false }: BatchStream,
  cx: ExecuteContext,
  number: number,
): Promise<StoredTable> {
  const table = storedName(number);
  const types = schema.fields.map((f) => f.type);
  const shape = types.map((type, i) => `${columnName(i)} ${physicalType(type)}`);
  // DuckDB has no tables without columns; the rows still count.
  await queryValues(engine, `CREATE TABLE ${table} (${shape.join(", ") || "c0 INTEGER"})`, [], cx.signal);
  const append = async (piece: readonly RecordBatchBytes[]): Promise<void> => {
    const streams = piece.map((b) => b.data);
    const rows = { database: STORED_DATABASE, table: storedTableName(number), streams, schema };
    await queryValues(engine, "", [], cx.signal, { append: rows, givesAway: isOwn });
  };
  let rows = 0;
  let appending: Promise<void> = Promise.resolve();
  /** Begins with a piece when the one before is in the table. */
  const next = async (piece: readonly RecordBatchBytes[]): Promise<void> => {
    await appending;
    appending = append(piece);
    // Who waits for it is told.
    appending.catch(() => {});
  };
  try {
    let piece: RecordBatchBytes[] = [];
    let bytes = 0;
    for await (const batch of batches) {
      if (batch.rows === 0) continue;
      piece.push(batch);
      rows += batch.rows;
      bytes += batch.data.byteLength;
      if (bytes < PIECE_BYTES) continue;
      await next(piece);
      piece = [];
      bytes = 0;
    }
    if (piece.length > 0) await next(piece);
    await appending;
  } catch (reason) {
    await appending.catch(() => {});
    await drop(engine, table);
    throw reason;
  }
  return measured(engine, table, types, rows, cx.signal);
}
