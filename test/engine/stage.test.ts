import { tmpdir } from "node:os";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Engine, EngineSession } from "../../src/engine/api.ts";
import { type DataType, field, INT, LONG, struct } from "../../src/types/data-type.ts";
import { PYTHON_EVAL, type PythonFunction } from "../../src/types/python-function.ts";
import type { Command } from "../../src/unresolved/command.ts";
import type { Relation } from "../../src/unresolved/relation.ts";
import { FakePython } from "../harness/fake-python.ts";
import { openTestEngine, runRelation, runSql } from "../harness/server.ts";

const number = (v: unknown): bigint => BigInt(v as bigint);
const python = new FakePython({
  values: {
    plus: (v) => (v === null ? null : number(v) + 1n),
    twice: (v) => (v === null ? null : 2n * number(v)),
    both: (a, b) => number(a) * 100n + number(b),
    total: (...vs) => vs.reduce<bigint>((sum, v) => sum + number(v), 0n),
  },
  rows: {
    odd: (rows) => rows.filter(([v]) => number(v) % 2n === 1n).map(([v]) => [v ?? null]),
    count: (rows, keys) => [[keys[0]?.[0] ?? null, BigInt(rows.length)]],
    sides: (left, right) => [[BigInt(left.length), BigInt(right.length)]],
  },
});
let engine: Engine;
let session: EngineSession;
let id = 0;

const udf = (name: string, evalType: number, returns: DataType = LONG, deterministic = true): PythonFunction => ({
  name,
  evalType,
  command: new TextEncoder().encode(name),
  pythonVersion: "3.11",
  deterministic,
  returns,
});

const signal = new AbortController().signal;

async function register(f: PythonFunction, name = f.name): Promise<void> {
  const command: Command = { kind: "register_python", name, stands: "among expressions", udf: f };
  for await (const event of session.run(command, { signal })) expect(event).toBeUndefined();
}

beforeEach(async () => {
  engine ??= await openTestEngine({}, { warehouse: tmpdir(), python });
  const artifacts = engine.newArtifacts();
  session = engine.newSession({ userId: "u", sessionId: `s${++id}`, sparkVersion: "4.0.4", artifacts });
  python.tasks.length = 0;
  python.taken.length = 0;
  for (const name of ["plus", "twice", "both"]) await register(udf(name, PYTHON_EVAL.batched));
  await register(udf("plus", PYTHON_EVAL.scalarPandas), "pandas_plus");
  await register(udf("total", PYTHON_EVAL.groupedAggregatePandas));
});
afterAll(() => engine?.close());

const answer = async (sql: string): Promise<readonly (readonly unknown[])[]> => (await runSql(sql, session)).values;
const kinds = () => python.tasks.map((t) => t.kind);

