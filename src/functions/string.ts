import { functionGroup } from "./define.ts";

/** Spark's string functions. */
export const stringFunctions = functionGroup("string", {});
