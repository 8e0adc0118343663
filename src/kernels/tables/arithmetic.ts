import { absolute, arithmetic, type ArithmeticOperator, negation } from "../arithmetic.ts";
import { type EvalMode, type Kernel, kernel, type KernelTable } from "../kernel.ts";

const operator = (op: ArithmeticOperator, mode?: EvalMode): Kernel =>
  kernel((cx) => {
    const apply = arithmetic(op, mode === undefined ? cx : { ...cx, mode });
    return (a = null, b = null) => apply(a, b);
  });

/** The arithmetic operators and their `try_` forms. */
export const arithmeticKernels = {
  "+": operator("+"),
  "-": operator("-"),
  "*": operator("*"),
  "/": operator("/"),
  "%": operator("%"),
  mod: operator("%"),
  div: operator("div"),
  pmod: operator("pmod"),
  try_add: operator("+", "try"),
  try_subtract: operator("-", "try"),
  try_multiply: operator("*", "try"),
  try_divide: operator("/", "try"),
  try_mod: operator("%", "try"),
  negative: kernel((cx) => {
    const apply = negation(cx);
    return (a = null) => apply(a);
  }),
  positive: kernel(
    () =>
      (a = null) =>
        a,
  ),
  abs: kernel((cx) => {
    const apply = absolute(cx);
    return (a = null) => apply(a);
  }),
} satisfies KernelTable;
