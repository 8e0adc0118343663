import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KernelSpec } from "../../../backends/duckdb/statement.ts";
import type { Engine } from "../../../backends/duckdb/worker-client.ts";
import { InternalError } from "../../../src/base/invariant.ts";
import type { Origin } from "../../../src/errors/origin.ts";
import { SparkError } from "../../../src/errors/spark-error.ts";
import * as T from "../../../src/types/data-type.ts";
import type { Value } from "../../../src/types/value.ts";
import { testEngine } from "../../harness/duckdb-engine.ts";
import { collect, request } from "./engine-harness.ts";

const ENTRY = "test/backends/duckdb/test-worker.ts";
let engine: Engine;
beforeAll(async () => {
  engine = await testEngine({ maxStatements: 3 }, ENTRY);
});
afterAll(() => engine.close());

const settings = { timeZone: "UTC", mapKeyDedupPolicy: "EXCEPTION" } as const;
const kernel = (
  name: string,
  argTypes: readonly T.DataType[],
  returnType: T.DataType,
  rest: Partial<KernelSpec> = {},
): KernelSpec => ({
  name: `k_${name}`,
  kernel: name,
  argTypes,
  returnType,
  constants: argTypes.map(() => undefined),
  mode: "ansi",
  settings,
  deterministic: true,
  ...rest,
});
const failAt = (limit: bigint) =>
  kernel("fail_at", [T.LONG, T.LONG], T.LONG, { name: `k_fail_at_${limit}`, constants: [undefined, limit], origin: 1 });
const fault = async (run: Promise<unknown>): Promise<Error> =>
  run.then(
    () => {
      throw new Error("did not fail");
    },
    (e: Error) => e,
  );
const HEAVY = "SELECT sum(hash(a.range * b.range))::DOUBLE FROM range(10000000) a, range(1000000) b";

describe("results", () => {
  it("come as one empty batch when there are no rows", async () => {
    for (const maxRows of [undefined, 10]) {
      expect(await collect(engine, request("SELECT 1 WHERE false", [T.INT], { maxRows }))).toEqual({
        rows: [],
        batches: [0],
      });
    }
  });

  it("may have no columns", async () => {
    for (const maxRows of [undefined, 10]) {
      expect((await collect(engine, request("SELECT 0 AS d FROM range(5)", [], { maxRows }))).batches).toEqual([5]);
    }
  });

  it("keep the query's order when streamed", async () => {
    const shapes = [
      "SELECT range AS c0 FROM range(300000) ORDER BY hash(range)",
      "WITH t AS (SELECT range % 50000 AS c0, count(*) AS n FROM range(300000) GROUP BY ALL) SELECT c0 FROM t ORDER BY hash(c0)",
      "SELECT range AS c0 FROM range(300000)",
      "SELECT a.range AS c0 FROM range(300000) a JOIN range(150000) b ON a.range = b.range * 2 ORDER BY a.range DESC",
    ];
    for (const sql of shapes) {
      const streamed = await collect(engine, request(sql, [T.LONG]));
      for (const maxRows of [1, 300_000]) {
        const whole = await collect(engine, request(sql, [T.LONG], { maxRows }));
        expect(streamed.rows).toEqual(whole.rows);
      }
    }
  });

  it("end with their last row when nothing is ordered", async () => {
    for (const sql of [
      "SELECT DISTINCT range % 70000 AS c0 FROM range(400000)",
      "SELECT a.range AS c0 FROM range(100000) a FULL JOIN range(70000) b ON a.range = b.range + 50000",
    ]) {
      const streamed = await collect(engine, request(sql, [T.LONG]));
      const whole = await collect(engine, request(sql, [T.LONG], { maxRows: 1 }));
      expect(streamed.rows.length).toBe(whole.rows.length);
    }
  });

  it("fit the limits on rows and bytes", async () => {
    const rows = await collect(
      engine,
      request(
        "SELECT range AS c0 FROM range(25000)",
        [T.LONG],
        {},
        { limits: { maxBatchRows: 1000, maxBatchBytes: 1 << 20 } },
      ),
    );
    expect(Math.max(...rows.batches)).toBeLessThanOrEqual(1000);
    expect(rows.rows.map((r) => r[0])).toEqual(Array.from({ length: 25_000 }, (_, i) => BigInt(i)));
    const sizes: number[] = [];
    for await (const b of engine.execute(
      request(
        "SELECT repeat('x', 10000) AS c0 FROM range(4000)",
        [T.STRING],
        {},
        { limits: { maxBatchRows: 0, maxBatchBytes: 1 << 20 } },
      ),
    ))
      sizes.push(b.data.byteLength);
    expect(Math.max(...sizes)).toBeLessThan(3 << 20);
  });

  it("must have the statement's types", async () => {
    for (const maxRows of [undefined, 1]) {
      const e = await fault(collect(engine, request("SELECT 1::INTEGER AS c0", [T.LONG], { maxRows })));
      expect(e).toBeInstanceOf(InternalError);
      expect(e.message).toMatch(/column 0 is INTEGER/);
    }
  });
});

