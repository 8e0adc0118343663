import { describe, expect, test } from "vitest";
import { analyze } from "../../src/analyzer/analyze.ts";
import type { Facts } from "../../src/analyzer/facts.ts";
import type { Routine } from "../../src/analyzer/routine/routine.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import type { Relation } from "../../src/resolved/relation.ts";
import { SessionSettings } from "../../src/settings/session-settings.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import { struct } from "../../src/types/data-type.ts";
import { factsOf } from "../harness/facts.ts";

const settings = new SessionSettings({ sparkVersion: "4.0.4" }).snapshot();

function routine(text: string): Routine {
  const c = sqlDoor.parseStatement(text);
  if (c.kind !== "create_function") throw new Error("no function");
  const { returns } = c;
  return {
    name: c.nameParts.join("."),
    database: "default",
    parameters: c.parameters.map(({ name, type, byDefault }) => ({ name, type, byDefault: byDefault?.expression })),
    returns:
      returns.kind === "value" ? returns : { kind: "table", columns: returns.columns && struct(returns.columns) },
    body: c.body,
    text: "",
    within: "default",
    session: { views: [], functions: [], variables: [] },
    settings,
  };
}

const routines = [
  "CREATE FUNCTION twice(a DOUBLE) RETURNS DOUBLE RETURN a + a",
  "CREATE FUNCTION below(a BIGINT) RETURNS BIGINT RETURN SELECT count(*) FROM range(10) WHERE id < a AND id <> a",
  "CREATE FUNCTION far(a BIGINT) RETURNS BIGINT RETURN SELECT count(*) FROM range(3) WHERE EXISTS (SELECT a)",
  "CREATE FUNCTION round_and_round(a INT) RETURNS INT RETURN round_and_round(a)",
  "CREATE FUNCTION pairs(a INT) RETURNS TABLE(x INT, y STRING) RETURN SELECT a, a + 1",
].map(routine);

const facts: Facts = {
  ...factsOf(),
  routine: (nameParts, kind) => routines.find((r) => r.name === nameParts.at(-1) && r.returns.kind === kind),
};

function planOf(sql: string): Relation {
  const found = analyze(sqlDoor.parseQuery(sql), facts);
  if (found.kind !== "meant") throw new Error("facts are missing");
  return found.plan;
}

const textOf = (plan: Relation): string =>
  JSON.stringify(plan, (key, value: unknown) =>
    key === "origin" || key === "spelled" ? undefined : typeof value === "bigint" ? `${value}n` : value,
  );

const count = (text: string, part: string): number => text.split(part).length - 1;

describe("calls of SQL functions", () => {
  test("a random argument is drawn once, however often the body has it", () => {
    expect(count(textOf(planOf("SELECT twice(rand())")), '"function":"rand"')).toBe(1);
  });

  test("a plain argument stands where the parameter does", () => {
    const text = textOf(planOf("SELECT twice(id) FROM range(3)"));
    expect(count(text, '"function":"transform"')).toBe(0);
  });

  test("calls inside of calls do not grow without bounds", () => {
    const nested = (depth: number): string => (depth === 0 ? "id" : `twice(${nested(depth - 1)})`);
    const sizes = [20, 40].map((depth) => textOf(planOf(`SELECT ${nested(depth)} FROM range(3)`)).length);
    expect(sizes[1]).toBeLessThan(3 * (sizes[0] ?? 0));
  });

  test("what a query in the body refers to is a column below", () => {
    const text = textOf(planOf("SELECT below(id * 7) FROM range(3)"));
    expect(count(text, '"value":"7n"') + count(text, '"value":7')).toBe(1);
  });

  test("the parameters are not seen two queries down", () => {
    expect(() => planOf("SELECT far(1)")).toThrow(
      expect.objectContaining({ condition: "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION" }) as SparkError,
    );
  });

  test("a function that calls itself is refused, not followed", () => {
    expect(() => planOf("SELECT round_and_round(1)")).toThrow(SparkError);
  });

  test("a function of FROM has the names and types that it says", () => {
    expect(planOf("SELECT * FROM pairs(1)").output.map((c) => [c.name, c.type.kind])).toEqual([
      ["x", "int"],
      ["y", "string"],
    ]);
  });
});
