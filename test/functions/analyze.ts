/** The analyzer without an engine: what a query's columns are, or the error it raises. */
import { analyze } from "../../src/analyzer/analyze.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import type { StructType } from "../../src/types/data-type.ts";
import { factsOf } from "../harness/facts.ts";

/** The schema of a query that reads no tables. Throws SparkErrors. */
export function schemaOf(sql: string, conf: Readonly<Record<string, string>> = {}): StructType {
  const found = analyze(sqlDoor.parseQuery(sql), factsOf(undefined, conf));
  if (found.kind !== "meant") throw new Error("facts are missing");
  return found.schema;
}
