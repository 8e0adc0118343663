import { functionGroup } from "./define.ts";

/** Spark's xml functions. */
export const xmlFunctions = functionGroup("xml", {});
