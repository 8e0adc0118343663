import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { clockLooks } from "../../src/base/instants.ts";
import type { EngineSession } from "../../src/engine/api.ts";
import { openTestEngine, runRelation, runSql } from "../harness/server.ts";

const directory = mkdtempSync(join(tmpdir(), "firesteel-plans-"));
const engine = openTestEngine({}, { warehouse: join(directory, "warehouse") });
let count = 0;
async function openSession(): Promise<EngineSession> {
  const { newArtifacts, newSession } = await engine;
  return newSession({ userId: "", sessionId: `${++count}`, sparkVersion: "4.0.4", artifacts: newArtifacts() });
}
afterAll(async () => {
  await (await engine).close();
  rmSync(directory, { recursive: true });
});

/** The rows of a text as a client asks for it, whose relation remembers its text. */
async function rows(sql: string, session: EngineSession) {
  const under = session.door.standing?.() ?? [];
  const looks = clockLooks();
  const command = session.door.parseStatement(sql);
  if (command.kind !== "query") return (await runSql(sql, session)).values;
  const sqlText = clockLooks() === looks ? { text: sql, under } : undefined;
  return (await runRelation({ ...command.relation, sqlText }, session)).values;
}

/** Asks four times: the second remembers, the others are told what is remembered. */
async function thrice(sql: string, session: EngineSession) {
  const first = await rows(sql, session);
  for (let i = 0; i < 3; i++) expect(await rows(sql, session)).toEqual(first);
  return first;
}

