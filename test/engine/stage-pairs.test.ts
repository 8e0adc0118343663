/** Calls with columns of a query and of the query around it; answers are those of `a * 100 + b`, worked out by hand. */
import { tmpdir } from "node:os";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Engine, EngineSession } from "../../src/engine/api.ts";
import { BOOLEAN, type DataType, LONG } from "../../src/types/data-type.ts";
import { PYTHON_EVAL } from "../../src/types/python-function.ts";
import type { Command } from "../../src/unresolved/command.ts";
import { FakePython } from "../harness/fake-python.ts";
import { openTestEngine, runSql } from "../harness/server.ts";

const python = new FakePython({
  values: {
    both: (a, b) => BigInt(a as bigint) * 100n + BigInt(b as bigint),
    less: (a, b) => BigInt(a as bigint) < BigInt(b as bigint),
  },
});
let engine: Engine;
let session: EngineSession;
const signal = new AbortController().signal;

beforeAll(async () => {
  engine = await openTestEngine({}, { warehouse: tmpdir(), python });
  const artifacts = engine.newArtifacts();
  session = engine.newSession({ userId: "u", sessionId: "pairs", sparkVersion: "4.0.4", artifacts });
  const returned: readonly (readonly [string, DataType])[] = [
    ["both", LONG],
    ["less", BOOLEAN],
  ];
  for (const [name, returns] of returned) {
    const command: Command = {
      kind: "register_python",
      name,
      stands: "among expressions",
      udf: {
        name,
        evalType: PYTHON_EVAL.batched,
        command: new TextEncoder().encode(name),
        pythonVersion: "3.11",
        deterministic: true,
        returns,
      },
    };
    for await (const event of session.run(command, { signal })) expect(event).toBeUndefined();
  }
});
beforeEach(() => {
  python.taken.length = 0;
});
afterAll(() => engine.close());

const answer = async (sql: string): Promise<readonly (readonly unknown[])[]> => (await runSql(sql, session)).values;

test.each<[string, readonly (readonly unknown[])[]]>([
  [
    "SELECT o.id, s.m FROM range(1, 3) o, LATERAL (SELECT both(t.id, o.id) AS m FROM range(2) t) s ORDER BY 1, 2",
    [
      [1n, 1n],
      [1n, 101n],
      [2n, 2n],
      [2n, 102n],
    ],
  ],
  [
    "SELECT o.id, (SELECT count(*) FROM range(4) t WHERE less(t.id, o.id)) FROM range(3) o ORDER BY 1",
    [
      [0n, 0n],
      [1n, 1n],
      [2n, 2n],
    ],
  ],
  [
    "SELECT o.id, s.m FROM range(3) o LEFT JOIN LATERAL (SELECT both(t.id, o.id) AS m FROM range(2) t WHERE t.id = o.id) s ORDER BY 1",
    [
      [0n, 0n],
      [1n, 101n],
      [2n, null],
    ],
  ],
  ["SELECT id FROM range(3) o WHERE id IN (SELECT both(t.id, o.id) FROM range(2) t) ORDER BY 1", [[0n], [1n], [2n]]],
  [
    "SELECT o.id, s.m FROM range(2) o, LATERAL (SELECT both(x.m, o.id) AS m FROM (SELECT max(t.id) AS m FROM range(3) t WHERE t.id <= o.id) x) s ORDER BY 1",
    [
      [0n, 0n],
      [1n, 101n],
    ],
  ],
])("%s", async (sql, rows) => {
  expect(await answer(sql)).toEqual(rows);
});

test("functions see the pairs that the plain conditions leave", async () => {
  const sql =
    "SELECT o.id, s.m FROM range(50) o, LATERAL (SELECT both(t.id, o.id) AS m FROM range(50) t WHERE t.id = o.id) s";
  expect(await answer(sql)).toHaveLength(50);
  expect(python.taken.reduce((sum, n) => sum + n, 0)).toBe(50);
});

test.each<[string, string, string]>([
  ["EXISTS", "SELECT id FROM range(3) o WHERE EXISTS (SELECT 1 FROM range(3) t WHERE less(t.id, o.id))", "LEFT SEMI"],
  [
    "NOT EXISTS",
    "SELECT id FROM range(3) o WHERE NOT EXISTS (SELECT 1 FROM range(3) t WHERE less(t.id, o.id))",
    "LEFT ANTI",
  ],
  ["a value", "SELECT (SELECT t.id FROM range(3) t WHERE less(t.id, o.id)) FROM range(3) o", "LEFT SINGLE"],
])("conditions of %s are refused as Spark refuses them", async (_, sql, joinType) => {
  await expect(answer(sql)).rejects.toMatchObject({
    condition: "UNSUPPORTED_FEATURE.PYTHON_UDF_IN_ON_CLAUSE",
    params: { joinType },
  });
});