describe("failures", () => {
  const origins: readonly Origin[] = [0, 1].map((n) => ({ kind: "dataframe", fragment: `f${n}`, callSite: "x.py:1" }));
  const late = (n: number) =>
    `SELECT CASE WHEN range = ${n} THEN CAST('[DIVIDE_BY_ZERO]#0{"config":"\\"c\\""}' AS INTEGER) ELSE 1 END AS c0 FROM range(600000)`;

  it.each([0, 3000, 500_000, 599_999])("after %s rows are errors, never a short result", async (n) => {
    for (const maxRows of [undefined, 10, 600_000]) {
      const e = await fault(collect(engine, request(late(n), [T.INT], { maxRows }, { origins })));
      expect(e).toMatchObject({ condition: "DIVIDE_BY_ZERO", params: { config: '"c"' }, origin: origins[0] });
    }
  });

  it.each([0n, 3000n, 500_000n])("of a kernel after %s rows carry its condition", async (n) => {
    for (const maxRows of [undefined, 10]) {
      const k = failAt(n);
      const e = await fault(
        collect(
          engine,
          request(`SELECT ${k.name}(range) AS c0 FROM range(600000)`, [T.LONG], { kernels: [k], maxRows }, { origins }),
        ),
      );
      expect(e).toMatchObject({ condition: "CAST_OVERFLOW", origin: origins[1] });
      expect((e as SparkError).params["value"]).toBe(`{"${n}'}`);
    }
  });

  it("of DuckDB's own become Spark's conditions", async () => {
    const cases: readonly (readonly [string, T.DataType, string])[] = [
      ["SELECT (2147483647)::INTEGER + range::INTEGER AS c0 FROM range(2)", T.INT, "ARITHMETIC_OVERFLOW"],
      ["SELECT (9223372036854775807 - range) * 3 AS c0 FROM range(2)", T.LONG, "ARITHMETIC_OVERFLOW"],
      ["SELECT (300 + range)::TINYINT AS c0 FROM range(2)", T.BYTE, "CAST_OVERFLOW"],
      ["SELECT ('x' || range)::INTEGER AS c0 FROM range(2)", T.INT, "CAST_INVALID_INPUT"],
      [
        "SELECT (12345 + range)::DECIMAL(4,0) AS c0 FROM range(2)",
        T.decimal(4, 0),
        "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
      ],
      ["SELECT (SELECT range FROM range(3)) AS c0", T.LONG, "SCALAR_SUBQUERY_TOO_MANY_ROWS"],
    ];
    for (const [sql, type, condition] of cases) {
      for (const maxRows of [undefined, 10])
        expect(await fault(collect(engine, request(sql, [type], { maxRows }))), sql).toMatchObject({ condition });
    }
  });

  it("that nobody foresaw are faults of ours, with their text", async () => {
    const crash = await fault(
      collect(
        engine,
        request("SELECT k_crash(range) AS c0 FROM range(2)", [T.LONG], {
          kernels: [kernel("crash", [T.LONG], T.LONG)],
        }),
      ),
    );
    expect(crash).toBeInstanceOf(InternalError);
    expect(crash.message).toMatch(/not a user's fault/);
    const syntax = await fault(collect(engine, request("SELECT FROM", [T.LONG])));
    expect(syntax).toBeInstanceOf(InternalError);
    expect(syntax.message).toMatch(/Parser Error/);
  });

  it("leave the engine usable", async () => {
    expect((await collect(engine, request("SELECT 1::INTEGER AS c0", [T.INT]))).rows).toEqual([[1]]);
  });
});

describe("cancellation", () => {
  it("rejects at once and frees the connection", async () => {
    for (const maxRows of [undefined, 1]) {
      const controller = new AbortController();
      const failed = fault(collect(engine, request(HEAVY, [T.DOUBLE], { maxRows }, { signal: controller.signal })));
      await sleep(150);
      const start = performance.now();
      controller.abort();
      expect(await failed).toMatchObject({ condition: "OPERATION_CANCELED" });
      expect(performance.now() - start).toBeLessThan(100);
    }
    // All three connections are there again.
    const results = await Promise.all(
      [1, 2, 3].map((n) => collect(engine, request(`SELECT ${n}::INTEGER AS c0`, [T.INT]))),
    );
    expect(results.map((r) => r.rows)).toEqual([[[1]], [[2]], [[3]]]);
  });

  it("works while waiting for a connection, and before the start", async () => {
    const controllers = Array.from({ length: 5 }, () => new AbortController());
    const runs = controllers.map((c) => fault(collect(engine, request(HEAVY, [T.DOUBLE], {}, { signal: c.signal }))));
    await sleep(100);
    for (const c of controllers.toReversed()) c.abort();
    for (const run of runs) expect(await run).toMatchObject({ condition: "OPERATION_CANCELED" });
    expect((await collect(engine, request("SELECT 1::INTEGER AS c0", [T.INT]))).rows).toEqual([[1]]);
    expect(await fault(collect(engine, request(HEAVY, [T.DOUBLE], {}, { signal: AbortSignal.abort() })))).toMatchObject(
      { condition: "OPERATION_CANCELED" },
    );
  });

  it("does not wait for a consumer that is busy elsewhere", async () => {
    const held = Array.from({ length: 3 }, async () => {
      const controller = new AbortController();
      const rows = engine.execute(
        request("SELECT range AS c0 FROM range(1000000000)", [T.LONG], {}, { signal: controller.signal }),
      );
      await rows[Symbol.asyncIterator]().next();
      controller.abort();
    });
    await Promise.all(held);
    // All connections were taken; this one gets one although nobody has left the iterations.
    expect((await collect(engine, request("SELECT 1::INTEGER AS c0", [T.INT]))).rows).toEqual([[1]]);
  });

  it("follows from leaving the iteration", async () => {
    for (let i = 0; i < 6; i++) {
      for await (const batch of engine.execute(request("SELECT range AS c0 FROM range(100000000)", [T.LONG]))) {
        expect(batch.rows).toBeGreaterThan(0);
        break;
      }
    }
    expect((await collect(engine, request("SELECT 1::INTEGER AS c0", [T.INT]))).rows).toEqual([[1]]);
  });
});

describe("back-pressure", () => {
  it("keeps a bounded number of bytes under way", async () => {
    const small = await testEngine({ flow: { perStatement: 1 << 20, total: 1 << 30 } }, ENTRY);
    try {
      const before = process.memoryUsage.rss();
      const iterator = small
        .execute(request("SELECT range AS c0, range AS c1 FROM range(30000000)", [T.LONG, T.LONG]))
        [Symbol.asyncIterator]();
      await iterator.next();
      await sleep(500);
      expect(process.memoryUsage.rss() - before).toBeLessThan(250 << 20);
      await iterator.return?.();
    } finally {
      await small.close();
    }
  });
});

describe("the thread", () => {
  it("that dies fails what runs, and the next statement starts another", async () => {
    const mortal = await testEngine({}, ENTRY);
    try {
      const other = fault(collect(mortal, request(HEAVY, [T.DOUBLE])));
      await sleep(200);
      const e = await fault(
        collect(
          mortal,
          request("SELECT k_break_thread(range) AS c0 FROM range(100000000)", [T.LONG], {
            kernels: [kernel("break_thread", [T.LONG], T.LONG)],
          }),
        ),
      );
      expect(e).toBeInstanceOf(InternalError);
      expect(e.message).toMatch(/engine's thread ended: broken/);
      expect((await other).message).toMatch(/engine's thread ended/);
      expect((await collect(mortal, request("SELECT 1::INTEGER AS c0", [T.INT]))).rows).toEqual([[1]]);
    } finally {
      await mortal.close();
    }
  });

  it("whose heap fills fails what runs, and the next statement starts another", async () => {
    const hoarder = await testEngine({ heapLimit: 64 << 20 }, ENTRY);
    try {
      const other = fault(collect(hoarder, request(HEAVY, [T.DOUBLE])));
      await sleep(200);
      for (let life = 0; life < 2; life++) {
        const e = await fault(
          collect(
            hoarder,
            request("SELECT k_hoard(range) AS c0 FROM range(100000000)", [T.LONG], {
              kernels: [kernel("hoard", [T.LONG], T.LONG)],
            }),
          ),
        );
        expect(e).toMatchObject({ condition: "OUT_OF_MEMORY" });
        expect(e.message).toContain("heap of the query engine's thread");
        expect((await collect(hoarder, request("SELECT 1::INTEGER AS c0", [T.INT]))).rows).toEqual([[1]]);
      }
      expect(await other).toMatchObject({ condition: "OUT_OF_MEMORY" });
    } finally {
      await hoarder.close();
    }
    for (let i = 0; i < 200 && hoarder.lingers; i++) await sleep(50);
    expect(hoarder.lingers).toBe(false);
  }, 120_000);

  it("closes during a stream", async () => {
    const closing = await testEngine({}, ENTRY);
    const run = fault(collect(closing, request(HEAVY, [T.DOUBLE])));
    await sleep(200);
    const start = performance.now();
    await closing.close();
    expect(performance.now() - start).toBeLessThan(3000);
    expect(await run).toBeInstanceOf(Error);
  });

  it("serves many statements at once", async () => {
    const rows = (n: number): Value[][] => Array.from({ length: 5000 }, (_, i) => [BigInt(i), `${n}`]);
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        collect(
          engine,
          request(`SELECT range AS c0, '${n}' AS c1 FROM range(5000)`, [T.LONG, T.STRING], {
            maxRows: n % 2 ? undefined : 5000,
          }),
        ),
      ),
    );
    all.forEach((r, n) => expect(r.rows).toEqual(rows(n)));
  });
});
