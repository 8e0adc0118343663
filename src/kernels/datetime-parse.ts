import { unsupported } from "../errors/spark-error.ts";
import { daysOfCivil, daysInMonth, isLeapYear, joinMicros } from "./datetime-civil.ts";
import { MONTHS } from "./datetime-names.ts";
import { compilePattern, type DatetimeField, type OffsetType, type PatternItem } from "./datetime-pattern.ts";
import { formatDate, formatTimeOfDay } from "./datetime-text.ts";
import { matchZone } from "./zone-abbreviations.ts";
import { findZone, type Zone, zoneOf } from "./zone.ts";

/** What a text says by a pattern: a local date and time, and a zone when the pattern has one. */
export interface ParsedDatetime {
  readonly days: number;
  readonly microOfDay: number;
  readonly zone: Zone | undefined;
}

/** The field values found so far, and the zone. */
interface Context {
  readonly text: string;
  fields: Map<DatetimeField, number>;
  offset: number | undefined;
  zone: Zone | undefined;
}

/** A fault with Java's sentence, which becomes CANNOT_PARSE_TIMESTAMP's `message`. */
class ParseFault extends Error {}

/**
 * A parser of texts by a datetime pattern (`Iso8601TimestampFormatter` over Java's strict resolver, locale en-US, case
 * ignored). It gives the date and time, missing fields as of 1970-01-01 00:00, or Java's sentence why the text does not
 * match. Unless `wantsZone`, the time is a local one, and a zone is read but not used. Pattern errors as in {@link compilePattern}.
 */
export function parserOf(pattern: string, wantsZone = true): (text: string) => ParsedDatetime | string {
  const items = compilePattern(pattern, wantsZone ? "parse" : "parse_local");
  return (text) => {
    const cx: Context = { text, fields: new Map(), offset: undefined, zone: undefined };
    let resolved: Resolved;
    try {
      const end = parseAll(items, cx, 0);
      if (end < 0) return `Text '${abbreviated(text)}' could not be parsed at index ${~end}`;
      if (end < text.length) {
        return `Text '${abbreviated(text)}' could not be parsed, unparsed text found at index ${end}`;
      }
      resolved = resolve(cx);
    } catch (error) {
      if (error instanceof ParseFault) return `Text '${abbreviated(text)}' could not be parsed: ${error.message}`;
      throw error;
    }
    try {
      return complete(resolved, cx, wantsZone);
    } catch (error) {
      if (error instanceof ParseFault) return error.message;
      throw error;
    }
  };
}

const abbreviated = (text: string): string => (text.length > 64 ? `${text.slice(0, 64)}...` : text);

/** The position after the items, or `~position` of the first that does not match. */
function parseAll(items: readonly PatternItem[], cx: Context, from: number): number {
  let position = from;
  for (const item of items) {
    position = parseItem(item, cx, position);
    if (position < 0) return position;
  }
  return position;
}

function parseItem(item: PatternItem, cx: Context, position: number): number {
  switch (item.kind) {
    case "literal":
      return equalsIgnoreCase(cx.text, position, item.text) ? position + item.text.length : ~position;
    case "number":
      return parseNumber(item, cx, position);
    case "reduced":
      return parseReduced(item, cx, position);
    case "text":
      return parseText(item.field, item.full, cx, position);
    case "fraction":
      return parseFraction(item.min, item.max, cx, position);
    case "offset":
      return parseOffset(item.type, item.none, cx, position);
    case "localized_offset":
      return parseLocalizedOffset(item.full, cx, position);
    case "zone_id":
      return parseZoneId(cx, position, false);
    case "zone_text":
      if (item.full) throw unsupported("reading long zone names by the datetime pattern zzzz");
      return parseZoneId(cx, position, true);
    case "optional": {
      const { fields, offset, zone } = cx;
      cx.fields = new Map(fields);
      const end = parseAll(item.items, cx, position);
      if (end >= 0) return end;
      cx.fields = fields;
      cx.offset = offset;
      cx.zone = zone;
      return position;
    }
  }
}

