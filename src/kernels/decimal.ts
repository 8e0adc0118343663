import { sparkError } from "../errors/spark-error.ts";
import type { DecimalType } from "../types/data-type.ts";
import type { Decimal } from "../types/value.ts";

/** Exact decimal arithmetic on unscaled integers, as `java.math.BigDecimal` under `org.apache.spark.sql.types.Decimal`. */

const powers: bigint[] = Array.from({ length: 80 }, (_, i) => 10n ** BigInt(i));

/** 10 to the power `n` (`n` ≥ 0). */
export const pow10 = (n: number): bigint => powers[n] ?? 10n ** BigInt(n);

const abs = (x: bigint): bigint => (x < 0n ? -x : x);

/** The number of decimal digits of an unscaled value; 1 for zero (`BigDecimal.precision`). */
export function digitCount(x: bigint): number {
  const size = abs(x);
  if (size < 1000000000000000n) return String(Number(size)).length;
  // log2 to within a bit, then one comparison.
  const estimate = Math.floor((size.toString(16).length - 1) * 1.2041199826559248);
  let digits = Math.max(1, estimate);
  while (size >= pow10(digits)) digits++;
  return digits;
}

/** How a division's remainder is dealt with (`java.math.RoundingMode`). */
export type Rounding = "HALF_UP" | "HALF_EVEN" | "FLOOR" | "CEILING" | "DOWN" | "UP";

/** `a / b` as a whole number, rounded. `b` is positive. */
export function divideRounded(a: bigint, b: bigint, rounding: Rounding = "HALF_UP"): bigint {
  const q = a / b;
  const r = a - q * b;
  if (r === 0n) return q;
  const away = a < 0n ? q - 1n : q + 1n;
  const twice = abs(r) * 2n;
  switch (rounding) {
    case "HALF_UP":
      return twice >= b ? away : q;
    case "HALF_EVEN":
      return twice > b || (twice === b && (q & 1n) === 1n) ? away : q;
    case "FLOOR":
      return a < 0n ? away : q;
    case "CEILING":
      return a < 0n ? q : away;
    case "DOWN":
      return q;
    case "UP":
      return away;
  }
}

/** The unscaled value of `unscaled × 10^-from` at the scale `to` (`BigDecimal.setScale`). */
export function rescale(unscaled: bigint, from: number, to: number, rounding: Rounding = "HALF_UP"): bigint {
  if (to === from || unscaled === 0n) return unscaled;
  if (to > from) return unscaled * pow10(to - from);
  // A text like 1e-99999 drops more digits than there are.
  if (from - to > 4000 && from - to > digitCount(unscaled) + 1) {
    return rounding === "UP" || (rounding === "CEILING" && unscaled > 0n)
      ? unscaled < 0n
        ? -1n
        : 1n
      : rounding === "FLOOR" && unscaled < 0n
        ? -1n
        : 0n;
  }
  return divideRounded(unscaled, pow10(from - to), rounding);
}

/** The value rounded HALF_UP into a decimal type, or undefined where it has too many digits (`Decimal.changePrecision`). */
export function fitDecimal(unscaled: bigint, scale: number, type: DecimalType): Decimal | undefined {
  // Scaling up a number that is too large already costs time and memory for nothing.
  if (scale < -200 && unscaled !== 0n) return undefined;
  const fitted = rescale(unscaled, scale, type.scale);
  const limit = pow10(type.precision);
  return fitted < limit && fitted > -limit ? { unscaled: fitted, scale: type.scale } : undefined;
}

/** The value kept to `digits` significant digits (`BigDecimal.round` with a MathContext). */
export function roundToDigits(x: Decimal, digits: number, rounding: Rounding = "HALF_UP"): Decimal {
  const excess = digitCount(x.unscaled) - digits;
  if (excess <= 0) return x;
  let unscaled = divideRounded(x.unscaled, pow10(excess), rounding);
  let scale = x.scale - excess;
  if (digitCount(unscaled) > digits) {
    unscaled /= 10n;
    scale--;
  }
  return { unscaled, scale };
}

/** `a × b` cut to 39 significant digits, before it is fitted into the result type (`Decimal.*`). */
export const multiplyDecimals = (a: Decimal, b: Decimal): Decimal =>
  roundToDigits({ unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale }, 39, "DOWN");

