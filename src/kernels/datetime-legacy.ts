import { sparkError, unsupported } from "../errors/spark-error.ts";
import { legacyNumber } from "./datetime-legacy-number.ts";
import { isLegacyMoment, type LegacyField, type LegacyFields } from "./datetime-legacy-calendar.ts";
import { asciiDigits } from "./decimal.ts";
import { digitAt, equalsIgnoreCase } from "./datetime-parse-zone.ts";
import { MONTHS } from "./datetime-names.ts";
import type { KernelSettings } from "./kernel.ts";
import { sqlString } from "./sql-text.ts";
import type { Zone } from "./zone.ts";

/**
 * Whether Spark 2 would have read a text that today's parser does not. Then `spark.sql.legacy.timeParserPolicy` =
 * EXCEPTION, Spark 3's default, fails rather than answer NULL (`DateTimeFormatterHelper.checkParsedDiff`).
 */

/** A run of one letter, or the characters between them. */
type Part =
  | { readonly kind: "field"; readonly letter: string; readonly count: number }
  | { readonly kind: "literal"; readonly text: string };

/** A parser's state: where it is, and what it has read, in the order in which it did. */
interface Reading {
  readonly text: string;
  at: number;
  readonly fields: LegacyFields;
}

/** Reads one part; `widthCounts`: digits of the next field follow at once. False where the text does not match. */
type ReadPart = (part: Part, widthCounts: boolean, r: Reading) => boolean;

const KNOWN = "GyMLdDFHhkKmsSaEuwWzZXY";

/** The parts of a pattern; `undefined` for one that Spark 2 did not take. */
function partsOf(pattern: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  let literal = "";
  const flush = () => {
    if (literal !== "") parts.push({ kind: "literal", text: literal });
    literal = "";
  };
  let quoted = false;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === "'") {
      if (pattern[i + 1] === "'") literal += pattern.charAt(i++);
      else quoted = !quoted;
      continue;
    }
    if (quoted || !/[A-Za-z]/.test(c)) {
      literal += c;
      continue;
    }
    if (!KNOWN.includes(c)) return undefined;
    flush();
    const from = i;
    while (pattern[i + 1] === c) i++;
    parts.push({ kind: "field", letter: c, count: i + 1 - from });
  }
  flush();
  return quoted ? undefined : parts;
}

/** The calendar's field of a letter whose text is a number. */
const NUMBERS: Readonly<Record<string, LegacyField>> = {
  y: "year",
  M: "month",
  L: "month",
  d: "day",
  D: "dayOfYear",
  H: "hourOfDay",
  k: "hourOfDay",
  K: "hour",
  h: "hour",
  m: "minute",
  s: "second",
  S: "milli",
};

type Names = Readonly<Record<string, readonly string[]>>;

/** The names of a letter, over and over in the order of their numbers. */
const NAMES: Names = {
  M: [...MONTHS, ...MONTHS.map((m) => m.slice(0, 3))],
  a: ["AM", "PM"],
  G: ["BC", "AD", "Before Christ", "Anno Domini"],
};

const FAST_NAMES: Names = {
  ...NAMES,
  a: ["AM", "PM", "A", "P"],
  G: ["BC", "AD", "Before Christ", "Anno Domini", "B", "A"],
};

/** The names that a field is read by; `undefined` for numbers. */
const namesOf = (part: Extract<Part, { kind: "field" }>, names: Names): readonly string[] | undefined =>
  isMonthName(part) ? names["M"] : part.letter === "M" ? undefined : names[part.letter];

const isNumber = (part: Part | undefined): boolean =>
  part?.kind === "field" && part.letter in NUMBERS && !isMonthName(part);

const isMonthName = (part: Extract<Part, { kind: "field" }>): boolean =>
  (part.letter === "M" || part.letter === "L") && part.count > 2;