function equalsIgnoreCase(text: string, at: number, part: string): boolean {
  if (at + part.length > text.length) return false;
  if (text.startsWith(part, at)) return true;
  for (let i = 0; i < part.length; i++) {
    const a = text.charAt(at + i);
    const b = part.charAt(i);
    if (a !== b && a.toUpperCase() !== b.toUpperCase() && a.toLowerCase() !== b.toLowerCase()) return false;
  }
  return true;
}

/** Stores a field; a second, different value is a mismatch where it stands. */
function setField(cx: Context, field: DatetimeField, value: number, start: number, end: number): number {
  const old = cx.fields.get(field);
  if (old !== undefined && old !== value) return ~start;
  cx.fields.set(field, value);
  return end;
}

function setOffset(cx: Context, value: number, start: number, end: number): number {
  if (cx.offset !== undefined && cx.offset !== value) return ~start;
  cx.offset = value;
  return end;
}

const digitAt = (text: string, at: number): number => {
  const d = text.charCodeAt(at) - 48;
  return d >= 0 && d <= 9 ? d : -1;
};

/** Reads `min` to `max` digits, leaving `subsequent` of them to the fields that follow; `undefined` for fewer. */
function readDigits(
  text: string,
  position: number,
  min: number,
  max: number,
  subsequent: number,
): { readonly value: number; readonly end: number } | undefined {
  if (position + min > text.length) return undefined;
  const limit = Math.min(position + max + subsequent, text.length);
  let end = position;
  while (end < limit && digitAt(text, end) >= 0) end++;
  if (end - position < min) return undefined;
  if (subsequent > 0) end = position + Math.min(Math.max(min, end - position - subsequent), end - position);
  return { value: Number(text.slice(position, end)), end };
}

type NumberItem = Extract<PatternItem, { kind: "number" }>;

function parseNumber(item: NumberItem, cx: Context, from: number): number {
  const { text } = cx;
  if (item.field === "ModifiedJulianDay") throw unsupported("reading the datetime pattern letter g");
  if (from >= text.length) return ~from;
  let position = from;
  const sign = text.charAt(position);
  const negative = sign === "-";
  const positive = sign === "+";
  if (positive) {
    if (item.sign !== "exceeds_pad") return ~position;
    position++;
  } else if (negative) {
    if (item.sign === "not_negative") return ~position;
    position++;
  }
  const read = readDigits(text, position, item.min, item.max, item.subsequent);
  if (read === undefined) return ~position;
  const width = read.end - position;
  if (negative) {
    if (read.value === 0) return ~(position - 1);
    return setField(cx, item.field, -read.value, position, read.end);
  }
  if (item.sign === "exceeds_pad") {
    if (positive && width <= item.min) return ~(position - 1);
    if (!positive && width > item.min) return ~position;
  }
  return setField(cx, item.field, read.value, position, read.end);
}

function parseReduced(item: Extract<PatternItem, { kind: "reduced" }>, cx: Context, position: number): number {
  if (position >= cx.text.length || digitAt(cx.text, position) < 0) return ~position;
  const read = readDigits(cx.text, position, 2, 2, item.subsequent);
  if (read === undefined) return ~position;
  return setField(cx, item.field, 2000 + read.value, position, read.end);
}

const SHORT_MONTHS = MONTHS.map((m) => m.slice(0, 3));

function parseText(field: DatetimeField, full: boolean, cx: Context, position: number): number {
  const [names, first]: readonly [readonly string[], number] =
    field === "MonthOfYear"
      ? [full ? MONTHS : SHORT_MONTHS, 1]
      : field === "Era"
        ? [full ? ["Before Christ", "Anno Domini"] : ["BC", "AD"], 0]
        : [["AM", "PM"], 0];
  for (const [i, name] of names.entries()) {
    if (equalsIgnoreCase(cx.text, position, name)) return setField(cx, field, i + first, position, position + name.length);
  }
  return ~position;
}

