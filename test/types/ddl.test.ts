import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { asOf } from "../../src/errors/former.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import { INT, STRING, sameType, struct } from "../../src/types/data-type.ts";
import { parseDataType, parseTableSchema, parseTypeOrSchema } from "../../src/types/ddl.ts";
import { schemaFromJson, typeFromJson } from "../../src/types/json.ts";
import { toDdl, sqlType } from "../../src/types/print.ts";

interface Refused {
  readonly text: string;
  readonly condition: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Recorded from Spark 4.0.4: `parseDataType` and `parseTableSchema` of its SQL parser. */
const spark = JSON.parse(readFileSync(new URL("types-spark-4.0.4.json", import.meta.url), "utf8")) as {
  readonly types: readonly { readonly text: string; readonly json: string }[];
  readonly schemas: readonly { readonly text: string; readonly json: string }[];
  readonly badTypes: readonly Refused[];
  readonly badSchemas: readonly Refused[];
};

const everything = { nullability: true } as const;

function refusal(parse: () => unknown): { condition: string; params: Readonly<Record<string, string>> } {
  try {
    parse();
  } catch (error) {
    if (error instanceof SparkError) {
      const { condition, params } = asOf(error, 400);
      return { condition, params };
    }
    throw error;
  }
  throw new Error("accepted");
}

describe("types as SQL text", () => {
  test.each(spark.types)("$text", ({ text, json }) => {
    const type = parseDataType(text);
    expect(sameType(type, typeFromJson(json), everything)).toBe(true);
    expect(sameType(parseDataType(sqlType(type)), type, everything)).toBe(true);
  });
  test.each(spark.schemas)("schema $text", ({ text, json }) => {
    const schema = parseTableSchema(text);
    expect(schema).toEqual(schemaFromJson(json));
    expect(parseTableSchema(toDdl(schema))).toEqual(schema);
  });
  test.each(spark.badTypes)("refused: $text", ({ text, condition, params }) => {
    expect(refusal(() => parseDataType(text))).toEqual({ condition, params });
  });
  test.each(spark.badSchemas)("refused schema: $text", ({ text, condition, params }) => {
    expect(refusal(() => parseTableSchema(text))).toEqual({ condition, params });
  });
  test("a type or else a schema", () => {
    expect(parseTypeOrSchema("int")).toEqual(INT);
    expect(parseTypeOrSchema("a int, b string")).toEqual(
      struct([
        { name: "a", type: INT, nullable: true },
        { name: "b", type: STRING, nullable: true },
      ]),
    );
    expect(refusal(() => parseTypeOrSchema("a int, b")).condition).toBe("PARSE_SYNTAX_ERROR");
  });
  test("nesting without end is an error of the user's", () => {
    expect(refusal(() => parseDataType("array<".repeat(20_000) + "int" + ">".repeat(20_000))).condition).toBe(
      "MAX_DEPTH_EXCEEDED",
    );
  });
});
