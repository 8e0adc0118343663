/** Dates, times and intervals in DuckDB: fields and arithmetic natively, text and rare forms by kernels. */
import type { Lowering, LoweringContext, LoweringTable } from "../../../src/backend/lowering.ts";
import type { datetimeFunctions, datetimeInternals } from "../../../src/functions/datetime.ts";
import { timeUnit, truncationUnit } from "../../../src/functions/datetime-fields.ts";
import { findZone } from "../../../src/kernels/zone.ts";
import type { ReadCall, ReadExpr } from "../../../src/substrait/read/plan.ts";
import { DATE, type DataType, TIMESTAMP } from "../../../src/types/data-type.ts";
import { atom, call, choose, fn, kernel, type Sql, sql, template, text, unsupported } from "../sql.ts";
import { caseWhen, castTo, NULL_TEXT, once } from "./forms.ts";
import { instantOf, isFixed, localOf, movedLocally } from "./zone-text.ts";

type Context = LoweringContext<Sql, ReadCall>;

const at = (args: readonly Sql[], i: number): Sql => args[i] ?? NULL_TEXT;
const typeOf = (cx: Context, i: number): DataType => cx.call.args[i]?.type ?? DATE;
const constant = (expr: ReadExpr | undefined): string | undefined =>
  expr?.kind === "literal" && typeof expr.value === "string" ? expr.value : undefined;
const isLiteral = (expr: ReadExpr | undefined): boolean => expr?.kind === "literal";

/** The local TIMESTAMP of an argument that is a TIMESTAMP or TIMESTAMP_NTZ. */
const local = (cx: Context, args: readonly Sql[], i: number): Sql =>
  typeOf(cx, i).kind === "timestamp" ? localOf(at(args, i), cx.settings.timeZone) : at(args, i);

/** The kernel of a name on the call's own arguments. */
const byKernel = (cx: Context, name: string, args: readonly Sql[]): Sql =>
  cx.kernel(
    name,
    cx.call.args.map((expr, i) => ({ fragment: at(args, i), expr })),
    cx.call.type,
  );

const timeField = (name: string) => template((args, cx) => fn`${atom(name)}(${local(cx, args, 0)})`);

const REPLACED = unsupported("replaced by a cast or a parser of patterns");
const FOLDED = unsupported("answered once for the whole query before it runs");

/** a // b rounded down; b is positive. */
const floorDiv = (a: Sql, b: number): Sql => sql`${a} // ${b} - (CASE WHEN ${a} % ${b} < 0 THEN 1 ELSE 0 END)`;

const monthsBetween = template((args, cx) => {
  const zone = cx.settings.timeZone;
  const rounded = at(args, 2);
  return once(cx, localOf(at(args, 0), zone), (a) =>
    once(cx, localOf(at(args, 1), zone), (b) => {
      const months = sql`((year(${a}) - year(${b})) * 12 + month(${a}) - month(${b}))`;
      const isLast = (t: Sql) => sql`last_day(CAST(${t} AS DATE)) = CAST(${t} AS DATE)`;
      const seconds = (t: Sql, instant: Sql) =>
        isFixed(zone)
          ? sql`((hour(${t}) * 60 + minute(${t})) * 60 + second(${t}))`
          : fn`((epoch_us(${instant}) - epoch_us(${instantOf(cx, castTo(castTo(t, "DATE"), "TIMESTAMP"), zone)})) // 1000000)`;
      const rest = sql`((day(${a}) - day(${b})) * 86400 + ${seconds(a, at(args, 0))} - ${seconds(b, at(args, 1))})`;
      const exact = sql`CAST(${months} AS DOUBLE) + CAST(${rest} AS DOUBLE) / 2678400e0`;
      const answer = once(cx, exact, (m) => caseWhen([[rounded, sql`floor(${m} * 1e8 + 0.5e0) / 1e8`]], m));
      return caseWhen(
        [[fn`(day(${a}) = day(${b}) OR (${isLast(a)} AND ${isLast(b)}))`, castTo(months, "DOUBLE")]],
        answer,
      );
    }),
  );
});

const DAYS_OF_WEEK: Readonly<Record<string, number>> = Object.fromEntries(
  ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"].flatMap((day, i) =>
    [day, day.slice(0, 3), day.slice(0, 2)].map((name) => [name, i + 1]),
  ),
);

