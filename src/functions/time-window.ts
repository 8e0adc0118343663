import { type DataType, field, struct, TIMESTAMP } from "../types/data-type.ts";
import { typeAt } from "./arg-rules.ts";
import { any, functionGroup, scalar } from "./define.ts";

const windowType = (type: DataType): DataType => struct([field("start", type), field("end", type)]);
const windowTimeType = (type: DataType): DataType =>
  (type.kind === "struct" ? type.fields[1]?.type : undefined) ?? TIMESTAMP;

/** Windows of time: the analyzer makes columns of them (`relation/time-window.ts`). */
export const timeWindowFunctions = functionGroup("datetime", {
  window: scalar({
    args: [
      any("time_column"),
      any("window_duration"),
      any("slide_duration", { optional: true }),
      any("start_time", { optional: true }),
    ],
    returns: (args) => windowType(typeAt(args, 0)),
    nulls: "never",
    since: "2.0.0",
    doc: "The windows of a length that a time is in, one after another or sliding by a step.",
    examples: [],
  }),
  session_window: scalar({
    args: [any("time_column"), any("gap_duration")],
    returns: (args) => windowType(typeAt(args, 0)),
    nulls: "never",
    since: "3.2.0",
    doc: "The window that lasts as long as the next time comes within a gap.",
    examples: [],
  }),
  window_time: scalar({
    args: [any("window_column")],
    returns: (args) => windowTimeType(typeAt(args, 0)),
    nulls: "always",
    since: "3.4.0",
    doc: "The last microsecond of a window of time.",
    examples: [],
  }),
});
