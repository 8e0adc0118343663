import { SparkError, sparkError } from "../errors/spark-error.ts";
import type { DayTimeField } from "./data-type.ts";
import type { CalendarInterval } from "./value.ts";

export const MICROS_PER_SECOND = 1_000_000n;
export const MICROS_PER_MINUTE = 60n * MICROS_PER_SECOND;
export const MICROS_PER_HOUR = 60n * MICROS_PER_MINUTE;
export const MICROS_PER_DAY = 24n * MICROS_PER_HOUR;

const MAX_INT = 2147483647n;
const MAX_LONG = 9223372036854775807n;

const fits = (value: bigint, max: bigint): boolean => value <= max && value >= -max - 1n;

const MICROS: Readonly<Record<string, bigint>> = {
  hour: MICROS_PER_HOUR,
  minute: MICROS_PER_MINUTE,
  second: MICROS_PER_SECOND,
  millisecond: 1000n,
  microsecond: 1n,
};
const MONTHS: Readonly<Record<string, bigint>> = { year: 12n, month: 1n };
const DAYS: Readonly<Record<string, bigint>> = { week: 7n, day: 1n };

/** What makes a text no interval. */
export type IntervalFault =
  | { readonly kind: "empty" }
  | { readonly kind: "prefix"; readonly prefix: string }
  | { readonly kind: "missing_number"; readonly word: string }
  | { readonly kind: "unrecognized_number"; readonly number: string }
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "precision"; readonly value: string }
  | { readonly kind: "missing_unit"; readonly word: string }
  | { readonly kind: "unit"; readonly unit: string }
  | { readonly kind: "fraction"; readonly unit: string }
  | { readonly kind: "overflow" };

/**
 * A text of units to a calendar interval: `1 day -2 hours`, `interval 3 weeks`, `1.5 seconds` (truncated to
 * microseconds). Case and space do not matter. The fault tells what is wrong (`IntervalUtils.stringToInterval`).
 */
export function readCalendarInterval(input: string): CalendarInterval | IntervalFault {
  const text = input.trim().toLowerCase();
  if (text === "") return { kind: "empty" };
  let at = 0;
  const word = (from = at): string => /^\S*/.exec(text.slice(from))?.[0] ?? "";
  const space = (): boolean => {
    const from = at;
    while (/\s/.test(text[at] ?? "")) at++;
    return at > from;
  };
  if (text.startsWith("interval")) {
    at = 8;
    if (at < text.length && !/\s/.test(text[at] ?? "")) return { kind: "prefix", prefix: word(0) };
    space();
    if (at >= text.length) return { kind: "empty" };
  }
  let months = 0n;
  let days = 0n;
  let micros = 0n;
  while (at < text.length) {
    space();
    const start = at;
    let negative = false;
    if (text[at] === "-" || text[at] === "+") {
      negative = text[at] === "-";
      at++;
      space();
      if (at >= text.length) return { kind: "missing_number", word: word(start) };
    }
    const digits = /^[0-9]*/.exec(text.slice(at))?.[0] ?? "";
    const valueAt = at;
    if (digits === "" && text[at] !== ".") return { kind: "unrecognized_number", number: word(at) };
    at += digits.length;
    let fraction: string | undefined;
    if (text[at] === ".") {
      fraction = /^[0-9]*/.exec(text.slice(at + 1))?.[0] ?? "";
      at += 1 + fraction.length;
      if (digits === "" && fraction === "") return { kind: "value", value: word(valueAt) };
      if (fraction.length > 9) return { kind: "precision", value: word(valueAt) };
    }
    if (at < text.length && !/\s/.test(text[at] ?? "")) return { kind: "value", value: word(valueAt) };
    const magnitude = BigInt(digits === "" ? "0" : digits);
    if (magnitude > MAX_LONG) return { kind: "overflow" };
    const value = negative ? -magnitude : magnitude;
    space();
    if (at >= text.length) return { kind: "missing_unit", word: text.slice(valueAt).trim() };
    const unitWord = word();
    at += unitWord.length;
    const unit = unitWord.endsWith("s") ? unitWord.slice(0, -1) : unitWord;
    const inMonths = Object.hasOwn(MONTHS, unit) ? MONTHS[unit] : undefined;
    const inDays = Object.hasOwn(DAYS, unit) ? DAYS[unit] : undefined;
    const inMicros = Object.hasOwn(MICROS, unit) ? MICROS[unit] : undefined;
    if (fraction !== undefined && unit !== "second" && (inMonths ?? inDays ?? inMicros) !== undefined)
      return { kind: "fraction", unit };
    if (inMonths !== undefined) months += value * inMonths;
    else if (inDays !== undefined) days += value * inDays;
    else if (inMicros !== undefined) {
      const part = BigInt(`${(fraction ?? "").padEnd(9, "0").slice(0, 6)}`);
      micros += value * inMicros + (negative ? -part : part);
    } else return { kind: "unit", unit: unitWord };
    if (!fits(months, MAX_INT) || !fits(days, MAX_INT) || !fits(micros, MAX_LONG)) return { kind: "overflow" };
  }
  return { months: Number(months), days: Number(days), micros };
}

