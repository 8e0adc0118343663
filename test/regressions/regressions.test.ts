import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { EngineSession } from "../../src/engine/api.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import { castFunction } from "../../src/kernels/cast.ts";
import { STRING } from "../../src/types/data-type.ts";
import { simpleString } from "../../src/types/print.ts";
import { closeTestEngine, openTestSession, runSql } from "../harness/server.ts";

/** Queries that went wrong once, or easily might, with a real Spark's rows as text, or its error. */
interface Answer {
  readonly sql: string;
  readonly types?: readonly string[];
  readonly rows?: readonly (readonly (string | null)[])[];
  readonly error?: string;
}

const answers = JSON.parse(
  readFileSync(join(import.meta.dirname, "answers-spark-4.0.4.json"), "utf8"),
) as readonly Answer[];
const timeZone = "America/Los_Angeles";

afterAll(closeTestEngine);

let session: EngineSession | undefined;

async function ours(sql: string): Promise<Omit<Answer, "sql">> {
  if (session === undefined) {
    session = await openTestSession();
    session.settings.set("spark.sql.session.timeZone", timeZone);
  }
  try {
    const { schema, values } = await runSql(sql, session);
    const casts = schema.fields.map((f) =>
      castFunction(f.type, STRING, "ansi", { timeZone, mapKeyDedupPolicy: "EXCEPTION" }),
    );
    const rows = values.map((row) => row.map((v, i) => (v === null ? null : String(casts[i]?.(v)))));
    return { types: schema.fields.map((f) => simpleString(f.type)), rows };
  } catch (reason) {
    if (!(reason instanceof SparkError)) throw reason;
    return { error: reason.condition };
  }
}

describe("answers are Spark's", () => {
  test.each(answers.map((a) => [a.sql, a] as const))("%s", async (_, answer) => {
    const { sql, ...expected } = answer;
    const found = await ours(sql);
    const inOrder = /\bORDER BY\b(?!.*\bOVER\b)/.test(sql);
    const sorted = (a: Omit<Answer, "sql">) =>
      inOrder || a.rows === undefined
        ? a
        : { ...a, rows: [...a.rows].sort((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1)) };
    expect(sorted(found)).toEqual(sorted(expected));
  });
});