/** `a / b` cut at scale 39, before it is fitted into the result type; `b` is not zero (`Decimal./`). */
export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  const shift = 39 - a.scale + b.scale;
  let dividend = shift >= 0 ? a.unscaled * pow10(shift) : a.unscaled;
  let divisor = shift >= 0 ? b.unscaled : b.unscaled * pow10(-shift);
  if (divisor < 0n) {
    dividend = -dividend;
    divisor = -divisor;
  }
  return { unscaled: dividend / divisor, scale: 39 };
}

/** `a` modulo `b` with the sign of `a`; `b` is not zero (`Decimal.%`). Throws DIVISION_IMPOSSIBLE. */
export function remainderDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const x = rescale(a.unscaled, a.scale, scale);
  const y = rescale(b.unscaled, b.scale, scale);
  checkQuotient(x / y);
  return { unscaled: x % y, scale };
}

/** The whole part of `a / b`; `b` is not zero (`Decimal.quot`). Throws DIVISION_IMPOSSIBLE. */
export function quotientDecimals(a: Decimal, b: Decimal): bigint {
  const scale = Math.max(a.scale, b.scale);
  const q = rescale(a.unscaled, a.scale, scale) / rescale(b.unscaled, b.scale, scale);
  checkQuotient(q);
  return q;
}

/** Whole quotients are computed to 39 digits; one that needs more is refused (`BigDecimal.divideToIntegralValue`). */
function checkQuotient(q: bigint): void {
  const excess = digitCount(q) - 39;
  if (excess > 0 && q % pow10(excess) !== 0n) throw sparkError("DIVISION_IMPOSSIBLE", {});
}

/** −1, 0 or 1. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const x = a.scale === scale ? a.unscaled : a.unscaled * pow10(scale - a.scale);
  const y = b.scale === scale ? b.unscaled : b.unscaled * pow10(scale - b.scale);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Plain notation with all digits of the scale (`BigDecimal.toPlainString`). */
export function decimalToPlainString({ unscaled, scale }: Decimal): string {
  if (scale <= 0) return unscaled === 0n ? "0" : `${unscaled}${"0".repeat(-scale)}`;
  const negative = unscaled < 0n;
  const digits = (negative ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const point = digits.length - scale;
  return `${negative ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** `BigDecimal.toString`: scientific where the value is small (below 10^-6) or the scale negative. */
export function decimalToString(x: Decimal): string {
  const { unscaled, scale } = x;
  const digits = abs(unscaled).toString();
  const exponent = digits.length - 1 - scale;
  if (scale >= 0 && exponent >= -6) return decimalToPlainString(x);
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  return `${unscaled < 0n ? "-" : ""}${mantissa}${exponent === 0 ? "" : `E${exponent > 0 ? "+" : ""}${exponent}`}`;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/**
 * A number's text as `new java.math.BigDecimal(text)` takes it, after `trim` (control characters and blanks at the
 * ends); undefined for no number. Its scale is negative for a positive exponent.
 */
export function parseDecimal(text: string): Decimal | undefined {
  let trimmed = trimControls(text);
  if (/\P{ASCII}/u.test(trimmed)) trimmed = asciiDigits(trimmed);
  const found = NUMBER.exec(trimmed);
  if (found === null) return undefined;
  const whole = found[2] ?? "";
  const fraction = found[3] ?? "";
  if (whole === "" && fraction === "") return undefined;
  const exponent = Number(found[4] ?? 0);
  const scale = fraction.length - exponent;
  if (Math.abs(exponent) > 2147483647 || Math.abs(scale) > 2147483647) return undefined;
  const size = BigInt(whole + fraction);
  return { unscaled: found[1] === "-" ? -size : size, scale };
}

/** `java.lang.String.trim`: characters up to U+0020 off both ends. */
export function trimControls(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start++;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** Decimal digits of any script as ASCII digits. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (c) => {
    const code = c.codePointAt(0) ?? 0;
    let start = code;
    // Digits come in runs of ten (or several tens) that begin with a zero.
    while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--;
    return String((code - start) % 10);
  });
}

/** The double nearest to a decimal. */
export const decimalToDouble = (x: Decimal): number =>
  x.scale === 0 ? Number(x.unscaled) : Number(`${x.unscaled}e${-x.scale}`);

/** The whole part, toward zero. */
export const truncateDecimal = (x: Decimal): bigint => rescale(x.unscaled, x.scale, 0, "DOWN");
