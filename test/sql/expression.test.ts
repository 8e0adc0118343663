import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import { printSql } from "../../src/sql/print.ts";
import { sameNode } from "../../src/sql/same.ts";
import type { Expression } from "../../src/unresolved/expression.ts";

interface Recorded {
  readonly text: string;
  /** The places of all nodes that Spark makes of the text. */
  readonly spans?: readonly (readonly [number, number])[];
  readonly condition?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly context?: readonly (readonly [number, number])[];
}

/** Recorded from Spark 4.0.4: `parseExpression` and the origins of the tree it answers. */
const spark = JSON.parse(
  readFileSync(new URL("expressions-spark-4.0.4.json", import.meta.url), "utf8"),
) as readonly Recorded[];
const good = spark.filter((r) => r.condition === undefined);
const bad = spark.filter((r) => r.condition !== undefined);

/** Texts whose IDENTIFIER is no constant to the parser: refused by name. */
const refused = /IDENTIFIER\((?::p|x)\)/;

/** The places of a tree's nodes, but for subqueries' plans. */
function places(node: unknown, out: [number, number][] = []): [number, number][] {
  if (typeof node !== "object" || node === null) return out;
  if ("kind" in node && "origin" in node) {
    const { origin } = node as Expression;
    if (origin?.kind === "sql") out.push([origin.span.start, origin.span.end]);
  }
  for (const [key, value] of Object.entries(node))
    if (!["origin", "type", "to", "plan"].includes(key)) places(value, out);
  return out;
}

/** Nodes of ours that Spark keeps as plain values without a place: an escape, the patterns of LIKE ANY, a named argument, EXISTS under NOT. */
const ours = /ESCAPE|LIKE (?:ANY|SOME|ALL)|=>|NOT EXISTS|TIMESTAMP(?:_LTZ)? '|true|TRUE/;

describe("expressions", () => {
  test.each(good.filter((r) => !refused.test(r.text)))("places of $text", ({ text, spans }) => {
    const known = new Set(spans?.map(String));
    const unknown = places(sqlDoor.parseExpression(text)).filter((place) => !known.has(String(place)));
    if (!ours.test(text)) expect(unknown).toEqual([]);
  });

  test.each(good.filter((r) => !refused.test(r.text)))("printed: $text", ({ text }) => {
    const parsed = sqlDoor.parseExpression(text);
    expect(sameNode(sqlDoor.parseExpression(printSql(parsed)), parsed)).toBe(true);
  });

  test.each(bad)("refused: $text", ({ text, condition, params, context }) => {
    let error: unknown;
    try {
      sqlDoor.parseExpression(text);
    } catch (caught) {
      error = caught;
    }
    if (!(error instanceof SparkError)) throw new Error(`accepted: ${text}`, { cause: error });
    const told = error.context?.kind === "sql" ? [[error.context.span.start, error.context.span.end]] : [];
    const expected = text === "1.0L" ? { error: "'.'", hint: "" } : params;
    expect({ condition: error.condition, params: error.params, context: told }).toEqual({
      condition,
      params: expected,
      context,
    });
  });
});

/** The tree without places. */
function shape(e: Expression): unknown {
  switch (e.kind) {
    case "literal":
      return typeof e.value === "bigint" ? `${e.value}n` : e.value;
    case "attribute":
      return `$${e.nameParts.join(".")}`;
    case "function":
      return [`${e.nameParts.join(".")}${e.operator === true ? "" : "()"}`, ...e.args.map(shape)];
    case "cast":
      return ["cast", shape(e.child), e.to.kind, e.mode];
    default:
      return e.kind;
  }
}

describe("precedence", () => {
  test.each([
    ["a OR b AND NOT c = d", ["or", "$a", ["and", "$b", ["not", ["=", "$c", "$d"]]]]],
    ["a AND b AND c OR d OR e", ["or", ["and", "$a", "$b", "$c"], "$d", "$e"]],
    ["(a AND b) AND c", ["and", ["and", "$a", "$b"], "$c"]],
    ["a || b || c + d", ["+", ["concat", "$a", "$b", "$c"], "$d"]],
    ["a - b - c * d % e", ["-", ["-", "$a", "$b"], ["%", ["*", "$c", "$d"], "$e"]]],
    ["a | b ^ c & d << e + f", ["|", "$a", ["^", "$b", ["&", "$c", ["<<", "$d", ["+", "$e", "$f"]]]]]],
    ["- a * b", ["*", ["negative", "$a"], "$b"]],
    ["a - -1", ["-", "$a", -1]],
    ["a = b <> c", ["not", ["=", ["=", "$a", "$b"], "$c"]]],
    ["a < b IS NULL", ["isnull", ["<", "$a", "$b"]]],
    ["NOT a IS NULL AND b", ["and", ["not", ["isnull", "$a"]], "$b"]],
    ["a >> b >>> 1", [">>>", [">>", "$a", "$b"], 1]],
    ["-a::int", ["negative", ["cast", "$a", "int", "session"]]],
    ["a between b = c and d and e", ["and", ["between()", "$a", ["=", "$b", "$c"], "$d"], "$e"]],
    ["a DIV 2 NOT LIKE b", ["not", ["like", ["div", "$a", 2], "$b"]]],
    ["TIMESTAMP '2020-01-01 00:00:00'", ["cast", "2020-01-01 00:00:00", "timestamp", "ansi"]],
    ["TIMESTAMP '2020-01-01 00:00:00 UTC'", "1577836800000000n"],
    ["position('a' IN b)", ["locate()", "a", "$b", 1]],
    ["trim(TRAILING a FROM b)", ["rtrim()", "$a", "$b"]],
  ])("%s", (text, expected) => {
    expect(shape(sqlDoor.parseExpression(text))).toEqual(expected);
  });
});

describe("parameters", () => {
  const one: Expression = { kind: "literal", type: { kind: "int" }, value: 1 };
  test("are replaced by their arguments", () => {
    const named = sqlDoor.parseStatement("SELECT :a + :b", { named: { a: one, b: one }, positional: [] });
    expect(sameNode(named, sqlDoor.parseStatement("SELECT 1 + 1"))).toBe(true);
    const positional = sqlDoor.parseStatement("SELECT ? + ?", { named: {}, positional: [one, one] });
    expect(sameNode(positional, named)).toBe(true);
  });
  test("stay without arguments, and must have a value with them", () => {
    expect(sqlDoor.parseExpression(":p")).toMatchObject({ kind: "parameter", name: "p" });
    expect(() => sqlDoor.parseStatement("SELECT :toString", { named: {}, positional: [] })).toThrow(
      /UNBOUND_SQL_PARAMETER/,
    );
    expect(() => sqlDoor.parseStatement("SELECT ?", { named: {}, positional: [] })).toThrow(/_7/);
  });
});
