import { SparkError } from "../errors/spark-error.ts";
import {
  type DataType,
  type DayTimeField,
  type DayTimeIntervalType,
  DOUBLE,
  isAnsiInterval,
  isText,
  LONG,
  STRING,
  type YearMonthIntervalType,
} from "../types/data-type.ts";
import { readCalendarInterval } from "../types/interval-text.ts";
import type { CalendarInterval, Decimal, Value } from "../types/value.ts";
import { fitsInt, fitsLong, joinMicros, MAX_LONG, MIN_LONG, secondsOfMicros, splitMicros } from "./datetime-civil.ts";
import {
  formatDate,
  formatTimeOfDay,
  formatTimestamp,
  formatTimestampNtz,
  parseDate,
  parseTime,
  parseTimestamp,
  parseTimestampNtz,
} from "./datetime-text.ts";
import { fitDecimal, parseDecimal, rescale } from "./decimal.ts";
import { smallInteger } from "./integer.ts";
import { parseDayTimeInterval, parseYearMonthInterval } from "./interval-parse.ts";
import { formatCalendarInterval, formatDayTimeInterval, formatYearMonthInterval } from "./interval-text.ts";
import { isBefore4, type EvalMode, type KernelSettings } from "./kernel.ts";
import { arithmeticOverflow, castInvalidInput, castOverflow, decimalOutOfRange } from "./kernel-errors.ts";
import { doubleToString } from "./number-text.ts";
import { quotedType, sqlValue } from "./sql-text.ts";
import { dayOfInstant, localToUtc, startOfDay, utcToLocal, zoneOf } from "./zone.ts";

type Cast = (value: Value) => Value;

/**
 * Casts where either side is a date, timestamp, time or interval (`org.apache.spark.sql.catalyst.expressions.Cast`);
 * undefined for a pair that is not cast here. The function takes no NULL. Text that is no value, and numbers outside
 * the target, raise in `ansi` mode and are NULL in `try` mode; in `legacy` mode they are NULL too, except that interval
 * casts raise in every mode but `try`, as Spark's do.
 */
export function castDatetime(
  from: DataType,
  to: DataType,
  mode: EvalMode,
  settings: KernelSettings,
): ((value: Value) => Value) | undefined {
  const cast = bindCast(from, to, mode, settings);
  if (cast === undefined || mode !== "try") return cast;
  return (value) => {
    try {
      return cast(value);
    } catch (error) {
      if (error instanceof SparkError) return null;
      throw error;
    }
  };
}

function bindCast(from: DataType, to: DataType, mode: EvalMode, settings: KernelSettings): Cast | undefined {
  switch (to.kind) {
    case "string":
    case "char":
    case "varchar":
      return toText(from, settings);
    case "date":
      return toDate(from, to, mode, settings);
    case "timestamp":
      return toTimestamp(from, to, mode, settings);
    case "timestamp_ntz":
      return toTimestampNtz(from, to, mode, settings);
    case "time":
      return toTime(from, to.precision, to, mode);
    case "calendar_interval":
      return toCalendarInterval(from);
    case "year_month_interval":
      return toYearMonthInterval(from, to);
    case "day_time_interval":
      return toDayTimeInterval(from, to);
    default:
      if (from.kind === "timestamp") return fromTimestamp(to, mode, settings);
      if (from.kind === "date") return fromDate(to);
      if (isAnsiInterval(from)) return fromAnsiInterval(from as YearMonthIntervalType | DayTimeIntervalType, to);
      return undefined;
  }
}

function toText(from: DataType, settings: KernelSettings): Cast | undefined {
  switch (from.kind) {
    case "date":
      return (v) => formatDate(v as number);
    case "timestamp": {
      const zone = zoneOf(settings.timeZone);
      return (v) => formatTimestamp(v as bigint, zone);
    }
    case "timestamp_ntz":
      return (v) => formatTimestampNtz(v as bigint);
    case "time":
      return (v) => formatTimeOfDay(Number((v as bigint) / 1000n));
    case "calendar_interval":
      return (v) => formatCalendarInterval(v as CalendarInterval);
    case "year_month_interval":
      return (v) => formatYearMonthInterval(v as number, from);
    case "day_time_interval":
      return (v) => formatDayTimeInterval(v as bigint, from);
    default:
      return undefined;
  }
}

/** What text that is no value gives. */
function malformed(to: DataType, mode: EvalMode): Cast {
  if (mode === "legacy") return () => null;
  return (v) => {
    throw castInvalidInput(v, STRING, to);
  };
}

