import { functionGroup } from "./define.ts";

/** Spark's math functions. */
export const mathFunctions = functionGroup("math", {});
