import type { Origin } from "../../errors/origin.ts";
import { SparkError, sparkError } from "../../errors/spark-error.ts";
import { CALENDAR_INTERVAL, type DayTimeField, type YearMonthField } from "../../types/data-type.ts";
import {
  isDayTimeRange,
  MICROS_PER_DAY,
  parseCalendarInterval,
  parseDayTime,
  parseYearMonth,
} from "../../types/interval-text.ts";
import type { CalendarInterval } from "../../types/value.ts";
import type { Literal } from "../../unresolved/expression.ts";
import { literal } from "../../unresolved/build.ts";
import type { SqlContext } from "../context.ts";

const UNITS: ReadonlySet<string> = new Set(
  ["NANOSECOND", "MICROSECOND", "MILLISECOND", "SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "YEAR"].flatMap(
    (unit) => [unit, `${unit}S`],
  ),
);

/** How many tokens an interval's value takes at `ahead`: a number or string with or without a sign; 0: none. */
function valueTokens(cx: SqlContext, ahead: number): number {
  const sign = cx.isOp("-", ahead) || cx.isOp("+", ahead) ? 1 : 0;
  const { kind } = cx.peek(ahead + sign);
  return kind === "integer" || kind === "decimal" || cx.isString(ahead + sign) ? sign + 1 : 0;
}

/** Whether INTERVAL at the cursor begins a literal of values and units. */
export function startsInterval(cx: SqlContext): boolean {
  const value = valueTokens(cx, 1);
  if (value === 0) return false;
  // `INTERVAL 'text'` alone is a typed literal, `interval + 1` a sum; a number without its unit is an error.
  return UNITS.has(cx.peek(1 + value).word) || (value === 1 && !cx.isString(1));
}

interface Value {
  readonly text: string;
  readonly isString: boolean;
  readonly negative: boolean;
}

/** `INTERVAL '1' DAY`, `INTERVAL 1 day 2 hours`, `INTERVAL '1-2' YEAR TO MONTH` (`parseIntervalLiteral`). */
export function intervalLiteral(cx: SqlContext): Literal {
  const from = cx.at;
  cx.next();
  const bodyFrom = cx.at;
  const units: string[] = [];
  let text = "";
  while (valueTokens(cx, 0) > 0 && (units.length === 0 || UNITS.has(cx.peek(valueTokens(cx, 0)).word))) {
    const pairFrom = cx.at;
    const value = intervalValue(cx);
    if (!UNITS.has(cx.peek().word)) throw cx.fail();
    const unit = cx.next();
    if (cx.isWord("TO") && UNITS.has(cx.peek(1).word)) {
      if (units.length > 0) throw onlyOneRange(cx, from);
      return unitToUnit(cx, from, pairFrom, value, unit.word.toLowerCase());
    }
    if (value.isString && /\p{L}/u.test(value.text))
      throw sparkError("_LEGACY_ERROR_TEMP_0026", { value: value.text }, { origin: cx.originFrom(bodyFrom) });
    units.push(unit.word.toLowerCase().replace(/s$/, ""));
    text += ` ${value.negative ? negated(value.text) : value.text} ${unit.text}`;
  }
  const origin = cx.originFrom(from);
  const interval = parseCalendarInterval(text);
  if (cx.reading.dialect.calendarIntervals) return literal(CALENDAR_INTERVAL, interval, origin);
  return intervalOfUnits(interval, units, origin);
}

const negated = (text: string): string =>
  text.startsWith("-") ? text.slice(1) : text.startsWith("+") ? `-${text.slice(1)}` : `-${text}`;

function intervalValue(cx: SqlContext): Value {
  const negative = cx.isOp("-");
  if (negative || cx.isOp("+")) cx.next();
  const isString = cx.isString();
  return { text: isString ? cx.string() : cx.next().text, isString, negative };
}

const onlyOneRange = (cx: SqlContext, from: number): SparkError => {
  skipIntervalRest(cx);
  return sparkError("_LEGACY_ERROR_TEMP_0024", {}, { origin: cx.originFrom(from) });
};

