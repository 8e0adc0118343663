import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { asOf } from "../../src/errors/former.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import { sqlDoor } from "../../src/sql/door.ts";

interface Recorded {
  readonly text: string;
  readonly condition?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly context?: readonly (readonly [number, number])[];
  readonly line?: number;
  readonly pos?: number;
  readonly tail?: string;
}

/** Recorded from Spark 4.0.4: `parsePlan` of each text, its error, and the layout of its message. */
const spark = JSON.parse(
  readFileSync(new URL("syntax-errors-spark-4.0.4.json", import.meta.url), "utf8"),
) as readonly Recorded[];

/** Where Spark's lookahead gives up at another token than a parser that goes from left to right. */
const differs = new Set([
  "SELECT CASE WHEN 1 THEN 2",
  "FROM x INSERT INTO",
  "SELECT 1 FROM t WHERE WHERE x",
  "INSERT INTO t",
  "SELECT max(x) FILTER (WHERE) FROM t",
]);

function parse(text: string): SparkError | undefined {
  try {
    sqlDoor.parseStatement(text);
    return undefined;
  } catch (error) {
    if (error instanceof SparkError) return asOf(error, 400);
    throw error;
  }
}

describe("syntax errors", () => {
  test.each(spark.filter((r) => r.condition === undefined && !differs.has(r.text)))("accepted: $text", ({ text }) => {
    expect(parse(text)).toBeUndefined();
  });

  test.each(spark.filter((r) => r.condition !== undefined && !differs.has(r.text)))("$text", (r) => {
    const error = parse(r.text);
    const context = error?.context?.kind === "sql" ? [[error.context.span.start, error.context.span.end]] : [];
    expect({ condition: error?.condition, params: error?.params, context }).toEqual({
      condition: r.condition,
      params: r.params,
      context: r.context,
    });
    const { message } = error ?? { message: "" };
    if (r.line !== undefined) expect(message).toContain(` (line ${r.line}, pos ${r.pos})\n`);
    expect(message.includes("\n== SQL") ? message.slice(message.indexOf("\n== SQL")) : "").toBe(r.tail);
    if (error?.condition.startsWith("PARSE")) expect(message.startsWith(`\n[${r.condition}]`)).toBe(true);
  });
});

describe("bounds", () => {
  const nested = (open: string, middle: string, close: string, n: number) =>
    `SELECT ${open.repeat(n)}${middle}${close.repeat(n)}`;
  test.each([
    ["parentheses", nested("(", "1", ")", 10_000)],
    ["calls", nested("f(", "1", ")", 10_000)],
    ["NOT", nested("NOT ", "a", "", 10_000)],
    ["signs", nested("- ", "a", "", 10_000)],
    ["CASE", nested("CASE WHEN ", "a", " THEN 1 END", 10_000)],
    ["subscripts", nested("a[", "1", "]", 10_000)],
    ["fields", nested("f(a)", "", ".b", 1).concat(".b".repeat(10_000))],
    ["additions", `SELECT ${"a + ".repeat(10_000)}a`],
    ["lambdas", nested("x -> ", "1", "", 10_000)],
    ["subqueries", `SELECT * FROM ${"(SELECT * FROM ".repeat(10_000)}t${")".repeat(10_000)}`],
    ["queries in parentheses", `${"(".repeat(10_000)}SELECT 1${")".repeat(10_000)}`],
    ["relations in parentheses", `SELECT * FROM ${"(".repeat(10_000)}t${")".repeat(10_000)}`],
    ["EXPLAIN", `${"EXPLAIN ".repeat(10_000)}SELECT 1`],
  ])("%s nested without end", (_, text) => {
    expect(parse(text)?.condition).toBe("MAX_DEPTH_EXCEEDED");
  });

  test("deep but bounded", () => {
    expect(parse(nested("(", "1", ")", 900))).toBeUndefined();
    expect(parse(nested("f(", "1", ")", 300))).toBeUndefined();
    expect(parse(`SELECT * FROM ${"(SELECT * FROM ".repeat(150)}t${")".repeat(150)}`)).toBeUndefined();
  });

  test("long but flat", () => {
    const terms = Array.from({ length: 20_000 }, (_, i) => `a = ${i}`);
    const started = performance.now();
    expect(sqlDoor.parseExpression(terms.join(" OR "))).toMatchObject({
      kind: "function",
      nameParts: ["or"],
      args: { length: 20_000 },
    });
    expect(parse(`VALUES ${terms.map((_, i) => `(${i}, 'x')`).join(", ")}`)).toBeUndefined();
    expect(parse(terms.map((_, i) => `SELECT ${i}`).join(" UNION ALL "))).toBeUndefined();
    expect(
      parse(
        `SELECT * FROM t ${terms
          .slice(0, 3000)
          .map((_, i) => `JOIN t${i} ON a = b`)
          .join(" ")}`,
      ),
    ).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("too many tokens", () => {
    expect(parse(`SELECT ${"a,".repeat(1_000_001)}a`)?.condition).toBe("UNSUPPORTED_FEATURE.FIRESTEEL");
  });
});