/** Reads one of a field's names, the longest that is there. */
function readName(letter: string, names: readonly string[], r: Reading): boolean {
  const found = names.filter((name) => equalsIgnoreCase(r.text, r.at, name)).sort((a, b) => b.length - a.length)[0];
  if (found === undefined) return false;
  const index = names.indexOf(found);
  if (letter === "a") r.fields.push(["half", index % 2]);
  else if (letter === "G") r.fields.push(["era", index % 2]);
  else r.fields.push(["month", index % 12]);
  r.at += found.length;
  return true;
}

/** The value of a number's letter as the calendar counts; `undefined` where the letter does not allow it. */
function counted(letter: string, value: number, strict: boolean): number | undefined {
  switch (letter) {
    case "M":
    case "L":
      return value - 1;
    case "k":
      return strict && (value < 1 || value > 24) ? undefined : value === 24 ? 0 : value;
    case "h":
      return strict && (value < 1 || value > 12) ? undefined : value === 12 ? 0 : value;
    default:
      return value;
  }
}

const readSimple: ReadPart = (part, widthCounts, r) => {
  if (part.kind === "literal") return readLiteral(part.text, r);
  const { letter, count } = part;
  const from = r.at;
  while (r.text[r.at] === " " || r.text[r.at] === "\t") r.at++;
  if (r.at >= r.text.length) return false;
  if (letter === "z" || letter === "Z") return readZone(r, from);
  if (letter === "X") return readIsoZone(count, r);
  const names = namesOf(part, NAMES);
  if (names !== undefined) {
    r.at = from;
    return readName(letter, names, r);
  }
  const end = widthCounts ? from + count : r.text.length;
  if (end > r.text.length) return false;
  const number = legacyNumber(r.text.slice(0, end), r.at);
  if (number === undefined) return false;
  const isYear =
    letter === "y" && count <= 2 && number.end - r.at === 2 && /^\d\d$/.test(r.text.slice(r.at, number.end));
  const value = counted(letter, isYear ? century(number.value) : number.value, true);
  if (value === undefined) return false;
  r.at = number.end;
  r.fields.push([fieldOf(letter), value]);
  return true;
};

/** Years of two digits lie within the 80 years before today and the 20 years from it. */
function century(year: number): number {
  const first = new Date().getUTCFullYear() - 80;
  const full = first - (first % 100) + year;
  return full < first ? full + 100 : full;
}

function fieldOf(letter: string): LegacyField {
  const field = NUMBERS[letter];
  if (field === undefined) throw unsupported(`the letter ${letter} of Spark 2's datetime patterns`);
  return field;
}

function readLiteral(text: string, r: Reading): boolean {
  if (!r.text.startsWith(text, r.at)) return false;
  r.at += text.length;
  return true;
}

const readFast: ReadPart = (part, widthCounts, r) => {
  if (part.kind === "literal") return readLiteral(part.text, r);
  const { letter, count } = part;
  if (letter === "z" || letter === "Z" || letter === "X") return readByExpression(letter, count, r);
  const names = namesOf(part, FAST_NAMES);
  if (names !== undefined) return readName(letter, names, r);
  if (!widthCounts) while (/\s/.test(r.text.charAt(r.at))) r.at++;
  const last = widthCounts ? Math.min(r.text.length, r.at + count) : r.text.length;
  let end = r.at;
  while (end < last && digitAt(r.text, end) >= 0) end++;
  // Java takes no number beyond 32 bits.
  if (end === r.at || Number(r.text.slice(r.at, end)) >= 2 ** 31) return false;
  r.at = end;
  fieldOf(letter);
  return true;
};

const ISO = [/Z|[+-](?:[01]\d|2[0-3])/y, /Z|[+-](?:[01]\d|2[0-3])[0-5]\d/y, /Z|[+-](?:[01]\d|2[0-3]):[0-5]\d/y];
const RFC = /[+-](?:[01]\d|2[0-3])[0-5]\d|GMT[+-](?:[01]?\d|2[0-3]):[0-5]\d/iy;

