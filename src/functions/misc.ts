import { functionGroup } from "./define.ts";

/** Spark's misc functions. */
export const miscFunctions = functionGroup("misc", {});
