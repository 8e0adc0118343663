import { daysInMonth, daysOfCivil, isLeapYear, joinMicros } from "./datetime-civil.ts";
import { MONTHS } from "./datetime-names.ts";
import type { DatetimeField } from "./datetime-pattern.ts";
import { formatDate, formatTimeOfDay } from "./datetime-text.ts";
import { offsetId, type Zone, zoneOf } from "./zone.ts";

/** What a text says by a pattern: a local date and time, and a zone when the pattern has one. */
export interface ParsedDatetime {
  readonly days: number;
  readonly microOfDay: number;
  readonly zone: Zone | undefined;
}

/** The field values found so far, and the zone. */
export interface ParseContext {
  readonly text: string;
  fields: Map<DatetimeField, number>;
  offset: number | undefined;
  zone: Zone | undefined;
}

/** A fault with Java's sentence, which becomes CANNOT_PARSE_TIMESTAMP's `message`. */
export class ParseFault extends Error {}

/** Inclusive bounds of a field and how Java writes them. */
const RANGES: Readonly<Partial<Record<DatetimeField, readonly [number, number, string]>>> = {
  Era: [0, 1, "0 - 1"],
  YearOfEra: [1, 1_000_000_000, "1 - 999999999/1000000000"],
  Year: [-999_999_999, 999_999_999, "-999999999 - 999999999"],
  MonthOfYear: [1, 12, "1 - 12"],
  DayOfYear: [1, 366, "1 - 365/366"],
  DayOfMonth: [1, 31, "1 - 28/31"],
  AmPmOfDay: [0, 1, "0 - 1"],
  HourOfDay: [0, 23, "0 - 23"],
  ClockHourOfDay: [1, 24, "1 - 24"],
  HourOfAmPm: [0, 11, "0 - 11"],
  ClockHourOfAmPm: [1, 12, "1 - 12"],
  MinuteOfHour: [0, 59, "0 - 59"],
  SecondOfMinute: [0, 59, "0 - 59"],
  NanoOfSecond: [0, 999_999_999, "0 - 999999999"],
};

function checked(field: DatetimeField, value: number): number {
  const [min, max, text] = RANGES[field] ?? [0, 0, ""];
  if (value < min || value > max) throw new ParseFault(`Invalid value for ${field} (valid values ${text}): ${value}`);
  return value;
}

/** `LocalDate.of`. */
export function javaDate(year: number, month: number, day: number): number {
  checked("Year", year);
  checked("MonthOfYear", month);
  checked("DayOfMonth", day);
  if (day > daysInMonth(year, month)) throw new ParseFault(invalidDay(year, month, day));
  return daysOfCivil(year, month, day);
}

/** Java's sentence about a day that its month lacks. */
export const invalidDay = (year: number, month: number, day: number): string =>
  day === 29
    ? `Invalid date 'February 29' as '${year}' is not a leap year`
    : `Invalid date '${(MONTHS[month - 1] ?? "").toUpperCase()} ${day}'`;

function javaYearDay(year: number, day: number): number {
  checked("Year", year);
  checked("DayOfYear", day);
  if (day === 366 && !isLeapYear(year)) {
    throw new ParseFault(`Invalid date 'DayOfYear 366' as '${year}' is not a leap year`);
  }
  return daysOfCivil(year, 1, 1) + day - 1;
}

/** What the fields come to: a date, a time of day, or what is left of either among the fields. */
export interface Resolved {
  readonly days: number | undefined;
  /** Nanoseconds since midnight. */
  readonly nanoOfDay: number | undefined;
}

