import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewTable } from "../../../src/catalog/edits.ts";
import type { SharedCatalog } from "../../../src/catalog/memory.ts";
import { Warehouse } from "../../../src/engine/warehouse/warehouse.ts";
import { listFiles } from "../../../src/sources/listing.ts";
import { INT, struct } from "../../../src/types/data-type.ts";
import { Disk, Life, mortalFiles, mortalMetastore } from "./crashing.ts";

let directory: string;
let disk: Disk;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "warehouse-"));
  disk = new Disk();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const serve = (life = new Life()): Warehouse =>
  new Warehouse({
    directory,
    metastore: Promise.resolve(mortalMetastore(disk, life)),
    forgets: false,
    ops: mortalFiles(life),
    parseView: () => ({ kind: "values", rows: [] }) as never,
    warn: () => undefined,
  });

const place = (name: string): string => join(directory, name);

const table = (name: string, comment: string): NewTable => ({
  database: "default",
  name,
  kind: "managed",
  provider: "parquet",
  schema: struct([{ name: "a", type: INT, nullable: true }]),
  partitionBy: [],
  location: place(name),
  options: {},
  properties: {},
  comment,
  createdAt: 1,
  foreign: [],
});

/** Writes files as a query would, each with its own name as content. */
async function write(
  warehouse: Warehouse,
  catalog: SharedCatalog,
  target: string,
  files: readonly string[],
  more: { readonly overwrite?: boolean; readonly define?: NewTable } = {},
): Promise<void> {
  const staging = await warehouse.stage(target);
  try {
    for (const file of files) {
      mkdirSync(dirname(join(staging.directory, file)), { recursive: true });
      writeFileSync(join(staging.directory, file), file);
    }
    const { define } = more;
    await warehouse.commit(catalog, {
      staging,
      places: [target],
      files: async () => [
        {
          location: target,
          staging: staging.name,
          added: [...files],
          removed: more.overwrite === true ? [...(await warehouse.filesOf(target))] : [],
          emptied: more.overwrite === true ? "below" : undefined,
        },
      ],
      edits: () => (define === undefined ? [] : [{ kind: "put_table", table: define }]),
    });
  } catch (reason) {
    await staging.abandon().catch(() => undefined);
    throw reason;
  }
}

const drop = (warehouse: Warehouse, catalog: SharedCatalog, name: string) =>
  warehouse.commit(catalog, {
    places: [place(name)],
    files: async () => [
      {
        location: place(name),
        added: [],
        removed: [...(await warehouse.filesOf(place(name))), "_SUCCESS"],
        emptied: "whole",
      },
    ],
    edits: () => [{ kind: "drop_table", table: { database: "default", name } }],
  });

const rename = (warehouse: Warehouse, catalog: SharedCatalog, from: string, to: string, comment: string) =>
  warehouse.commit(catalog, {
    places: [place(from), place(to)],
    edits: () => [
      { kind: "drop_table", table: { database: "default", name: from } },
      { kind: "put_table", table: table(to, comment) },
    ],
    move: {
      from: place(from),
      to: place(to),
      undo: [
        { kind: "drop_table", table: { database: "default", name: to } },
        { kind: "put_table", table: table(from, comment) },
      ],
    },
  });

/** What a reader sees: tables with their comments, and the content of their files. */
async function seen(warehouse: Warehouse): Promise<Readonly<Record<string, readonly string[]>>> {
  const reading = await warehouse.read();
  const found: Record<string, readonly string[]> = {};
  for (const { name, location, comment } of warehouse.catalogOf("").tables.of("default")) {
    const files = await warehouse.look(reading, [location], async (pending) =>
      (await listFiles([location], { pending }).catch(() => [])).map((file) => readFileSync(file.path, "utf8")),
    );
    found[`${name}: ${comment}`] = [...files].sort();
  }
  reading.end();
  return found;
}

/** All that lies in the warehouse. */
const lying = (): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || readdirSync(join(entry.parentPath, entry.name)).length === 0)
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .filter((path) => path !== ".firesteel/staging" && !path.endsWith("_SUCCESS"))
    .sort();

/** A file's content, which is the way that it was written to; of a directory none. */
const contentOf = (path: string): string | undefined =>
  statSync(join(directory, path)).isFile() ? readFileSync(join(directory, path), "utf8") : undefined;

