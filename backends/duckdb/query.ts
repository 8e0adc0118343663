import type { EngineRequest, Engine } from "./worker-client.ts";
import { streamToValues } from "../../src/arrow/column-values.ts";
import { field, struct, type DataType } from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";
import type { Origin } from "../../src/errors/origin.ts";
import type { Statement } from "./statement.ts";

/** A statement of this backend's own making (DESCRIBE, COPY) whose few rows are wanted as values. */
export async function queryValues(
  engine: Engine,
  sql: string,
  types: readonly DataType[],
  signal: AbortSignal,
  more: Partial<Omit<EngineRequest, "statement" | "signal">> & {
    readonly statement?: Partial<Statement>;
    readonly origins?: readonly Origin[];
  } = {},
): Promise<Value[][]> {
  const columns = types.map((type) => ({ type, nullable: true }));
  const batches = engine.execute({
    inputs: new Map(),
    timeZone: "UTC",
    useLargeVarTypes: false,
    limits: { maxBatchRows: 0, maxBatchBytes: 4 << 20 },
    origins: [],
    ...more,
    schema: struct(types.map((type, i) => field(`c${i}`, type))),
    statement: {
      kernels: [],
      inputs: [],
      candidates: {},
      narrowDecimals: false,
      maxRows: 100_000,
      ...more.statement,
      sql,
      columns,
    },
    signal,
  });
  const rows: Value[][] = [];
  for await (const batch of batches) for (const row of streamToValues(batch.data).rows) rows.push(row);
  return rows;
}
