import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import { simpleString } from "../../src/types/print.ts";
import { schemaOf } from "./analyze.ts";

type Answer =
  | { readonly name: string; readonly type: string; readonly nullable: boolean }
  | { readonly error: string; readonly params: Readonly<Record<string, string>> };

/** Names, types, nullability and errors that Spark 4.0.4 gave for one-column queries over `range(1)`. */
const cases = JSON.parse(readFileSync(new URL("./typing-spark-4.0.4.json", import.meta.url), "utf8")) as [
  mode: string,
  sql: string,
  answer: Answer,
][];

function answer(mode: string, expression: string): unknown {
  try {
    const [field] = schemaOf(`select ${expression} from range(1)`, {
      "spark.sql.ansi.enabled": String(mode === "ansi"),
    }).fields;
    return field && { name: field.name, type: simpleString(field.type), nullable: field.nullable };
  } catch (error) {
    if (error instanceof SparkError) return { error: error.condition, params: error.params };
    throw error;
  }
}

describe("calls have the names, types, nullability and errors that Spark gives them", () => {
  test.each(cases)("%s: %s", (mode, sql, expected) => expect(answer(mode, sql)).toEqual(expected));
});
