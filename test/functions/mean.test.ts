import { afterAll, expect, test } from "vitest";
import type { Decimal } from "../../src/types/value.ts";
import { closeTestEngine, runSql } from "../harness/server.ts";

afterAll(closeTestEngine);

/** a / b rounded half up, away from zero. */
const divide = (a: bigint, b: bigint): bigint => (a < 0n ? -1n : 1n) * (((a < 0n ? -a : a) * 2n + b) / (2n * b));

test.each([
  ["DECIMAL(10, 2)", 2, 1n],
  ["DECIMAL(18, 0)", 0, 97_000_003n],
  ["DECIMAL(18, 8)", 8, 9_999_991n],
  ["DECIMAL(24, 2)", 2, 999_999_999_999_937n],
  ["DECIMAL(30, 12)", 12, 999_983n],
])("means of %s are sums divided exactly", async (type, scale, factor) => {
  const x = `CAST(CAST((hash(id) % 1000003) AS DECIMAL(20, 0)) * ${factor}BD / ${scale === 0 ? "1BD" : `1${"0".repeat(scale)}BD`} AS ${type})`;
  const { values } = await runSql(
    `SELECT avg(x), sum(x), count(x) FROM (SELECT id % 701 g, ${x} x FROM range(5000)) GROUP BY g`,
  );
  expect(values.length).toBe(701);
  for (const [mean, sum, count] of values) {
    const [m, s] = [mean as Decimal, sum as Decimal];
    expect(m.unscaled).toBe(divide(s.unscaled * 10n ** BigInt(m.scale - s.scale), count as bigint));
  }
});

test("means over windows are those of their groups", async () => {
  const { values } = await runSql(
    "SELECT count(*) FROM (SELECT id % 7 g, CAST(id * 1.37 - 400 AS DECIMAL(10, 2)) x FROM range(2000)) t JOIN (SELECT id % 7 g, avg(CAST(id * 1.37 - 400 AS DECIMAL(10, 2))) a FROM range(2000) GROUP BY 1) u ON t.g = u.g JOIN (SELECT DISTINCT g, avg(x) OVER (PARTITION BY g) w FROM (SELECT id % 7 g, CAST(id * 1.37 - 400 AS DECIMAL(10, 2)) x FROM range(2000))) v ON u.g = v.g WHERE a <> w",
  );
  expect(values).toEqual([[0n]]);
});
