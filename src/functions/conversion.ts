import { functionGroup } from "./define.ts";

/** Spark's conversion functions. */
export const conversionFunctions = functionGroup("conversion", {});
