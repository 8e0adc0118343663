import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../backends/duckdb/worker-client.ts";
import { kernels } from "../../src/kernels/index.ts";
import {
  CALENDAR_INTERVAL,
  DATE,
  type DataType,
  DAY_TIME_INTERVAL,
  decimal,
  DOUBLE,
  INT,
  LONG,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  YEAR_MONTH_INTERVAL,
} from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";
import { testEngine } from "../harness/duckdb-engine.ts";
import { call, col, lit, plan, project, values } from "../harness/plans.ts";
import { answers } from "./run-plan.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine.close());

const micros = (text: string): bigint => BigInt(Date.parse(`${text}Z`)) * 1000n;
/** Around New York's gap (March 9, 2014, 7:00 UTC) and overlap (November 2, 2014, 6:00 UTC), and far away. */
const instants: readonly Value[] = [
  null,
  0n,
  -1n,
  1_500_000n,
  micros("2014-03-09T06:59:59"),
  micros("2014-03-09T07:30:00"),
  micros("2014-03-08T07:30:00.250"),
  micros("2014-11-02T05:30:00"),
  micros("2014-11-02T06:30:00"),
  micros("2014-11-01T05:30:00"),
  micros("2014-11-03T06:30:00"),
  micros("2000-02-29T23:59:59.999"),
  micros("1969-12-31T12:00:00"),
  micros("1901-05-05T01:02:03"),
  micros("2020-12-31T23:30:00"),
];
const days: readonly Value[] = [null, 0, -1, 11_016, 16_138, 16_376, 18_321, 18_322, 18_627, -700_000, 40_000];
const ZONES = ["UTC", "America/New_York", "+05:30", "Asia/Kolkata", "Australia/Lord_Howe"];

/** The lowering's answers beside the kernel's: arguments are columns, or constants where one is given. */
async function both(
  name: string,
  args: readonly (DataType | readonly [DataType, Value])[],
  returns: DataType,
  rows: readonly (readonly Value[])[],
  timeZone: string,
  kernelName = name,
) {
  const isConstant = (a: DataType | readonly [DataType, Value]): a is readonly [DataType, Value] => Array.isArray(a);
  const types = args.map((a) => (isConstant(a) ? a[0] : a));
  const columns = args.filter((a) => !isConstant(a)) as readonly DataType[];
  const input = values(columns, rows);
  let next = 0;
  const read = call(
    name,
    args.map((a) => (isConstant(a) ? lit(a[1], a[0]) : col(input, next++))),
    returns,
    { nullable: true },
  );
  const found = kernels[kernelName];
  if (found === undefined) throw new Error(`no kernel ${kernelName}`);
  const constants = args.map((a) => (isConstant(a) ? a[1] : undefined));
  const bound = found.bind({
    argTypes: types,
    returnType: returns,
    constants,
    mode: "ansi",
    settings: { timeZone, mapKeyDedupPolicy: "EXCEPTION" },
  });
  const expected = rows.map((row) => {
    let at = 0;
    const full = args.map((a) => (isConstant(a) ? a[1] : (row[at++] ?? null)));
    return found.nulls === "propagate" && full.includes(null) ? null : bound(...full);
  });
  const lowered = (await answers(engine, plan(project(input, read)), { timeZone })).map((r) => r[0]);
  return { lowered, expected };
}

const ts = instants.map((t) => [t] as const);
const ds = days.map((d) => [d] as const);
const cross = (a: readonly Value[], b: readonly Value[]) => a.flatMap((x) => b.map((y) => [x, y] as const));
const text = (value: string) => [STRING, value] as const;
const HOUR = 3_600_000_000n;
const spans: readonly Value[] = [0n, 1n, -1n, HOUR, -25n * HOUR, 24n * HOUR, 48n * HOUR + 5n, -24n * HOUR];
const calendars: readonly Value[] = [
  { months: 1, days: 1, micros: HOUR },
  { months: -1, days: 0, micros: 0n },
  { months: 0, days: -1, micros: -5n },
  { months: 0, days: 0, micros: 0n },
];
const wholeDays: readonly Value[] = [
  { months: 1, days: 1, micros: 0n },
  { months: -13, days: -1, micros: 0n },
];

