import { SparkError } from "../errors/spark-error.ts";
import { type DataType, type DecimalType, isText } from "../types/data-type.ts";
import type { Decimal, Value } from "../types/value.ts";
import {
  decimalToDouble,
  decimalToPlainString,
  decimalToString,
  digitCount,
  fitDecimal,
  parseDecimal,
  truncateDecimal,
} from "./decimal.ts";
import { LONG_MAX, LONG_MIN, saturatingInt, saturatingLong, smallInteger, wrapLong, wrapSmall } from "./integer.ts";
import type { EvalMode } from "./kernel.ts";
import { castInvalidInput, castOverflow, decimalOutOfRange } from "./kernel-errors.ts";
import { nearestFloat, parseBoolean, parseDouble, parseFloat32, parseSmallWhole, parseWhole } from "./number-parse.ts";
import { doubleToString, floatToString } from "./number-text.ts";

/** Casts among numbers, booleans, text and binary. */

type Cast = (value: Value) => Value;

/** The cast of a non-null value; undefined for a pair that is not cast here. */
export function castScalar(from: DataType, to: DataType, mode: EvalMode): Cast | undefined {
  switch (to.kind) {
    case "string":
    case "char":
    case "varchar":
      return toText(from, mode);
    case "binary":
      return toBinary(from);
    case "boolean":
      return toBoolean(from, to, mode);
    case "byte":
    case "short":
    case "int":
      return toSmall(from, to, mode);
    case "long":
      return toLong(from, to, mode);
    case "float":
      return toFloat(from, to, mode);
    case "double":
      return toDouble(from, to, mode);
    case "decimal":
      return toDecimal(from, to, mode);
    default:
      return undefined;
  }
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const utf8Encoder = new TextEncoder();

function toText(from: DataType, mode: EvalMode): Cast | undefined {
  switch (from.kind) {
    case "boolean":
    case "byte":
    case "short":
    case "int":
    case "long":
      return (v) => String(v);
    case "float":
      return (v) => floatToString(v as number);
    case "double":
      return (v) => doubleToString(v as number);
    case "decimal":
      return mode === "legacy" ? (v) => decimalToString(v as Decimal) : (v) => decimalToPlainString(v as Decimal);
    case "binary":
      return (v) => utf8.decode(v as Uint8Array);
    default:
      return undefined;
  }
}

function toBinary(from: DataType): Cast | undefined {
  if (isText(from)) return (v) => utf8Encoder.encode(v as string);
  const bytes = ({ byte: 1, short: 2, int: 4, long: 8 } as Partial<Record<DataType["kind"], number>>)[from.kind];
  if (bytes === undefined) return undefined;
  return (v) => {
    const wide = Buffer.alloc(8);
    wide.writeBigInt64BE(BigInt(v as number | bigint));
    return new Uint8Array(wide.subarray(8 - bytes));
  };
}

/** What an unreadable text gives: an error in ANSI mode, else NULL. */
function unreadable(from: DataType, to: DataType, mode: EvalMode): (value: Value) => null {
  if (mode !== "ansi") return () => null;
  return (value) => {
    throw castInvalidInput(value, from, to);
  };
}

function toBoolean(from: DataType, to: DataType, mode: EvalMode): Cast | undefined {
  switch (from.kind) {
    case "string":
    case "char":
    case "varchar": {
      const bad = unreadable(from, to, mode);
      return (v) => parseBoolean(v as string) ?? bad(v);
    }
    case "byte":
    case "short":
    case "int":
    case "float":
    case "double":
      return (v) => v !== 0;
    case "long":
      return (v) => v !== 0n;
    case "decimal":
      return (v) => (v as Decimal).unscaled !== 0n;
    default:
      return undefined;
  }
}

function toSmall(from: DataType, to: DataType, mode: EvalMode): Cast | undefined {
  const width = smallInteger(to);
  if (width === undefined) return undefined;
  const { bits, min, max } = width;
  const outside: Cast = (v) => {
    if (mode === "ansi") throw castOverflow(v, from, to);
    return null;
  };
  switch (from.kind) {
    case "boolean":
      return (v) => (v === true ? 1 : 0);
    case "byte":
    case "short":
    case "int":
      if (mode === "legacy") return (v) => wrapSmall(v as number, bits);
      return (v) => ((v as number) < min || (v as number) > max ? outside(v) : v);
    case "long":
      if (mode === "legacy") return (v) => Number(BigInt.asIntN(bits, v as bigint));
      return (v) => {
        const n = Number(v);
        return n < min || n > max ? outside(v) : n;
      };
    case "float":
    case "double":
      if (mode === "legacy") return (v) => wrapSmall(saturatingInt(v as number), bits);
      return (v) => {
        const n = v as number;
        return Math.floor(n) <= max && Math.ceil(n) >= min ? Math.trunc(n) + 0 : outside(v);
      };
    case "decimal":
      if (mode === "legacy") return (v) => Number(BigInt.asIntN(bits, truncateDecimal(v as Decimal)));
      return (v) => {
        const n = truncateDecimal(v as Decimal);
        return n < BigInt(min) || n > BigInt(max) ? outside(v) : Number(n);
      };
    case "string":
    case "char":
    case "varchar": {
      const bad = unreadable(from, to, mode);
      const lenient = mode === "legacy";
      return (v) => parseSmallWhole(v as string, lenient, min, max) ?? bad(v);
    }
    default:
      return undefined;
  }
}

function toLong(from: DataType, to: DataType, mode: EvalMode): Cast | undefined {
  const outside: Cast = (v) => {
    if (mode === "ansi") throw castOverflow(v, from, to);
    return null;
  };
  switch (from.kind) {
    case "boolean":
      return (v) => (v === true ? 1n : 0n);
    case "byte":
    case "short":
    case "int":
      return (v) => BigInt(v as number);
    case "float":
    case "double":
      if (mode === "legacy") return (v) => saturatingLong(v as number);
      return (v) => {
        const n = v as number;
        // 2^63 itself passes: the JVM compares with Long.MAX_VALUE as a double.
        return Math.floor(n) <= 9223372036854775808 && Math.ceil(n) >= -9223372036854775808
          ? saturatingLong(n)
          : outside(v);
      };
    case "decimal":
      if (mode === "legacy") return (v) => wrapLong(truncateDecimal(v as Decimal));
      return (v) => {
        const n = truncateDecimal(v as Decimal);
        return n < LONG_MIN || n > LONG_MAX ? outside(v) : n;
      };
    case "string":
    case "char":
    case "varchar": {
      const bad = unreadable(from, to, mode);
      const lenient = mode === "legacy";
      return (v) => {
        const n = parseWhole(v as string, lenient);
        return n === undefined || n < LONG_MIN || n > LONG_MAX ? bad(v) : n;
      };
    }
    default:
      return undefined;
  }
}

function toFloat(from: DataType, to: DataType, mode: EvalMode): Cast | undefined {
  switch (from.kind) {
    case "boolean":
      return (v) => (v === true ? 1 : 0);
    case "byte":
    case "short":
    case "int":
    case "double":
      return (v) => Math.fround(v as number);
    case "long":
      return (v) => longToFloat(v as bigint);
    case "decimal":
      return (v) => nearestFloat(`${(v as Decimal).unscaled}e${-(v as Decimal).scale}`);
    case "string":
    case "char":
    case "varchar": {
      const bad = unreadable(from, to, mode);
      return (v) => parseFloat32(v as string) ?? bad(v);
    }
    default:
      return undefined;
  }
}

function longToFloat(v: bigint): number {
  const n = Number(v);
  return Number.isSafeInteger(n) ? Math.fround(n) : nearestFloat(v.toString());
}

function toDouble(from: DataType, to: DataType, mode: EvalMode): Cast | undefined {
  switch (from.kind) {
    case "boolean":
      return (v) => (v === true ? 1 : 0);
    case "byte":
    case "short":
    case "int":
    case "float":
      return (v) => v;
    case "long":
      return (v) => Number(v);
    case "decimal":
      return (v) => decimalToDouble(v as Decimal);
    case "string":
    case "char":
    case "varchar": {
      const bad = unreadable(from, to, mode);
      return (v) => parseDouble(v as string) ?? bad(v);
    }
    default:
      return undefined;
  }
}

function toDecimal(from: DataType, to: DecimalType, mode: EvalMode): Cast | undefined {
  const fit = (unscaled: bigint, scale: number): Decimal | null => {
    const fitted = fitDecimal(unscaled, scale, to);
    if (fitted !== undefined) return fitted;
    if (mode === "ansi") throw decimalOutOfRange({ unscaled, scale }, to);
    return null;
  };
  switch (from.kind) {
    case "boolean":
      return (v) => fit(v === true ? 1n : 0n, 0);
    case "byte":
    case "short":
    case "int":
    case "long":
      return (v) => fit(BigInt(v as number | bigint), 0);
    case "float":
    case "double":
      return (v) => {
        const exact = decimalOfDouble(v as number);
        return exact === undefined ? null : fit(exact.unscaled, exact.scale);
      };
    case "decimal":
      if (from.scale <= to.scale && from.precision - from.scale <= to.precision - to.scale) {
        if (from.scale === to.scale) return (v) => v;
      }
      return (v) => fit((v as Decimal).unscaled, (v as Decimal).scale);
    case "string":
    case "char":
    case "varchar": {
      const bad = unreadable(from, to, mode);
      return (v) => {
        const exact = parseDecimal(v as string);
        if (exact === undefined) return bad(v);
        if (digitCount(exact.unscaled) - exact.scale > 38) {
          if (mode !== "ansi") return null;
          throw new SparkError("NUMERIC_OUT_OF_SUPPORTED_RANGE", { value: v as string });
        }
        return fit(exact.unscaled, exact.scale);
      };
    }
    default:
      return undefined;
  }
}

/** A double's exact meaning as Spark takes it: the decimal that Java prints; undefined for NaN and infinities. */
export function decimalOfDouble(x: number): Decimal | undefined {
  if (!Number.isFinite(x)) return undefined;
  return parseDecimal(doubleToString(x));
}
