/**
 * Dates and timestamps to and from the text of CAST (`SparkDateTimeUtils.stringToDate`, `parseTimestampString`,
 * `DateFormatter`, `FractionTimestampFormatter`).
 */
import { presentMillis } from "../base/instants.ts";
import {
  checkedDaysOfCivil,
  civilOfDays,
  fitsInt,
  fitsLong,
  floorDiv,
  joinMicros,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  SECONDS_PER_DAY,
  splitMicros,
} from "./datetime-civil.ts";
import { findZone, localToUtc, utcToLocal, type Zone } from "./zone.ts";

const MINUS = 45;
const PLUS = 43;
const COLON = 58;
const DOT = 46;
const SPACE = 32;
const LETTER_T = 84;

/** ASCII white space and control characters, which CAST ignores around a value. */
const isTrimmed = (c: number): boolean => c <= 0x20 || c === 0x7f;

function trimmedStart(s: string): number {
  let i = 0;
  while (i < s.length && isTrimmed(s.charCodeAt(i))) i++;
  return i;
}

function trimmedEnd(s: string, start: number): number {
  let end = s.length;
  while (end > start && isTrimmed(s.charCodeAt(end - 1))) end--;
  return end;
}

/** The day count of `[+-]yyyy[-[m]m[-[d]d[( |T)…]]]`, or `undefined` when the text is no date. */
export function parseDate(s: string): number | undefined {
  let j = trimmedStart(s);
  const end = trimmedEnd(s, j);
  if (j >= end) return undefined;
  let negative = false;
  const sign = s.charCodeAt(j);
  if (sign === MINUS || sign === PLUS) {
    negative = sign === MINUS;
    j++;
  }
  let year = 0;
  let month = 1;
  let day = 1;
  let segment = 0;
  let value = 0;
  let digits = 0;
  for (; j < end; j++) {
    const c = s.charCodeAt(j);
    if (c === SPACE || c === LETTER_T) break;
    if (c === MINUS && segment < 2) {
      if (segment === 0) {
        if (digits < 4 || digits > 7) return undefined;
        year = value;
      } else {
        if (digits < 1 || digits > 2) return undefined;
        month = value;
      }
      segment++;
      value = 0;
      digits = 0;
    } else {
      const d = c - 48;
      if (d < 0 || d > 9) return undefined;
      value = value * 10 + d;
      digits++;
    }
  }
  if (segment === 0 ? digits < 4 || digits > 7 : digits < 1 || digits > 2) return undefined;
  if (segment < 2 && j < end) return undefined;
  if (segment === 0) year = value;
  else if (segment === 1) month = value;
  else day = value;
  const days = checkedDaysOfCivil(negative ? -year : year, month, day);
  return days === undefined || !fitsInt(days) ? undefined : days;
}

/** What a timestamp's text says. */
export interface TimestampText {
  /** `undefined` when the text has a time only. */
  readonly days: number | undefined;
  readonly microOfDay: number;
  /** The zone named by the text. */
  readonly zone: Zone | undefined;
}

const digitsFit = (segment: number, digits: number): boolean =>
  segment === 6 ||
  (segment === 0 ? digits >= 4 && digits <= 6 : segment === 7 ? digits <= 2 : digits > 0 && digits <= 2);

/**
 * Reads `[+-]yyyy[-[m]m[-[d]d[( |T)[h]h:[m]m:[s]s[.f…][zone]]]]` or `[T][h]h:[m]m…`; digits after the sixth of the
 * fraction are dropped. `undefined` when the text has another form, an impossible date or time, or an unknown zone.
 */
