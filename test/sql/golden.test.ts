import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { asOf } from "../../src/errors/former.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import { printStatement } from "../../src/sql/print.ts";
import { sameNode } from "../../src/sql/same.ts";
import { SqlSession } from "../harness/sql-session.ts";
import type { Command, SqlDoor } from "../../src/unresolved/command.ts";

/**
 * Spark's SQL golden data: `results/`, `tpch/`, `tpcds/`, where GOLDEN_DIR says or where the suites have put it. Without
 * it nothing here runs.
 */
const root = process.env["GOLDEN_DIR"] ?? fileURLToPath(new URL("../../.cache/golden/spark-4.0", import.meta.url));
const has = existsSync(join(root, "tpch"));
if (!has) console.warn(`Spark's golden data is not in ${root}: its query texts are not parsed here.`);

const benchmark = (): string[] =>
  ["tpch", "tpcds", "tpcds/v2.7.0"].flatMap((dir) =>
    existsSync(join(root, dir))
      ? readdirSync(join(root, dir))
          .filter((file) => file.endsWith(".sql"))
          .map((file) => join(dir, file))
      : [],
  );

/** A view's text is printed anew: it is not compared. */
const comparable = (c: Command): Command =>
  c.kind === "create_view" || c.kind === "cache_table"
    ? { ...c, text: undefined }
    : c.kind === "explain"
      ? { ...c, statement: comparable(c.statement) }
      : c;

interface Golden {
  /** The file and the number of the query in it, from 1. */
  readonly at: string;
  readonly sql: string;
  readonly output: string;
  /** How a session reads it that has done what stands before it in the file. */
  readonly door: SqlDoor;
}

/** What a file sets before its first query: `--SET key = value, …`. */
function openingSettings(file: string): [string, string][] {
  const input = join(root, "inputs", file.replace(/\.out$/, ""));
  if (!existsSync(input)) return [];
  return [...readFileSync(input, "utf8").matchAll(/^--SET (.+)$/gm)].flatMap(([, all = ""]) =>
    all.split(",").map((each): [string, string] => {
      const [key = "", value = ""] = each.split("=");
      return [key.trim(), value.trim()];
    }),
  );
}

/** Every distinct text of the suite with what Spark answers to it. */
function golden(): Golden[] {
  const seen = new Map<string, Golden>();
  const files = readdirSync(join(root, "results"), { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".sql.out")).toSorted()) {
    const parts = readFileSync(join(root, "results", file), "utf8")
      .split(/-- !query.*\n/)
      .slice(1);
    const initial = Object.fromEntries(openingSettings(file.replaceAll("\\", "/")));
    const session = new SqlSession(initial);
    let door = session.door();
    for (let i = 0; i + 2 < parts.length; i += 3) {
      const sql = parts[i]?.trim() ?? "";
      const at = `${file.replaceAll("\\", "/").slice(0, -".sql.out".length)} ${i / 3 + 1}`;
      const key = `${sql}\0${session.key}`;
      if (!seen.has(key)) seen.set(key, { at, sql, output: parts[i + 2]?.trimEnd() ?? "", door });
      if (!/^\s*(?:(?:RE)?SET|DECLARE)\s/i.test(sql)) continue;
      session.follow(sql);
      door = session.door();
    }
  }
  return [...seen.values()];
}

/** Errors that Spark gives as the parser's and its parser does not give: of a text inside of the statement, and of rows. */
const LATER = new Set(["execute-immediate 51", "execute-immediate 52", "postgreSQL/window_part4 39"]);
/** Errors that its parser gives and that are not called the parser's: of numbers that have no room. */
const NUMBERS = new Set([
  "interval 8",
  "interval 9",
  "interval 122",
  "literals 16",
  "literals 17",
  "postgreSQL/numeric 448",
]);

/** The condition of the error with which Spark's parser refuses a text; `undefined` where it parses. */
function refusedBySpark({ at, output }: Golden): string | undefined {
  const isOfParser = output.startsWith("org.apache.spark.sql.catalyst.parser.ParseException") && !LATER.has(at);
  if (!isOfParser && !NUMBERS.has(at)) return undefined;
  return /"errorClass" : "([^"]+)"/.exec(output)?.[1] ?? "an error without condition";
}

/** How a text falls short of Spark's parser; `undefined` where it does not. */
function shortfall(text: Golden): string | undefined {
  const wanted = refusedBySpark(text);
  let command: Command;
  try {
    command = text.door.parseStatement(text.sql);
  } catch (reason) {
    if (!(reason instanceof SparkError)) throw reason;
    const error = asOf(reason, 400);
    const { feature } = error.params as { readonly feature?: string };
    // Of a name that is computed we know when we read it, Spark when it looks for what it names.
    if (error.condition.startsWith("NOT_A_CONSTANT_STRING.") && text.output.includes(`"${error.condition}"`))
      return undefined;
    if (wanted === undefined) return `refused with ${error.condition}${feature === undefined ? "" : `, ${feature}`}`;
    return error.condition === wanted || NUMBERS.has(text.at) ? undefined : `${error.condition} for ${wanted}`;
  }
  const refused = featureIn(command);
  if (wanted !== undefined) return `accepted${refused === undefined ? "" : ` as ${refused}`} for ${wanted}`;
  if (refused !== undefined) return `read over: ${refused}`;
  let printed: string;
  try {
    printed = printStatement(command);
  } catch (reason) {
    if (!(reason instanceof SparkError)) throw reason;
    return "not printed";
  }
  return sameNode(comparable(text.door.parseStatement(printed)), comparable(command))
    ? undefined
    : "printed as another";
}

/** What a statement, or a part of it, is refused for by its first words: the rest of those has no syntax tree. */
function featureIn(node: unknown): string | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  if ("kind" in node && node.kind === "unsupported" && "feature" in node) return String(node.feature);
  for (const [key, value] of Object.entries(node)) {
    if (key === "origin" || value instanceof Uint8Array) continue;
    const found = featureIn(value);
    if (found !== undefined) return found;
  }
  return undefined;
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

  // The ledger says what is missing, and is written anew with `npx vitest run test/sql/golden.test.ts -u`.
  test("what Spark parses parses and reads back from print, what it refuses is refused", async () => {
    const texts = golden();
    expect(texts.length).toBeGreaterThan(12_000);
    const lines = texts.flatMap((text) => {
      const short = shortfall(text);
      return short === undefined ? [] : [`${text.at}: ${short}\n`];
    });
    await expect(lines.toSorted().join("")).toMatchFileSnapshot("golden-ledger.txt");
  });
});
