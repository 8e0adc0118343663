import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Value } from "../../../src/types/value.ts";
import { Lasting } from "./lasting.ts";

let lasting: Lasting;
beforeEach(async () => {
  lasting = new Lasting();
  await lasting.open();
});
afterEach(() => lasting.close());

const rows = (sql: string) => lasting.rows(sql);

/** What questions answer, now and after a restart. */
async function lasts(...questions: readonly string[]): Promise<readonly (readonly (readonly Value[])[])[]> {
  const ask = async () => {
    const answers: (readonly (readonly Value[])[])[] = [];
    for (const sql of questions) answers.push(await rows(sql));
    return answers;
  };
  const before = await ask();
  await lasting.restart();
  expect(await ask()).toEqual(before);
  return before;
}

const partitionsOf = async (table: string) => (await rows(`SHOW PARTITIONS ${table}`)).map(([name]) => name);

it("functions of databases last, and go with them", async () => {
  await rows("CREATE DATABASE d");
  await rows("SET spark.sql.ansi.enabled = false");
  await rows(
    "CREATE FUNCTION d.num(s STRING DEFAULT 'x' COMMENT 'a text') RETURNS INT COMMENT 'a number' RETURN CAST(s AS INT)",
  );
  await rows("CREATE FUNCTION d.upto(n INT) RETURNS TABLE (i BIGINT) RETURN SELECT id FROM range(5) WHERE id < n");
  const [, text, one] = await lasts(
    "USE d",
    "DESCRIBE FUNCTION EXTENDED d.num",
    "SELECT d.num(), i FROM upto(2) ORDER BY i",
  );
  expect(text).not.toEqual([]);
  // Of the settings that it was made under.
  expect(one).toEqual([
    [null, 0n],
    [null, 1n],
  ]);
  await expect(rows("DROP DATABASE d")).rejects.toMatchObject({ condition: "SCHEMA_NOT_EMPTY" });
  await rows("DROP FUNCTION d.upto");
  await rows("CREATE OR REPLACE FUNCTION d.num(s STRING) RETURNS INT RETURN 7");
  expect(await lasts("SELECT d.num('x')", "SHOW USER FUNCTIONS IN d")).toHaveLength(2);
  expect(await rows("SELECT d.num('x')")).toEqual([[7]]);
  await rows("DROP DATABASE d CASCADE");
  await lasting.restart();
  await rows("CREATE DATABASE d");
  await expect(rows("SELECT d.num('x')")).rejects.toMatchObject({ condition: "UNRESOLVED_ROUTINE" });
});

it("what ANALYZE found and what ALTER TABLE said last", async () => {
  await rows("CREATE TABLE t (a CHAR(5), b VARCHAR(3), n INT) USING parquet CLUSTERED BY (n) INTO 4 BUCKETS");
  await rows("INSERT INTO t VALUES ('x', 'yz', 1), ('w', NULL, 2)");
  await rows("ANALYZE TABLE t COMPUTE STATISTICS");
  await rows("ALTER TABLE t ALTER COLUMN a COMMENT 'said'");
  const [described = [], , shown] = await lasts(
    "DESCRIBE TABLE EXTENDED t",
    "SHOW CREATE TABLE t",
    "SELECT * FROM t ORDER BY n",
  );
  const of = (title: string) => described.find(([name]) => name === title)?.[1];
  expect(of("Statistics")).toMatch(/^\d+ bytes, 2 rows$/);
  expect([of("a"), of("Num Buckets")]).toEqual(["char(5)", "4"]);
  expect(shown).toEqual([
    ["x    ", "yz", 1],
    ["w    ", null, 2],
  ]);
  await expect(rows("INSERT INTO t VALUES ('123456', 'a', 1)")).rejects.toMatchObject({
    condition: "EXCEED_LIMIT_LENGTH",
  });
  await rows("INSERT INTO t VALUES ('u', 'v', 3)");
  await rows("ALTER TABLE t SET SERDEPROPERTIES ('k' = 'v')");
  const [[...after] = []] = await lasts("DESCRIBE TABLE EXTENDED t");
  expect(after.find(([name]) => name === "Statistics")).toBeUndefined();
  expect(after.find(([name]) => name === "Storage Properties")?.[1]).toContain("k=v");
  await rows(`ALTER TABLE t SET LOCATION '${join(lasting.directory, "elsewhere")}'`);
  expect(await lasts("SELECT count(*) FROM t")).toEqual([[[0n]]]);
});

