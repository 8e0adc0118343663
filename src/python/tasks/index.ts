import { invariant } from "../../base/invariant.ts";
import { unsupported } from "../../errors/spark-error.ts";
import type { PythonBatch, PythonTask } from "../api.ts";
import { EvalType } from "../protocol/eval-type.ts";
import { aggregateExchange, windowExchange } from "./aggregate.ts";
import type { Exchange, Setup } from "./exchange.ts";
import { cogroupedMapExchange, groupedMapExchange } from "./groups.ts";
import { mapExchange } from "./map.ts";
import { pickledExchange } from "./pickled.ts";
import { scalarExchange } from "./scalar.ts";
import { arrowTableExchange, pickledTableExchange } from "./table-function.ts";

/** How a task is talked about with its worker. */
export function exchangeOf(
  task: PythonTask,
  input: AsyncIterable<PythonBatch>,
  other: AsyncIterable<PythonBatch> | undefined,
  setup: Setup,
): Exchange {
  const first = firstLine[task.evalType];
  if (first === undefined) throw unsupported(`Python functions of the evaluation type ${task.evalType}`);
  switch (task.kind) {
    case "scalar":
      return task.evalType === EvalType.BATCHED
        ? pickledExchange(task, input, setup)
        : scalarExchange(task, input, setup);
    case "map":
      return mapExchange(task, input, setup);
    case "groups":
      return groupedMapExchange(task, input, setup);
    case "cogroups":
      invariant(other !== undefined, "a cogroup without its second input");
      return cogroupedMapExchange(task, input, other, setup);
    case "aggregate":
      return aggregateExchange(task, input, setup);
    case "window":
      return windowExchange(task, input, setup);
    case "table":
      return task.evalType === EvalType.TABLE
        ? pickledTableExchange(task, input, setup)
        : arrowTableExchange(task, input, setup);
  }
}

/** The evaluation types that are run, and the first line whose clients send them. */
const firstLine: Readonly<Record<number, string>> = {
  [EvalType.BATCHED]: "3.5",
  [EvalType.ARROW_BATCHED]: "3.5",
  [EvalType.SCALAR_PANDAS]: "3.5",
  [EvalType.SCALAR_PANDAS_ITER]: "3.5",
  [EvalType.SCALAR_ARROW]: "4.1",
  [EvalType.SCALAR_ARROW_ITER]: "4.1",
  [EvalType.GROUPED_MAP_PANDAS]: "3.5",
  [EvalType.GROUPED_MAP_PANDAS_ITER]: "4.1",
  [EvalType.GROUPED_MAP_ARROW]: "4.0",
  [EvalType.GROUPED_MAP_ARROW_ITER]: "4.1",
  [EvalType.COGROUPED_MAP_PANDAS]: "3.5",
  [EvalType.COGROUPED_MAP_ARROW]: "4.0",
  [EvalType.MAP_PANDAS]: "3.5",
  [EvalType.MAP_ARROW]: "3.5",
  [EvalType.GROUPED_AGG_PANDAS]: "3.5",
  [EvalType.GROUPED_AGG_PANDAS_ITER]: "4.2",
  [EvalType.GROUPED_AGG_ARROW]: "4.1",
  [EvalType.GROUPED_AGG_ARROW_ITER]: "4.2",
  [EvalType.WINDOW_AGG_PANDAS]: "3.5",
  [EvalType.WINDOW_AGG_ARROW]: "4.1",
  [EvalType.TABLE]: "3.5",
  [EvalType.ARROW_TABLE]: "3.5",
  [EvalType.ARROW_TABLE_NATIVE]: "4.1",
};
