import { presentMillis } from "../base/instants.ts";
import { unsupported } from "../errors/spark-error.ts";
import { legacyMoment, refuseUnknownZone } from "./datetime-legacy-calendar.ts";
import { legacyNumber } from "./datetime-legacy-number.ts";
import type { LegacyPart } from "./datetime-legacy-pattern.ts";
import {
  type FieldPart,
  fieldOf,
  firstYear,
  isNumber,
  NAMES,
  nameLetter,
  type Reading,
  readLiteral,
  readName,
  zoneNames,
} from "./datetime-legacy-read.ts";
import { equalsIgnoreCase } from "./datetime-parse-zone.ts";
import { asciiDigits } from "./decimal.ts";
import type { Zone } from "./zone.ts";

/** The value of a number's letter as the calendar counts; `undefined` where the letter does not allow it. */
function counted(letter: string, value: number): number | undefined {
  switch (letter) {
    case "M":
    case "L":
      return value - 1;
    case "k":
      return value < 1 || value > 24 ? undefined : value === 24 ? 0 : value;
    case "h":
      return value < 1 || value > 12 ? undefined : value === 12 ? 0 : value;
    case "u":
      return value < 1 || value > 7 ? undefined : (value % 7) + 1;
    default:
      return value;
  }
}

/** Reads one part; `widthCounts`: digits of the next field follow at once. False where the text does not match. */
function readPart(part: LegacyPart, widthCounts: boolean, r: Reading): boolean {
  if (part.kind === "literal") return readLiteral(part.text, r);
  const { letter, count } = part;
  const from = r.at;
  while (r.text[r.at] === " " || r.text[r.at] === "\t") r.at++;
  if (r.at >= r.text.length) return false;
  if (letter === "z" || letter === "Z") return readZone(r, from);
  if (letter === "X") return readIsoZone(count, r);
  const named = nameLetter(part);
  if (named !== undefined) {
    r.at = from;
    return readName(named, NAMES[named], r);
  }
  return readNumber(part, widthCounts ? from + count : r.text.length, r);
}

function readNumber({ letter, count }: FieldPart, end: number, r: Reading): boolean {
  const field = fieldOf(letter);
  if (end > r.text.length) return false;
  const number = legacyNumber(r.text.slice(0, end), r.at);
  if (number === undefined) return false;
  const isShortYear = letter === "y" && count <= 2 && /^\d\d$/.test(r.text.slice(r.at, number.end));
  const value = counted(letter, isShortYear ? ofCentury(number.value, r) : number.value);
  if (value === undefined) return false;
  r.at = number.end;
  r.fields.push([field, value]);
  return true;
}

/** Years of two digits lie within the 80 years before today and the 20 years from it. */
function ofCentury(year: number, r: Reading): number {
  const first = firstYear();
  const full = first - (first % 100) + year;
  r.isDoubtful = full === first;
  return full < first ? full + 100 : full;
}

/** `+hhmm`, `GMT`, `GMT+h:mm`. */
function readZone(r: Reading, from: number): boolean {
  const sign = r.text.charAt(r.at);
  if (sign === "+" || sign === "-") {
    r.at++;
    return readOffset(r, 0, false, sign);
  }
  const isGmt = equalsIgnoreCase(r.text, from, "GMT");
  if (!isGmt && !/^UTC(?![A-Za-z])/i.test(r.text.slice(from))) {
    if (/[A-Za-z]/.test(sign)) throw zoneNames();
    return false;
  }
  r.at = from + 3;
  const after = r.text.charAt(r.at);
  if (isGmt && (after === "+" || after === "-")) {
    r.at++;
    return readOffset(r, 0, true, after);
  }
  r.fields.push(["zone", 0]);
  return true;
}

function readIsoZone(count: number, r: Reading): boolean {
  const sign = r.text.charAt(r.at++);
  if (sign === "Z") {
    r.fields.push(["zone", 0]);
    return true;
  }
  return (sign === "+" || sign === "-") && readOffset(r, count, count === 3, sign);
}

/** Hours and minutes after a sign, the minutes left out where `count` is 1. */
function readOffset(r: Reading, count: number, colon: boolean, sign: string): boolean {
  const hours = count > 0 || !colon ? "(\\d\\d)" : "(\\d\\d?)";
  const found = new RegExp(`${hours}${count === 1 ? "" : `${colon ? ":" : ""}([0-5]\\d)`}`, "y");
  found.lastIndex = r.at;
  const match = found.exec(r.text);
  if (match === null || Number(match[1]) > 23) return false;
  r.at += match[0].length;
  const seconds = Number(match[1]) * 3600 + Number(match[2] ?? 0) * 60;
  r.fields.push(["zone", sign === "-" ? -seconds : seconds]);
  return true;
}

/**
 * A reader of text by `java.text.SimpleDateFormat`, not lenient: microseconds of an instant, or where in the text it
 * does not match the pattern. What follows the pattern's end is ignored. Refuses names of zones by name.
 */
export function simpleReader(parts: readonly LegacyPart[], zone: Zone): (text: string) => bigint | undefined {
  refuseUnknownZone(zone);
  if (parts.some((part) => part.kind === "field" && part.letter === "Y"))
    throw unsupported("reading the letter Y of Spark 2's datetime patterns");
  const widths = parts.map((_, i) => isNumber(parts[i + 1]));
  return (text) => {
    const r: Reading = { text: asciiDigits(text), at: 0, fields: [] };
    if (!parts.every((part, i) => readPart(part, widths[i] === true, r))) return undefined;
    const moment = legacyMoment(r.fields, zone, true);
    return r.isDoubtful === true && moment !== undefined ? laterCentury(r, moment, zone) : moment;
  };
}

/** A moment of the first year of the hundred that is before the first day of them is a hundred years later. */
function laterCentury(r: Reading, moment: bigint, zone: Zone): bigint | undefined {
  const first = new Date(presentMillis());
  first.setUTCFullYear(firstYear());
  if (moment >= BigInt(first.getTime()) * 1000n) return moment;
  const later = r.fields.map(([field, value]) => [field, field === "year" ? value + 100 : value] as const);
  return legacyMoment([...later], zone, true);
}
