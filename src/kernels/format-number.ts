import type { Decimal } from "../types/value.ts";
import { decimalOfDouble } from "./cast-scalar.ts";
import { pow10, rescale } from "./decimal.ts";

/** `java.text.DecimalFormat` with US symbols and HALF_EVEN, on exact numbers. */

/** A number to be formatted. A double is rounded by the digits that Java prints, and on a tie by its exact value. */
export type Formattable = Decimal | number;

/** A compiled pattern. */
export interface NumberPattern {
  readonly prefix: string;
  readonly suffix: string;
  readonly negativePrefix: string;
  readonly negativeSuffix: string;
  readonly minInteger: number;
  readonly maxInteger: number;
  readonly minFraction: number;
  readonly maxFraction: number;
  readonly grouping: number;
  /** Power of ten the number is multiplied by: 2 for percent, 3 for per mille. */
  readonly multiplier: number;
  /** Least digits of the exponent; undefined for plain notation. */
  readonly exponentDigits: number | undefined;
}

/** The pattern `#,###,###,…,##0.00` of `format_number(x, digits)`. */
export const groupedPattern = (digits: number): NumberPattern => ({
  prefix: "",
  suffix: "",
  negativePrefix: "-",
  negativeSuffix: "",
  minInteger: 1,
  maxInteger: Infinity,
  minFraction: digits,
  maxFraction: digits,
  grouping: 3,
  multiplier: 0,
  exponentDigits: undefined,
});

/** Compiles a pattern; undefined for a malformed one. */
export function compilePattern(pattern: string): NumberPattern | undefined {
  const halves = splitUnquoted(pattern);
  const positive = parseHalf(halves[0] ?? "");
  if (positive === undefined) return undefined;
  const negative = halves[1] === undefined ? undefined : parseHalf(halves[1]);
  return {
    ...positive,
    negativePrefix: negative?.prefix ?? `-${positive.prefix}`,
    negativeSuffix: negative?.suffix ?? positive.suffix,
  };
}

function splitUnquoted(pattern: string): string[] {
  let quoted = false;
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === "'") quoted = !quoted;
    else if (pattern[i] === ";" && !quoted) return [pattern.slice(0, i), pattern.slice(i + 1)];
  }
  return [pattern];
}

