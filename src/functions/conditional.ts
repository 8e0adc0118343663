import { functionGroup } from "./define.ts";

/** Spark's conditional functions. */
export const conditionalFunctions = functionGroup("conditional", {});