export function parseTimestampText(s: string): TimestampText | undefined {
  let j = trimmedStart(s);
  const end = trimmedEnd(s, j);
  if (j >= end) return undefined;
  let year = 1;
  let month = 1;
  let day = 1;
  let hour = 0;
  let minute = 0;
  let second = 0;
  let fraction = 0;
  let segment = 0;
  let value = 0;
  let digits = 0;
  let timeOnly = false;
  let signed = false;
  let negative = false;
  let zoneText: string | undefined;
  const first = s.charCodeAt(j);
  if (first === MINUS || first === PLUS) {
    signed = true;
    negative = first === MINUS;
    j++;
  }
  const close = (): void => {
    switch (segment) {
      case 0:
        year = value;
        break;
      case 1:
        month = value;
        break;
      case 2:
        day = value;
        break;
      case 3:
        hour = value;
        break;
      case 4:
        minute = value;
        break;
      case 5:
        second = value;
        break;
      case 6:
        for (let n = digits; n < 6; n++) value *= 10;
        fraction = value;
        break;
    }
    value = 0;
    digits = 0;
  };
  for (; j < end; j++) {
    const c = s.charCodeAt(j);
    const d = c - 48;
    if (d >= 0 && d <= 9) {
      if (segment !== 6 || digits < 6) value = value * 10 + d;
      digits++;
      continue;
    }
    if (j === 0 && c === LETTER_T) {
      timeOnly = true;
      segment = 3;
      continue;
    }
    if (segment === 0 && c === COLON && !signed) {
      timeOnly = true;
      segment = 3;
    }
    if (!digitsFit(segment, digits)) return undefined;
    if (segment < 2) {
      if (c !== MINUS) return undefined;
    } else if (segment === 2) {
      if (c !== SPACE && c !== LETTER_T) return undefined;
    } else if (segment < 5) {
      if (c !== COLON) return undefined;
    } else if (!(segment === 5 && c === DOT)) {
      zoneText = s.slice(j, end);
      break;
    }
    close();
    segment++;
  }
  if (!digitsFit(segment, digits)) return undefined;
  close();
  let zone: Zone | undefined;
  if (zoneText !== undefined) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: Java's String.trim removes exactly these
    zone = findZone(zoneText.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, ""));
    if (zone === undefined) return undefined;
  }
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const microOfDay = (hour * 3600 + minute * 60 + second) * MICROS_PER_SECOND + fraction;
  if (timeOnly) return { days: undefined, microOfDay, zone };
  const days = checkedDaysOfCivil(negative ? -year : year, month, day);
  return days === undefined ? undefined : { days, microOfDay, zone };
}

/** Today's day count on a zone's clock. */
export function currentDay(zone: Zone): number {
  const seconds = Math.floor(presentMillis() / 1000);
  return floorDiv(seconds + zone.offsetAt(seconds), SECONDS_PER_DAY);
}

/** The instant a text names, in `zone` unless the text names its own; a time alone is today's. */
export function parseTimestamp(s: string, zone: Zone): bigint | undefined {
  const text = parseTimestampText(s);
  if (text === undefined) return undefined;
  const z = text.zone ?? zone;
  const micros = localToUtc(z, joinMicros(text.days ?? currentDay(z), text.microOfDay));
  return fitsLong(micros) ? micros : undefined;
}

/** The local date and time a text names; a zone in it is ignored, or refused unless `allowZone`. */
export function parseTimestampNtz(s: string, allowZone = true): bigint | undefined {
  const text = parseTimestampText(s);
  if (text?.days === undefined || (!allowZone && text.zone !== undefined)) return undefined;
  const micros = joinMicros(text.days, text.microOfDay);
  return fitsLong(micros) ? micros : undefined;
}

/** Nanoseconds since midnight of a text that is a time alone, without a zone. */
export function parseTime(s: string): bigint | undefined {
  const text = parseTimestampText(s);
  if (text === undefined || text.days !== undefined || text.zone !== undefined) return undefined;
  return BigInt(text.microOfDay) * 1000n;
}

const TWO: readonly string[] = Array.from({ length: 100 }, (_, i) => (i < 10 ? `0${i}` : `${i}`));
const two = (n: number): string => TWO[n] ?? `${n}`;

/** At least four digits; a plus sign when there are more. */
export function formatYear(year: number): string {
  if (year >= 1000 && year <= 9999) return `${year}`;
  const abs = `${Math.abs(year)}`.padStart(4, "0");
  return year < 0 ? `-${abs}` : year > 9999 ? `+${abs}` : abs;
}

/** `yyyy-MM-dd`, as CAST(date AS STRING) writes it. */
export function formatDate(days: number): string {
  const { year, month, day } = civilOfDays(days);
  return `${formatYear(year)}-${two(month)}-${two(day)}`;
}

/** `HH:mm:ss[.f…]` without trailing zeros in the fraction. */
export function formatTimeOfDay(microOfDay: number): string {
  const hour = Math.floor(microOfDay / MICROS_PER_HOUR);
  const minute = Math.floor(microOfDay / MICROS_PER_MINUTE) % 60;
  const second = Math.floor(microOfDay / MICROS_PER_SECOND) % 60;
  const fraction = microOfDay % MICROS_PER_SECOND;
  const time = `${two(hour)}:${two(minute)}:${two(second)}`;
  return fraction === 0 ? time : `${time}.${trimZeros(`${fraction}`.padStart(6, "0"))}`;
}

function trimZeros(digits: string): string {
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 48) end--;
  return digits.slice(0, end);
}

/** `yyyy-MM-dd HH:mm:ss[.f…]` of a local date and time. */
export function formatTimestampNtz(micros: bigint): string {
  const { days, microOfDay } = splitMicros(micros);
  return `${formatDate(days)} ${formatTimeOfDay(microOfDay)}`;
}

/** `yyyy-MM-dd HH:mm:ss[.f…]` of an instant on a zone's clock. */
export const formatTimestamp = (micros: bigint, zone: Zone): string => formatTimestampNtz(utcToLocal(zone, micros));
