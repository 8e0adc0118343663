import { NULL } from "../../types/data-type.ts";
import type { Decimal, Value } from "../../types/value.ts";
import { type Kernel, kernelOfNulls, type KernelTable } from "../kernel.ts";
import { comparatorOf } from "../value-order.ts";

const firstNonNull = kernelOfNulls(() => (...args) => {
  for (const a of args) if (a !== null) return a;
  return null;
});

/** The extreme of the non-null arguments; `sign` 1 for the greatest. */
const extreme = (sign: number): Kernel =>
  kernelOfNulls((cx) => {
    const compare = comparatorOf(cx.argTypes.find((t) => t.kind !== "null") ?? NULL);
    return (...args) => {
      let best: Value = null;
      for (const a of args) if (a !== null && (best === null || compare(a, best) * sign > 0)) best = a;
      return best;
    };
  });

const isZero = (a: Value): boolean =>
  a === 0 || a === 0n || (typeof a === "object" && a !== null && "unscaled" in a && a.unscaled === 0n);

/** CASE by pairs: condition, value, …, and a value for none. */
const branches = kernelOfNulls(() => (...args) => {
  let i = 0;
  for (; i + 1 < args.length; i += 2) if (args[i] === true) return args[i + 1] ?? null;
  return args[i] ?? null;
});

/** Choices among values (`org.apache.spark.sql.catalyst.expressions.conditionalExpressions` and `nullExpressions`). */
export const conditionalKernels = {
  coalesce: firstNonNull,
  nvl: firstNonNull,
  ifnull: firstNonNull,
  nvl2: kernelOfNulls(
    () =>
      (a, b = null, c = null) =>
        a === null ? c : b,
  ),
  nullif: kernelOfNulls((cx) => {
    const compare = comparatorOf(cx.argTypes.find((t) => t.kind !== "null") ?? NULL);
    return (a = null, b = null) => (a !== null && b !== null && compare(a, b) === 0 ? null : a);
  }),
  if: kernelOfNulls(
    () =>
      (condition, a = null, b = null) =>
        condition === true ? a : b,
  ),
  iff: kernelOfNulls(
    () =>
      (condition, a = null, b = null) =>
        condition === true ? a : b,
  ),
  when: branches,
  case: branches,
  greatest: extreme(1),
  least: extreme(-1),
  nanvl: kernelOfNulls(
    () =>
      (a = null, b = null) =>
        a !== null && a !== a ? b : a,
  ),
  zeroifnull: kernelOfNulls(
    (cx) =>
      (a = null) =>
        a ?? zeroOf(cx.returnType.kind, cx.returnType),
  ),
  nullifzero: kernelOfNulls(
    () =>
      (a = null) =>
        isZero(a) ? null : a,
  ),
} satisfies KernelTable;

function zeroOf(kind: string, type: { readonly kind: string; readonly scale?: number }): number | bigint | Decimal {
  return kind === "long" ? 0n : kind === "decimal" ? { unscaled: 0n, scale: type.scale ?? 0 } : 0;
}
