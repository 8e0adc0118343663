/**
 * Java's calendar of old (`java.util.GregorianCalendar`): Gregorian from 15 October 1582 on, Julian before. Days are
 * counted from 1970-01-01 without a break; months are 1–12, years astronomical (0 is 1 BC), weekdays 1 (Sunday) to 7.
 */
import { type CivilDate, civilOfDays, daysOfCivil, floorDiv, floorMod } from "./datetime-civil.ts";

/** The first day of the Gregorian calendar. */
export const GREGORIAN = daysOfCivil(1582, 10, 15);
const CHANGE_YEAR = 1582;

/** The day of a Julian date; any month and day, which count on. */
function julianDays(year: number, month: number, day: number): number {
  const y = year + floorDiv(month - 3, 12);
  const m = floorMod(month - 3, 12);
  return 365 * y + floorDiv(y, 4) + floorDiv(153 * m + 2, 5) + day - 1 - 719_470;
}

function julianOfDays(days: number): CivilDate {
  const d = days + 719_470;
  const y = floorDiv(4 * d + 3, 1461);
  const dayOfYear = d - (365 * y + floorDiv(y, 4));
  const m = floorDiv(5 * dayOfYear + 2, 153);
  const day = dayOfYear - floorDiv(153 * m + 2, 5) + 1;
  return { year: m >= 10 ? y + 1 : y, month: m >= 10 ? m - 9 : m + 3, day };
}

const gregorianDays = (year: number, month: number, day: number): number =>
  daysOfCivil(year + floorDiv(month - 1, 12), floorMod(month - 1, 12) + 1, 1) + day - 1;

/** The date of a day. */
export const hybridOfDays = (days: number): CivilDate => (days >= GREGORIAN ? civilOfDays(days) : julianOfDays(days));

/** Where in a year or month a day lies: `find` gives its day from the first one of the year or month. */
export interface Place {
  readonly month: number | undefined;
  readonly find: (first: number) => number;
}

/**
 * The day at a place of a year. In 1582, days counted from the year's begin are Julian; the ten dates that were left out
 * are none when `strict`.
 */
export function dayAt(year: number, { month, find }: Place, strict: boolean): number | undefined {
  const gregorian = find(gregorianDays(year, month ?? 1, 1));
  const julian = find(julianDays(year, month ?? 1, 1));
  if (year > CHANGE_YEAR && gregorian >= GREGORIAN) return gregorian;
  if (year < CHANGE_YEAR || (year === CHANGE_YEAR && month === undefined)) return julian;
  if (gregorian >= GREGORIAN) return gregorian;
  return julian < GREGORIAN || !strict ? julian : undefined;
}

/** A day as the calendars of old and of today both write it: the same date, and the next there is for the ten left out. */
export function toHybrid(days: number): number {
  if (days >= GREGORIAN) return days;
  const { year, month, day } = civilOfDays(days);
  const julian = julianDays(year, month, day);
  return julian < GREGORIAN ? julian : GREGORIAN;
}

/** {@link toHybrid} back: 29 February of a year that is no leap year today is 1 March. */
export function fromHybrid(days: number): number {
  if (days >= GREGORIAN) return days;
  const { year, month, day } = julianOfDays(days);
  return daysOfCivil(year, month, 1) + day - 1;
}

/** The weekday of a day. */
export const weekdayOf = (days: number): number => floorMod(days + 4, 7) + 1;

/** The last day with a weekday that is not after a day. */
export const onOrBefore = (days: number, weekday: number): number => days - floorMod(weekdayOf(days) - weekday, 7);

/** Everything that the calendar tells of a day; weeks begin on Sunday, and the first one with the year or month. */
export interface HybridDay extends CivilDate {
  readonly dayOfYear: number;
  readonly weekday: number;
  readonly weekOfYear: number;
  readonly weekOfMonth: number;
  readonly weekdayOfMonth: number;
  /** The year that the week of the year is of. */
  readonly weekYear: number;
}

const firstDay = (year: number): number => (year <= CHANGE_YEAR ? julianDays(year, 1, 1) : gregorianDays(year, 1, 1));

/** What the calendar tells of a day. */
export function hybridDay(days: number): HybridDay {
  const date = hybridOfDays(days);
  const { year } = date;
  const isChanged = year === CHANGE_YEAR && date.month === 10 && days >= GREGORIAN;
  const month = isChanged ? julianDays(year, 10, 1) : days - date.day + 1;
  const first = firstDay(year);
  const weekFrom = (start: number) => floorDiv(days - onOrBefore(start, 1), 7) + 1;
  const next = onOrBefore(firstDay(year + 1), 1);
  const isNext = days >= next;
  return {
    ...date,
    dayOfYear: days - first + 1,
    weekday: weekdayOf(days),
    weekOfYear: isNext ? 1 : weekFrom(first),
    weekOfMonth: weekFrom(month),
    weekdayOfMonth: floorDiv(days - month, 7) + 1,
    weekYear: isNext ? year + 1 : year,
  };
}
