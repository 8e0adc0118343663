import { invariant } from "../base/invariant.ts";
import { isCollated } from "../types/collation.ts";
import type { DataType } from "../types/data-type.ts";
import type { Kernel, KernelTable } from "./kernel.ts";
import { roomKernel } from "./room.ts";
import { aggregateKernels } from "./tables/aggregate.ts";
import { arithmeticKernels } from "./tables/arithmetic.ts";
import { arrayKernels } from "./tables/array.ts";
import { bitwiseKernels } from "./tables/bitwise.ts";
import { castKernels } from "./tables/cast.ts";
import { conditionalKernels } from "./tables/conditional.ts";
import { collatedKernels } from "./tables/collated.ts";
import { collateKernel, collationKeyKernel } from "./tables/collation.ts";
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

const plainKernels: KernelTable = {
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
  collate: collateKernel,
  collation_key: collationKeyKernel,
};

/**
 * Kernels of functions that do otherwise with texts that have a collation: which of both is meant shows in the types of
 * the arguments.
 */
function collationAware(plain: KernelTable): KernelTable {
  const both = Object.entries<Kernel>(collatedKernels).flatMap(([name, collated]) => {
    const own = plain[name];
    invariant(own === undefined || own.nulls === collated.nulls, `two kernels of ${name} differ in NULLs`);
    if (own === undefined) return [];
    const bind: Kernel["bind"] = (cx) => (cx.argTypes.some(isCollated) ? collated : own).bind(cx);
    return [[name, { ...own, bind }] as const];
  });
  return { ...plain, ...Object.fromEntries(both) };
}

/** Every scalar kernel by its function's name in lower case. */
export const kernels: KernelTable = collationAware(plainKernels);

/** The kernel of a function; undefined for one without. Names like `constructor` are none. */
export const kernelNamed = (name: string): Kernel | undefined =>
  Object.hasOwn(kernels, name) ? kernels[name] : undefined;

/** Functions that compare values of their arguments' types. */
const COMPARING: ReadonlySet<string> = new Set([
  "=",
  "<=>",
  "equal_null",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "greatest",
  "least",
  "array_contains",
  "array_distinct",
  "array_except",
  "array_intersect",
  "array_max",
  "array_min",
  "array_position",
  "array_remove",
  "array_sort",
  "array_union",
  "arrays_overlap",
  "map",
  "map_concat",
  "map_contains_key",
  "map_from_arrays",
  "map_from_entries",
  "get_map_value",
  "sort_array",
]);

/** Whether a function does otherwise with texts that have a collation: then its kernel says what. */
export const looksAtCollations = (name: string, first: DataType | undefined): boolean =>
  Object.hasOwn(collatedKernels, name) ||
  COMPARING.has(name) ||
  (first?.kind === "map" && (name === "element_at" || name === "try_element_at"));
