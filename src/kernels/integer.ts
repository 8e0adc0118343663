import type { DataType } from "../types/data-type.ts";

/** Bounds and names of Spark's integral types below 64 bits. */
export interface SmallInteger {
  readonly bits: 8 | 16 | 32;
  readonly min: number;
  readonly max: number;
  /** The JVM's name in overflow messages. */
  readonly javaName: string;
}

const SMALL_INTEGERS = {
  byte: { bits: 8, min: -128, max: 127, javaName: "byte" },
  short: { bits: 16, min: -32768, max: 32767, javaName: "short" },
  int: { bits: 32, min: -2147483648, max: 2147483647, javaName: "integer" },
} as const satisfies Record<string, SmallInteger>;

export const LONG_MIN = -(2n ** 63n);
export const LONG_MAX = 2n ** 63n - 1n;

/** The bounds of a BYTE, SHORT or INT; undefined for other types. */
export const smallInteger = (type: DataType): SmallInteger | undefined =>
  type.kind === "byte" || type.kind === "short" || type.kind === "int" ? SMALL_INTEGERS[type.kind] : undefined;

/** Keeps the low bits of a whole number, as the JVM's narrowing does. */
export const wrapSmall = (x: number, bits: 8 | 16 | 32): number =>
  bits === 32 ? x | 0 : (x << (32 - bits)) >> (32 - bits);

/** Keeps the low 64 bits. */
export const wrapLong = (x: bigint): bigint => BigInt.asIntN(64, x);

/** A double to an int as the JVM converts it: toward zero, saturating, NaN to 0. */
export const saturatingInt = (x: number): number =>
  x !== x ? 0 : x >= 2147483647 ? 2147483647 : x <= -2147483648 ? -2147483648 : Math.trunc(x) + 0;

/** A double to a long as the JVM converts it. */
export const saturatingLong = (x: number): bigint =>
  x !== x ? 0n : x >= 2 ** 63 ? LONG_MAX : x <= -(2 ** 63) ? LONG_MIN : BigInt(Math.trunc(x));
