import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { legacyReader } from "../../src/kernels/datetime-legacy.ts";
import { zoneOf } from "../../src/kernels/zone.ts";

/**
 * Patterns and texts (escaped as in JSON), and whether JDK 17's SimpleDateFormat (not lenient, locale en-US) reads them
 * in UTC and in Los Angeles, and commons-lang 3.12's FastDateFormat, whose lenient calendar knows no gaps.
 */
const facts = readFileSync(join(import.meta.dirname, "datetime-legacy-facts.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => line.split("\t").map((part) => JSON.parse(`"${part}"`) as string));

test.each(facts)("%s reads %s: %s", (pattern = "", text = "", expected = "") => {
  const reads = (parser: "simple" | "fast", zone: string) =>
    legacyReader(pattern, parser, zoneOf(zone))(text) ? "1" : "0";
  expect(reads("simple", "UTC") + reads("simple", "America/Los_Angeles") + reads("fast", "UTC")).toBe(expected);
});

test("times that clocks skip are none", () => {
  const read = legacyReader("yyyy-MM-dd HH:mm", "simple", zoneOf("America/Los_Angeles"));
  expect(read("2024-3-10 1:30")).toBe(true);
  expect(read("2024-3-10 2:30")).toBe(false);
});

test("names of zones are refused", () => {
  expect(() => legacyReader("yyyy z", "simple", zoneOf("UTC"))("2024 PST")).toThrow("UNSUPPORTED_FEATURE.FIRESTEEL");
});
