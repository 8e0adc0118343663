import { sparkError } from "../../errors/spark-error.ts";
import type { Decimal, Value } from "../../types/value.ts";
import { isText } from "../../types/data-type.ts";
import { exactMicros } from "../cast-datetime.ts";
import {
  dateAddMonths,
  dayOfWeekNamed,
  exactDays,
  lastDayOfMonth,
  microOfDay,
  monthsBetween,
  nextDay,
  timestampAdd,
  timestampDiff,
  timestampUnit,
  truncateDate,
  truncateTimestamp,
  truncationLevel,
} from "../date-arithmetic.ts";
import { civilOfDays, dayOfYear, floorDivBig, isoDayOfWeek, isoWeek, MAX_LONG, MIN_LONG } from "../datetime-civil.ts";
import { formatterOf } from "../datetime-format.ts";
import { legacyCheck, legacyInstants } from "../datetime-legacy.ts";
import { legacyFormatter } from "../datetime-legacy-format.ts";
import { MONTHS, WEEKDAYS } from "../datetime-names.ts";
import { makeDate, makeTimestamp } from "../datetime-make.ts";
import { parserOf } from "../datetime-parse.ts";
import { localMicros, type ParsedDatetime } from "../datetime-resolve.ts";
import { formatTimestamp } from "../datetime-text.ts";
import { guarded, tolerant } from "../datetime-try.ts";
import { rescale } from "../decimal.ts";
import { type KernelContext, type KernelFunction, type KernelTable, kernel } from "../kernel.ts";
import { arithmeticOverflow } from "../kernel-errors.ts";
import { convertZone, dayOfInstant, localToUtc, startOfDay, UTC, utcToLocal, type Zone, zoneOf } from "../zone.ts";

const bind = (make: (cx: KernelContext) => KernelFunction) => kernel((cx) => guarded(cx, make(cx)));

/** The zone by whose clock argument `index` is read: the session's, or UTC for local timestamps. */
const clockOf = (cx: KernelContext, index = 0): Zone =>
  cx.argTypes[index]?.kind === "timestamp_ntz" ? UTC : zoneOf(cx.settings.timeZone);

const ofDate = (run: (days: number) => Value) => bind(() => (date) => run(date as number));

const ofClock = (run: (microOfDay: number) => Value) =>
  bind((cx) => {
    const zone = clockOf(cx);
    return (ts) => run(microOfDay(ts as bigint, zone));
  });

/** `make(text)` for a text argument: once for a constant, else remembered for the last few texts. */
function perText<T>(cx: KernelContext, index: number, make: (text: string) => T): (text: Value | undefined) => T {
  const constant = cx.constants[index];
  if (typeof constant === "string") {
    let made: { readonly value: T } | undefined;
    return () => {
      made ??= { value: make(constant) };
      return made.value;
    };
  }
  const cache = new Map<string, T>();
  return (text) => {
    const key = text as string;
    let value = cache.get(key);
    if (value === undefined) {
      value = make(key);
      if (cache.size >= 64) cache.clear();
      cache.set(key, value);
    }
    return value;
  };
}

/** What a text that does not match its pattern gives. */
function unparsed(message: string, cx: KernelContext, func = "`try_to_timestamp`"): null {
  if (cx.mode !== "ansi") return null;
  throw sparkError("CANNOT_PARSE_TIMESTAMP", { message, func });
}

type LegacyParser = "simple" | "fast";

/** {@link parserOf}, which fails as `spark.sql.legacy.timeParserPolicy` wants it. */
function checkedParser<T>(
  pattern: string,
  wantsZone: boolean,
  legacy: LegacyParser,
  cx: KernelContext,
  finish: (parsed: ParsedDatetime) => T,
): (text: string) => T | string {
  const parse = parserOf(pattern, wantsZone);
  const check = legacyCheck(cx.settings.timeParserPolicy, pattern, legacy, zoneOf(cx.settings.timeZone));
  return (text) => {
    const parsed = parse(text);
    if (typeof parsed !== "string") return finish(parsed);
    check(text);
    return parsed;
  };
}

