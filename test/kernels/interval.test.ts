import { describe, expect, it } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import { parseDayTimeInterval, parseYearMonthInterval } from "../../src/kernels/interval-parse.ts";
import {
  formatCalendarInterval,
  formatDayTimeInterval,
  formatYearMonthInterval,
} from "../../src/kernels/interval-text.ts";
import type { DayTimeField, YearMonthField } from "../../src/types/data-type.ts";
import { readCalendarInterval } from "../../src/types/interval-text.ts";

type DayTimeRow = readonly [text: string, start: DayTimeField, end: DayTimeField, result: bigint | string];
type YearMonthRow = readonly [text: string, start: YearMonthField, end: YearMonthField, result: number | string];

// What Spark 4.0.4 answers (IntervalUtils): a count, or the condition it raises. Where Spark throws without a
// condition, ours stands here.
const DAY_TIME: readonly DayTimeRow[] = [
  ["1 02:03:04.5", "day", "second", 93784500000n],
  ["-1 02:03:04.123456789", "day", "second", -93784123456n],
  ["|1 02", "day", "hour", 93600000000n],
  ["1 24", "day", "hour", "INVALID_INTERVAL_FORMAT.DAY_TIME_PARSING"],
  ["+1:02", "hour", "minute", 3720000000n],
  ["26:03", "hour", "minute", 93780000000n],
  ["1:02.5", "minute", "second", 62500000n],
  ["1.5", "second", "second", 1500000n],
  ["-0.5", "second", "second", 500000n],
  ["INTERVAL -'-1 02' DAY TO HOUR", "day", "hour", 93600000000n],
  ["interval '1' day", "day", "day", 86400000000n],
  ["INTERVAL '1' HOUR", "day", "day", "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE"],
  ["106751992", "day", "day", -9223371964909551616n],
  ["106751991 04:00:54.775808", "day", "second", "ARITHMETIC_OVERFLOW"],
  ["-106751991 04:00:54.775808", "day", "second", -9223372036854775808n],
  ["9223372036855", "second", "second", "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING"],
  ["x", "day", "second", "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE"],
  ["1:100", "hour", "minute", "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE"],
  ["1:02.", "minute", "second", "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE"],
];

const YEAR_MONTH: readonly YearMonthRow[] = [
  ["1-2", "year", "month", 14],
  ["-1-11", "year", "month", -23],
  ["1-12", "year", "month", "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING"],
  ["|1-2", "year", "month", 14],
  ["INTERVAL -'-1-2' YEAR TO MONTH", "year", "month", 14],
  ["5", "month", "month", 5],
  ["5", "year", "year", 60],
  ["178956970-8", "year", "month", "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING"],
  ["-178956970-8", "year", "month", -2147483648],
  ["x", "year", "month", "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING"],
  ["99999999999", "year", "year", "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING"],
];

const DAY_TIME_TEXT: readonly (readonly [micros: bigint, start: DayTimeField, end: DayTimeField, text: string])[] = [
  [93784500000n, "day", "second", "INTERVAL '1 02:03:04.5' DAY TO SECOND"],
  [-93784500000n, "hour", "minute", "INTERVAL '-26:03' HOUR TO MINUTE"],
  [-1n, "second", "second", "INTERVAL '-00.000001' SECOND"],
  [0n, "day", "second", "INTERVAL '0 00:00:00' DAY TO SECOND"],
  [9223372036854775807n, "day", "second", "INTERVAL '106751991 04:00:54.775807' DAY TO SECOND"],
  [-9223372036854775808n, "day", "second", "INTERVAL '-106751991 04:00:54.775808' DAY TO SECOND"],
  [86399999999n, "minute", "second", "INTERVAL '1439:59.999999' MINUTE TO SECOND"],
  [3600000000n, "day", "day", "INTERVAL '0' DAY"],
  [5400000000n, "hour", "hour", "INTERVAL '01' HOUR"],
];

