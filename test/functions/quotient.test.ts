import { afterAll, expect, test } from "vitest";
import { decimal } from "../../src/types/data-type.ts";
import { divideDecimals, rescale } from "../../src/kernels/decimal.ts";
import type { Decimal } from "../../src/types/value.ts";
import { dividesNatively } from "../../backends/duckdb/functions/decimal-quotient.ts";
import { closeTestEngine, runSql } from "../harness/server.ts";

afterAll(closeTestEngine);

const nines = (precision: number, scale: number) =>
  scale === 0 ? "9".repeat(precision) : `${"9".repeat(precision - scale)}.${"9".repeat(scale)}`;

/** Numbers of a type: its ends, its least, halves, and some of many digits. */
function samples(precision: number, scale: number): string[] {
  const plain = ["0", "1", "2", "3", "7", "0.5", "0.05", "1.5", "2.5", "12.345", "98765432.1234567", "0.000001"];
  const fits = plain.filter((t) => (t.split(".")[0] ?? "").length <= precision - scale);
  const all = [...fits, nines(precision, scale), `0.${"0".repeat(Math.max(scale - 1, 0))}1`];
  return all.flatMap((t) => [t, `-${t}`]);
}

test.each([
  [10, 2, 1, 0],
  [8, 1, 2, 0],
  [4, 2, 3, 2],
  [1, 0, 9, 9],
  [9, 0, 3, 0],
  [10, 2, 5, 2],
  [7, 2, 7, 2],
  [9, 0, 9, 0],
  [12, 4, 3, 3],
  [17, 2, 10, 2],
  [24, 6, 24, 6],
  [27, 2, 27, 2],
  [20, 10, 18, 9],
  [18, 18, 18, 18],
  [30, 2, 5, 5],
  [38, 0, 20, 0],
  [38, 6, 38, 6],
])("DECIMAL(%i, %i) / DECIMAL(%i, %i) is rounded once, half away from zero", async (p1, s1, p2, s2) => {
  const rows = (p: number, s: number, name: string) =>
    `(SELECT CAST(t AS DECIMAL(${p}, ${s})) ${name} FROM VALUES ${samples(p, s)
      .map((t) => `('${t}')`)
      .join(", ")} AS v(t))`;
  const { values } = await runSql(
    `SELECT a, b, try_divide(a, b) FROM ${rows(p1, s1, "a")}, ${rows(p2, s2, "b")} WHERE b <> 0`,
  );
  expect(values.length).toBeGreaterThan(10);
  for (const [x, y, q] of values) {
    const [a, b, got] = [x as Decimal, y as Decimal, q as Decimal | null];
    if (got === null) continue;
    const exact = divideDecimals(a, b);
    expect(got.unscaled, `${a.unscaled}e-${s1} / ${b.unscaled}e-${s2}`).toBe(rescale(exact.unscaled, 39, got.scale));
  }
});

test("what 64 bits cannot hold on the way is left to the kernel", () => {
  expect(dividesNatively(decimal(10, 2), decimal(1, 0), decimal(14, 6))).toBe(true);
  expect(dividesNatively(decimal(7, 2), decimal(7, 2), decimal(17, 10))).toBe(true);
  expect(dividesNatively(decimal(10, 2), decimal(5, 2), decimal(18, 8))).toBe(false);
  expect(dividesNatively(decimal(27, 2), decimal(27, 2), decimal(38, 11))).toBe(false);
});

test("a quotient over zero is NULL, or an error in ANSI mode, and NULL over zero is NULL", async () => {
  const { values } = await runSql("SELECT try_divide(a, b) FROM VALUES (1.50BD, 0.00BD), (NULL, 0.00BD) AS t(a, b)");
  expect(values).toEqual([[null], [null]]);
  await expect(runSql("SELECT a / b FROM VALUES (1.50BD, 0.00BD) AS t(a, b)")).rejects.toMatchObject({
    condition: "DIVIDE_BY_ZERO",
  });
  const nothing = await runSql("SELECT a / b FROM VALUES (CAST(NULL AS DECIMAL(5, 2)), 0.00BD) AS t(a, b)");
  expect(nothing.values).toEqual([[null]]);
});