const nextDay = choose((call) => {
  const day = DAYS_OF_WEEK[constant(call.args[1])?.trim().toUpperCase() ?? ""];
  return day === undefined
    ? kernel()
    : template((args) => sql`${at(args, 0)} + CAST((${day + 6} - isodow(${at(args, 0)})) % 7 + 1 AS INTEGER)`);
});

const truncDate = choose((call) => {
  if (!isLiteral(call.args[1])) return kernel();
  const unit = truncationUnit(constant(call.args[1]) ?? "");
  if (unit !== "year" && unit !== "quarter" && unit !== "month" && unit !== "week")
    return template((_, cx) => cx.as(NULL_TEXT, DATE));
  return template((args) => castTo(fn`date_trunc('${atom(unit)}', ${at(args, 0)})`, "DATE"));
});

const DIVISORS = {
  microsecond: 1,
  millisecond: 1_000,
  second: 1_000_000,
  minute: 60_000_000,
  hour: 3_600_000_000,
  day: 86_400_000_000,
  week: 604_800_000_000,
} as const;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

const truncTimestamp = choose((call, settings) => {
  if (!isLiteral(call.args[0])) return kernel();
  const unit = truncationUnit(constant(call.args[0]) ?? "");
  if (unit === undefined) return template((_, cx) => cx.as(NULL_TEXT, TIMESTAMP));
  const cut = (t: Sql) => fn`date_trunc('${atom(unit)}', ${t})`;
  switch (unit) {
    case "microsecond":
      return template((args) => at(args, 1));
    case "millisecond":
    case "second":
      return template((args) => {
        const micros = fn`epoch_us(${at(args, 1)})`;
        return fn`make_timestamptz(${sql`(${floorDiv(micros, DIVISORS[unit])}) * ${DIVISORS[unit]}`})`;
      });
    case "minute":
    case "hour":
      return template((args, cx) => movedLocally(cx, at(args, 1), settings.timeZone, cut));
    default:
      return template((args, cx) =>
        instantOf(cx, castTo(cut(localOf(at(args, 1), settings.timeZone)), "TIMESTAMP"), settings.timeZone),
      );
  }
});

/** A time moved by a count of units; the count is BIGINT. */
const timestampAdd = choose((call, settings) => {
  const unit = timeUnit(constant(call.args[0]) ?? "");
  if (unit === undefined) return unsupported("a unit that is no constant");
  const amount = (args: readonly Sql[], factor: number): Sql =>
    factor === 1 ? at(args, 1) : sql`${at(args, 1)} * ${factor}`;
  const shift = (move: (args: readonly Sql[]) => (t: Sql) => Sql) =>
    template((args, cx) =>
      typeOf(cx, 2).kind === "timestamp"
        ? movedLocally(cx, at(args, 2), settings.timeZone, move(args))
        : move(args)(at(args, 2)),
    );
  if (unit === "month" || unit === "quarter" || unit === "year") {
    return shift((args) => (t) => sql`${t} + to_months(CAST(${amount(args, MONTHS[unit])} AS INTEGER))`);
  }
  if (unit === "day" || unit === "week") {
    return shift((args) => (t) => sql`${t} + to_days(CAST(${amount(args, unit === "week" ? 7 : 1)} AS INTEGER))`);
  }
  return template((args, cx) => {
    const make = typeOf(cx, 2).kind === "timestamp" ? atom("make_timestamptz") : atom("make_timestamp");
    return fn`${make}(${sql`epoch_us(${at(args, 2)}) + (${amount(args, DIVISORS[unit])})`})`;
  });
});