const YEAR_MONTH_TEXT: readonly (readonly [
  months: number,
  start: YearMonthField,
  end: YearMonthField,
  text: string,
])[] = [
  [14, "year", "month", "INTERVAL '1-2' YEAR TO MONTH"],
  [-14, "year", "month", "INTERVAL '-1-2' YEAR TO MONTH"],
  [-11, "year", "month", "INTERVAL '-0-11' YEAR TO MONTH"],
  [14, "month", "month", "INTERVAL '14' MONTH"],
  [14, "year", "year", "INTERVAL '1' YEAR"],
  [-2147483648, "year", "month", "INTERVAL '-178956970-8' YEAR TO MONTH"],
];

const CALENDAR_TEXT: readonly (readonly [months: number, days: number, micros: bigint, text: string])[] = [
  [0, 0, 0n, "0 seconds"],
  [14, 3, 3661000001n, "1 years 2 months 3 days 1 hours 1 minutes 1.000001 seconds"],
  [-14, -3, -3661000001n, "-1 years -2 months -3 days -1 hours -1 minutes -1.000001 seconds"],
  [0, 0, -1n, "-0.000001 seconds"],
  [12, 0, 86400000000n, "1 years 24 hours"],
  [0, 0, -60000000n, "-1 minutes"],
  [1, 1, 59999999n, "1 months 1 days 59.999999 seconds"],
];

/** Months, days and micros, or nothing. */
const CALENDAR: readonly (readonly [text: string, parts: readonly [number, number, bigint] | undefined])[] = [
  ["1 day", [0, 1, 0n]],
  ["1 day 2 hours -3 minutes", [0, 1, 7020000000n]],
  ["interval 1.5 seconds", [0, 0, 1500000n]],
  ["INTERVAL -1 week", [0, -7, 0n]],
  ["1 year 2 months", [14, 0, 0n]],
  ["1 dayss", undefined],
  ["1.5 days", undefined],
  ["", undefined],
  ["interval", undefined],
  ["1", undefined],
  ["1 foo", undefined],
  ["- 1 day", [0, -1, 0n]],
  ["1day", undefined],
  ["2147483648 months", undefined],
  ["1 second 1 second", [0, 0, 2000000n]],
  ["1 microsecond", [0, 0, 1n]],
  ["interval 1 day 1", undefined],
  ["0.123456789 seconds", [0, 0, 123456n]],
  ["0.1234567891 seconds", undefined],
];

function resultOf<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    return error instanceof SparkError ? error.condition : String(error);
  }
}

describe("the text of intervals", () => {
  it.each(DAY_TIME)("reads %j as %s to %s", (text, start, end, result) => {
    expect(resultOf(() => parseDayTimeInterval(text, { kind: "day_time_interval", start, end }))).toBe(result);
  });

  it.each(YEAR_MONTH)("reads %j as %s to %s", (text, start, end, result) => {
    expect(resultOf(() => parseYearMonthInterval(text, { kind: "year_month_interval", start, end }))).toBe(result);
  });

  it.each(DAY_TIME_TEXT)("writes %d as %s to %s", (micros, start, end, text) => {
    expect(formatDayTimeInterval(micros, { kind: "day_time_interval", start, end })).toBe(text);
  });

  it.each(YEAR_MONTH_TEXT)("writes %d months as %s to %s", (months, start, end, text) => {
    expect(formatYearMonthInterval(months, { kind: "year_month_interval", start, end })).toBe(text);
  });

  it.each(CALENDAR_TEXT)("writes %d months %d days %d", (months, days, micros, text) => {
    expect(formatCalendarInterval({ months, days, micros })).toBe(text);
  });

  it.each(CALENDAR)("reads %j as a calendar interval", (text, parts) => {
    const read = readCalendarInterval(text);
    expect("kind" in read ? undefined : [read.months, read.days, read.micros]).toEqual(parts);
  });
});
