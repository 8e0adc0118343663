import type { Engine, EngineRequest } from "../../../backends/duckdb/worker-client.ts";
import type { Statement } from "../../../backends/duckdb/statement.ts";
import { streamToValues } from "../../../src/arrow/column-values.ts";
import * as T from "../../../src/types/data-type.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import type { Value } from "../../../src/types/value.ts";

/** A request for columns of the given types; anything can be replaced. */
export function request(
  sql: string,
  types: readonly DataType[],
  statement: Partial<Statement> = {},
  rest: Partial<EngineRequest> = {},
): EngineRequest {
  return {
    statement: {
      sql,
      kernels: [],
      inputs: [],
      columns: types.map((type) => ({ type, nullable: true })),
      maxRows: undefined,
      candidates: {},
      narrowDecimals: false,
      ...statement,
    },
    schema: T.struct(types.map((type, i) => T.field(`n${i}`, type))),
    inputs: new Map(),
    timeZone: "UTC",
    useLargeVarTypes: false,
    limits: { maxBatchRows: 10_000, maxBatchBytes: 4 << 20 },
    signal: new AbortController().signal,
    origins: [],
    ...rest,
  };
}

/** All rows of a request, and how many each batch had. */
export async function collect(
  engine: Engine,
  req: EngineRequest,
): Promise<{ readonly rows: Value[][]; readonly batches: readonly number[] }> {
  const rows: Value[][] = [];
  const batches: number[] = [];
  for await (const batch of engine.execute(req)) {
    const values = streamToValues(batch.data).rows;
    if (values.length !== batch.rows) throw new Error(`a batch of ${values.length} rows says ${batch.rows}`);
    batches.push(batch.rows);
    for (const row of values) rows.push(row);
  }
  return { rows, batches };
}