/** A reader of instants by a pattern, or what is wrong with a text. */
function instantReader(pattern: string, legacy: LegacyParser, cx: KernelContext): (text: string) => bigint | string {
  const zone = zoneOf(cx.settings.timeZone);
  if (cx.settings.timeParserPolicy !== "LEGACY") {
    return checkedParser(pattern, true, legacy, cx, (parsed) =>
      exactMicros(localToUtc(parsed.zone ?? zone, localMicros(parsed))),
    );
  }
  const read = legacyInstants(pattern, legacy, zone);
  return (text) => {
    const instant = read(text);
    return instant === undefined ? `Unparseable date: "${text}"` : exactMicros(instant);
  };
}

/** Its `try` form takes texts as they come, but not any pattern. */
const patternParser = (finish: (instant: bigint, zone: Zone) => Value, mode?: "try", legacy: LegacyParser = "simple") =>
  kernel((cx) => {
    const zone = zoneOf(cx.settings.timeZone);
    const reader = perText(cx, 1, (pattern) => instantReader(pattern, legacy, cx));
    const failing = mode === "try" ? { ...cx, mode } : cx;
    const tolerant = finish === dayOf ? "`try_to_date`" : undefined;
    return (text, pattern) => {
      const instant = reader(pattern)(text as string);
      return typeof instant === "string" ? unparsed(instant, failing, tolerant) : finish(instant, zone);
    };
  });

/** Local timestamps are read by today's parser always. */
const localParser = (mode?: "try", legacy: LegacyParser = "simple") =>
  kernel((cx) => {
    const reader = perText(cx, 1, (pattern) => checkedParser(pattern, false, legacy, cx, localOf));
    const failing = mode === "try" ? { ...cx, mode } : cx;
    return (text, pattern) => {
      const local = reader(pattern)(text as string);
      return typeof local === "string" ? unparsed(local, failing) : local;
    };
  });

/** A writer of instants by a pattern, as `spark.sql.legacy.timeParserPolicy` wants it. */
const instantWriter = (pattern: string, zone: Zone, cx: KernelContext): ((instant: bigint) => string) =>
  cx.settings.timeParserPolicy === "LEGACY" ? legacyFormatter(pattern, zone, "simple") : formatterOf(pattern, zone);

const instantOf = (instant: bigint): bigint => instant;
const dayOf = (instant: bigint, zone: Zone): number => dayOfInstant(zone, instant);
const localOf = (parsed: ParsedDatetime): bigint => exactMicros(localMicros(parsed));

/** Toward zero, unlike `unix_seconds`. */
const secondsOf = (micros: bigint): bigint => micros / 1_000_000n;

/** Text by a pattern, a date's start or a timestamp, as seconds since 1970. */
const unixTimestamp = bind((cx) => {
  const zone = zoneOf(cx.settings.timeZone);
  const type = cx.argTypes[0];
  if (type?.kind === "date") return (date) => secondsOf(startOfDay(zone, date as number));
  if (type === undefined || !isText(type)) return (ts) => secondsOf(ts as bigint);
  const reader = perText(cx, 1, (pattern) => instantReader(pattern, "simple", cx));
  return (text, pattern) => {
    const instant = reader(pattern ?? DEFAULT_PATTERN)(text as string);
    return typeof instant === "string" ? unparsed(instant, cx) : secondsOf(instant);
  };
});

const DEFAULT_PATTERN = "yyyy-MM-dd HH:mm:ss";

const saturate = (n: number): bigint => (n >= 2 ** 63 ? MAX_LONG : n <= -(2 ** 63) ? MIN_LONG : BigInt(n));

const timestampSeconds = bind((cx) => {
  switch (cx.argTypes[0]?.kind) {
    case "float":
    case "double":
      return (v) => {
        const micros = (v as number) * 1_000_000;
        return Number.isFinite(v) ? saturate(Math.trunc(micros)) : null;
      };
    case "decimal":
      return (v) => {
        const { unscaled, scale } = v as Decimal;
        const micros = rescale(unscaled * 1_000_000n, scale, 0, "DOWN");
        if (rescale(micros, 0, scale) !== unscaled * 1_000_000n) throw arithmeticOverflow("Rounding necessary");
        if (micros !== BigInt.asIntN(64, micros)) throw arithmeticOverflow("Overflow");
        return micros;
      };
    default:
      return (v) => exactMicros(BigInt(v as number | bigint) * 1_000_000n);
  }
});

