import { functionGroup } from "./define.ts";

/** Spark's predicate functions. */
export const predicateFunctions = functionGroup("predicate", {});
