import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { legacyInstants } from "../../src/kernels/datetime-legacy.ts";
import { legacyFormatter } from "../../src/kernels/datetime-legacy-format.ts";
import { zoneOf } from "../../src/kernels/zone.ts";

/**
 * What Spark 4.0.4's formatters of old (`TimestampFormatter.getLegacyFormatter`) make of texts and of microseconds, by
 * zones and patterns of chance; `none` where they fail.
 */
const facts = readFileSync(join(import.meta.dirname, "datetime-legacy-instants.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => line.split("\t"));

const orNone = (make: () => bigint | string | undefined): string => {
  try {
    return String(make() ?? "none");
  } catch {
    return "none";
  }
};

test.each(facts)("%s %s in %s by %s: %s", (operation, parser, zone = "", pattern = "", text = "", expected = "") => {
  const by = parser === "fast" ? "fast" : "simple";
  const made =
    operation === "parse"
      ? () => legacyInstants(pattern, by, zoneOf(zone))(text)
      : () => legacyFormatter(pattern, zoneOf(zone), by)(BigInt(text));
  expect(orNone(made)).toBe(expected);
});
