import type { Kernel, KernelTable } from "./kernel.ts";
import { roomKernel } from "./room.ts";
import { aggregateKernels } from "./tables/aggregate.ts";
import { arithmeticKernels } from "./tables/arithmetic.ts";
import { arrayKernels } from "./tables/array.ts";
import { bitwiseKernels } from "./tables/bitwise.ts";
import { castKernels } from "./tables/cast.ts";
import { conditionalKernels } from "./tables/conditional.ts";
import { csvKernels } from "./tables/csv.ts";
import { datetimeKernels } from "./tables/datetime.ts";
import { fileKernels } from "./tables/files.ts";
import { hashKernels } from "./tables/hash.ts";
import { intervalKernels } from "./tables/interval.ts";
import { jsonKernels } from "./tables/json.ts";
import { mathKernels } from "./tables/math.ts";
import { miscKernels } from "./tables/misc.ts";
import { predicateKernels } from "./tables/predicate.ts";
import { regexKernels } from "./tables/regex.ts";
import { sketchKernels } from "./tables/sketch.ts";
import { stringKernels } from "./tables/string.ts";
import { variantKernels } from "./tables/variant.ts";
import { xmlKernels } from "./tables/xml.ts";
import { xmlFileKernels } from "./tables/xml-files.ts";

/** Every scalar kernel by its function's name in lower case. */
export const kernels: KernelTable = {
  ...castKernels,
  ...arithmeticKernels,
  ...predicateKernels,
  ...conditionalKernels,
  ...mathKernels,
  ...bitwiseKernels,
  ...datetimeKernels,
  ...intervalKernels,
  ...hashKernels,
  ...stringKernels,
  ...regexKernels,
  ...jsonKernels,
  ...arrayKernels,
  ...fileKernels,
  ...miscKernels,
  ...csvKernels,
  ...aggregateKernels,
  ...sketchKernels,
  room: roomKernel,
  ...variantKernels,
  ...xmlKernels,
  ...xmlFileKernels,
};

/** The kernel of a function; undefined for one without. Names like `constructor` are none. */
export const kernelNamed = (name: string): Kernel | undefined =>
  Object.hasOwn(kernels, name) ? kernels[name] : undefined;
