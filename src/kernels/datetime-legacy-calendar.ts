import { unsupported } from "../errors/spark-error.ts";
import { floorDivBig, secondsOfMicros } from "./datetime-civil.ts";
import { dayAt, fromHybrid, type HybridDay, hybridDay, onOrBefore } from "./datetime-hybrid.ts";
import { localToUtc, utcToLocal, type Zone } from "./zone.ts";

/** The fields that a text gave, in the order in which they were read (`java.util.Calendar`'s stamps). */
export type LegacyFields = (readonly [LegacyField, number])[];

/** Months from 0; weekdays from 1, Sunday; halves: 0 is AM; eras: 0 is BC; zones: the offset given, in seconds. */
export type LegacyField =
  | "era"
  | "year"
  | "month"
  | "day"
  | "dayOfYear"
  | "weekday"
  | "weekdayOfMonth"
  | "weekOfMonth"
  | "weekOfYear"
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
  weekday: [1, 7],
  weekdayOfMonth: [1, 6],
  weekOfMonth: [0, 6],
  weekOfYear: [1, 53],
  half: [0, 1],
  hour: [0, 11],
  hourOfDay: [0, 23],
  minute: [0, 59],
  second: [0, 59],
  milli: [0, 999],
  zone: [-46_800, 50_400],
};

/** The years whose microseconds fit into 64 bits. */
const LAST_YEAR = 294_246;
const DAY_MILLIS = 86_400_000n;
/** 1900-01-01 in UTC: Java's zones of old knew nothing of the time before. */
const FIRST_ZONES = -2_208_988_800;

/** What the fields hold, and when each was read: 0 for never. */
interface Stamped {
  readonly get: (field: LegacyField) => number | undefined;
  readonly stamp: (field: LegacyField) => number;
}

/**
 * The moment of the fields on a zone's clock, in microseconds of today's calendar; `undefined` for none. Strict: each
 * field in its range, all of one day, and of a time that clocks show (a `java.util.GregorianCalendar` that is not
 * lenient). Otherwise fields count on, as months from 12 do. Where clocks are put back, it is standard time. `micros` are
 * of the second, beside the fields.
 */
export function legacyMoment(fields: LegacyFields, zone: Zone, strict: boolean, micros = 0n): bigint | undefined {
  const values = new Map(fields);
  const stamps = new Map(fields.map(([field], i) => [field, i + 1]));
  if (strict) for (const [f, v] of values) if (v < RANGES[f][0] || v > RANGES[f][1]) return undefined;
  const of: Stamped = { get: (field) => values.get(field), stamp: (field) => stamps.get(field) ?? 0 };
  const day = dayOf(of, strict);
  if (day === undefined) return undefined;
  const local = BigInt(day) * DAY_MILLIS + BigInt(millisOf(of));
  const { shown, instant } = placed(local, values.get("zone"), zone);
  if (strict && !agrees(values, shown)) return undefined;
  return instant + micros;
}

/** A local time in milliseconds of the old calendar, as the clock shows it, and as an instant of today's in microseconds. */
function placed(
  local: bigint,
  offset: number | undefined,
  zone: Zone,
): { readonly shown: bigint; readonly instant: bigint } {
  if (offset !== undefined) {
    const utc = (local - BigInt(offset) * 1000n) * 1000n;
    const seconds = secondsOfMicros(utc);
    if (seconds >= FIRST_ZONES) return { shown: local, instant: utc };
    return { shown: local, instant: localToUtc(zone, ofToday(utc + BigInt(rawOffset(zone)) * 1_000_000n)) };
  }
  const today = ofToday(local * 1000n);
  const change = zone.fixed === undefined ? zone.changeOfLocal(secondsOfMicros(today)) : undefined;
  if (change === undefined) return { shown: local, instant: localToUtc(zone, today) };
  const isOverlap = change.after < change.before;
  const instant = isOverlap ? today - BigInt(change.after) * 1_000_000n : localToUtc(zone, today);
  return { shown: isOverlap ? local : utcToLocal(zone, instant) / 1000n, instant };
}

/** A local time in microseconds of the old calendar in today's. */
function ofToday(micros: bigint): bigint {
  const day = floorDivBig(micros, DAY_MILLIS * 1000n);
  return micros + (BigInt(fromHybrid(Number(day))) - day) * DAY_MILLIS * 1000n;
}

/** Zones whose offset of 2024's winter or summer is not the one that Java takes for their standard time. */
const STANDARD: Readonly<Record<string, number>> = {
  "Africa/Windhoek": 3600,
  "America/Asuncion": -10_800,
  "America/Scoresbysund": -7200,
  "Africa/Casablanca": 0,
  "Africa/El_Aaiun": 0,
};

/** The offset that Java's zones of old give before 1900: their standard time of today. */
export const rawOffset = (zone: Zone): number =>
  zone.fixed ?? STANDARD[zone.id] ?? Math.min(zone.offsetAt(1_704_067_200), zone.offsetAt(1_719_792_000));

