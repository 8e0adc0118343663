/**
 * `+ - * /` with dates, times and intervals (`BinaryArithmeticWithDatetimeResolver` in Spark): which function of this
 * file an operator means, and those functions. They are not in Spark's name space and print as the operator.
 */
import {
  CALENDAR_INTERVAL,
  DATE,
  type DataType,
  DAY_TIME_INTERVAL,
  type DayTimeField,
  DOUBLE,
  isIntegral,
  isNumeric,
  isText,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  YEAR_MONTH_INTERVAL,
  type YearMonthField,
} from "../types/data-type.ts";
import { sameAs, typeAt } from "./arg-rules.ts";
import {
  any,
  type ArgInfo,
  type Declaration,
  functionGroup,
  type NullRule,
  scalar,
  type TypingSettings,
} from "./define.ts";

/** An operator's meaning: a function, and whether it takes the operands the other way round. */
export interface DatetimeOperator {
  readonly function: string;
  readonly swap: boolean;
}

/** The function that an operator means on datetime operands; `undefined` where neither operand is one. */
export function datetimeOperator(
  op: "+" | "-" | "*" | "/",
  left: DataType,
  right: DataType,
  { ansi, ways }: Pick<TypingSettings, "ansi" | "ways">,
): DatetimeOperator | undefined {
  const as = (name: string | undefined, swap = false): DatetimeOperator | undefined =>
    name === undefined ? undefined : { function: name, swap };
  switch (op) {
    case "+":
      if (isInterval(left) && isInterval(right)) return as(sameInterval(left, right) ? "interval_add" : undefined);
      if (isInterval(right)) return as(shifted(left, right, "add"));
      if (isInterval(left)) return as(shifted(right, left, "add"), true);
      if (left.kind === "date" && isCount(right)) return as("date_add");
      return right.kind === "date" && isCount(left) ? as("date_add", true) : undefined;
    case "-":
      if (isInterval(left)) return as(isInterval(right) && sameInterval(left, right) ? "interval_subtract" : undefined);
      if (isInterval(right)) return as(shifted(left, right, "sub"));
      if (left.kind === "date" && isCount(right)) return as("date_sub");
      return as(inCalendar(difference(left, right, ansi), ways?.calendarIntervals));
    case "*":
      if (isInterval(left) && isFactor(right)) return as("interval_multiply");
      return isInterval(right) && isFactor(left) ? as("interval_multiply", true) : undefined;
    case "/":
      return isInterval(left) && isFactor(right) ? as("interval_divide") : undefined;
  }
}

const isInterval = (t: DataType): boolean =>
  t.kind === "calendar_interval" || t.kind === "day_time_interval" || t.kind === "year_month_interval";
const sameInterval = (a: DataType, b: DataType): boolean => a.kind === b.kind;
const isFactor = (t: DataType): boolean => isNumeric(t) || isText(t) || t.kind === "null";
const isCount = (t: DataType): boolean => isIntegral(t) || t.kind === "null";
const isTimestamp = (t: DataType): boolean => t.kind === "timestamp" || t.kind === "timestamp_ntz";

const inCalendar = (name: string | undefined, wanted = false): string | undefined =>
  name !== undefined && wanted ? `${name}_calendar` : name;

/** Without ANSI, text is taken for a date only before a date. */
function difference(left: DataType, right: DataType, ansi: boolean): string | undefined {
  if (left.kind === "date" && (right.kind === "date" || (ansi && isText(right)))) return "subtract_dates";
  if (right.kind === "date" && (isText(left) || left.kind === "null")) return "subtract_dates";
  const known = (t: DataType) => t.kind === "date" || isTimestamp(t) || (ansi && isText(t)) || t.kind === "null";
  return (isTimestamp(left) || isTimestamp(right)) && known(left) && known(right) ? "subtract_timestamps" : undefined;
}

