/** The analyzer without an engine: what a query's columns are, or the error it raises. */
import { analyze } from "../../src/analyzer/analyze.ts";
import type { Facts } from "../../src/analyzer/facts.ts";
import { SessionSettings } from "../../src/settings/session-settings.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import type { StructType } from "../../src/types/data-type.ts";

/** The schema of a query that reads no tables. Throws SparkErrors. */
export function schemaOf(sql: string, conf: Readonly<Record<string, string>> = {}): StructType {
  const session = new SessionSettings({ sparkVersion: "4.0.4" });
  for (const [key, value] of Object.entries(conf)) session.set(key, value);
  const facts: Facts = {
    settings: session.snapshot(),
    timeZone: session.snapshot().timeZone,
    currentDatabase: "default",
    user: "someone",
    sparkVersion: "4.0.4",
    now: 0n,
    table: () => ({ kind: "missing" }),
    routine: () => undefined,
    variable: () => undefined,
    statement: () => undefined,
    files: () => undefined,
    checkpoint: () => undefined,
    local: () => undefined,
    rows: () => undefined,
    parseExpression: sqlDoor.parseExpression,
  };
  const found = analyze(sqlDoor.parseQuery(sql), facts);
  if (found.kind !== "meant") throw new Error("facts are missing");
  return found.schema;
}
