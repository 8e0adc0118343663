import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import duckdb from "@duckdb/node-bindings";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openMetastore } from "../../src/catalog/duckdb-metastore.ts";
import type { Database } from "../../src/catalog/databases.ts";
import type { CatalogEdit, NewTable } from "../../src/catalog/edits.ts";
import type { FunctionParameter, FunctionReturns, LastingFunction, SessionNames } from "../../src/catalog/functions.ts";
import type { MetastoreChange, StoredRecord } from "../../src/catalog/metastore.ts";
import {
  fromStoredPath,
  loadedEdit,
  type RecordContext,
  storedEdits,
  toStoredPath,
} from "../../src/catalog/records.ts";
import { settingsOf } from "../../src/settings/session-settings.ts";
import type { Buckets, ColumnStatistics, Statistics, TableStatistics, ViewBody } from "../../src/catalog/tables.ts";
import { type DataType, INT } from "../../src/types/data-type.ts";
import { sqlDoor } from "../../src/sql/door.ts";

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "metastore-"));
  path = join(directory, ".firesteel/metastore.duckdb");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const change = (more: Partial<MetastoreChange>): MetastoreChange => ({
  remove: [],
  put: [],
  begin: [],
  end: [],
  ...more,
});
const record = (name: string, body: string): StoredRecord => ({ owner: "", kind: "table", database: "d", name, body });

/** A file as another program leaves it. */
async function inFile(sql: string): Promise<void> {
  const database = await duckdb.open(path, duckdb.create_config());
  const connection = await duckdb.connect(database);
  await duckdb.query(connection, sql);
  duckdb.disconnect_sync(connection);
  duckdb.close_sync(database);
}

