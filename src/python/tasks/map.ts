import type { ArrowColumn } from "../../arrow/column.ts";
import type { StructType } from "../../types/data-type.ts";
import type { MapTask, PythonBatch } from "../api.ts";
import { ArrowOutput } from "../protocol/arrow-output.ts";
import type { Reply } from "../protocol/reply.ts";
import { chunks, type Rows, rowsOf } from "../rows.ts";
import { checkFieldNames } from "./duplicate-names.ts";
import { arrowOptions, type Exchange, type Setup, spent } from "./exchange.ts";
import { Output } from "./output.ts";

/** `mapInPandas` and `mapInArrow`: rows travel as one struct both ways. */
export function mapExchange(task: MapTask, input: AsyncIterable<PythonBatch>, setup: Setup): Exchange {
  const schema = asStruct(task.input);
  checkFieldNames(schema);
  const output = new Output(task.output, arrowOptions(setup), setup.settings.maxRecordsPerBatch, task.leaving);
  return {
    name: task.name,
    header: {
      evalType: task.evalType,
      barrier: task.barrier,
      run: [{ commands: [task.command], args: [{ column: 0 }] }],
    },
    async *data() {
      const arrow = new ArrowOutput(schema, arrowOptions(setup));
      let isFirst = true;
      for await (const batch of input) {
        for (const piece of chunks(rowsOf(batch), setup.settings.maxRecordsPerBatch)) {
          yield arrow.batch([structOf(piece)], piece.rows, isFirst);
          isFirst = false;
        }
        yield* spent(batch);
      }
      yield isFirst ? arrow.none() : arrow.end;
    },
    results: (replies) => unwrapped(replies, output),
  };
}

/** The schema of rows that travel as one struct. */
export const asStruct = (schema: StructType): StructType => ({
  kind: "struct",
  fields: [{ name: "_0", type: schema, nullable: false }],
});

/** Columns as the one struct. */
export const structOf = ({ columns, rows }: Pick<Rows, "columns" | "rows">): ArrowColumn => ({
  rows,
  nulls: 0,
  validity: undefined,
  buffers: [],
  children: columns,
});

/** Batches of rows that came as one struct. */
export async function* unwrapped(replies: AsyncIterable<Reply>, output: Output): AsyncGenerator<PythonBatch> {
  for await (const reply of replies) {
    if (reply.kind !== "rows") continue;
    const { fields, columns, rows, memory } = reply.rows;
    const made = { fields: fields[0]?.children ?? [], columns: columns[0]?.children ?? [], rows };
    yield* output.add({ ...output.fitted(made, 0), memory });
  }
  yield* output.end();
}