const works = {
  append: (w: Warehouse, c: SharedCatalog) => write(w, c, place("t"), ["p=1/c", "p=2/d"]),
  overwrite: (w: Warehouse, c: SharedCatalog) =>
    write(w, c, place("t"), ["p=2/c", "p=3/d"], { overwrite: true, define: table("t", "new") }),
  create: (w: Warehouse, c: SharedCatalog) => write(w, c, place("u"), ["x", "y"], { define: table("u", "made") }),
  drop: (w: Warehouse, c: SharedCatalog) => drop(w, c, "t"),
  rename: (w: Warehouse, c: SharedCatalog) => rename(w, c, "t", "u", "old"),
  "truncate and append": async (w: Warehouse, c: SharedCatalog) => {
    await write(w, c, place("t"), [], { overwrite: true });
    await write(w, c, place("t"), ["e"]);
  },
  "append, rename, create": async (w: Warehouse, c: SharedCatalog) => {
    await write(w, c, place("t"), ["c"]);
    await rename(w, c, "t", "u", "old");
    await write(w, c, place("t"), ["x"], { define: table("t", "second") });
  },
  "drop a partition": (w: Warehouse, c: SharedCatalog) =>
    w.commit(c, {
      places: [place("t")],
      files: () => [{ location: place("t"), added: [], removed: ["p=1/a"], dropped: ["p=1"] }],
      edits: () => [{ kind: "put_table", table: table("t", "one partition") }],
    }),
  "move a partition": (w: Warehouse, c: SharedCatalog) =>
    w.commit(c, {
      places: [place("t")],
      edits: () => [{ kind: "put_table", table: table("t", "moved") }],
      move: { from: join(place("t"), "p=1"), to: join(place("t"), "q=1/p=1"), within: place("t"), undo: [] },
    }),
  "move a partition back": async (w: Warehouse, c: SharedCatalog) => {
    const [out, back] = [join(place("t"), "q=1/p=1"), join(place("t"), "p=1")];
    await w.commit(c, { places: [place("t")], move: { from: back, to: out, within: place("t"), undo: [] } });
    const edits = () => [{ kind: "put_table", table: table("t", "moved twice") } as const];
    await w.commit(c, { places: [place("t")], edits, move: { from: out, to: back, within: place("t"), undo: [] } });
  },
  "drop and create": async (w: Warehouse, c: SharedCatalog) => {
    await drop(w, c, "t");
    await write(w, c, place("t"), ["x"], { define: table("t", "second") });
  },
} as const;

/** The states that a work goes through, without any crash. */
async function states(work: (typeof works)[keyof typeof works]): Promise<{
  readonly all: readonly string[];
  readonly steps: number;
}> {
  const life = new Life();
  const warehouse = serve(life);
  await begin(warehouse);
  const all = [JSON.stringify(await seen(warehouse))];
  const catalog = warehouse.catalogOf("");
  const before = life.steps;
  await work(warehouse, catalog);
  await warehouse.close();
  all.push(JSON.stringify(await seen(serve())));
  return { all, steps: life.steps - before };
}

async function begin(warehouse: Warehouse): Promise<void> {
  await warehouse.ready;
  await write(warehouse, warehouse.catalogOf(""), place("t"), ["p=1/a", "p=2/b"], { define: table("t", "old") });
}

/** What lies between the first and the last state of works of several commits. */
const between: Partial<Record<keyof typeof works, readonly Readonly<Record<string, readonly string[]>>[]>> = {
  "truncate and append": [{ "t: old": [] }],
  "append, rename, create": [{ "t: old": ["c", "p=1/a", "p=2/b"] }, { "u: old": ["c", "p=1/a", "p=2/b"] }],
  "drop and create": [{}],
};

/** What a server does when it starts on a warehouse with nothing to recover. */
const START_STEPS = 1;

describe("a server that ends at any step leaves the old rows or the new ones, and no litter", () => {
  for (const [name, work] of Object.entries(works))
    it(name, { timeout: 60_000 }, async () => {
      const { all, steps } = await states(work);
      const allowed = new Set([...all, ...(between[name as keyof typeof works] ?? []).map((s) => JSON.stringify(s))]);
      const met = new Set<string>();
      expect(steps).toBeGreaterThan(3);
      for (const late of [false, true])
        for (let last = 1; last <= steps; last++) {
          rmSync(directory, { recursive: true, force: true });
          mkdirSync(directory);
          disk = new Disk();
          const first = serve();
          await begin(first);
          await first.close();
          // What starting takes is no step of the work.
          const dying = serve(new Life(START_STEPS + last, late));
          await dying.ready.catch(() => undefined);
          const told = await work(dying, dying.catalogOf("")).then(
            () => true,
            () => false,
          );
          await dying.close().catch(() => undefined);
          // Those that come after it may end too.
          for (const steps of [2, 4]) {
            const short = serve(new Life(steps, late));
            await short.ready.catch(() => undefined);
            await short.close().catch(() => undefined);
          }
          const next = serve();
          await next.ready;
          const state = JSON.stringify(await seen(next));
          expect(allowed, `step ${last}${late ? ", late" : ""}`).toContain(state);
          // What the client was told holds.
          if (told) expect(state).toBe(all.at(-1));
          met.add(state);
          await next.close();
          expect(disk.transactions).toEqual([]);
          const names = Object.values(JSON.parse(state) as Record<string, readonly string[]>).flat();
          expect(
            lying()
              .map((path) => contentOf(path) ?? path)
              .sort(),
          ).toEqual([...names].sort());
        }
      expect(met.size).toBe(allowed.size);
    });
});

