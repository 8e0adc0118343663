/** A table with columns of every atomic type and some nested ones, filled with NULLs, edge values and plain ones. */
import { valuesToStream } from "../../../src/arrow/build-column.ts";
import * as T from "../../../src/types/data-type.ts";
import type { DataType, StructType } from "../../../src/types/data-type.ts";
import type { Decimal, Value } from "../../../src/types/value.ts";
import { randomOf } from "../values.ts";

const { decimal } = T;
const dec = (text: string): Decimal => {
  const [whole = "0", part = ""] = text.split(".");
  return { unscaled: BigInt(`${whole}${part}`), scale: part.length };
};
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const list = (...items: readonly Value[]): Value => items;
const mapOf = (...entries: readonly (readonly [Value, Value])[]): Value => ({ entries });
const structOf = (...fields: readonly Value[]): Value => ({ fields });
const micros = (iso: string): bigint =>
  BigInt(Date.parse(`${iso.slice(0, 19)}Z`)) * 1000n + BigInt((iso.slice(20) || "0").padEnd(6, "0"));
const days = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

const FLOATS = [
  0,
  -0,
  1,
  -1,
  0.5,
  1.5,
  2.5,
  -2.5,
  0.1,
  100,
  1e10,
  -1e10,
  NaN,
  Infinity,
  -Infinity,
  3.4028234663852886e38,
  1.401298464324817e-45,
];
const INTS = [0, 1, -1, 2, 3, 5, 7, 10, 12, 31, 100, -100, 127, -128];
const INSTANTS = [
  "1970-01-01T00:00:00",
  "1969-12-31T23:59:59.999999",
  "2024-02-29T12:34:56.789123",
  "2024-03-10T10:30:00",
  "2024-11-03T09:30:00.5",
  "2024-03-10T02:30:00",
  "2024-11-03T01:30:00",
  "2023-12-31T23:59:59.999999",
  "1883-11-18T12:00:00",
  "1582-10-15T00:00:00",
  "0001-01-01T00:00:00",
  "9999-12-31T23:59:59.999999",
  "2000-01-31T08:00:00.001",
];

/** A column: its name, type, and the values it draws from. */
export interface PoolColumn {
  readonly name: string;
  readonly type: DataType;
  readonly pool: readonly Value[];
}

const numberText = [
  "0",
  "1",
  "-7",
  "12.5",
  " 42 ",
  "1e3",
  "2147483648",
  "abc",
  "",
  "NaN",
  "-Infinity",
  "0x1F",
  "1.",
  ".5",
  "+3",
  "99999999999999999999",
];
const dateText = [
  "2024-02-29",
  "2024-2-9",
  "2023-02-29",
  "1970-01-01 00:00:00",
  "2024-03-10 02:30:00",
  "2024-11-03T01:30:00.123456",
  "0001-01-01",
  "9999-12-31 23:59:59.999999",
  "2024",
  "2024-05",
  "12:30:00",
  "2024-06-15T12:00:00+05:30",
  "2024-06-15 12:00:00 America/New_York",
  "x",
  "",
];
const texts = [
  "",
  "a",
  "abc",
  "ABC",
  "Hello World",
  "hello",
  "ß",
  "Straße",
  "ÄÖÜ",
  "İ",
  "日本語",
  "😀x",
  "e\u0301",
  " a b ",
  "a,b,c",
  "a%b_c",
  "x\\y",
  "aaa",
  "tab\tnew\nline",
  '{"a": 1, "b": [1, null]}',
  "[1, 2, 3]",
  "http://u:p@spark.apache.org:80/path?q=1&r=2#f",
];

const integers = (bits: number): readonly number[] => [
  ...INTS.filter((n) => n >= -(2 ** (bits - 1)) && n < 2 ** (bits - 1)),
  2 ** (bits - 1) - 1,
  -(2 ** (bits - 1)),
];
const longs = [
  ...INTS.map(BigInt),
  2147483647n,
  -2147483648n,
  9223372036854775807n,
  -9223372036854775808n,
  1700000000000000n,
];

const column = (name: string, type: DataType, pool: readonly Value[]): PoolColumn => ({ name, type, pool });

