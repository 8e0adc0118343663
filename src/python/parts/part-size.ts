import type { PythonTask } from "../api.ts";
import { EvalType } from "../protocol/eval-type.ts";
import type { Deal } from "./dealt.ts";
import type { PartSize } from "./split.ts";

/** Rows from which on a second worker is worth it: some 0.1 s of a function that does next to nothing. */
const ROWS: Readonly<Record<number, number>> = {
  [EvalType.BATCHED]: 25_000,
  [EvalType.ARROW_BATCHED]: 25_000,
  [EvalType.SCALAR_PANDAS]: 250_000,
  [EvalType.SCALAR_ARROW]: 250_000,
};

/** Groups that are worth a task of their own: a worker takes a millisecond for one, whatever it does. */
const GROUPS = 256;

/** How the rows of a task may be dealt to several workers; `undefined`: not at all. Iterators see all rows of a task. */
export function dealOf(task: PythonTask): Deal | undefined {
  const rows = task.kind === "scalar" ? ROWS[task.evalType] : undefined;
  const { timeZone, useLargeVarTypes } = task.settings;
  return rows === undefined ? undefined : { rows, output: task.output, options: { timeZone, useLargeVarTypes } };
}

/**
 * In what parts a task may run on several workers; `undefined`: on one. Functions that see an iterator over their rows
 * are called once, and table functions end with `terminate`.
 */
export function partSizeOf(task: PythonTask): PartSize | undefined {
  switch (task.kind) {
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
