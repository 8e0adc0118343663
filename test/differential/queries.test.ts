import { appendFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DuckDBBackend } from "../../backends/duckdb/backend.ts";
import type { Backend } from "../../src/backend/backend.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import type { DataType } from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";
import { anyQuery } from "../harness/arbitraries/queries.ts";
import { typedRows } from "../harness/arbitraries/typed-table.ts";
import { testEngine } from "../harness/duckdb-engine.ts";
import { Interpreter } from "../harness/interpreter/backend.ts";
import { printed } from "../harness/values.ts";
import { tableSql } from "./report.ts";
import { type Asked, ask, type Outcome, outcome } from "./pipeline.ts";

/** Random small queries on DuckDB and on the interpreter; the variables are those of `expressions.test.ts`. */
const { DIFFERENTIAL_RUNS = "300", DIFFERENTIAL_SEED = "20240229", DIFFERENTIAL_REPORT } = process.env;
const seed = Number(DIFFERENTIAL_SEED) || Date.now() % 2 ** 31;
const numRuns = Number(DIFFERENTIAL_RUNS);

let duckdb: Backend;
const interpreter = new Interpreter();
beforeAll(async () => {
  duckdb = new DuckDBBackend(await testEngine());
});
afterAll(() => duckdb.close());

const rows = typedRows(24, seed);

/** Sums of fractions depend on their order: ten digits are enough. */
const rounded = (v: Value, type: DataType): unknown =>
  type.kind === "double" || type.kind === "float"
    ? v === 0
      ? 0
      : typeof v === "number" && Number.isFinite(v)
        ? v.toPrecision(10)
        : v
    : v;

/** The rows as lines, in order where the query has one. */
function lines(found: Outcome, asked: Asked, ordered: boolean): readonly string[] | string {
  if ("error" in found) return `error ${found.error}`;
  const types = asked.schema.fields.map((f) => f.type);
  // Of equal zeros the engines keep different ones.
  const all = found.rows.map((row) =>
    printed(row.map((v, i) => rounded(v, types[i] as DataType))).replaceAll('"-0"', "0"),
  );
  return ordered ? all : all.sort();
}

interface Answers {
  readonly interpreter: readonly string[] | string;
  readonly duckdb: readonly string[] | string;
}

async function answers(sql: string): Promise<Answers | undefined> {
  let asked: Asked;
  try {
    asked = ask(sql);
  } catch (reason) {
    if (reason instanceof SparkError) return undefined;
    throw reason;
  }
  if ([...duckdb.support(asked.plan), ...interpreter.support(asked.plan)].some((f) => f.kind === "unsupported"))
    return undefined;
  const ordered = sql.includes(" ORDER BY ") && !sql.includes(" OVER ");
  return {
    interpreter: lines(await outcome(interpreter, asked, rows), asked, ordered),
    duckdb: lines(await outcome(duckdb, asked, rows), asked, ordered),
  };
}

/** Whether two answers may differ as they do. */
function excused(sql: string, { interpreter: mine, duckdb: theirs }: Answers): boolean {
  if (typeof mine === "string" && typeof theirs === "string") return true;
  // Spark adds in the order of rows and overflows on the way; DuckDB's sums are exact until their end.
  return mine === "error ARITHMETIC_OVERFLOW" || /\btry_sum\(/.test(sql);
}

test("both backends agree on random queries", { timeout: 3_600_000 }, async () => {
  if (DIFFERENTIAL_REPORT !== undefined) {
    await report(`${DIFFERENTIAL_REPORT}.queries`);
    return;
  }
  await fc.assert(
    fc.asyncProperty(anyQuery, async (sql) => {
      const found = await answers(sql);
      if (found === undefined || excused(sql, found)) return;
      expect(found.duckdb, sql).toEqual(found.interpreter);
    }),
    { seed, numRuns },
  );
});

async function report(file: string): Promise<void> {
  writeFileSync(`${file}.sql`, tableSql(rows));
  writeFileSync(file, "");
  let compared = 0;
  for (const sql of fc.sample(anyQuery, { seed, numRuns })) {
    let line: unknown;
    try {
      const found = await answers(sql);
      if (found === undefined) continue;
      compared++;
      if (excused(sql, found) || printed(found.duckdb) === printed(found.interpreter)) continue;
      line = { sql, ...found };
    } catch (reason) {
      line = { sql, internal: String(reason) };
    }
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  }
  appendFileSync(file, `${JSON.stringify({ compared })}\n`);
}
