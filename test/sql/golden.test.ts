import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import { printStatement } from "../../src/sql/print.ts";
import { sameNode } from "../../src/sql/same.ts";
import type { Command } from "../../src/unresolved/command.ts";

/** A copy of Spark's SQL golden data: `results/`, `tpch/`, `tpcds/`. Without it nothing here runs. */
const root = process.env["GOLDEN_DIR"] ?? "";
const has = root !== "" && existsSync(join(root, "tpch"));

const benchmark = (): string[] =>
  ["tpch", "tpcds", "tpcds/v2.7.0"].flatMap((dir) =>
    existsSync(join(root, dir))
      ? readdirSync(join(root, dir))
          .filter((file) => file.endsWith(".sql"))
          .map((file) => join(dir, file))
      : [],
  );

const refusal = (text: string): SparkError | undefined => {
  try {
    sqlDoor.parseStatement(text);
    return undefined;
  } catch (error) {
    if (error instanceof SparkError) return error;
    throw error;
  }
};

/** A view's text is printed anew: it is not compared. */
const comparable = (c: Command): Command =>
  c.kind === "create_view" || c.kind === "cache_table"
    ? { ...c, text: undefined }
    : c.kind === "explain"
      ? { ...c, statement: comparable(c.statement) }
      : c;

interface Golden {
  readonly sql: string;
  readonly output: string;
}

function golden(): Golden[] {
  const seen = new Map<string, Golden>();
  for (const file of readdirSync(join(root, "results"), { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".sql.out") || file.includes("double-quoted-identifiers-enabled")) continue;
    const parts = readFileSync(join(root, "results", file), "utf8")
      .split(/-- !query.*\n/)
      .slice(1);
    for (let i = 0; i + 2 < parts.length; i += 3) {
      const sql = parts[i]?.trim() ?? "";
      if (!seen.has(sql)) seen.set(sql, { sql, output: parts[i + 2]?.trimEnd() ?? "" });
    }
  }
  return [...seen.values()];
}

describe.skipIf(!has)("Spark's own texts", () => {
  test("TPC-H and TPC-DS parse, and read back from print", () => {
    const files = benchmark();
    expect(files.length).toBeGreaterThan(140);
    for (const file of files) {
      const parsed = sqlDoor.parseStatement(readFileSync(join(root, file), "utf8"));
      expect(sameNode(sqlDoor.parseStatement(printStatement(parsed)), parsed), file).toBe(true);
    }
  });

  test("what Spark parses parses, and reads back from print", () => {
    const parsed = golden().filter(
      ({ output }) => !output.startsWith("org.apache.spark.sql.catalyst.parser.ParseException"),
    );
    const refused = parsed.filter(({ sql }) => refusal(sql) !== undefined);
    // By name: IDENTIFIER of anything but a constant, and INSERT after WITH. Beside them: literals that overflow (Spark
    // fails on them too, but not with a ParseException), a variable of the shell, a word list that is no clause.
    // `!` for NOT is taken where a file sets `spark.sql.legacy.bangEqualsNot`.
    const named = new Set(["UNSUPPORTED_FEATURE.FIRESTEEL", "SYNTAX_DISCONTINUED.BANG_EQUALS_NOT"]);
    const unknown = refused.filter(({ sql }) => !named.has(refusal(sql)?.condition ?? ""));
    expect(unknown.map(({ sql }) => sql).length).toBeLessThanOrEqual(10);
    expect(1 - refused.length / parsed.length).toBeGreaterThan(0.998);
    for (const { sql } of parsed) {
      if (refusal(sql) !== undefined) continue;
      const command = sqlDoor.parseStatement(sql);
      let printed: string;
      try {
        printed = printStatement(command);
      } catch (error) {
        if (error instanceof SparkError && error.condition === "UNSUPPORTED_FEATURE.FIRESTEEL") continue;
        throw error;
      }
      expect(sameNode(comparable(sqlDoor.parseStatement(printed)), comparable(command)), sql).toBe(true);
    }
  });

  test("what Spark refuses as syntax is refused", () => {
    const errors = golden().filter(({ output }) => output.includes('"errorClass" : "PARSE_SYNTAX_ERROR"'));
    const accepted = errors.filter(({ sql }) => refusal(sql) === undefined);
    // Statements that are refused by their first words are not read to the end; schemas in strings are the functions'.
    const beyond = /^(?:select from_|ALTER|CREATE|DROP|DECLARE|EXECUTE|INSERT|SHOW|SELECT TRANSFORM|table join_test)/i;
    expect(accepted.map(({ sql }) => sql).filter((sql) => !beyond.test(sql))).toEqual([]);
  });
});
