/**
 * Parsing and analysing in one process, in milliseconds of its processor time: the median query of Spark's golden suite, a statement of 1 MB beside DuckDB's
 * parser and binder, and texts that nest without end.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import duckdb from "@duckdb/node-bindings";
import { analyze } from "../src/analyzer/analyze.ts";
import { SparkError } from "../src/errors/spark-error.ts";
import { sqlDoor } from "../src/sql/door.ts";
import type { Relation } from "../src/unresolved/relation.ts";
import { factsOf } from "../test/harness/facts.ts";

const MEGABYTE = 1_000_000;
const DEPTH = 10_000;
const ROUNDS = 3;
/** What makes this program measure DuckDB with one text. */
const DUCKDB = "--duckdb";
/** Longest that DuckDB may take, in milliseconds: some texts cost it minutes. */
const PATIENCE = 30_000;

/** Milliseconds of processor time that this process has used: what else the machine does is not counted. */
const used = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** The shortest of some runs, in milliseconds of processor time, and what the last gave: an error's condition where it failed. */
function shortest(run: () => void): { readonly ms: number; readonly condition: string | undefined } {
  let ms = Number.POSITIVE_INFINITY;
  let condition: string | undefined;
  for (let i = 0; i < ROUNDS; i++) {
    const start = used();
    try {
      run();
    } catch (reason) {
      if (!(reason instanceof SparkError)) throw reason;
      condition = reason.condition;
    }
    ms = Math.min(ms, used() - start);
  }
  return { ms, condition };
}

const show = (title: string, ms: number, rest = ""): void =>
  console.log(`${title.padEnd(58)} ${ms.toFixed(3).padStart(10)} ms ${rest}`);

const quantile = (sorted: readonly number[], at: number): number => sorted[Math.floor((sorted.length - 1) * at)] ?? 0;

/** Every query of the golden suite, over the temporary views that its file has made by then. */
function golden(root: string): void {
  const parsing: number[] = [];
  const both: number[] = [];
  for (const file of readdirSync(join(root, "results"), { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".sql.out")) continue;
    const views = new Map<string, Relation>();
    const parts = readFileSync(join(root, "results", file), "utf8").split(/-- !query.*\n/);
    for (let i = 1; i + 2 < parts.length; i += 3) {
      const sql = parts[i]?.trim() ?? "";
      parsing.push(shortest(() => sqlDoor.parseStatement(sql)).ms);
      const facts = factsOf(views);
      both.push(
        shortest(() => {
          const command = sqlDoor.parseStatement(sql);
          if (command.kind === "query") analyze(command.relation, facts);
          else if (command.kind === "create_view")
            views.set(command.nameParts.at(-1)?.toLowerCase() ?? "", command.query);
        }).ms,
      );
    }
  }
  for (const [title, times] of [
    ["parse", parsing],
    ["parse and analyse", both],
  ] as const) {
    const sorted = times.toSorted((a, b) => a - b);
    show(`${title} a golden query, median of ${sorted.length}`, quantile(sorted, 0.5), "(bound 1)");
    show(`${title}, 99 of 100 within`, quantile(sorted, 0.99));
  }
}

/** Titles and texts of statements of 1 MB. */
function megabytes(): readonly (readonly [string, string])[] {
  const repeated = (head: string, part: (i: number) => string, between: string, size = MEGABYTE): string => {
    const items: string[] = [];
    for (let length = head.length; length < size; length += (items.at(-1)?.length ?? 0) + between.length)
      items.push(part(items.length));
    return head + items.join(between);
  };
  return [
    ["1 MB, VALUES of many rows", repeated("VALUES ", (i) => `(${i}, 'row ${i}', ${i}.5)`, ", ")],
    ["1 MB, SELECT of many columns", repeated("SELECT ", (i) => `${i} + 1 AS c${i}`, ", ")],
    ["1 MB, IN of many values", `${repeated("SELECT 1 WHERE 1 IN (", (i) => `${i}`, ", ")})`],
    ["1 MB, UNION ALL of many queries", repeated("", (i) => `SELECT ${i} AS a`, " UNION ALL ")],
    [
      "1 MB, AND of many conditions",
      repeated("SELECT 1 FROM (SELECT 1 AS id) AS t WHERE ", (i) => `id <> ${i}`, " AND "),
    ],
    ["1 MB, OR of many conditions", repeated("SELECT 1 FROM (SELECT 1 AS id) AS t WHERE ", (i) => `id = ${i}`, " OR ")],
    ["1 MB, concatenation of many texts", repeated("SELECT ", (i) => `'${i}'`, " || ")],
    [
      "1 MB, CASE of many branches",
      `${repeated("SELECT CASE id ", (i) => `WHEN ${i} THEN 'b${i}'`, " ")} END FROM (SELECT 1 AS id) AS t`,
    ],
    [
      "1 MB, coalesce of many arguments",
      `${repeated("SELECT coalesce(", (i) => `nullif(${i}, id)`, ", ")}) FROM (SELECT 1 AS id) AS t`,
    ],
  ];
}

/** Statements of 1 MB; DuckDB's figure is of preparing the same text, in a process that is ended when it has enough. */
function large(): void {
  megabytes().forEach(([title, text], i) => {
    const ours = shortest(() => {
      analyze(sqlDoor.parseQuery(text), factsOf());
    });
    const args = [process.argv[1] ?? "", DUCKDB, String(i)];
    const theirs = spawnSync(process.execPath, args, { encoding: "utf8", timeout: PATIENCE, killSignal: "SIGKILL" });
    const told = theirs.signal === null ? theirs.stdout.trim() : `more than ${PATIENCE} ms`;
    show(title, ours.ms, `(bound 1000) ${ours.condition ?? ""} DuckDB ${told}`);
  });
}

/** Tells how long DuckDB takes to prepare one of the texts, or why it does not. */
async function prepareByDuckdb(text: string): Promise<void> {
  const connection = await duckdb.connect(await duckdb.open(":memory:"));
  const start = used();
  try {
    await duckdb.prepare(connection, text);
    console.log(`${(used() - start).toFixed(0)} ms`);
  } catch (reason) {
    console.log(String(reason).slice(0, 60));
  }
}

/** Texts that must end with a clean error. */
function hostile(): void {
  for (const [title, text] of [
    ["parentheses", `SELECT ${"(".repeat(DEPTH)}1${")".repeat(DEPTH)}`],
    ["parentheses that never close", `SELECT ${"(".repeat(DEPTH)}`],
    ["calls", `SELECT ${"f(".repeat(DEPTH)}1${")".repeat(DEPTH)}`],
    ["subqueries", `SELECT * FROM ${"(SELECT * FROM ".repeat(DEPTH)}t${")".repeat(DEPTH)}`],
    ["NOT", `SELECT ${"NOT ".repeat(DEPTH)}true`],
    ["ARRAY types", `SELECT CAST(NULL AS ${"ARRAY<".repeat(DEPTH)}INT${">".repeat(DEPTH)})`],
  ] as const) {
    const { ms, condition } = shortest(() => sqlDoor.parseStatement(text));
    show(`${DEPTH} nested ${title}`, ms, condition ?? "accepted");
  }
}

if (process.argv[2] === DUCKDB) await prepareByDuckdb(megabytes()[Number(process.argv[3])]?.[1] ?? "");
else {
  const root = process.env["GOLDEN_DIR"];
  if (root === undefined) console.log("Spark's golden data is not there: its queries are left out.");
  else golden(root);
  large();
  hostile();
}
