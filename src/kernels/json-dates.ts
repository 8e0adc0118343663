import { unsupported } from "../errors/spark-error.ts";
import { type DataType, STRING } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";
import { castDatetime } from "./cast-datetime.ts";
import { joinMicros } from "./datetime-civil.ts";
import { formatterOf, localFormatterOf } from "./datetime-format.ts";
import { fromHybrid } from "./datetime-hybrid.ts";
import { legacyCheck, legacyInstants } from "./datetime-legacy.ts";
import { legacyParts } from "./datetime-legacy-pattern.ts";
import { legacyFormatter } from "./datetime-legacy-format.ts";
import { parserOf } from "./datetime-parse.ts";
import { formatDate, parseTimestampNtz } from "./datetime-text.ts";
import type { KernelSettings } from "./kernel.ts";
import { sqlTypeName } from "./sql-text.ts";
import { dayOfInstant, localToUtc, UTC, zoneOf } from "./zone.ts";

/** The formats of dates and times in a text format's options; undefined ones have Spark's defaults. */
export interface DateFormats {
  readonly dateFormat: string | undefined;
  readonly timestampFormat: string | undefined;
  readonly timestampNtzFormat: string | undefined;
  readonly timeZone: string;
  readonly timeParserPolicy: KernelSettings["timeParserPolicy"];
  /** Spark 1 wrote dates as numbers of days, which are still read where no format is given. */
  readonly numbersAreDays?: boolean;
}

/** What dates in text formats depend on beside the options. */
export type DateSettings = Pick<KernelSettings, "timeZone" | "timeParserPolicy" | "binaryStyle">;

/** Dates, times and intervals inside JSON and CSV, by the formats of the options. */
export interface JsonDates {
  /** Text to value; undefined for text that is none. */
  readonly parser: (type: DataType) => (text: string) => Value | undefined;
  /** Value to text. */
  readonly formatter: (type: DataType) => (value: Value) => string;
}

const TIMESTAMP_FORMAT = "yyyy-MM-dd'T'HH:mm:ss[.SSS][XXXXX]";
const TIMESTAMP_NTZ_FORMAT = "yyyy-MM-dd'T'HH:mm:ss[.SSS]";

/** What Spark 2 read where the options say nothing. */
const LEGACY_PATTERNS = { date: "yyyy-MM-dd", timestamp: "yyyy-MM-dd HH:mm:ss" } as const;

function byPattern(type: DataType, format: string, options: DateFormats): (text: string) => Value | undefined {
  const parse = parserOf(format, type.kind === "timestamp");
  const zone = zoneOf(options.timeZone);
  const check = legacyCheck(options.timeParserPolicy, format, "fast", zone);
  return (text) => {
    const parsed = parse(text);
    if (typeof parsed === "string") {
      check(text);
      return undefined;
    }
    if (type.kind === "date") return parsed.days;
    const local = joinMicros(parsed.days, parsed.microOfDay);
    return type.kind === "timestamp" ? localToUtc(parsed.zone ?? zone, local) : local;
  };
}

/** What Spark 2 wrote timestamps by where the options say nothing, and read them by first. */
const LEGACY_TIMESTAMP_FORMAT = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";

/**
 * A reader as Spark 2's (`spark.sql.legacy.timeParserPolicy` = LEGACY): by the pattern, else as Spark 1 did: as a cast
 * does, after a GMT before the offset is taken out, and for dates of JSON by their number of days.
 */
function legacyReader(type: DataType, options: DateFormats, cast: (text: string) => Value): JsonReader {
  const isDate = type.kind === "date";
  const pattern = isDate
    ? (options.dateFormat ?? LEGACY_PATTERNS.date)
    : (options.timestampFormat ?? LEGACY_TIMESTAMP_FORMAT);
  // Dates had the virtual machine's zone.
  const isPattern = typeof legacyParts(pattern) !== "string";
  const read = isPattern ? legacyInstants(pattern, "fast", isDate ? UTC : zoneOf(options.timeZone)) : () => undefined;
  return (text) => {
    const instant = read(text);
    if (instant !== undefined) return isDate ? dayOfInstant(UTC, instant) : instant;
    const value = cast(text.replace("GMT", "")) ?? undefined;
    return value === undefined && isDate && options.numbersAreDays === true ? storedDay(text) : value;
  };
}

