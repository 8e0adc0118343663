/** Date, time and interval functions (Spark's group `datetime_funcs`). */
import { forceNullable } from "../types/casts.ts";
import { sparkError } from "../errors/spark-error.ts";
import {
  isNumeric,
  BOOLEAN,
  BYTE,
  CALENDAR_INTERVAL,
  DATE,
  type DataType,
  DAY_TIME_INTERVAL,
  DOUBLE,
  decimal,
  INT,
  isText,
  LONG,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  YEAR_MONTH_INTERVAL,
} from "../types/data-type.ts";
import { implicitCast } from "../types/coercion.ts";
import { sqlType } from "../types/print.ts";
import { constantText, nullableAt, nullsUnlessAnsi, typeAt } from "./arg-rules.ts";
import { datetimeField, type DatetimeField, timeUnit } from "./datetime-fields.ts";
import {
  any,
  type ArgInfo,
  type Declaration,
  functionGroup,
  integral,
  numeric,
  of,
  oneOf,
  type Param,
  scalar,
  text,
  type TypeSpec,
  type TypingSettings,
} from "./define.ts";

const SECONDS = decimal(16, 6);
const exactly = (type: DataType): TypeSpec => ({ spec: "exact", type });
const TEXT: TypeSpec = { spec: "family", family: "text" };
const NUMERIC: TypeSpec = { spec: "family", family: "numeric" };
const DEFAULT_PATTERN = "'yyyy-MM-dd HH:mm:ss'";

/** TIMESTAMP or TIMESTAMP_NTZ as the session reads the bare word. */
const sessionTimestamp = (_args: readonly ArgInfo[], settings: TypingSettings): DataType =>
  settings.timestampType === "TIMESTAMP_NTZ" ? TIMESTAMP_NTZ : TIMESTAMP;

/** TIMESTAMP_NTZ stays, all else becomes TIMESTAMP. */
const timestampOf = (type: DataType): DataType => (type.kind === "timestamp_ntz" ? TIMESTAMP_NTZ : TIMESTAMP);

/** A field of a date as INT. */
const dateField = (doc: string, since: string, examples: Declaration["examples"], aliases: readonly string[] = []) =>
  scalar({ args: [of("date", DATE)], returns: INT, nulls: "mirror", since, doc, examples, aliases });

const anyTimestamp = (name: string): Param => ({ name, accepts: { spec: "family", family: "any_timestamp" } });

/** A field of the time of day as INT. */
const timeField = (doc: string, examples: Declaration["examples"]) =>
  scalar({ args: [anyTimestamp("timestamp")], returns: INT, nulls: "mirror", since: "1.5.0", doc, examples });

/** How EXTRACT's field of a source is found: the functions in whose terms it stands. */
function extraction(args: readonly ArgInfo[]): string {
  if (args[0]?.foldable === false)
    throw sparkError("NON_FOLDABLE_ARGUMENT", { funcName: "`date_part`", paramName: "`field`", paramType: '"STRING"' });
  if (args[0]?.value === null) return "CAST(NULL AS DOUBLE)";
  const source = typeAt(args, 1);
  const field = datetimeField(constantText(args[0]) ?? "");
  const interval =
    source.kind === "calendar_interval" || source.kind === "day_time_interval" || source.kind === "year_month_interval";
  const replaced = field === undefined ? undefined : interval ? ofInterval(field, source) : ofInstant[field];
  if (replaced === undefined) {
    throw sparkError("INVALID_EXTRACT_FIELD", {
      field: `\`${constantText(args[0]) ?? args[0]?.sql ?? ""}\``,
      expr: `"${args[1]?.sql ?? ""}"`,
    });
  }
  return replaced;
}

const ofInstant: Readonly<Record<DatetimeField, string>> = {
  year: "year($1)",
  year_of_week: "__year_of_week($1)",
  quarter: "quarter($1)",
  month: "month($1)",
  week: "weekofyear($1)",
  day: "day($1)",
  day_of_week: "dayofweek($1)",
  day_of_week_iso: "(weekday($1) + 1)",
  day_of_year: "dayofyear($1)",
  hour: "hour($1)",
  minute: "minute($1)",
  second: "__second_fraction($1)",
};

/** The fields of an interval that EXTRACT finds: those from its type's first to its last. */
function ofInterval(field: DatetimeField, type: DataType): string | undefined {
  const months = ["year", "month"];
  const micros = ["day", "hour", "minute", "second"];
  const within = (all: readonly string[], { start, end }: { readonly start: string; readonly end: string }) =>
    all.slice(all.indexOf(start), all.indexOf(end) + 1);
  const has =
    type.kind === "year_month_interval"
      ? within(months, type)
      : type.kind === "day_time_interval"
        ? within(micros, type)
        : [...months, ...micros];
  return has.includes(field) ? `__interval_${field}($1)` : undefined;
}

