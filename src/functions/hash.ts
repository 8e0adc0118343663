import { functionGroup } from "./define.ts";

/** Spark's hash functions. */
export const hashFunctions = functionGroup("hash", {});
