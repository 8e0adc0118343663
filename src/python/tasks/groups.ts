import type { ArrowField } from "../../arrow/field.ts";
import { arrowFields } from "../../arrow/field.ts";
import { emptyColumn } from "../../arrow/ipc.ts";
import type { StructType } from "../../types/data-type.ts";
import type { CogroupedMapTask, GroupedColumns, GroupedMapTask, PythonArgument, PythonBatch } from "../api.ts";
import { EvalType } from "../protocol/eval-type.ts";
import { pick, type Rows } from "../rows.ts";
import { checkFieldNames } from "./duplicate-names.ts";
import { arrowOptions, type Exchange, type Setup } from "./exchange.ts";
import { GroupData, TWO } from "./group-data.ts";
import { groups } from "./grouping.ts";
import { asStruct, unwrapped } from "./map.ts";
import { Output } from "./output.ts";

/** Kinds whose input travels as one struct. */
const STRUCTS: ReadonlySet<number> = new Set([EvalType.GROUPED_MAP_ARROW, EvalType.GROUPED_MAP_ARROW_ITER]);

/** The columns of a side that are sent, and how the header tells keys from values. */
function side(input: StructType, { keys, values }: GroupedColumns) {
  const columns = [...new Set([...keys, ...values])];
  const at = (column: number) => columns.indexOf(column);
  const offsets = [keys.length, ...keys.map(at), ...values.map(at)];
  const fields = columns.map((c) => input.fields[c] as StructType["fields"][number]);
  const schema: StructType = { kind: "struct", fields };
  return { columns, offsets: [offsets.length, ...offsets], schema };
}

const asArguments = (offsets: readonly number[]): PythonArgument[] => offsets.map((column) => ({ column }));

/** A function over the rows of each group. */
export function groupedMapExchange(task: GroupedMapTask, input: AsyncIterable<PythonBatch>, setup: Setup): Exchange {
  const { columns, offsets, schema } = side(task.input, task);
  checkFieldNames(schema);
  const isStruct = STRUCTS.has(task.evalType);
  const output = new Output(task.output, arrowOptions(setup), setup.settings.maxRecordsPerBatch, task.leaving);
  return {
    name: task.name,
    header: { evalType: task.evalType, run: [{ commands: [task.command], args: asArguments(offsets) }] },
    async *data() {
      const data = new GroupData(isStruct ? asStruct(schema) : schema, setup, isStruct);
      for await (const { parts } of groups(input, task.grouping)) yield* data.group(parts.map((p) => pick(p, columns)));
      yield data.end();
    },
    results: (replies) => unwrapped(replies, output),
  };
}

/** A function over the rows that two inputs have for each key. */
export function cogroupedMapExchange(
  task: CogroupedMapTask,
  input: AsyncIterable<PythonBatch>,
  otherInput: AsyncIterable<PythonBatch>,
  setup: Setup,
): Exchange {
  const [left, right] = [side(task.input, task), side(task.other.input, task.other)];
  checkFieldNames(left.schema);
  checkFieldNames(right.schema);
  const output = new Output(task.output, arrowOptions(setup), setup.settings.maxRecordsPerBatch, task.leaving);
  const options = arrowOptions(setup);
  return {
    name: task.name,
    header: {
      evalType: task.evalType,
      run: [{ commands: [task.command], args: asArguments([...left.offsets, ...right.offsets]) }],
    },
    async *data() {
      const [leftData, rightData] = [
        new GroupData(left.schema, setup, false),
        new GroupData(right.schema, setup, false),
      ];
      const [noLeft, noRight] = [noRows(arrowFields(left.schema, options)), noRows(arrowFields(right.schema, options))];
      for await (const [l, r] of inStep(groups(input, task.grouping), groups(otherInput, task.other.grouping))) {
        yield TWO;
        if (l === undefined) yield leftData.empty(noLeft);
        else yield* leftData.stream(l.map((p) => pick(p, left.columns)));
        if (r === undefined) yield rightData.empty(noRight);
        else yield* rightData.stream(r.map((p) => pick(p, right.columns)));
      }
      yield new Uint8Array(4);
    },
    results: (replies) => unwrapped(replies, output),
  };
}

const noRows = (fields: readonly ArrowField[]): Rows => ({ fields, columns: fields.map(emptyColumn), rows: 0 });

type Group = { readonly id: bigint; readonly parts: readonly Rows[] };

/** The groups of two sides by their numbers, ascending; a side that has none of a number is absent. */
async function* inStep(
  left: AsyncIterator<Group>,
  right: AsyncIterator<Group>,
): AsyncGenerator<readonly [readonly Rows[] | undefined, readonly Rows[] | undefined]> {
  let [l, r] = await Promise.all([left.next(), right.next()]);
  try {
    while (l.done !== true || r.done !== true) {
      const isLeft = r.done === true || (l.done !== true && l.value.id <= r.value.id);
      const isRight = l.done === true || (r.done !== true && r.value.id <= l.value.id);
      yield [isLeft ? l.value.parts : undefined, isRight ? r.value.parts : undefined];
      [l, r] = await Promise.all([isLeft ? left.next() : l, isRight ? right.next() : r]);
    }
  } finally {
    await Promise.all([left.return?.(), right.return?.()]);
  }
}
