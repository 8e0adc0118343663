import { unsupported } from "../errors/spark-error.ts";
import { secondsOfMicros, splitMicros } from "./datetime-civil.ts";
import { type HybridDay, hybridDay, toHybrid } from "./datetime-hybrid.ts";
import { hasZones, rawOffset, refuseUnknownZone } from "./datetime-legacy-calendar.ts";
import { fastParts } from "./datetime-legacy-fast.ts";
import { type LegacyPart, requiredParts } from "./datetime-legacy-pattern.ts";
import { MONTHS, WEEKDAYS } from "./datetime-names.ts";
import { utcToLocal, type Zone } from "./zone.ts";
import { standardName, zoneName } from "./zone-names.ts";

/** One instant on a zone's clock and in the calendar of old. */
interface Fields {
  readonly day: HybridDay;
  readonly millis: number;
  readonly microOfDay: number;
  readonly micros: bigint;
  readonly zone: Zone;
}

const hours = ({ millis }: Fields): number => Math.floor(millis / 3_600_000);
const orElse = (n: number, zero: number): number => (n === 0 ? zero : n);
const ofEra = (year: number): number => (year > 0 ? year : 1 - year);

/** The letters that are numbers. */
const NUMBERS: Readonly<Record<string, (f: Fields) => number>> = {
  y: ({ day }) => ofEra(day.year),
  Y: ({ day }) => ofEra(day.weekYear),
  M: ({ day }) => day.month,
  L: ({ day }) => day.month,
  d: ({ day }) => day.day,
  D: ({ day }) => day.dayOfYear,
  F: ({ day }) => day.weekdayOfMonth,
  w: ({ day }) => day.weekOfYear,
  W: ({ day }) => day.weekOfMonth,
  u: ({ day }) => ((day.weekday + 5) % 7) + 1,
  H: hours,
  k: (f) => orElse(hours(f), 24),
  K: (f) => hours(f) % 12,
  h: (f) => orElse(hours(f) % 12, 12),
  m: ({ millis }) => Math.floor(millis / 60_000) % 60,
  s: ({ millis }) => Math.floor(millis / 1000) % 60,
  S: ({ millis }) => millis % 1000,
};

/** The letters that are words or offsets. */
const WORDS: Readonly<Record<string, (f: Fields, count: number) => string>> = {
  G: ({ day }) => (day.year > 0 ? "AD" : "BC"),
  E: ({ day }, count) => named(WEEKDAYS[(day.weekday + 5) % 7], count > 3),
  a: (f) => (hours(f) < 12 ? "AM" : "PM"),
  z: zoneText,
  Z: (f) => offsetText(offsetOf(f), 2),
  X: (f, count) => (minutesOf(f) === 0 ? "Z" : offsetText(offsetOf(f), count)),
};

const named = (name = "", full: boolean): string => (full ? name : name.slice(0, 3));

const offsetOf = ({ zone, micros }: Fields): number =>
  hasZones(micros) ? zone.offsetAt(secondsOfMicros(micros)) : rawOffset(zone);

const minutesOf = (f: Fields): number => Math.trunc(offsetOf(f) / 60);

/** `+hh`, `+hhmm`, `+hh:mm` for 1, 2 and 3 parts. */
function offsetText(offset: number, count: number): string {
  const minutes = Math.trunc(Math.abs(offset) / 60);
  const two = (n: number) => String(n).padStart(2, "0");
  const rest = count === 1 ? "" : `${count === 3 ? ":" : ""}${two(minutes % 60)}`;
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${rest}`;
}

function zoneText({ zone, micros }: Fields, count: number): string {
  const full = count > 3;
  if (zone.id === "Z") return full ? "Coordinated Universal Time" : "UTC";
  if (/^[+-]/.test(zone.id)) return `GMT${zone.id}`;
  // Before there were zones, all time is standard.
  const name = hasZones(micros) ? zoneName(zone, secondsOfMicros(micros), full) : standardName(zone, full);
  if (name === undefined) throw unsupported(`the datetime pattern letter z at this time in the zone ${zone.id}`);
  return name;
}

function writerOf(part: LegacyPart): (f: Fields) => string {
  if (part.kind === "literal") return () => part.text;
  const { letter, count } = part;
  const word = Object.hasOwn(WORDS, letter) ? WORDS[letter] : undefined;
  if (word !== undefined) return (f) => word(f, count);
  if ((letter === "M" || letter === "L") && count > 2) return ({ day }) => named(MONTHS[day.month - 1], count > 3);
  const value = NUMBERS[letter] ?? (() => 0);
  if ((letter === "y" || letter === "Y") && count === 2) return (f) => String(value(f) % 100).padStart(2, "0");
  return (f) => String(value(f)).padStart(count, "0");
}

/** What `FastDateFormat` writes in another way. */
function fastWriter(part: LegacyPart, digits: number): ((f: Fields) => string) | undefined {
  if (part.kind === "literal") return undefined;
  const { letter, count } = part;
  if (letter === "S") {
    return ({ microOfDay }) => {
      const fraction = Math.floor(((microOfDay % 1_000_000) * 10 ** digits) / 1_000_000);
      return String(fraction).padStart(count, "0");
    };
  }
  if (letter === "Z" && count > 1) return (f) => (count === 2 && offsetOf(f) === 0 ? "Z" : offsetText(offsetOf(f), 3));
  if (letter === "y" && count !== 2) return ({ day }) => String(ofEra(day.year)).padStart(Math.max(count, 4), "0");
  return undefined;
}

/**
 * A formatter of instants, in microseconds of today's calendar, as Spark 2 wrote them (`java.text.SimpleDateFormat`,
 * locale en-US; `spark.sql.legacy.timeParserPolicy` = LEGACY): dates before 15 October 1582 are written alike, but their
 * weekdays and days of the year are Julian. `fast` writes as commons-lang's `FastDateFormat` did in CSV and JSON, where
 * what S stands for is a fraction of as many digits as the pattern has of it. Raises IllegalArgumentException for a
 * pattern that it does not take.
 */
export function legacyFormatter(pattern: string, zone: Zone, by: "simple" | "fast"): (micros: bigint) => string {
  refuseUnknownZone(zone);
  const parts = by === "simple" ? requiredParts(pattern) : fastParts(pattern);
  const digits = pattern.split("S").length - 1;
  const writers = parts.map((part) => (by === "fast" ? fastWriter(part, digits) : undefined) ?? writerOf(part));
  return (micros) => {
    const { days, microOfDay } = splitMicros(utcToLocal(zone, micros));
    const day = hybridDay(toHybrid(days));
    const f: Fields = { day, millis: Math.floor(microOfDay / 1000), micros, zone, microOfDay };
    let text = "";
    for (const write of writers) text += write(f);
    return text;
  };
}
