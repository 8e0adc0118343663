import { functionGroup } from "./define.ts";

/** Spark's bitwise functions. */
export const bitwiseFunctions = functionGroup("bitwise", {});
