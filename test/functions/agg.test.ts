import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../backends/duckdb/worker-client.ts";
import type { ReadAggregateCall, ReadRel, ReadWindow, ReadWindowCall } from "../../src/substrait/read/plan.ts";
import {
  array,
  type DataType,
  DAY_TIME_INTERVAL,
  decimal,
  DOUBLE,
  field,
  INT,
  LONG,
  STRING,
  struct,
  YEAR_MONTH_INTERVAL,
} from "../../src/types/data-type.ts";
import type { Decimal, Value } from "../../src/types/value.ts";
import { testEngine } from "../harness/duckdb-engine.ts";
import {
  aggregate,
  asc,
  call,
  cast,
  col,
  column,
  desc,
  int,
  lit,
  measure,
  plan,
  range,
  str,
  test,
  values,
} from "../harness/plans.ts";
import { answers } from "./run-plan.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine.close());

const dec = (text: string): Decimal => {
  const [whole = "", fraction = ""] = text.split(".");
  return { unscaled: BigInt(whole + fraction), scale: fraction.length };
};

async function one(
  types: readonly DataType[],
  rows: readonly (readonly Value[])[],
  make: (rel: ReadRel) => ReadAggregateCall,
): Promise<Value> {
  const input = values(types, rows);
  const found = await answers(engine, plan(aggregate(input, [], [make(input)])));
  return found[0]?.[0] ?? null;
}

const of =
  (name: string, type: DataType, options: Partial<ReadAggregateCall> = {}) =>
  (rel: ReadRel) =>
    measure(
      name,
      rel.columns.map((_, i) => col(rel, i)),
      type,
      options,
    );

describe("sums and means of decimals are exact, with Spark's types", () => {
  const data = [["0.11"], ["0.12"], ["-0.25"], ["0.07"]] as const;
  it.each([
    [5, 2, 9, 6, "0.012500"],
    [30, 2, 34, 6, "0.012500"],
    [20, 18, 24, 22, "0.0125000000000000000000"],
    [38, 38, 38, 38, "0.01250000000000000000000000000000000000"],
    [38, 0, 38, 4, "0.0000"],
  ])("avg(decimal(%i, %i))", async (p, s, rp, rs, answer) => {
    const rows = data.map(([t]) => {
      const d = dec(t);
      return [{ unscaled: s >= 2 ? d.unscaled * 10n ** BigInt(s - 2) : 0n, scale: s }] as const;
    });
    expect(await one([decimal(p, s)], rows, of("avg", decimal(rp, rs)))).toEqual(dec(answer));
  });

  it("rounds half up, negative means too", async () => {
    const rows = [["1.25"], ["2.50"], ["-0.10"]].map(([t]) => [dec(t ?? "")] as const);
    expect(await one([decimal(3, 2)], rows, of("avg", decimal(7, 6)))).toEqual(dec("1.216667"));
    const below = [["-1.00"], ["0.00"], ["0.00"], ["0.01"], ["0.01"], ["0.01"]].map(([t]) => [dec(t ?? "")] as const);
    expect(await one([decimal(3, 2)], below, of("avg", decimal(7, 6)))).toEqual({ unscaled: -161_667n, scale: 6 });
  });

  it("fails beyond 38 digits, or answers NULL", async () => {
    const rows = [[{ unscaled: 10n ** 38n - 1n, scale: 0 }], [{ unscaled: 1n, scale: 0 }]] as const;
    await expect(one([decimal(38, 0)], rows, of("sum", decimal(38, 0)))).rejects.toMatchObject({
      condition: "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
    });
    expect(await one([decimal(38, 0)], rows, of("try_sum", decimal(38, 0), { mode: "try" }))).toBeNull();
    expect(await one([decimal(38, 0)], rows, of("sum", decimal(38, 0), { mode: "legacy" }))).toBeNull();
  });
});

