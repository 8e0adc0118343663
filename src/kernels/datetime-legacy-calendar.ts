import { daysOfCivil } from "./datetime-civil.ts";
import { localToUtc, utcToLocal, type Zone } from "./zone.ts";

/** The fields that a text gave, in the order in which they were read (`java.util.Calendar`'s stamps). */
export type LegacyFields = (readonly [LegacyField, number])[];

/** Months from 0; halves: 0 is AM; eras: 0 is BC; zones: whether an offset was given. */
export type LegacyField =
  | "era"
  | "year"
  | "month"
  | "day"
  | "dayOfYear"
  | "half"
  | "hour"
  | "hourOfDay"
  | "minute"
  | "second"
  | "milli"
  | "zone";

const RANGES: Readonly<Record<LegacyField, readonly [number, number]>> = {
  era: [0, 1],
  year: [1, 292278994],
  month: [0, 11],
  day: [1, 31],
  dayOfYear: [1, 366],
  half: [0, 1],
  hour: [0, 11],
  hourOfDay: [0, 23],
  minute: [0, 59],
  second: [0, 59],
  milli: [0, 999],
  zone: [0, 0],
};

/** The first day of the Gregorian calendar, before which Java's counts Julian days. */
const GREGORIAN = daysOfCivil(1582, 10, 15);
/** The years whose microseconds fit into 64 bits. */
const LAST_YEAR = 294246;

/**
 * Whether the fields are a moment in a zone: each in its range, all of one day, and of a time that clocks show
 * (a `java.util.GregorianCalendar` that is not lenient).
 */
export function isLegacyMoment(fields: LegacyFields, zone: Zone): boolean {
  const values = new Map<LegacyField, number>();
  const stamps = new Map<LegacyField, number>();
  for (const [i, [field, value]] of fields.entries()) {
    values.set(field, value);
    stamps.set(field, i + 1);
  }
  for (const [field, value] of values) if (value < RANGES[field][0] || value > RANGES[field][1]) return false;
  const stamp = (field: LegacyField) => stamps.get(field) ?? 0;
  const day = dayOf(values, stamp("dayOfYear") > stamp("day"));
  const second = secondOf(values, stamp);
  if (day === undefined || second === undefined) return false;
  if (values.has("zone")) return true;
  const local = BigInt(day) * 86_400_000_000n + BigInt(second) * 1_000_000n;
  return utcToLocal(zone, localToUtc(zone, local)) === local;
}

/** The day, counted from 1970 in the calendar of its time; `undefined` for none. */
function dayOf(values: ReadonlyMap<LegacyField, number>, byDayOfYear: boolean): number | undefined {
  const given = values.get("year") ?? 1970;
  const year = values.get("era") === 0 ? 1 - given : given;
  if (year > LAST_YEAR || year < -LAST_YEAR) return undefined;
  const month = values.get("month") ?? 0;
  const dayOfMonth = values.get("day") ?? 1;
  const dayOfYear = values.get("dayOfYear");
  if (!byDayOfYear) {
    const day = dayOfDate(year, month, dayOfMonth);
    const first = dayOfDate(year, 0, 1) ?? 0;
    return day !== undefined && (dayOfYear === undefined || dayOfYear === day - first + 1) ? day : undefined;
  }
  const day = (dayOfDate(year, 0, 1) ?? 0) + (dayOfYear ?? 1) - 1;
  for (const field of ["month", "day"] as const) {
    const wanted = values.get(field);
    if (wanted === undefined) continue;
    const months = field === "month" ? [wanted] : Array.from({ length: 12 }, (_, i) => i);
    const days = field === "day" ? [wanted] : Array.from({ length: 31 }, (_, i) => i + 1);
    if (!months.some((m) => days.some((d) => dayOfDate(year, m, d) === day))) return undefined;
  }
  const next = dayOfDate(year + 1, 0, 1) ?? 0;
  return day < next ? day : undefined;
}

/** A date of the Gregorian calendar from 15 October 1582 on, of the Julian before. */
function dayOfDate(year: number, month: number, day: number): number | undefined {
  const isJulian = year < 1582 || (year === 1582 && (month < 9 || (month === 9 && day < 15)));
  const isLeap = year % 4 === 0 && (isJulian || year % 100 !== 0 || year % 400 === 0);
  if (day > (month === 1 ? (isLeap ? 29 : 28) : [3, 5, 8, 10].includes(month) ? 30 : 31)) return undefined;
  if (!isJulian) return daysOfCivil(year, month + 1, day);
  // The Julian day number, with years beginning in March.
  const y = month < 2 ? year - 1 : year;
  const m = (month + 10) % 12;
  const julian = 365 * y + Math.floor(y / 4) + Math.floor((153 * m + 2) / 5) + day - 1 - 719470;
  return julian < GREGORIAN ? julian : undefined;
}

/** The second of the day; `undefined` where two ways of telling the hour differ. */
function secondOf(values: ReadonlyMap<LegacyField, number>, stamp: (field: LegacyField) => number): number | undefined {
  const ofDay = values.get("hourOfDay");
  const half = values.get("half");
  const hour = values.get("hour");
  const halfStamp = half === undefined || hour === undefined ? 0 : Math.max(stamp("half"), stamp("hour"));
  const by24 = ofDay !== undefined && stamp("hourOfDay") >= halfStamp;
  const hours = by24 ? ofDay : (half ?? 0) * 12 + (hour ?? 0);
  if (ofDay !== undefined && ofDay !== hours) return undefined;
  if (hour !== undefined && hour !== hours % 12) return undefined;
  if (half !== undefined && half !== Math.trunc(hours / 12)) return undefined;
  return hours * 3600 + (values.get("minute") ?? 0) * 60 + (values.get("second") ?? 0);
}
