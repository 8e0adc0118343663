import { buildColumn } from "../../arrow/build-column.ts";
import type { ArrowColumn } from "../../arrow/column.ts";
import { columnValues } from "../../arrow/column-values.ts";
import type { ArrowField } from "../../arrow/field.ts";
import { invariant } from "../../base/invariant.ts";
import type { Value } from "../../types/value.ts";
import type { PythonBatch, ScalarTask } from "../api.ts";
import { decoderOf } from "../pickle/decode.ts";
import { rowPickler } from "../pickle/encode.ts";
import { PyTuple, type PythonValue } from "../pickle/python-value.ts";
import { readPickle } from "../pickle/reader.ts";
import { ByteWriter } from "../protocol/byte-writer.ts";
import type { Reply } from "../protocol/reply.ts";
import { beside, chunks, pick, type Rows, rowsOf } from "../rows.ts";
import type { Bytes } from "../worker/channel.ts";
import { type SentColumns, sentColumns } from "./arguments.ts";
import { arrowOptions, type Exchange, type Setup, spillOf } from "./exchange.ts";
import { KeptRows } from "./kept.ts";
import { namesOf } from "./names.ts";
import { Output } from "./output.ts";

/** Rows in one pickle on the way in; functions see them one by one. */
const ROWS_IN_PICKLE = 500;
/** Rows whose pickles leave at once. Values of more would live long enough to burden the collector. */
const ROWS_AT_ONCE = 4000;
/** What stands behind the last pickle. */
export const NO_MORE_PICKLES = new ByteWriter().int(-1).done();

/** Scalar functions over pickled rows. */
export function pickledExchange(task: ScalarTask, input: AsyncIterable<PythonBatch>, setup: Setup): Exchange {
  const sent = sentColumns(
    task.input,
    task.functions.map((f) => f.args),
  );
  const kept = new KeptRows(spillOf(task, task.keep, setup));
  const { useLargeVarTypes } = setup.settings;
  const output = new Output(task.output, arrowOptions(setup), setup.settings.maxRecordsPerBatch);
  const results = task.output.fields.slice(task.keep.length);
  const decoders = results.map((f) => decoderOf(f.type));
  return {
    name: namesOf(task.functions),
    header: {
      evalType: task.evalType,
      run: task.functions.map((f, i) => ({ commands: f.commands, args: sent.args[i] ?? [] })),
    },
    data: () =>
      pickledRows(input, sent, setup, (rows) => {
        kept.push(pick(rows, task.keep));
        return kept.settled();
      }),
    async *results(replies: AsyncIterable<Reply>) {
      const values: Value[][] = results.map(() => []);
      let count = 0;
      try {
        for await (const reply of replies) {
          if (reply.kind !== "pickled") continue;
          for (const made of listOf(reply.bytes)) {
            decoders.forEach((decode, f) => {
              const value = decoders.length === 1 ? made : made instanceof PyTuple ? made.items[f] : undefined;
              invariant(value !== undefined, "fewer results than functions");
              values[f]?.push(decode(value));
            });
            count++;
          }
          while (kept.ahead > 0 && count >= kept.ahead) {
            const rows = kept.ahead;
            const columns = results.map((f, i) =>
              buildColumn(f.type, values[i]?.splice(0, rows) ?? [], useLargeVarTypes),
            );
            count -= rows;
            const made: Rows = { fields: output.fields.slice(task.keep.length), columns, rows };
            await kept.load();
            yield* output.add(beside(kept.take(rows), made));
          }
        }
        if (count > 0 && kept.waiting === 0) throw new Error("it made more rows than it was given");
        kept.end();
        yield* output.end();
      } finally {
        await kept.close();
      }
    },
  };
}

/** The data section of kinds that get pickled rows; `keep` is told the rows before they leave. */
export async function* pickledRows(
  input: AsyncIterable<PythonBatch>,
  { columns, schema }: SentColumns,
  { settings }: Setup,
  keep: (rows: Rows) => void | Promise<void>,
): AsyncGenerator<Bytes> {
  const asBytes = settings.conf("spark.sql.execution.pyspark.binaryAsBytes") === "true";
  const pickle = rowPickler(schema, asBytes ? "bytes" : "bytearray");
  for await (const batch of input) {
    if (batch.rows === 0) continue;
    for (const rows of chunks(rowsOf(batch), ROWS_AT_ONCE)) {
      await keep(rows);
      const values = columns.map((c) => columnValues(rows.fields[c] as ArrowField, rows.columns[c] as ArrowColumn));
      const pickles: Uint8Array[] = [];
      for (let from = 0; from < rows.rows; from += ROWS_IN_PICKLE) {
        const bytes = pickle(values, from, Math.min(rows.rows, from + ROWS_IN_PICKLE));
        pickles.push(new ByteWriter().int(bytes.length).done(), bytes);
      }
      yield pickles;
    }
  }
  yield NO_MORE_PICKLES;
}

/** The values of one pickle of results. */
export function listOf(bytes: Uint8Array): readonly PythonValue[] {
  const value = readPickle(bytes);
  if (!Array.isArray(value)) throw new Error("a pickle of results that is no list");
  return value as readonly PythonValue[];
}
