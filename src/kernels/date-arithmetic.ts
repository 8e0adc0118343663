/** Arithmetic on dates and timestamps (`org.apache.spark.sql.catalyst.util.DateTimeUtils`). */
import type { CalendarInterval } from "../types/value.ts";
import { exactMicros } from "./cast-datetime.ts";
import {
  addMonths,
  civilOfDays,
  daysInMonth,
  daysOfCivil,
  fitsInt,
  floorMod,
  isoDayOfWeek,
  joinMicros,
  MICROS_PER_DAY,
  splitMicros,
} from "./datetime-civil.ts";
import { arithmeticOverflow } from "./kernel-errors.ts";
import { dayOfInstant, localToUtcLike, startOfDay, utcToLocal, type Zone } from "./zone.ts";

/** A day count that fits a Java int, else Spark's bare overflow. */
export function exactDays(days: number): number {
  if (!fitsInt(days)) throw arithmeticOverflow("integer overflow");
  return days;
}

/** A date some months later. */
export const dateAddMonths = (days: number, months: number): number => exactDays(addMonths(days, months));

const BIG_DAY = 86_400_000_000n;

function localAddMonths(local: bigint, months: number): bigint {
  const { days, microOfDay } = splitMicros(local);
  return joinMicros(addMonths(days, months), microOfDay);
}

/** An instant some months later by the zone's clock. */
export function timestampAddMonths(micros: bigint, months: number, zone: Zone): bigint {
  return exactMicros(localToUtcLike(zone, localAddMonths(utcToLocal(zone, micros), months), micros));
}

function addDays(micros: bigint, days: bigint, zone: Zone): bigint {
  if (days === 0n) return micros;
  return localToUtcLike(zone, utcToLocal(zone, micros) + days * BIG_DAY, micros);
}

/** An instant later by a day-time interval: whole days by the zone's clock, the rest in elapsed time. */
export function timestampAddDayTime(micros: bigint, dayTime: bigint, zone: Zone): bigint {
  const days = dayTime / BIG_DAY;
  return exactMicros(addDays(micros, days, zone) + (dayTime - days * BIG_DAY));
}

/** An instant later by months, then days by the zone's clock, then micros in elapsed time. */
export function timestampAddCalendar(micros: bigint, by: CalendarInterval, zone: Zone): bigint {
  const shifted =
    by.months === 0 ? micros : localToUtcLike(zone, localAddMonths(utcToLocal(zone, micros), by.months), micros);
  return exactMicros(addDays(shifted, BigInt(by.days), zone) + by.micros);
}

/** A date later by the months and days of an interval without a time. */
export const dateAddCalendar = (days: number, by: CalendarInterval): number =>
  exactDays(addMonths(days, by.months) + by.days);

/** The time between two instants as the zone's clock shows them. */
export const subtractTimestamps = (end: bigint, start: bigint, zone: Zone): bigint =>
  exactMicros(utcToLocal(zone, end) - utcToLocal(zone, start));

/** Months between two instants, the rest as a share of 31 days; whole when both are on the same day or at month ends. */
export function monthsBetween(micros1: bigint, micros2: bigint, roundOff: boolean, zone: Zone): number {
  const days1 = dayOfInstant(zone, micros1);
  const days2 = dayOfInstant(zone, micros2);
  const a = civilOfDays(days1);
  const b = civilOfDays(days2);
  const months = (a.year - b.year) * 12 + a.month - b.month;
  const atEnds = a.day === daysInMonth(a.year, a.month) && b.day === daysInMonth(b.year, b.month);
  if (a.day === b.day || atEnds) return months;
  const secondOfDay = (micros: bigint, days: number): number => Number((micros - startOfDay(zone, days)) / 1_000_000n);
  const seconds = (a.day - b.day) * 86_400 + secondOfDay(micros1, days1) - secondOfDay(micros2, days2);
  const exact = months + seconds / 2_678_400;
  return roundOff ? Math.floor(exact * 1e8 + 0.5) / 1e8 : exact;
}

/** The last day of the date's month. */
export function lastDayOfMonth(days: number): number {
  const { year, month } = civilOfDays(days);
  return daysOfCivil(year, month, daysInMonth(year, month));
}

/** The ISO day of the week (1 is Monday) of a name such as `MO`, `Mon` or `monday`. */
export function dayOfWeekNamed(name: string): number | undefined {
  const index = WEEK.findIndex((names) => names.includes(name.toUpperCase()));
  return index < 0 ? undefined : index + 1;
}

const WEEK: readonly (readonly string[])[] = [
  ["MO", "MON", "MONDAY"],
  ["TU", "TUE", "TUESDAY"],
  ["WE", "WED", "WEDNESDAY"],
  ["TH", "THU", "THURSDAY"],
  ["FR", "FRI", "FRIDAY"],
  ["SA", "SAT", "SATURDAY"],
  ["SU", "SUN", "SUNDAY"],
];

/** The first later date on an ISO day of the week. */
export const nextDay = (days: number, isoDay: number): number =>
  days + 1 + floorMod(isoDay - 1 - isoDayOfWeek(days), 7);

/** Units of truncation, fine to coarse. */
export type TruncationLevel =
  | "microsecond"
  | "millisecond"
  | "second"
  | "minute"
  | "hour"
  | "day"
  | "week"
  | "month"
  | "quarter"
  | "year";

const LEVELS: Readonly<Record<string, TruncationLevel>> = {
  MICROSECOND: "microsecond",
  MILLISECOND: "millisecond",
  SECOND: "second",
  MINUTE: "minute",
  HOUR: "hour",
  DAY: "day",
  DD: "day",
  WEEK: "week",
  MON: "month",
  MONTH: "month",
  MM: "month",
  QUARTER: "quarter",
  YEAR: "year",
  YYYY: "year",
  YY: "year",
};

