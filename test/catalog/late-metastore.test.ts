import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openMetastore } from "../../src/catalog/duckdb-metastore.ts";
import { isThere, lateMetastore } from "../../src/catalog/late-metastore.ts";
import type { MetastoreChange } from "../../src/catalog/metastore.ts";

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "firesteel-late-"));
  path = join(directory, ".firesteel/metastore.duckdb");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const table = (name: string): MetastoreChange => ({
  remove: [],
  put: [{ owner: "", kind: "table", database: "default", name, body: "{}" }],
  begin: [],
  end: [],
});

describe("a late metastore", () => {
  it("is made by the first change, and lasts", async () => {
    const first = await lateMetastore(path, openMetastore);
    expect(await first.load()).toEqual({ records: [], transactions: [] });
    expect(isThere(path)).toBe(false);
    await first.commit(table("a"));
    await first.commit(table("b"));
    expect(isThere(path)).toBe(true);
    await first.close();
    const second = await lateMetastore(path, openMetastore);
    expect((await second.load()).records.map(({ name }) => name)).toEqual(["a", "b"]);
    await second.close();
  });

  it("that nothing changed leaves no file", async () => {
    await (await lateMetastore(path, openMetastore)).close();
    expect(isThere(path)).toBe(false);
  });

  it("does not write over what another server made meanwhile", async () => {
    const late = await lateMetastore(path, openMetastore);
    const other = await lateMetastore(path, openMetastore);
    await other.commit(table("theirs"));
    await other.close();
    await expect(late.commit(table("ours"))).rejects.toThrow(`another server has made the metastore ${path}`);
    await late.close();
    const after = await openMetastore(path);
    expect((await after.load()).records.map(({ name }) => name)).toEqual(["theirs"]);
    await after.close();
  });

  it("tries again where opening failed", async () => {
    let tries = 0;
    const late = await lateMetastore(path, (at) =>
      tries++ === 0 ? Promise.reject(new Error("full")) : openMetastore(at),
    );
    await expect(late.commit(table("a"))).rejects.toThrow("full");
    await late.commit(table("a"));
    await late.close();
  });

  it("cannot be changed where it cannot be", async () => {
    writeFileSync(join(directory, "file"), "");
    const metastore = await lateMetastore(join(directory, "file/.firesteel/metastore.duckdb"), openMetastore);
    expect(metastore.readOnly).toContain("ENOTDIR");
    await expect(metastore.commit(table("a"))).rejects.toThrow("ENOTDIR");
  });
});
