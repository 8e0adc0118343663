import { sparkError } from "../../errors/spark-error.ts";
import { type DataType, NULL } from "../../types/data-type.ts";
import type { Decimal, StructValue, Value } from "../../types/value.ts";
import { castFunction } from "../cast.ts";
import { centralMoments, kurtosis, skewness } from "../central-moments.ts";
import { estimateDistinct } from "../hyperloglog.ts";
import { frequentItems } from "../frequent-items.ts";
import { kernel, type KernelContext, kernelOfNulls, type KernelTable } from "../kernel.ts";
import { numericHistogram } from "../numeric-histogram.ts";
import { quantiles } from "../quantile-summaries.ts";
import { spreadInOrder } from "../variance.ts";

const numberOf = (v: Value): number =>
  typeof v === "object" && v !== null && "unscaled" in v
    ? Number(`${(v as Decimal).unscaled}e${-(v as Decimal).scale}`)
    : Number(v);

/** Bytes of a bitmap, of the bits of one bucket. */
const BITMAP_BYTES = 4096;

/** The first argument of each gathered tuple. */
const valuesOf = (tuples: Value | undefined): readonly Value[] =>
  (tuples as readonly StructValue[]).map((t) => t.fields[0] ?? null);

const numbersOf = (tuples: Value | undefined): readonly number[] =>
  valuesOf(tuples).filter((v) => typeof v === "number");

const LONG_MAX = 2n ** 63n - 1n;
const LONG_MIN = -(2n ** 63n);

/** A DOUBLE back to a value of the type that it came from, as Scala's conversions do it. */
function shapeOf(type: DataType, cx: KernelContext): (x: number) => Value {
  switch (type.kind) {
    case "double":
      return (x) => x;
    case "float":
      return Math.fround;
    case "decimal":
      return castFunction({ kind: "double" }, type, "legacy", cx.settings) as (x: number) => Value;
    case "long":
    case "timestamp":
    case "timestamp_ntz":
    case "day_time_interval":
      return (x) => {
        const whole = BigInt(Math.trunc(x));
        return whole > LONG_MAX ? LONG_MAX : whole < LONG_MIN ? LONG_MIN : whole;
      };
    default:
      return Math.trunc;
  }
}

/** Folds of what an aggregate gathered: of tuples of its arguments, or of a state of its own. */
export const aggregateKernels = {
  /** Registers and ranks met, as `register * 64 + rank`, and the precision. */
  hyperloglog_estimate: kernel(() => (codes, precision) => {
    const registers = new Uint8Array(2 ** (precision as number));
    for (const code of codes as readonly number[]) {
      const at = code >> 6;
      registers[at] = Math.max(registers[at] ?? 0, code & 63);
    }
    return estimateDistinct(registers, precision as number);
  }),
  bitmap_construct_agg: kernelOfNulls(() => (tuples) => {
    const bits = new Uint8Array(BITMAP_BYTES);
    for (const position of valuesOf(tuples)) {
      if (position === null) continue;
      const at = Number(position);
      if (at < 0 || at >= BITMAP_BYTES * 8) {
        throw sparkError("INVALID_BITMAP_POSITION", {
          bitPosition: String(position),
          bitmapNumBytes: String(BITMAP_BYTES),
          bitmapNumBits: String(BITMAP_BYTES * 8),
        });
      }
      bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
    }
    return bits;
  }),
  bitmap_or_agg: kernelOfNulls(() => (tuples) => {
    const bits = new Uint8Array(BITMAP_BYTES);
    for (const other of valuesOf(tuples)) {
      (other as Uint8Array | null)?.subarray(0, BITMAP_BYTES).forEach((byte, i) => {
        bits[i] = (bits[i] ?? 0) | byte;
      });
    }
    return bits;
  }),
  kurtosis: kernelOfNulls(() => (tuples) => kurtosis(centralMoments(numbersOf(tuples)))),
  skewness: kernelOfNulls(() => (tuples) => skewness(centralMoments(numbersOf(tuples)))),
  /** Numbers in their order and the name of what is asked of them. */
  spread_in_order: kernelOfNulls(() => (list, name) => spreadInOrder((list ?? []) as readonly number[], String(name))),
  /** Values in their order (NULL among them) and how many to keep at most. */
  frequent_items: kernel((cx) => {
    const [values] = cx.argTypes;
    const type = values?.kind === "array" ? values.element : NULL;
    return (list, size) => frequentItems(list as readonly Value[], type, Number(size));
  }),
  /** Numbers in their order, shares, the relative error, how often to compress. All are reckoned with as DOUBLEs. */
  quantiles: kernel((cx) => {
    const [values] = cx.argTypes;
    const shape = shapeOf(values?.kind === "array" ? values.element : NULL, cx);
    return (list, shares, error, passes) => {
      const numbers = (list as readonly Value[]).map(numberOf);
      return quantiles(numbers, shares as readonly number[], error as number, passes as number).map(shape);
    };
  }),
  /** Tuples of the value and the number of bins; the constants after them are read out of the tuples. */
  histogram_numeric: kernelOfNulls((cx) => {
    const type =
      cx.returnType.kind === "array" && cx.returnType.element.kind === "struct"
        ? (cx.returnType.element.fields[0]?.type ?? NULL)
        : NULL;
    const shape = shapeOf(type, cx);
    return (tuples) => {
      const rows = (tuples as readonly StructValue[]).filter((t) => (t.fields[0] ?? null) !== null);
      const most = rows[0]?.fields[1];
      if (rows.length === 0) return null;
      const bins = numericHistogram(
        rows.map((t) => numberOf(t.fields[0] ?? null)),
        Number(most),
      );
      return bins.map(({ x, y }) => ({ fields: [shape(x), y] }));
    };
  }),
} satisfies KernelTable;