function toDate(from: DataType, to: DataType, mode: EvalMode, settings: KernelSettings): Cast | undefined {
  if (isText(from)) {
    const bad = malformed(to, mode);
    return (v) => parseDate(v as string) ?? bad(v);
  }
  switch (from.kind) {
    case "date":
      return (v) => v;
    case "timestamp": {
      const zone = zoneOf(settings.timeZone);
      return (v) => dayOfInstant(zone, v as bigint);
    }
    case "timestamp_ntz":
      return (v) => splitMicros(v as bigint).days;
    default:
      return undefined;
  }
}

/** Micros that fit a Java long, else Spark's bare overflow. */
export function exactMicros(micros: bigint): bigint {
  if (!fitsLong(micros)) throw arithmeticOverflow("long overflow");
  return micros;
}

const saturate = (n: bigint): bigint => (n > MAX_LONG ? MAX_LONG : n < MIN_LONG ? MIN_LONG : n);

function toTimestamp(from: DataType, to: DataType, mode: EvalMode, settings: KernelSettings): Cast | undefined {
  if (isText(from)) {
    const zone = zoneOf(settings.timeZone);
    const bad = malformed(to, mode);
    return (v) => parseTimestamp(v as string, zone) ?? bad(v);
  }
  switch (from.kind) {
    case "boolean":
      return (v) => (v === true ? 1n : 0n);
    case "byte":
    case "short":
    case "int":
      return (v) => BigInt(v as number) * 1_000_000n;
    case "long":
      return (v) => saturate((v as bigint) * 1_000_000n);
    case "float":
    case "double":
      return doubleToTimestamp(to, mode);
    case "decimal":
      return (v) => {
        const { unscaled, scale } = v as Decimal;
        return BigInt.asIntN(64, rescale(unscaled * 1_000_000n, scale, 0, "DOWN"));
      };
    case "date": {
      const zone = zoneOf(settings.timeZone);
      return (v) => exactMicros(startOfDay(zone, v as number));
    }
    case "timestamp":
      return (v) => v;
    case "timestamp_ntz": {
      const zone = zoneOf(settings.timeZone);
      return (v) => exactMicros(localToUtc(zone, v as bigint));
    }
    default:
      return undefined;
  }
}

function doubleToTimestamp(to: DataType, mode: EvalMode): Cast {
  return (v) => {
    const n = v as number;
    if (!Number.isFinite(n)) {
      if (mode === "legacy") return null;
      throw castInvalidInput(n, DOUBLE, to);
    }
    const micros = n * 1_000_000;
    if (mode !== "legacy" && (micros > 2 ** 63 || micros < -(2 ** 63))) throw castOverflow(micros, DOUBLE, LONG);
    return Number.isFinite(micros) ? saturate(BigInt(Math.trunc(micros))) : micros > 0 ? MAX_LONG : MIN_LONG;
  };
}

function toTimestampNtz(from: DataType, to: DataType, mode: EvalMode, settings: KernelSettings): Cast | undefined {
  if (isText(from)) {
    const bad = malformed(to, mode);
    return (v) => parseTimestampNtz(v as string) ?? bad(v);
  }
  switch (from.kind) {
    case "date":
      return (v) => exactMicros(joinMicros(v as number, 0));
    case "timestamp": {
      const zone = zoneOf(settings.timeZone);
      return (v) => exactMicros(utcToLocal(zone, v as bigint));
    }
    case "timestamp_ntz":
      return (v) => v;
    default:
      return undefined;
  }
}

function toTime(from: DataType, precision: number, to: DataType, mode: EvalMode): Cast | undefined {
  const unit = 10n ** BigInt(9 - precision);
  const cut = (nanos: bigint): bigint => nanos - (nanos % unit);
  if (isText(from)) {
    const bad = malformed(to, mode);
    return (v) => {
      const nanos = parseTime(v as string);
      return nanos === undefined ? bad(v) : cut(nanos);
    };
  }
  return from.kind === "time" ? (v) => cut(v as bigint) : undefined;
}

function toCalendarInterval(from: DataType): Cast | undefined {
  if (from.kind === "calendar_interval") return (v) => v;
  if (!isText(from)) return undefined;
  return (v) => {
    const read = readCalendarInterval(v as string);
    return "kind" in read ? null : read;
  };
}

function toYearMonthInterval(from: DataType, to: YearMonthIntervalType): Cast | undefined {
  if (isText(from)) return (v) => parseYearMonthInterval(v as string, to);
  const unit = to.end === "year" ? 12n : 1n;
  if (from.kind === "year_month_interval") {
    return to.end === "month" ? (v) => v : (v) => (v as number) - ((v as number) % 12);
  }
  const count = wholeUnits(from, unit);
  if (count === undefined) return undefined;
  return (v) => {
    const months = Number(count(v));
    if (!fitsInt(months)) throw castOverflow(v, from, to);
    return months;
  };
}

