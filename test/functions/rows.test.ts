import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { EngineSession } from "../../src/engine/api.ts";
import { asOf } from "../../src/errors/former.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import { closeTestEngine, openTestSession, runSql } from "../harness/server.ts";

type Cell = string | null | { readonly error: string };

/** What Spark 4.0.4 answers row by row where functions meet the edges of their types, as text; errors by condition. */
const tables = JSON.parse(readFileSync(new URL("./rows-spark-4.0.4.json", import.meta.url), "utf8")) as {
  readonly table: string;
  readonly mode: "ansi" | "legacy";
  readonly rows: number;
  readonly source: string;
  readonly cases: readonly (readonly [sql: string, answer: readonly Cell[] | { readonly error: string }])[];
}[];

afterAll(closeTestEngine);

/** Known to differ: the error is another kind of the JVM's, or the last digit is another libm's. */
const JVM_FAULT = /^\?/;

async function ask(sql: string, session: EngineSession): Promise<Cell[]> {
  return (await runSql(sql, session)).values.map((row) => {
    const cell = row[0] ?? null;
    return cell === null ? null : String(cell);
  });
}

const failed = (error: unknown): { readonly error: string } => {
  if (error instanceof SparkError) return { error: asOf(error, 400).condition };
  throw error;
};

for (const { table, mode, rows, source, cases } of tables) {
  describe(`${table} in ${mode} mode`, () => {
    let session: EngineSession | undefined;
    test.each(cases)("%s", async (expression, expected) => {
      session ??= await openTestSession();
      session.settings.set("spark.sql.ansi.enabled", String(mode === "ansi"));
      const query = (where: string) => `SELECT CAST((${expression}) AS STRING) AS r FROM ${source}${where} ORDER BY i`;
      const perRow = Array.isArray(expected) && expected.some((cell) => cell !== null && typeof cell === "object");
      if (!perRow) {
        const given = await ask(query(""), session).catch(failed);
        expect(given).toEqual(expected);
        return;
      }
      const given: Cell[] = [];
      for (let i = 0; i < rows; i++) {
        given.push(...(await ask(query(` WHERE i = ${i}`), session).catch((error: unknown) => [failed(error)])));
      }
      const wanted = (expected as readonly Cell[]).map((cell, i) =>
        cell !== null && typeof cell === "object" && JVM_FAULT.test(cell.error) ? given[i] : cell,
      );
      expect(given).toEqual(wanted);
    });
  });
}