const making = (toLocal: boolean) =>
  bind((cx) => {
    const session = zoneOf(cx.settings.timeZone);
    return (year, month, day, hour, minute, second, zone) => {
      const local = makeTimestamp(
        [year, month, day, hour, minute].map(Number) as [number, number, number, number, number],
        second as Decimal,
        cx.mode,
      );
      if (local === null) return null;
      if (toLocal) return exactMicros(local);
      return exactMicros(localToUtc(typeof zone === "string" ? zoneOf(zone) : session, local));
    };
  });

/** By the return type: `make_timestamp` follows `spark.sql.timestampType`. */
const makeSessionTimestamp = (() => {
  const ltz = making(false);
  const ntz = making(true);
  return {
    nulls: "propagate" as const,
    bind: (cx: KernelContext) => (cx.returnType.kind === "timestamp_ntz" ? ntz : ltz).bind(cx),
  };
})();

const dateTrunc = bind((cx) => {
  const zone = clockOf(cx, 1);
  const level = perText(cx, 0, truncationLevel);
  return (unit, ts) => {
    const l = level(unit);
    return l === undefined ? null : truncateTimestamp(ts as bigint, l, zone);
  };
});

const trunc = bind((cx) => {
  const level = perText(cx, 1, truncationLevel);
  return (date, unit) => {
    const l = level(unit);
    return l === undefined ? null : (truncateDate(date as number, l) ?? null);
  };
});

const unitOf = (name: Value | undefined, functionName: string) => {
  const unit = timestampUnit(name as string);
  // Days of the year can be added, but Spark counts none between.
  if (unit === undefined || (unit === "DAYOFYEAR" && functionName === "TIMESTAMPDIFF")) {
    throw sparkError("INVALID_PARAMETER_VALUE.DATETIME_UNIT", {
      functionName: `\`${functionName}\``,
      parameter: "`unit`",
      invalidValue: `'${String(name)}'`,
    });
  }
  return unit;
};

const timestampadd = bind((cx) => {
  const zone = clockOf(cx, 2);
  const session = zoneOf(cx.settings.timeZone);
  return (unit, quantity, ts) => {
    const name = unitOf(unit, "TIMESTAMPADD");
    const by = BigInt(quantity as number | bigint);
    const result = timestampAdd(name, by, ts as bigint, zone);
    if (result === undefined) {
      throw sparkError("DATETIME_OVERFLOW", {
        operation: `add ${by}L ${String(unit)} to TIMESTAMP '${formatTimestamp(ts as bigint, session)}'`,
      });
    }
    return result;
  };
});

const timestampdiff = bind((cx) => {
  const zone = clockOf(cx, 1);
  return (unit, start, end) => timestampDiff(unitOf(unit, "TIMESTAMPDIFF"), start as bigint, end as bigint, zone);
});

/** `from_utc_timestamp` and its reverse differ in which zone is UTC. */
const moved = (run: (ts: bigint, zone: Zone) => bigint) =>
  bind((cx) => {
    const zoneFor = perText(cx, 1, zoneOf);
    return (ts, zone) => exactMicros(run(ts as bigint, zoneFor(zone)));
  });

const convertTimezone = bind((cx) => {
  const session = cx.settings.timeZone;
  return (...args) => {
    const [source, target, ts] = args.length === 2 ? [session, args[0], args[1]] : args;
    const instant = localToUtc(zoneOf(source as string), ts as bigint);
    return exactMicros(utcToLocal(zoneOf(target as string), instant));
  };
});

const dateShift = (sign: 1 | -1) => bind(() => (date, days) => ((date as number) + sign * (days as number)) | 0);

const numberOfMicros = (divisor: bigint) => bind(() => (ts) => floorDivBig(ts as bigint, divisor));

const dayOfMonth = ofDate((d) => civilOfDays(d).day);
const parseTimestamp = patternParser(instantOf);
const parseLocal = localParser();
const tryTimestamp = patternParser(instantOf, "try");
const tryLocal = localParser("try");

