import { sparkError } from "../../errors/spark-error.ts";
import { NULL } from "../../types/data-type.ts";
import type { Decimal, StructValue, Value } from "../../types/value.ts";
import { castFunction } from "../cast.ts";
import { centralMoments, kurtosis, skewness } from "../central-moments.ts";
import { estimateDistinct } from "../hyperloglog.ts";
import { kernel, kernelOfNulls, type KernelTable } from "../kernel.ts";
import { numericHistogram } from "../numeric-histogram.ts";

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
  /** Tuples of the value and the number of bins; the constants after them are read out of the tuples. */
  histogram_numeric: kernelOfNulls((cx) => {
    const type =
      cx.returnType.kind === "array" && cx.returnType.element.kind === "struct"
        ? (cx.returnType.element.fields[0]?.type ?? NULL)
        : NULL;
    const whole = type.kind !== "double" && type.kind !== "float" && type.kind !== "decimal";
    const decimal = type.kind === "decimal" ? castFunction({ kind: "double" }, type, "legacy", cx.settings) : undefined;
    const shape = (x: number): Value => {
      if (decimal !== undefined) return decimal(x);
      if (!whole) return type.kind === "float" ? Math.fround(x) : x;
      const cut = Math.trunc(x);
      const big =
        type.kind === "long" ||
        type.kind === "timestamp" ||
        type.kind === "timestamp_ntz" ||
        type.kind === "day_time_interval";
      return big ? BigInt(cut) : cut;
    };
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
