/** A backend that evaluates plans row by row, for tests: slow, plain, and written from Spark's meaning alone. */
import { valuesToStream } from "../../../src/arrow/build-column.ts";
import { streamToValues } from "../../../src/arrow/column-values.ts";
import type { Backend, BatchStream, ExecuteContext, Finding, RecordBatchBytes } from "../../../src/backend/backend.ts";
import { unsupported } from "../../../src/errors/spark-error.ts";
import type { ReadPlan } from "../../../src/substrait/read/plan.ts";
import type { Value } from "../../../src/types/value.ts";
import type { Row } from "./expression.ts";
import { canceled, type Run, rowsOf } from "./relation.ts";
import { StoredRows } from "./stored-rows.ts";
import { findings } from "./support.ts";

/** Rows between two looks at the clock and the signal. */
const PACE = 1024;
const MOST_ROWS = 10_000;

/** Rows of a plan as plain values, one by one. Throws what Spark throws. */
export function interpret(
  plan: ReadPlan,
  cx: Pick<ExecuteContext, "inputs" | "settings">,
  step: () => void = () => undefined,
): Iterable<Row> {
  const run: Run = {
    settings: cx.settings,
    origins: plan.origins,
    inputs: cx.inputs,
    shared: plan.shared,
    step,
    rows: (rel, outer) => rowsOf(rel, outer, run),
  };
  return rowsOf(plan.root, [], run);
}

/** The interpreter. */
export class Interpreter implements Backend {
  readonly name = "interpreter";
  readonly capabilities = { correlatedSubqueries: true, lateralJoins: true };
  #closed = false;

  support(plan: ReadPlan): readonly Finding[] {
    return findings(plan);
  }

  #stopper(cx: ExecuteContext): () => void {
    return () => {
      if (cx.signal.aborted || this.#closed) throw canceled(cx.signal.reason);
    };
  }

  async *execute(plan: ReadPlan, cx: ExecuteContext): AsyncGenerator<RecordBatchBytes> {
    const stop = this.#stopper(cx);
    stop();
    const { schema, limits, settings } = cx;
    const most = limits.maxBatchRows > 0 ? limits.maxBatchRows : MOST_ROWS;
    const batch = (rows: readonly (readonly Value[])[]): RecordBatchBytes => ({
      data: valuesToStream(schema, rows, settings),
      rows: rows.length,
    });
    let rows: Row[] = [];
    let bytes = 0;
    let sent = false;
    let turn = 0;
    for (const row of interpret(plan, cx, stop)) {
      rows.push(row);
      bytes += row.reduce<number>((n, v) => n + (typeof v === "string" ? v.length : 8), 0);
      if (rows.length >= most || bytes >= limits.maxBatchBytes) {
        yield batch(rows);
        [rows, bytes, sent] = [[], 0, true];
      }
      if (++turn % PACE === 0) await new Promise(setImmediate);
      stop();
    }
    if (rows.length > 0 || !sent) yield batch(rows);
  }

  async store(source: ReadPlan | BatchStream, cx: ExecuteContext): Promise<StoredRows> {
    const stop = this.#stopper(cx);
    stop();
    if (!("batches" in source)) return new StoredRows([...interpret(source, cx, stop)]);
    const rows: Row[] = [];
    for await (const { data } of source.batches) {
      stop();
      rows.push(...streamToValues(data).rows);
    }
    return new StoredRows(rows);
  }

  async write(): Promise<never> {
    throw unsupported("writing files");
  }

  async inferSchema(): Promise<never> {
    throw unsupported("reading files");
  }

  async warm(): Promise<void> {}

  async close(): Promise<void> {
    this.#closed = true;
  }
}
