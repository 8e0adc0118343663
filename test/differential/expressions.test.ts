import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DuckDBBackend } from "../../backends/duckdb/backend.ts";
import type { Backend } from "../../src/backend/backend.ts";
import { anyExpression } from "../harness/arbitraries/expressions.ts";
import { typedRows } from "../harness/arbitraries/typed-table.ts";
import { testEngine } from "../harness/duckdb-engine.ts";
import { Interpreter } from "../harness/interpreter/backend.ts";
import { compare } from "./compare.ts";
import { unknownDifferences } from "./differs.ts";
import { writeReport } from "./report.ts";

/**
 * Random expressions on DuckDB and on the interpreter. The longer mode: DIFFERENTIAL_RUNS (how many), DIFFERENTIAL_SEED
 * (0: a new one), DIFFERENTIAL_REPORT (a file for all answers, without which the first difference fails, made small;
 * `ask_spark.py` takes it to a real Spark).
 */
const { DIFFERENTIAL_RUNS = "600", DIFFERENTIAL_SEED = "20240229", DIFFERENTIAL_REPORT } = process.env;
const seed = Number(DIFFERENTIAL_SEED) || Date.now() % 2 ** 31;
const numRuns = Number(DIFFERENTIAL_RUNS);

let duckdb: Backend;
const interpreter = new Interpreter();
beforeAll(async () => {
  duckdb = new DuckDBBackend(await testEngine());
});
afterAll(() => duckdb.close());

const rows = typedRows(24, seed);
const modes: readonly Readonly<Record<string, string>>[] = [
  { "spark.sql.ansi.enabled": "true", "spark.sql.session.timeZone": "UTC" },
  { "spark.sql.ansi.enabled": "true", "spark.sql.session.timeZone": "America/Los_Angeles" },
  { "spark.sql.ansi.enabled": "false", "spark.sql.session.timeZone": "UTC" },
];

const asked = fc.tuple(anyExpression(3), fc.constantFrom(...modes));

test("both backends agree on random expressions", { timeout: 3_600_000 }, async () => {
  if (DIFFERENTIAL_REPORT !== undefined) {
    await writeReport(DIFFERENTIAL_REPORT, duckdb, interpreter, rows, fc.sample(asked, { seed, numRuns }));
    return;
  }
  await fc.assert(
    fc.asyncProperty(asked, async ([sql, conf]) => {
      const { differs } = await compare(duckdb, interpreter, sql, rows, conf);
      expect(unknownDifferences(sql, differs), `${sql} ${JSON.stringify(conf)}`).toEqual([]);
    }),
    { seed, numRuns },
  );
});
