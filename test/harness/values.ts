/** Values of every type for round trips: the ends of the ranges, the lengths where layouts change, and random ones. */
import * as T from "../../src/types/data-type.ts";
import type { DataType } from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";

/** A repeatable source of numbers in [0, 1). */
export function randomOf(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const texts = [
  "",
  "a",
  "twelve bytes",
  "thirteen byte",
  "héllo €",
  "日本語の長い文字列です",
  "\0nul",
  "x".repeat(300),
  "😀",
  "y".repeat(5000),
];

/** One value of the type; null one time in eight. */
export function anyValue(type: DataType, random: () => number): Value {
  if (random() < 0.125) return null;
  const pick = <V extends Value>(values: readonly V[]): V => values[Math.floor(random() * values.length)] as V;
  const bits = (n: number): bigint =>
    BigInt.asIntN(n, BigInt(Math.floor(random() * 2 ** 32)) * BigInt(Math.floor(random() * 2 ** 32)) * 7n - 3n);
  const int = (n: number): number => pick([0, 1, -1, 2 ** (n - 1) - 1, -(2 ** (n - 1)), Number(bits(n))]);
  const long = (): bigint => pick([0n, 1n, -1n, 2n ** 63n - 1n, -(2n ** 63n), bits(64)]);
  const many = <V>(make: () => V): V[] => Array.from({ length: pick([0, 1, 2, 3, 7]) }, make);
  const bytes = (): Uint8Array =>
    Uint8Array.from({ length: pick([0, 1, 12, 13, 100]) }, () => Math.floor(random() * 256));
  switch (type.kind) {
    case "null":
      return null;
    case "boolean":
      return random() < 0.5;
    case "byte":
      return int(8);
    case "short":
      return int(16);
    case "int":
    case "year_month_interval":
      return int(32);
    case "date":
      return pick([0, 1, -1, 2932896, -719162, 19000]);
    case "long":
    case "day_time_interval":
      return long();
    case "timestamp":
    case "timestamp_ntz":
      return pick([0n, 1n, -1n, 253402300799999999n, -62135596800000000n, 1700000000123456n]);
    case "time":
      return pick([0n, 1000n, 86399999999000n]);
    case "float":
      return pick([0, -0, 1.5, Infinity, -Infinity, NaN, Math.fround(random()), Math.fround(3.4e38)]);
    case "double":
      return pick([0, -0, 1.5, Infinity, -Infinity, NaN, random(), 5e-324, Number.MAX_VALUE]);
    case "decimal": {
      const most = 10n ** BigInt(type.precision) - 1n;
      return { unscaled: pick([0n, 1n, -1n, most, -most, bits(64) % most]), scale: type.scale };
    }
    case "string":
    case "char":
    case "varchar":
      return random() < 0.7 ? pick(texts) : `text ${Math.floor(random() * 1e9)} `.repeat(pick([1, 2, 5]));
    case "binary":
      return bytes();
    case "calendar_interval":
      return {
        months: int(32),
        days: int(32),
        micros: pick([0n, -1n, 9223372036854775n, -9223372036854775n, 86400000000n]),
      };
    case "variant":
      return { value: bytes(), metadata: bytes() };
    case "array":
      return many(() => anyValue(type.element, random));
    case "map":
      return {
        entries: many(() => [anyValue(type.key, random), anyValue(type.value, random)] as const).flatMap(
          ([k, v], i, all) =>
            k === null || all.findIndex(([other]) => printed(other) === printed(k)) < i ? [] : [[k, v] as const],
        ),
      };
    case "struct":
      return { fields: type.fields.map((f) => anyValue(f.type, random)) };
    case "udt":
      return anyValue(type.sqlType, random);
  }
}

/** A value as text that tells different values apart. */
export const printed = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) =>
    typeof v === "bigint"
      ? `${v}n`
      : v instanceof Uint8Array
        ? `bytes ${Buffer.from(v).toString("hex")}`
        : typeof v === "number" && (!Number.isFinite(v) || Object.is(v, -0))
          ? Object.is(v, -0)
            ? "-0"
            : String(v)
          : v,
  );

/** Types of every layout, flat and nested. */
export const layouts: readonly DataType[] = [
  T.NULL,
  T.BOOLEAN,
  T.BYTE,
  T.SHORT,
  T.INT,
  T.LONG,
  T.FLOAT,
  T.DOUBLE,
  T.decimal(4, 2),
  T.decimal(9, 0),
  T.decimal(18, 6),
  T.decimal(38, 10),
  T.STRING,
  { kind: "varchar", length: 9 },
  T.BINARY,
  T.DATE,
  T.TIMESTAMP,
  T.TIMESTAMP_NTZ,
  { kind: "time", precision: 6 },
  T.DAY_TIME_INTERVAL,
  T.YEAR_MONTH_INTERVAL,
  T.CALENDAR_INTERVAL,
  T.VARIANT,
  T.array(T.INT),
  T.array(T.STRING),
  T.array(T.array(T.BOOLEAN)),
  T.map(T.STRING, T.LONG),
  T.map(T.INT, T.array(T.STRING)),
  T.struct([T.field("a", T.INT), T.field("a", T.STRING)]),
  T.struct([]),
  T.struct([T.field("n", T.NULL), T.field("m", T.map(T.STRING, T.decimal(18, 2)))]),
  T.array(T.struct([T.field("x", T.BOOLEAN), T.field("y", T.array(T.DATE))])),
  T.array(T.VARIANT),
  T.array(T.NULL),
  { kind: "udt", sqlType: T.array(T.DOUBLE), pythonClass: "m.C" },
];
