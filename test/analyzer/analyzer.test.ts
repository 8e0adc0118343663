import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analyze } from "../../src/analyzer/analyze.ts";
import { asOf } from "../../src/errors/former.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import { simpleString } from "../../src/types/print.ts";
import type { Relation } from "../../src/unresolved/relation.ts";
import { factsOf } from "../harness/facts.ts";
import { differs } from "./differs.ts";

/** A real Spark's answer: the columns (name, type, nullable), or the error. */
interface Answer {
  readonly sql: string;
  readonly schema?: readonly (readonly [string, string, boolean])[];
  readonly condition?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly context?: readonly (readonly [number, number])[];
}

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), "utf8");
const answers = JSON.parse(read("answers-spark-4.0.4.json")) as readonly Answer[];

const views = new Map<string, Relation>();
for (const line of read("queries.sql").split("\n")) {
  const view = /^CREATE TEMP VIEW (\w+) AS (.*);$/.exec(line);
  if (view?.[1] !== undefined && view[2] !== undefined) views.set(view[1], sqlDoor.parseQuery(view[2]));
}

const facts = factsOf(views, { "spark.sql.session.timeZone": "UTC" }, 1_700_000_000_000_000n);

/** Our answer in the same form. */
function ours(sql: string): Omit<Answer, "sql"> {
  try {
    const found = analyze(sqlDoor.parseQuery(sql), facts);
    if (found.kind !== "meant") throw new Error("facts are missing");
    return { schema: found.schema.fields.map((f) => [f.name, simpleString(f.type), f.nullable]) };
  } catch (reason) {
    if (!(reason instanceof SparkError)) throw reason;
    const { condition, params, origin } = asOf(reason, 400);
    return {
      condition,
      parameters: params,
      context: origin?.kind === "sql" ? [[origin.span.start, origin.span.end - 1]] : [],
    };
  }
}

describe("queries have Spark's columns, or its errors", () => {
  test.each(answers.map((a) => [a.sql, a] as const))("%s", (sql, { sql: _sql, ...answer }) => {
    const found = ours(sql);
    const known = differs.get(sql);
    if (known !== undefined) {
      // A difference that is gone leaves the list.
      expect(found, known).not.toEqual(answer);
      return;
    }
    expect(found).toEqual(answer);
  });
});