/** A date as its number of days, by the calendar of that time. */
function storedDay(text: string): number | undefined {
  const days = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  return days === (days | 0) ? fromHybrid(days) : undefined;
}

type JsonReader = (text: string) => Value | undefined;

/** {@link jsonDates}, but refuses dates and times under Spark 2's ways, which are not followed in `format`. */
export function datesOfToday(options: DateFormats, format: string): JsonDates {
  const dates = jsonDates(options);
  const refuse = (type: DataType): void => {
    if (options.timeParserPolicy === "LEGACY" && (type.kind === "date" || type.kind === "timestamp"))
      throw unsupported(`dates and times in ${format} with spark.sql.legacy.timeParserPolicy = LEGACY`);
  };
  return {
    parser: (type) => (refuse(type), dates.parser(type)),
    formatter: (type) => (refuse(type), dates.formatter(type)),
  };
}

/** The readers and writers that an options map asks for. */
export function jsonDates(options: DateFormats): JsonDates {
  const isLegacy = options.timeParserPolicy === "LEGACY";
  const settings: KernelSettings = { timeZone: options.timeZone, mapKeyDedupPolicy: "EXCEPTION" };
  const lenient = (type: DataType): ((text: string) => Value | undefined) => {
    const cast = castDatetime(STRING, type, "try", settings);
    if (cast === undefined) throw unsupported(`JSON of ${sqlTypeName(type)}`);
    const pattern = type.kind === "date" || type.kind === "timestamp" ? LEGACY_PATTERNS[type.kind] : undefined;
    const policy = pattern === undefined ? undefined : options.timeParserPolicy;
    const check = legacyCheck(policy, pattern ?? "", "fast", zoneOf(options.timeZone));
    const days = options.numbersAreDays === true && type.kind === "date";
    if (type.kind === "timestamp_ntz") return (text) => parseTimestampNtz(text, false);
    return (text) => {
      const value = cast(text) ?? (days ? storedDay(text) : undefined) ?? null;
      if (value === null) check(text);
      return value ?? undefined;
    };
  };
  return {
    parser: (type) => {
      const format =
        type.kind === "date"
          ? options.dateFormat
          : type.kind === "timestamp"
            ? options.timestampFormat
            : type.kind === "timestamp_ntz"
              ? options.timestampNtzFormat
              : undefined;
      if (isLegacy && (type.kind === "date" || type.kind === "timestamp")) {
        const cast = castDatetime(STRING, type, "try", settings);
        if (cast !== undefined) return legacyReader(type, options, cast);
      }
      return format === undefined ? lenient(type) : byPattern(type, format, options);
    },
    formatter: (type) => {
      const zone = zoneOf(options.timeZone);
      switch (type.kind) {
        case "date": {
          if (options.dateFormat === undefined && !isLegacy) return (v) => formatDate(v as number);
          const pattern = options.dateFormat ?? LEGACY_PATTERNS.date;
          const format = isLegacy ? legacyFormatter(pattern, UTC, "fast") : localFormatterOf(pattern, UTC);
          return (v) => format(BigInt(v as number) * 86_400_000_000n);
        }
        case "timestamp": {
          const format = isLegacy
            ? legacyFormatter(options.timestampFormat ?? LEGACY_TIMESTAMP_FORMAT, zone, "fast")
            : formatterOf(options.timestampFormat ?? TIMESTAMP_FORMAT, zone);
          return (v) => format(v as bigint);
        }
        case "timestamp_ntz": {
          const format = localFormatterOf(options.timestampNtzFormat ?? TIMESTAMP_NTZ_FORMAT, UTC);
          return (v) => format(v as bigint);
        }
        default: {
          const cast = castDatetime(type, STRING, "ansi", settings);
          if (cast === undefined) throw unsupported(`JSON of ${sqlTypeName(type)}`);
          return (v) => String(cast(v));
        }
      }
    },
  };
}