function parseFraction(min: number, max: number, cx: Context, position: number): number {
  const { text } = cx;
  if (position >= text.length || position + min > text.length) return ~position;
  let end = position;
  const limit = Math.min(position + max, text.length);
  while (end < limit && digitAt(text, end) >= 0) end++;
  if (end - position < min) return ~position;
  return setField(cx, "NanoOfSecond", Number(text.slice(position, end).padEnd(9, "0")), position, end);
}

/** Two digits up to 59, after a colon where the form has one; -1 when they do not stand there. */
function twoDigits(text: string, at: number, colon: boolean): number {
  const start = colon ? at + 1 : at;
  if (colon && text.charAt(at) !== ":") return -1;
  const a = digitAt(text, start);
  const b = digitAt(text, start + 1);
  return a < 0 || b < 0 || a > 5 ? -1 : a * 10 + b;
}

function parseOffset(type: OffsetType, none: string, cx: Context, position: number): number {
  const { text } = cx;
  if (position >= text.length) return ~position;
  if (equalsIgnoreCase(text, position, none)) return setOffset(cx, 0, position, position + none.length);
  const read = readOffset(type, text, position);
  return read === undefined ? ~position : setOffset(cx, read.seconds, position, read.end);
}

function readOffset(
  type: OffsetType,
  text: string,
  position: number,
): { readonly seconds: number; readonly end: number } | undefined {
  const sign = text.charAt(position);
  if (sign !== "+" && sign !== "-") return undefined;
  const colon = type.includes(":");
  const width = colon ? 3 : 2;
  let end = position + 1;
  const hours = twoDigits(text, end, false);
  if (hours < 0) return undefined;
  end += 2;
  let minutes = 0;
  let seconds = 0;
  if (type !== "+HH") {
    const m = twoDigits(text, end, colon);
    if (m >= 0) {
      minutes = m;
      end += width;
    } else if (type.includes("MM")) return undefined;
    if (type.endsWith("ss")) {
      const s = twoDigits(text, end, colon);
      if (s >= 0) {
        seconds = s;
        end += width;
      }
    }
  }
  if (hours > 23) throw new ParseFault("Value out of range: Hour[0-23], Minute[0-59], Second[0-59]");
  const total = hours * 3600 + minutes * 60 + seconds;
  return { seconds: sign === "-" ? 0 - total : total, end };
}

/** `GMT`, `GMT+8`, `GMT+8:30` or, when `full`, `GMT+08:30`; seconds may follow. */
function parseLocalizedOffset(full: boolean, cx: Context, start: number): number {
  const { text } = cx;
  if (!equalsIgnoreCase(text, start, "GMT")) return ~start;
  let position = start + 3;
  const sign = text.charAt(position);
  if (sign !== "+" && sign !== "-") return setOffset(cx, 0, start, position);
  position++;
  const digit = (at: number): number => {
    if (at >= text.length) throw new ParseFault(`String index out of range: ${text.length}`);
    return digitAt(text, at);
  };
  const pair = (at: number): number => {
    const a = digit(at);
    const b = digit(at + 1);
    return a < 0 || b < 0 ? -1 : a * 10 + b;
  };
  let total: number;
  if (full) {
    const hours = pair(position);
    if (hours < 0) return ~start;
    position += 2;
    if (position >= text.length) throw new ParseFault(`String index out of range: ${text.length}`);
    if (text.charAt(position) !== ":") return ~start;
    const minutes = pair(position + 1);
    if (minutes < 0) return ~start;
    position += 3;
    total = hours * 3600 + minutes * 60;
  } else {
    const first = digit(position++);
    if (first < 0) return ~start;
    total = first;
    const second = digitAt(text, position);
    if (second >= 0) {
      total = total * 10 + second;
      position++;
    }
    total *= 3600;
    const minutes = optionalPair(text, position);
    if (minutes < 0) return setOffset(cx, sign === "-" ? 0 - total : total, start, position);
    total += minutes * 60;
    position += 3;
  }
  const seconds = optionalPair(text, position);
  if (seconds >= 0) {
    total += seconds;
    position += 3;
  }
  return setOffset(cx, sign === "-" ? 0 - total : total, start, position);
}

