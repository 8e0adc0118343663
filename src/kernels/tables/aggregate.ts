import { NULL } from "../../types/data-type.ts";
import type { Decimal, StructValue, Value } from "../../types/value.ts";
import { castFunction } from "../cast.ts";
import { estimateDistinct } from "../hyperloglog.ts";
import { kernel, kernelOfNulls, type KernelTable } from "../kernel.ts";
import { numericHistogram } from "../numeric-histogram.ts";

const numberOf = (v: Value): number =>
  typeof v === "object" && v !== null && "unscaled" in v
    ? Number(`${(v as Decimal).unscaled}e${-(v as Decimal).scale}`)
    : Number(v);

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