describe("the metastore's file", () => {
  it("holds records and transactions, whatever their texts", async () => {
    const first = await openMetastore(path);
    const texts = ["", "short", 'it\'s; a "body" \\ that is longer than twelve bytes', "ä\u{1F525}\n".repeat(5000)];
    await first.commit(change({ put: texts.map((body, i) => record(`t${i}`, body)), begin: [{ id: "1", body: "x" }] }));
    await first.commit(
      change({ remove: [record("t1", "")], put: [record("t0", "new")], begin: [{ id: "2", body: "y" }], end: ["1"] }),
    );
    await first.close();
    const second = await openMetastore(path);
    const { records, transactions } = await second.load();
    expect(new Map(records.map((r) => [r.name, r.body]))).toEqual(
      new Map([
        ["t2", texts[2]],
        ["t3", texts[3]],
        ["t0", "new"],
      ]),
    );
    expect(transactions).toEqual([{ id: "2", body: "y" }]);
    await second.close();
  });

  it("loads thousands of records", async () => {
    const first = await openMetastore(path);
    await first.commit(change({ put: Array.from({ length: 5000 }, (_, i) => record(`t${i}`, `body ${i}`)) }));
    await first.close();
    const second = await openMetastore(path);
    const { records } = await second.load();
    expect(new Set(records.map((r) => `${r.name}=${r.body}`)).size).toBe(5000);
    await second.close();
  });

  it("of a later form is refused", async () => {
    await (await openMetastore(path)).close();
    await inFile("UPDATE form SET version = 99");
    await expect(openMetastore(path)).rejects.toThrow(
      /has the form 99, which a later Firesteel made; this one knows up to 1/,
    );
  });

  it("that is none is refused, and left as it is", async () => {
    await (await openMetastore(path)).close();
    writeFileSync(path, "something else");
    await expect(openMetastore(path)).rejects.toThrow(/cannot be opened/);
  });

  it("is another server's, told by its process", async () => {
    await (await openMetastore(path)).close();
    const other = `
      const duckdb = require("@duckdb/node-bindings");
      duckdb.open(${JSON.stringify(path)}, duckdb.create_config()).then((database) => {
        globalThis.database = database;
        require("node:fs").writeFileSync(${JSON.stringify(join(directory, "open"))}, "");
        setTimeout(() => {}, 20000);
      });`;
    const { spawn } = await import("node:child_process");
    const holder = spawn(process.execPath, ["-e", other], { cwd: process.cwd(), stdio: "inherit" });
    try {
      for (let i = 0; i < 400 && spawnSync("test", ["-e", join(directory, "open")]).status !== 0; i++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      await expect(openMetastore(path)).rejects.toThrow(
        `another server (process ${holder.pid}) has the warehouse ${directory}. Give this one another with --warehouse, or --warehouse memory.`,
      );
    } finally {
      holder.kill("SIGKILL");
    }
  });

  it("need not be where it cannot be: then nothing can be put in it", async () => {
    writeFileSync(join(directory, "file"), "");
    const metastore = await openMetastore(join(directory, "file/.firesteel/metastore.duckdb"));
    expect(metastore.readOnly).toContain("ENOTDIR");
    expect(await metastore.load()).toEqual({ records: [], transactions: [] });
    await expect(metastore.commit(change({ put: [record("t", "")] }))).rejects.toThrow("ENOTDIR");
    await metastore.close();
  });
});

const cx: RecordContext = { directory: "/w", parseView: ({ text }) => sqlDoor.parseQuery(text) };

/** An example that leaves out no field, so that one that comes later has to be thought of here. */
type Whole<T> = T extends unknown ? { readonly [K in keyof Required<T>]: T[K] } : never;

const collated: DataType = { kind: "string", collation: "UNICODE_CI" };

const roundTrip = (edit: CatalogEdit): CatalogEdit => {
  const { put } = storedEdits([edit], "someone", cx);
  const [stored] = put;
  if (stored === undefined || put.length > 1) throw new Error("one record was expected");
  expect(stored.owner).toBe("someone");
  return loadedEdit(stored, cx);
};

describe("definitions", () => {
  it("of databases come back as they were", () => {
    const database = { name: "d", comment: "c", location: "/w/d.db", properties: { a: "b" } } satisfies Whole<Database>;
    expect(roundTrip({ kind: "put_database", database })).toEqual({ kind: "put_database", database });
  });

  it("of functions come back as they were, of one value and of a table", () => {
    const settings = settingsOf(400, new Map([["spark.sql.ansi.enabled", "false"]]));
    const value = {
      database: "d",
      name: "f",
      parameters: [
        { name: "a", type: collated, byDefault: "'x'", comment: "one" } satisfies Whole<FunctionParameter>,
        { name: "b", type: INT },
      ],
      returns: { kind: "value", type: collated } satisfies Whole<FunctionReturns>,
      body: { kind: "expression", text: "concat(a, b)" } satisfies Whole<LastingFunction["body"]>,
      comment: "c",
      deterministic: false,
      readsData: true,
      within: "e",
      session: { views: ["v"], functions: ["g"], variables: ["w"] } satisfies Whole<SessionNames>,
      settings,
      createdAt: 12,
    } satisfies Whole<LastingFunction>;
    const columns = sqlDoor.parseSchema("a STRING COLLATE UNICODE_CI COMMENT 'one', b CHAR(3)");
    const table = { ...value, returns: { kind: "table", columns }, body: { kind: "query", text: "TABLE t" } } as const;
    for (const made of [value, table]) {
      const back = roundTrip({ kind: "put_function", function: made });
      expect(back).toEqual({ kind: "put_function", function: { ...made, settings: expect.anything() } });
      const found = back.kind === "put_function" ? back.function.settings : undefined;
      expect([found?.line, found?.set]).toEqual([settings.line, settings.set]);
    }
  });

  it("of tables come back as they were, with every kind of column", () => {
    const schema = sqlDoor.parseSchema(
      "a INT COMMENT 'one', b STRING COLLATE UNICODE_CI, h CHAR(5), i ARRAY<VARCHAR(7)>, c DECIMAL(38,18), d ARRAY<MAP<STRING, STRUCT<x: DATE, `y z`: TIMESTAMP_NTZ>>>, e INTERVAL DAY TO SECOND, f INTERVAL YEAR TO MONTH, g BINARY, j VARIANT, p TIMESTAMP",
    );
    const table = {
      database: "d",
      name: "t",
      kind: "managed",
      provider: "parquet",
      schema,
      partitionBy: ["p"],
      location: "/w/d.db/t",
      options: { compression: "gzip" },
      properties: { k: "v" },
      comment: "c",
      collation: "UTF8_LCASE",
      createdAt: 12,
      foreign: ["p=1"],
      buckets: { count: 4, columns: ["a"], sorted: ["c"] } satisfies Whole<Buckets>,
      statistics: {
        table: { sizeInBytes: 7, rowCount: 2 } satisfies Whole<Statistics>,
        columns: {
          a: {
            min: "1",
            max: "2",
            nulls: 0,
            distinct: 2,
            averageLength: 4,
            greatestLength: 4,
          } satisfies Whole<ColumnStatistics>,
        },
        partitions: { "p=1": { sizeInBytes: 7 } },
      } satisfies Whole<TableStatistics>,
      view: undefined,
    } as const satisfies Whole<NewTable>;
    expect(roundTrip({ kind: "put_table", table })).toEqual({ kind: "put_table", table });
  });

  it("of views keep their text and the settings of SQL, and are read when they are needed", () => {
    const set = new Map([
      ["spark.sql.ansi.enabled", "false"],
      ["spark.hadoop.fs.s3a.secret.key", "secret"],
    ]);
    const view = (text: string): CatalogEdit => ({
      kind: "put_table",
      table: {
        database: "d",
        name: "v",
        kind: "view",
        schema: sqlDoor.parseSchema("a INT"),
        partitionBy: [],
        location: "",
        options: {},
        properties: {},
        createdAt: 12,
        foreign: [],
        view: {
          text,
          plan: () => sqlDoor.parseQuery(text),
          schema: sqlDoor.parseSchema("a INT"),
          columns: ["a"],
          database: "e",
          settings: settingsOf(305, set),
          schemaMode: "TYPE EVOLUTION",
          collation: "UNICODE_CI",
        } satisfies Whole<ViewBody>,
      },
    });
    const back = roundTrip(view("SELECT 1 AS a"));
    const body = back.kind === "put_table" ? back.table.view : undefined;
    const { plan: _plan, settings: _settings, ...plain } = body ?? {};
    expect(plain).toEqual({
      text: "SELECT 1 AS a",
      columns: ["a"],
      database: "e",
      schema: sqlDoor.parseSchema("a INT"),
      schemaMode: "TYPE EVOLUTION",
      collation: "UNICODE_CI",
    });
    expect(body?.settings.ansi).toBe(false);
    expect(body?.settings.line).toBe(305);
    expect([...(body?.settings.set.keys() ?? [])]).toEqual(["spark.sql.ansi.enabled"]);
    expect(body?.plan()).toEqual(sqlDoor.parseQuery("SELECT 1 AS a"));
    const broken = roundTrip(view("SELEC 1"));
    expect(() => (broken.kind === "put_table" ? broken.table.view?.plan() : undefined)).toThrow(/INVALID_VIEW_TEXT/);
  });

  it("that cannot be read are named", () => {
    expect(() => loadedEdit(record("t", "{}"), cx)).toThrow(/record of the table d.t cannot be read/);
  });

  it("give way to what is put in their place, be it a table or a view", () => {
    const { remove } = storedEdits([{ kind: "drop_table", table: { database: "d", name: "t" } }], "", cx);
    expect(remove.map((key) => key.kind)).toEqual(["table", "view"]);
  });

  it("in the warehouse follow it when it moves", () => {
    for (const at of ["/w", "/w/d.db/t", "/elsewhere/t", "/wide", ""]) {
      const stored = toStoredPath(at, "/w");
      expect(fromStoredPath(stored, "/w")).toBe(at);
    }
    expect(fromStoredPath(toStoredPath("/w/d.db/t", "/w"), "/moved")).toBe("/moved/d.db/t");
  });
});