/** Whole units between two local times, by LocalDateTime's reckoning. */
const timestampDiff = choose((call, settings) => {
  if (String(constant(call.args[0])).toUpperCase() === "DAYOFYEAR") return kernel();
  const unit = timeUnit(constant(call.args[0]) ?? "");
  if (unit === undefined) return unsupported("a unit that is no constant");
  const zone = settings.timeZone;
  if (unit === "month" || unit === "quarter" || unit === "year") {
    return template((args, cx) =>
      once(cx, localOf(at(args, 1), zone), (s) =>
        once(cx, localOf(at(args, 2), zone), (e) => {
          const [sd, ed] = [castTo(s, "DATE"), castTo(e, "DATE")];
          const [st, et] = [castTo(s, "TIME"), castTo(e, "TIME")];
          const end = caseWhen(
            [
              [sql`${ed} > ${sd} AND ${et} < ${st}`, sql`${ed} - 1`],
              [sql`${ed} < ${sd} AND ${et} > ${st}`, sql`${ed} + 1`],
            ],
            ed,
          );
          const packed = (d: Sql) => sql`((year(${d}) * 12 + month(${d})) * 32 + day(${d}))`;
          const months = sql`(${once(cx, end, packed)} - ${packed(sd)}) // 32`;
          return MONTHS[unit] === 1 ? months : sql`(${months}) // ${MONTHS[unit]}`;
        }),
      ),
    );
  }
  return template((args) => {
    const micros = sql`epoch_us(${localOf(at(args, 2), zone)}) - epoch_us(${localOf(at(args, 1), zone)})`;
    return DIVISORS[unit] === 1 ? micros : sql`(${micros}) // ${DIVISORS[unit]}`;
  });
});

/** Java pattern letters that DuckDB writes alike, for years 1 to 9999. */
const PATTERN_PARTS: Readonly<Record<string, string>> = {
  yyyy: "%Y",
  MM: "%m",
  dd: "%d",
  HH: "%H",
  mm: "%M",
  ss: "%S",
  SSS: "%g",
  SSSSSS: "%f",
  M: "%-m",
  d: "%-d",
  H: "%-H",
  m: "%-M",
  s: "%-S",
  E: "%a",
  EEE: "%a",
  EEEE: "%A",
  MMM: "%b",
  MMMM: "%B",
  a: "%p",
  h: "%-I",
  hh: "%I",
  DDD: "%j",
};

/** A constant pattern in strftime's spelling, when every part of it means the same there. */
function strftimePattern(pattern: string | undefined, settings: Context["settings"]): string | undefined {
  if (pattern === undefined || pattern === "") return undefined;
  // There, S stands for milliseconds.
  if (settings.timeParserPolicy === "LEGACY" && pattern.includes("SSSSSS")) return undefined;
  let out = "";
  for (const [run] of pattern.matchAll(/([A-Za-z])\1*|[^A-Za-z]/g)) {
    if (/^[A-Za-z]/.test(run)) {
      const part = PATTERN_PARTS[run];
      if (part === undefined) return undefined;
      out += part;
    } else if (/[ \-/:.,_|;]/.test(run)) out += run;
    else return undefined;
  }
  return out;
}

/** A local time as text by a simple pattern; the kernel's for years that are not four digits. */
function formatted(cx: Context, t: Sql, pattern: string, otherwise: Sql): Sql {
  // Before, Spark 2's calendar has other weekdays.
  const first = cx.settings.timeParserPolicy === "LEGACY" ? "1583-01-01" : "1000-01-01";
  return once(cx, t, (l) =>
    caseWhen(
      [
        [
          sql`${l} >= ${atom(`TIMESTAMP '${first}'`)} AND ${l} < TIMESTAMP '10000-01-01'`,
          fn`strftime(${l}, ${text(pattern)})`,
        ],
      ],
      otherwise,
    ),
  );
}

const dateFormat = choose((call, settings) => {
  const pattern = strftimePattern(constant(call.args[1]), settings);
  if (pattern === undefined) return kernel();
  return template((args, cx) =>
    formatted(cx, localOf(at(args, 0), settings.timeZone), pattern, byKernel(cx, "date_format", args)),
  );
});

const fromUnixtime = choose((call, settings) => {
  const pattern = strftimePattern(constant(call.args[1]), settings);
  if (pattern === undefined) return kernel();
  return template((args, cx) => {
    const seconds = at(args, 0);
    const usual = sql`${seconds} BETWEEN -30610224000 AND 253402300799`;
    const kernelText = byKernel(cx, "from_unixtime", args);
    const t = localOf(fn`make_timestamptz(${sql`${seconds} * 1000000`})`, settings.timeZone);
    return caseWhen([[usual, formatted(cx, t, pattern, kernelText)]], kernelText);
  });
});

/** Seconds since 1970 of text by a pattern, of a date's midnight, or of a time. */
const unixTimestamp: Lowering<Sql> = choose((call, settings) => {
  // Unlike unix_seconds, these round towards 1970.
  const seconds = (instant: Sql) => sql`${fn`epoch_us(${instant})`} // 1000000`;
  switch (call.args[0]?.type.kind) {
    // Spark counts a time without a zone as if it were one of UTC.
    case "timestamp":
    case "timestamp_ntz":
      return template((args) => seconds(at(args, 0)));
    case "date":
      return template((args, cx) => seconds(instantOf(cx, castTo(at(args, 0), "TIMESTAMP"), settings.timeZone)));
    default:
      return kernel("to_unix_timestamp");
  }
});