/** The three spellings of EXTRACT differ in how they print. */
const extractor = (
  pretty: (field: string, source: string) => string,
  doc: string,
  since: string,
  examples: Declaration["examples"],
) =>
  scalar({
    args: [text("field"), any("source")],
    returns: (args) => extractType(args),
    nulls: "mirror",
    replacedBy: extraction,
    since,
    doc,
    examples,
    pretty: (args) => pretty(args[0] ?? "", args[1] ?? ""),
  });

function extractType(args: readonly ArgInfo[]): DataType {
  if (args[0]?.value === null) return DOUBLE;
  const field = datetimeField(constantText(args[0]) ?? "");
  if (field === "second") return decimal(8, 6);
  const kind = typeAt(args, 1).kind;
  if (field === "month" && (kind === "calendar_interval" || kind === "year_month_interval")) return BYTE;
  if ((field === "hour" || field === "minute") && (kind === "calendar_interval" || kind === "day_time_interval"))
    return BYTE;
  return INT;
}

/** Parsers of text by an optional pattern: without one they are a cast, and so they are for what is no text. */
/** What is read as a day or time. Numbers are read as the texts that they print as, but for moments as seconds. */
const READ: readonly TypeSpec[] = [TEXT, exactly(DATE), exactly(TIMESTAMP), exactly(TIMESTAMP_NTZ)];

/** Spark takes a number with a pattern, and then finds nothing that could read it. */
const refuseNumberWithPattern: NonNullable<Declaration["check"]> = (args, _settings, call) => {
  if (args.length < 2 || !isNumeric(typeAt(args, 0))) return;
  const message = `Cannot resolve the runtime replaceable expression "${call.sql}". The replacement is unresolved: "gettimestamp(${args.map((a) => a.sql).join(", ")})".`;
  throw sparkError("INTERNAL_ERROR", { message }, { origin: null });
};

const parser = (to: (args: readonly ArgInfo[], s: TypingSettings) => DataType, tryMode = false, read = READ) => ({
  args: [oneOf("expr", read), text("format", { optional: true })],
  check: refuseNumberWithPattern,
  returns: to,
  nulls: (args: readonly ArgInfo[], s: TypingSettings): boolean => {
    const from = typeAt(args, 0);
    return (
      args.some((a) => a.nullable) || (isText(from) ? tryMode || !s.ansi : forceNullable(from, to(args, s), s.line))
    );
  },
  ...(tryMode ? { mode: "try" as const } : { throws: "ansi" as const }),
  replacedBy: (args: readonly ArgInfo[], s: TypingSettings): string => {
    const type = to(args, s).kind;
    if (args.length >= 2 && isText(typeAt(args, 0))) return `${tryMode ? "__try_parse" : "__parse"}_${type}($0, $1)`;
    return `${tryMode ? "TRY_CAST" : "CAST"}($0 AS ${type === "timestamp" ? "TIMESTAMP_LTZ" : type})`;
  },
});

const patternParser = (returns: DataType, tryMode: boolean) =>
  scalar({
    args: [text("expr"), text("format")],
    returns,
    nulls: tryMode ? "always" : nullsUnlessAnsi,
    ...(tryMode ? { mode: "try" as const } : { throws: "ansi" as const }),
    since: "1.5.0",
    doc: "A date or time out of text by a pattern.",
    examples: [],
  });

const secondsSince = (doc: string, since: string, examples: Declaration["examples"]) =>
  scalar({ args: [of("timestamp", TIMESTAMP)], strict: true, returns: LONG, nulls: "mirror", since, doc, examples });

const parts = (...names: readonly string[]): readonly Param[] => names.map((name) => of(name, INT));

const makeTimestamp = (
  to: DataType | ((a: readonly ArgInfo[], s: TypingSettings) => DataType),
  zone: boolean,
  tryMode = false,
) => ({
  args: [
    ...parts("year", "month", "day", "hour", "min"),
    of("sec", SECONDS),
    ...(zone ? [text("timezone", { optional: true })] : []),
  ],
  returns: to,
  nulls: tryMode ? ("always" as const) : nullsUnlessAnsi,
  ...(tryMode ? { mode: "try" as const } : { throws: "ansi" as const }),
});

const currentDate = { args: [], returns: DATE, nulls: "never" } as const;
const currentTimestamp = { args: [], returns: TIMESTAMP, nulls: "never" } as const;

const DAY_COUNTS: readonly TypeSpec[] = [exactly(INT), exactly({ kind: "short" }), exactly(BYTE)];