function skipIntervalRest(cx: SqlContext): void {
  for (let value = valueTokens(cx, 0); ; value = valueTokens(cx, 0)) {
    if (cx.isWord("TO") && UNITS.has(cx.peek(1).word)) {
      cx.next();
      cx.next();
    } else if (value > 0 && UNITS.has(cx.peek(value).word)) for (let i = 0; i <= value; i++) cx.next();
    else return;
  }
}

function unitToUnit(cx: SqlContext, from: number, bodyFrom: number, value: Value, start: string): Literal {
  cx.expectWord("TO");
  const end = cx.next().word.toLowerCase();
  const bodyOrigin = cx.originFrom(bodyFrom);
  if (valueTokens(cx, 0) > 0 && UNITS.has(cx.peek(valueTokens(cx, 0)).word)) throw onlyOneRange(cx, from);
  const origin = cx.originFrom(from);
  if (!value.isString) throw sparkError("_LEGACY_ERROR_TEMP_0027", {}, { origin: bodyOrigin });
  const text = value.negative ? negated(value.text) : value.text;
  try {
    const inCalendar = cx.reading.dialect.calendarIntervals;
    if (start === "year" && end === "month" && inCalendar)
      return literal(CALENDAR_INTERVAL, { months: parseYearMonth(text), days: 0, micros: 0n }, origin);
    if (start === "year" && end === "month")
      return literal({ kind: "year_month_interval", start: "year", end: "month" }, parseYearMonth(text), origin);
    if (!isDayTimeRange(start, end))
      throw sparkError("INVALID_INTERVAL_FORMAT.UNSUPPORTED_FROM_TO_EXPRESSION", { input: text, from: start, to: end });
    const type = { kind: "day_time_interval", start: start as DayTimeField, end: end as DayTimeField } as const;
    const micros = parseDayTime(text, type.start, type.end);
    return inCalendar ? literal(CALENDAR_INTERVAL, ofCalendar(micros), origin) : literal(type, micros, origin);
  } catch (error) {
    throw error instanceof SparkError ? error.at(bodyOrigin) : error;
  }
}

const ofCalendar = (micros: bigint): CalendarInterval => {
  const days = micros / MICROS_PER_DAY;
  return { months: 0, days: Number(days), micros: micros - days * MICROS_PER_DAY };
};

const YEAR_MONTH: readonly YearMonthField[] = ["year", "month"];
const DAY_TIME: readonly DayTimeField[] = ["day", "hour", "minute", "second"];
const AS_FIELD: Readonly<Record<string, DayTimeField>> = {
  week: "day",
  millisecond: "second",
  microsecond: "second",
  nanosecond: "second",
};

/** An interval written with units, as a year-month or day-time literal that spans them (`constructMultiUnitsIntervalLiteral`). */
export function intervalOfUnits(
  interval: CalendarInterval,
  units: readonly string[],
  origin: Origin | undefined,
): Literal {
  const months = YEAR_MONTH.filter((field) => units.includes(field));
  const asFields = units.map((unit) => AS_FIELD[unit] ?? unit);
  const times = DAY_TIME.filter((field) => asFields.includes(field));
  const text = origin?.kind === "sql" ? origin.source.text.slice(origin.span.start, origin.span.end) : "";
  if (months.length > 0 && times.length > 0) throw sparkError("_LEGACY_ERROR_TEMP_0029", { literal: text }, { origin });
  const [firstMonth, firstTime] = [months[0], times[0]];
  if (firstMonth !== undefined)
    return literal(
      { kind: "year_month_interval", start: firstMonth, end: months.at(-1) ?? firstMonth },
      interval.months,
      origin,
    );
  const micros = BigInt(interval.days) * MICROS_PER_DAY + interval.micros;
  if (BigInt.asIntN(64, micros) !== micros)
    throw sparkError("INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION", { input: text }, { origin });
  const start = firstTime ?? "second";
  return literal({ kind: "day_time_interval", start, end: times.at(-1) ?? start }, micros, origin);
}
