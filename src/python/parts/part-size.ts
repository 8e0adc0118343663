import type { PythonTask } from "../api.ts";
import { EvalType } from "../protocol/eval-type.ts";
import type { PartSize } from "./split.ts";

/** Rows that are worth a task of their own: some 0.3 s of a function that does next to nothing. */
const ROWS: Readonly<Record<number, number>> = {
  [EvalType.BATCHED]: 100_000,
  [EvalType.ARROW_BATCHED]: 100_000,
  [EvalType.SCALAR_PANDAS]: 1_000_000,
  [EvalType.SCALAR_ARROW]: 1_000_000,
};

/** Groups that are worth a task of their own: a worker takes a millisecond for one, whatever it does. */
const GROUPS = 256;

/**
 * In what parts a task may run on several workers; `undefined`: on one. Functions that see an iterator over their rows
 * are called once, and table functions end with `terminate`.
 */
export function partSizeOf(task: PythonTask): PartSize | undefined {
  switch (task.kind) {
    case "scalar": {
      const rows = ROWS[task.evalType];
      return rows === undefined ? undefined : { rows };
    }
    case "groups":
    case "aggregate":
    case "window": {
      const { column } = task.grouping;
      const { timeZone, useLargeVarTypes } = task.settings;
      return column === undefined
        ? undefined
        : { groups: GROUPS, column, input: task.input, options: { timeZone, useLargeVarTypes } };
    }
    default:
      return undefined;
  }
}
