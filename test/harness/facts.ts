import type { Facts } from "../../src/analyzer/facts.ts";
import { SessionSettings } from "../../src/settings/session-settings.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import type { Relation } from "../../src/unresolved/relation.ts";

/** What the analyzer knows of a session of Spark 4.0.4 that has these settings, and these temporary views alone by lower-case name. */
export function factsOf(
  views: ReadonlyMap<string, Relation> = new Map(),
  conf: Readonly<Record<string, string>> = {},
  now = 0n,
): Facts {
  const session = new SessionSettings({ sparkVersion: "4.0.4" });
  for (const [key, value] of Object.entries(conf)) session.set(key, value);
  const settings = session.snapshot();
  return {
    settings,
    timeZone: settings.timeZone,
    currentDatabase: "default",
    user: "someone",
    sparkVersion: "4.0.4",
    now,
    table: (parts) => {
      const name = parts.length === 1 ? (parts[0]?.toLowerCase() ?? "") : "";
      const plan = views.get(name);
      return plan === undefined ? { kind: "missing" } : { kind: "view", plan, qualifier: [name], identity: name };
    },
    routine: () => undefined,
    python: () => undefined,
    pythonTable: () => undefined,
    variable: () => undefined,
    statement: () => undefined,
    files: () => undefined,
    pythonSource: () => undefined,
    madeSource: () => undefined,
    checkpoint: () => undefined,
    local: () => undefined,
    rows: () => undefined,
    parseExpression: sqlDoor.parseExpression,
  };
}