/** `java.time.format.Parsed.resolve` in strict style: combines fields, and checks that they agree. */
export function resolve(cx: ParseContext): Resolved {
  const { fields } = cx;
  const take = (field: DatetimeField): number | undefined => {
    const value = fields.get(field);
    fields.delete(field);
    return value;
  };
  const put = (target: DatetimeField, field: DatetimeField, value: number): void => {
    const old = fields.get(field);
    if (old !== undefined && old !== value) {
      throw new ParseFault(`Conflict found: ${field} ${old} differs from ${field} ${value} while resolving  ${target}`);
    }
    fields.set(field, value);
  };

  const yearOfEra = take("YearOfEra");
  if (yearOfEra !== undefined) {
    checked("YearOfEra", yearOfEra);
    const era = take("Era");
    if (era !== undefined) put("YearOfEra", "Year", era === 1 ? yearOfEra : 1 - yearOfEra);
    else fields.set("YearOfEra", yearOfEra);
  }
  let days: number | undefined;
  const year = fields.get("Year");
  const month = fields.get("MonthOfYear");
  const day = fields.get("DayOfMonth");
  const dayOfYear = fields.get("DayOfYear");
  if (year !== undefined && month !== undefined && day !== undefined) {
    days = javaDate(year, month, day);
    for (const field of ["Year", "MonthOfYear", "DayOfMonth"] as const) fields.delete(field);
  } else if (year !== undefined && dayOfYear !== undefined) {
    days = javaYearDay(year, dayOfYear);
    fields.delete("Year");
    fields.delete("DayOfYear");
  }

  const clockHour = take("ClockHourOfDay");
  if (clockHour !== undefined) put("ClockHourOfDay", "HourOfDay", checked("ClockHourOfDay", clockHour) % 24);
  const clockHourOfHalf = take("ClockHourOfAmPm");
  if (clockHourOfHalf !== undefined)
    put("ClockHourOfAmPm", "HourOfAmPm", checked("ClockHourOfAmPm", clockHourOfHalf) % 12);
  if (fields.has("AmPmOfDay") && fields.has("HourOfAmPm")) {
    const half = checked("AmPmOfDay", take("AmPmOfDay") ?? 0);
    put("AmPmOfDay", "HourOfDay", half * 12 + checked("HourOfAmPm", take("HourOfAmPm") ?? 0));
  }
  let nanoOfDay: number | undefined;
  const hour = fields.get("HourOfDay");
  const minute = fields.get("MinuteOfHour");
  const second = fields.get("SecondOfMinute");
  const nano = fields.get("NanoOfSecond");
  const gap = (minute === undefined && (second ?? nano) !== undefined) || (second === undefined && nano !== undefined);
  if (hour !== undefined && !gap) {
    checked("MinuteOfHour", minute ?? 0);
    checked("HourOfDay", hour);
    checked("SecondOfMinute", second ?? 0);
    nanoOfDay = (hour * 3600 + (minute ?? 0) * 60 + (second ?? 0)) * 1e9 + (nano ?? 0);
    for (const field of ["HourOfDay", "MinuteOfHour", "SecondOfMinute", "NanoOfSecond"] as const) fields.delete(field);
  }
  const stuck = hour !== undefined && gap;
  for (const field of stuck ? [] : TIME_FIELDS) {
    const value = fields.get(field);
    if (value !== undefined) checked(field, value);
  }
  if (days !== undefined && fields.size > 0) crossCheck(fields, dateFields(days), formatDate(days));
  if (nanoOfDay !== undefined && fields.size > 0) crossCheck(fields, timeFields(nanoOfDay), javaTime(nanoOfDay));
  if (days !== undefined && nanoOfDay !== undefined && cx.zone === undefined) checkOffset(cx.offset);
  return { days, nanoOfDay };
}

function checkOffset(offset: number | undefined): void {
  if (offset !== undefined && Math.abs(offset) > 64_800) {
    throw new ParseFault("Zone offset not in valid range: -18:00 to +18:00");
  }
}

const TIME_FIELDS: readonly DatetimeField[] = [
  "NanoOfSecond",
  "SecondOfMinute",
  "MinuteOfHour",
  "HourOfAmPm",
  "HourOfDay",
  "AmPmOfDay",
];

function crossCheck(
  fields: Map<DatetimeField, number>,
  derived: Readonly<Partial<Record<DatetimeField, number>>>,
  from: string,
): void {
  for (const [field, value] of fields) {
    const expected = derived[field];
    if (expected === undefined) continue;
    if (expected !== value) {
      throw new ParseFault(
        `Conflict found: Field ${field} ${expected} differs from ${field} ${value} derived from ${from}`,
      );
    }
    fields.delete(field);
  }
}

