import { sparkError } from "../../errors/spark-error.ts";
import type { Value } from "../../types/value.ts";
import { countMinSketch } from "../count-min-sketch.ts";
import { murmur128OfBytes, murmur128OfLong } from "../hash-murmur128.ts";
import { bytesOfHll, hllOfBytes } from "../hll-bytes.ts";
import { couponOf, DEFAULT_LG_K, HllSketch, LEAST_LG_K, MOST_LG_K } from "../hll-sketch.ts";
import { HllUnion } from "../hll-union.ts";
import { kernel, type KernelSettings, kernelOfNulls, type KernelTable } from "../kernel.ts";

/** DataSketches' seed of all updates. */
const UPDATE_SEED = 9001;

const named = (name: string): string => `\`${name}\``;

/** The sketch of bytes; HLL_INVALID_INPUT_SKETCH_BUFFER of others. */
function sketchOf(bytes: Value, functionName: string): HllSketch {
  const sketch = hllOfBytes(bytes as Uint8Array);
  if (sketch !== undefined) return sketch;
  throw sparkError("HLL_INVALID_INPUT_SKETCH_BUFFER", { function: named(functionName) });
}

/** Throws HLL_UNION_DIFFERENT_LG_K for two sizes, unless they may differ. */
function requireOneSize(left: number, right: number, allowed: boolean, functionName: string): void {
  if (allowed || left === right) return;
  throw sparkError("HLL_UNION_DIFFERENT_LG_K", {
    left: String(left),
    right: String(right),
    function: named(functionName),
  });
}

/** Whether unions pass over sketches of nothing, whatever their size: so since 4.3. */
const passesOver = ({ line = 400 }: KernelSettings): boolean => line >= 403;

/** Sketches of gathered values, and what is read off sketches. */
export const sketchKernels = {
  /** Values that are not NULL, and the three constants. */
  count_min_sketch: kernel(
    () => (values, eps, confidence, seed) =>
      countMinSketch(values as readonly Value[], eps as number, confidence as number, BigInt(seed as number | bigint)),
  ),
  /** A value as what HLL sketches are made of; NULL for empty texts and binaries, which they leave out. */
  hll_coupon: kernel(() => (value) => {
    const number = typeof value === "number" || typeof value === "bigint";
    const bytes = typeof value === "string" ? Buffer.from(value, "utf8") : (value as Uint8Array);
    if (!number && bytes.length === 0) return null;
    const hash = number ? murmur128OfLong(BigInt(value), UPDATE_SEED) : murmur128OfBytes(bytes, UPDATE_SEED);
    return couponOf(hash.firstLow, hash.secondHigh, hash.secondLow);
  }),
  /** Coupons (NULL among them) in the order of their rows, and the size. */
  hll_sketch_agg: kernelOfNulls(() => (coupons, size) => {
    const lgK = (size ?? 0) as number;
    if (lgK < LEAST_LG_K || lgK > MOST_LG_K) {
      throw sparkError("HLL_INVALID_LG_K", {
        function: named("hll_sketch_agg"),
        min: String(LEAST_LG_K),
        max: String(MOST_LG_K),
        value: String(lgK),
      });
    }
    const sketch = new HllSketch(lgK);
    for (const coupon of coupons as readonly (number | null)[]) if (coupon !== null) sketch.update(coupon);
    return bytesOfHll(sketch);
  }),
  /** Sketches that are not NULL in the order of their rows, and whether they may be of different sizes. */
  hll_union_agg: kernelOfNulls(({ settings }) => (sketches, differing) => {
    let union: HllUnion | undefined;
    let nothing: HllSketch | undefined;
    for (const bytes of sketches as readonly Value[]) {
      const sketch = sketchOf(bytes, "hll_union_agg");
      if (sketch.isEmpty && passesOver(settings)) {
        nothing ??= sketch;
        continue;
      }
      union ??= new HllUnion(sketch.lgK);
      requireOneSize(union.lgK, sketch.lgK, differing === true, "hll_union_agg");
      union.add(sketch, false);
    }
    return bytesOfHll(union?.result() ?? nothing ?? new HllSketch(DEFAULT_LG_K));
  }),
  hll_union: kernel(({ settings }) => (first, second, differing) => {
    const both = [sketchOf(first ?? null, "hll_union"), sketchOf(second ?? null, "hll_union")];
    const full = passesOver(settings) ? both.filter((sketch) => !sketch.isEmpty) : both;
    const [left, right] = full;
    if (left !== undefined && right !== undefined) {
      requireOneSize(left.lgK, right.lgK, differing === true, "hll_union");
    }
    const union = new HllUnion(Math.min(...(full.length > 0 ? full : both).map((sketch) => sketch.lgK)));
    for (const sketch of full) union.add(sketch, true);
    return bytesOfHll(union.result());
  }),
  hll_sketch_estimate: kernel(
    () => (bytes) => BigInt(Math.round(sketchOf(bytes ?? null, "hll_sketch_estimate").estimate())),
  ),
} satisfies KernelTable;