test.each<[string, readonly (readonly unknown[])[], number]>([
  [
    "SELECT id, plus(id) FROM range(3)",
    [
      [0n, 1n],
      [1n, 2n],
      [2n, 3n],
    ],
    1,
  ],
  [
    "SELECT plus(id), id FROM range(2)",
    [
      [1n, 0n],
      [2n, 1n],
    ],
    1,
  ],
  [
    "SELECT plus(id) + 10, twice(id), id * 2 FROM range(2)",
    [
      [11n, 0n, 0n],
      [12n, 2n, 2n],
    ],
    1,
  ],
  [
    "SELECT plus(twice(id)), plus(id + 1) FROM range(2)",
    [
      [1n, 2n],
      [3n, 3n],
    ],
    1,
  ],
  ["SELECT both(plus(id), twice(id)) FROM range(2)", [[100n], [202n]], 2],
  ["SELECT plus(pandas_plus(id)) FROM range(2)", [[2n], [3n]], 2],
  ["SELECT id FROM range(5) WHERE twice(id) > 4 AND id < 4", [[3n]], 1],
  ["SELECT plus(id) AS p, count(*) FROM range(4) GROUP BY plus(id) ORDER BY p LIMIT 1", [[1n, 1n]], 1],
  ["SELECT sum(plus(id)) FROM range(4)", [[10n]], 1],
  ["SELECT plus(sum(id)) FROM range(4)", [[7n]], 1],
  ["SELECT id FROM range(4) ORDER BY -twice(id)", [[3n], [2n], [1n], [0n]], 1],
  ["SELECT a.id, b.id FROM range(4) a JOIN range(4) b ON plus(a.id) = b.id AND b.id > 2", [[2n, 3n]], 1],
  ["SELECT a.id, b.id FROM range(3) a JOIN range(3) b ON both(a.id, b.id) = 201", [[2n, 1n]], 1],
  ["SELECT a.id, b.id FROM range(4) a, range(4) b WHERE plus(a.id) = b.id AND b.id > 2", [[2n, 3n]], 1],
  [
    "SELECT a.id, c.id FROM range(4) a, range(4) b, range(4) c WHERE plus(a.id) = b.id AND plus(b.id) = c.id ORDER BY 1",
    [
      [0n, 2n],
      [1n, 3n],
    ],
    2,
  ],
  [
    "SELECT id % 2 AS k, total(id) AS t FROM range(4) GROUP BY ROLLUP (id % 2) ORDER BY k",
    [
      [null, 6n],
      [0n, 2n],
      [1n, 4n],
    ],
    1,
  ],
  [
    "SELECT a.id, b.id FROM range(2) a LEFT JOIN range(2) b ON plus(a.id) = b.id",
    [
      [0n, 1n],
      [1n, null],
    ],
    1,
  ],
  ["SELECT explode(array(plus(id), id)) FROM range(2)", [[1n], [0n], [2n], [1n]], 1],
  [
    "SELECT id, sum(plus(id)) OVER (ORDER BY id) FROM range(3)",
    [
      [0n, 1n],
      [1n, 3n],
      [2n, 6n],
    ],
    1,
  ],
  ["SELECT plus(id) FROM range(2) UNION ALL SELECT twice(id) FROM range(2)", [[1n], [2n], [0n], [2n]], 2],
  ["SELECT id FROM range(4) WHERE id IN (SELECT twice(id) FROM range(2))", [[0n], [2n]], 1],
  [
    "WITH t AS (SELECT plus(id) AS p FROM range(2)) SELECT x.p, y.p FROM t x, t y",
    [
      [1n, 1n],
      [1n, 2n],
      [2n, 1n],
      [2n, 2n],
    ],
    1,
  ],
  ["SELECT count(*) FROM (SELECT plus(id) AS p FROM range(3))", [[3n]], 0],
  ["SELECT id FROM (SELECT id, plus(id) AS p FROM range(9)) WHERE id = 7", [[7n]], 0],
  ["SELECT p FROM (SELECT id, plus(id) AS p FROM range(9)) WHERE id = 7", [[8n]], 1],
  ["SELECT a.id, x FROM range(2) a, LATERAL (SELECT a.id + 1 AS x) WHERE plus(a.id) > 1", [[1n, 2n]], 1],
  ["SELECT total(id) FROM range(4)", [[6n]], 1],
  ["SELECT 1 FROM (SELECT total(id) AS t FROM range(4) WHERE id > 9)", [[1]], 0],
  ["SELECT k FROM (SELECT id % 2 AS k, total(id) AS t FROM range(4) GROUP BY id % 2) ORDER BY k", [[0n], [1n]], 0],
  [
    "SELECT id % 2, total(id), total(plus(id)) FROM range(5) GROUP BY id % 2",
    [
      [0n, 6n, 9n],
      [1n, 4n, 6n],
    ],
    2,
  ],
  [
    "SELECT id, total(id) OVER (PARTITION BY id % 2) FROM range(4)",
    [
      [0n, 2n],
      [2n, 2n],
      [1n, 4n],
      [3n, 4n],
    ],
    1,
  ],
  [
    "SELECT id, total(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM range(4)",
    [
      [0n, 0n],
      [1n, 1n],
      [2n, 3n],
      [3n, 5n],
    ],
    1,
  ],
  [
    "SELECT id, total(id) OVER (ORDER BY id) AS t, sum(id) OVER (ORDER BY id) FROM range(3)",
    [
      [0n, 0n, 0n],
      [1n, 1n, 1n],
      [2n, 3n, 3n],
    ],
    1,
  ],
])("%s", async (sql, expected, trips) => {
  expect(await answer(sql)).toEqual(expected);
  expect(kinds().length).toBe(trips);
});

test("a function in SQL calls one in Python, and no lasting view does", async () => {
  await answer("CREATE TEMPORARY FUNCTION more(n BIGINT) RETURNS BIGINT RETURN plus(n) + 10");
  expect(await answer("SELECT more(id) FROM range(2)")).toEqual([[11n], [12n]]);
  await expect(answer("CREATE VIEW lasting AS SELECT plus(id) FROM range(2)")).rejects.toThrow(
    "INVALID_TEMP_OBJ_REFERENCE",
  );
});