/** Two columns of most types, so that operators meet different values of one type. */
export const poolColumns: readonly PoolColumn[] = [
  column("b1", T.BOOLEAN, [true, false]),
  column("b2", T.BOOLEAN, [true, false]),
  column("y1", T.BYTE, integers(8)),
  column("y2", T.BYTE, integers(8)),
  column("h1", T.SHORT, integers(16)),
  column("h2", T.SHORT, integers(16)),
  column("i1", T.INT, integers(32)),
  column("i2", T.INT, integers(32)),
  column("ix", T.INT, [0, 1, 2, 3, -1, -2, 4, 5]),
  column("l1", T.LONG, longs),
  column("l2", T.LONG, longs),
  column("f1", T.FLOAT, FLOATS.map(Math.fround)),
  column("f2", T.FLOAT, FLOATS.map(Math.fround)),
  column("d1", T.DOUBLE, [...FLOATS, Number.MAX_VALUE, 5e-324, 9007199254740992, 1e-10, 123456.789]),
  column("d2", T.DOUBLE, [...FLOATS, 4.9e-324, -123456.789, 3.7]),
  column(
    "n1",
    decimal(5, 2),
    ["0.00", "1.00", "-1.00", "0.01", "2.50", "-2.50", "0.05", "999.99", "-999.99", "12.34"].map(dec),
  ),
  column(
    "n2",
    decimal(18, 6),
    [
      "0.000000",
      "1.000000",
      "-1.500000",
      "0.000001",
      "999999999999.999999",
      "-999999999999.999999",
      "3.141593",
      "0.500000",
    ].map(dec),
  ),
  column(
    "n3",
    decimal(38, 10),
    [
      "0.0000000000",
      "1.0000000000",
      "-1.5000000000",
      "0.0000000001",
      "9999999999999999999999999999.9999999999",
      "-9999999999999999999999999999.9999999999",
      "7.2500000000",
    ].map(dec),
  ),
  column(
    "n4",
    decimal(38, 0),
    ["0", "1", "-3", "99999999999999999999999999999999999999", "-99999999999999999999999999999999999999", "10"].map(
      dec,
    ),
  ),
  column("n5", decimal(10, 0), ["0", "1", "-7", "9999999999", "-9999999999", "25"].map(dec)),
  column("s1", T.STRING, texts),
  column("s2", T.STRING, [...texts.slice(0, 12), "b", "l", "o", ",", "%b%", "a_c"]),
  column("sn", T.STRING, numberText),
  column("sd", T.STRING, dateText),
  column("x1", T.BINARY, ["", "00", "61", "616263", "ff", "e697a5", "deadbeef"].map(bytes)),
  column("x2", T.BINARY, ["", "00", "61", "6162", "ff00"].map(bytes)),
  column(
    "t1",
    T.DATE,
    [
      "1970-01-01",
      "2024-02-29",
      "2023-12-31",
      "2024-01-31",
      "0001-01-01",
      "9999-12-31",
      "1582-10-15",
      "1582-10-04",
      "2000-06-15",
      "1969-12-31",
    ].map(days),
  ),
  column("t2", T.DATE, ["1970-01-01", "2024-03-31", "2024-02-28", "2100-02-28", "1900-03-01"].map(days)),
  column("z1", T.TIMESTAMP, INSTANTS.map(micros)),
  column("z2", T.TIMESTAMP, INSTANTS.map(micros)),
  column("w1", T.TIMESTAMP_NTZ, INSTANTS.map(micros)),
  column("w2", T.TIMESTAMP_NTZ, INSTANTS.map(micros)),
  column("ym", T.YEAR_MONTH_INTERVAL, [0, 1, -1, 12, 14, -25, 2147483647, -2147483648]),
  column("dt", T.DAY_TIME_INTERVAL, [
    0n,
    1n,
    -1n,
    86400000000n,
    93784567890n,
    -3600000000n,
    9223372036854775807n,
    -9223372036854775808n,
  ]),
  column("ai", T.array(T.INT), [
    list(),
    list(1),
    list(1, 2, 3),
    list(3, null, 1, 3),
    list(null),
    list(5, 4),
    list(2147483647, 1),
  ]),
  column("aj", T.array(T.INT), [list(), list(1, 2), list(2, null), list(null, null), list(7)]),
  column("as", T.array(T.STRING), [list(), list("a"), list("b", null, "a"), list("", "日本"), list("abc", "abc")]),
  column("ad", T.array(T.DOUBLE), [list(), list(NaN, 1), list(-0, 0, null), list(Infinity, 2.5, NaN)]),
  column("aa", T.array(T.array(T.INT)), [list(), list(list(1), list(2, 3)), list(null, list()), list(list(null))]),
  column("m1", T.map(T.STRING, T.INT), [
    mapOf(),
    mapOf(["a", 1]),
    mapOf(["a", 1], ["b", null]),
    mapOf(["", 0], ["日本", 7]),
  ]),
  column("m2", T.map(T.INT, T.DOUBLE), [mapOf(), mapOf([1, 0.5]), mapOf([2, NaN], [1, null])]),
  column("st", T.struct([T.field("a", T.INT), T.field("b", T.STRING)]), [
    structOf(1, "x"),
    structOf(null, "y"),
    structOf(2, null),
    structOf(null, null),
  ]),
];

/** The table's schema: a row number, then the pool columns. */
export const typedSchema: StructType = T.struct([
  T.field("id", T.INT, false),
  ...poolColumns.map((c) => T.field(c.name, c.type)),
]);

/** Rows drawn by a seed; the first is all NULL. */
export function typedRows(count: number, seed: number): readonly (readonly Value[])[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, (_, id) => [
    id,
    ...poolColumns.map(({ pool }) =>
      id === 0 || random() < 0.08 ? null : (pool[Math.floor(random() * pool.length)] ?? null),
    ),
  ]);
}

/** Rows of the typed table as one Arrow stream. */
export const typedStream = (rows: readonly (readonly Value[])[]): Uint8Array =>
  valuesToStream(typedSchema, rows, { timeZone: "UTC", useLargeVarTypes: false });