function readByExpression(letter: string, count: number, r: Reading): boolean {
  const expression = letter === "X" ? ISO[count - 1] : count === 2 && letter === "Z" ? ISO[2] : RFC;
  if (expression === undefined) return false;
  expression.lastIndex = r.at;
  const found = expression.exec(r.text)?.[0];
  if (found === undefined && letter !== "X" && /^[A-Za-z]/.test(r.text.slice(r.at))) throw zoneNames();
  if (found === undefined) return false;
  r.at += found.length;
  return true;
}

const zoneNames = () => unsupported("reading zone names as Spark 2 did");

/** `+hhmm`, `GMT`, `GMT+h:mm`. */
function readZone(r: Reading, from: number): boolean {
  const sign = r.text.charAt(r.at);
  if (sign === "+" || sign === "-") {
    r.at++;
    return readOffset(r, 0, false);
  }
  if (!equalsIgnoreCase(r.text, from, "GMT")) {
    if (/[A-Za-z]/.test(sign)) throw zoneNames();
    return false;
  }
  r.at = from + 3;
  const after = r.text.charAt(r.at);
  if (after === "+" || after === "-") {
    r.at++;
    return readOffset(r, 0, true);
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
  return (sign === "+" || sign === "-") && readOffset(r, count, count === 3);
}

/** Hours and minutes after a sign, the minutes left out where `count` is 1. */
function readOffset(r: Reading, count: number, colon: boolean): boolean {
  const hours = count > 0 || !colon ? "\\d\\d" : "\\d\\d?";
  const found = new RegExp(`${hours}${count === 1 ? "" : `${colon ? ":" : ""}[0-5]\\d`}`, "y");
  found.lastIndex = r.at;
  const text = found.exec(r.text)?.[0];
  if (text === undefined || Number.parseInt(text.slice(0, 2), 10) > 23) return false;
  r.at += text.length;
  r.fields.push(["zone", 0]);
  return true;
}

/**
 * Whether Spark 2 would have read a text by a pattern. `simple` is the parser of SQL's functions
 * (`java.text.SimpleDateFormat`, which refuses dates that are none in `zone`), `fast` that of CSV and JSON
 * (commons-lang's `FastDateFormat`, which takes any numbers). What follows the pattern's end is ignored by both.
 * Refuses zone names by their name.
 */
export function legacyReader(pattern: string, parser: "simple" | "fast", zone: Zone): (text: string) => boolean {
  const parts = partsOf(pattern);
  // commons-lang's does not know L.
  if (parts === undefined || (parser === "fast" && parts.some((p) => p.kind === "field" && p.letter === "L")))
    return () => false;
  const read = parser === "simple" ? readSimple : readFast;
  const widths = parts.map((part, i) => isNumber(parts[i + 1]) && (parser === "simple" || isNumber(part)));
  return (text) => {
    const r: Reading = { text: asciiDigits(text), at: 0, fields: [] };
    return (
      parts.every((part, i) => read(part, widths[i] === true, r)) &&
      (parser === "fast" || isLegacyMoment(r.fields, zone))
    );
  };
}

/**
 * What becomes of a text that today's parser does not read: under the policy EXCEPTION
 * INCONSISTENT_BEHAVIOR_CROSS_VERSION.PARSE_DATETIME_BY_NEW_PARSER is raised where Spark 2 would have read it.
 */
export function legacyCheck(
  policy: KernelSettings["timeParserPolicy"],
  ...by: Parameters<typeof legacyReader>
): (text: string) => void {
  if (policy !== "EXCEPTION") return () => undefined;
  const reads = legacyReader(...by);
  return (text) => {
    if (!reads(text)) return;
    throw sparkError("INCONSISTENT_BEHAVIOR_CROSS_VERSION.PARSE_DATETIME_BY_NEW_PARSER", {
      datetime: sqlString(text),
      config: '"spark.sql.legacy.timeParserPolicy"',
    });
  };
}