/** A fault as Spark's INVALID_INTERVAL_FORMAT.* about the text. */
function intervalFault(fault: IntervalFault, input: string): SparkError {
  switch (fault.kind) {
    case "empty":
      return sparkError("INVALID_INTERVAL_FORMAT.INPUT_IS_EMPTY", { input });
    case "prefix":
      return sparkError("INVALID_INTERVAL_FORMAT.INVALID_PREFIX", { input, prefix: fault.prefix });
    case "missing_number":
      return sparkError("INVALID_INTERVAL_FORMAT.MISSING_NUMBER", { input, word: fault.word });
    case "unrecognized_number":
      return sparkError("INVALID_INTERVAL_FORMAT.UNRECOGNIZED_NUMBER", { input, number: fault.number });
    case "value":
      return sparkError("INVALID_INTERVAL_FORMAT.INVALID_VALUE", { input, value: fault.value });
    case "precision":
      return sparkError("INVALID_INTERVAL_FORMAT.INVALID_PRECISION", { input, value: fault.value });
    case "missing_unit":
      return sparkError("INVALID_INTERVAL_FORMAT.MISSING_UNIT", { input, word: fault.word });
    case "unit":
      return sparkError("INVALID_INTERVAL_FORMAT.INVALID_UNIT", { input, unit: fault.unit });
    case "fraction":
      return sparkError("INVALID_INTERVAL_FORMAT.INVALID_FRACTION", { input, unit: fault.unit });
    case "overflow":
      return sparkError("INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION", { input });
  }
}

/** As {@link readCalendarInterval}, raising INVALID_INTERVAL_FORMAT.* for a fault. */
export function parseCalendarInterval(input: string): CalendarInterval {
  const read = readCalendarInterval(input);
  if ("kind" in read) throw intervalFault(read, input);
  return read;
}

const requirement = (msg: string): SparkError =>
  sparkError("_LEGACY_ERROR_TEMP_0063", { msg: `requirement failed: ${msg}` });

/** `[+|-]y-m` to months (`IntervalUtils.fromYearMonthString`). */
export function parseYearMonth(input: string): number {
  const match = /^([+-])?([0-9]+)-([0-9]+)$/.exec(input.trim());
  if (match === null) throw unmatched(input, "year-month", "[+|-]y-m", "YEAR TO MONTH", false);
  const total = BigInt(match[2] ?? "0") * 12n + BigInt(match[3] ?? "0");
  const signed = match[1] === "-" ? -total : total;
  if (BigInt(match[3] ?? "0") > 11n || !fits(signed, MAX_INT))
    throw sparkError("INVALID_INTERVAL_FORMAT.INTERVAL_PARSING", { input, interval: "year-month" });
  return Number(signed);
}

