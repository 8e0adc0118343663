import { unsupported } from "../errors/spark-error.ts";
import { type DataType, STRING } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";
import { castDatetime } from "./cast-datetime.ts";
import { joinMicros } from "./datetime-civil.ts";
import { formatterOf, localFormatterOf } from "./datetime-format.ts";
import { legacyCheck } from "./datetime-legacy.ts";
import { parserOf } from "./datetime-parse.ts";
import { formatDate } from "./datetime-text.ts";
import type { KernelSettings } from "./kernel.ts";
import { sqlTypeName } from "./sql-text.ts";
import { localToUtc, UTC, zoneOf } from "./zone.ts";

/** The formats of dates and times in a text format's options; undefined ones have Spark's defaults. */
export interface DateFormats {
  readonly dateFormat: string | undefined;
  readonly timestampFormat: string | undefined;
  readonly timestampNtzFormat: string | undefined;
  readonly timeZone: string;
  readonly timeParserPolicy: KernelSettings["timeParserPolicy"];
}

/** What dates in text formats depend on beside the options. */
export type DateSettings = Pick<KernelSettings, "timeZone" | "timeParserPolicy">;

/** Dates, times and intervals inside JSON and CSV, by the formats of the options. */
export interface JsonDates {
  /** Text to value; undefined for text that is none. */
  readonly parser: (type: DataType) => (text: string) => Value | undefined;
  /** Value to text. */
  readonly formatter: (type: DataType) => (value: Value) => string;
}

const TIMESTAMP_FORMAT = "yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX]";
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

/** The readers and writers that an options map asks for. */
export function jsonDates(options: DateFormats): JsonDates {
  const settings: KernelSettings = { timeZone: options.timeZone, mapKeyDedupPolicy: "EXCEPTION" };
  const lenient = (type: DataType): ((text: string) => Value | undefined) => {
    const cast = castDatetime(STRING, type, "try", settings);
    if (cast === undefined) throw unsupported(`JSON of ${sqlTypeName(type)}`);
    const pattern = type.kind === "date" || type.kind === "timestamp" ? LEGACY_PATTERNS[type.kind] : undefined;
    const policy = pattern === undefined ? undefined : options.timeParserPolicy;
    const check = legacyCheck(policy, pattern ?? "", "fast", zoneOf(options.timeZone));
    return (text) => {
      const value = cast(text);
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
      return format === undefined ? lenient(type) : byPattern(type, format, options);
    },
    formatter: (type) => {
      const zone = zoneOf(options.timeZone);
      switch (type.kind) {
        case "date": {
          if (options.dateFormat === undefined) return (v) => formatDate(v as number);
          const format = localFormatterOf(options.dateFormat, UTC);
          return (v) => format(BigInt(v as number) * 86_400_000_000n);
        }
        case "timestamp": {
          const format = formatterOf(options.timestampFormat ?? TIMESTAMP_FORMAT, zone);
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
