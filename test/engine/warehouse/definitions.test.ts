import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openMetastore } from "../../../src/catalog/duckdb-metastore.ts";
import { metastorePath } from "../../../src/engine/warehouse/warehouse.ts";
import { Lasting } from "./lasting.ts";

let lasting: Lasting;
beforeEach(async () => {
  lasting = new Lasting();
  await lasting.open();
});
afterEach(() => lasting.close());

const rows = (sql: string) => lasting.rows(sql);

/** Has the metastore's records of a kind changed while no engine runs. */
const restart = (kind: string, change: (body: string) => string) =>
  lasting.restart(async () => {
    const metastore = await openMetastore(metastorePath(lasting.directory));
    const { records } = await metastore.load();
    const changed = records.filter((r) => r.kind === kind);
    const put = changed.map((r) => ({ ...r, body: change(r.body) }));
    await metastore.commit({ remove: changed, put, begin: [], end: [] });
    await metastore.close();
  });

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
    await expect(lasting.engine.ready).rejects.toThrow(/record of the database d\. cannot be read/);
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
