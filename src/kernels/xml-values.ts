import { SparkError } from "../errors/spark-error.ts";
import type { DataType } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";
import { parseTimestampNtz } from "./datetime-text.ts";
import { asciiDigits, fitDecimal, parseDecimal, trimControls } from "./decimal.ts";
import { LONG_MAX, LONG_MIN, smallInteger } from "./integer.ts";
import { datesOfToday, type JsonDates } from "./json-dates.ts";
import { parseDouble, parseFloat32 } from "./number-parse.ts";
import type { XmlOptions } from "./xml-options.ts";

/** A text that is no value of its type, or an element where none fits; never leaves the kernels. */
export class BadXmlValue extends Error {}

/** A text that Java's lenient reader of numbers does not begin to read either: an exception that Spark does not expect. */
export class UnparseableNumber extends BadXmlValue {}

/** A text to a value of one type; NULL for NULL and what stands for it. Throws {@link BadXmlValue}. */
export type XmlValueReader = (text: string | null) => Value;

/** Readers of texts and attributes by type (`StaxXmlParser.convertTo`); nested types take none. */
export function xmlValueReaders(options: XmlOptions): (type: DataType) => XmlValueReader {
  const dates = datesOfToday(options, "XML");
  return (type) => {
    const read = readerOf(type, options, dates);
    return (text) => {
      if (text === null) return null;
      const value = options.ignoreSurroundingSpaces ? trimControls(text) : text;
      return value === options.nullValue ? null : read(value);
    };
  };
}

const bad = (text: string): BadXmlValue => new BadXmlValue(text);

function readerOf(type: DataType, options: XmlOptions, dates: JsonDates): (text: string) => Value {
  const small = smallInteger(type);
  if (small !== undefined) {
    const [min, max] = [BigInt(small.min), BigInt(small.max)];
    const read = (text: string): bigint => javaWhole(text, min, max);
    const signed = type.kind === "int" ? signSafe(options, read, (n) => -n, 0n) : read;
    return (text) => Number(BigInt.asIntN(small.bits, signed(text)));
  }
  switch (type.kind) {
    case "null":
    case "string":
    case "char":
    case "varchar":
      return (text) => text;
    case "long": {
      const signed = signSafe(
        options,
        (text) => javaWhole(text, LONG_MIN, LONG_MAX),
        (n) => -n,
        0n,
      );
      return (text) => BigInt.asIntN(64, signed(text));
    }
    case "double":
      return signSafe(
        options,
        (text) => javaDouble(text) ?? lenientNumber(text),
        (n) => -n,
        0,
      );
    case "float":
      return signSafe(
        options,
        (text) => javaFloat(text) ?? Math.fround(lenientNumber(text)),
        (n) => -n,
        0,
      );
    case "boolean":
      return (text) => {
        const lower = text.toLowerCase();
        if (lower === "true" || lower === "1") return true;
        if (lower === "false" || lower === "0") return false;
        throw bad(text);
      };
    case "decimal":
      return (text) => {
        const exact = plainDecimal(text);
        const fitted = exact === undefined ? undefined : fitDecimal(exact.unscaled, exact.scale, type);
        if (fitted === undefined) throw bad(text);
        return fitted;
      };
    case "timestamp_ntz": {
      const read =
        options.timestampNtzFormat === undefined
          ? (text: string) => parseTimestampNtz(text, false)
          : dates.parser(type);
      return (text) => read(text) ?? refuse(text);
    }
    case "date":
    case "timestamp": {
      let read: ReturnType<JsonDates["parser"]> | undefined;
      return (text) => {
        // A pattern that is none fails for each value, not for all of the call.
        read ??= parserOrNone(() => dates.parser(type));
        return read(text) ?? refuse(text);
      };
    }
    case "udt":
      return readerOf(type.sqlType, options, dates);
    default:
      return refuse;
  }
}

function parserOrNone(make: () => ReturnType<JsonDates["parser"]>): ReturnType<JsonDates["parser"]> {
  try {
    return make();
  } catch (error) {
    if (error instanceof SparkError) return () => undefined;
    throw error;
  }
}

function refuse(text: string): never {
  throw bad(text);
}

/** Reads what stands behind one sign: a second one is the number's own, and a text for NULL behind it counts as 0. */
const signSafe =
  <N>({ nullValue }: XmlOptions, read: (text: string) => N, negate: (value: N) => N, zero: N) =>
  (text: string): N => {
    const sign = text.startsWith("+") || text.startsWith("-");
    const rest = sign ? text.slice(1) : text;
    const value = rest === nullValue ? zero : read(rest);
    return text.startsWith("-") ? negate(value) : value;
  };

/** `Long.parseLong` within bounds: a sign, and digits of any script. */
export function javaWhole(text: string, min: bigint, max: bigint): bigint {
  // oxlint-disable-next-line no-control-regex
  const digits = /[^\u0000-\u007f]/.test(text) ? asciiDigits(text) : text;
  // Longer ones are out of all bounds, and slow.
  if (!/^[+-]?0*\d{1,20}$/.test(digits)) throw bad(text);
  const value = BigInt(digits.startsWith("+") ? digits.slice(1) : digits);
  if (value < min || value > max) throw bad(text);
  return value;
}

/** The names of special numbers that Spark's casts take and Java does not. */
const isForeignName = (text: string): boolean => /inf|nan/i.test(text) && !/^\s*[+-]?(NaN|Infinity)\s*$/.test(text);

/** `Double.parseDouble`; undefined for no number. */
export const javaDouble = (text: string): number | undefined => (isForeignName(text) ? undefined : parseDouble(text));

const javaFloat = (text: string): number | undefined => (isForeignName(text) ? undefined : parseFloat32(text));

/** Texts of more digits take too long to be read. */
const MOST_DIGITS = 100_000;

/** A decimal with commas anywhere (`ExprUtils.getDecimalParser` for English); undefined for none. */
export const plainDecimal = (text: string): ReturnType<typeof parseDecimal> =>
  text.length <= MOST_DIGITS && /^\S+$/.test(text) ? parseDecimal(text.replaceAll(",", "")) : undefined;

const LENIENT = /^(-?)([\d,]*)(?:\.(\d*))?(?:E(-?\d+))?/;

/** The number that a text begins with, commas among its digits (`java.text.NumberFormat` for English). */
function lenientNumber(text: string): number {
  if (text.startsWith("NaN")) return Number.NaN;
  const infinity = /^(-?)∞/.exec(text);
  if (infinity !== null) return infinity[1] === "-" ? -Infinity : Infinity;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = LENIENT.exec(asciiDigits(text)) ?? [];
  const digits = whole.replaceAll(",", "");
  if (digits === "" && fraction === "") throw new UnparseableNumber(text);
  return Number(`${sign}${digits === "" ? "0" : digits}.${fraction}e${exponent}`);
}
