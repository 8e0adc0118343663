/** Rows from elsewhere that are kept: a table that is filled piece by piece, so that no more than a piece lies in memory. */
import type { BatchStream, ExecuteContext, RecordBatchBytes } from "../../src/backend/backend.ts";
import { LONG } from "../../src/types/data-type.ts";
import { queryValues } from "./query.ts";
import { columnName } from "./rel/block.ts";
import { drop, measured, type StoredTable, storedName } from "./store.ts";
import { physicalType } from "./types.ts";
import type { Engine } from "./worker-client.ts";

/** Bytes of batches that go into the table at once. */
const PIECE_BYTES = 8 * 1024 * 1024;
/** The table function that scans a piece: its rows are its statement's own. */
const PIECE = "i_piece";

/** Keeps the rows of batches in a table of that number, in order. */
export async function storeBatches(
  engine: Engine,
  { batches, schema }: BatchStream,
  cx: ExecuteContext,
  number: number,
): Promise<StoredTable> {
  const table = storedName(number);
  const columns = schema.fields.map((f) => ({ type: f.type, nullable: f.nullable }));
  const shape = columns.map((c, i) => `${columnName(i)} ${physicalType(c.type)}`);
  // DuckDB has no tables without columns; the rows still count.
  await queryValues(engine, `CREATE TABLE ${table} (${shape.join(", ") || "c0 INTEGER"})`, [], cx.signal);
  const insert = async (piece: readonly RecordBatchBytes[]): Promise<number> => {
    const names = columns.map((_, i) => columnName(i)).join(", ") || "NULL";
    const [[count] = []] = await queryValues(
      engine,
      `INSERT INTO ${table} SELECT ${names} FROM ${PIECE}()`,
      [LONG],
      cx.signal,
      {
        inputs: new Map([[PIECE, { streams: piece.map((b) => b.data), schema }]]),
        statement: { inputs: [{ name: PIECE, dataId: PIECE, columns }] },
      },
    );
    return Number(count);
  };
  let rows = 0;
  try {
    let piece: RecordBatchBytes[] = [];
    let bytes = 0;
    for await (const batch of batches) {
      if (batch.rows === 0) continue;
      piece.push(batch);
      bytes += batch.data.byteLength;
      if (bytes < PIECE_BYTES) continue;
      rows += await insert(piece);
      piece = [];
      bytes = 0;
    }
    if (piece.length > 0) rows += await insert(piece);
  } catch (reason) {
    await drop(engine, table);
    throw reason;
  }
  return measured(
    engine,
    table,
    columns.map((c) => c.type),
    rows,
    cx.signal,
  );
}