test("a limit ends the work of those below it", async () => {
  expect(await answer("SELECT plus(id) FROM range(5000000) LIMIT 2")).toEqual([[1n], [2n]]);
  expect(python.taken).toEqual([2]);
  const rows: Relation = {
    kind: "limit",
    input: {
      kind: "python_map",
      input: session.door.parseQuery("SELECT id FROM range(50000000)"),
      udf: odd,
      isBarrier: false,
    },
    count: { kind: "literal", type: INT, value: 2 },
  };
  expect((await runRelation(rows, session)).values).toEqual([[1n], [3n]]);
  expect(python.taken[1]).toBeLessThan(10_000_000);
  const filtered = "SELECT p, p + 1 FROM (SELECT plus(id) AS p FROM range(50000000)) WHERE p % 2 = 0 LIMIT 2";
  expect(await answer(filtered)).toEqual([
    [2n, 3n],
    [4n, 5n],
  ]);
  expect(python.taken[2]).toBeLessThan(10_000_000);
});

const odd = udf("odd", PYTHON_EVAL.mapPandasIterator, struct([field("o", LONG)]));
const count = udf("count", PYTHON_EVAL.groupedMapPandas, struct([field("k", LONG), field("n", LONG)]));
const sides = udf("sides", PYTHON_EVAL.cogroupedMapPandas, struct([field("l", LONG), field("r", LONG)]));

test("functions over partitions, one after the other without a stop", async () => {
  const input = session.door.parseQuery("SELECT id FROM range(10)");
  const once: Relation = { kind: "python_map", input, udf: odd, isBarrier: false };
  expect((await runRelation({ kind: "python_map", input: once, udf: odd, isBarrier: false }, session)).values).toEqual(
    [1n, 3n, 5n, 7n, 9n].map((v) => [v]),
  );
});

test("functions over groups see each with its keys", async () => {
  const input = session.door.parseQuery("SELECT id, id % 3 AS k FROM range(10)");
  const key = { kind: "attribute" as const, nameParts: ["k"] };
  const byColumn: Relation = { kind: "python_groups", input, grouping: [key], udf: count };
  expect((await runRelation(byColumn, session)).values).toEqual([
    [0n, 4n],
    [1n, 3n],
    [2n, 3n],
  ]);
  const plus = { kind: "function" as const, nameParts: ["plus"], args: [key] };
  const computed: Relation = { kind: "python_groups", input, grouping: [plus], udf: count };
  expect((await runRelation(computed, session)).values).toEqual([
    [1n, 4n],
    [2n, 3n],
    [3n, 3n],
  ]);
  const whole: Relation = { kind: "python_groups", input, grouping: [], udf: count };
  expect((await runRelation(whole, session)).values).toEqual([[null, 10n]]);
});

test("functions over cogroups see both sides of each key, NULL a key too", async () => {
  const left = session.door.parseQuery("SELECT * FROM VALUES (1), (1), (NULL), (3) AS t(k)");
  const right = session.door.parseQuery("SELECT * FROM VALUES (1, 5), (2, 6), (NULL, 7) AS t(k, v)");
  const key = { kind: "attribute" as const, nameParts: ["k"] };
  const relation: Relation = {
    kind: "python_cogroups",
    left,
    right,
    leftGrouping: [key],
    rightGrouping: [key],
    udf: sides,
  };
  expect((await runRelation(relation, session)).values).toEqual([
    [1n, 1n],
    [2n, 1n],
    [0n, 1n],
    [1n, 0n],
  ]);
});

test.each([
  ["SELECT transform(array(id), x -> plus(x)) FROM range(2)", "UNSUPPORTED_FEATURE.LAMBDA_FUNCTION_WITH_PYTHON_UDF"],
  ["SELECT sum(id), total(id) FROM range(2)", "INVALID_PANDAS_UDF_PLACEMENT"],
  [
    "SELECT * FROM range(2) a LEFT JOIN range(2) b ON both(a.id, b.id) > 1",
    "UNSUPPORTED_FEATURE.PYTHON_UDF_IN_ON_CLAUSE",
  ],
  ["SELECT id FROM range(2) a WHERE EXISTS (SELECT 1 FROM range(2) b WHERE both(a.id, b.id) > 1)", "LEFT SEMI JOIN"],
])("%s is refused", async (sql, message) => {
  await expect(answer(sql)).rejects.toThrow(message);
});

test("what Python made is kept where a plan is", async () => {
  const statement = session.door.parseStatement("CACHE TABLE kept AS SELECT id, plus(id) AS p FROM range(3)");
  for await (const _ of session.run({ kind: "sql_command", statement, text: "" }, { signal })) continue;
  expect(await answer("SELECT sum(p) FROM kept")).toEqual([[6n]]);
  expect(await answer("SELECT max(p) FROM kept")).toEqual([[3n]]);
  expect(python.tasks.length).toBe(1);
});