function shifted(of: DataType, by: DataType, sign: "add" | "sub"): string | undefined {
  if (of.kind === "date") {
    if (by.kind === "year_month_interval") return `date_${sign}_ym`;
    if (by.kind === "calendar_interval") return `date_${sign}_calendar`;
    return by.kind === "day_time_interval" && by.end === "day" ? `date_${sign}_days` : `date_${sign}_dt`;
  }
  if (isText(of))
    return by.kind === "year_month_interval"
      ? undefined
      : by.kind === "calendar_interval"
        ? `text_${sign}_calendar`
        : `text_${sign}_dt`;
  if (!isTimestamp(of)) return undefined;
  if (by.kind === "year_month_interval") return `timestamp_${sign}_ym`;
  return by.kind === "calendar_interval" ? `timestamp_${sign}_calendar` : `timestamp_${sign}_dt`;
}

const YEAR_MONTH: readonly YearMonthField[] = ["year", "month"];
const DAY_TIME: readonly DayTimeField[] = ["day", "hour", "minute", "second"];
const outer = <F>(order: readonly F[], a: F, b: F): F => (order.indexOf(a) <= order.indexOf(b) ? a : b);
const inner = <F>(order: readonly F[], a: F, b: F): F => (order.indexOf(a) <= order.indexOf(b) ? b : a);

/** The interval type with the fields of both. */
export function joinedInterval(a: DataType, b: DataType): DataType {
  if (a.kind === "year_month_interval" && b.kind === "year_month_interval") {
    return { kind: a.kind, start: outer(YEAR_MONTH, a.start, b.start), end: inner(YEAR_MONTH, a.end, b.end) };
  }
  if (a.kind === "day_time_interval" && b.kind === "day_time_interval") {
    return { kind: a.kind, start: outer(DAY_TIME, a.start, b.start), end: inner(DAY_TIME, a.end, b.end) };
  }
  return a;
}

const asItIs = (args: readonly ArgInfo[]): readonly DataType[] => args.map((a) => a.type);
const infix = (op: string) => (args: readonly string[]) => `${args[0] ?? ""} ${op} ${args[1] ?? ""}`;
const parenthesised = (op: string) => (args: readonly string[]) => `(${args[0] ?? ""} ${op} ${args[1] ?? ""})`;

const operator = (
  returns: Declaration["returns"],
  doc: string,
  pretty: Declaration["pretty"],
  more: Partial<Declaration> = {},
) =>
  scalar({
    args: [any("left"), any("right")],
    returns,
    nulls: "mirror",
    throws: true,
    coerce: asItIs,
    since: "3.0.0",
    doc,
    examples: [],
    ...(pretty === undefined ? {} : { pretty }),
    ...more,
  });

const intervalResult = (args: readonly ArgInfo[]): DataType => joinedInterval(typeAt(args, 0), typeAt(args, 1));

/** Products and quotients of intervals have all fields. */
const scaledInterval = (args: readonly ArgInfo[]): DataType => {
  const { kind } = typeAt(args, 0);
  return kind === "calendar_interval"
    ? CALENDAR_INTERVAL
    : kind === "year_month_interval"
      ? YEAR_MONTH_INTERVAL
      : DAY_TIME_INTERVAL;
};

const factorTypes = (args: readonly ArgInfo[]): readonly DataType[] => {
  const [interval, factor] = [typeAt(args, 0), typeAt(args, 1)];
  return [interval, interval.kind === "calendar_interval" || !isNumeric(factor) ? DOUBLE : factor];
};

const scaledNulls: NullRule = (args) => args.some((a) => a.nullable) || typeAt(args, 0).kind === "calendar_interval";

const scaled = (op: string, calendarName: string, doc: string) =>
  operator(
    scaledInterval,
    doc,
    (args, info) =>
      info[0]?.type.kind === "calendar_interval" ? `${calendarName}(${args.join(", ")})` : parenthesised(op)(args),
    { coerce: factorTypes, nulls: scaledNulls },
  );

/** Times of both sides alike: with TIMESTAMP_NTZ on a side, both are local times. */
const comparableTimes = (args: readonly ArgInfo[]): readonly DataType[] => {
  const type = args.some((a) => a.type.kind === "timestamp_ntz") ? TIMESTAMP_NTZ : TIMESTAMP;
  return [type, type];
};

const timestampResult = (args: readonly ArgInfo[]): DataType =>
  typeAt(args, 0).kind === "timestamp_ntz" ? TIMESTAMP_NTZ : TIMESTAMP;
/** Text is read as a timestamp, moved, and written again. */
const ofText = (op: string, doc: string) =>
  operator(STRING, doc, infix(op), { coerce: (args) => [TIMESTAMP, typeAt(args, 1)] });
