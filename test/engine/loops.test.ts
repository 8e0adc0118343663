import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine, EngineSession } from "../../src/engine/api.ts";
import { openTestEngine, runSql } from "../harness/server.ts";

let engine: Engine;
let session: EngineSession;

beforeAll(async () => {
  engine = await openTestEngine({}, { warehouse: tmpdir() });
  const artifacts = engine.newArtifacts();
  session = engine.newSession({ userId: "u", sessionId: "loops", sparkVersion: "4.3.0", artifacts });
});
afterAll(() => engine?.close());

const answer = async (sql: string): Promise<readonly (readonly unknown[])[]> => (await runSql(sql, session)).values;
const loop = (step: string, rest: string, anchor = "SELECT 1"): string =>
  `WITH RECURSIVE t(n) AS (${anchor} UNION ALL ${step}) ${rest}`;

test("each level reads the rows of the one before alone", async () => {
  const step = "SELECT n + k FROM t, VALUES (1), (10) v(k) WHERE n < 5";
  expect(await answer(loop(step, "SELECT n FROM t"))).toEqual([1, 2, 11, 3, 12, 4, 13, 5, 14].map((n) => [n]));
});

test("levels of many rows are kept between", async () => {
  const step = "SELECT n + 1000000 FROM t WHERE n < 1000000 AND n % 2 = 0";
  const text = loop(step, "SELECT count(*), sum(n), max(n) FROM t", "SELECT id FROM range(600000)");
  expect(await answer(text)).toEqual([[900000n, 179_999_700_000n + 89_999_700_000n + 300_000_000_000n, 1_599_998n]]);
});

test("more rows than the setting allows are an error where nobody says how many are asked for", async () => {
  const text = (rest: string) => loop("SELECT n FROM t, range(1000)", rest);
  await expect(answer(text("SELECT count(*) FROM t"))).rejects.toThrow("RECURSION_ROW_LIMIT_EXCEEDED");
  expect(await answer(text("SELECT count(*) FROM (SELECT * FROM t LIMIT 2000)"))).toEqual([[2000n]]);
});

test("one loop that is used twice, and within queries of expressions", async () => {
  const step = "SELECT n + 1 FROM t WHERE n < 3";
  const rest = "SELECT n, (SELECT count(*) FROM t u WHERE u.n < t.n) AS c FROM t WHERE n IN (SELECT n FROM t)";
  expect(await answer(loop(step, `${rest} ORDER BY n`))).toEqual([
    [1, 0n],
    [2, 1n],
    [3, 2n],
  ]);
});

test("draws are new at each level, of a seed or without one, and those of a seed are the same again", async () => {
  const draws = (seed: string) =>
    loop(`SELECT rand(${seed}) FROM t WHERE n > 0`, "SELECT n FROM t LIMIT 4", "SELECT 1D");
  for (const seed of ["5", ""]) {
    const rows = await answer(draws(seed));
    expect(new Set(rows.map(([n]) => n)).size).toBe(4);
  }
  expect(await answer(draws("5"))).toEqual(await answer(draws("5")));
});