describe("sums of whole numbers", () => {
  const rows = [[2n ** 63n - 1n], [1n]] as const;
  it("fail, wrap or answer NULL when they overflow", async () => {
    await expect(one([LONG], rows, of("sum", LONG))).rejects.toMatchObject({ condition: "ARITHMETIC_OVERFLOW" });
    expect(await one([LONG], rows, of("sum", LONG, { mode: "legacy" }))).toBe(-(2n ** 63n));
    expect(await one([LONG], rows, of("try_sum", LONG, { mode: "try" }))).toBeNull();
    expect(await one([LONG], [], of("sum", LONG))).toBeNull();
  });
  it("see what overflows below them", async () => {
    const added = (rel: ReadRel) => measure("sum", [call("+", [col(rel, 0), lit(1n, LONG)], LONG)], LONG);
    await expect(one([LONG], [[2n ** 63n - 1n], [-10n]], added)).rejects.toMatchObject({
      condition: "ARITHMETIC_OVERFLOW",
    });
  });
  it("of intervals round half up in means", async () => {
    const day = 86_400_000_000n;
    expect(await one([DAY_TIME_INTERVAL], [[day], [2n * day], [2n * day]], of("avg", DAY_TIME_INTERVAL))).toBe(
      144_000_000_000n,
    );
    expect(await one([YEAR_MONTH_INTERVAL], [[-1], [-2]], of("avg", YEAR_MONTH_INTERVAL))).toBe(-2);
    expect(await one([YEAR_MONTH_INTERVAL], [[null]], of("avg", YEAR_MONTH_INTERVAL))).toBeNull();
  });
});

describe("counts", () => {
  const rows = [
    [1, 2],
    [1, null],
    [1, 2],
    [2, 2],
  ] as const;
  it("leave out rows with a NULL among the arguments", async () => {
    expect(await one([INT, INT], rows, of("count", LONG, { nullable: false }))).toBe(3n);
    expect(await one([INT, INT], rows, of("count", LONG, { nullable: false, distinct: true }))).toBe(2n);
    expect(await one([INT, INT], rows, () => measure("count", [int(1)], LONG, { nullable: false }))).toBe(4n);
  });
});