const DAYS = { kind: "day_time_interval", start: "day", end: "day" } as const;

export const datetimeOperators = functionGroup("internal", {
  subtract_dates: operator(DAYS, "Days from the second date to the first, as an interval.", parenthesised("-"), {
    coerce: () => [DATE, DATE],
  }),
  subtract_timestamps: operator(
    DAY_TIME_INTERVAL,
    "The time from the second to the first by the local clock.",
    parenthesised("-"),
    {
      coerce: comparableTimes,
    },
  ),
  subtract_dates_calendar: operator(
    CALENDAR_INTERVAL,
    "Months and days from the second date to the first.",
    parenthesised("-"),
    { coerce: () => [DATE, DATE] },
  ),
  subtract_timestamps_calendar: operator(
    CALENDAR_INTERVAL,
    "The time from the second instant to the first.",
    parenthesised("-"),
    { coerce: comparableTimes },
  ),
  date_add_ym: operator(DATE, "A date and months.", infix("+")),
  date_sub_ym: operator(DATE, "A date less months.", infix("-")),
  date_add_days: operator(
    DATE,
    "A date and whole days.",
    (args) => `date_add(${args[0] ?? ""}, extractansiintervaldays(${args[1] ?? ""}))`,
  ),
  date_sub_days: operator(
    DATE,
    "A date less whole days.",
    (args) => `date_add(${args[0] ?? ""}, (- extractansiintervaldays(${args[1] ?? ""})))`,
    { plain: (args) => `date_add(${args[0] ?? ""}, -extractansiintervaldays(${args[1] ?? ""}))` },
  ),
  date_add_dt: operator(TIMESTAMP, "A date's midnight and a time.", infix("+"), {
    coerce: (args) => [TIMESTAMP, typeAt(args, 1)],
  }),
  date_sub_dt: operator(TIMESTAMP, "A date's midnight less a time.", infix("-"), {
    coerce: (args) => [TIMESTAMP, typeAt(args, 1)],
  }),
  date_add_calendar: operator(DATE, "A date and a calendar interval, which may have no time in ANSI mode.", infix("+")),
  date_sub_calendar: operator(
    DATE,
    "A date less a calendar interval, which may have no time in ANSI mode.",
    infix("-"),
  ),
  timestamp_add_dt: operator(timestampResult, "A time and days, hours and less.", infix("+")),
  timestamp_sub_dt: operator(timestampResult, "A time less days, hours and less.", infix("-")),
  timestamp_add_ym: operator(timestampResult, "A time and months.", infix("+")),
  timestamp_sub_ym: operator(timestampResult, "A time less months.", infix("-")),
  timestamp_add_calendar: operator(timestampResult, "A time and a calendar interval.", infix("+")),
  timestamp_sub_calendar: operator(timestampResult, "A time less a calendar interval.", infix("-")),
  text_add_dt: ofText("+", "A time in text and days, hours and less, as text."),
  text_sub_dt: ofText("-", "A time in text less days, hours and less, as text."),
  text_add_calendar: ofText("+", "A time in text and a calendar interval, as text."),
  text_sub_calendar: ofText("-", "A time in text less a calendar interval, as text."),
  interval_add: operator(intervalResult, "The sum of two intervals of one kind.", parenthesised("+")),
  interval_subtract: operator(intervalResult, "The difference of two intervals of one kind.", parenthesised("-")),
  interval_multiply: scaled("*", "multiply_interval", "A multiple of an interval."),
  interval_divide: scaled("/", "divide_interval", "A part of an interval, rounded half up."),
  interval_negate: scalar({
    args: [any("interval")],
    returns: sameAs(0),
    nulls: "mirror",
    throws: true,
    since: "3.0.0",
    doc: "An interval the other way.",
    examples: [],
    pretty: (args) => `(- ${args[0] ?? ""})`,
  }),
  interval_abs: scalar({
    args: [any("interval")],
    returns: sameAs(0),
    nulls: "mirror",
    throws: true,
    since: "3.3.0",
    doc: "An interval forward in time.",
    examples: [],
    pretty: (args) => `abs(${args[0] ?? ""})`,
  }),
});