type Case = readonly [
  string,
  readonly (DataType | readonly [DataType, Value])[],
  DataType,
  readonly (readonly Value[])[],
  string?,
];
const cases: readonly Case[] = [
  ...["year", "quarter", "month", "day", "dayofweek", "weekday", "dayofyear", "weekofyear", "__year_of_week"].map(
    (f): Case => [f, [DATE], INT, ds],
  ),
  ["dayname", [DATE], STRING, ds],
  ["monthname", [DATE], STRING, ds],
  ["last_day", [DATE], DATE, ds],
  ["unix_date", [DATE], INT, ds],
  ["date_from_unix_date", [INT], DATE, ds],
  ["date_add", [DATE, INT], DATE, cross(days, [1, -400, null])],
  ["date_sub", [DATE, INT], DATE, cross(days, [1, -400])],
  ["datediff", [DATE, DATE], INT, cross(days, days)],
  ["add_months", [DATE, INT], DATE, cross(days, [1, -1, 13, 0])],
  ["next_day", [DATE, text("tu")], DATE, ds],
  ["next_day", [DATE, text("Sunday")], DATE, ds],
  ...["year", "QUARTER", "mm", "week", "day"].map((u): Case => ["trunc", [DATE, text(u)], DATE, ds]),
  ...["hour", "minute", "second"].flatMap((f): Case[] => [
    [f, [TIMESTAMP], INT, ts],
    [f, [TIMESTAMP_NTZ], INT, ts],
  ]),
  ["__second_fraction", [TIMESTAMP], decimal(8, 6), ts],
  ...["YEAR", "quarter", "MM", "week", "dd", "hour", "minute", "second", "millisecond", "microsecond", "x"].map(
    (u): Case => ["date_trunc", [text(u), TIMESTAMP], TIMESTAMP, ts],
  ),
  ["months_between", [TIMESTAMP, TIMESTAMP, [{ kind: "boolean" }, true]], DOUBLE, cross(instants, instants)],
  ["months_between", [TIMESTAMP, TIMESTAMP, [{ kind: "boolean" }, false]], DOUBLE, cross(instants, instants)],
  ...["YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND"].flatMap(
    (u): Case[] => [
      ["timestampadd", [text(u), LONG, TIMESTAMP], TIMESTAMP, cross([1n, -1n, 5n], instants)],
      ["timestampadd", [text(u), LONG, TIMESTAMP_NTZ], TIMESTAMP_NTZ, cross([1n, -3n], instants)],
      ["timestampdiff", [text(u), TIMESTAMP, TIMESTAMP], LONG, cross(instants, instants)],
    ],
  ),
  ["unix_seconds", [TIMESTAMP], LONG, ts],
  ["unix_millis", [TIMESTAMP], LONG, ts],
  ["unix_micros", [TIMESTAMP], LONG, ts],
  ["unix_timestamp", [TIMESTAMP, STRING], LONG, instants.map((t) => [t, "x"])],
  ["unix_timestamp", [DATE, STRING], LONG, days.map((d) => [d, "x"])],
  ["timestamp_seconds", [INT], TIMESTAMP, [[0], [-5], [1_400_000_000], [null]]],
  ["timestamp_millis", [INT], TIMESTAMP, [[0], [-5], [1_400_000_000], [null]]],
  ["timestamp_micros", [LONG], TIMESTAMP, [[0n], [-5n], [1_400_000_000_000_000n], [null]]],
  [
    "from_unixtime",
    [LONG, text("yyyy-MM-dd HH:mm:ss")],
    STRING,
    [[0n], [-5n], [1_415_000_000n], [null], [-70_000_000_000n], [253_402_300_800n]],
  ],
  ["date_format", [TIMESTAMP, text("yyyy/MM/dd HH:mm:ss.SSS")], STRING, ts],
  ["date_format", [TIMESTAMP, text("E, d. MMM yyyy h:mm a")], STRING, ts],
  ["date_format", [TIMESTAMP, text("yy QQ DDD")], STRING, ts],
  ["from_utc_timestamp", [TIMESTAMP, text("America/New_York")], TIMESTAMP, ts],
  ["from_utc_timestamp", [TIMESTAMP, text("+02:00")], TIMESTAMP, ts],
  ["to_utc_timestamp", [TIMESTAMP, text("America/New_York")], TIMESTAMP, ts],
  ["convert_timezone", [text("America/New_York"), text("Asia/Tokyo"), TIMESTAMP_NTZ], TIMESTAMP_NTZ, ts],
  ["convert_timezone", [text("Asia/Tokyo"), TIMESTAMP_NTZ], TIMESTAMP_NTZ, ts],
  ["subtract_dates", [DATE, DATE], DAY_TIME_INTERVAL, cross(days, days)],
  ["subtract_timestamps", [TIMESTAMP, TIMESTAMP], DAY_TIME_INTERVAL, cross(instants, instants)],
  ["subtract_timestamps", [TIMESTAMP_NTZ, TIMESTAMP_NTZ], DAY_TIME_INTERVAL, cross(instants, instants)],
  ...["add", "sub"].flatMap((op): Case[] => [
    [`date_${op}_ym`, [DATE, YEAR_MONTH_INTERVAL], DATE, cross(days, [1, -13, 0])],
    [`date_${op}_days`, [DATE, DAY_TIME_INTERVAL], DATE, cross(days, [24n * HOUR, -48n * HOUR])],
    [`date_${op}_calendar`, [DATE, CALENDAR_INTERVAL], DATE, cross(days, wholeDays)],
    [`timestamp_${op}_dt`, [TIMESTAMP, DAY_TIME_INTERVAL], TIMESTAMP, cross(instants, spans)],
    [`timestamp_${op}_dt`, [TIMESTAMP_NTZ, DAY_TIME_INTERVAL], TIMESTAMP_NTZ, cross(instants, spans)],
    [`timestamp_${op}_ym`, [TIMESTAMP, YEAR_MONTH_INTERVAL], TIMESTAMP, cross(instants, [1, -1, 12])],
    [`timestamp_${op}_ym`, [TIMESTAMP_NTZ, YEAR_MONTH_INTERVAL], TIMESTAMP_NTZ, cross(instants, [1, -1, 12])],
    [`timestamp_${op}_calendar`, [TIMESTAMP, CALENDAR_INTERVAL], TIMESTAMP, cross(instants, calendars)],
    [`timestamp_${op}_calendar`, [TIMESTAMP_NTZ, CALENDAR_INTERVAL], TIMESTAMP_NTZ, cross(instants, calendars)],
  ]),
  ...["add", "subtract"].flatMap((op): Case[] => [
    [`interval_${op}`, [DAY_TIME_INTERVAL, DAY_TIME_INTERVAL], DAY_TIME_INTERVAL, cross(spans, spans)],
    [`interval_${op}`, [YEAR_MONTH_INTERVAL, YEAR_MONTH_INTERVAL], YEAR_MONTH_INTERVAL, cross([1, -7], [3, null])],
    [`interval_${op}`, [CALENDAR_INTERVAL, CALENDAR_INTERVAL], CALENDAR_INTERVAL, cross(calendars, calendars)],
  ]),
  ...["multiply", "divide"].flatMap((op): Case[] => [
    [`interval_${op}`, [DAY_TIME_INTERVAL, INT], DAY_TIME_INTERVAL, cross(spans, [3, -2, 7])],
    [`interval_${op}`, [DAY_TIME_INTERVAL, DOUBLE], DAY_TIME_INTERVAL, cross(spans, [1.5, -0.3])],
    [
      `interval_${op}`,
      [DAY_TIME_INTERVAL, decimal(4, 2)],
      DAY_TIME_INTERVAL,
      cross(spans, [
        { unscaled: 150n, scale: 2 },
        { unscaled: -33n, scale: 2 },
      ]),
    ],
    [`interval_${op}`, [YEAR_MONTH_INTERVAL, INT], YEAR_MONTH_INTERVAL, cross([1, -7, 5], [2, -3])],
    [`interval_${op}`, [CALENDAR_INTERVAL, DOUBLE], CALENDAR_INTERVAL, cross(calendars, [2, 0.5])],
  ]),
  ["interval_negate", [DAY_TIME_INTERVAL], DAY_TIME_INTERVAL, spans.map((s) => [s])],
  ["interval_negate", [CALENDAR_INTERVAL], CALENDAR_INTERVAL, calendars.map((s) => [s])],
  ["interval_abs", [YEAR_MONTH_INTERVAL], YEAR_MONTH_INTERVAL, [[-3], [4], [null]]],
  ...["year", "month"].map((f): Case => [`__interval_${f}`, [YEAR_MONTH_INTERVAL], INT, [[14], [-14], [null]]]),
  ...["day", "hour", "minute"].map(
    (f): Case => [`__interval_${f}`, [DAY_TIME_INTERVAL], INT, [...spans, 93_784_000_001n].map((s) => [s])],
  ),
  ["__interval_second", [DAY_TIME_INTERVAL], decimal(8, 6), [...spans, 93_784_000_001n].map((s) => [s])],
  ...["year", "month", "day", "hour", "minute"].map(
    (f): Case => [
      `__interval_${f}`,
      [CALENDAR_INTERVAL],
      INT,
      [[{ months: 14, days: 3, micros: 93_784_000_001n }], [{ months: -14, days: -3, micros: -93_784_000_001n }]],
    ],
  ),
];

describe.each(ZONES)("in %s DuckDB answers as the kernels do", (zone) => {
  it.each(cases.map((c, i) => [`${c[0]} ${i}`, c] as const))(
    "%s",
    async (_, [name, args, returns, rows, kernelName]) => {
      const { lowered, expected } = await both(name, args, returns, rows, zone, kernelName);
      const differing = rows.map((row, i) => ({ row, lowered: lowered[i], expected: expected[i] }));
      const show = (v: unknown) => JSON.stringify(v, (_k, x: unknown) => (typeof x === "bigint" ? `${x}n` : x));
      expect(differing.filter((d) => show(d.lowered) !== show(d.expected)).map(show)).toEqual([]);
    },
  );
});