const fromSeconds = choose((call) => {
  const kind = call.args[0]?.type.kind;
  if (kind === "byte" || kind === "short" || kind === "int") {
    return template((args) => fn`make_timestamptz(${sql`CAST(${at(args, 0)} AS BIGINT) * 1000000`})`);
  }
  return kernel();
});

const ofMicros = (name: "timestamp_micros" | "timestamp_millis") =>
  choose((call) => {
    const factor = name === "timestamp_micros" ? 1 : 1000;
    if (factor === 1000 && call.args[0]?.type.kind === "long") return kernel();
    return template(
      (args) =>
        fn`make_timestamptz(${factor === 1 ? castTo(at(args, 0), "BIGINT") : sql`CAST(${at(args, 0)} AS BIGINT) * ${factor}`})`,
    );
  });

/** Conversions between the clocks of constant zones; others by the kernel. */
const constantZone = (expr: ReadExpr | undefined): string | undefined => {
  const id = constant(expr);
  return id !== undefined && findZone(id) !== undefined ? id : undefined;
};

const fromUtc = choose((call) => {
  const zone = constantZone(call.args[1]);
  return zone === undefined
    ? kernel()
    : template((args) => fn`make_timestamptz(epoch_us(${localOf(at(args, 0), zone)}))`);
});

const toUtc = choose((call) => {
  const zone = constantZone(call.args[1]);
  return zone === undefined
    ? kernel()
    : template((args, cx) => instantOf(cx, fn`make_timestamp(epoch_us(${at(args, 0)}))`, zone));
});

const convertTimezone = choose((call, settings) => {
  const own = call.args.length === 2;
  const from = own ? settings.timeZone : constantZone(call.args[0]);
  const to = constantZone(call.args[own ? 0 : 1]);
  if (from === undefined || to === undefined) return kernel();
  return template((args, cx) => localOf(instantOf(cx, at(args, own ? 1 : 2), from), to));
});

const shiftDays = (sign: "+" | "-") =>
  template((args) => sql`${at(args, 0)} ${atom(sign)} ${castTo(at(args, 1), "INTEGER")}`);

export const datetimeLowerings = {
  current_date: FOLDED,
  current_timestamp: FOLDED,
  now: FOLDED,
  localtimestamp: FOLDED,
  current_timezone: template((_, cx) => text(cx.settings.timeZone)),
  date_add: shiftDays("+"),
  date_sub: shiftDays("-"),
  datediff: template((args) => castTo(sql`${at(args, 0)} - ${at(args, 1)}`, "INTEGER")),
  add_months: template((args) => castTo(sql`${at(args, 0)} + to_months(${at(args, 1)})`, "DATE")),
  months_between: monthsBetween,
  next_day: nextDay,
  last_day: call("last_day"),
  timestampadd: timestampAdd,
  timestampdiff: timestampDiff,
  year: call("year"),
  quarter: call("quarter"),
  month: call("month"),
  day: call("day"),
  dayofweek: template((args) => sql`dayofweek(${at(args, 0)}) + 1`),
  weekday: template((args) => sql`isodow(${at(args, 0)}) - 1`),
  dayofyear: call("dayofyear"),
  weekofyear: call("weekofyear"),
  dayname: template((args) => fn`left(dayname(${at(args, 0)}), 3)`),
  monthname: template((args) => fn`left(monthname(${at(args, 0)}), 3)`),
  hour: timeField("hour"),
  minute: timeField("minute"),
  second: timeField("second"),
  extract: unsupported("replaced by the function of its field"),
  date_part: unsupported("replaced by the function of its field"),
  datepart: unsupported("replaced by the function of its field"),
  trunc: truncDate,
  date_trunc: truncTimestamp,
  to_date: REPLACED,
  try_to_date: REPLACED,
  to_timestamp: REPLACED,
  to_timestamp_ltz: REPLACED,
  to_timestamp_ntz: REPLACED,
  try_to_timestamp: REPLACED,
  date_format: dateFormat,
  unix_timestamp: unixTimestamp,
  to_unix_timestamp: unixTimestamp,
  from_unixtime: fromUnixtime,
  unix_date: template((args) => castTo(sql`${at(args, 0)} - DATE '1970-01-01'`, "INTEGER")),
  unix_seconds: template((args) => floorDiv(fn`epoch_us(${at(args, 0)})`, 1_000_000)),
  unix_millis: template((args) => floorDiv(fn`epoch_us(${at(args, 0)})`, 1_000)),
  unix_micros: template((args) => fn`epoch_us(${at(args, 0)})`),
  timestamp_seconds: fromSeconds,
  timestamp_millis: ofMicros("timestamp_millis"),
  timestamp_micros: ofMicros("timestamp_micros"),
  date_from_unix_date: template((args) => sql`DATE '1970-01-01' + ${at(args, 0)}`),
  make_date: kernel(),
  make_timestamp: kernel(),
  make_timestamp_ltz: kernel(),
  make_timestamp_ntz: kernel(),
  try_make_timestamp: kernel("make_timestamp"),
  try_make_timestamp_ltz: kernel("make_timestamp_ltz"),
  try_make_timestamp_ntz: kernel("make_timestamp_ntz"),
  make_interval: kernel(),
  try_make_interval: kernel("make_interval"),
  make_dt_interval: kernel(),
  make_ym_interval: kernel(),
  from_utc_timestamp: fromUtc,
  to_utc_timestamp: toUtc,
  convert_timezone: convertTimezone,
} satisfies LoweringTable<typeof datetimeFunctions, Sql>;

