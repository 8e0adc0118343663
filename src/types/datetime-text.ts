/** The parts of a timestamp's text. */
export interface TimestampText {
  /** Days since 1970-01-01; absent when the text has a time only. */
  readonly days: number | undefined;
  /** Microseconds since midnight. */
  readonly micros: bigint;
  /** The zone as written; absent when none is. */
  readonly zone: string | undefined;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days since 1970-01-01 of a proleptic Gregorian date; `undefined` for a day that does not exist. */
function daysFromCivil(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1) return undefined;
  const last = month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
  if (day > last) return undefined;
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** White space and control characters of ASCII are ignored around a value, others are not. */
function trimmed(input: string): string {
  const blank = (at: number): boolean => input.charCodeAt(at) <= 0x20 || input.charCodeAt(at) === 0x7f;
  let start = 0;
  let end = input.length;
  while (start < end && blank(start)) start++;
  while (end > start && blank(end - 1)) end--;
  return input.slice(start, end);
}

const DATE = /^([+-])?([0-9]{4,7})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?/;
const INT_MAX = 2147483647;

const civil = (match: RegExpExecArray): number | undefined => {
  const year = Number(match[2]) * (match[1] === "-" ? -1 : 1);
  const days = daysFromCivil(year, Number(match[3] ?? "1"), Number(match[4] ?? "1"));
  return days === undefined || days > INT_MAX || days < -INT_MAX - 1 ? undefined : days;
};

/** A date's text to days since 1970-01-01: `y`, `y-m`, `y-m-d`, with anything after a `T` or space (`stringToDate`). */
export function readDate(input: string): number | undefined {
  const text = trimmed(input);
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const rest = text.slice(match[0].length);
  if (rest !== "" && !(match[4] !== undefined && /^[T ]/.test(rest))) return undefined;
  return civil(match);
}

const TIME = /^T?([0-9]{1,2})(?::([0-9]{1,2})(?::([0-9]{1,2})(?:\.([0-9]*))?)?)?/;

/** A timestamp's text: a date, a time or both, and a zone (`parseTimestampString`); the zone's name is not looked up. */
export function readTimestamp(input: string): TimestampText | undefined {
  const text = trimmed(input);
  const date = DATE.exec(text);
  let rest = text;
  let days: number | undefined;
  if (date !== null && !/^[0-9]{1,2}:/.test(text)) {
    days = civil(date);
    if (days === undefined) return undefined;
    rest = text.slice(date[0].length);
    if (rest === "") return { days, micros: 0n, zone: undefined };
    if (date[4] === undefined || !/^[T ]/.test(rest)) return undefined;
    rest = rest.slice(1);
    if (rest === "") return { days, micros: 0n, zone: undefined };
  }
  const time = TIME.exec(rest);
  if (time === null) return undefined;
  if (days !== undefined && time[0].startsWith("T")) return undefined;
  if (days === undefined && time[2] === undefined) return undefined;
  const [hour, minute, second] = [Number(time[1]), Number(time[2] ?? "0"), Number(time[3] ?? "0")];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = BigInt((time[4] ?? "").padEnd(6, "0").slice(0, 6) || "0");
  const micros = BigInt((hour * 60 + minute) * 60 + second) * 1_000_000n + fraction;
  const zone = rest.slice(time[0].length).trim();
  // A zone stands behind seconds only.
  if (zone !== "" && (time[3] === undefined || !/^[A-Za-z+-]/.test(zone))) return undefined;
  return { days, micros, zone: zone === "" ? undefined : zone };
}

/** A zone text that is a fixed offset from UTC, in seconds: `Z`, `UTC`, `+1`, `+01:00`, `GMT-8`; others `undefined`. */
export function fixedOffset(zone: string): number | undefined {
  if (zone === "Z" || zone === "UTC" || zone === "GMT" || zone === "UT") return 0;
  const match = /^(?:UTC|GMT|UT)?([+-])([0-9]{1,2})(?::([0-9]{1,2})(?::([0-9]{1,2}))?)?$/.exec(zone);
  if (match === null) return undefined;
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? "0") * 60 + Number(match[4] ?? "0");
  if (Number(match[3] ?? "0") > 59 || Number(match[4] ?? "0") > 59 || seconds > 18 * 3600) return undefined;
  return match[1] === "-" ? -seconds : seconds;
}
