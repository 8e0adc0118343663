import { parseDecimal, pow10, trimControls } from "./decimal.ts";

/** Text to numbers as Spark's casts read it (`UTF8String.toLong`, `java.lang.Double.parseDouble`). */

/** Blanks and ISO control characters off both ends (`UTF8String.trimAll`). */
function trimAll(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

const isBlank = (c: number): boolean => c <= 0x20 || c === 0x7f;

/**
 * A whole number; undefined where the text is none. With `allowDecimal` (casts outside ANSI mode) a fraction is
 * accepted and cut off. No bounds are checked.
 */
export function parseWhole(text: string, allowDecimal: boolean): bigint | undefined {
  const trimmed = trimAll(text);
  let i = 0;
  const first = trimmed.charCodeAt(0);
  if (first === 0x2d || first === 0x2b) i = 1;
  const start = i;
  while (i < trimmed.length && isDigit(trimmed.charCodeAt(i))) i++;
  const end = i;
  if (trimmed.length === start) return undefined;
  if (i < trimmed.length) {
    if (!allowDecimal || trimmed.charCodeAt(i) !== 0x2e) return undefined;
    for (i++; i < trimmed.length; i++) if (!isDigit(trimmed.charCodeAt(i))) return undefined;
  }
  const digits = trimmed.slice(start, end);
  const size = digits.length <= 15 ? BigInt(Number(digits)) : BigInt(digits);
  return first === 0x2d ? -size : size;
}

/** As {@link parseWhole} for types of 32 bits and below; undefined outside of [min, max]. */
export function parseSmallWhole(text: string, allowDecimal: boolean, min: number, max: number): number | undefined {
  const whole = parseWhole(text, allowDecimal);
  return whole === undefined || whole < BigInt(min) || whole > BigInt(max) ? undefined : Number(whole);
}

const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39;

const DECIMAL_FORM = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?$/;
const HEX_FORM = /^([+-]?)0[xX]([\da-fA-F]*)\.?([\da-fA-F]*)[pP]([+-]?\d+)[dDfF]?$/;

/** A double's text, Java's or one of Spark's special names in any case; undefined for no number. */
export function parseDouble(text: string): number | undefined {
  const trimmed = trimControls(text);
  if (DECIMAL_FORM.test(trimmed)) return Number(withoutSuffix(trimmed));
  return parseSpecial(trimmed) ?? parseHex(trimmed, 53);
}

/** A float's text, rounded once; undefined for no number. */
export function parseFloat32(text: string): number | undefined {
  const trimmed = trimControls(text);
  if (DECIMAL_FORM.test(trimmed)) return nearestFloat(withoutSuffix(trimmed));
  const special = parseSpecial(trimmed) ?? parseHex(trimmed, 24);
  return special === undefined ? undefined : Math.fround(special);
}

const withoutSuffix = (text: string): string => (/[dDfF]$/.test(text) ? text.slice(0, -1) : text);

function parseSpecial(trimmed: string): number | undefined {
  if (trimmed === "NaN" || trimmed === "+NaN" || trimmed === "-NaN") return NaN;
  switch (trimmed.toLowerCase()) {
    case "inf":
    case "+inf":
    case "infinity":
    case "+infinity":
      return Infinity;
    case "-inf":
    case "-infinity":
      return -Infinity;
    case "nan":
      return NaN;
    default:
      return undefined;
  }
}

/** Java's hexadecimal form `0x1.8p3`, rounded half even to `precision` bits. */
function parseHex(trimmed: string, precision: number): number | undefined {
  const found = HEX_FORM.exec(trimmed);
  if (found === null) return undefined;
  const [, sign, whole = "", fraction = "", power] = found;
  if (whole === "" && fraction === "") return undefined;
  let mantissa = BigInt(`0x${whole}${fraction}`);
  let exponent = Number(power) - fraction.length * 4;
  const least = precision === 53 ? -1074 : -149;
  const drop = Math.max(mantissa.toString(2).length - precision, least - exponent, 0);
  if (drop > 0) {
    const unit = 1n << BigInt(Math.min(drop, 4000));
    const rest = (mantissa % unit) * 2n;
    mantissa /= unit;
    if (rest > unit || (rest === unit && (mantissa & 1n) === 1n)) mantissa++;
    exponent += drop;
  }
  // Two steps, so that neither factor overflows on its own.
  const half = Math.trunc(Math.max(-2200, Math.min(2200, exponent)) / 2);
  const value = Number(mantissa) * 2 ** half * 2 ** (Math.max(-2200, Math.min(2200, exponent)) - half);
  return sign === "-" ? -value : value;
}

/** The float nearest to a decimal text; through a double alone it would be rounded twice. */
export function nearestFloat(text: string): number {
  const wide = Number(text);
  const narrow = Math.fround(wide);
  if (narrow === wide || !Number.isFinite(wide)) return narrow;
  // Only a double that lies halfway between two floats can have hidden on which side the text is.
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, wide);
  const tail = view.getUint32(4) & 0x1fffffff;
  const subnormal = Math.abs(wide) < 1.1754943508222875e-38;
  if (tail !== 0x10000000 && !subnormal) return narrow;
  const order = compareTextToDouble(text, wide);
  if (order === 0) return narrow;
  const nudged = order > 0 === wide > 0 ? nextDouble(wide, 1n) : nextDouble(wide, -1n);
  return Math.fround(nudged);
}

function nextDouble(x: number, away: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigUint64(0, view.getBigUint64(0) + away);
  return view.getFloat64(0);
}

function compareTextToDouble(text: string, x: number): number {
  const exact = parseDecimal(text);
  if (exact === undefined) return 0;
  // A double is a whole number over a power of two.
  let scale = 0;
  let whole = x;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    scale++;
  }
  const left = exact.unscaled * (1n << BigInt(scale)) * (exact.scale < 0 ? pow10(-exact.scale) : 1n);
  const right = BigInt(whole) * (exact.scale > 0 ? pow10(exact.scale) : 1n);
  return left < right ? -1 : left > right ? 1 : 0;
}

const TRUE_TEXTS = new Set(["t", "true", "y", "yes", "1"]);
const FALSE_TEXTS = new Set(["f", "false", "n", "no", "0"]);

/** `true`, `t`, `yes`, `y`, `1` and their opposites in any case; undefined for anything else. */
export function parseBoolean(text: string): boolean | undefined {
  const word = trimAll(text).toLowerCase();
  return TRUE_TEXTS.has(word) ? true : FALSE_TEXTS.has(word) ? false : undefined;
}
