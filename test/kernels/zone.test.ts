import { describe, expect, it } from "vitest";
import { findZone, localToUtc, startOfDay, zoneOf } from "../../src/kernels/zone.ts";

// What JDK 17 answers (ZoneRules.getOffset, LocalDateTime.atZone, LocalDate.atStartOfDay, SparkDateTimeUtils.getZoneId).
const OFFSETS: readonly (readonly [zone: string, utcSeconds: number, offset: number])[] = [
  ["America/Los_Angeles", 1583661599, -28800],
  ["America/Los_Angeles", 1583661600, -25200],
  ["America/Los_Angeles", 1604221199, -25200],
  ["America/Los_Angeles", 1604221200, -28800],
  ["America/Los_Angeles", -5364662400, -28378],
  ["America/Los_Angeles", -2717640000, -28800],
  ["America/Los_Angeles", 99999999999, -28800],
  ["America/Los_Angeles", 3250000000, -28800],
  ["Europe/London", -60000000, 0],
  ["Europe/London", 1585443600, 3600],
  ["Asia/Kolkata", 0, 19800],
  ["Asia/Kolkata", -3645237208, 21200],
  ["Asia/Manila", -9000000000, -57368],
  ["Africa/Monrovia", -1000000000, -2670],
  ["Pacific/Apia", 1325239200, 50400],
  ["Australia/Lord_Howe", 1586000000, 39600],
  ["Africa/Casablanca", 1590000000, 0],
  ["Europe/Dublin", 1500000000, 3600],
  ["America/St_Johns", 1320000000, -9000],
  ["Asia/Kathmandu", 0, 19800],
  ["Antarctica/Troll", 1500000000, 7200],
  ["EST", 1500000000, -18000],
  ["PST", 1500000000, -25200],
  ["MST7MDT", 1500000000, -21600],
];

const LOCAL: readonly (readonly [zone: string, localSeconds: number, utcSeconds: number])[] = [
  ["America/Los_Angeles", 1583634600, 1583663400],
  ["America/Los_Angeles", 1583632800, 1583661600],
  ["America/Los_Angeles", 1604194200, 1604219400],
  ["America/Los_Angeles", 1604197799, 1604226599],
  ["America/Los_Angeles", 1604197800, 1604226600],
  ["Pacific/Apia", 1325232000, 1325268000],
  ["Pacific/Apia", 1325246400, 1325282400],
  ["Australia/Lord_Howe", 1601777400, 1601739600],
  ["Australia/Lord_Howe", 1586044800, 1586005200],
  ["Europe/London", 1585445400, 1585445400],
  ["America/St_Johns", 1300000000, 1300009000],
  ["Asia/Manila", -3944700000, -3944642632],
  ["Europe/Paris", 9999999999, 9999996399],
];

const DAY_STARTS: readonly (readonly [zone: string, days: number, micros: bigint])[] = [
  ["America/Sao_Paulo", 17838, 1541214000000000n],
  ["America/Sao_Paulo", 17000, 1468810800000000n],
  ["Asia/Beirut", 18350, 1585432800000000n],
  ["Africa/Cairo", 16206, 1400191200000000n],
  ["Pacific/Apia", 15338, 1325239200000000n],
  ["America/Havana", 18330, 1583726400000000n],
  ["Europe/Berlin", -200000, -17280003208000000n],
];

const IDS: readonly (readonly [text: string, id: string | undefined])[] = [
  ["+8", "+08:00"],
  ["+08", "+08:00"],
  ["+8:00", "+08:00"],
  ["+08:0", "+08:00"],
  ["-7:3", "-07:03"],
  ["Z", "Z"],
  ["z", undefined],
  ["UTC", "UTC"],
  ["utc", undefined],
  ["GMT+8", "GMT+08:00"],
  ["GMT+08:00", "GMT+08:00"],
  ["UTC+3", "UTC+03:00"],
  ["UT-5", "UT-05:00"],
  ["UTC+0", "UTC"],
  ["GMT0", "GMT0"],
  ["EST", "-05:00"],
  ["PST", "America/Los_Angeles"],
  ["MIT", "Pacific/Apia"],
  ["+18:00", "+18:00"],
  ["+18:01", undefined],
  ["+19", undefined],
  ["+080", undefined],
  ["+0800", "+08:00"],
  ["+080030", "+08:00:30"],
  ["+08:00:30", "+08:00:30"],
  ["UTC8", undefined],
  ["Etc/GMT+8", "Etc/GMT+8"],
  ["america/los_angeles", undefined],
  ["America/Los_Angeles", "America/Los_Angeles"],
  ["", undefined],
  ["+", undefined],
  ["CST", "America/Chicago"],
  ["GMT-00:00", "GMT"],
  ["-00:00", "Z"],
  ["GMT+8:5", "GMT+08:05"],
  ["PST8PDT", "PST8PDT"],
  ["ROC", undefined],
  ["UT", "UT"],
  ["-08:00:00", "-08:00"],
  [" UTC", undefined],
];

describe("zones", () => {
  it.each(OFFSETS)("%s at %d", (zone, seconds, offset) => {
    expect(zoneOf(zone).offsetAt(seconds)).toBe(offset);
  });

  it.each(LOCAL)("%s reads the local time %d", (zone, local, utc) => {
    expect(localToUtc(zoneOf(zone), BigInt(local) * 1_000_000n)).toBe(BigInt(utc) * 1_000_000n);
  });

  it.each(DAY_STARTS)("%s starts the day %d", (zone, days, micros) => {
    expect(startOfDay(zoneOf(zone), days)).toBe(micros);
  });

  it.each(IDS)("knows the id %j", (text, id) => {
    expect(findZone(text)?.id).toBe(id);
  });

  it("refuses an unknown id by name", () => {
    expect(() => zoneOf("Mars/Olympus")).toThrow("[INVALID_TIMEZONE]");
  });
});
