import { NULL, type StructType } from "../../types/data-type.ts";
import { typeToJson } from "../../types/json.ts";
import type { PythonBatch, ScalarTask } from "../api.ts";
import { ArrowOutput } from "../protocol/arrow-output.ts";
import { EvalType } from "../protocol/eval-type.ts";
import type { Reply } from "../protocol/reply.ts";
import { beside, chunks, cut, pick, type Rows, rowsOf } from "../rows.ts";
import { sentColumns } from "./arguments.ts";
import { checkFieldNames } from "./duplicate-names.ts";
import { arrowOptions, type Exchange, type Setup, spent, spillOf } from "./exchange.ts";
import { KeptRows } from "./kept.ts";
import { namesOf } from "./names.ts";
import { Output } from "./output.ts";

/** Functions without arguments are told how many rows there are by a column of nothing. */
const NOTHING: StructType = { kind: "struct", fields: [{ name: "_0", type: NULL, nullable: true }] };

/** Scalar functions over Arrow batches. */
export function scalarExchange(task: ScalarTask, input: AsyncIterable<PythonBatch>, setup: Setup): Exchange {
  const sent = sentColumns(
    task.input,
    task.functions.map((f) => f.args),
  );
  checkFieldNames(sent.schema);
  const schema = sent.columns.length === 0 ? NOTHING : sent.schema;
  const output = new Output(task.output, arrowOptions(setup), 0);
  const kept = new KeptRows(spillOf(task, task.keep, setup));
  return {
    name: namesOf(task.functions),
    header: {
      evalType: task.evalType,
      run: task.functions.map((f, i) => ({ commands: f.commands, args: sent.args[i] ?? [] })),
      ...(task.evalType === EvalType.ARROW_BATCHED ? { inputType: typeToJson(sent.schema) } : {}),
    },
    async *data() {
      const arrow = new ArrowOutput(schema, arrowOptions(setup));
      let isFirst = true;
      for await (const batch of input) {
        for (const piece of chunks(rowsOf(batch), setup.settings.maxRecordsPerBatch)) {
          kept.push(pick(piece, task.keep));
          await kept.settled();
          const columns = sent.columns.length === 0 ? nothing(piece.rows) : pick(piece, sent.columns).columns;
          yield arrow.batch(columns, piece.rows, isFirst);
          isFirst = false;
        }
        if (task.keep.length === 0) yield* spent(batch);
      }
      yield isFirst ? arrow.none() : arrow.end;
    },
    async *results(replies: AsyncIterable<Reply>) {
      yield* rowsBesideKept(replies, kept, output, task.keep.length);
    },
  };
}

/** Results beside the rows that they belong to, `keep` columns of each. */
export async function* rowsBesideKept(
  replies: AsyncIterable<Reply>,
  kept: KeptRows,
  output: Output,
  keep: number,
): AsyncGenerator<PythonBatch> {
  try {
    for await (const reply of replies) {
      if (reply.kind === "rows")
        yield* besideKept(kept, { ...output.fitted(reply.rows, keep), memory: reply.rows.memory }, output);
    }
    kept.end();
    yield* output.end();
  } finally {
    await kept.close();
  }
}

async function* besideKept(kept: KeptRows, made: Rows, output: Output): AsyncGenerator<PythonBatch> {
  for (let start = 0; start < made.rows; ) {
    await kept.load();
    const count = Math.min(kept.ahead, made.rows - start);
    if (count === 0) throw new Error("it made more rows than it was given");
    const memory = count === made.rows ? made.memory : undefined;
    yield* output.add({ ...beside(kept.take(count), cut(made, start, count)), memory });
    start += count;
  }
}

const nothing = (rows: number) => [{ rows, nulls: rows, validity: undefined, buffers: [], children: [] }];
