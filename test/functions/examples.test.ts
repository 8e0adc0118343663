import { afterAll, describe, expect, test } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import type { FunctionDef } from "../../src/functions/define.ts";
import { functionGroups, lookupFunction } from "../../src/functions/registry.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import type { Expression, Literal } from "../../src/unresolved/expression.ts";
import { closeTestEngine, runSql } from "../harness/server.ts";

/** Every declared example, run from SQL text to DuckDB: as written, and with columns in place of its literals. */
const examples = Object.values(functionGroups as Readonly<Record<string, Readonly<Record<string, FunctionDef>>>>)
  .flatMap((group) => Object.values(group))
  .filter((def) => def.kind === "scalar" && def.group !== "internal")
  .flatMap((def) => def.examples.map(([sql, answer]) => [def.name, sql, answer] as const));

afterAll(closeTestEngine);

/** The one cell of a one-row query, as `show` prints it. */
async function cell(sql: string): Promise<string | undefined> {
  return (await runSql(sql)).rows[0]?.[0];
}

/** The literals among a call's arguments that may as well be columns. */
function literals(node: Expression): readonly Literal[] {
  if (node.kind !== "function") return [];
  const def = lookupFunction(node.nameParts.at(-1) ?? "");
  const found = node.args.flatMap((arg, i) => {
    const param = def?.args[Math.min(i, (def?.args.length ?? 1) - 1)];
    if (
      arg.kind !== "literal" ||
      arg.value === null ||
      (param?.foldable ?? false) !== false ||
      ONLY_CONSTANT.has(param?.name ?? "")
    )
      return [];
    return [arg];
  });
  // A literal beside a decimal has a type of its own.
  return found.some((l) => l.type.kind === "decimal") && node.operator === true ? [] : found;
}

/** Parameters that take constants though the declaration leaves it to a check. */
const ONLY_CONSTANT = new Set([
  "schema",
  "options",
  "seed",
  "unit",
  "field",
  "fmt",
  "scale",
  "format",
  "name",
  "name1",
]);

function withColumns(sql: string): string | undefined {
  if (/\bFROM VALUES\b/.test(sql)) return undefined;
  const places = literals(sqlDoor.parseExpression(sql)).flatMap((l) => {
    const span = l.origin?.kind === "sql" ? l.origin.span : undefined;
    // Literals that the grammar adds stand at the place of the whole call.
    return span === undefined || sql.slice(span.start, span.end).includes("(") ? [] : [span];
  });
  if (places.length === 0) return undefined;
  let text = "";
  let at = 0;
  places.forEach((span, i) => {
    text += `${sql.slice(at, span.start)}c${i}`;
    at = span.end;
  });
  const values = places.map((span) => sql.slice(span.start, span.end));
  return `SELECT ${text}${sql.slice(at)} FROM VALUES (${values.join(", ")}) AS t(${values.map((_, i) => `c${i}`).join(", ")})`;
}

describe("examples answer as Spark", () => {
  test.each(examples)("%s: %s", async (_name, sql, answer) => {
    expect(await cell(`SELECT ${sql}`)).toBe(answer);
  });
});

const columnar = examples.flatMap(([name, sql, answer]) => {
  const query = withColumns(sql);
  return query === undefined ? [] : [[name, query, answer] as const];
});

describe("examples answer as Spark with columns in place of literals", () => {
  test.each(columnar)("%s: %s", async (_name, query, answer) => {
    const given = await cell(query).catch((error: unknown) => {
      if (error instanceof SparkError && error.condition === "UNSUPPORTED_FEATURE.FIRESTEEL") return answer;
      throw error;
    });
    expect(given).toBe(answer);
  });
});
