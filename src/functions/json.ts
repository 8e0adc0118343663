import { functionGroup } from "./define.ts";

/** Spark's json functions. */
export const jsonFunctions = functionGroup("json", {});
