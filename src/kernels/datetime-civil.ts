/**
 * The proleptic Gregorian calendar over day counts, without `Date` (`java.time.LocalDate`). Days are days since
 * 1970-01-01; all arithmetic is in doubles, exact over the range of a Java int of days and a Java long of micros.
 */

/** A calendar date: `month` 1–12, `day` 1–31, `year` astronomical (0 is 1 BC). */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A local date and time of day, split so that both halves are exact doubles. */
export interface LocalParts {
  /** Days since 1970-01-01. */
  readonly days: number;
  /** Microseconds since midnight, 0 ≤ x < 86 400 000 000. */
  readonly microOfDay: number;
}

export const SECONDS_PER_DAY = 86_400;
export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60_000_000;
export const MICROS_PER_HOUR = 3_600_000_000;
export const MICROS_PER_DAY = 86_400_000_000;

export const MIN_INT = -2_147_483_648;
export const MAX_INT = 2_147_483_647;
export const MIN_LONG = -(2n ** 63n);
export const MAX_LONG = 2n ** 63n - 1n;

const BIG_DAY = 86_400_000_000n;
const SAFE = Number.MAX_SAFE_INTEGER;

/** Whether a day or second count, a bigint of micros … fits a Java int or long. */
export const fitsInt = (n: number): boolean => n >= MIN_INT && n <= MAX_INT;
export const fitsLong = (n: bigint): boolean => n >= MIN_LONG && n <= MAX_LONG;

/** Quotient and remainder toward negative infinity, for integral doubles. */
export const floorDiv = (a: number, b: number): number => Math.floor(a / b);
export const floorMod = (a: number, b: number): number => {
  const r = a % b;
  return r !== 0 && r < 0 !== b < 0 ? r + b : r;
};

/** Quotient toward negative infinity of bigints; `b` is positive. */
export const floorDivBig = (a: bigint, b: bigint): bigint => (a < 0n && a % b !== 0n ? a / b - 1n : a / b);

/** Gregorian leap years. */
export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Days of a month, `month` 1–12. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);

/** The day count of a date that is known to be valid. */
export function daysOfCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** The day count of a date, or `undefined` when the month has no such day. */
export const checkedDaysOfCivil = (year: number, month: number, day: number): number | undefined =>
  month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) ? undefined : daysOfCivil(year, month, day);

/** The date of a day count. */
export function civilOfDays(days: number): CivilDate {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

/** Splits micros since the epoch (of any zone) into day count and time of day. */
export function splitMicros(micros: bigint): LocalParts {
  const n = Number(micros);
  if (n >= -SAFE && n <= SAFE) {
    let days = Math.floor(n / MICROS_PER_DAY);
    let microOfDay = n - days * MICROS_PER_DAY;
    // The quotient of doubles may round up to the next day.
    if (microOfDay < 0) {
      days--;
      microOfDay += MICROS_PER_DAY;
    }
    return { days, microOfDay };
  }
  const days = floorDivBig(micros, BIG_DAY);
  return { days: Number(days), microOfDay: Number(micros - days * BIG_DAY) };
}

/** The micros of a day count and a time of day; may lie outside a Java long. */
export function joinMicros(days: number, microOfDay: number): bigint {
  const n = days * MICROS_PER_DAY + microOfDay;
  return n >= -SAFE && n <= SAFE ? BigInt(n) : BigInt(days) * BIG_DAY + BigInt(microOfDay);
}

/** Seconds since the epoch, toward negative infinity. */
export function secondsOfMicros(micros: bigint): number {
  const n = Number(micros);
  if (n >= -SAFE && n <= SAFE) {
    const seconds = Math.floor(n / MICROS_PER_SECOND);
    return seconds * MICROS_PER_SECOND > n ? seconds - 1 : seconds;
  }
  return Number(floorDivBig(micros, 1_000_000n));
}

/** 1 (Monday) to 7 (Sunday). */
export const isoDayOfWeek = (days: number): number => floorMod(days + 3, 7) + 1;

/** 1 to 366. */
export const dayOfYear = (days: number): number => days - daysOfCivil(civilOfDays(days).year, 1, 1) + 1;

/** ISO 8601 week of the week-based year, and that year. */
export function isoWeek(days: number): { readonly week: number; readonly year: number } {
  const thursday = days - isoDayOfWeek(days) + 4;
  const { year } = civilOfDays(thursday);
  return { week: Math.floor((thursday - daysOfCivil(year, 1, 1)) / 7) + 1, year };
}

/** A date some months later; a day that the month lacks becomes its last day. */
export function addMonths(days: number, months: number): number {
  const { year, month, day } = civilOfDays(days);
  const total = year * 12 + (month - 1) + months;
  const y = Math.floor(total / 12);
  const m = total - y * 12 + 1;
  return daysOfCivil(y, m, Math.min(day, daysInMonth(y, m)));
}
