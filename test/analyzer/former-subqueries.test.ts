import { describe, expect, test } from "vitest";
import { analyze } from "../../src/analyzer/analyze.ts";
import type { Facts } from "../../src/analyzer/facts.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import { SessionSettings } from "../../src/settings/session-settings.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import { factsOf } from "../harness/facts.ts";

const views = new Map([
  ["x", sqlDoor.parseQuery("SELECT * FROM VALUES (1, 'a', 2) AS x(a, b, c)")],
  ["y", sqlDoor.parseQuery("SELECT * FROM VALUES (1, 'a', 2), (2, 'b', 3) AS y(a, b, d)")],
]);
const old: Facts = { ...factsOf(views), settings: new SessionSettings({ sparkVersion: "3.5.9" }).snapshot() };

/** The end of the condition's name that a statement raises; `undefined`: it means something. */
function raised(sql: string, facts: Facts): string | undefined {
  try {
    analyze(sqlDoor.parseQuery(sql), facts);
    return undefined;
  } catch (reason) {
    if (!(reason instanceof SparkError)) throw reason;
    return reason.condition.split(".").at(-1);
  }
}

// What Spark 3.5.9 raises is in compat/recorded, too (`subquery_places`).
describe("what Spark 3.5 refuses of subqueries, and 4.0 does not", () => {
  test.each([
    ["SELECT (SELECT a FROM y WHERE y.a = x.a) FROM x", "MUST_AGGREGATE_CORRELATED_SCALAR_SUBQUERY"],
    ["SELECT (SELECT y.a FROM y WHERE y.a = x.a GROUP BY y.a) FROM x", "MUST_AGGREGATE_CORRELATED_SCALAR_SUBQUERY"],
    ["SELECT (SELECT max(a) FROM y WHERE y.a = x.a GROUP BY y.b) FROM x", "NON_CORRELATED_COLUMNS_IN_GROUP_BY"],
    [
      "SELECT a FROM x WHERE a IN (SELECT max(y.a) FROM y WHERE y.d > x.c)",
      "CORRELATED_COLUMN_IS_NOT_ALLOWED_IN_PREDICATE",
    ],
    ["SELECT a FROM x WHERE a IN (SELECT y.a + x.a FROM y)", "CORRELATED_REFERENCE"],
    ["SELECT (SELECT max(y.a) FROM y JOIN y z ON y.a = z.d AND y.a = x.a) FROM x", "CORRELATED_REFERENCE"],
    [
      "SELECT a FROM x WHERE EXISTS (SELECT y.a FROM y WHERE y.a = x.a UNION SELECT 1)",
      "ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED",
    ],
    [
      "SELECT (SELECT sum(q.a) FROM (SELECT y.a FROM y WHERE y.a = x.a LIMIT 1) q) FROM x",
      "ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED",
    ],
  ])("%s", (sql, condition) => {
    expect(raised(sql, old)).toBe(condition);
    expect(raised(sql, factsOf(views))).toBeUndefined();
  });

  test.each([
    "SELECT (SELECT max(a) FROM y WHERE y.a > x.a) FROM x",
    "SELECT (SELECT max(a) FROM y WHERE y.a + 1 = x.a GROUP BY y.a) FROM x",
    "SELECT (SELECT x.a) FROM x",
    "SELECT a FROM x WHERE EXISTS (SELECT 1 FROM y WHERE y.a > x.a)",
    "SELECT a FROM x WHERE a IN (SELECT max(y.a) FROM y WHERE y.d = x.c)",
  ])("not %s", (sql) => {
    expect(raised(sql, old)).toBeUndefined();
  });
});
