import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DuckDBBackend } from "../../backends/duckdb/backend.ts";
import type { Backend, BatchStream, ExecuteContext } from "../../src/backend/backend.ts";
import { Admission } from "../../src/engine/admission.ts";
import type { EngineSession } from "../../src/engine/api.ts";
import { createEngine } from "../../src/engine/engine.ts";
import { storageLevel } from "../../src/engine/kept/storage-levels.ts";
import type { ReadPlan } from "../../src/substrait/read/plan.ts";
import type { Relation } from "../../src/unresolved/relation.ts";
import { testEngine } from "../harness/duckdb-engine.ts";
import { runSql } from "../harness/server.ts";

/** Counts what a backend keeps. */
class Counting extends DuckDBBackend implements Backend {
  stored = 0;
  disposed = 0;

  override async store(plan: ReadPlan | BatchStream, cx: ExecuteContext) {
    this.stored++;
    const data = await super.store(plan, cx);
    const dispose = data.dispose.bind(data);
    data.dispose = () => {
      this.disposed++;
      return dispose();
    };
    return data;
  }
}

const cx = { signal: new AbortController().signal };
const memory = storageLevel("MEMORY_AND_DISK");

describe("what sessions keep", () => {
  let backend: Counting;
  beforeAll(async () => {
    backend = new Counting(await testEngine());
  });
  afterAll(() => backend.close());

  const open = (maxKeptBytes = 1 << 30, initialSettings: Readonly<Record<string, string>> = {}): EngineSession => {
    const engine = createEngine({
      backend,
      admission: new Admission({ maxQueries: 4, maxQueued: 10, queueTimeout: 60_000 }),
      warehouse: tmpdir(),
      maxKeptBytes,
      maxArtifactBytes: 1 << 20,
      artifactDirectory: tmpdir(),
      initialSettings,
      isolateUsers: false,
    });
    return engine.newSession({
      userId: "u",
      sessionId: "s",
      sparkVersion: "4.0.4",
      artifacts: engine.newArtifacts(),
    });
  };
  const query = (session: EngineSession, sql: string): Relation => session.door.parseQuery(sql);
  const one = async (session: EngineSession, sql: string) => (await runSql(sql, session)).values;

  test("rows come with the first query that uses them, once, and go with the session", async () => {
    const session = open();
    const [stored, disposed] = [backend.stored, backend.disposed];
    await session.persist(query(session, "SELECT id FROM range(100) WHERE id % 2 = 0"), memory, cx);
    expect(backend.stored - stored).toBe(0);
    const counted = "SELECT count(*) FROM (SELECT id FROM range(100) WHERE id % 2 = 0)";
    expect([await one(session, counted), await one(session, counted)]).toEqual([[[50n]], [[50n]]]);
    expect(backend.stored - stored).toBe(1);
    await session.close();
    expect(backend.disposed - disposed).toBe(1);
  });

  test("a text without seeds draws anew each time that it is analysed", async () => {
    const session = open();
    const draws: Relation = { ...query(session, "SELECT uuid() AS u FROM range(3)"), planId: 1 };
    expect(await session.planKey(draws, cx)).not.toBe(await session.planKey(draws, cx));
    await session.close();
  });

  test("within a bound: what was not used for longest is computed again", async () => {
    const session = open(20_000);
    const stored = backend.stored;
    const sql = (n: number) => `SELECT id FROM range(1000, ${1000 + n})`;
    for (const n of [1000, 1001, 1002]) await session.persist(query(session, sql(n)), memory, cx);
    for (const n of [1000, 1001, 1002, 1000]) {
      expect(await one(session, `SELECT count(*) FROM (${sql(n)})`)).toEqual([[BigInt(n)]]);
    }
    expect(backend.stored - stored).toBe(4);
    const level = await session.storageLevel(query(session, sql(1001)), cx);
    expect(level.useMemory).toBe(true);
    await session.close();
  });

  test("what is larger than the bound is an error, and nothing is kept of it", async () => {
    const session = open(1000);
    await session.persist(query(session, "SELECT id FROM range(1000)"), memory, cx);
    await expect(one(session, "SELECT sum(id) FROM (SELECT id FROM range(1000))")).rejects.toMatchObject({
      condition: "OUT_OF_MEMORY",
    });
    await session.unpersist(query(session, "SELECT id FROM range(1000)"), cx);
    expect(await one(session, "SELECT sum(id) FROM (SELECT id FROM range(1000))")).toEqual([[499_500n]]);
    await session.close();
  });

  test("a checkpoint needs its directory to be set, unless it is local", async () => {
    const session = open(1 << 30, { "spark.checkpoint.dir": tmpdir() });
    const events = [];
    const input = query(session, "SELECT id FROM range(3)");
    for await (const event of session.run({ kind: "checkpoint", input, local: false, eager: true }, cx))
      events.push(event);
    const [made] = events;
    if (made?.kind !== "checkpoint") throw new Error("no checkpoint");
    const read: Relation = { kind: "checkpoint_read", id: made.id };
    expect((await session.schemaOf(read, cx)).fields.map((f) => f.name)).toEqual(["id"]);
    for await (const _ of session.run({ kind: "remove_checkpoint", id: made.id }, cx));
    await expect(session.schemaOf(read, cx)).rejects.toMatchObject({ condition: "CONNECT_INVALID_PLAN" });
    await session.close();
  });
});
