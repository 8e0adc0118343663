/** Rows from elsewhere into a table, chunk by chunk, without a statement: no thread of DuckDB's waits for this one. */
import duckdb, { type Connection, type Vector } from "@duckdb/node-bindings";
import { localBatches } from "../../../src/arrow/local-relation.ts";
import { freed } from "../../../src/base/free-memory.ts";
import type { InputData } from "../../../src/backend/backend.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import { logicalType } from "./logical-type.ts";
import { writeColumn } from "./writer.ts";

/** Rows for a table of kept rows. */
export interface Append extends InputData {
  /** The attached database, and the table in its schema `main`: columns in the physical forms of the schema's. */
  readonly database: string;
  readonly table: string;
}

/** Chunks written between two looks at the thread's other work. */
const CHUNKS_PER_TURN = 64;
/** DuckDB has no tables without columns; the rows still count. */
const STAND_IN: readonly DataType[] = [{ kind: "null" }];

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Appends the rows, in order. Where it throws, and where they are no longer wanted (`stopped`), some of them may be there:
 * the table is to be dropped. The memory of the streams is given up. Throws SparkErrors of malformed data.
 */
export async function appendRows(
  connection: Connection,
  { database, table, streams, schema }: Append,
  stopped: () => boolean,
): Promise<void> {
  const types = schema.fields.length === 0 ? STAND_IN : schema.fields.map((f) => f.type);
  const appender = duckdb.appender_create_ext(connection, database, "main", table);
  const chunk = duckdb.create_data_chunk(types.map(logicalType));
  // Resetting a chunk leaves its vectors where they are.
  const vectors = types.map((_, i) => duckdb.data_chunk_get_vector(chunk, i));
  const most = duckdb.vector_size();
  let written = 0;
  try {
    for (const stream of streams) {
      for (const { columns, rows } of localBatches([stream], schema)) {
        for (let start = 0; start < rows; start += most) {
          const count = Math.min(most, rows - start);
          duckdb.data_chunk_reset(chunk);
          types.forEach((type, i) => {
            const column = columns[i] ?? { rows, nulls: rows, validity: undefined, buffers: [], children: [] };
            writeColumn(vectors[i] as Vector, type, column, start, count);
          });
          duckdb.data_chunk_set_size(chunk, count);
          duckdb.append_data_chunk(appender, chunk);
          if (++written % CHUNKS_PER_TURN === 0) await turn();
          if (stopped()) return;
        }
      }
    }
    duckdb.appender_flush_sync(appender);
  } finally {
    // The collector would append what is left, whoever has the connection then.
    duckdb.appender_clear(appender);
    duckdb.appender_close_sync(appender);
    for (const memory of new Set(streams.map(({ buffer }) => buffer))) if (memory instanceof ArrayBuffer) freed(memory);
  }
}