const MICROS_PER: Readonly<Record<DayTimeField, bigint>> = {
  day: 86_400_000_000n,
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
};

function toDayTimeInterval(from: DataType, to: DayTimeIntervalType): Cast | undefined {
  if (isText(from)) return (v) => parseDayTimeInterval(v as string, to);
  const unit = MICROS_PER[to.end];
  if (from.kind === "day_time_interval") {
    return to.end === "second" ? (v) => v : (v) => (v as bigint) - ((v as bigint) % unit);
  }
  const count = wholeUnits(from, unit);
  if (count === undefined) return undefined;
  return (v) => {
    const micros = count(v);
    if (!fitsLong(micros)) throw castOverflow(v, from, to);
    return micros;
  };
}

/** A number times a unit, in microseconds; those of decimals are rounded half up. */
function wholeUnits(from: DataType, unit: bigint): ((v: Value) => bigint) | undefined {
  switch (from.kind) {
    case "byte":
    case "short":
    case "int":
      return (v) => BigInt(v as number) * unit;
    case "long":
      return (v) => (v as bigint) * unit;
    case "decimal":
      return (v) => rescale((v as Decimal).unscaled * unit, (v as Decimal).scale, 0);
    default:
      return undefined;
  }
}

function fromTimestamp(to: DataType, mode: EvalMode, settings: KernelSettings): Cast | undefined {
  const small = smallInteger(to);
  if (small !== undefined) {
    const zone = zoneOf(settings.timeZone);
    return (v) => {
      const seconds = secondsOfMicros(v as bigint);
      if (seconds >= small.min && seconds <= small.max) return seconds;
      // Before 4.0 the upper bits are lost.
      if (mode === "legacy") return isBefore4(settings) ? Number(BigInt.asIntN(small.bits, BigInt(seconds))) : null;
      throw new SparkError("CAST_OVERFLOW", {
        value: `TIMESTAMP '${formatTimestamp(v as bigint, zone)}'`,
        sourceType: '"TIMESTAMP"',
        targetType: quotedType(to),
        ansiConfig: '"spark.sql.ansi.enabled"',
      });
    };
  }
  switch (to.kind) {
    case "boolean":
      return (v) => v !== 0n;
    case "long":
      return (v) => BigInt(secondsOfMicros(v as bigint));
    case "float":
      return (v) => Math.fround(Number(v) / 1_000_000);
    case "double":
      return (v) => Number(v) / 1_000_000;
    case "decimal":
      return (v) => {
        const exact = parseDecimal(doubleToString(Number(v) / 1_000_000));
        const fitted = exact === undefined ? undefined : fitDecimal(exact.unscaled, exact.scale, to);
        if (fitted !== undefined || exact === undefined || mode === "legacy") return fitted ?? null;
        throw decimalOutOfRange(exact, to);
      };
    default:
      return undefined;
  }
}

/** Only legacy mode casts dates to numbers, and to NULL always. */
const fromDate = (to: DataType): Cast | undefined =>
  smallInteger(to) !== undefined || ["boolean", "long", "float", "double", "decimal"].includes(to.kind)
    ? () => null
    : undefined;

function fromAnsiInterval(from: YearMonthIntervalType | DayTimeIntervalType, to: DataType): Cast | undefined {
  const whole =
    from.kind === "year_month_interval"
      ? (v: Value) => BigInt(from.end === "year" ? Math.trunc((v as number) / 12) : (v as number))
      : (v: Value) => (v as bigint) / MICROS_PER[from.end];
  const small = smallInteger(to);
  if (small !== undefined) {
    return (v) => {
      const n = Number(whole(v));
      if (n >= small.min && n <= small.max) return n;
      throw new SparkError("CAST_OVERFLOW", {
        value: intervalLiteral(v, from),
        sourceType: quotedType(from),
        targetType: quotedType(to),
        ansiConfig: '"spark.sql.ansi.enabled"',
      });
    };
  }
  if (to.kind === "long") return whole;
  if (to.kind !== "decimal") return undefined;
  const seconds = from.kind === "day_time_interval" && from.end === "second";
  return (v) => {
    const exact: Decimal = seconds ? { unscaled: v as bigint, scale: 6 } : { unscaled: whole(v), scale: 0 };
    const fitted = fitDecimal(exact.unscaled, exact.scale, to);
    if (fitted === undefined) throw decimalOutOfRange(exact, to);
    return fitted;
  };
}

/** An interval as a SQL literal, for error parameters. */
export function intervalLiteral(v: Value, type: DataType): string {
  if (type.kind === "year_month_interval") return formatYearMonthInterval(v as number, type);
  if (type.kind === "day_time_interval") return formatDayTimeInterval(v as bigint, type);
  return sqlValue(v, type);
}