it("views keep their mode, their collation, and the columns that they evolved to", async () => {
  await rows("CREATE TABLE t (a INT) USING parquet");
  await rows("CREATE VIEW v WITH SCHEMA EVOLUTION AS SELECT * FROM t");
  await rows("CREATE VIEW w WITH SCHEMA TYPE EVOLUTION AS SELECT * FROM t");
  await rows("CREATE VIEW c DEFAULT COLLATION UTF8_LCASE AS SELECT 'A' = 'a' AS same, 'B' AS b");
  await rows("CREATE VIEW x AS SELECT 1 AS a");
  await rows("ALTER VIEW x WITH SCHEMA EVOLUTION");
  await rows("ALTER TABLE t ADD COLUMNS (b STRING)");
  await rows("SELECT * FROM v");
  const [v, , , c] = await lasts(
    "DESCRIBE TABLE v",
    "DESCRIBE TABLE EXTENDED v",
    "DESCRIBE TABLE EXTENDED w",
    "SELECT same, collation(b) FROM c",
    "DESCRIBE TABLE EXTENDED c",
    "DESCRIBE TABLE EXTENDED x",
  );
  expect(v?.map(([name]) => name)).toEqual(["a", "b"]);
  expect(c?.[0]?.[0]).toBe(true);
});

it("partitions come, go, move and are emptied for good", async () => {
  await rows("CREATE TABLE t (a INT, p INT, q STRING) USING parquet PARTITIONED BY (p, q)");
  await rows("INSERT INTO t VALUES (1, 1, 'x'), (2, 2, 'x'), (3, 3, 'x'), (4, 3, 'y')");
  await rows("ALTER TABLE t ADD PARTITION (p = 4, q = 'x') PARTITION (p = 5, q = 'x')");
  await rows("ALTER TABLE t DROP PARTITION (p = 2), PARTITION (p = 5, q = 'x')");
  await rows("ALTER TABLE t PARTITION (p = 1, q = 'x') RENAME TO PARTITION (p = 6, q = 'z')");
  await rows("TRUNCATE TABLE t PARTITION (p = 3, q = 'x')");
  await rows("ANALYZE TABLE t PARTITION (p = 6, q = 'z') COMPUTE STATISTICS");
  await lasts(
    "SHOW PARTITIONS t",
    "SELECT * FROM t ORDER BY a",
    "DESCRIBE TABLE EXTENDED t PARTITION (p = 6, q = 'z')",
  );
  expect(await partitionsOf("t")).toEqual(["p=3/q=x", "p=3/q=y", "p=4/q=x", "p=6/q=z"]);
  expect(await rows("SELECT * FROM t ORDER BY a")).toEqual([
    [1, 6, "z"],
    [4, 3, "y"],
  ]);
  expect(
    readdirSync(join(lasting.directory, "t"))
      .filter((name) => name.startsWith("p="))
      .toSorted(),
  ).toEqual(["p=3", "p=4", "p=6"]);
  await expect(rows("ALTER TABLE t ADD PARTITION (p = 4, q = 'x')")).rejects.toMatchObject({
    condition: "PARTITIONS_ALREADY_EXIST",
  });
});

it("a partition that comes again while a reader keeps its files stays when these go", async () => {
  await rows("CREATE TABLE t (a INT, p INT) USING parquet PARTITIONED BY (p)");
  await rows("INSERT INTO t VALUES (1, 1), (2, 2)");
  const running = lasting.session.run(
    { kind: "query", relation: { kind: "named_table", nameParts: ["t"], options: {} } },
    { signal: new AbortController().signal },
  );
  const reader = running[Symbol.asyncIterator]();
  await reader.next();
  await rows("ALTER TABLE t DROP PARTITION (p = 1)");
  expect(await partitionsOf("t")).toEqual(["p=2"]);
  await rows("ALTER TABLE t ADD PARTITION (p = 1)");
  await rows("TRUNCATE TABLE t PARTITION (p = 2)");
  expect(await partitionsOf("t")).toEqual(["p=1", "p=2"]);
  expect(await rows("SELECT * FROM t")).toEqual([]);
  while ((await reader.next()).done !== true);
  expect(await partitionsOf("t")).toEqual(["p=1", "p=2"]);
  await lasting.restart();
  expect(await partitionsOf("t")).toEqual(["p=1", "p=2"]);
  expect(existsSync(join(lasting.directory, "t/p=1"))).toBe(true);
  expect(await rows("SELECT * FROM t")).toEqual([]);
});

it("a table takes a name whose directory is there with nothing in it", async () => {
  await rows("CREATE TABLE t USING parquet AS SELECT 1 AS a");
  await rows("CREATE TABLE u (a INT) USING parquet");
  await rows("INSERT INTO u VALUES (1)");
  await rows("DROP TABLE u");
  mkdirSync(join(lasting.directory, "u"), { recursive: true });
  await rows("ALTER TABLE t RENAME TO u");
  expect(await lasts("SELECT * FROM u")).toEqual([[[1]]]);
});
