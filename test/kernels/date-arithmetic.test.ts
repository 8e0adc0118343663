import { describe, expect, it } from "vitest";
import * as date from "../../src/kernels/date-arithmetic.ts";
import { civilOfDays, dayOfYear, isoDayOfWeek, isoWeek } from "../../src/kernels/datetime-civil.ts";
import { MONTHS, WEEKDAYS } from "../../src/kernels/datetime-names.ts";
import { zoneOf } from "../../src/kernels/zone.ts";

type Argument = bigint | number | string;

// What Spark 4.0.4 answers (DateTimeUtils), around the daylight saving changes of America/Los_Angeles in 2020.
const RESULTS: readonly (readonly [name: string, args: readonly Argument[], result: string])[] = [
  ["addm", [1581042600000000n, 1, "America/Los_Angeles"], "1583548200000000"],
  ["addm", [1601543700000000n, 1, "America/Los_Angeles"], "1604225700000000"],
  ["adddt", [1583548200000000n, 86400000000n, "America/Los_Angeles"], "1583634600000000"],
  ["adddt", [1604222100000000n, -3600000000n, "America/Los_Angeles"], "1604218500000000"],
  ["adddt", [1604218500000000n, 86400000000n, "America/Los_Angeles"], "1604308500000000"],
  ["adddt", [1604222100000000n, 604800000000n, "America/Los_Angeles"], "1604826900000000"],
  ["addi", [1583634600000000n, 1, -31, 3600000001n, "America/Los_Angeles"], "1583638200000001"],
  ["addi", [1604222100000000n, -1, 31, 0n, "America/Los_Angeles"], "1604218500000000"],
  ["trunc", [1604222100000000n, "HOUR", "America/Los_Angeles"], "1604221200000000"],
  ["trunc", [1604218500000000n, "HOUR", "America/Los_Angeles"], "1604217600000000"],
  ["trunc", [1583634600000000n, "DAY", "America/Los_Angeles"], "1583568000000000"],
  ["trunc", [1604222100000000n, "WEEK", "America/Los_Angeles"], "1603695600000000"],
  ["trunc", [-1n, "MILLISECOND", "UTC"], "-1000"],
  ["trunc", [-1n, "QUARTER", "America/Los_Angeles"], "-7923600000000"],
  ["trunc", [-1n, "SECOND", "America/Los_Angeles"], "-1000000"],
  ["mb", [1583634600000000n, 1604222100000000n, "true", "America/Los_Angeles"], "-7.78461022"],
  ["mb", [951782400000000n, 949190400000000n, "true", "UTC"], "0.96774194"],
  ["mb", [951782400000000n, 949190400000001n, "false", "UTC"], "0.967741935483871"],
  ["tsadd", ["MONTH", 1, 1580457600000000n, "America/Los_Angeles"], "1582963200000000"],
  ["tsadd", ["DAY", 1, 1583548200000000n, "America/Los_Angeles"], "1583634600000000"],
  ["tsadd", ["HOUR", -24, 1604222100000000n, "America/Los_Angeles"], "1604135700000000"],
  ["tsadd", ["WEEK", -1, 1604222100000000n, "America/Los_Angeles"], "1603613700000000"],
  ["tsadd", ["QUARTER", -3, 1604222100000000n, "America/Los_Angeles"], "1580548500000000"],
  ["tsdiff", ["DAY", 1583591400000000n, 1583677800000000n, "America/Los_Angeles"], "1"],
  ["tsdiff", ["HOUR", 1583591400000000n, 1583677800000000n, "America/Los_Angeles"], "25"],
  ["tsdiff", ["MONTH", 1580457600000000n, 1582963200000000n, "UTC"], "0"],
  ["tsdiff", ["YEAR", 1582934400000000n, 1551398400000000n, "UTC"], "0"],
  ["tsdiff", ["WEEK", 0n, -604799999999n, "UTC"], "0"],
  ["subts", [1583721000000000n, 1583548200000000n, "America/Los_Angeles"], "176400000000"],
  ["dadd", [18292, 1], "18321"],
  ["dadd", [18292, -12], "17927"],
  ["dadd", [-719468, 14], "-719042"],
  ["truncd", [18292, "WEEK"], "18288"],
  ["truncd", [18292, "QUARTER"], "18262"],
  ["truncd", [-1, "YEAR"], "-365"],
];