/** Parts of the interval forms: INTEGER months, BIGINT microseconds, DuckDB's INTERVAL. */
const intervalPart = (
  months: ((m: Sql) => Sql) | undefined,
  micros: ((u: Sql) => Sql) | undefined,
  calendar: (i: Sql) => Sql,
) =>
  choose((read) => {
    const kind = read.args[0]?.type.kind;
    const part = kind === "year_month_interval" ? months : kind === "day_time_interval" ? micros : calendar;
    return part === undefined ? unsupported("a field that the interval lacks") : template((args) => part(at(args, 0)));
  });

const part = (name: string) => (i: Sql) => fn`date_part('${atom(name)}', ${i})`;
/** Microseconds of a DuckDB INTERVAL beside its months and days. */
const intervalMicros = (i: Sql): Sql =>
  sql`(date_part('hour', ${i}) * 3600000000 + date_part('minute', ${i}) * 60000000 + date_part('microsecond', ${i}))`;
const secondsOf = (u: Sql): Sql => sql`CAST(${u} % 60000000 AS DECIMAL(10, 0)) * CAST('0.000001' AS DECIMAL(7, 6))`;

export const datetimeInternalLowerings = {
  __parse_date: kernel(),
  __parse_timestamp: kernel(),
  __parse_timestamp_ntz: kernel(),
  __try_parse_date: kernel(),
  __try_parse_timestamp: kernel(),
  __try_parse_timestamp_ntz: kernel(),
  __year_of_week: call("isoyear"),
  __second_fraction: template(
    (args, cx) => sql`CAST(microsecond(${local(cx, args, 0)}) AS DECIMAL(8, 0)) * CAST('0.000001' AS DECIMAL(6, 6))`,
  ),
  __interval_year: intervalPart((m) => sql`${m} // 12`, undefined, part("year")),
  __interval_month: intervalPart((m) => sql`${m} % 12`, undefined, part("month")),
  __interval_day: intervalPart(
    undefined,
    (u) => sql`${u} // 86400000000`,
    (i) => sql`date_part('day', ${i}) + ${intervalMicros(i)} // 86400000000`,
  ),
  __interval_hour: intervalPart(
    undefined,
    (u) => sql`(${u} % 86400000000) // 3600000000`,
    (i) => sql`(${intervalMicros(i)} % 86400000000) // 3600000000`,
  ),
  __interval_minute: intervalPart(
    undefined,
    (u) => sql`(${u} % 3600000000) // 60000000`,
    (i) => sql`(${intervalMicros(i)} % 3600000000) // 60000000`,
  ),
  __interval_second: intervalPart(undefined, secondsOf, (i) => secondsOf(intervalMicros(i))),
} satisfies LoweringTable<typeof datetimeInternals, Sql>;

export { intervalMicros };
