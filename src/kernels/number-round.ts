import { SparkError, sparkError } from "../errors/spark-error.ts";
import type { DecimalType } from "../types/data-type.ts";
import type { Decimal, Value } from "../types/value.ts";
import { castFunction } from "./cast.ts";
import { decimalOfDouble } from "./cast-scalar.ts";
import {
  decimalToDouble,
  decimalToPlainString,
  decimalToString,
  fitDecimal,
  pow10,
  rescale,
  type Rounding,
} from "./decimal.ts";
import { decimalOf } from "../types/decimal.ts";
import { LONG_MAX, LONG_MIN, saturatingLong, smallInteger, wrapLong, wrapSmall } from "./integer.ts";
import type { KernelContext } from "./kernel.ts";
import { decimalOutOfRange } from "./kernel-errors.ts";
import { nearestFloat } from "./number-parse.ts";

/** round, bround, ceil and floor (`RoundBase`): every number is rounded as the decimal that Java prints for it. */
export function rounding(cx: KernelContext, how: Rounding): (value: Value, scale: number) => Value {
  const type = cx.argTypes[0] ?? cx.returnType;
  const target = cx.returnType;
  const small = smallInteger(type);
  if (target.kind === "decimal") {
    const widened = decimalOf(type) ?? target;
    const cast = castFunction(type, widened, cx.mode, cx.settings);
    return (v, scale) => {
      const x = cast(v) as Decimal | null;
      return x === null ? null : roundDecimal(x, scale, target, how, cx);
    };
  }
  if (small !== undefined) {
    return (v, scale) => {
      if (scale >= 0) return v;
      const rounded = roundWhole(BigInt(v as number), scale, how);
      if (rounded >= BigInt(small.min) && rounded <= BigInt(small.max)) return Number(rounded);
      if (cx.mode === "ansi") throw overflow();
      return wrapSmall(Number(BigInt.asIntN(32, rounded)), small.bits);
    };
  }
  switch (type.kind) {
    case "long":
      return (v, scale) => {
        if (scale >= 0) return v;
        const rounded = roundWhole(v as bigint, scale, how);
        if (rounded >= LONG_MIN && rounded <= LONG_MAX) return rounded;
        if (cx.mode === "ansi") throw overflow();
        return wrapLong(rounded);
      };
    case "float":
      return (v, scale) => {
        const rounded = roundDouble(v as number, scale, how);
        return typeof rounded === "number" ? rounded : nearestFloat(`${rounded.unscaled}e${-rounded.scale}`);
      };
    case "double":
      return (v, scale) => {
        const quick = how === "HALF_UP" ? roundShort(v as number, scale) : undefined;
        if (quick !== undefined) return quick;
        const rounded = roundDouble(v as number, scale, how);
        return typeof rounded === "number" ? rounded : decimalToDouble(rounded);
      };
    default:
      return () => null;
  }
}

const overflow = (): SparkError =>
  new SparkError("ARITHMETIC_OVERFLOW", { message: "Overflow", alternative: "", config: '"spark.sql.ansi.enabled"' });

function roundWhole(x: bigint, scale: number, how: Rounding): bigint {
  // Beyond twenty places nothing of a long is left.
  if (scale < -20) return 0n;
  return rescale(x, 0, scale, how) * pow10(-scale);
}

function roundDouble(x: number, scale: number, how: Rounding): number | Decimal {
  // By way of BigDecimal, which has no negative zero.
  if (Number.isInteger(x) && scale >= 0) return x + 0;
  const exact = decimalOfDouble(x);
  if (exact === undefined) return x;
  if (exact.scale <= scale) return exact;
  return { unscaled: rescale(exact.unscaled, exact.scale, scale, how), scale };
}

/** HALF_UP on the digits as printed, where both languages print the same plain digits; undefined elsewhere. */
function roundShort(x: number, scale: number): number | undefined {
  const size = Math.abs(x);
  if (!(size >= 1e-3 && size < 1e7) || scale < 0 || scale > 6) return undefined;
  const text = String(size);
  const point = text.indexOf(".");
  if (point < 0 || text.length - point - 1 <= scale) return x;
  const kept = Number(text.slice(0, point) + text.slice(point + 1, point + 1 + scale));
  const rounded = text.charCodeAt(point + 1 + scale) >= 0x35 ? kept + 1 : kept;
  const value = Number(`${rounded}e-${scale}`);
  return x < 0 && value !== 0 ? -value : value;
}

function roundDecimal(x: Decimal, scale: number, type: DecimalType, how: Rounding, cx: KernelContext): Decimal | null {
  const rounded = x.scale <= scale ? x : { unscaled: rescale(x.unscaled, x.scale, scale, how), scale };
  const fitted = fitDecimal(rounded.unscaled, rounded.scale, type);
  if (fitted !== undefined) return fitted;
  if (scale < 0) {
    throw sparkError("NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION", {
      roundedValue: decimalToPlainString(rounded),
      originalValue: decimalToString(rounded),
      precision: String(type.precision),
      scale: String(type.scale),
    });
  }
  if (cx.mode === "ansi") throw decimalOutOfRange(x, type);
  return null;
}

/** ceil and floor without a scale: a double becomes a long, saturating; a decimal loses its fraction. */
export function wholeOf(cx: KernelContext, how: "FLOOR" | "CEILING"): (value: Value) => Value {
  const type = cx.argTypes[0] ?? cx.returnType;
  switch (type.kind) {
    case "decimal": {
      const round = rounding(cx, how);
      return (v) => round(v, 0);
    }
    case "float":
    case "double":
      return (v) => saturatingLong(how === "FLOOR" ? Math.floor(v as number) : Math.ceil(v as number));
    case "long":
      return (v) => v;
    default:
      return (v) => BigInt(v as number);
  }
}