/** Year, month, day, day of year, day of week, weekday, ISO week, its year, quarter, last day of month, names. */
const FIELDS: readonly (readonly [days: number, fields: string])[] = [
  [0, "1970,1,1,1,5,3,1,1970,1,30,Thu,Jan"],
  [-1, "1969,12,31,365,4,2,1,1970,4,-1,Wed,Dec"],
  [18292, "2020,1,31,31,6,4,5,2020,1,18292,Fri,Jan"],
  [18321, "2020,2,29,60,7,5,9,2020,1,18321,Sat,Feb"],
  [18993, "2022,1,1,1,7,5,52,2021,1,19023,Sat,Jan"],
  [-719528, "0,1,1,1,7,5,52,-1,1,-719498,Sat,Jan"],
  [2932896, "9999,12,31,365,6,4,52,9999,4,2932896,Fri,Dec"],
  [-141428, "1582,10,14,287,5,3,41,1582,4,-141411,Thu,Oct"],
  [2147483647, "5881580,7,11,193,6,4,28,5881580,3,-2147483629,Fri,Jul"],
  [-2147483648, "-5877641,6,23,174,3,1,26,-5877641,2,-2147483641,Tue,Jun"],
];

const level = (name: Argument | undefined): date.TruncationLevel => {
  const found = date.truncationLevel(String(name));
  if (found === undefined) throw new Error(`no level ${String(name)}`);
  return found;
};
const unit = (name: Argument | undefined): date.TimestampUnit => {
  const found = date.timestampUnit(String(name));
  if (found === undefined) throw new Error(`no unit ${String(name)}`);
  return found;
};
const big = (v: Argument | undefined): bigint => BigInt(v ?? 0);
const zone = (id: Argument | undefined) => zoneOf(String(id));

const RUN: Readonly<Record<string, (a: readonly Argument[]) => unknown>> = {
  addm: (a) => date.timestampAddMonths(big(a[0]), Number(a[1]), zone(a[2])),
  adddt: (a) => date.timestampAddDayTime(big(a[0]), big(a[1]), zone(a[2])),
  addi: (a) =>
    date.timestampAddCalendar(big(a[0]), { months: Number(a[1]), days: Number(a[2]), micros: big(a[3]) }, zone(a[4])),
  trunc: (a) => date.truncateTimestamp(big(a[0]), level(a[1]), zone(a[2])),
  mb: (a) => date.monthsBetween(big(a[0]), big(a[1]), a[2] === "true", zone(a[3])),
  tsadd: (a) => date.timestampAdd(unit(a[0]), big(a[1]), big(a[2]), zone(a[3])),
  tsdiff: (a) => date.timestampDiff(unit(a[0]), big(a[1]), big(a[2]), zone(a[3])),
  subts: (a) => date.subtractTimestamps(big(a[0]), big(a[1]), zone(a[2])),
  dadd: (a) => date.dateAddMonths(Number(a[0]), Number(a[1])),
  truncd: (a) => date.truncateDate(Number(a[0]), level(a[1])),
};

describe("date arithmetic", () => {
  it.each(RESULTS)("%s, row %#", (name, args, result) => {
    const answer = RUN[name]?.(args);
    if (typeof answer === "number" && result.includes(".")) expect(answer).toBe(Number(result));
    else expect(String(answer)).toBe(result);
  });

  it.each(FIELDS)("takes the day %d apart", (days, fields) => {
    const { year, month, day } = civilOfDays(days);
    const iso = isoDayOfWeek(days);
    const { week, year: weekYear } = isoWeek(days);
    const answer = [year, month, day, dayOfYear(days), (iso % 7) + 1, iso - 1, week, weekYear, Math.ceil(month / 3)];
    const names = [WEEKDAYS[iso - 1]?.slice(0, 3), MONTHS[month - 1]?.slice(0, 3)];
    // The last month of all ends outside of an int, where Spark wraps around.
    const last = days === 2_147_483_647 ? fields.split(",")[9] : date.lastDayOfMonth(days);
    expect([...answer, last, ...names].join(",")).toBe(fields);
  });
});
