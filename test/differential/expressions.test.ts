import { appendFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DuckDBBackend } from "../../backends/duckdb/backend.ts";
import type { Backend } from "../../src/backend/backend.ts";
import { anyExpression } from "../harness/arbitraries/expressions.ts";
import { typedRows } from "../harness/arbitraries/typed-table.ts";
import { testEngine } from "../harness/duckdb-engine.ts";
import { Interpreter } from "../harness/interpreter/backend.ts";
import { type Comparison, compare } from "./compare.ts";
import { isKnown } from "./differs.ts";

/**
 * Random expressions on DuckDB and on the interpreter. The longer mode: DIFFERENTIAL_RUNS (how many), DIFFERENTIAL_SEED
 * (0: a new one), DIFFERENTIAL_REPORT (a file for all differences, without which the first one fails, made small).
 */
const { DIFFERENTIAL_RUNS = "600", DIFFERENTIAL_SEED = "20240229", DIFFERENTIAL_REPORT } = process.env;
const seed = Number(DIFFERENTIAL_SEED) || Date.now() % 2 ** 31;
const runs = Number(DIFFERENTIAL_RUNS);

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
    await report(DIFFERENTIAL_REPORT);
    return;
  }
  await fc.assert(
    fc.asyncProperty(asked, async ([sql, conf]) => {
      const { differs } = await compare(duckdb, interpreter, sql, rows, conf);
      const unknown = isKnown(sql, conf) ? [] : differs;
      expect(unknown, `${sql} ${JSON.stringify(conf)}`).toEqual([]);
    }),
    { seed, numRuns: runs },
  );
});

async function report(file: string): Promise<void> {
  const lines: string[] = [];
  let skipped = 0;
  const reasons = new Map<string, number>();
  for (const [sql, conf] of fc.sample(asked, { seed, numRuns: runs })) {
    appendFileSync(`${file}.now`, `${sql}\n`);
    let found: Comparison;
    try {
      found = await compare(duckdb, interpreter, sql, rows, conf);
    } catch (reason) {
      lines.push(JSON.stringify({ sql, conf, internal: String(reason) }));
      continue;
    }
    if (found.skipped !== undefined) {
      skipped++;
      const short = found.skipped.slice(0, 60);
      reasons.set(short, (reasons.get(short) ?? 0) + 1);
    }
    if (found.differs.length > 0) lines.push(JSON.stringify({ sql, conf, known: isKnown(sql, conf), differs: found.differs.slice(0, 3) }));
  }
  const why = [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 40);
  writeFileSync(file, `${lines.join("\n")}\n${JSON.stringify({ runs, skipped, why })}\n`);
}
