import { functionGroup } from "./define.ts";

/** Spark's url functions. */
export const urlFunctions = functionGroup("url", {});
