/** Arithmetic on intervals (`IntervalUtils`, `IntervalMathUtils`, `MultiplyYMInterval` and its kin). */
import { sparkError } from "../errors/spark-error.ts";
import type { DataType } from "../types/data-type.ts";
import type { CalendarInterval, Decimal, Value } from "../types/value.ts";
import { fitsInt, fitsLong, MAX_INT, MAX_LONG, MICROS_PER_DAY, MIN_INT, MIN_LONG } from "./datetime-civil.ts";
import { divideDecimals, divideRounded, rescale } from "./decimal.ts";
import { arithmeticOverflow } from "./kernel-errors.ts";
import { doubleToString } from "./number-text.ts";

/** INTERVAL_ARITHMETIC_OVERFLOW, naming the `try_` function that tolerates it where there is one. */
export const intervalOverflow = (tolerant?: string): Error =>
  tolerant === undefined
    ? sparkError("INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION", {})
    : sparkError("INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION", { functionName: `\`${tolerant}\`` });

/** A sum or difference of year-month intervals. */
export function exactMonths(months: number, tolerant?: string): number {
  if (!fitsInt(months)) throw intervalOverflow(tolerant);
  return months;
}

/** A sum or difference of day-time intervals. */
export function exactDayTime(micros: bigint, tolerant?: string): bigint {
  if (!fitsLong(micros)) throw intervalOverflow(tolerant);
  return micros;
}

/** A calendar interval of exact parts; ARITHMETIC_OVERFLOW outside of Java's int and long. */
export function exactCalendar(months: number, days: number, micros: bigint): CalendarInterval {
  if (!fitsInt(months) || !fitsInt(days)) throw arithmeticOverflow("integer overflow");
  if (!fitsLong(micros)) throw arithmeticOverflow("long overflow");
  return { months, days, micros };
}

/** A number that an interval is multiplied or divided by, in the form exact arithmetic needs. */
export type Factor =
  | { readonly kind: "whole"; readonly of: (v: Value) => bigint }
  | { readonly kind: "decimal"; readonly of: (v: Value) => Decimal }
  | { readonly kind: "fractional"; readonly of: (v: Value) => number };

/** How values of a numeric type multiply an interval. */
export function factorOf(type: DataType): Factor {
  switch (type.kind) {
    case "decimal":
      return { kind: "decimal", of: (v) => v as Decimal };
    case "float":
    case "double":
      return { kind: "fractional", of: (v) => v as number };
    default:
      return { kind: "whole", of: (v) => BigInt(v as number | bigint) };
  }
}

/** A double rounded half away from zero (`com.google.common.math.DoubleMath.roundToLong`). */
function roundHalfUp(n: number): bigint {
  if (!Number.isFinite(n)) throw arithmeticOverflow("input is infinite or NaN");
  const whole = Math.trunc(n);
  return BigInt(Math.abs(n - whole) >= 0.5 ? whole + Math.sign(n) : whole);
}

/** The type of count that an interval is: months fit a Java int, micros a long. */
interface Count {
  readonly min: bigint;
  readonly max: bigint;
  readonly overflow: string;
}

/** A count of months. */
export const MONTH_COUNT: Count = { min: BigInt(MIN_INT), max: BigInt(MAX_INT), overflow: "integer overflow" };
/** A count of microseconds. */
export const MICRO_COUNT: Count = { min: MIN_LONG, max: MAX_LONG, overflow: "long overflow" };

const within = (n: bigint, count: Count): boolean => n >= count.min && n <= count.max;

function rounded(n: number, count: Count): bigint {
  const result = roundHalfUp(n);
  if (!within(result, count)) {
    throw arithmeticOverflow(`rounded value is out of range for input ${doubleToString(n)} and rounding mode HALF_UP`);
  }
  return result;
}

/** An interval's count times a number, rounded half up. */
export function multiplyCount(n: bigint, by: Value, factor: Factor, count: Count): bigint {
  switch (factor.kind) {
    case "whole": {
      const product = n * factor.of(by);
      if (!within(product, count)) throw arithmeticOverflow(count.overflow);
      return product;
    }
    case "decimal": {
      const { unscaled, scale } = factor.of(by);
      const product = rescale(n * unscaled, scale, 0);
      if (!within(product, count)) throw arithmeticOverflow("Overflow");
      return product;
    }
    case "fractional":
      return rounded(Number(n) * factor.of(by), count);
  }
}

/** An interval's count divided by a number, rounded half up; INTERVAL_DIVIDED_BY_ZERO. */
export function divideCount(n: bigint, by: Value, factor: Factor, count: Count): bigint {
  switch (factor.kind) {
    case "whole": {
      const divisor = factor.of(by);
      if (divisor === 0n) throw sparkError("INTERVAL_DIVIDED_BY_ZERO", {});
      if (n === count.min && divisor === -1n) throw intervalOverflow("try_divide");
      return divisor < 0n ? divideRounded(-n, -divisor) : divideRounded(n, divisor);
    }
    case "decimal": {
      const divisor = factor.of(by);
      if (divisor.unscaled === 0n) throw sparkError("INTERVAL_DIVIDED_BY_ZERO", {});
      const exact = divideDecimals({ unscaled: n, scale: 0 }, divisor);
      const quotient = rescale(exact.unscaled, exact.scale, 0);
      if (!within(quotient, count)) throw arithmeticOverflow("Overflow");
      return quotient;
    }
    case "fractional": {
      const divisor = factor.of(by);
      if (divisor === 0) throw sparkError("INTERVAL_DIVIDED_BY_ZERO", {});
      return rounded(Number(n) / divisor, count);
    }
  }
}

const saturated = (n: number, min: bigint, max: bigint): bigint =>
  Number.isNaN(n) ? 0n : n >= Number(max) ? max : n <= Number(min) ? min : BigInt(n);

/**
 * A calendar interval scaled part by part: the fraction of a month is dropped, the fraction of a day becomes micros.
 * `exact` raises where months or days overflow, else they stop at their bounds.
 */
export function scaleCalendar(
  interval: CalendarInterval,
  scale: (n: number) => number,
  exact: boolean,
): CalendarInterval {
  const whole = (n: number): number => {
    const t = Math.trunc(n);
    if (exact && !fitsInt(t) && !Number.isNaN(t)) throw arithmeticOverflow("integer overflow");
    return Number(saturated(t, MONTH_COUNT.min, MONTH_COUNT.max));
  };
  const days = scale(interval.days);
  const wholeMonths = whole(scale(interval.months));
  const wholeDays = whole(days);
  const micros = scale(Number(interval.micros)) + MICROS_PER_DAY * (days - wholeDays);
  // Java's Math.round: half up, saturating, NaN to zero.
  return { months: wholeMonths, days: wholeDays, micros: saturated(Math.floor(micros + 0.5), MIN_LONG, MAX_LONG) };
}

/** `interval div interval`: the whole quotient; `undefined` for a zero divisor (`IntegralDivide` on ANSI intervals). */
export function intervalQuotient(a: Value, b: Value): bigint | undefined {
  const divisor = BigInt(b as number | bigint);
  return divisor === 0n ? undefined : BigInt(a as number | bigint) / divisor;
}
