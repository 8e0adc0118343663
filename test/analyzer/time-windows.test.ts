import { expect, test } from "vitest";
import { analyze } from "../../src/analyzer/analyze.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import { factsOf } from "../harness/facts.ts";

const FROM = "FROM VALUES (1, TIMESTAMP '2024-01-01 00:01:00') AS v(id, t)";

/** The names of a statement's columns, or the condition that it raises. */
function meant(sql: string): readonly string[] | string {
  try {
    const found = analyze(sqlDoor.parseQuery(sql), factsOf());
    return found.kind === "meant" ? found.schema.fields.map((f) => f.name) : found.kind;
  } catch (reason) {
    if (!(reason instanceof SparkError)) throw reason;
    return reason.condition;
  }
}

// Spark's answers are in compat/recorded, too (`time_windows_more`).
test.each([
  ["a window's time is not of its group", `SELECT window_time(window) ${FROM} GROUP BY window(t, '5 minutes')`],
  ["nor a session's", `SELECT window_time(session_window) ${FROM} GROUP BY session_window(t, '5 minutes')`],
])("%s", (_, sql) => {
  expect(meant(sql)).toBe("MISSING_AGGREGATION");
});

test("a window's time can be grouped by and aggregated", () => {
  const rows = `(SELECT window(t, '5 minutes') AS w ${FROM})`;
  expect(meant(`SELECT window_time(w) AS a, max(window_time(w)) AS b FROM ${rows} GROUP BY window_time(w)`)).toEqual([
    "a",
    "b",
  ]);
});

test("a sort's window is of times that the list does not show, and is not shown itself", () => {
  expect(meant(`SELECT id ${FROM} ORDER BY window(t, '5 minutes'), id`)).toEqual(["id"]);
});

test("a list names a window that cannot be made in vain", () => {
  expect(meant(`SELECT window ${FROM} GROUP BY window(t, '0 minutes')`)).toBe("UNRESOLVED_COLUMN.WITH_SUGGESTION");
  expect(meant(`SELECT count(*) ${FROM} GROUP BY window(t, '0 minutes')`)).toBe("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE");
});

test("a session's gap is a text or an interval", () => {
  expect(meant(`SELECT count(*) ${FROM} GROUP BY session_window(t, 5)`)).toBe("_LEGACY_ERROR_TEMP_1040");
  expect(meant(`SELECT count(*) AS n ${FROM} GROUP BY session_window(t, 'abc')`)).toEqual(["n"]);
});