/** Refuses the zones that Java's of old take for UTC, though they are not. */
export function refuseUnknownZone(zone: Zone): void {
  if (/^UTC?[+-]/.test(zone.id)) throw unsupported(`the session time zone ${zone.id} with Spark 2's datetime patterns`);
}

/** Whether an instant is of the time that Java's zones of old know. */
export const hasZones = (micros: bigint): boolean => secondsOfMicros(micros) >= FIRST_ZONES;

/** The day by the fields that were read last together (`Calendar.selectFields`). */
function dayOf({ get, stamp }: Stamped, strict: boolean): number | undefined {
  const given = get("year") ?? 1970;
  const year = get("era") === 0 ? 1 - given : given;
  if (year > LAST_YEAR || year < -LAST_YEAR) return undefined;
  const weekday = stamp("weekday");
  const both = (field: LegacyField) => (weekday === 0 || stamp(field) === 0 ? 0 : Math.max(weekday, stamp(field)));
  let day = stamp("day");
  let weekOfMonth = both("weekOfMonth");
  let weekdayOfMonth = both("weekdayOfMonth");
  let weekOfYear = both("weekOfYear");
  let best = Math.max(day, weekOfMonth, weekdayOfMonth, stamp("dayOfYear"), weekOfYear);
  if (best === 0) {
    weekOfMonth = stamp("weekOfMonth");
    weekdayOfMonth = Math.max(stamp("weekdayOfMonth"), weekday);
    weekOfYear = stamp("weekOfYear");
    best = Math.max(weekOfMonth, weekdayOfMonth, weekOfYear);
    if (best === 0) best = day = stamp("month");
  }
  const at = (month: number | undefined, find: (first: number) => number) => dayAt(year, { month, find }, strict);
  const month = (get("month") ?? 0) + 1;
  const inWeek = (first: number, week: number) => {
    const start = onOrBefore(first, 1);
    return (weekday === 0 ? start : onOrBefore(start + 6, get("weekday") ?? 1)) + 7 * (week - 1);
  };
  if (best === day) return at(month, (first) => first + (get("day") ?? 1) - 1);
  const byMonth =
    (best === weekOfMonth && stamp("weekOfMonth") >= stamp("weekOfYear")) ||
    (best === weekdayOfMonth && stamp("weekdayOfMonth") >= stamp("weekOfYear"));
  if (!byMonth) {
    if (best === stamp("dayOfYear")) return at(undefined, (first) => first + (get("dayOfYear") ?? 1) - 1);
    return at(undefined, (first) => inWeek(first, get("weekOfYear") ?? 1));
  }
  const byWeek =
    weekOfMonth === weekdayOfMonth ? stamp("weekOfMonth") >= stamp("weekdayOfMonth") : best === weekOfMonth;
  if (byWeek) return at(month, (first) => inWeek(first, get("weekOfMonth") ?? 1));
  const count = get("weekdayOfMonth") ?? 1;
  if (count < 0) return undefined;
  return at(month, (first) => onOrBefore(first + 7 * count - 1, get("weekday") ?? 1));
}

/** The milliseconds of the day. */
function millisOf({ get, stamp }: Stamped): number {
  const ofHalf = stamp("hour") === 0 || stamp("half") === 0 ? 0 : Math.max(stamp("hour"), stamp("half"));
  const ofDay = stamp("hourOfDay");
  const by24 = ofDay > 0 && ofDay >= ofHalf;
  const hours = by24 ? (get("hourOfDay") ?? 0) : (get("half") ?? 0) * 12 + (get("hour") ?? 0);
  return ((hours * 60 + (get("minute") ?? 0)) * 60 + (get("second") ?? 0)) * 1000 + (get("milli") ?? 0);
}

/** Whether the clock shows what each field says. */
function agrees(values: ReadonlyMap<LegacyField, number>, local: bigint): boolean {
  const days = floorDivBig(local, DAY_MILLIS);
  const day: HybridDay = hybridDay(Number(days));
  const millis = Number(local - days * DAY_MILLIS);
  const hours = Math.floor(millis / 3_600_000);
  const shown: Readonly<Record<LegacyField, number | undefined>> = {
    era: day.year > 0 ? 1 : 0,
    year: day.year > 0 ? day.year : 1 - day.year,
    month: day.month - 1,
    day: day.day,
    dayOfYear: day.dayOfYear,
    weekday: day.weekday,
    weekdayOfMonth: day.weekdayOfMonth,
    weekOfMonth: day.weekOfMonth,
    weekOfYear: day.weekOfYear,
    half: Math.trunc(hours / 12),
    hour: hours % 12,
    hourOfDay: hours,
    minute: Math.floor(millis / 60_000) % 60,
    second: Math.floor(millis / 1000) % 60,
    milli: millis % 1000,
    zone: values.get("zone"),
  };
  for (const [field, value] of values) if (shown[field] !== value) return false;
  return true;
}