function dateFields(days: number): Partial<Record<DatetimeField, number>> {
  const text = formatDate(days);
  const [month = 0, day = 0] = text.slice(-5).split("-").map(Number);
  const year = Number(text.slice(0, -6));
  return {
    Year: year,
    YearOfEra: year > 0 ? year : 1 - year,
    Era: year > 0 ? 1 : 0,
    MonthOfYear: month,
    DayOfMonth: day,
    DayOfYear: days - daysOfCivil(year, 1, 1) + 1,
  };
}

function timeFields(nanoOfDay: number): Partial<Record<DatetimeField, number>> {
  const seconds = Math.floor(nanoOfDay / 1e9);
  const hour = Math.floor(seconds / 3600);
  return {
    HourOfDay: hour,
    HourOfAmPm: hour % 12,
    AmPmOfDay: hour < 12 ? 0 : 1,
    MinuteOfHour: Math.floor(seconds / 60) % 60,
    SecondOfMinute: seconds % 60,
    NanoOfSecond: nanoOfDay % 1e9,
  };
}

/** `LocalTime.toString`: seconds and fraction only where there are any, the fraction in groups of three. */
function javaTime(nanoOfDay: number): string {
  const text = formatTimeOfDay(Math.floor(nanoOfDay / 1e9) * 1e6);
  const nano = nanoOfDay % 1e9;
  if (nano === 0) return text.endsWith(":00") ? text.slice(0, 5) : text;
  const digits = `${nano}`.padStart(9, "0");
  return `${text}.${nano % 1e6 === 0 ? digits.slice(0, 3) : nano % 1e3 === 0 ? digits.slice(0, 6) : digits}`;
}

/** Spark's defaults for what the pattern leaves open (`DateTimeFormatterHelper.toLocalDate`, `toLocalTime`). */
export function complete({ days, nanoOfDay }: Resolved, cx: ParseContext, wantsZone: boolean): ParsedDatetime {
  const { fields } = cx;
  const get = (field: DatetimeField, missing: number): number => {
    const value = fields.get(field);
    return value === undefined ? missing : checked(field, value);
  };
  let date = days;
  if (date === undefined) {
    const year = get("Year", 1970);
    if (fields.has("DayOfYear")) {
      date = javaYearDay(year, get("DayOfYear", 1));
      const derived = dateFields(date);
      for (const field of ["MonthOfYear", "DayOfMonth"] as const) {
        if (!fields.has(field)) continue;
        const actual = get(field, 1);
        if (actual !== derived[field]) {
          throw new ParseFault(
            `Conflict found: Field ${field} ${actual} differs from ${field} ${derived[field]} derived from ${formatDate(date)}.`,
          );
        }
      }
    } else date = javaDate(year, get("MonthOfYear", 1), get("DayOfMonth", 1));
  }
  let nanos = nanoOfDay;
  if (nanos === undefined) {
    const hour = fields.has("HourOfDay")
      ? get("HourOfDay", 0)
      : fields.has("HourOfAmPm")
        ? get("HourOfAmPm", 0)
        : get("AmPmOfDay", 0) * 12;
    nanos = (hour * 3600 + get("MinuteOfHour", 0) * 60 + get("SecondOfMinute", 0)) * 1e9 + get("NanoOfSecond", 0);
  }
  if (!wantsZone) return { days: date, microOfDay: Math.floor(nanos / 1000), zone: undefined };
  if (cx.zone === undefined) checkOffset(cx.offset);
  const zone = cx.zone ?? (cx.offset === undefined ? undefined : zoneOf(offsetId(cx.offset)));
  return { days: date, microOfDay: Math.floor(nanos / 1000), zone };
}

/** The local micros of a parsed date and time. */
export const localMicros = (parsed: ParsedDatetime): bigint => joinMicros(parsed.days, parsed.microOfDay);
