import { NULL } from "../../types/data-type.ts";
import type { Value } from "../../types/value.ts";
import { type Kernel, type KernelContext, kernel, kernelOfNulls, type KernelTable } from "../kernel.ts";
import { type Comparator, comparatorOf } from "../value-order.ts";

const order = (cx: KernelContext): Comparator => {
  const type = cx.argTypes.find((t) => t.kind !== "null") ?? NULL;
  return comparatorOf(type);
};

const comparison = (holds: (order: number) => boolean): Kernel =>
  kernel((cx) => {
    const compare = order(cx);
    return (a = null, b = null) => holds(compare(a, b));
  });

const equal = comparison((o) => o === 0);
const unequal = comparison((o) => o !== 0);

const nullSafeEqual = kernelOfNulls((cx) => {
  const compare = order(cx);
  return (a = null, b = null) => (a === null || b === null ? a === b : compare(a, b) === 0);
});

const negate = kernel(() => (a) => a !== true);

/** NULL when nothing decides: false decides a conjunction, true a disjunction. */
const connective = (decisive: boolean): Kernel =>
  kernelOfNulls(() => (...args) => {
    let unknown = false;
    for (const a of args) {
      if (a === decisive) return decisive;
      if (a === null) unknown = true;
    }
    return unknown ? null : !decisive;
  });

/** Comparisons, logic and membership (`org.apache.spark.sql.catalyst.expressions.predicates`). */
export const predicateKernels = {
  "=": equal,
  "==": equal,
  "!=": unequal,
  "<>": unequal,
  "<": comparison((o) => o < 0),
  "<=": comparison((o) => o <= 0),
  ">": comparison((o) => o > 0),
  ">=": comparison((o) => o >= 0),
  "<=>": nullSafeEqual,
  equal_null: nullSafeEqual,
  and: connective(false),
  or: connective(true),
  not: negate,
  "!": negate,
  in: kernelOfNulls((cx) => {
    const compare = order(cx);
    return (value: Value = null, ...list) => {
      if (list.length === 0) return false;
      if (value === null) return null;
      let unknown = false;
      for (const item of list) {
        if (item === null) unknown = true;
        else if (compare(value, item) === 0) return true;
      }
      return unknown ? null : false;
    };
  }),
  isnull: kernelOfNulls(() => (a) => a === null),
  isnotnull: kernelOfNulls(() => (a) => a !== null),
  isnan: kernelOfNulls(() => (a) => a !== null && a !== a),
  between: kernel((cx) => {
    const compare = order(cx);
    return (a = null, low = null, high = null) => compare(a, low) >= 0 && compare(a, high) <= 0;
  }),
} satisfies KernelTable;
