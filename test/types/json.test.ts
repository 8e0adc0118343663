import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import { type DataType, DOUBLE, sameType } from "../../src/types/data-type.ts";
import { parseDataType, parseTableSchema } from "../../src/types/ddl.ts";
import { schemaFromJson, typeFromJson, typeToJson } from "../../src/types/json.ts";

/** Recorded from Spark 4.0.4: `DataType.json`. */
const spark = JSON.parse(readFileSync(new URL("types-spark-4.0.4.json", import.meta.url), "utf8")) as {
  readonly types: readonly { readonly text: string; readonly json: string }[];
  readonly schemas: readonly { readonly text: string; readonly json: string }[];
};

describe("types as JSON", () => {
  test.each(spark.types)("$text", ({ text, json }) => {
    expect(typeToJson(parseDataType(text))).toBe(json);
    expect(typeToJson(typeFromJson(json))).toBe(json);
  });
  test.each(spark.schemas)("schema $text", ({ text, json }) => {
    expect(typeToJson(parseTableSchema(text))).toBe(json);
    expect(typeToJson(schemaFromJson(json))).toBe(json);
  });
  test("user-defined types", () => {
    const udt: DataType = {
      kind: "udt",
      sqlType: { kind: "array", element: DOUBLE, containsNull: false },
      pythonClass: "m.PointUDT",
      serializedPythonClass: "gASV",
    };
    const json = typeToJson(udt);
    expect(JSON.parse(json)).toEqual({
      type: "udt",
      pyClass: "m.PointUDT",
      serializedClass: "gASV",
      sqlType: { type: "array", elementType: "double", containsNull: false },
    });
    expect(sameType(typeFromJson(json), udt)).toBe(true);
  });
  test("metadata is kept, and may be missing", () => {
    const schema = schemaFromJson(
      '{"type":"struct","fields":[{"name":"a","type":"decimal(3,1)","nullable":false,"metadata":{"k":[1,{"x":null}]}},{"name":"b","type":"null","nullable":true}]}',
    );
    expect(schema.fields.map((f) => f.metadata)).toEqual(['{"k":[1,{"x":null}]}', undefined]);
  });
  test.each([
    "{",
    '"foo"',
    '{"a":1}',
    "[]",
    "3",
    '{"type":"array","elementType":"int"}',
    '{"type":"struct","fields":[{}]}',
    '"varchar(1,2)"',
  ])("refused: %s", (json) => {
    expect(() => typeFromJson(json)).toThrow(SparkError);
  });
});
