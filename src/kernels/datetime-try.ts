import { SparkError } from "../errors/spark-error.ts";
import type { Kernel, KernelContext, KernelFunction } from "./kernel.ts";

const REFUSED = "UNSUPPORTED_FEATURE.FIRESTEEL";

/** In `try` mode a user's error becomes NULL (`TryEval`); otherwise the function is left as it is. */
export function guarded(cx: KernelContext, run: KernelFunction): KernelFunction {
  if (cx.mode !== "try") return run;
  return (...args) => {
    try {
      return run(...args);
    } catch (error) {
      // Differences from Spark 2 are told all the same, and so is what is not there yet.
      if (error instanceof SparkError && error.class !== "upgrade" && error.condition !== REFUSED) return null;
      throw error;
    }
  };
}

/** The `try_` form of a kernel. */
export const tolerant = (of: Kernel): Kernel => ({ nulls: of.nulls, bind: (cx) => of.bind({ ...cx, mode: "try" }) });
