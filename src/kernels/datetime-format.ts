import { unsupported } from "../errors/spark-error.ts";
import { civilOfDays, dayOfYear, floorDiv, isoDayOfWeek, secondsOfMicros, splitMicros } from "./datetime-civil.ts";
import { compilePattern, type DatetimeField, type OffsetType, type PatternItem } from "./datetime-pattern.ts";
import { MONTHS, WEEKDAYS } from "./datetime-names.ts";
import { localToUtc, utcToLocal, type Zone } from "./zone.ts";
import { zoneName } from "./zone-names.ts";

/** One instant on a zone's clock, taken apart once. */
interface Fields {
  readonly days: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly second: number;
  readonly micro: number;
  readonly utcSeconds: number;
  readonly offset: number;
  readonly zone: Zone;
}

type Writer = (f: Fields) => string;

/**
 * A formatter of instants by a datetime pattern on a zone's clock (`date_format`, `from_unixtime`, `to_char`;
 * `java.time.format.DateTimeFormatter.format`, locale en-US). Pattern errors as in {@link compilePattern}.
 */
export function formatterOf(pattern: string, zone: Zone): (micros: bigint) => string {
  const writers = compilePattern(pattern, "format").map(writerOf);
  const only = writers.length === 1 ? writers[0] : undefined;
  return (micros) => {
    const local = utcToLocal(zone, micros);
    const { days, microOfDay } = splitMicros(local);
    const { year, month, day } = civilOfDays(days);
    const second = Math.floor(microOfDay / 1_000_000);
    const utcSeconds = secondsOfMicros(micros);
    const f: Fields = {
      days,
      year,
      month,
      day,
      second,
      micro: microOfDay - second * 1_000_000,
      utcSeconds,
      offset: days * 86_400 + second - utcSeconds,
      zone,
    };
    if (only !== undefined) return only(f);
    let text = "";
    for (const write of writers) text += write(f);
    return text;
  };
}

/** The same for local dates and times, which have no zone of their own. */
export function localFormatterOf(pattern: string, zone: Zone): (local: bigint) => string {
  const format = formatterOf(pattern, zone);
  return (local) => format(localToUtc(zone, local));
}

function writerOf(item: PatternItem): Writer {
  switch (item.kind) {
    case "literal":
      return () => item.text;
    case "number": {
      const value = FIELD_VALUES[item.field];
      const { min } = item;
      if (item.sign === "exceeds_pad") {
        const limit = 10 ** min;
        return (f) => {
          const n = value(f);
          const digits = `${Math.abs(n)}`.padStart(min, "0");
          return n < 0 ? `-${digits}` : n >= limit ? `+${digits}` : digits;
        };
      }
      if (min === 1) return (f) => `${value(f)}`;
      if (min === 2 && item.max === 2) {
        return (f) => {
          const n = value(f);
          return n < 10 ? `0${n}` : `${n}`;
        };
      }
      return (f) => {
        const n = value(f);
        const digits = `${Math.abs(n)}`.padStart(min, "0");
        return n < 0 ? `-${digits}` : digits;
      };
    }
    case "reduced": {
      const value = FIELD_VALUES[item.field];
      return (f) => `${Math.abs(value(f)) % 100}`.padStart(2, "0");
    }
    case "text":
      return textWriter(item.field, item.full);
    case "fraction":
      return (f) => `${f.micro}`.padStart(6, "0").padEnd(9, "0").slice(0, item.max);
    case "offset":
      return (f) => formatOffset(f.offset, item.type, item.none);
    case "localized_offset":
      return (f) => formatLocalizedOffset(f.offset, item.full);
    case "zone_id":
      return (f) => f.zone.id;
    case "zone_text":
      return (f) => {
        const name = zoneName(f.zone, f.utcSeconds, item.full);
        if (name === undefined)
          throw unsupported(`the datetime pattern letter z at this time in the zone ${f.zone.id}`);
        return name;
      };
    case "optional": {
      const writers = item.items.map(writerOf);
      return (f) => writers.map((write) => write(f)).join("");
    }
  }
}

const hour = (f: Fields): number => Math.floor(f.second / 3600);

const FIELD_VALUES: Readonly<Record<DatetimeField, (f: Fields) => number>> = {
  Era: (f) => (f.year > 0 ? 1 : 0),
  YearOfEra: (f) => (f.year > 0 ? f.year : 1 - f.year),
  Year: (f) => f.year,
  QuarterOfYear: (f) => floorDiv(f.month + 2, 3),
  MonthOfYear: (f) => f.month,
  DayOfYear: (f) => dayOfYear(f.days),
  DayOfMonth: (f) => f.day,
  AlignedDayOfWeekInMonth: (f) => ((f.day - 1) % 7) + 1,
  DayOfWeek: (f) => isoDayOfWeek(f.days),
  ModifiedJulianDay: (f) => f.days + 40_587,
  AmPmOfDay: (f) => (f.second < 43_200 ? 0 : 1),
  HourOfDay: hour,
  ClockHourOfDay: (f) => hour(f) || 24,
  HourOfAmPm: (f) => hour(f) % 12,
  ClockHourOfAmPm: (f) => hour(f) % 12 || 12,
  MinuteOfHour: (f) => Math.floor(f.second / 60) % 60,
  SecondOfMinute: (f) => f.second % 60,
  NanoOfSecond: (f) => f.micro * 1000,
};

const QUARTERS = ["1st quarter", "2nd quarter", "3rd quarter", "4th quarter"];

function textWriter(field: DatetimeField, full: boolean): Writer {
  const value = FIELD_VALUES[field];
  const pick =
    (names: readonly string[], first: number): Writer =>
    (f) =>
      names[value(f) - first] ?? "";
  switch (field) {
    case "MonthOfYear":
      return pick(full ? MONTHS : MONTHS.map((m) => m.slice(0, 3)), 1);
    case "DayOfWeek":
      return pick(full ? WEEKDAYS : WEEKDAYS.map((d) => d.slice(0, 3)), 1);
    case "QuarterOfYear":
      return pick(full ? QUARTERS : ["Q1", "Q2", "Q3", "Q4"], 1);
    case "Era":
      return pick(full ? ["Before Christ", "Anno Domini"] : ["BC", "AD"], 0);
    case "AmPmOfDay":
      return pick(["AM", "PM"], 0);
    default:
      return (f) => `${value(f)}`;
  }
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

function formatOffset(offset: number, type: OffsetType, none: string): string {
  if (offset === 0) return none;
  const abs = Math.abs(offset);
  const hours = Math.floor(abs / 3600) % 100;
  const minutes = Math.floor(abs / 60) % 60;
  const seconds = abs % 60;
  const colon = type.includes(":") ? ":" : "";
  let text = (offset < 0 ? "-" : "+") + two(hours);
  let written = hours;
  if (type.includes("MM") || (type === "+HHmm" && minutes > 0)) {
    text += colon + two(minutes);
    written += minutes;
    if (type.endsWith("ss") && seconds > 0) {
      text += colon + two(seconds);
      written += seconds;
    }
  }
  return written === 0 ? none : text;
}

function formatLocalizedOffset(offset: number, full: boolean): string {
  if (offset === 0) return "GMT";
  const abs = Math.abs(offset);
  const hours = Math.floor(abs / 3600);
  const minutes = Math.floor(abs / 60) % 60;
  const seconds = abs % 60;
  let text = `GMT${offset < 0 ? "-" : "+"}${full ? two(hours) : hours}`;
  if (full || minutes !== 0 || seconds !== 0) text += `:${two(minutes)}`;
  if (seconds !== 0) text += `:${two(seconds)}`;
  return text;
}