/** Days are INT or narrower, or text; wider numbers are refused, whatever their value. */
const dateShift = {
  args: [of("start_date", DATE), oneOf("num_days", DAY_COUNTS)],
  coerce: (
    args: readonly ArgInfo[],
    settings: TypingSettings,
    call?: { readonly sql: string },
  ): readonly DataType[] => {
    const [start, days] = [typeAt(args, 0), typeAt(args, 1)];
    const count = args[1]?.value;
    if (!settings.ansi && typeof count === "string" && !/^\s*[+-]?\d+\s*$/.test(count)) {
      throw sparkError("SECOND_FUNCTION_ARGUMENT_NOT_INTEGER", {
        functionName: call?.sql.startsWith("date_sub") ? "date_sub" : "date_add",
      });
    }
    const literalText = isText(days) && (settings.ansi || count !== undefined);
    const wrong =
      implicitCast(start, DATE, settings.ansi) === undefined ? 0 : literalText || isDayCount(days) ? undefined : 1;
    if (wrong === undefined) return [DATE, isDayCount(days) && days.kind !== "null" ? days : INT];
    throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
      sqlExpr: `"${call?.sql ?? ""}"`,
      paramIndex: wrong === 0 ? "first" : "second",
      requiredType: wrong === 0 ? '"DATE"' : '("INT" or "SMALLINT" or "TINYINT")',
      inputSql: `"${args[wrong]?.sql ?? ""}"`,
      inputType: `"${sqlType(typeAt(args, wrong))}"`,
    });
  },
  returns: DATE,
  // Without ANSI mode a text of days becomes a number at once.
  nulls: (args: readonly ArgInfo[], { ansi }: TypingSettings) =>
    nullableAt(args, 0) ||
    (nullableAt(args, 1) && (ansi || args[1]?.literal === false || (args[1]?.value ?? null) === null)),
} as const;

const isDayCount = (type: DataType): boolean =>
  type.kind === "int" || type.kind === "short" || type.kind === "byte" || type.kind === "null";

const dateDifference = {
  args: [of("endDate", DATE), of("startDate", DATE)],
  returns: INT,
  nulls: "mirror",
  since: "1.5.0",
} as const;

/** A unit's constant name, refused like Spark where it is none. */
function requireUnit(name: string, args: readonly ArgInfo[]): void {
  const spelled = constantText(args[0]);
  if (spelled === undefined || timeUnit(spelled) === undefined) {
    throw sparkError("INVALID_PARAMETER_VALUE.DATETIME_UNIT", {
      functionName: `\`${name}\``,
      parameter: "`unit`",
      invalidValue: args[0]?.sql ?? "",
    });
  }
}