describe("a text that is asked again", () => {
  test.each([
    [
      "a temporary view made anew",
      "CREATE TEMPORARY VIEW a AS SELECT 1 AS x",
      "SELECT * FROM a",
      "CREATE OR REPLACE TEMPORARY VIEW a AS SELECT 2 AS y",
    ],
    [
      "another temporary view over the table's name",
      "CREATE TABLE pc_t AS SELECT 1 AS x",
      "SELECT * FROM pc_t",
      "CREATE TEMPORARY VIEW pc_t AS SELECT 2 AS x",
    ],
    ["rows inserted", "CREATE TABLE pc_i AS SELECT 1 AS x", "SELECT count(*) FROM pc_i", "INSERT INTO pc_i VALUES (2)"],
    [
      "rows written over",
      "CREATE TABLE pc_o AS SELECT 1 AS x",
      "SELECT x FROM pc_o",
      "INSERT OVERWRITE pc_o VALUES (2)",
    ],
    ["a column added", "CREATE TABLE pc_c AS SELECT 1 AS x", "SELECT * FROM pc_c", "ALTER TABLE pc_c ADD COLUMN y INT"],
    [
      "a global view made anew",
      "CREATE GLOBAL TEMPORARY VIEW pc_g AS SELECT 1 AS x",
      "SELECT * FROM global_temp.pc_g",
      "CREATE OR REPLACE GLOBAL TEMPORARY VIEW pc_g AS SELECT 2 AS x",
    ],
    [
      "another mode",
      "SET spark.sql.ansi.enabled=false",
      "SELECT 1 / 0 IS NULL, typeof(1 + '2')",
      "SET spark.sql.ansi.enabled=true",
      true,
    ],
    [
      "another zone",
      "SET spark.sql.session.timeZone=UTC",
      "SELECT CAST(TIMESTAMP '2024-01-01 12:00:00 UTC' AS STRING)",
      "SET spark.sql.session.timeZone=Asia/Tokyo",
    ],
    [
      "a function of its own",
      "SELECT 1",
      "SELECT pc_f(1)",
      "CREATE OR REPLACE TEMPORARY FUNCTION pc_f(x INT) RETURNS INT RETURN x + 1",
      true,
    ],
    ["a variable", "DECLARE pc_v INT = 1", "SELECT pc_v", "SET VAR pc_v = 2"],
    [
      "a column's name under a variable",
      "DECLARE pc_n STRING = 'x'",
      "SELECT IDENTIFIER(pc_n) FROM VALUES (1, 2) AS t(x, y)",
      "SET VAR pc_n = 'y'",
    ],
    ["another database", "CREATE DATABASE IF NOT EXISTS pc_d", "SELECT current_database()", "USE pc_d"],
    ["a table dropped", "CREATE TABLE pc_x AS SELECT 1 AS x", "SELECT * FROM pc_x", "DROP TABLE pc_x", true],
  ])("sees %s", async (_, before, sql, change, fails = false) => {
    const session = await openSession();
    await rows(before, session);
    const asked = async () => rows(sql, session).catch((reason: { condition: string }) => reason.condition);
    const first = await asked();
    for (let i = 0; i < 2; i++) expect(await asked()).toEqual(first);
    await rows(change, session);
    const then = await asked();
    expect(then).not.toEqual(first);
    if (!fails) expect(typeof then).not.toBe("string");
    await rows("USE default", session);
  });

  test("sees files come, change and go", async () => {
    const session = await openSession();
    await rows(`CREATE TABLE pc_files USING parquet LOCATION '${directory}/made' AS SELECT 1 AS x`, session);
    const sql = `SELECT count(*) FROM parquet.\`${directory}/made\``;
    expect(await thrice(sql, session)).toEqual([[1n]]);
    const { values } = await runSql(`SELECT DISTINCT _metadata.file_path FROM parquet.\`${directory}/made\``, session);
    const path = new URL(String(values[0]?.[0])).pathname;
    copyFileSync(path, join(directory, "made/more.parquet"));
    expect(await thrice(sql, session)).toEqual([[2n]]);
    rmSync(join(directory, "made/more.parquet"));
    expect(await thrice(sql, session)).toEqual([[1n]]);
    rmSync(join(directory, "made"), { recursive: true });
    await expect(rows(sql, session)).rejects.toMatchObject({ condition: "PATH_NOT_FOUND" });
  });

  test("draws anew, and the same again where it has a seed", async () => {
    const session = await openSession();
    const drawn = await Promise.all([1, 2, 3, 4].map(() => rows("SELECT rand(), uuid()", session)));
    expect(new Set(drawn.map(String)).size).toBe(4);
    await thrice("SELECT rand(7), randn(7), shuffle(array(1, 2, 3, 4), 5) FROM range(5)", session);
    await thrice("SELECT monotonically_increasing_id() FROM range(5)", session);
  });

  test.each(["current_timestamp()", "CAST('now' AS TIMESTAMP)", "TIMESTAMP 'now'", "unix_micros(now())"])(
    "knows the time by %s",
    async (now) => {
      const session = await openSession();
      await rows(`SELECT ${now}`, session);
      const first = await rows(`SELECT ${now}`, session);
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(await rows(`SELECT ${now}`, session)).not.toEqual(first);
    },
  );

  test("has kernels, decimals and wide results as before", async () => {
    const session = await openSession();
    await thrice(
      "SELECT id, CAST(id AS DECIMAL(30, 2)) / 7, format_string('%05d', id), upper('ß' || id) FROM range(3000)",
      session,
    );
    await thrice(
      "SELECT count(*), sum(id * 1.5BD) FROM range(100) WHERE id IN (SELECT id * 2 FROM range(20))",
      session,
    );
    await thrice("SELECT * FROM VALUES (1, 'a'), (2, NULL) AS t(x, y) ORDER BY x DESC", session);
  });

  test("is read under what names and settings mean, not under what they mean by then", async () => {
    const session = await openSession();
    await rows("DECLARE pc_c STRING = 'x'", session);
    const sql = "SELECT IDENTIFIER(pc_c) FROM VALUES (1, 2) AS t(x, y)";
    const under = session.door.standing?.() ?? [];
    const early = session.door.parseStatement(sql);
    await rows("SET VAR pc_c = 'y'", session);
    for (let i = 0; i < 3; i++) {
      if (early.kind !== "query") throw new Error("no query");
      const late = { ...early.relation, sqlText: { text: sql, under } };
      expect((await runRelation(late, session)).values).toEqual([[1]]);
      expect(await rows(sql, session)).toEqual([[2]]);
    }
  });

  test("fails again as it failed", async () => {
    const session = await openSession();
    for (let i = 0; i < 3; i++)
      await expect(rows("SELECT 1 / id FROM range(2)", session)).rejects.toMatchObject({ condition: "DIVIDE_BY_ZERO" });
  });

  test("has the rows that were kept of it meanwhile", async () => {
    const session = await openSession();
    await rows("CREATE TEMPORARY VIEW pc_k AS SELECT rand(1) AS r FROM range(3)", session);
    const first = await thrice("SELECT sum(r) FROM pc_k", session);
    await rows("CACHE TABLE pc_k", session);
    expect(await thrice("SELECT sum(r) FROM pc_k", session)).toEqual(first);
    await rows("UNCACHE TABLE pc_k", session);
    expect(await thrice("SELECT sum(r) FROM pc_k", session)).toEqual(first);
  });
});
