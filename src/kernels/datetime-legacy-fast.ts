import { sparkError, unsupported } from "../errors/spark-error.ts";
import { legacyMoment, type LegacyFields, refuseUnknownZone } from "./datetime-legacy-calendar.ts";
import { type LegacyPart, legacyParts } from "./datetime-legacy-pattern.ts";
import {
  fieldOf,
  firstYear,
  isNumber,
  NAMES,
  nameLetter,
  type NameLetter,
  type Reading,
  readLiteral,
  readName,
  zoneNames,
} from "./datetime-legacy-read.ts";
import { digitAt } from "./datetime-parse-zone.ts";
import { asciiDigits } from "./decimal.ts";
import type { Zone } from "./zone.ts";

const FAST_NAMES: Readonly<Record<NameLetter, readonly string[]>> = {
  ...NAMES,
  a: ["AM", "PM", "A", "P"],
  G: ["BC", "AD", "Before Christ", "Anno Domini", "B", "A"],
};

/** The value of a number's letter as the calendar counts. */
function counted(letter: string, count: number, value: number): number {
  switch (letter) {
    case "y":
      return count <= 2 && value < 100 ? ofCentury(value) : value;
    case "M":
      return value - 1;
    case "k":
      return value === 24 ? 0 : value;
    case "h":
      return value === 12 ? 0 : value;
    case "u":
      return value === 7 ? 1 : value + 1;
    default:
      return value;
  }
}

function ofCentury(year: number): number {
  const first = firstYear();
  const full = first - (first % 100) + year;
  return full < first ? full + 100 : full;
}

function readPart(part: LegacyPart, widthCounts: boolean, r: Reading): boolean {
  if (part.kind === "literal") return readLiteral(part.text, r);
  const { letter, count } = part;
  if (letter === "z" || letter === "Z" || letter === "X") return readZone(letter, count, r);
  const named = nameLetter(part);
  if (named !== undefined) return readName(named, FAST_NAMES[named], r);
  if (!widthCounts) while (/\s/.test(r.text.charAt(r.at))) r.at++;
  const last = widthCounts ? Math.min(r.text.length, r.at + count) : r.text.length;
  let end = r.at;
  while (end < last && digitAt(r.text, end) >= 0) end++;
  const value = Number(r.text.slice(r.at, end));
  // Java takes no number beyond 32 bits.
  if (end === r.at || value >= 2 ** 31) return false;
  r.at = end;
  r.fields.push([fieldOf(letter), counted(letter, count, value)]);
  return true;
}

const ISO = [/Z|[+-](?:[01]\d|2[0-3])/y, /Z|[+-](?:[01]\d|2[0-3])[0-5]\d/y, /Z|[+-](?:[01]\d|2[0-3]):[0-5]\d/y];
const RFC = /[+-](?:[01]\d|2[0-3])[0-5]\d|GMT[+-](?:[01]?\d|2[0-3]):[0-5]\d/iy;

function readZone(letter: string, count: number, r: Reading): boolean {
  const expression = letter === "X" ? ISO[count - 1] : count === 2 && letter === "Z" ? ISO[2] : RFC;
  if (expression === undefined) return false;
  expression.lastIndex = r.at;
  const found = expression.exec(r.text)?.[0];
  if (found === undefined && letter !== "X" && /^[A-Za-z]/.test(r.text.slice(r.at))) throw zoneNames();
  if (found === undefined) return false;
  r.at += found.length;
  const [, sign, hours = "0", minutes = "0"] = /([+-])(\d\d?):?(\d\d)?$/.exec(found) ?? [];
  const seconds = Number(hours) * 3600 + Number(minutes) * 60;
  r.fields.push(["zone", sign === "-" ? -seconds : seconds]);
  return true;
}

/** The parts of a pattern of `FastDateFormat`; one that it does not take raises IllegalArgumentException, L is refused. */
export function fastParts(pattern: string): readonly LegacyPart[] {
  const parts = legacyParts(pattern);
  if (typeof parts === "string") {
    throw sparkError("JVM.ILLEGAL_ARGUMENT", {
      message: parts.replace(/^Illegal pattern character '(.)'/, "Illegal pattern component: $1"),
    });
  }
  if (parts.some((part) => part.kind === "field" && (part.letter === "L" || part.letter === "Y")))
    throw unsupported("the letters L and Y of Spark 2's datetime patterns in files' options");
  return parts;
}

/**
 * A reader of text by commons-lang's `FastDateFormat`, which takes any numbers and whose calendar counts on: the fields.
 * What follows the pattern's end is ignored. Refuses names of zones by name.
 */
export function fastReader(parts: readonly LegacyPart[]): (text: string) => LegacyFields | undefined {
  const widths = parts.map((part, i) => isNumber(part) && isNumber(parts[i + 1]));
  return (text) => {
    const r: Reading = { text: asciiDigits(text), at: 0, fields: [] };
    return parts.every((part, i) => readPart(part, widths[i] === true, r)) ? r.fields : undefined;
  };
}

/**
 * {@link fastReader} to instants in microseconds, as Spark 2 read timestamps of CSV and JSON: what S stands for is a
 * fraction of as many digits as the pattern has of it.
 */
export function fastInstants(
  parts: readonly LegacyPart[],
  pattern: string,
  zone: Zone,
): (text: string) => bigint | undefined {
  refuseUnknownZone(zone);
  const read = fastReader(parts);
  const digits = 10n ** BigInt(pattern.split("S").length - 1);
  return (text) => {
    const fields = read(text);
    if (fields === undefined) return undefined;
    const fraction = new Map(fields).get("milli") ?? 0;
    const rest = fields.filter(([field]) => field !== "milli");
    return legacyMoment(rest, zone, false, (BigInt(fraction) * 1_000_000n) / digits);
  };
}
