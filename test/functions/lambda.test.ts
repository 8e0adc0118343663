import { afterAll, describe, expect, test } from "vitest";
import { closeTestEngine, runSql } from "../harness/server.ts";

afterAll(closeTestEngine);

const rows = async (sql: string) => (await runSql(sql)).rows.map((r) => r.join("\t"));

/** Lists of many lengths beside columns that lambdas see: where DuckDB's own `list_reduce` with a start goes wrong. */
const LISTS =
  "(SELECT id, CAST(id % 7 AS INT) c, transform(sequence(0, CAST(hash(id) & 3 AS INT)), x -> CAST(hash(x + id) & 7 AS INT)) l FROM range(5000))";

describe("lambdas see columns around them", () => {
  test("in folds", async () => {
    const wrong = await rows(
      `SELECT count(*) FROM (SELECT aggregate(l, 0, (a, x) -> a + x * c) a, c, aggregate(transform(l, x -> x * c), 0, (a, x) -> a + x) b FROM ${LISTS}) WHERE a <> b`,
    );
    expect(wrong).toEqual(["0"]);
  });
  test("in folds inside other lambdas", async () => {
    const sql =
      "SELECT transform(zs, z -> aggregate(z, 1, (acc, v) -> acc * v * size(z))) FROM VALUES (1, array(array(12, 99), array(123, 42), array(1))), (2, array(array(17))), (3, array(array(6, 96, 65), array(-1, -2))) AS t(k, zs) ORDER BY k";
    expect(await rows(sql)).toEqual(["[4752, 20664, 1]", "[17]", "[1010880, 8]"]);
  });
  test("in comparators", async () => {
    const sql =
      "SELECT array_sort(l, (x, y) -> (x - y) * s) FROM VALUES (1, array(3, 1, 2)), (-1, array(5, 9)), (1, array(2)), (-1, array(4, 4, 6, 8)) AS t(s, l)";
    expect(await rows(sql)).toEqual(["[1, 2, 3]", "[9, 5]", "[2]", "[8, 6, 4, 4]"]);
  });
});

test("a plain value stands for a lambda that ignores its parameters", async () => {
  expect(await rows("SELECT transform(array(1, 2), 0), filter(array(1, 2), true)")).toEqual(["[0, 0]\t[1, 2]"]);
});

test("structs are folded whatever their fields are called", async () => {
  const sql =
    "SELECT aggregate(array(1, 2, 3, 6), (0 AS sum, 0 AS n), (acc, x) -> (acc.sum + x, acc.n + 1), acc -> acc.sum / acc.n)";
  expect(await rows(sql)).toEqual(["3.0"]);
});
