import { streamToValues } from "../arrow/column-values.ts";
import type { RecordBatchBytes } from "../backend/backend.ts";
import { unsupported } from "../errors/spark-error.ts";
import type { Value } from "../types/value.ts";

/** Most rows that the engine takes into its own memory for a command or a table of text. */
const MAX_ROWS = 1_000_000;

/** All rows of a result as plain values; only for results that are small by their nature. */
export async function collectValues(batches: AsyncIterable<RecordBatchBytes>): Promise<Value[][]> {
  const rows: Value[][] = [];
  for await (const batch of batches) {
    if (rows.length + batch.rows > MAX_ROWS) throw unsupported(`more than ${MAX_ROWS} rows here`);
    for (const row of streamToValues(batch.data).rows) rows.push(row);
  }
  return rows;
}
