/** Table functions over tables and beside rows, and queries that look out to what functions in Python are called with. */
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine, EngineSession } from "../../src/engine/api.ts";
import { type DataType, field, INT, LONG, struct } from "../../src/types/data-type.ts";
import { PYTHON_EVAL } from "../../src/types/python-function.ts";
import type { StructValue } from "../../src/types/value.ts";
import type { Command } from "../../src/unresolved/command.ts";
import { FakePython } from "../harness/fake-python.ts";
import { openTestEngine, runSql } from "../harness/server.ts";

const python = new FakePython({
  values: { plus: (v) => (v === null ? null : BigInt(v as bigint) + 1n) },
  rows: {
    upto: (rows) => Array.from({ length: Number(rows[0]?.[0] ?? 0) }, (_, i) => [i]),
    fields: ([row = []]) => [[(row[0] as StructValue).fields.length]],
  },
});
let engine: Engine;
let session: EngineSession;
const signal = new AbortController().signal;

async function register(command: Command): Promise<void> {
  for await (const event of session.run(command, { signal })) expect(event).toBeUndefined();
}

const function_ = (name: string, evalType: number, returns: DataType) => ({
  name,
  evalType,
  command: new TextEncoder().encode(name),
  pythonVersion: "3.11",
  deterministic: true,
  returns,
});

beforeAll(async () => {
  engine = await openTestEngine({}, { warehouse: tmpdir(), python });
  const artifacts = engine.newArtifacts();
  session = engine.newSession({ userId: "u", sessionId: "tables", sparkVersion: "4.0.4", artifacts });
  const plus = function_("plus", PYTHON_EVAL.batched, LONG);
  await register({ kind: "register_python", name: "plus", stands: "among expressions", udf: plus });
  for (const name of ["upto", "fields"]) {
    const udf = function_(name, PYTHON_EVAL.table, struct([field("n", INT)]));
    await register({ kind: "register_python", name, stands: "in FROM", udf });
  }
});
afterAll(() => engine.close());

const answer = async (sql: string): Promise<readonly (readonly unknown[])[]> => (await runSql(sql, session)).values;

test.each<[string, readonly (readonly unknown[])[]]>([
  [
    "SELECT a.id FROM range(3) a WHERE EXISTS (SELECT 1 FROM range(3) b WHERE b.id = plus(a.id)) ORDER BY 1",
    [[0n], [1n]],
  ],
  [
    "SELECT id, (SELECT max(plus(b.id)) FROM range(5) b WHERE b.id = a.id) FROM range(2) a ORDER BY 1",
    [
      [0n, 1n],
      [1n, 2n],
    ],
  ],
  [
    "SELECT id, p FROM range(2) a, LATERAL (SELECT plus(a.id) AS p) ORDER BY 1",
    [
      [0n, 1n],
      [1n, 2n],
    ],
  ],
  [
    "SELECT id, n FROM range(3) LEFT JOIN LATERAL upto(id) ON true ORDER BY 1, 2",
    [
      [0n, null],
      [1n, 0],
      [2n, 0],
      [2n, 1],
    ],
  ],
  [
    "SELECT id, n FROM range(3) LEFT JOIN LATERAL upto(id) ON n > 0 ORDER BY 1, 2",
    [
      [0n, null],
      [1n, null],
      [2n, 1],
    ],
  ],
  [
    "SELECT id, one FROM range(2) LEFT JOIN LATERAL (SELECT 1 AS one, n FROM upto(id)) ON n IS NULL OR n = 0 ORDER BY 1",
    [
      [0n, null],
      [1n, 1],
    ],
  ],
  ["SELECT * FROM fields(TABLE(SELECT id, id AS other FROM range(2)) PARTITION BY id + 1)", [[3], [3]]],
  ["SELECT * FROM fields(TABLE(SELECT id FROM range(2) WHERE id > 5) WITH SINGLE PARTITION)", []],
])("%s", async (sql, rows) => {
  expect(await answer(sql)).toEqual(rows);
});

test("rows of a table come partition by partition, in their order", async () => {
  await answer("SELECT * FROM fields(TABLE(SELECT id, id % 2 AS k FROM range(4)) PARTITION BY k ORDER BY id DESC)");
  const task = python.tasks.at(-1);
  expect(task).toMatchObject({ kind: "table", tableArgument: 0, partitionColumns: [2], keep: [], outer: false });
});

test("filters below LEFT JOIN LATERAL are refused by name", async () => {
  const sql = "SELECT * FROM range(2) LEFT JOIN LATERAL (SELECT n FROM upto(id) WHERE n > 0) ON true";
  await expect(answer(sql)).rejects.toThrow("not available");
});
