/** Text to year-month and day-time intervals as CAST reads it (`IntervalUtils.castStringToYMInterval`, `castStringToDTInterval`). */
import { sparkError } from "../errors/spark-error.ts";
import type { DayTimeField, DayTimeIntervalType, YearMonthIntervalType } from "../types/data-type.ts";
import { arithmeticOverflow } from "./kernel-errors.ts";
import { fitsInt, fitsLong } from "./datetime-civil.ts";
import { trimControls } from "./decimal.ts";

const FIELDS: readonly DayTimeField[] = ["day", "hour", "minute", "second"];

interface Shape {
  /** What the user may write, in error messages. */
  readonly format: string;
  readonly range: string;
  readonly bare: RegExp;
  /** The whole SQL literal. */
  readonly literal: RegExp;
}

const shape = (start: string, end: string, body: string, format: string): Shape => {
  const range = (start === end ? start : `${start} to ${end}`).toUpperCase();
  return {
    format,
    range,
    bare: new RegExp(`^([+|-])?${body}$`),
    literal: new RegExp(`^INTERVAL\\s+([+|-])?'([+|-])?${body}'\\s+${range.replaceAll(" ", "\\s+")}$`, "i"),
  };
};

function match(
  input: string,
  of: Shape,
): { readonly negative: boolean; readonly groups: readonly string[] } | undefined {
  const text = trimControls(input);
  const bare = of.bare.exec(text);
  if (bare !== null) return { negative: bare[1] === "-", groups: bare.slice(2).map((g) => g ?? "") };
  const literal = of.literal.exec(text);
  if (literal === null) return undefined;
  return { negative: (literal[1] === "-") !== (literal[2] === "-"), groups: literal.slice(3).map((g) => g ?? "") };
}

const YEAR_MONTH: Readonly<Record<string, Shape>> = {
  "year month": shape("year", "month", "(\\d+)-(\\d+)", "y-m"),
  "year year": shape("year", "year", "(\\d+)", "y"),
  "month month": shape("month", "month", "(\\d+)", "m"),
};

/** The months of a text such as `1-2` or `INTERVAL '1-2' YEAR TO MONTH`; INVALID_INTERVAL_FORMAT for another. */
export function parseYearMonthInterval(input: string, type: YearMonthIntervalType): number {
  const of = YEAR_MONTH[`${type.start} ${type.end}`];
  const found = of === undefined ? undefined : match(input, of);
  if (of === undefined || found === undefined) {
    throw sparkError("INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING", {
      input,
      intervalStr: "year-month",
      supportedFormat: formats(of),
      typeName: `interval ${(of?.range ?? "").toLowerCase()}`,
    });
  }
  const [first = "0", second = "0"] = found.groups;
  const leading = BigInt(first);
  const months = type.start === "month" ? leading : leading * 12n + BigInt(type.end === "year" ? 0 : second);
  const signed = Number(found.negative ? -months : months);
  if (!fitsInt(signed) || (type.start !== type.end && BigInt(second) > 11n)) {
    throw sparkError("INVALID_INTERVAL_FORMAT.INTERVAL_PARSING", { input, interval: "year-month" });
  }
  return signed;
}

const formats = (of: Shape | undefined): string =>
  of === undefined ? "" : `\`[+|-]${of.format}\`, \`INTERVAL [+|-]'[+|-]${of.format}' ${of.range}\``;

const LEADING_DIGITS: Readonly<Record<DayTimeField, number>> = { day: 9, hour: 10, minute: 12, second: 13 };
const SEPARATOR: Readonly<Record<DayTimeField, string>> = { day: "", hour: " ", minute: ":", second: ":" };
const LETTER: Readonly<Record<DayTimeField, string>> = { day: "d", hour: "h", minute: "m", second: "s.n" };
const UNIT: Readonly<Record<DayTimeField, bigint>> = {
  day: 86_400_000_000n,
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
};
/** The most whole units that a Java long of micros holds. */
const LEADING_MAX: Readonly<Record<DayTimeField, bigint>> = {
  day: 106_751_991n,
  hour: 2_562_047_788n,
  minute: 153_722_867_280n,
  second: 9_223_372_036_854n,
};
const TRAILING_MAX: Readonly<Record<DayTimeField, bigint>> = { day: 0n, hour: 23n, minute: 59n, second: 59n };

const dayTimeShapes = new Map<string, Shape>();

function dayTimeShape(type: DayTimeIntervalType): { readonly of: Shape; readonly fields: readonly DayTimeField[] } {
  const fields = FIELDS.slice(FIELDS.indexOf(type.start), FIELDS.indexOf(type.end) + 1);
  const key = `${type.start} ${type.end}`;
  let of = dayTimeShapes.get(key);
  if (of === undefined) {
    let body = "";
    let format = "";
    for (const field of fields) {
      const separator = field === type.start ? "" : SEPARATOR[field];
      body += `${separator}(\\d{1,${field === type.start ? LEADING_DIGITS[field] : 2}})`;
      format += separator + LETTER[field];
    }
    if (type.end === "second") body += "(\\.\\d{1,9})?";
    of = shape(type.start, type.end, body, format);
    dayTimeShapes.set(key, of);
  }
  return { of, fields };
}

/** The micros of a text such as `1 02:03:04.5` or `INTERVAL '1 02:03' DAY TO MINUTE`; INVALID_INTERVAL_FORMAT for another. */
export function parseDayTimeInterval(input: string, type: DayTimeIntervalType): bigint {
  const { of, fields } = dayTimeShape(type);
  const found = match(input, of);
  if (found === undefined) {
    throw sparkError("INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE", {
      input,
      intervalStr: "day-time",
      supportedFormat: formats(of),
      typeName: `interval ${of.range.toLowerCase()}`,
    });
  }
  let micros = 0n;
  for (const [i, field] of fields.entries()) {
    const count = BigInt(found.groups[i] ?? "0");
    const max = i === 0 ? LEADING_MAX[field] : TRAILING_MAX[field];
    // A field that stands alone is not checked, and wraps around in Spark.
    if (count > max && (fields.length > 1 || field === "second")) {
      if (field === "second" && i === 0) {
        throw sparkError("INVALID_INTERVAL_FORMAT.INTERVAL_PARSING", { input, interval: "day-time" });
      }
      throw sparkError("INVALID_INTERVAL_FORMAT.DAY_TIME_PARSING", {
        input,
        msg: `requirement failed: ${field} ${count} outside range [0, ${max}]`,
      });
    }
    micros += count * UNIT[field];
  }
  const fraction = found.groups[fields.length];
  if (type.end === "second" && fraction !== undefined && fraction !== "") {
    micros += BigInt(fraction.slice(1).padEnd(6, "0").slice(0, 6));
  }
  if (fields.length === 1 && type.start !== "second") {
    const wrapped = BigInt.asIntN(64, micros);
    return BigInt.asIntN(64, found.negative ? -wrapped : wrapped);
  }
  // Spark takes the sign of lone seconds from their whole part, and -0 has none.
  const negative = found.negative && !(type.start === "second" && micros < UNIT.second);
  const signed = negative ? -micros : micros;
  if (!fitsLong(signed)) throw arithmeticOverflow("long overflow");
  return signed;
}
