import type { Decimal } from "../types/value.ts";
import { pow10, rescale } from "./decimal.ts";

/** `java.text.DecimalFormat` with US symbols and HALF_EVEN, on exact numbers. */

/** A number to be formatted: finite and exact, or one of the doubles that are none. */
export type Formattable = Decimal | "NaN" | "Infinity" | "-Infinity" | "-0";

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
  const found = /^([#,]*)([0,]*)(?:\.(0*)(#*))?(?:E(0+))?/.exec(half.slice(head.next));
  if (found === null) return undefined;
  const [matched = "", hashes = "", zeros = "", fraction = "", optional = "", exponent] = found;
  const tail = affix(head.next + matched.length, (c) => "#0,.".includes(c));
  if (tail.next !== half.length) return undefined;
  const integer = hashes + zeros;
  const comma = integer.lastIndexOf(",");
  if (comma >= 0 && comma === integer.length - 1) return undefined;
  const zeroCount = zeros.replaceAll(",", "").length;
  const hashCount = hashes.replaceAll(",", "").length;
  // `#.##` prints at least one digit somewhere; Java then takes a digit from the left.
  const minInteger = zeroCount === 0 && hashCount > 0 && fraction === "" && !matched.includes(".") ? 1 : zeroCount;
  return {
    prefix: head.text,
    suffix: tail.text,
    minInteger: matched === "" ? 1 : minInteger,
    maxInteger: exponent === undefined ? Infinity : hashCount + zeroCount,
    minFraction: fraction.length,
    maxFraction: fraction.length + optional.length,
    grouping: comma < 0 ? 0 : integer.length - 1 - comma,
    multiplier,
    exponentDigits: exponent?.length,
  };
}

/** The number in the pattern. */
export function formatPattern(value: Formattable, pattern: NumberPattern): string {
  if (value === "NaN") return "NaN";
  if (value === "Infinity") return `${pattern.prefix}∞${pattern.suffix}`;
  if (value === "-Infinity") return `${pattern.negativePrefix}∞${pattern.negativeSuffix}`;
  const exact = value === "-0" ? { unscaled: 0n, scale: 0 } : value;
  const negative = value === "-0" || exact.unscaled < 0n;
  const size = { unscaled: exact.unscaled < 0n ? -exact.unscaled : exact.unscaled, scale: exact.scale - pattern.multiplier };
  const body = pattern.exponentDigits === undefined ? plain(size, pattern) : scientific(size, pattern);
  return negative ? pattern.negativePrefix + body + pattern.negativeSuffix : pattern.prefix + body + pattern.suffix;
}

function plain(size: Decimal, pattern: NumberPattern): string {
  const unscaled = rescale(size.unscaled, size.scale, pattern.maxFraction, "HALF_EVEN");
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

function scientific(size: Decimal, pattern: NumberPattern): string {
  const digits = size.unscaled.toString();
  let exponent = size.unscaled === 0n ? 0 : digits.length - size.scale - 1;
  const integerDigits = Math.max(1, pattern.minInteger);
  if (pattern.maxInteger > integerDigits) {
    exponent = Math.floor(exponent / pattern.maxInteger) * pattern.maxInteger;
  } else {
    exponent -= integerDigits - 1;
  }
  const shown = { ...pattern, grouping: 0 };
  let mantissa = plain({ unscaled: size.unscaled, scale: size.scale + exponent }, shown);
  // Rounding up may have produced one digit more.
  if (mantissa.split(".")[0]?.length === integerDigits + 1 && pattern.maxInteger <= integerDigits && pow10(integerDigits).toString() === mantissa.split(".")[0]) {
    exponent++;
    mantissa = plain({ unscaled: size.unscaled, scale: size.scale + exponent }, shown);
  }
  const power = Math.abs(exponent).toString().padStart(pattern.exponentDigits ?? 1, "0");
  return `${mantissa}E${exponent < 0 ? "-" : ""}${power}`;
}

/** A double's exact binary value, which DecimalFormat rounds. */
export function exactDouble(x: number): Formattable {
  if (x !== x) return "NaN";
  if (x === Infinity) return "Infinity";
  if (x === -Infinity) return "-Infinity";
  if (Object.is(x, -0)) return "-0";
  if (Number.isInteger(x)) return { unscaled: BigInt(x), scale: 0 };
  let scale = 0;
  let whole = x;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    scale++;
  }
  return { unscaled: BigInt(whole) * 5n ** BigInt(scale), scale };
}