function parseHalf(half: string): Omit<NumberPattern, "negativePrefix" | "negativeSuffix"> | undefined {
  let multiplier = 0;
  const affix = (from: number, stop: (c: string) => boolean): { readonly text: string; readonly next: number } => {
    let text = "";
    let i = from;
    for (let quoted = false; i < half.length; i++) {
      const c = half[i] ?? "";
      if (c === "'") {
        if (half[i + 1] === "'") {
          text += "'";
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && stop(c)) {
        break;
      } else {
        if (!quoted && c === "%") multiplier = 2;
        if (!quoted && c === "\u2030") multiplier = 3;
        text += !quoted && c === "¤" ? "$" : c;
      }
    }
    return { text, next: i };
  };
  const head = affix(0, (c) => "#0,.".includes(c));
  const found = /^([#,]*)([0,]*)(?:(\.)(0*)(#*))?(?:E(0+))?/.exec(half.slice(head.next));
  if (found === null) return undefined;
  const [matched = "", hashes = "", zeros = "", point, fraction = "", optional = "", exponent] = found;
  const tail = affix(head.next + matched.length, (c) => "#0,.".includes(c));
  if (tail.next !== half.length) return undefined;
  const integer = hashes + zeros;
  const comma = integer.lastIndexOf(",");
  if (comma >= 0 && comma === integer.length - 1) return undefined;
  let left = hashes.replaceAll(",", "").length;
  let minInteger = zeros.replaceAll(",", "").length;
  let minFraction = fraction.length;
  // `#.##` means `0.##`, and `.##` means `.0#`.
  if (point !== undefined && minInteger === 0 && minFraction === 0 && left + optional.length > 0) {
    if (left > 0) {
      minInteger = 1;
      left--;
    } else {
      minFraction = 1;
    }
  }
  return {
    prefix: head.text,
    suffix: tail.text,
    minInteger: matched === "" ? 1 : minInteger,
    maxInteger: exponent === undefined ? Infinity : left + minInteger,
    minFraction,
    maxFraction: fraction.length + optional.length,
    grouping: comma < 0 ? 0 : integer.length - 1 - comma,
    multiplier,
    exponentDigits: exponent?.length,
  };
}

/** The number in the pattern. */
export function formatPattern(value: Formattable, pattern: NumberPattern): string {
  const { prefix, suffix, negativePrefix, negativeSuffix } = pattern;
  if (typeof value === "number" && !Number.isFinite(value)) {
    if (value !== value) return "NaN";
    return value > 0 ? `${prefix}∞${suffix}` : `${negativePrefix}∞${negativeSuffix}`;
  }
  const source = typeof value === "number" ? value * 10 ** pattern.multiplier : value;
  const printed = typeof source === "number" ? (decimalOfDouble(source) ?? ZERO) : source;
  const shift = typeof source === "number" ? 0 : pattern.multiplier;
  const negative = printed.unscaled < 0n || Object.is(value, -0);
  const size: Decimal = {
    unscaled: printed.unscaled < 0n ? -printed.unscaled : printed.unscaled,
    scale: printed.scale - shift,
  };
  const exact = typeof source === "number" ? Math.abs(source) : undefined;
  const body = pattern.exponentDigits === undefined ? plain(size, exact, pattern) : scientific(size, exact, pattern);
  return negative ? negativePrefix + body + negativeSuffix : prefix + body + suffix;
}

const ZERO: Decimal = { unscaled: 0n, scale: 0 };

/** The size at a scale, HALF_EVEN; where the printed digits tie, the double behind them decides. */
function roundAt(size: Decimal, exact: number | undefined, scale: number): bigint {
  if (size.scale <= scale) return rescale(size.unscaled, size.scale, scale);
  const unit = pow10(size.scale - scale);
  if (exact !== undefined && (size.unscaled % unit) * 2n === unit) {
    // Of whole doubles Java does not know that it printed all digits.
    if (Number.isInteger(exact)) return rescale(size.unscaled, size.scale, scale);
    const behind = exactDouble(exact);
    return rescale(behind.unscaled, behind.scale, scale, "HALF_EVEN");
  }
  return rescale(size.unscaled, size.scale, scale, "HALF_EVEN");
}

function plain(size: Decimal, exact: number | undefined, pattern: NumberPattern): string {
  const unscaled = roundAt(size, exact, pattern.maxFraction);
  const digits = unscaled.toString().padStart(pattern.maxFraction + 1, "0");
  const point = digits.length - pattern.maxFraction;
  let integer = digits.slice(0, point).replace(/^0+/, "").padStart(pattern.minInteger, "0");
  let fraction = digits.slice(point);
  let end = fraction.length;
  while (end > pattern.minFraction && fraction[end - 1] === "0") end--;
  fraction = fraction.slice(0, end);
  if (integer === "" && fraction === "") integer = "0";
  if (pattern.grouping > 0) integer = group(integer, pattern.grouping);
  return fraction === "" ? integer : `${integer}.${fraction}`;
}

function group(integer: string, every: number): string {
  let out = "";
  for (let i = 0; i < integer.length; i++) {
    if (i > 0 && (integer.length - i) % every === 0) out += ",";
    out += integer[i];
  }
  return out;
}

function scientific(size: Decimal, exact: number | undefined, pattern: NumberPattern): string {
  const { minInteger, maxInteger, maxFraction, exponentDigits = 1 } = pattern;
  const zero = size.unscaled === 0n;
  // Integer and fraction places together bound the significant digits.
  const places = maxInteger + maxFraction;
  let digits = zero ? "" : size.unscaled.toString();
  let decimalAt = zero ? 0 : digits.length - size.scale;
  if (!zero && digits.length > places) {
    digits = roundAt(size, exact, places - decimalAt).toString();
    if (digits.length > places) decimalAt++;
  }
  digits = digits.replace(/0+$/, "");
  let exponent = decimalAt;
  let integerPlaces = minInteger;
  if (maxInteger > 1 && maxInteger > minInteger) {
    exponent = Math.floor((exponent - 1) / maxInteger) * maxInteger;
    integerPlaces = 1;
  } else {
    exponent -= minInteger;
  }
  const integerDigits = zero ? integerPlaces : decimalAt - exponent;
  const total = Math.max(digits.length, integerDigits, minInteger + pattern.minFraction);
  const padded = digits.padEnd(total, "0");
  const fraction = padded.slice(integerDigits);
  const power = zero ? 0 : exponent;
  const mantissa = fraction === "" ? padded : `${padded.slice(0, integerDigits)}.${fraction}`;
  return `${mantissa}E${power < 0 ? "-" : ""}${Math.abs(power).toString().padStart(exponentDigits, "0")}`;
}

/** A double's exact binary value. */
function exactDouble(x: number): Decimal {
  if (Number.isInteger(x)) return { unscaled: BigInt(x), scale: 0 };
  let scale = 0;
  let whole = x;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    scale++;
  }
  return { unscaled: BigInt(whole) * 5n ** BigInt(scale), scale };
}