/** The two digits after a colon, or -1. */
function optionalPair(text: string, at: number): number {
  if (text.charAt(at) !== ":") return -1;
  const a = digitAt(text, at + 1);
  const b = digitAt(text, at + 2);
  return a < 0 || b < 0 ? -1 : a * 10 + b;
}

function parseZoneId(cx: Context, position: number, names: boolean): number {
  const { text } = cx;
  if (position >= text.length) return ~position;
  const next = text.charAt(position);
  if (next === "+" || next === "-") return parsePrefixedZone(cx, position, position);
  for (const prefix of ["UTC", "UT", "GMT"]) {
    if (!equalsIgnoreCase(text, position, prefix)) continue;
    const end = position + prefix.length;
    if (prefix === "GMT" && text.charAt(end) === "0") {
      cx.zone = zoneOf("GMT0");
      return end + 1;
    }
    return parsePrefixedZone(cx, position, end);
  }
  const found = matchZone(text, position, names);
  if (found !== undefined) {
    cx.zone = zoneOf(found.id);
    return found.end;
  }
  if (next === "Z" || next === "z") {
    cx.zone = zoneOf("Z");
    return position + 1;
  }
  return ~position;
}

function parsePrefixedZone(cx: Context, start: number, position: number): number {
  const { text } = cx;
  const prefix = text.slice(start, position).toUpperCase();
  const bare = (): number => {
    cx.zone = zoneOf(prefix);
    return position;
  };
  if (position >= text.length) return prefix === "" ? ~start : bare();
  const next = text.charAt(position);
  if (prefix !== "" && (next === "0" || next === "Z" || next === "z")) return bare();
  let read: { readonly seconds: number; readonly end: number } | undefined;
  try {
    read = readOffset("+HH:MM:ss", text, position);
  } catch (error) {
    if (error instanceof ParseFault && prefix === "") throw error;
    return ~start;
  }
  if (read === undefined) return prefix === "" ? ~start : bare();
  const zone = findZone(prefix + offsetText(read.seconds));
  if (zone === undefined) return ~start;
  cx.zone = zone;
  return read.end;
}

function offsetText(seconds: number): string {
  const abs = Math.abs(seconds);
  const two = (n: number): string => `${n}`.padStart(2, "0");
  return `${seconds < 0 ? "-" : "+"}${two(Math.floor(abs / 3600))}:${two(Math.floor(abs / 60) % 60)}:${two(abs % 60)}`;
}

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

interface Resolved {
  readonly days: number | undefined;
  /** Nanoseconds since midnight. */
  readonly nanoOfDay: number | undefined;
}

/** `java.time.format.Parsed.resolve` in strict style: combines fields, and checks that they agree. */
function resolve(cx: Context): Resolved {
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
  if (clockHourOfHalf !== undefined) put("ClockHourOfAmPm", "HourOfAmPm", checked("ClockHourOfAmPm", clockHourOfHalf) % 12);
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
  if (days !== undefined) crossCheck(fields, dateFields(days), formatDate(days));
  if (nanoOfDay !== undefined) crossCheck(fields, timeFields(nanoOfDay), javaTime(nanoOfDay));
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
function complete({ days, nanoOfDay }: Resolved, cx: Context, wantsZone: boolean): ParsedDatetime {
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
  const zone = cx.zone ?? (cx.offset === undefined ? undefined : zoneOf(offsetText(cx.offset)));
  return { days: date, microOfDay: Math.floor(nanos / 1000), zone };
}

/** The local micros of a parsed date and time. */
export const localMicros = (parsed: ParsedDatetime): bigint => joinMicros(parsed.days, parsed.microOfDay);