const unmatched = (input: string, intervalStr: string, format: string, name: string, notice: boolean): SparkError =>
  sparkError(
    notice
      ? "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE"
      : "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING",
    {
      intervalStr,
      supportedFormat: `\`${format}\`, \`INTERVAL [+|-]'${format}' ${name}\``,
      typeName: `interval ${name.toLowerCase()}`,
      input,
    },
  );

interface Shape {
  readonly pattern: RegExp;
  readonly format: string;
  /** What each captured group counts, coarse to fine. */
  readonly parts: readonly DayTimeField[];
}

const SHAPES: Readonly<Record<string, Shape>> = {
  "day hour": { pattern: /^([+-])?([0-9]+) ([0-9]{1,2})$/, format: "[+|-]d h", parts: ["day", "hour"] },
  "day minute": {
    pattern: /^([+-])?([0-9]+) ([0-9]{1,2}):([0-9]{1,2})$/,
    format: "[+|-]d h:m",
    parts: ["day", "hour", "minute"],
  },
  "day second": {
    pattern: /^([+-])?([0-9]+) ([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(\.[0-9]{1,9})?$/,
    format: "[+|-]d h:m:s.n",
    parts: ["day", "hour", "minute", "second"],
  },
  "hour minute": { pattern: /^([+-])?([0-9]+):([0-9]{1,2})$/, format: "[+|-]h:m", parts: ["hour", "minute"] },
  "hour second": {
    pattern: /^([+-])?([0-9]+):([0-9]{1,2}):([0-9]{1,2})(\.[0-9]{1,9})?$/,
    format: "[+|-]h:m:s.n",
    parts: ["hour", "minute", "second"],
  },
  "minute second": {
    pattern: /^([+-])?([0-9]+):([0-9]{1,2})(\.[0-9]{1,9})?$/,
    format: "[+|-]m:s.n",
    parts: ["minute", "second"],
  },
};

const UNIT: Readonly<Record<DayTimeField, bigint>> = {
  day: MICROS_PER_DAY,
  hour: MICROS_PER_HOUR,
  minute: MICROS_PER_MINUTE,
  second: MICROS_PER_SECOND,
};
/** Bounds of a leading field: the most whole units a 64-bit count of microseconds can hold. */
const LEADING: Readonly<Record<DayTimeField, bigint>> = {
  day: 106751991n,
  hour: 2562047788n,
  minute: 153722867280n,
  second: 9223372036854n,
};
const TRAILING: Readonly<Record<DayTimeField, bigint>> = { day: 106751991n, hour: 23n, minute: 59n, second: 59n };

/** Whether a day-time interval may run from one field to the other in a literal. */
export const isDayTimeRange = (from: string, to: string): boolean => Object.hasOwn(SHAPES, `${from} ${to}`);

/** `[+|-]d h:m:s.n` and its parts to microseconds (`IntervalUtils.fromDayTimeString`). */
export function parseDayTime(input: string, from: DayTimeField, to: DayTimeField): bigint {
  const shape = SHAPES[`${from} ${to}`];
  const text = input.trim();
  const match = shape?.pattern.exec(text);
  if (shape === undefined || match === null || match === undefined)
    throw unmatched(input, "day-time", shape?.format ?? "", `${from} TO ${to}`.toUpperCase(), true);
  let micros = 0n;
  for (const [i, part] of shape.parts.entries()) {
    const value = BigInt(match[i + 2] ?? "0");
    const max = i === 0 ? LEADING[part] : TRAILING[part];
    if (value > max) throw requirement(`${part} ${value} outside range [0, ${max}]`);
    micros += value * UNIT[part];
  }
  const fraction = match[shape.parts.length + 2];
  if (fraction !== undefined) micros += BigInt(fraction.slice(1).padEnd(9, "0").slice(0, 6));
  const signed = match[1] === "-" ? -micros : micros;
  if (!fits(signed, MAX_LONG))
    throw sparkError("INVALID_INTERVAL_FORMAT.INTERVAL_PARSING", { input, interval: "day-time" });
  return signed;
}
