import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { streamToValues } from "../../../src/arrow/column-values.ts";
import { openMetastore } from "../../../src/catalog/duckdb-metastore.ts";
import type { Engine, EngineSession } from "../../../src/engine/api.ts";
import { metastorePath } from "../../../src/engine/warehouse/warehouse.ts";
import type { Value } from "../../../src/types/value.ts";
import type { Relation } from "../../../src/unresolved/relation.ts";
import { openTestEngine, runSql } from "../../harness/server.ts";

let warehouse: string;
let engine: Engine;
let session: EngineSession;

async function open(): Promise<void> {
  engine = await openTestEngine({}, { warehouse, metastore: openMetastore(metastorePath(warehouse)) });
  session = engine.newSession({
    userId: "test",
    sessionId: "test",
    sparkVersion: "4.0.4",
    artifacts: engine.newArtifacts(),
  });
}

beforeEach(async () => {
  warehouse = mkdtempSync(join(tmpdir(), "definitions-"));
  await open();
});
afterEach(async () => {
  await engine.close();
  rmSync(warehouse, { recursive: true, force: true });
});

/** Ends the engine, and has the metastore's records of a kind changed before the next one. */
async function restart(kind: string, change: (body: string) => string): Promise<void> {
  await engine.close();
  const metastore = await openMetastore(metastorePath(warehouse));
  const { records } = await metastore.load();
  const changed = records.filter((r) => r.kind === kind);
  const put = changed.map((r) => ({ ...r, body: change(r.body) }));
  await metastore.commit({ remove: changed, put, begin: [], end: [] });
  await metastore.close();
  await open();
}

/** The rows of a statement; the harness gives none of commands. */
async function rows(sql: string): Promise<readonly (readonly Value[])[]> {
  const statement = session.door.parseStatement(sql);
  if (statement.kind === "query") return (await runSql(sql, session)).values;
  const found: (readonly Value[])[] = [];
  const relation: Relation = { kind: "command_rows", command: statement };
  for await (const event of session.run({ kind: "query", relation }, { signal: new AbortController().signal }))
    if (event.kind === "batch") found.push(...streamToValues(event.data).rows);
  return found;
}

describe("definitions that last", () => {
  it("a view whose text is no query any more fails where it is used, and nowhere else", async () => {
    await rows("CREATE VIEW v AS SELECT 1 AS a");
    await rows("CREATE VIEW w AS SELECT a FROM v");
    await restart("view", (body) => body.replace("SELECT 1 AS a", "SELEC 1 AS a"));
    expect((await rows("SHOW TABLES")).map((row) => row[1])).toEqual(["v", "w"]);
    expect(await rows("DESCRIBE TABLE v")).toEqual([["a", "int", null]]);
    for (const sql of ["SELECT * FROM v", "SELECT * FROM w"])
      await expect(rows(sql)).rejects.toMatchObject({
        condition: "INVALID_VIEW_TEXT",
        params: { viewName: "`spark_catalog`.`default`.`v`", viewText: "SELEC 1 AS a" },
      });
    await rows("CREATE OR REPLACE VIEW v AS SELECT 2 AS a");
    expect(await rows("SELECT * FROM w")).toEqual([[2]]);
  });

  it("a record that cannot be read ends the start with its name", async () => {
    await rows("CREATE DATABASE d");
    await restart("database", () => "{}");
    await expect(engine.ready).rejects.toThrow(/record of the database d\. cannot be read/);
  });

  it("what was committed by one session is there for all, at once and later", async () => {
    await rows("CREATE TABLE t (a INT, p STRING) USING parquet PARTITIONED BY (p)");
    await rows("INSERT INTO t VALUES (1, 'x'), (2, NULL)");
    const before = await rows("SELECT * FROM t ORDER BY a");
    await restart("none", (body) => body);
    expect(await rows("SELECT * FROM t ORDER BY a")).toEqual(before);
    expect(await rows("SHOW PARTITIONS t")).toEqual([["p=__HIVE_DEFAULT_PARTITION__"], ["p=x"]]);
    await rows("DROP TABLE t");
    await restart("none", (body) => body);
    expect(await rows("SHOW TABLES")).toEqual([]);
  });
});
