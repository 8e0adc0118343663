import type { Kernel, KernelTable } from "./kernel.ts";
import { arithmeticKernels } from "./tables/arithmetic.ts";
import { castKernels } from "./tables/cast.ts";
import { conditionalKernels } from "./tables/conditional.ts";
import { predicateKernels } from "./tables/predicate.ts";

/** Every scalar kernel by its function's name in lower case. */
export const kernels: KernelTable = {
  ...castKernels,
  ...arithmeticKernels,
  ...predicateKernels,
  ...conditionalKernels,
};

/** The kernel of a function; undefined for one without. Names like `constructor` are none. */
export const kernelNamed = (name: string): Kernel | undefined => (Object.hasOwn(kernels, name) ? kernels[name] : undefined);