export const datetimeFunctions = functionGroup("datetime", {
  // Now
  current_date: scalar({
    ...currentDate,
    since: "1.5.0",
    doc: "The session's date when the query started.",
    examples: [["current_date() = date(now())", "true"]],
    aliases: ["curdate"],
    pretty: () => "current_date()",
  }),
  current_timestamp: scalar({
    ...currentTimestamp,
    since: "1.5.0",
    doc: "The moment the query started; the same everywhere in it.",
    examples: [["current_timestamp() = now()", "true"]],
  }),
  now: scalar({
    ...currentTimestamp,
    since: "1.6.0",
    doc: "The moment the query started.",
    examples: [["now() = current_timestamp()", "true"]],
  }),
  localtimestamp: scalar({
    args: [],
    returns: TIMESTAMP_NTZ,
    nulls: "never",
    since: "3.4.0",
    doc: "The session's local time when the query started.",
    examples: [["localtimestamp() = CAST(now() AS TIMESTAMP_NTZ)", "true"]],
  }),
  current_timezone: scalar({
    args: [],
    returns: STRING,
    nulls: "never",
    since: "3.1.0",
    doc: "The session's time zone.",
    examples: [["current_timezone()", "UTC"]],
  }),

  // Arithmetic
  date_add: scalar({
    ...dateShift,
    since: "1.5.0",
    doc: "The date that many days later.",
    examples: [
      ["date_add('2016-07-30', 1)", "2016-07-31"],
      ["date_add(DATE'2016-03-01', -1)", "2016-02-29"],
      ["dateadd('2016-07-30', 1)", "2016-07-31"],
    ],
    aliases: ["dateadd"],
    pretty: (args) => `date_add(${args.join(", ")})`,
  }),
  date_sub: scalar({
    ...dateShift,
    pretty: (args) => `date_sub(${args.join(", ")})`,
    since: "1.5.0",
    doc: "The date that many days earlier.",
    examples: [["date_sub('2016-07-30', 1)", "2016-07-29"]],
  }),
  datediff: scalar({
    ...dateDifference,
    doc: "Days from the second date to the first.",
    examples: [
      ["datediff('2009-07-31', '2009-07-30')", "1"],
      ["datediff(DATE'2009-07-30', DATE'2009-07-31')", "-1"],
    ],
    aliases: ["date_diff"],
  }),
  add_months: scalar({
    args: [of("start_date", DATE), of("num_months", INT)],
    returns: DATE,
    nulls: "mirror",
    since: "1.5.0",
    doc: "The date that many months later; the day is cut to the month's length.",
    examples: [
      ["add_months('2016-08-31', 1)", "2016-09-30"],
      ["add_months('2016-03-31', -1)", "2016-02-29"],
    ],
  }),
  months_between: scalar({
    args: [of("timestamp1", TIMESTAMP), of("timestamp2", TIMESTAMP), of("roundOff", BOOLEAN, { default: "true" })],
    returns: DOUBLE,
    nulls: "mirror",
    since: "1.5.0",
    doc: "Months from the second time to the first, a month's rest counted as a share of 31 days; rounded to 8 digits unless told otherwise.",
    examples: [
      ["months_between('1997-02-28 10:30:00', '1996-10-30')", "3.94959677"],
      ["months_between('1997-02-28 10:30:00', '1996-10-30', false)", "3.9495967741935485"],
      ["months_between('2020-02-29', '2020-01-31')", "1.0"],
    ],
  }),
  next_day: scalar({
    args: [of("start_date", DATE), text("day_of_week")],
    returns: DATE,
    nulls: "always",
    throws: "ansi",
    since: "1.5.0",
    doc: "The first later date that is on that day of the week.",
    examples: [
      ["next_day('2015-01-14', 'TU')", "2015-01-20"],
      ["next_day('2015-01-13', 'Tuesday')", "2015-01-20"],
    ],
  }),
  last_day: scalar({
    args: [of("date", DATE)],
    returns: DATE,
    nulls: "mirror",
    since: "1.5.0",
    doc: "The last day of the date's month.",
    examples: [
      ["last_day('2009-01-12')", "2009-01-31"],
      ["last_day('2008-02-01')", "2008-02-29"],
    ],
  }),
  timestampadd: scalar({
    args: [text("unit", { foldable: true }), of("quantity", LONG), anyTimestamp("timestamp")],
    returns: (args) => timestampOf(typeAt(args, 2)),
    nulls: "mirror",
    throws: true,
    check: (args) => requireUnit("TIMESTAMPADD", args),
    since: "3.3.0",
    doc: "The time that many units later.",
    examples: [
      ["timestampadd(HOUR, 8, timestamp_ntz'2022-02-14 20:30:00')", "2022-02-15 04:30:00"],
      ["timestampadd(MONTH, 1, timestamp'2022-01-31 00:00:00')", "2022-02-28 00:00:00"],
      ["timestampadd(YEAR, -1, timestamp_ntz'2020-02-29 00:00:00')", "2019-02-28 00:00:00"],
    ],
  }),
  timestampdiff: scalar({
    args: [text("unit", { foldable: true }), of("startTimestamp", TIMESTAMP), of("endTimestamp", TIMESTAMP)],
    returns: LONG,
    nulls: "mirror",
    check: (args) => requireUnit("TIMESTAMPDIFF", args),
    since: "3.3.0",
    doc: "Whole units from the first time to the second.",
    examples: [
      ["timestampdiff(HOUR, timestamp'2022-02-11 20:30:00', timestamp'2022-02-12 04:30:00')", "8"],
      ["timestampdiff(MONTH, timestamp'2022-01-31 10:00:00', timestamp'2022-03-01 09:00:00')", "0"],
      ["timestampdiff(DAY, timestamp'2022-01-02 10:00:00', timestamp'2022-01-01 11:00:00')", "0"],
    ],
  }),

  // Fields
  year: dateField("The year.", "1.5.0", [["year('2016-07-30')", "2016"]]),
  quarter: dateField("The quarter, 1 to 4.", "1.5.0", [["quarter('2016-08-31')", "3"]]),
  month: dateField("The month, 1 to 12.", "1.5.0", [["month('2016-07-30')", "7"]]),
  day: dateField("The day of the month.", "1.5.0", [["day('2009-07-30')", "30"]], ["dayofmonth"]),
  dayofweek: dateField("The day of the week from Sunday, which is 1.", "2.3.0", [["dayofweek('2009-07-30')", "5"]]),
  weekday: dateField("The day of the week from Monday, which is 0.", "2.4.0", [["weekday('2009-07-30')", "3"]]),
  dayofyear: dateField("The day of the year.", "1.5.0", [["dayofyear('2016-04-09')", "100"]]),
  weekofyear: dateField("The ISO week of the year.", "1.5.0", [
    ["weekofyear('2008-02-20')", "8"],
    ["weekofyear('2021-01-03')", "53"],
  ]),
  dayname: scalar({
    args: [of("date", DATE)],
    returns: STRING,
    nulls: "mirror",
    since: "4.0.0",
    doc: "The English name of the day of the week in three letters.",
    examples: [["dayname(DATE'2008-02-20')", "Wed"]],
  }),
  monthname: scalar({
    args: [of("date", DATE)],
    returns: STRING,
    nulls: "mirror",
    since: "4.0.0",
    doc: "The English name of the month in three letters.",
    examples: [["monthname(DATE'2008-02-20')", "Feb"]],
  }),
  hour: timeField("The hour of the day.", [["hour('2009-07-30 12:58:59')", "12"]]),
  minute: timeField("The minute of the hour.", [["minute('2009-07-30 12:58:59')", "58"]]),
  second: timeField("The second of the minute.", [["second('2009-07-30 12:58:59.7')", "59"]]),
  extract: extractor(
    (field, source) => `extract(${field} FROM ${source})`,
    "A field of a date, a time or an interval.",
    "3.0.0",
    [
      ["extract(YEAR FROM TIMESTAMP '2019-08-12 01:00:00.123456')", "2019"],
      ["extract(week FROM timestamp'2019-08-12 01:00:00.123456')", "33"],
      ["extract(doy FROM DATE'2019-08-12')", "224"],
      ["extract(DOW_ISO FROM DATE'2019-08-18')", "7"],
      ["extract(SECOND FROM timestamp'2019-10-01 00:00:01.000001')", "1.000001"],
      ["extract(days FROM interval 5 days 3 hours 7 minutes)", "5"],
      ["extract(seconds FROM interval 5 hours 30 seconds 1 milliseconds 1 microseconds)", "30.001001"],
      ["extract(MONTH FROM INTERVAL '2021-11' YEAR TO MONTH)", "11"],
      ["extract(YEAROFWEEK FROM DATE'2021-01-01')", "2020"],
    ],
  ),
  date_part: extractor(
    (field, source) => `date_part(${field}, ${source})`,
    "A field of a date, a time or an interval by its name.",
    "3.0.0",
    [
      ["date_part('YEAR', TIMESTAMP '2019-08-12 01:00:00.123456')", "2019"],
      ["date_part('seconds', timestamp'2019-10-01 00:00:01.000001')", "1.000001"],
    ],
  ),
  datepart: extractor(
    (field, source) => `datepart(${field} FROM ${source})`,
    "A field of a date, a time or an interval by its name.",
    "3.4.0",
    [["datepart('doy', DATE'2019-08-12')", "224"]],
  ),

  // Rounding down
  trunc: scalar({
    args: [of("date", DATE), text("fmt")],
    returns: DATE,
    nulls: "always",
    since: "1.5.0",
    doc: "The first day of the year, quarter, month or week of a date; NULL for any other unit.",
    examples: [
      ["trunc('2019-08-04', 'week')", "2019-07-29"],
      ["trunc('2019-08-04', 'quarter')", "2019-07-01"],
      ["trunc('2009-02-12', 'MM')", "2009-02-01"],
      ["trunc('2015-10-27', 'YEAR')", "2015-01-01"],
      ["trunc('2015-10-27', 'DAY')", "NULL"],
    ],
  }),
  date_trunc: scalar({
    args: [text("fmt"), of("ts", TIMESTAMP)],
    returns: TIMESTAMP,
    nulls: "always",
    since: "2.3.0",
    doc: "The start of the unit a time lies in, MICROSECOND to YEAR; NULL for any other unit.",
    examples: [
      ["date_trunc('YEAR', '2015-03-05T09:32:05.359')", "2015-01-01 00:00:00"],
      ["date_trunc('WEEK', '2015-03-05T09:32:05.359')", "2015-03-02 00:00:00"],
      ["date_trunc('DD', '2015-03-05T09:32:05.359')", "2015-03-05 00:00:00"],
      ["date_trunc('HOUR', '2015-03-05T09:32:05.359')", "2015-03-05 09:00:00"],
      ["date_trunc('MILLISECOND', '2015-03-05T09:32:05.123456')", "2015-03-05 09:32:05.123"],
      ["date_trunc('nothing', '2015-03-05T09:32:05.123456')", "NULL"],
    ],
  }),

  // Text
  to_date: scalar({
    ...parser(() => DATE),
    since: "1.5.0",
    doc: "A date out of text, by a pattern or as a cast reads it.",
    examples: [
      ["to_date('2009-07-30 04:17:52')", "2009-07-30"],
      ["to_date('2016-12-31', 'yyyy-MM-dd')", "2016-12-31"],
      ["to_date('31/12/2016', 'dd/MM/yyyy')", "2016-12-31"],
    ],
  }),
  try_to_date: scalar({
    ...parser(() => DATE, true),
    since: "4.1.0",
    doc: "A date out of text, or NULL when it is none.",
    examples: [],
  }),
  to_timestamp: scalar({
    ...parser(sessionTimestamp, false, [...READ, NUMERIC]),
    since: "2.2.0",
    doc: "A time out of text, by a pattern or as a cast reads it; of the session's timestamp type.",
    examples: [
      ["to_timestamp('2016-12-31 00:12:00')", "2016-12-31 00:12:00"],
      ["to_timestamp('2016-12-31', 'yyyy-MM-dd')", "2016-12-31 00:00:00"],
    ],
  }),
  to_timestamp_ltz: scalar({
    ...parser(() => TIMESTAMP, false, [...READ, NUMERIC]),
    since: "3.4.0",
    doc: "A moment out of text.",
    examples: [["to_timestamp_ltz('2016-12-31', 'yyyy-MM-dd')", "2016-12-31 00:00:00"]],
  }),
  to_timestamp_ntz: scalar({
    ...parser(() => TIMESTAMP_NTZ),
    since: "3.4.0",
    doc: "A local time out of text.",
    examples: [["to_timestamp_ntz('2016-12-31', 'yyyy-MM-dd')", "2016-12-31 00:00:00"]],
  }),
  try_to_timestamp: scalar({
    ...parser(sessionTimestamp, true, [...READ, NUMERIC]),
    since: "3.3.0",
    doc: "A time out of text, or NULL when it is none.",
    examples: [
      ["try_to_timestamp('2016-12-31', 'yyyy-MM-dd')", "2016-12-31 00:00:00"],
      ["try_to_timestamp('foo', 'yyyy-MM-dd')", "NULL"],
    ],
  }),
  date_format: scalar({
    args: [of("timestamp", TIMESTAMP), text("fmt")],
    returns: STRING,
    nulls: "mirror",
    throws: true,
    since: "1.5.0",
    doc: "A time as text by a pattern.",
    examples: [
      ["date_format('2016-04-08', 'y')", "2016"],
      ["date_format('2016-04-08 13:05:09.123456', 'yyyy/MM/dd HH:mm:ss.SSS')", "2016/04/08 13:05:09.123"],
      ["date_format('2016-04-08 13:05:09', 'EEEE, d. MMM yy h:mm a')", "Friday, 8. Apr 16 1:05 PM"],
    ],
  }),
  unix_timestamp: scalar({
    args: [
      oneOf("timeExp", [TEXT, exactly(DATE), exactly(TIMESTAMP), exactly(TIMESTAMP_NTZ)], {
        default: "current_timestamp()",
      }),
      text("fmt", { default: DEFAULT_PATTERN }),
    ],
    strict: true,
    returns: LONG,
    nulls: nullsUnlessAnsi,
    throws: "ansi",
    since: "1.5.0",
    doc: "Seconds since 1970 of a time, or of text by a pattern; of now without arguments.",
    examples: [
      ["unix_timestamp('2016-04-08', 'yyyy-MM-dd')", "1460073600"],
      ["unix_timestamp('2016-04-08 10:11:12')", "1460110272"],
      ["unix_timestamp(DATE'1969-12-31')", "-86400"],
    ],
  }),
  to_unix_timestamp: scalar({
    args: [
      oneOf("timeExp", [TEXT, exactly(DATE), exactly(TIMESTAMP), exactly(TIMESTAMP_NTZ)]),
      text("fmt", { default: DEFAULT_PATTERN }),
    ],
    strict: true,
    returns: LONG,
    nulls: nullsUnlessAnsi,
    throws: "ansi",
    since: "1.6.0",
    doc: "Seconds since 1970 of a time, or of text by a pattern.",
    examples: [["to_unix_timestamp('2016-04-08', 'yyyy-MM-dd')", "1460073600"]],
  }),
  from_unixtime: scalar({
    args: [of("unix_time", LONG), text("fmt", { default: DEFAULT_PATTERN })],
    returns: STRING,
    nulls: "always",
    throws: true,
    since: "1.5.0",
    doc: "Seconds since 1970 as the session's local time by a pattern.",
    examples: [
      ["from_unixtime(0, 'yyyy-MM-dd HH:mm:ss')", "1970-01-01 00:00:00"],
      ["from_unixtime(1461585600)", "2016-04-25 12:00:00"],
    ],
  }),

  // Numbers
  unix_date: scalar({
    args: [of("date", DATE)],
    strict: true,
    returns: INT,
    nulls: "mirror",
    since: "3.1.0",
    doc: "Days since 1970.",
    examples: [["unix_date(DATE'1970-01-02')", "1"]],
  }),
  unix_seconds: secondsSince("Whole seconds since 1970.", "3.1.0", [
    ["unix_seconds(TIMESTAMP('1970-01-01 00:00:01Z'))", "1"],
    ["unix_seconds(TIMESTAMP('1969-12-31 23:59:59.5Z'))", "-1"],
  ]),
  unix_millis: secondsSince("Whole milliseconds since 1970.", "3.1.0", [
    ["unix_millis(TIMESTAMP('1970-01-01 00:00:01Z'))", "1000"],
  ]),
  unix_micros: secondsSince("Microseconds since 1970.", "3.1.0", [
    ["unix_micros(TIMESTAMP('1970-01-01 00:00:01Z'))", "1000000"],
  ]),
  timestamp_seconds: scalar({
    args: [numeric("seconds")],
    returns: TIMESTAMP,
    nulls: (args) => nullableAt(args, 0) || typeAt(args, 0).kind === "double" || typeAt(args, 0).kind === "float",
    throws: true,
    since: "3.1.0",
    doc: "The moment that many seconds after 1970.",
    examples: [
      ["timestamp_seconds(1230219000)", "2008-12-25 15:30:00"],
      ["timestamp_seconds(1230219000.123)", "2008-12-25 15:30:00.123"],
      ["timestamp_seconds(-1.5D)", "1969-12-31 23:59:58.5"],
    ],
  }),
  timestamp_millis: scalar({
    args: [integral("milliseconds")],
    returns: TIMESTAMP,
    nulls: "mirror",
    throws: true,
    since: "3.1.0",
    doc: "The moment that many milliseconds after 1970.",
    examples: [["timestamp_millis(1230219000123)", "2008-12-25 15:30:00.123"]],
  }),
  timestamp_micros: scalar({
    args: [integral("microseconds")],
    returns: TIMESTAMP,
    nulls: "mirror",
    since: "3.1.0",
    doc: "The moment that many microseconds after 1970.",
    examples: [["timestamp_micros(1230219000123123)", "2008-12-25 15:30:00.123123"]],
  }),
  date_from_unix_date: scalar({
    args: [of("days", INT)],
    returns: DATE,
    nulls: "mirror",
    since: "3.1.0",
    doc: "The date that many days after 1970-01-01.",
    examples: [["date_from_unix_date(1)", "1970-01-02"]],
  }),

  // Making
  make_date: scalar({
    args: parts("year", "month", "day"),
    returns: DATE,
    nulls: nullsUnlessAnsi,
    throws: "ansi",
    since: "3.0.0",
    doc: "A date from its fields.",
    examples: [
      ["make_date(2013, 7, 15)", "2013-07-15"],
      ["make_date(2019, 7, NULL)", "NULL"],
    ],
  }),
  make_timestamp: scalar({
    ...makeTimestamp(sessionTimestamp, true),
    since: "3.0.0",
    doc: "A time from its fields; seconds may have a fraction, and 60 is the next minute's start.",
    examples: [
      ["make_timestamp(2014, 12, 28, 6, 30, 45.887)", "2014-12-28 06:30:45.887"],
      ["make_timestamp(2014, 12, 28, 6, 30, 45.887, 'CET')", "2014-12-28 05:30:45.887"],
      ["make_timestamp(2019, 6, 30, 23, 59, 60)", "2019-07-01 00:00:00"],
      ["make_timestamp(NULL, 7, 22, 15, 30, 0)", "NULL"],
    ],
  }),
  make_timestamp_ltz: scalar({
    ...makeTimestamp(TIMESTAMP, true),
    since: "3.4.0",
    doc: "A moment from its fields in the session's time zone or another.",
    examples: [["make_timestamp_ltz(2014, 12, 28, 6, 30, 45.887, 'CET')", "2014-12-28 05:30:45.887"]],
  }),
  make_timestamp_ntz: scalar({
    ...makeTimestamp(TIMESTAMP_NTZ, false),
    since: "3.4.0",
    doc: "A local time from its fields.",
    examples: [["make_timestamp_ntz(2014, 12, 28, 6, 30, 45.887)", "2014-12-28 06:30:45.887"]],
  }),
  try_make_timestamp: scalar({
    ...makeTimestamp(sessionTimestamp, true, true),
    pretty: (args) => `try_make_timestamp(${args.slice(0, 6).join(", ")})`,
    since: "4.0.0",
    doc: "A time from its fields, or NULL when they are out of range.",
    examples: [
      ["try_make_timestamp(2014, 12, 28, 6, 30, 45.887)", "2014-12-28 06:30:45.887"],
      ["try_make_timestamp(2024, 13, 22, 15, 30, 0)", "NULL"],
    ],
  }),
  try_make_timestamp_ltz: scalar({
    ...makeTimestamp(TIMESTAMP, true, true),
    since: "4.0.0",
    doc: "A moment from its fields, or NULL when they are out of range.",
    examples: [["try_make_timestamp_ltz(2024, 13, 22, 15, 30, 0)", "NULL"]],
  }),
  try_make_timestamp_ntz: scalar({
    ...makeTimestamp(TIMESTAMP_NTZ, false, true),
    since: "4.0.0",
    doc: "A local time from its fields, or NULL when they are out of range.",
    examples: [["try_make_timestamp_ntz(2024, 13, 22, 15, 30, 0)", "NULL"]],
  }),
  make_interval: scalar({
    args: [
      ...["years", "months", "weeks", "days", "hours", "mins"].map((n) => of(n, INT, { default: "0" })),
      of("secs", decimal(18, 6), { default: "0.000000BD" }),
    ],
    returns: CALENDAR_INTERVAL,
    nulls: nullsUnlessAnsi,
    throws: "ansi",
    since: "3.0.0",
    doc: "A calendar interval from its fields.",
    examples: [
      [
        "make_interval(100, 11, 1, 1, 12, 30, 01.001001)",
        "100 years 11 months 8 days 12 hours 30 minutes 1.001001 seconds",
      ],
      ["make_interval(0, 1, 0, 1, 0, 0, 100.000001)", "1 months 1 days 1 minutes 40.000001 seconds"],
      ["make_interval()", "0 seconds"],
    ],
  }),
  try_make_interval: scalar({
    args: [
      ...["years", "months", "weeks", "days", "hours", "mins"].map((n) => of(n, INT, { default: "0" })),
      of("secs", decimal(18, 6), { default: "0.000000BD" }),
    ],
    returns: CALENDAR_INTERVAL,
    nulls: "always",
    mode: "try",
    since: "4.0.0",
    doc: "A calendar interval from its fields, or NULL when it overflows.",
    examples: [["try_make_interval(2147483647)", "NULL"]],
  }),
  make_dt_interval: scalar({
    args: [
      ...["days", "hours", "mins"].map((n) => of(n, INT, { default: "0" })),
      of("secs", decimal(18, 6), { default: "0.000000BD" }),
    ],
    returns: DAY_TIME_INTERVAL,
    nulls: "mirror",
    throws: true,
    since: "3.2.0",
    doc: "A day-time interval from its fields.",
    examples: [
      ["make_dt_interval(1, 12, 30, 01.001001)", "INTERVAL '1 12:30:01.001001' DAY TO SECOND"],
      ["make_dt_interval(2)", "INTERVAL '2 00:00:00' DAY TO SECOND"],
    ],
  }),
  make_ym_interval: scalar({
    args: ["years", "months"].map((n) => of(n, INT, { default: "0" })),
    returns: YEAR_MONTH_INTERVAL,
    nulls: "mirror",
    throws: true,
    since: "3.2.0",
    doc: "A year-month interval from its fields.",
    examples: [
      ["make_ym_interval(1, 2)", "INTERVAL '1-2' YEAR TO MONTH"],
      ["make_ym_interval(-1, 1)", "INTERVAL '-0-11' YEAR TO MONTH"],
    ],
  }),

  // Zones
  from_utc_timestamp: scalar({
    args: [of("timestamp", TIMESTAMP), text("timezone")],
    returns: TIMESTAMP,
    nulls: "mirror",
    throws: true,
    since: "1.5.0",
    doc: "A time read as UTC, moved to the clock of a zone.",
    examples: [["from_utc_timestamp('2016-08-31', 'Asia/Seoul')", "2016-08-31 09:00:00"]],
  }),
  to_utc_timestamp: scalar({
    args: [of("timestamp", TIMESTAMP), text("timezone")],
    returns: TIMESTAMP,
    nulls: "mirror",
    throws: true,
    since: "1.5.0",
    doc: "A time read by the clock of a zone, moved to UTC.",
    examples: [["to_utc_timestamp('2016-08-31', 'Asia/Seoul')", "2016-08-30 15:00:00"]],
  }),
  convert_timezone: scalar({
    args: [text("sourceTz"), any("targetTz"), of("sourceTs", TIMESTAMP_NTZ, { optional: true })],
    returns: TIMESTAMP_NTZ,
    coerce: (args) => (args.length === 2 ? [STRING, TIMESTAMP_NTZ] : [STRING, STRING, TIMESTAMP_NTZ]),
    nulls: "mirror",
    throws: true,
    since: "3.4.0",
    doc: "A local time of one zone (the session's without it) as the local time of another.",
    examples: [
      [
        "convert_timezone('Europe/Brussels', 'America/Los_Angeles', timestamp_ntz'2021-12-06 00:00:00')",
        "2021-12-05 15:00:00",
      ],
      ["convert_timezone('Europe/Brussels', timestamp_ntz'2021-12-05 15:00:00')", "2021-12-05 16:00:00"],
    ],
    pretty: (args) => `convert_timezone(${(args.length === 2 ? ["current_timezone()", ...args] : args).join(", ")})`,
  }),
});

