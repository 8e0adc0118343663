/** What both parsers of Spark 2 share: letters, names, and how far a text is read. */
import { presentMillis } from "../base/instants.ts";
import { unsupported } from "../errors/spark-error.ts";
import { MONTHS, WEEKDAYS } from "./datetime-names.ts";
import type { LegacyField, LegacyFields } from "./datetime-legacy-calendar.ts";
import type { LegacyPart } from "./datetime-legacy-pattern.ts";
import { equalsIgnoreCase } from "./datetime-parse-zone.ts";

/** A parser's state: where it is, and what it has read, in the order in which it did. */
export interface Reading {
  readonly text: string;
  at: number;
  readonly fields: LegacyFields;
  /** A year of two digits was read that is the first of its hundred years, or beyond the last. */
  isDoubtful?: boolean;
}

/** A part of a pattern that stands for something. */
export type FieldPart = Extract<LegacyPart, { kind: "field" }>;

/** The calendar's field of a letter whose text is a number. */
export const NUMBERS: Readonly<Record<string, LegacyField>> = {
  y: "year",
  M: "month",
  L: "month",
  d: "day",
  D: "dayOfYear",
  F: "weekdayOfMonth",
  w: "weekOfYear",
  W: "weekOfMonth",
  u: "weekday",
  H: "hourOfDay",
  k: "hourOfDay",
  K: "hour",
  h: "hour",
  m: "minute",
  s: "second",
  S: "milli",
};

const shortened = (names: readonly string[]): readonly string[] => [...names, ...names.map((name) => name.slice(0, 3))];

/** The names of a letter, over and over in the order of their numbers; weekdays begin with Monday. */
export const NAMES = {
  M: shortened(MONTHS),
  E: shortened(WEEKDAYS),
  a: ["AM", "PM"],
  G: ["BC", "AD", "Before Christ", "Anno Domini"],
} as const;

/** The letters that are read by names. */
export type NameLetter = keyof typeof NAMES;

/** Whether a letter stands for the name of a month. */
export const isMonthName = ({ letter, count }: FieldPart): boolean => (letter === "M" || letter === "L") && count > 2;

/** The letter by whose names a part is read; `undefined` for numbers and zones. */
export function nameLetter(part: FieldPart): NameLetter | undefined {
  if (isMonthName(part)) return "M";
  return part.letter === "E" || part.letter === "a" || part.letter === "G" ? part.letter : undefined;
}

/** Whether a part is read as a number. */
export const isNumber = (part: LegacyPart | undefined): boolean =>
  part?.kind === "field" && Object.hasOwn(NUMBERS, part.letter) && !isMonthName(part);

/** Reads one of a letter's names, the longest that is there. */
export function readName(letter: NameLetter, names: readonly string[], r: Reading): boolean {
  const found = names.filter((name) => equalsIgnoreCase(r.text, r.at, name)).sort((a, b) => b.length - a.length)[0];
  if (found === undefined) return false;
  const index = names.indexOf(found);
  if (letter === "a") r.fields.push(["half", index % 2]);
  else if (letter === "G") r.fields.push(["era", index % 2]);
  else if (letter === "E") r.fields.push(["weekday", ((index + 1) % 7) + 1]);
  else r.fields.push(["month", index % 12]);
  r.at += found.length;
  return true;
}

/** Takes a text as it is. */
export function readLiteral(text: string, r: Reading): boolean {
  if (!r.text.startsWith(text, r.at)) return false;
  r.at += text.length;
  return true;
}

/** The field of a number's letter. Refuses the years of weeks. */
export function fieldOf(letter: string): LegacyField {
  const field = NUMBERS[letter];
  if (field === undefined) throw unsupported(`reading the letter ${letter} of Spark 2's datetime patterns`);
  return field;
}

/** The first year of the hundred in which years of two digits lie: 80 years before today. */
export const firstYear = (): number => new Date(presentMillis()).getUTCFullYear() - 80;

/** The refusal of zones by name. */
export const zoneNames = () => unsupported("reading zone names as Spark 2 did");
