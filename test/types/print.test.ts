import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDataType, parseTableSchema } from "../../src/types/ddl.ts";
import { catalogString, simpleString, toDdl, treeString, sqlType } from "../../src/types/print.ts";

interface Printed {
  readonly text: string;
  readonly simple: string;
  readonly catalog: string;
  readonly sql: string;
}

/** Recorded from Spark 4.0.4: what its types and schemas print. */
const spark = JSON.parse(readFileSync(new URL("types-spark-4.0.4.json", import.meta.url), "utf8")) as {
  readonly types: readonly Printed[];
  readonly schemas: readonly {
    readonly text: string;
    readonly ddl: string;
    readonly tree: string;
    readonly tree1: string;
    readonly tree2: string;
  }[];
};

describe("types in print", () => {
  test.each(spark.types)("$text", ({ text, simple, catalog, sql }) => {
    const type = parseDataType(text);
    expect({ simple: simpleString(type), catalog: catalogString(type), sql: sqlType(type) }).toEqual({
      simple,
      catalog,
      sql,
    });
  });
  test.each(spark.schemas)("schema $text", ({ text, ddl, tree, tree1, tree2 }) => {
    const schema = parseTableSchema(text);
    expect(toDdl(schema)).toBe(ddl);
    expect(treeString(schema)).toBe(tree);
    expect(treeString(schema, 1)).toBe(tree1);
    expect(treeString(schema, 2)).toBe(tree2);
  });
});
