import { describe, expect, it } from "vitest";
import {
  formatDate,
  formatTimestamp,
  formatTimestampNtz,
  parseDate,
  parseTimestamp,
  parseTimestampNtz,
} from "../../src/kernels/datetime-text.ts";
import { currentDay } from "../../src/kernels/datetime-text.ts";
import { zoneOf } from "../../src/kernels/zone.ts";

const ZONE = zoneOf("America/Los_Angeles");

// What Spark 4.0.4 answers (SparkDateTimeUtils.stringToDate, stringToTimestamp, stringToTimestampWithoutTimeZone).
const DATES: readonly (readonly [text: string, days: number | undefined])[] = [
  ["2020-01-02", 18263],
  ["2020-1-2", 18263],
  ["2020", 18262],
  ["2020-01", 18262],
  ["2020-1-", undefined],
  ["2020-01-02 ", 18263],
  ["2020-01-02Tx", 18263],
  ["2020-01-02 x", 18263],
  ["2020-01-02x", undefined],
  [" \t2020-01-02\u0000", 18263],
  ["+2020-01-02", 18263],
  ["-0001-12-31", -719529],
  ["0000-02-29", -719469],
  ["1900-02-29", undefined],
  ["12345-01-01", 3789391],
  ["1234567-01-01", 450196810],
  ["12345678-01-01", undefined],
  ["5881580-07-11", 2147483647],
  ["5881580-07-12", undefined],
  ["-5877641-06-23", -2147483648],
  ["-5877641-06-22", undefined],
  ["20-01-01", undefined],
  ["2020/01/02", undefined],
  ["20200102", undefined],
  ["", undefined],
  ["  ", undefined],
  ["2020-13-01", undefined],
  ["2020-00-01", undefined],
  ["2020-01-32", undefined],
  [" 2020-01-01", undefined],
  ["2020-001-01", undefined],
];

/** In America/Los_Angeles, and as local time. */
const TIMESTAMPS: readonly (readonly [text: string, instant: bigint | undefined, local: bigint | undefined])[] = [
  ["2020-01-02", 1577952000000000n, 1577923200000000n],
  ["2020-01-02 03", 1577962800000000n, 1577934000000000n],
  ["2020-01-02 03:04", 1577963040000000n, 1577934240000000n],
  ["2020-01-02 03:04:05", 1577963045000000n, 1577934245000000n],
  ["2020-01-02T3:4:5.6", 1577963045600000n, 1577934245600000n],
  ["2020-01-02 03:04:05.1234567", 1577963045123456n, 1577934245123456n],
  ["2020-01-02 03:04:05.", 1577963045000000n, 1577934245000000n],
  ["2020-01-02 03:04:05Z", 1577934245000000n, 1577934245000000n],
  ["2020-01-02 03:04:05 +08:00", 1577905445000000n, 1577934245000000n],
  ["2020-01-02 03:04:05+8", 1577905445000000n, 1577934245000000n],
  ["2020-01-02 03:04:05.5-8:30", 1577964845500000n, 1577934245500000n],
  ["2020-01-02 03:04:05 America/New_York", 1577952245000000n, 1577934245000000n],
  ["2020-01-02 03:04:05Europe/Paris", 1577930645000000n, 1577934245000000n],
  ["2020-01-02 03:04:05 PST", 1577963045000000n, 1577934245000000n],
  ["2020-01-02 03:04:05GMT+3", 1577923445000000n, 1577934245000000n],
  ["2020-01-02 03:04:05UTC", 1577934245000000n, 1577934245000000n],
  ["2020-01-02 03:04:05 utc", undefined, undefined],
  ["2020-01-02 03:04:05+19:00", undefined, undefined],
  ["2020-01-02 03+08:00", undefined, undefined],
  ["2020-01-02 03:04Z", undefined, undefined],
  ["2020", 1577865600000000n, 1577836800000000n],
  ["2020-02-30", undefined, undefined],
  ["2020-01-02 24:00:00", undefined, undefined],
  ["2020-01-02 23:60:00", undefined, undefined],
  ["2020-01-02 23:59:60", undefined, undefined],
  ["2020-01-02  03:04:05", undefined, undefined],
  ["2020-01-02T03:04:05x", undefined, undefined],
  [" 2020-01-02 03:04:05 ", 1577963045000000n, 1577934245000000n],
  ["294247-01-10 04:00:54.775807Z", 9223372036854775807n, 9223372036854775807n],
  ["294247-01-10 04:00:54.775808Z", undefined, undefined],
  ["-290308-12-21 19:59:05.224192Z", -9223372036854775808n, -9223372036854775808n],
  ["-290308-12-21 19:59:05.224191Z", undefined, undefined],
  ["1000000-01-01", undefined, undefined],
  ["2020-03-08 02:30:00", 1583663400000000n, 1583634600000000n],
  ["2020-11-01 01:30:00", 1604219400000000n, 1604194200000000n],
  ["0001-01-01", -62135568422000000n, -62135596800000000n],
  ["+12020-01-01 00:00:00", 317147385600000000n, 317147356800000000n],
  ["2020-01-02 123:00:00", undefined, undefined],
  ["x", undefined, undefined],
];

const TEXTS: readonly (readonly [micros: bigint, instant: string, local: string])[] = [
  [0n, "1969-12-31 16:00:00", "1970-01-01 00:00:00"],
  [-1n, "1969-12-31 15:59:59.999999", "1969-12-31 23:59:59.999999"],
  [1577968496123456n, "2020-01-02 04:34:56.123456", "2020-01-02 12:34:56.123456"],
  [1577968496120000n, "2020-01-02 04:34:56.12", "2020-01-02 12:34:56.12"],
  [9223372036854775807n, "+294247-01-09 20:00:54.775807", "+294247-01-10 04:00:54.775807"],
  [-9223372036854775808n, "-290308-12-21 12:06:07.224192", "-290308-12-21 19:59:05.224192"],
  [-62135596800000000n, "0000-12-31 16:07:02", "0001-01-01 00:00:00"],
  [253402300800000000n, "9999-12-31 16:00:00", "+10000-01-01 00:00:00"],
  [-62167219200000001n, "-0001-12-31 16:07:01.999999", "-0001-12-31 23:59:59.999999"],
];

describe("the text of dates and timestamps", () => {
  it.each(DATES)("reads the date %j", (text, days) => {
    expect(parseDate(text)).toBe(days);
  });

  it.each(TIMESTAMPS)("reads the timestamp %j", (text, instant, local) => {
    expect(parseTimestamp(text, ZONE)).toBe(instant);
    expect(parseTimestampNtz(text)).toBe(local);
  });

  it("reads a time alone as today's, and not as a local time", () => {
    const noon = parseTimestamp("12:00", ZONE);
    expect(noon === undefined ? undefined : formatTimestamp(noon, ZONE)).toBe(
      `${formatDate(currentDay(ZONE))} 12:00:00`,
    );
    expect(parseTimestampNtz("T12:00")).toBeUndefined();
  });

  it.each(TEXTS)("writes %d", (micros, instant, local) => {
    expect(formatTimestamp(micros, ZONE)).toBe(instant);
    expect(formatTimestampNtz(micros)).toBe(local);
  });
});
