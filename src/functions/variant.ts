import { functionGroup } from "./define.ts";

/** Spark's variant functions. */
export const variantFunctions = functionGroup("variant", {});
