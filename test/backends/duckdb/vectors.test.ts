import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KernelSpec } from "../../../backends/duckdb/statement.ts";
import type { Engine } from "../../../backends/duckdb/worker-client.ts";
import { valuesToStream } from "../../../src/arrow/build-column.ts";
import * as T from "../../../src/types/data-type.ts";
import type { Value } from "../../../src/types/value.ts";
import { testEngine } from "../../harness/duckdb-engine.ts";
import { anyValue, layouts, printed, randomOf } from "../../harness/values.ts";
import { collect, request } from "./engine-harness.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await testEngine({}, "test/backends/duckdb/test-worker.ts");
});
afterAll(() => engine.close());

const schema = T.struct(layouts.map((type, i) => T.field(`c${i}`, type)));
const random = randomOf(2);
const rows = Array.from({ length: 5003 }, () => layouts.map((type) => anyValue(type, random)));
const options = { timeZone: "UTC", useLargeVarTypes: false };
// Batches that end within chunks and within bytes of bitmaps.
const streams = [rows.slice(0, 1), rows.slice(1, 2100), [], rows.slice(2100)].map((part) =>
  valuesToStream(schema, part, options),
);
const inputs = new Map([["data", { streams, schema }]]);
const spec = { name: "input0", dataId: "data", columns: layouts.map((type) => ({ type, nullable: true })) };
const columns = layouts.map((_, i) => `c${i}`).join(", ");

function expectRows(actual: readonly (readonly Value[])[]): void {
  expect(actual.length).toBe(rows.length);
  for (const [r, row] of rows.entries())
    if (printed(actual[r]) !== printed(row)) expect(printed(actual[r]), `row ${r}`).toBe(printed(row));
}

const settings = { timeZone: "UTC", mapKeyDedupPolicy: "EXCEPTION" } as const;
const same = (type: T.DataType, i: number, kernel = "same"): KernelSpec => ({
  name: `${kernel}_${i}`,
  kernel,
  argTypes: [type],
  returnType: type,
  constants: [undefined],
  mode: "ansi",
  settings,
  deterministic: true,
});

describe("vectors", () => {
  it.each([undefined, 10_000])("carry every type from client rows to batches (at most %s rows)", async (maxRows) => {
    const { rows: actual } = await collect(
      engine,
      request(`SELECT ${columns} FROM input0()`, layouts, { inputs: [spec], maxRows }, { inputs }),
    );
    expectRows(actual);
  });

  it("carry every type through kernels", async () => {
    const kernels = layouts.map((type, i) => same(type, i));
    const calls = layouts.map((_, i) => `same_${i}(c${i})`).join(", ");
    const { rows: actual } = await collect(
      engine,
      request(`SELECT ${calls} FROM input0()`, layouts, { inputs: [spec], kernels }, { inputs }),
    );
    expectRows(actual);
  });

  it("let kernels see NULL, constant ones too", async () => {
    const kernels = layouts.map((type, i): KernelSpec => ({ ...same(type, i, "is_null"), returnType: T.BOOLEAN }));
    const calls = layouts.map((_, i) => `is_null_${i}(c${i})`).join(", ");
    const { rows: actual } = await collect(
      engine,
      request(
        `SELECT ${calls}, is_null_5(CAST(NULL AS BIGINT)) FROM input0()`,
        [...layouts.map(() => T.BOOLEAN), T.BOOLEAN],
        { inputs: [spec], kernels },
        { inputs },
      ),
    );
    expect(
      actual.every((row, r) => row.slice(0, -1).every((v, i) => v === (rows[r]?.[i] === null)) && row.at(-1) === true),
    ).toBe(true);
  });

  it("meet constants, several arguments and none", async () => {
    const concat = {
      kernel: "concat3",
      argTypes: [T.LONG, T.STRING, T.DOUBLE],
      returnType: T.STRING,
      mode: "ansi",
      settings,
      deterministic: true,
    } as const;
    const kernels: KernelSpec[] = [
      { ...concat, name: "concat_columns", constants: [undefined, undefined, undefined] },
      { ...concat, name: "concat_constant", constants: [undefined, "é", undefined] },
      { ...concat, name: "concat_null", constants: [undefined, null, undefined] },
      {
        ...concat,
        name: "count_calls",
        kernel: "count_calls",
        argTypes: [],
        returnType: T.INT,
        constants: [],
        deterministic: false,
      },
    ];
    const sql = `SELECT concat_columns(range, CASE WHEN range <> 4001 THEN 's' || range END, 1.5), concat_constant(range, 0.5), concat_null(range, 1),
      count_calls() FROM range(5000)`;
    const { rows: actual } = await collect(engine, request(sql, [T.STRING, T.STRING, T.STRING, T.INT], { kernels }));
    expect(actual[4000]).toEqual(["4000|s4000|1.5", "4000|é|0.5", null, 4001]);
    expect(actual[4001]).toEqual([null, "4001|é|0.5", null, 4002]);
    expect(actual.length).toBe(5000);
  });

  it("survive DuckDB's own work on nested values", async () => {
    const types = [T.array(T.INT), T.array(T.STRING), T.map(T.STRING, T.LONG)];
    const kernels = types.map((type, i) => same(type, 100 + i));
    const sql = `SELECT same_100(list_reverse(list_sort([range::int, 3, 1]))), same_101(list_filter(['a long enough string ' || range, NULL, 'b'], lambda x: x IS NOT NULL)),
      same_102(map(['key ' || range, 'another long key ' || range], [range, NULL])) FROM range(3000) WHERE range % 3 = 0 ORDER BY range`;
    const { rows: actual } = await collect(engine, request(sql, types, { kernels }));
    expect(actual.length).toBe(1000);
    expect(actual[999]).toEqual([
      [1, 3, 2997].reverse(),
      ["a long enough string 2997", "b"],
      {
        entries: [
          ["key 2997", 2997n],
          ["another long key 2997", null],
        ],
      },
    ]);
  });

  it("give 64-bit offsets when asked", async () => {
    const { rows: actual } = await collect(
      engine,
      request(`SELECT ${columns} FROM input0()`, layouts, { inputs: [spec] }, { inputs, useLargeVarTypes: true }),
    );
    expectRows(actual);
  });

  it("project and count without reading", async () => {
    const one = (sql: string, type: T.DataType) =>
      collect(engine, request(sql, [type], { inputs: [spec], maxRows: 1 }, { inputs }));
    expect((await one("SELECT count(*) FROM input0()", T.LONG)).rows).toEqual([[5003n]]);
    expect((await one("SELECT c5 FROM input0() LIMIT 1", T.LONG)).rows).toEqual([[rows[0]?.[5]]]);
  });

  it("keep two statements with the same input name apart", async () => {
    const data = (n: bigint) => {
      const s = T.struct([T.field("x", T.LONG)]);
      return new Map([
        [
          "data",
          {
            schema: s,
            streams: [
              valuesToStream(
                s,
                Array.from({ length: 50_000 }, () => [n]),
                options,
              ),
            ],
          },
        ],
      ]);
    };
    const totals = await Promise.all(
      [1n, 2n, 3n, 4n].map((n) =>
        collect(
          engine,
          request(
            "SELECT sum(c0)::BIGINT FROM input0()",
            [T.LONG],
            { inputs: [{ ...spec, columns: [] }], maxRows: 1 },
            { inputs: data(n) },
          ),
        ),
      ),
    );
    expect(totals.map((t) => t.rows)).toEqual([[[50_000n]], [[100_000n]], [[150_000n]], [[200_000n]]]);
  });
});
