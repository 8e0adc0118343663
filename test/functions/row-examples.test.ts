import { afterAll, describe, expect, test } from "vitest";
import type { FunctionDef } from "../../src/functions/define.ts";
import { functionGroups } from "../../src/functions/registry.ts";
import { closeTestEngine, runSql } from "../harness/server.ts";

/** Examples of functions that make or take rows: rows by lines, columns by tabs, as `show` prints them. */
const examples = Object.values(functionGroups as Readonly<Record<string, Readonly<Record<string, FunctionDef>>>>)
  .flatMap((group) => Object.values(group))
  .filter((def) => def.kind !== "scalar" || def.group === "internal")
  .flatMap((def) => def.examples.map(([sql, answer]) => [def.name, sql, answer] as const));

afterAll(closeTestEngine);

/** The last digits of a DOUBLE depend on the order of addition, in Spark as well. */
const rounded = (text: string): string =>
  text.replace(/-?\d+\.\d{12,}(?:E-?\d+)?/g, (number) => String(Number(Number(number).toPrecision(12))));

describe("examples of aggregates, windows and generators answer as Spark", () => {
  test.each(examples)("%s: %s", async (_name, sql, answer) => {
    const { rows } = await runSql(`SELECT ${sql}`);
    expect(rounded(rows.map((row) => row.join("\t")).join("\n"))).toBe(rounded(answer));
  });
});
