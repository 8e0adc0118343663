import { type SparkError, sparkError, unsupported } from "../errors/spark-error.ts";
import { sqlString } from "./sql-text.ts";

/** The date and time fields of a pattern, by Java's names (`java.time.temporal.ChronoField`). */
export type DatetimeField =
  | "Era"
  | "YearOfEra"
  | "Year"
  | "QuarterOfYear"
  | "MonthOfYear"
  | "DayOfYear"
  | "DayOfMonth"
  | "AlignedDayOfWeekInMonth"
  | "DayOfWeek"
  | "ModifiedJulianDay"
  | "AmPmOfDay"
  | "HourOfDay"
  | "ClockHourOfDay"
  | "HourOfAmPm"
  | "ClockHourOfAmPm"
  | "MinuteOfHour"
  | "SecondOfMinute"
  | "NanoOfSecond";

/** How a number's sign is written and read (`java.time.format.SignStyle`). */
export type SignStyle = "normal" | "exceeds_pad" | "not_negative";

/** One part of a compiled pattern (`DateTimeFormatterBuilder`'s printer-parsers). */
export type PatternItem =
  | {
      readonly kind: "number";
      readonly field: DatetimeField;
      readonly min: number;
      readonly max: number;
      readonly sign: SignStyle;
      /** Digits that the fields directly after this one need. */
      subsequent: number;
    }
  /** Two digits of a year from 2000 to 2099. */
  | { readonly kind: "reduced"; readonly field: DatetimeField; subsequent: number }
  | { readonly kind: "text"; readonly field: DatetimeField; readonly full: boolean }
  | { readonly kind: "fraction"; readonly min: number; readonly max: number; subsequent: number }
  | { readonly kind: "literal"; readonly text: string }
  /** `type`: Java's index of an offset form; `none`: the text of a zero offset. */
  | { readonly kind: "offset"; readonly type: OffsetType; readonly none: string }
  | { readonly kind: "localized_offset"; readonly full: boolean }
  | { readonly kind: "zone_id" }
  | { readonly kind: "zone_text"; readonly full: boolean }
  | { readonly kind: "optional"; readonly items: readonly PatternItem[] };

/** The offset forms that Spark's patterns reach. */
export type OffsetType = "+HH" | "+HHmm" | "+HHMM" | "+HH:MM" | "+HHMMss" | "+HH:MM:ss";

/**
 * What a pattern is compiled for: parsing forbids some letters and reads fractions of any length; for local times Spark
 * has an error of its own.
 */
export type PatternUse = "format" | "parse" | "parse_local";

/** A pattern that Java refuses, with Java's sentence. */
class PatternFault extends Error {}

const cache = new Map<string, readonly PatternItem[]>();

/**
 * Compiles a datetime pattern as Spark 4 does with `spark.sql.legacy.timeParserPolicy` = CORRECTED or EXCEPTION
 * (`DateTimeFormatterHelper`, `java.time.format.DateTimeFormatterBuilder`, locale en-US). A pattern that only Spark 2
 * knew raises INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION, any other bad one
 * INVALID_DATETIME_PATTERN.*.
 */