describe("files that are replaced", () => {
  it("stay while somebody reads them, unseen by all others, and go with the last reader", async () => {
    const warehouse = serve();
    await begin(warehouse);
    const catalog = warehouse.catalogOf("");
    const old = await warehouse.read();
    const look = () => warehouse.look(old, [place("t")], (pending) => listFiles([place("t")], { pending }));
    const [first] = await look();
    await works.overwrite(warehouse, catalog);
    await drop(warehouse, catalog, "t");
    await write(warehouse, catalog, place("t"), ["x"], { define: table("t", "second") });
    expect(readFileSync(first?.path ?? "", "utf8")).toBe("p=1/a");
    expect(await seen(warehouse)).toEqual({ "t: second": ["x"] });
    expect(await warehouse.leftDirectories(place("t"), ["p=1", "p=2"])).toEqual(new Set(["p=1", "p=2"]));
    old.end();
    await warehouse.close();
    expect(lying()).toEqual(["t/x"]);
    expect(disk.transactions).toEqual([]);
  });

  it("go at the next start where a reader never ends", async () => {
    const warehouse = serve();
    await begin(warehouse);
    const reading = await warehouse.read();
    await warehouse.look(reading, [directory], () => Promise.resolve());
    await works.overwrite(warehouse, warehouse.catalogOf(""));
    await warehouse.close();
    expect(lying().filter((path) => path.startsWith("t/p="))).toEqual(["t/p=1/a", "t/p=2/b", "t/p=2/c", "t/p=3/d"]);
    const next = serve();
    expect(await seen(next)).toEqual({ "t: new": ["p=2/c", "p=3/d"] });
    await next.close();
    expect(lying()).toEqual(["t/p=2/c", "t/p=3/d"]);
  });
});

describe("files that cannot be put in their places", () => {
  it("are read where they wait, and follow when they can", async () => {
    let full = true;
    const ops = mortalFiles(new Life());
    const warnings: string[] = [];
    const warehouse = new Warehouse({
      directory,
      metastore: Promise.resolve(mortalMetastore(disk, new Life())),
      forgets: false,
      ops: {
        ...ops,
        rename: (from, to) => (full ? Promise.reject(new Error("no space left")) : ops.rename(from, to)),
      },
      parseView: () => ({ kind: "values", rows: [] }) as never,
      warn: (_reason, what) => warnings.push(what),
    });
    await begin(warehouse);
    expect(warnings).toEqual(["committed files are not in their places yet"]);
    expect(await seen(warehouse)).toEqual({ "t: old": ["p=1/a", "p=2/b"] });
    await works.overwrite(warehouse, warehouse.catalogOf(""));
    expect(await seen(warehouse)).toEqual({ "t: new": ["p=2/c", "p=3/d"] });
    full = false;
    expect(await seen(warehouse)).toEqual({ "t: new": ["p=2/c", "p=3/d"] });
    await warehouse.close();
    const next = serve();
    expect(await seen(next)).toEqual({ "t: new": ["p=2/c", "p=3/d"] });
    await next.close();
    expect(lying()).toEqual(["t/p=2/c", "t/p=3/d"]);
  });
});

describe("those who write at once", () => {
  it("lose nothing, whether they append or overwrite", async () => {
    const warehouse = serve();
    await begin(warehouse);
    const catalog = warehouse.catalogOf("");
    await Promise.all(Array.from({ length: 40 }, (_, i) => write(warehouse, catalog, place("t"), [`n${i}`])));
    expect((await seen(warehouse))["t: old"]).toHaveLength(42);
    const names = Array.from({ length: 10 }, (_, i) => [`w${i}a`, `w${i}b`]);
    const states = new Set<string>();
    const readers = Array.from({ length: 30 }, async () =>
      states.add(JSON.stringify((await seen(warehouse))["t: old"])),
    );
    await Promise.all([
      ...names.map((files) => write(warehouse, catalog, place("t"), files, { overwrite: true })),
      ...readers,
    ]);
    for (const state of states) expect([42, 2]).toContain((JSON.parse(state) as string[]).length);
    await warehouse.close();
    expect(lying()).toHaveLength(2);
  });

  it("and rows for a table that is gone meanwhile are refused, and leave nothing", async () => {
    const warehouse = serve();
    await begin(warehouse);
    const catalog = warehouse.catalogOf("");
    const staging = await warehouse.stage(place("t"));
    await drop(warehouse, catalog, "t");
    await expect(
      warehouse.commit(catalog, {
        staging,
        places: [place("t")],
        edits: () => {
          throw new Error("gone");
        },
      }),
    ).rejects.toThrow("gone");
    await staging.abandon();
    await warehouse.close();
    expect(lying()).toEqual(["t"]);
  });
});
