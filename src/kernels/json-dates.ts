import { unsupported } from "../errors/spark-error.ts";
import { type DataType, STRING } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";
import { castDatetime } from "./cast-datetime.ts";
import { joinMicros } from "./datetime-civil.ts";
import { formatterOf, localFormatterOf } from "./datetime-format.ts";
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
}

/** Dates, times and intervals inside JSON and CSV, by the formats of the options. */
export interface JsonDates {
  /** Text to value; undefined for text that is none. */
  readonly parser: (type: DataType) => (text: string) => Value | undefined;
  /** Value to text. */
  readonly formatter: (type: DataType) => (value: Value) => string;
}

const TIMESTAMP_FORMAT = "yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX]";
const TIMESTAMP_NTZ_FORMAT = "yyyy-MM-dd'T'HH:mm:ss[.SSS]";

function byPattern(type: DataType, format: string, timeZone: string): (text: string) => Value | undefined {
  const parse = parserOf(format, type.kind === "timestamp");
  const zone = zoneOf(timeZone);
  return (text) => {
    const parsed = parse(text);
    if (typeof parsed === "string") return undefined;
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
    return (text) => cast(text) ?? undefined;
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
      return format === undefined ? lenient(type) : byPattern(type, format, options.timeZone);
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
