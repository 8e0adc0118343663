import type { Value } from "../../types/value.ts";
import { countMinSketch } from "../count-min-sketch.ts";
import { kernel, type KernelTable } from "../kernel.ts";

/** Sketches of gathered values, none of them NULL, and what is read off sketches. */
export const sketchKernels = {
  count_min_sketch: kernel(
    () => (values, eps, confidence, seed) =>
      countMinSketch(values as readonly Value[], eps as number, confidence as number, BigInt(seed as number | bigint)),
  ),
} satisfies KernelTable;
