import { functionGroup } from "./define.ts";

/** Spark's csv functions. */
export const csvFunctions = functionGroup("csv", {});