/** Kernels of Spark's group `datetime_funcs`, but for the functions of now. */
export const datetimeKernels = {
  year: ofDate((d) => civilOfDays(d).year),
  quarter: ofDate((d) => Math.ceil(civilOfDays(d).month / 3)),
  month: ofDate((d) => civilOfDays(d).month),
  day: dayOfMonth,
  dayofmonth: dayOfMonth,
  dayofyear: ofDate(dayOfYear),
  dayofweek: ofDate((d) => (isoDayOfWeek(d) % 7) + 1),
  weekday: ofDate((d) => isoDayOfWeek(d) - 1),
  weekofyear: ofDate((d) => isoWeek(d).week),
  __year_of_week: ofDate((d) => isoWeek(d).year),
  dayname: ofDate((d) => (WEEKDAYS[isoDayOfWeek(d) - 1] ?? "").slice(0, 3)),
  monthname: ofDate((d) => (MONTHS[civilOfDays(d).month - 1] ?? "").slice(0, 3)),
  hour: ofClock((us) => Math.floor(us / 3_600_000_000)),
  minute: ofClock((us) => Math.floor(us / 60_000_000) % 60),
  second: ofClock((us) => Math.floor(us / 1_000_000) % 60),
  __second_fraction: ofClock((us) => ({ unscaled: BigInt(us % 60_000_000), scale: 6 })),

  date_add: dateShift(1),
  date_sub: dateShift(-1),
  datediff: bind(() => (end, start) => ((end as number) - (start as number)) | 0),
  add_months: bind(() => (date, months) => dateAddMonths(date as number, months as number)),
  months_between: bind((cx) => {
    const zone = clockOf(cx);
    return (a, b, round) => monthsBetween(a as bigint, b as bigint, round !== false, zone);
  }),
  next_day: bind((cx) => (date, name) => {
    const iso = dayOfWeekNamed(name as string);
    if (iso !== undefined) return exactDays(nextDay(date as number, iso));
    if (cx.mode === "legacy") return null;
    throw sparkError("ILLEGAL_DAY_OF_WEEK", { string: name as string });
  }),
  last_day: ofDate(lastDayOfMonth),
  trunc,
  date_trunc: dateTrunc,
  timestampadd,
  timestampdiff,

  make_date: bind((cx) => (year, month, day) => makeDate(year as number, month as number, day as number, cx.mode)),
  make_timestamp: makeSessionTimestamp,
  make_timestamp_ltz: making(false),
  make_timestamp_ntz: making(true),
  try_make_timestamp: tolerant(makeSessionTimestamp),
  try_make_timestamp_ltz: tolerant(making(false)),
  try_make_timestamp_ntz: tolerant(making(true)),

  __parse_date: patternParser(dayOf),
  __parse_timestamp: parseTimestamp,
  __parse_timestamp_ntz: parseLocal,
  __try_parse_date: patternParser(dayOf, "try"),
  __try_parse_timestamp: tryTimestamp,
  __try_parse_timestamp_ntz: tryLocal,
  __read_date: patternParser(dayOf, "try", "fast"),
  __read_timestamp: patternParser(instantOf, "try", "fast"),
  __read_timestamp_ntz: localParser("try", "fast"),
  date_format: bind((cx) => {
    const zone = clockOf(cx);
    const isLegacy = cx.settings.timeParserPolicy === "LEGACY";
    const session = zoneOf(cx.settings.timeZone);
    const formatter = perText(cx, 1, (pattern) => instantWriter(pattern, isLegacy ? session : zone, cx));
    const instant = isLegacy && zone !== session ? (ts: bigint) => localToUtc(session, ts) : (ts: bigint) => ts;
    return (ts, pattern) => formatter(pattern)(instant(ts as bigint));
  }),
  unix_timestamp: unixTimestamp,
  to_unix_timestamp: unixTimestamp,
  from_unixtime: bind((cx) => {
    const zone = zoneOf(cx.settings.timeZone);
    const formatter = perText(cx, 1, (pattern) => instantWriter(pattern, zone, cx));
    // Spark multiplies without a check.
    return (seconds, pattern) =>
      formatter(pattern ?? DEFAULT_PATTERN)(BigInt.asIntN(64, BigInt(seconds as number | bigint) * 1_000_000n));
  }),

  unix_date: ofDate((d) => d),
  date_from_unix_date: ofDate((d) => d),
  unix_seconds: numberOfMicros(1_000_000n),
  unix_millis: numberOfMicros(1000n),
  unix_micros: numberOfMicros(1n),
  timestamp_seconds: timestampSeconds,
  timestamp_millis: bind(() => (v) => exactMicros(BigInt(v as number | bigint) * 1000n)),
  timestamp_micros: bind(() => (v) => BigInt(v as number | bigint)),

  from_utc_timestamp: moved((ts, zone) => convertZone(ts, UTC, zone)),
  to_utc_timestamp: moved((ts, zone) => convertZone(ts, zone, UTC)),
  convert_timezone: convertTimezone,
} satisfies KernelTable;