describe("statistics", () => {
  const x = [
    [1, 2],
    [2, 3.5],
    [4, 1],
    [10, 7],
  ] as const;
  const close = async (name: string, answer: number | null, rows: readonly (readonly Value[])[] = x, width = 2) => {
    const types = Array.from({ length: width }, () => DOUBLE);
    const found = await one(
      types,
      rows.map((r) => r.slice(0, width)),
      of(name, DOUBLE),
    );
    if (answer === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(answer, 12);
  };
  it("agree with Spark", async () => {
    await close("corr", 0.8069052822232733);
    await close("covar_samp", 8.541666666666666);
    await close(
      "regr_r2",
      0.65109613447982,
      x.map(([a, b]) => [a, b]),
    );
    await close("regr_slope", 1.238670694864048);
    await close("regr_intercept", 0.06948640483383794);
    await close("regr_sxx", 20.687500000000007);
    await close("stddev", 4.031128874149275, x, 1);
    await close("skewness", 0.8483206969390203, x, 1);
    await close("kurtosis", -0.9292307692307684, x, 1);
    await close("skewness", 0, [[1], [3]], 1);
    await close("skewness", null, [[1], [1]], 1);
    await close("kurtosis", null, [[1], [1]], 1);
    await close("stddev", null, [[1]], 1);
    await close("corr", null, [[1, 2]]);
  });
  it("divide by zero as Spark does", async () => {
    await expect(
      one(
        [DOUBLE, DOUBLE],
        [
          [1, 2],
          [1, 3],
        ],
        of("corr", DOUBLE),
      ),
    ).rejects.toMatchObject({ condition: "DIVIDE_BY_ZERO" });
  });
});

describe("percentiles", () => {
  const rows = [[1], [2], [4], [10], [11], [null]] as const;
  const shares = lit([0.1, 0.9], array(DOUBLE, false));
  it("interpolate by both neighbours", async () => {
    expect(await one([INT], rows, of("median", DOUBLE))).toBe(4);
    expect(
      await one([INT], rows, (r) => measure("percentile", [col(r, 0), shares, int(1)], array(DOUBLE, false))),
    ).toEqual([1.4, 10.600000000000001]);
    expect(
      await one([INT], rows, (r) => measure("percentile_approx", [col(r, 0), shares, int(10_000)], array(INT, false))),
    ).toEqual([1, 11]);
    expect(
      await one([INT], [], (r) => measure("percentile", [col(r, 0), lit(0.5, DOUBLE), int(1)], DOUBLE)),
    ).toBeNull();
  });
  it("follow WITHIN GROUP's order", async () => {
    const cont = (r: ReadRel, key = asc(col(r, 0))) =>
      measure("percentile_cont", [col(r, 0), lit(0.25, DOUBLE)], DOUBLE, { order: [key] });
    expect(await one([INT], [[0], [10]], (r) => cont(r))).toBe(2.5);
    expect(await one([INT], [[0], [10]], (r) => cont(r, desc(col(r, 0))))).toBe(7.5);
    expect(
      await one([INT], [[1], [2]], (r) =>
        measure("percentile_disc", [col(r, 0), lit(0.5, DOUBLE)], DOUBLE, { order: [desc(col(r, 0))] }),
      ),
    ).toBe(2);
    expect(await one([INT], [[1], [2]], (r) => measure("mode", [col(r, 0)], INT, { order: [asc(col(r, 0))] }))).toBe(1);
    expect(await one([INT], [[1], [2]], (r) => measure("mode", [col(r, 0)], INT, { order: [desc(col(r, 0))] }))).toBe(
      2,
    );
  });
});

describe("order inside nested values", () => {
  const A = array(INT);
  it("puts NULL first", async () => {
    const rows = [[[1, 2]], [[1, null]], [[1]], [null]] as const;
    expect(await one([A], rows, of("max", A))).toEqual([1, 2]);
    expect(await one([A], [[[1, null]], [[1, 0]]], of("max", A))).toEqual([1, 0]);
    expect(await one([A], [[[1, null]], [[1, 0]]], of("min", A))).toEqual([1, null]);
    expect(
      await one(
        [STRING, A],
        [
          ["a", [null]],
          ["b", [0]],
          [null, [7]],
        ],
        of("max_by", STRING),
      ),
    ).toBeNull();
  });
});

describe("approximate counts are Spark's own, bit for bit", () => {
  const count = async (rows: bigint, deviation?: number, type: DataType = LONG) => {
    const ids = range(0n, rows);
    const x = type.kind === "string" ? cast(col(ids, 0), type) : col(ids, 0);
    const args = deviation === undefined ? [x] : [x, lit(deviation, DOUBLE)];
    return (
      await answers(
        engine,
        plan(aggregate(ids, [], [measure("approx_count_distinct", args, LONG, { nullable: false })])),
      )
    )[0]?.[0];
  };
  it.each([
    [5000n, undefined, LONG, 4671n],
    [5000n, undefined, STRING, 4632n],
    [5000n, 0.2, LONG, 4700n],
    [5000n, 0.01, LONG, 4957n],
    [100_000n, undefined, LONG, 95_546n],
    [100_000n, 0.02, LONG, 100_183n],
    [0n, undefined, LONG, 0n],
  ] as const)("%s rows, %s, %o", async (rows, deviation, type, answer) => {
    expect(await count(rows, deviation, type)).toBe(answer);
  });
});

it("makes a histogram of nearest bins", async () => {
  const ids = range(0n, 10n);
  const bins = array(struct([field("x", LONG), field("y", DOUBLE)]));
  const found = await answers(
    engine,
    plan(aggregate(ids, [], [measure("histogram_numeric", [col(ids, 0), int(4)], bins)])),
  );
  expect(found[0]?.[0]).toEqual(
    [
      [1n, 3],
      [3n, 2],
      [5n, 2],
      [8n, 3],
    ].map((fields) => ({ fields })),
  );
});

describe("over windows", () => {
  const D = decimal(3, 2);
  const over = async (
    types: readonly DataType[],
    rows: readonly (readonly Value[])[],
    order: number,
    calls: (rel: ReadRel) => readonly ReadAggregateCall[],
  ) => {
    const input = values(types, rows);
    const frame = { unit: "range", lower: { kind: "unbounded" }, upper: { kind: "current_row" } } as const;
    const made = calls(input).map((c): ReadWindowCall => ({ ...c, frame }));
    const rel: ReadWindow = {
      kind: "window",
      input,
      partition: [],
      order: [asc(col(input, order))],
      calls: made,
      columns: [...input.columns, ...made.map((c) => column(c.type, c.nullable))],
    };
    return (await answers(engine, plan(rel))).map((r) => r.slice(types.length));
  };
  it("aggregates run along", async () => {
    const rows = [["1.10"], ["2.25"], ["3.35"]].map(([t]) => [dec(t ?? "")] as const);
    const found = await over([D], rows, 0, (r) => [
      of("sum", decimal(13, 2))(r),
      of("avg", decimal(7, 6))(r),
      of("count", LONG)(r),
      of("first", D)(r),
      of("last", D)(r),
      of("collect_list", array(D, false))(r),
      of("max", D)(r),
      measure("percentile", [col(r, 0), lit(1, DOUBLE), int(1)], DOUBLE),
    ]);
    const [a, b, c] = rows.map((r) => r[0]);
    expect(found).toEqual([
      [dec("1.10"), dec("1.100000"), 1n, a, a, [a], a, 1.1],
      [dec("3.35"), dec("1.675000"), 2n, a, b, [a, b], b, 2.25],
      [dec("6.70"), dec("2.233333"), 3n, a, c, [a, b, c], c, 3.35],
    ]);
  });
  it("NULLs can be passed over", async () => {
    const rows = [
      [null, 1],
      [5, 2],
      [null, 3],
      [7, 4],
    ] as const;
    const skip = { ignoreNulls: true };
    const found = await over([INT, INT], rows, 1, (r) => [
      measure("first", [col(r, 0)], INT, skip),
      measure("last", [col(r, 0)], INT, skip),
      measure("nth_value", [col(r, 0), int(2)], INT, skip),
      measure("lag", [col(r, 0), int(1), int(-1)], INT, skip),
      measure("row_number", [], INT, { nullable: false }),
      measure("rank", [col(r, 0)], INT),
      measure("ntile", [int(2)], INT),
      measure("cume_dist", [], DOUBLE),
    ]);
    expect(found).toEqual([
      [null, null, null, -1, 1, 1, 1, 0.25],
      [5, 5, null, -1, 2, 2, 1, 0.5],
      [5, 5, null, 5, 3, 3, 2, 0.75],
      [5, 7, 7, 5, 4, 4, 2, 1],
    ]);
  });
});

describe("lists and texts", () => {
  it("leave NULLs out", async () => {
    expect(await one([INT], [[1], [null], [1]], of("collect_list", array(INT, false), { nullable: false }))).toEqual([
      1, 1,
    ]);
    expect(await one([INT], [[null]], of("collect_set", array(INT, false), { nullable: false }))).toEqual([]);
    const joined = (r: ReadRel) =>
      measure("listagg", [col(r, 0), str("|")], STRING, { distinct: true, order: [asc(col(r, 0))] });
    expect(await one([STRING], [["b"], ["a"], [null], ["b"]], joined)).toBe("a|b");
    expect(await one([STRING], [[null]], joined)).toBeNull();
  });
  it("FILTER goes with conditions of their own", async () => {
    const kept = (name: string, type: DataType) => (r: ReadRel) =>
      measure(name, [col(r, 0)], type, { filter: test(">", col(r, 1), int(1)) });
    const rows = [
      [1, 1],
      [null, 2],
      [3, 3],
    ] as const;
    expect(await one([INT, INT], rows, kept("collect_list", array(INT, false)))).toEqual([3]);
    expect(await one([INT, INT], rows, kept("first", INT))).toBeNull();
    expect(await one([INT, INT], rows, (r) => ({ ...kept("first", INT)(r), ignoreNulls: true }))).toBe(3);
    expect(await one([INT, INT], rows, kept("sum", LONG))).toBe(3n);
  });
});
