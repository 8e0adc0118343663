import type { AggregateTask, PythonArgument, PythonBatch, WindowTask } from "../api.ts";
import { cut, pick, type Rows } from "../rows.ts";
import { sentColumns } from "./arguments.ts";
import { checkFieldNames } from "./duplicate-names.ts";
import { arrowOptions, type Exchange, type Setup, spillOf } from "./exchange.ts";
import { GroupData } from "./group-data.ts";
import { groups } from "./grouping.ts";
import { KeptRows } from "./kept.ts";
import { namesOf } from "./names.ts";
import { Output } from "./output.ts";
import { rowsBesideKept } from "./scalar.ts";

/** Aggregates: a row per group. */
export const aggregateExchange = (task: AggregateTask, input: AsyncIterable<PythonBatch>, setup: Setup): Exchange =>
  perGroup(
    task,
    input,
    setup,
    task.functions.map((f) => f.args),
    (kept, parts) => {
      if (parts[0] !== undefined) kept.push(pick(cut(parts[0], 0, 1), task.keep));
    },
  );

/** Aggregates over windows: a value per row, whose frame the worker cuts out of the partition. */
export function windowExchange(task: WindowTask, input: AsyncIterable<PythonBatch>, setup: Setup): Exchange {
  const lists = task.functions.map(({ args, frame }) =>
    frame === undefined ? args : [{ column: frame.begin }, { column: frame.end }, ...args],
  );
  const bounds = task.functions.map((f) => (f.frame === undefined ? "unbounded" : "bounded")).join(",");
  return {
    ...perGroup(task, input, setup, lists, (kept, parts) => {
      for (const part of parts) kept.push(pick(part, task.keep));
    }),
    conf: new Map([[setup.dialect.windowBounds, bounds]]),
  };
}

function perGroup(
  task: AggregateTask | WindowTask,
  input: AsyncIterable<PythonBatch>,
  setup: Setup,
  lists: readonly (readonly PythonArgument[])[],
  keep: (kept: KeptRows, parts: readonly Rows[]) => void,
): Exchange {
  const sent = sentColumns(task.input, lists);
  checkFieldNames(sent.schema);
  const output = new Output(task.output, arrowOptions(setup), setup.settings.maxRecordsPerBatch);
  const kept = new KeptRows(spillOf(task, task.keep, setup));
  return {
    name: namesOf(task.functions),
    header: {
      evalType: task.evalType,
      run: task.functions.map((f, i) => ({ commands: f.commands, args: sent.args[i] ?? [] })),
    },
    async *data() {
      const data = new GroupData(sent.schema, setup, false);
      for await (const { parts } of groups(input, task.grouping)) {
        keep(kept, parts);
        await kept.settled();
        yield* data.group(parts.map((p) => pick(p, sent.columns)));
      }
      yield data.end();
    },
    results: (replies) => rowsBesideKept(replies, kept, output, task.keep.length),
  };
}
