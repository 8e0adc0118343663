import { sparkError } from "../errors/spark-error.ts";
import { fastInstants, fastParts, fastReader } from "./datetime-legacy-fast.ts";
import { legacyParts, requiredParts } from "./datetime-legacy-pattern.ts";
import { simpleReader } from "./datetime-legacy-simple.ts";
import type { KernelSettings } from "./kernel.ts";
import { sqlString } from "./sql-text.ts";
import type { Zone } from "./zone.ts";

/**
 * Whether Spark 2 would have read a text that today's parser does not. Then `spark.sql.legacy.timeParserPolicy` =
 * EXCEPTION, Spark 3's default, fails rather than answer NULL (`DateTimeFormatterHelper.checkParsedDiff`). `simple` is
 * the parser of SQL's functions (`java.text.SimpleDateFormat`, which refuses dates that are none in `zone`), `fast` that
 * of CSV and JSON (commons-lang's `FastDateFormat`, which takes any numbers). Refuses zone names by their name.
 */
export function legacyReader(pattern: string, parser: "simple" | "fast", zone: Zone): (text: string) => boolean {
  const parts = legacyParts(pattern);
  // commons-lang's does not know L.
  if (typeof parts === "string" || (parser === "fast" && parts.some((p) => p.kind === "field" && p.letter === "L")))
    return () => false;
  const read = parser === "simple" ? simpleReader(parts, zone) : fastReader(parts);
  return (text) => read(text) !== undefined;
}

/**
 * A reader of instants, in microseconds, as Spark 2 read them (`spark.sql.legacy.timeParserPolicy` = LEGACY); `undefined`
 * for a text that is none. Raises IllegalArgumentException for a pattern that it did not take.
 */
export function legacyInstants(
  pattern: string,
  parser: "simple" | "fast",
  zone: Zone,
): (text: string) => bigint | undefined {
  if (parser === "simple") return simpleReader(requiredParts(pattern), zone);
  return fastInstants(fastParts(pattern), pattern, zone);
}

/**
 * What becomes of a text that today's parser does not read: under the policy EXCEPTION
 * INCONSISTENT_BEHAVIOR_CROSS_VERSION.PARSE_DATETIME_BY_NEW_PARSER is raised where Spark 2 would have read it.
 */
export function legacyCheck(
  policy: KernelSettings["timeParserPolicy"],
  ...by: Parameters<typeof legacyReader>
): (text: string) => void {
  if (policy !== "EXCEPTION") return () => undefined;
  const reads = legacyReader(...by);
  return (text) => {
    if (!reads(text)) return;
    throw sparkError("INCONSISTENT_BEHAVIOR_CROSS_VERSION.PARSE_DATETIME_BY_NEW_PARSER", {
      datetime: sqlString(text),
      config: '"spark.sql.legacy.timeParserPolicy"',
    });
  };
}
