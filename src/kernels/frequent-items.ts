/**
 * Frequent items as Spark's aggregate finds them in one partition (`FrequentItems.CollectFrequentItems`, after Karp,
 * Shenker and Papadimitriou), in the order of the hash table that Spark keeps them in (Scala's mutable HashMap).
 */
import type { DataType } from "../types/data-type.ts";
import type { Decimal, Value } from "../types/value.ts";
import { HASH_SEED, murmurOf } from "./hash-value.ts";

/** At most `size` of the values, among them all that make up more than 1 of `size` + 1 parts. NULL counts as a value. */
export function frequentItems(values: readonly Value[], type: DataType, size: number): Value[] {
  const counts = new Map<unknown, { readonly value: Value; count: number }>();
  const keyOf = equality(type);
  for (const value of values) {
    const key = keyOf(value);
    const known = counts.get(key);
    if (known !== undefined) known.count++;
    else if (counts.size < size) counts.set(key, { value, count: 1 });
    else for (const [other, entry] of counts) if (--entry.count === 0) counts.delete(other);
  }
  return inTableOrder(
    [...counts.values()].map((entry) => entry.value),
    type,
  );
}

/** The table starts with 16 places and doubles when three quarters of them are taken. */
function inTableOrder(values: readonly Value[], type: DataType): Value[] {
  let places = 16;
  while (values.length >= places * 0.75) places *= 2;
  const hashOf = javaHash(type);
  return values
    .map((value) => {
      const hash = value === null ? 0 : hashOf(value);
      return { value, hash: hash ^ (hash >>> 16) };
    })
    .sort((a, b) => (a.hash & (places - 1)) - (b.hash & (places - 1)) || a.hash - b.hash)
    .map(({ value }) => value);
}

/** What tells values apart as keys: NaN equals nothing, and neither do two pieces of bytes. */
function equality({ kind }: DataType): (value: Value) => unknown {
  switch (kind) {
    case "double":
    case "float":
      return (value) => (Number.isNaN(value) ? Symbol("NaN") : value);
    case "binary":
      return (value) => (value === null ? null : Symbol("bytes"));
    case "decimal":
      return (value) => (value === null ? null : String((value as Decimal).unscaled));
    case "array":
    case "map":
    case "struct":
    case "calendar_interval":
      return (value) => JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? `${v}n` : v));
    default:
      return (value) => value;
  }
}

const bits = new DataView(new ArrayBuffer(8));

const longHash = (value: bigint): number => {
  const small = BigInt.asIntN(32, value);
  return Number(small === value ? small : BigInt.asIntN(32, value ^ (BigInt.asUintN(64, value) >> 32n)));
};

/** Scala's `##` of a number: of the narrowest type that holds it. */
function numberHash(value: number, isFloat: boolean): number {
  if (Object.is(value | 0, value) || value === 0) return value | 0;
  const isWhole = Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
  if (isWhole) return longHash(BigInt(value));
  if (isFloat || Math.fround(value) === value) {
    bits.setFloat32(0, value);
    return bits.getInt32(0);
  }
  bits.setFloat64(0, value);
  return bits.getInt32(0) ^ bits.getInt32(4);
}

/** Java's hash code of a value in Spark's rows. */
function javaHash(type: DataType): (value: Value) => number {
  switch (type.kind) {
    case "boolean":
      return (value) => (value === true ? 1231 : 1237);
    case "byte":
    case "short":
    case "int":
    case "date":
    case "year_month_interval":
      return (value) => value as number;
    case "long":
    case "timestamp":
    case "timestamp_ntz":
    case "time":
    case "day_time_interval":
      return (value) => longHash(value as bigint);
    case "float":
      return (value) => numberHash(value as number, true);
    case "double":
      return (value) => numberHash(value as number, false);
    case "decimal":
      return (value) => decimalHash(value as Decimal);
    case "binary":
      // Spark hashes the address of the bytes: any order will do.
      return () => 1;
    default: {
      const hash = murmurOf(type);
      return (value) => hash(value, HASH_SEED);
    }
  }
}

/** `scala.math.BigDecimal.hashCode`: whole numbers and those that are a DOUBLE hash as they would there. */
function decimalHash({ unscaled, scale }: Decimal): number {
  const unit = 10n ** BigInt(scale);
  if (unscaled % unit === 0n) return longHash(BigInt.asIntN(64, unscaled / unit));
  return numberHash(Number(`${unscaled}e-${scale}`), false);
}
