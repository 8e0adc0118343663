import { describe, expect, it } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import { formatterOf } from "../../src/kernels/datetime-format.ts";
import { parserOf } from "../../src/kernels/datetime-parse.ts";
import { localMicros } from "../../src/kernels/datetime-resolve.ts";
import { localToUtc, zoneOf } from "../../src/kernels/zone.ts";

const ZONE = zoneOf("America/Los_Angeles");

// What Spark 4.0.4 on JDK 17 answers (TimestampFormatter): 1577968496123456 µs in America/Los_Angeles, and
// -99999999999999999 µs in UTC.
const FORMATS: readonly (readonly [pattern: string, instant: string, ancient: string])[] = [
  ["yyyy-MM-dd HH:mm:ss", "2020-01-02 04:34:56", "-1199-02-15 14:13:20"],
  ["y", "2020", "-1199"],
  ["yy", "20", "99"],
  ["yyy", "2020", "-1199"],
  ["yyyyy", "02020", "-01199"],
  ["G yyyy", "AD 2020", "BC 1200"],
  ["GGGG y", "Anno Domini 2020", "Before Christ 1200"],
  ["M MM MMM MMMM", "1 01 Jan January", "2 02 Feb February"],
  ["L LLL LLLL", "1 Jan January", "2 Feb February"],
  ["d dd", "2 02", "15 15"],
  ["D DD DDD", "2 02 002", "46 46 046"],
  ["E EEE EEEE", "Thu Thu Thursday", "Thu Thu Thursday"],
  ["F", "2", "1"],
  ["Q QQ QQQ QQQQ", "1 01 Q1 1st quarter", "1 01 Q1 1st quarter"],
  ["q qqq", "1 Q1", "1 Q1"],
  ["a h hh", "AM 4 04", "PM 2 02"],
  ["H HH k kk K KK", "4 04 4 04 4 04", "14 14 14 14 2 02"],
  ["m s", "34 56", "13 20"],
  ["S SSS SSSSSS SSSSSSSSS", "1 123 123456 123456000", "0 000 000001 000001000"],
  ["VV", "America/Los_Angeles", "UTC"],
  ["z", "PST", "UTC"],
  ["zzzz", "Pacific Standard Time", "Coordinated Universal Time"],
  ["O OOOO", "GMT-8 GMT-08:00", "GMT GMT"],
  ["X XX XXX XXXX XXXXX", "-08 -0800 -08:00 -0800 -08:00", "Z Z Z Z Z"],
  ["x xx xxx", "-08 -0800 -08:00", "+00 +0000 +00:00"],
  ["Z ZZ ZZZZ ZZZZZ", "-0800 -0800 GMT-08:00 -08:00", "+0000 +0000 GMT Z"],
  ["'T'yyyy''", "T2020'", "T-1199'"],
  ["yyyy['x']MM", "2020x01", "-1199x02"],
  ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "2020-01-02T04:34:56.123-08:00", "-1199-02-15T14:13:20.000Z"],
  ["g", "58850", "-1116821"],
];