/** The unit of a name in any case; `undefined` for any other name. */
export function truncationLevel(name: string): TruncationLevel | undefined {
  const upper = name.toUpperCase();
  return Object.hasOwn(LEVELS, upper) ? LEVELS[upper] : undefined;
}

/** The first day of the week, month, quarter or year; `undefined` for finer units, which a date does not have. */
export function truncateDate(days: number, level: TruncationLevel): number | undefined {
  const { year, month } = civilOfDays(days);
  switch (level) {
    case "week":
      return days - isoDayOfWeek(days) + 1;
    case "month":
      return daysOfCivil(year, month, 1);
    case "quarter":
      return daysOfCivil(year, month - ((month - 1) % 3), 1);
    case "year":
      return daysOfCivil(year, 1, 1);
    default:
      return undefined;
  }
}

const floorTo = (micros: bigint, unit: bigint): bigint => {
  const rest = micros % unit;
  return rest < 0n ? micros - rest - unit : micros - rest;
};

/** The start of the unit that an instant lies in by the zone's clock. */
export function truncateTimestamp(micros: bigint, level: TruncationLevel, zone: Zone): bigint {
  const local = (unit: bigint): bigint =>
    exactMicros(localToUtcLike(zone, floorTo(utcToLocal(zone, micros), unit), micros));
  switch (level) {
    case "microsecond":
      return micros;
    case "millisecond":
      return exactMicros(floorTo(micros, 1000n));
    case "second":
      return exactMicros(floorTo(micros, 1_000_000n));
    case "minute":
      return local(60_000_000n);
    case "hour":
      return local(3_600_000_000n);
    case "day":
      return local(BIG_DAY);
    default: {
      const days = dayOfInstant(zone, micros);
      return exactMicros(startOfDay(zone, truncateDate(days, level) ?? days));
    }
  }
}

/** Units of `timestampadd` and `timestampdiff`. */
export type TimestampUnit = keyof typeof UNIT_FACTORS;

/** Each unit in micros, or in months. */
const UNIT_FACTORS = {
  MICROSECOND: { micros: 1n },
  MILLISECOND: { micros: 1000n },
  SECOND: { micros: 1_000_000n },
  MINUTE: { micros: 60_000_000n },
  HOUR: { micros: 3_600_000_000n },
  DAY: { micros: BIG_DAY },
  DAYOFYEAR: { micros: BIG_DAY },
  WEEK: { micros: 7n * BIG_DAY },
  MONTH: { months: 1n },
  QUARTER: { months: 3n },
  YEAR: { months: 12n },
} as const satisfies Record<string, { readonly micros: bigint } | { readonly months: bigint }>;

/** The unit of a name in any case. */
export function timestampUnit(name: string): TimestampUnit | undefined {
  const upper = name.toUpperCase();
  return Object.hasOwn(UNIT_FACTORS, upper) ? (upper as TimestampUnit) : undefined;
}

/** An instant some units later, days and longer by the zone's clock; `undefined` when it leaves the range of timestamps. */
export function timestampAdd(unit: TimestampUnit, quantity: bigint, micros: bigint, zone: Zone): bigint | undefined {
  const factor = UNIT_FACTORS[unit];
  if ("micros" in factor) {
    const elapsed = quantity * factor.micros;
    if (elapsed !== BigInt.asIntN(64, elapsed)) return undefined;
    return fits(factor.micros < BIG_DAY ? micros + elapsed : addDays(micros, elapsed / BIG_DAY, zone));
  }
  const months = quantity * factor.months;
  if (months !== BigInt.asIntN(32, months)) return undefined;
  return fits(localToUtcLike(zone, localAddMonths(utcToLocal(zone, micros), Number(months)), micros));
}

const fits = (micros: bigint): bigint | undefined => (micros === BigInt.asIntN(64, micros) ? micros : undefined);

/** Whole units from one instant to another by the zone's clock, toward zero. */
export function timestampDiff(unit: TimestampUnit, start: bigint, end: bigint, zone: Zone): bigint {
  const from = utcToLocal(zone, start);
  const to = utcToLocal(zone, end);
  const factor = UNIT_FACTORS[unit];
  if ("micros" in factor) return (to - from) / factor.micros;
  const a = splitMicros(from);
  const b = splitMicros(to);
  let days = b.days;
  if (days > a.days && b.microOfDay < a.microOfDay) days--;
  else if (days < a.days && b.microOfDay > a.microOfDay) days++;
  const packed = (n: number): number => {
    const { year, month, day } = civilOfDays(n);
    return (year * 12 + month) * 32 + day;
  };
  return BigInt(Math.trunc((packed(days) - packed(a.days)) / 32)) / factor.months;
}

/** Micros since local midnight on the zone's clock. */
export const microOfDay = (micros: bigint, zone: Zone): number => splitMicros(utcToLocal(zone, micros)).microOfDay;

/** Whole days in micros, for differences of dates. */
export const daysInMicros = (days: number): bigint => BigInt(days) * BigInt(MICROS_PER_DAY);

/** The whole months from a date to another, and the days that are left, of one sign (`java.time.Period.between`). */
export function periodBetween(start: number, end: number): CalendarInterval {
  const [from, to] = [civilOfDays(start), civilOfDays(end)];
  let months = (to.year - from.year) * 12 + to.month - from.month;
  let days = to.day - from.day;
  if (months > 0 && days < 0) {
    months--;
    days = end - dateAddMonths(start, months);
  } else if (months < 0 && days > 0) {
    months++;
    days -= daysInMonth(to.year, to.month);
  }
  return { months, days, micros: 0n };
}
