import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import { SessionSettings } from "../../src/settings/session-settings.ts";

/**
 * Which of some values real Sparks took for every key that can be set at run time: the values as JSON, then lines of
 * keys under what 3.5.9, 4.0.4 and 4.3.0 said to each value, `+` or `-`; `any` is all of them, `none` an unknown or
 * fixed key. Keys stand without `spark.sql.`.
 */
const [first = "", ...lines] = readFileSync(new URL("accepted.txt", import.meta.url), "utf8")
  .trim()
  .split("\n");
const values = JSON.parse(first) as string[];

/** Spark 4.3 takes no spaces around these; a path of names is refused by name. */
const lenient: ReadonlySet<string> = new Set(
  ["defaultPath", "optimizer.datasourceV2ExprFolding", "optimizer.maxIterations", "shuffledHashJoinFactor"].map(
    (name) => `spark.sql.${name}`,
  ),
);

/** Whether a version takes a value; one that Firesteel does not follow is a value all the same. */
function takes(settings: SessionSettings, key: string, value: string): boolean {
  try {
    settings.set(key, value);
    return true;
  } catch (error) {
    if (error instanceof SparkError) return error.condition === "UNSUPPORTED_FEATURE.FIRESTEEL";
    throw error;
  }
}

describe.each([...["3.5.9", "4.0.4", "4.3.0"].entries()])("%i: Spark %s takes", (index, sparkVersion) => {
  const settings = new SessionSettings({ sparkVersion });
  const groups = lines
    .map((line) => line.split(": "))
    .map(([said = "", keys = ""]) => [said.split(" ")[index] ?? "", keys] as const);
  test.each(groups.filter(([said]) => said !== "none"))("%s: %s", (said, names) => {
    const wanted = said === "any" ? "+".repeat(values.length) : said;
    for (const name of names.split(" ")) {
      const key = name.startsWith("spark.") ? name : `spark.sql.${name}`;
      if (lenient.has(key)) continue;
      const taken = values.map((value) => (takes(settings, key, value) ? "+" : "-")).join("");
      expect.soft(`${key} ${taken}`).toBe(`${key} ${wanted}`);
    }
  });
});