/** Fields that EXTRACT alone can name; `__` keeps them out of Spark's name space. */
export const datetimeInternals = functionGroup("internal", {
  __parse_date: patternParser(DATE, false),
  __parse_timestamp: patternParser(TIMESTAMP, false),
  __parse_timestamp_ntz: patternParser(TIMESTAMP_NTZ, false),
  __try_parse_date: patternParser(DATE, true),
  __try_parse_timestamp: patternParser(TIMESTAMP, true),
  __try_parse_timestamp_ntz: patternParser(TIMESTAMP_NTZ, true),
  __year_of_week: dateField("The year that the ISO week belongs to.", "3.0.0", []),
  __second_fraction: scalar({
    args: [anyTimestamp("timestamp")],
    returns: decimal(8, 6),
    nulls: "mirror",
    since: "3.0.0",
    doc: "The second with its fraction.",
    examples: [],
  }),
  __interval_year: intervalField(INT, "Years of an interval."),
  __interval_month: intervalField(BYTE, "Months of an interval beside its years."),
  __interval_day: intervalField(INT, "Days of an interval."),
  __interval_hour: intervalField(BYTE, "Hours of an interval beside its days."),
  __interval_minute: intervalField(BYTE, "Minutes of an interval beside its hours."),
  __interval_second: intervalField(decimal(8, 6), "Seconds of an interval, with their fraction, beside its minutes."),
});

function intervalField(returns: DataType, doc: string) {
  return scalar({
    args: [any("interval")],
    returns,
    nulls: "mirror",
    since: "3.0.0",
    doc,
    examples: [],
  });
}