export function compilePattern(pattern: string, use: PatternUse): readonly PatternItem[] {
  const key = `${use}:${pattern}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const fault = findRefusal(pattern, use);
  let items: readonly PatternItem[] = [];
  let refused = fault;
  if (refused === undefined) {
    try {
      items = build(pattern, use);
    } catch (error) {
      if (!(error instanceof PatternFault)) throw error;
      refused = sparkError("INVALID_DATETIME_PATTERN", { pattern });
    }
  }
  if (refused !== undefined) {
    if (use === "parse_local") {
      throw sparkError("_LEGACY_ERROR_TEMP_2130", { pattern: sqlString(pattern), docroot: DOCROOT });
    }
    if (!spark2Knows(pattern)) throw refused;
    throw sparkError("INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION", {
      pattern: sqlString(pattern),
      config: '"spark.sql.legacy.timeParserPolicy"',
      docroot: DOCROOT,
    });
  }
  if (cache.size > 500) cache.clear();
  cache.set(key, items);
  return items;
}

const DOCROOT = "https://spark.apache.org/docs/latest";
const LONG_RUNS = ["GGGGG", "MMMMM", "LLLLL", "EEEEE", "QQQQQ", "qqqqq", "yyyyyyy"];

/** What Spark itself refuses before Java sees the pattern. */
function findRefusal(pattern: string, use: PatternUse): SparkError | undefined {
  for (const [i, part] of `${pattern} `.split("'").entries()) {
    if (i % 2 === 1) continue;
    const week = /[YWwuec]/.exec(part);
    if (week !== null)
      return sparkError("INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN", { c: week[0] });
    const illegal = (use !== "format" ? /[ABnNpEFqQ]/ : /[ABnNp]/).exec(part);
    if (illegal !== null) return sparkError("INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER", { c: illegal[0], pattern });
    const run = LONG_RUNS.find((letters) => part.includes(letters));
    if (run !== undefined) return sparkError("INVALID_DATETIME_PATTERN.LENGTH", { pattern: run });
  }
  return undefined;
}

/** Whether `java.text.SimpleDateFormat`, Spark 2's formatter, takes the pattern. */
function spark2Knows(pattern: string): boolean {
  let quoted = false;
  let zone = 0;
  for (const c of pattern) {
    zone = c === "X" && !quoted ? zone + 1 : 0;
    if (c === "'") quoted = !quoted;
    else if (!quoted && ((/[A-Za-z]/.test(c) && !"GyMwWDdFEuaHkKhmsSzZXYL".includes(c)) || zone > 3)) return false;
  }
  return !quoted;
}

/** Appends items, and lets adjacent numbers share their digits as Java's builder does. */
class Builder {
  readonly root: PatternItem[] = [];
  #stack: PatternItem[][] = [this.root];
  #numberAt = -1;

  get #items(): PatternItem[] {
    return this.#stack[this.#stack.length - 1] ?? this.root;
  }

  add(item: PatternItem): void {
    this.#items.push(item);
    this.#numberAt = -1;
  }

  addNumber(item: Extract<PatternItem, { kind: "number" | "reduced" | "fraction" }>): void {
    const items = this.#items;
    const base = this.#numberAt >= 0 ? items[this.#numberAt] : undefined;
    items.push(item);
    const fixed = item.kind !== "number" || (item.min === item.max && item.sign === "not_negative");
    if (base !== undefined && fixed && "subsequent" in base) {
      base.subsequent += item.kind === "number" || item.kind === "fraction" ? item.max : 2;
    } else {
      // A number of open width takes back what the one before it had left over.
      if (base !== undefined && "subsequent" in base) base.subsequent = 0;
      this.#numberAt = items.length - 1;
    }
  }

  open(): void {
    const items: PatternItem[] = [];
    this.#items.push({ kind: "optional", items });
    this.#stack.push(items);
    this.#numberAt = -1;
  }

  close(): void {
    if (this.#stack.length === 1) throw new PatternFault("Pattern invalid as it contains ] without previous [");
    this.#stack.pop();
    this.#numberAt = -1;
  }
}

function build(pattern: string, use: PatternUse): readonly PatternItem[] {
  // Years are proleptic unless the pattern has an era.
  const hasEra = pattern.split("'").some((part, i) => i % 2 === 0 && part.includes("G"));
  const variable = use !== "format" && pattern.includes("S");
  const builder = new Builder();
  if (variable) {
    // Spark cuts such patterns at the quotes itself, and is less strict about them than Java.
    const parts = pattern.replace(/'+$/, "").split("'");
    for (const [i, part] of parts.entries()) {
      if (part === "" && i > 0) builder.add({ kind: "literal", text: "'" });
      else if (i % 2 === 1) builder.add({ kind: "literal", text: part });
      else addPattern(builder, part, hasEra, true);
    }
  } else addPattern(builder, pattern, hasEra, false);
  return builder.root;
}

function addPattern(builder: Builder, pattern: string, hasEra: boolean, variable: boolean): void {
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (/[A-Za-z]/.test(c)) {
      let end = i + 1;
      while (pattern.charAt(end) === c) end++;
      addLetters(builder, c, end - i, hasEra, variable);
      i = end - 1;
    } else if (c === "'") {
      let text = "";
      for (i++; ; i++) {
        if (i >= pattern.length) throw new PatternFault("Pattern ends with an incomplete string literal");
        if (pattern.charAt(i) !== "'") text += pattern.charAt(i);
        else if (pattern.charAt(i + 1) === "'") {
          text += "'";
          i++;
        } else break;
      }
      builder.add({ kind: "literal", text: text === "" ? "'" : text });
    } else if (c === "[") builder.open();
    else if (c === "]") builder.close();
    else if (c === "{" || c === "}" || c === "#") throw new PatternFault(`Pattern includes reserved character: '${c}'`);
    else builder.add({ kind: "literal", text: c });
  }
}

const NUMBERS: Readonly<Record<string, DatetimeField>> = {
  d: "DayOfMonth",
  h: "ClockHourOfAmPm",
  H: "HourOfDay",
  k: "ClockHourOfDay",
  K: "HourOfAmPm",
  m: "MinuteOfHour",
  s: "SecondOfMinute",
};

const OFFSETS: readonly OffsetType[] = ["+HHmm", "+HHMM", "+HH:MM", "+HHMMss", "+HH:MM:ss"];

function addLetters(builder: Builder, c: string, count: number, hasEra: boolean, variable: boolean): void {
  const tooMany = (limit: number): void => {
    if (count > limit) throw new PatternFault(`Too many pattern letters: ${c}`);
  };
  const number = (field: DatetimeField, min: number, max: number, sign: SignStyle): void =>
    builder.addNumber({ kind: "number", field, min, max, sign, subsequent: 0 });
  const plain = (field: DatetimeField): void =>
    count === 1 ? number(field, 1, 19, "normal") : number(field, count, count, "not_negative");
  const numberOrText = (field: DatetimeField): void => {
    tooMany(4);
    if (count <= 2) plain(field);
    else builder.add({ kind: "text", field, full: count === 4 });
  };
  switch (c) {
    case "y": {
      const field = hasEra ? "YearOfEra" : "Year";
      if (count === 2) builder.addNumber({ kind: "reduced", field, subsequent: 0 });
      else number(field, count, 19, count < 4 ? "normal" : "exceeds_pad");
      return;
    }
    case "M":
    case "L":
      return numberOrText("MonthOfYear");
    case "Q":
    case "q":
      return numberOrText("QuarterOfYear");
    case "E":
      tooMany(4);
      return builder.add({ kind: "text", field: "DayOfWeek", full: count === 4 });
    case "G":
      tooMany(4);
      return builder.add({ kind: "text", field: "Era", full: count === 4 });
    case "a":
      tooMany(1);
      return builder.add({ kind: "text", field: "AmPmOfDay", full: false });
    case "D":
      tooMany(3);
      return count === 1 ? plain("DayOfYear") : number("DayOfYear", count, 3, "not_negative");
    case "F":
      tooMany(1);
      return plain("AlignedDayOfWeekInMonth");
    case "d":
    case "h":
    case "H":
    case "k":
    case "K":
    case "m":
    case "s":
      tooMany(2);
      return plain(NUMBERS[c] ?? "DayOfMonth");
    case "S": {
      tooMany(9);
      const item: PatternItem = { kind: "fraction", min: variable ? 1 : count, max: count, subsequent: 0 };
      return item.min === item.max ? builder.addNumber(item) : builder.add(item);
    }
    case "g":
      return number("ModifiedJulianDay", count, 19, "normal");
    case "v":
      if (count !== 1 && count !== 4) throw new PatternFault("Wrong number of pattern letters: v");
      throw unsupported("the datetime pattern letter v");
    case "z":
      tooMany(4);
      return builder.add({ kind: "zone_text", full: count === 4 });
    case "V":
      if (count !== 2) throw new PatternFault("Pattern letter count must be 2: V");
      return builder.add({ kind: "zone_id" });
    case "O":
      if (count !== 1 && count !== 4) throw new PatternFault("Pattern letter count must be 1 or 4: O");
      return builder.add({ kind: "localized_offset", full: count === 4 });
    case "Z":
      tooMany(5);
      if (count === 4) return builder.add({ kind: "localized_offset", full: true });
      return builder.add(
        count === 5
          ? { kind: "offset", type: "+HH:MM:ss", none: "Z" }
          : { kind: "offset", type: "+HHMM", none: "+0000" },
      );
    case "X":
    case "x": {
      tooMany(5);
      const type = OFFSETS[count - 1] ?? "+HHMM";
      const none = c === "X" ? "Z" : count === 1 ? "+00" : count % 2 === 0 ? "+0000" : "+00:00";
      return builder.add({ kind: "offset", type, none });
    }
    default:
      throw new PatternFault(`Unknown pattern letter: ${c}`);
  }
}