/** Where Java throws a plain IllegalArgumentException, ours is INVALID_DATETIME_PATTERN. */
const REFUSED: readonly (readonly [pattern: string, condition: string])[] = [
  ["YYYY", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION"],
  ["yyyyyyy", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION"],
  ["MMMMM", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION"],
  ["n", "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER"],
  ["A", "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER"],
  ["e", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN"],
  ["aa", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION"],
  ["V", "INVALID_DATETIME_PATTERN"],
  ["'abc", "INVALID_DATETIME_PATTERN"],
  ["]", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION"],
  ["{", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION"],
  ["j", "INVALID_DATETIME_PATTERN"],
  ["XXXXXX", "INVALID_DATETIME_PATTERN"],
  ["SSSSSSSSSS", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION"],
  ["dddd", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION"],
  ["QQQQQ", "INVALID_DATETIME_PATTERN.LENGTH"],
  ["u", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION"],
];

/** The instant, or Java's sentence why there is none. */
const PARSED: readonly (readonly [pattern: string, text: string, result: bigint | string])[] = [
  ["yyyy-MM-dd", "2020-01-02", 1577952000000000n],
  ["yyyy-MM-dd", "2020-1-2", "Text '2020-1-2' could not be parsed at index 5"],
  ["yyyy-M-d", "2020-1-2", 1577952000000000n],
  ["yyyy-MM-dd", "2020-02-30", "Text '2020-02-30' could not be parsed: Invalid date 'FEBRUARY 30'"],
  [
    "yyyy-MM-dd",
    "2019-02-29",
    "Text '2019-02-29' could not be parsed: Invalid date 'February 29' as '2019' is not a leap year",
  ],
  [
    "yyyy-MM-dd",
    "2020-13-01",
    "Text '2020-13-01' could not be parsed: Invalid value for MonthOfYear (valid values 1 - 12): 13",
  ],
  ["yyyy-MM-dd", "2020-01-02 x", "Text '2020-01-02 x' could not be parsed, unparsed text found at index 10"],
  ["yyyy-MM-dd", "x", "Text 'x' could not be parsed at index 0"],
  ["yyyy-MM-dd", "12345-01-01", "Text '12345-01-01' could not be parsed at index 0"],
  ["yyyy-MM-dd", "+12345-01-01", 327403411200000000n],
  ["yyyyMMdd", "20200102", 1577952000000000n],
  ["yyyyMMddHHmmssSSS", "20200102030405678", "Text '20200102030405678' could not be parsed at index 0"],
  ["yyyy-MM-dd HH:mm:ss.SSSSSS", "2020-01-02 03:04:05.12", 1577963045120000n],
  ["yyyy-MM-dd HH:mm:ss[.SSS]", "2020-01-02 03:04:05", 1577963045000000n],
  ["yy", "20", 1577865600000000n],
  ["yy", "1970", "Text '1970' could not be parsed, unparsed text found at index 2"],
  ["MM/yy", "13/20", "Invalid value for MonthOfYear (valid values 1 - 12): 13"],
  ["d MMM yyyy", "2 jan 2020", 1577952000000000n],
  ["d MMMM yyyy", "2 JANUARY 2020", 1577952000000000n],
  ["hh:mm a", "12:30 am", 30600000000n],
  [
    "hh:mm a",
    "13:30 am",
    "Text '13:30 am' could not be parsed: Invalid value for ClockHourOfAmPm (valid values 1 - 12): 13",
  ],
  ["h a", "12 PM", 72000000000n],
  ["a", "PM", 72000000000n],
  ["hh", "11", 68400000000n],
  ["HH:mm", "24:00", "Text '24:00' could not be parsed: Invalid value for HourOfDay (valid values 0 - 23): 24"],
  ["kk:mm", "24:00", 28800000000n],
  ["HH hh", "13 01", 75600000000n],
  [
    "HH hh",
    "13 02",
    "Text '13 02' could not be parsed: Conflict found: Field HourOfAmPm 1 differs from HourOfAmPm 2 derived from 13:00",
  ],
  ["yyyy-DDD", "2020-366", 1609401600000000n],
  [
    "yyyy-DDD",
    "2019-366",
    "Text '2019-366' could not be parsed: Invalid date 'DayOfYear 366' as '2019' is not a leap year",
  ],
  [
    "yyyy-MM-DDD",
    "2020-10-350",
    "Text '2020-10-350' could not be parsed: Conflict found: Field MonthOfYear 12 differs from MonthOfYear 10 derived from 2020-12-15",
  ],
  ["yyyy-MM-dd-DDD", "2020-11-31-366", "Text '2020-11-31-366' could not be parsed: Invalid date 'NOVEMBER 31'"],
  ["HH ss", "03 04", 39604000000n],
  ["SSS", "5", 28800500000n],
  ["G yyyy", "BC 1", "Text 'BC 1' could not be parsed at index 3"],
  ["yyyy-MM-dd'T'HH:mm:ssXXX", "2020-01-02T03:04:05+05:30", 1577914445000000n],
  ["yyyy-MM-dd'T'HH:mm:ssXXX", "2020-01-02T03:04:05Z", 1577934245000000n],
  ["yyyy-MM-dd HH:mm:ss z", "2020-01-02 03:04:05 PST", 1577963045000000n],
  ["yyyy-MM-dd HH:mm:ss z", "2020-01-02 03:04:05 JST", 1577901845000000n],
  ["yyyy-MM-dd HH VV", "2020-01-02 03 europe/paris", 1577930400000000n],
  ["yyyy-MM-dd HH VV", "2020-01-02 03 UTC+03:00", 1577923200000000n],
  ["HH O", "03 GMT+8", -18000000000n],
  ["HH Z", "03 +0800", -18000000000n],
  ["HH Z", "03 +19", "Text '03 +19' could not be parsed at index 3"],
  ["HH X", "03 -08", 39600000000n],
  ["", "x", "Text 'x' could not be parsed, unparsed text found at index 0"],
  ["yyyy MM", "-0001 02", -62196048422000000n],
  ["HHmm", "0304", 39840000000n],
  ["Hmm", "304", 39840000000n],
  [
    "yyyy-MM-dd",
    "2020-01-02-this text is longer than the sixty-four characters that Java shows",
    "Text '2020-01-02-this text is longer than the sixty-four characters th...' could not be parsed, unparsed text found at index 10",
  ],
];

function conditionOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof SparkError ? error.condition : String(error);
  }
}

describe("datetime patterns", () => {
  it.each(FORMATS)("formats by %j", (pattern, instant, ancient) => {
    expect(formatterOf(pattern, ZONE)(1_577_968_496_123_456n)).toBe(instant);
    // Names of zones are not asked for before 1971.
    if (!/z/.test(pattern)) expect(formatterOf(pattern, zoneOf("UTC"))(-99_999_999_999_999_999n)).toBe(ancient);
  });

  it.each(REFUSED)("refuses %j", (pattern, condition) => {
    expect(conditionOf(() => formatterOf(pattern, ZONE))).toBe(condition);
  });

  it.each(PARSED)("parses by %j the text %j", (pattern, text, result) => {
    const parsed = parserOf(pattern)(text);
    expect(typeof parsed === "string" ? parsed : localToUtc(parsed.zone ?? ZONE, localMicros(parsed))).toBe(result);
  });
});
