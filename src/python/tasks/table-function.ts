import { buildColumn } from "../../arrow/build-column.ts";
import { BOOLEAN } from "../../types/data-type.ts";
import { typeToJson } from "../../types/json.ts";
import type { StructValue } from "../../types/value.ts";
import type { PythonBatch, TableFunctionTask } from "../api.ts";
import { decoderOf } from "../pickle/decode.ts";
import { PyTuple } from "../pickle/python-value.ts";
import { ArrowOutput } from "../protocol/arrow-output.ts";
import type { SentTableFunction } from "../protocol/header.ts";
import { beside, chunks, joined, pick, type Rows, rowsOf } from "../rows.ts";
import { type SentColumns, sentColumns } from "./arguments.ts";
import { checkFieldNames } from "./duplicate-names.ts";
import { arrowOptions, type Exchange, type Setup } from "./exchange.ts";
import { KeptRows } from "./kept.ts";
import { Output } from "./output.ts";
import { listOf, pickledRows } from "./pickled.ts";

/** Rows of answers that become columns together. */
const ANSWERED_ROWS = 1024;

/** Table functions over pickled rows: an answer per row, and one for the end. */
export function pickledTableExchange(
  task: TableFunctionTask,
  input: AsyncIterable<PythonBatch>,
  setup: Setup,
): Exchange {
  const sent = sentColumns(task.input, [task.args]);
  const { sending, output, leave } = joining(task, setup);
  const decode = decoderOf(task.returns);
  const { useLargeVarTypes } = setup.settings;
  return {
    name: task.name,
    header: { evalType: task.evalType, run: sentFunction(task, sent) },
    data: () => pickledRows(input, sent, setup, sending),
    async *results(replies) {
      // Where nothing stands beside the answers, those of many rows become columns at once.
      const atOnce = task.keep.length === 0 ? ANSWERED_ROWS : 0;
      let values: (StructValue | null)[] = [];
      const leaving = () => {
        const columns = task.returns.fields.map((f, i) =>
          buildColumn(
            f.type,
            values.map((v) => v?.fields[i] ?? null),
            useLargeVarTypes,
          ),
        );
        const made: Rows = { fields: output.fields.slice(firstReturned(task)), columns, rows: values.length };
        values = [];
        return leave(made);
      };
      for await (const reply of replies) {
        if (reply.kind !== "pickled") continue;
        for (const answer of listOf(reply.bytes)) {
          if (!(answer instanceof PyTuple)) throw new Error("an answer of a table function that is no tuple");
          for (const row of answer.items) values.push(decode(row) as StructValue | null);
          if (values.length >= atOnce) yield* leaving();
        }
      }
      if (values.length > 0) yield* leaving();
      yield* output.end();
    },
  };
}

/** Table functions over Arrow batches: a batch of answers per row, and one for the end. */
export function arrowTableExchange(task: TableFunctionTask, input: AsyncIterable<PythonBatch>, setup: Setup): Exchange {
  const sent = sentColumns(task.input, [task.args]);
  checkFieldNames(sent.schema);
  const { sending, output, leave } = joining(task, setup);
  return {
    name: task.name,
    header: {
      evalType: task.evalType,
      inputType: typeToJson(sent.schema),
      run: sentFunction(task, sent),
    },
    async *data() {
      const arrow = new ArrowOutput(sent.schema, arrowOptions(setup));
      let isFirst = true;
      for await (const batch of input) {
        // A function without arguments answers once per batch, so its rows go one by one.
        const most = sent.columns.length === 0 ? 1 : setup.settings.maxRecordsPerBatch;
        for (const piece of chunks(rowsOf(batch), most)) {
          sending(piece);
          yield arrow.batch(pick(piece, sent.columns).columns, piece.rows, isFirst);
          isFirst = false;
        }
      }
      yield isFirst ? arrow.none() : arrow.end;
    },
    async *results(replies) {
      for await (const reply of replies) {
        if (reply.kind !== "rows") continue;
        const { fields, columns, rows } = reply.rows;
        const made: Rows = { fields: fields[0]?.children ?? [], columns: columns[0]?.children ?? [], rows };
        yield* leave(output.fitted(made, firstReturned(task)));
      }
      yield* output.end();
    },
  };
}

function sentFunction(task: TableFunctionTask, sent: SentColumns): SentTableFunction {
  const args = sent.args[0] ?? [];
  const table = task.tableArgument === undefined ? undefined : args[task.tableArgument];
  return {
    command: task.command,
    args,
    name: task.name,
    returns: typeToJson(task.returns),
    partitionColumns: task.partitionColumns,
    analyzed: task.analyzed,
    tableArguments: table === undefined ? [] : [table.column],
  };
}

/**
 * Answers beside the row that they belong to; those of the end stand beside the last row, and there are none where no row
 * came (`BatchEvalPythonUDTFExec`).
 */
function joining(task: TableFunctionTask, setup: Setup) {
  const kept = new KeptRows();
  const output = new Output(task.output, arrowOptions(setup), setup.settings.maxRecordsPerBatch);
  const { useLargeVarTypes } = setup.settings;
  const first = firstReturned(task);
  const nothing: Rows = {
    fields: output.fields.slice(first),
    columns: task.output.fields.slice(first).map((f) => buildColumn(f.type, [null], useLargeVarTypes)),
    rows: 1,
  };
  const fields = output.fields.slice(0, task.keep.length);
  let last: Rows | undefined;
  const keepsNothing = task.keep.length === 0;
  const sending = (rows: Rows): void => {
    if (!keepsNothing) kept.push(pick(rows, task.keep));
  };
  const marked = (isMade: boolean, made: Rows): Rows => {
    if (!task.outer) return made;
    const marks = buildColumn(BOOLEAN, Array<boolean>(made.rows).fill(isMade), useLargeVarTypes);
    return beside({ fields: output.fields.slice(task.keep.length, first), columns: [marks], rows: made.rows }, made);
  };
  function* leave(made: Rows): Generator<PythonBatch> {
    if (keepsNothing) {
      yield* output.add(made);
      return;
    }
    const isOfEnd = kept.waiting === 0;
    const row = isOfEnd ? last : kept.take(1);
    last = row;
    const isMade = made.rows > 0;
    if (row === undefined || (!isMade && (isOfEnd || !task.outer))) return;
    const rows = marked(isMade, isMade ? made : nothing);
    const repeated = joined(
      fields,
      Array.from({ length: rows.rows }, () => ({ ...row, fields })),
    );
    yield* output.add(beside(repeated, rows));
  }
  return { sending, output, leave };
}

/** Where the columns of `returns` begin. */
const firstReturned = ({ keep, outer }: TableFunctionTask): number => keep.length + (outer ? 1 : 0);
