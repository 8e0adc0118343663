import { describe, expect, test } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import { parseAttributeName, quoteIdentifier, quoteIfNeeded, quoteParts } from "../../src/lex/multipart-names.ts";
import { parseNames } from "../../src/sql/grammar/identifier.ts";

describe("names", () => {
  test("quoting", () => {
    expect(["a", "_1", "A9", "1a", "a b", "a`b", "é", ""].map(quoteIfNeeded)).toEqual([
      "a",
      "_1",
      "A9",
      "`1a`",
      "`a b`",
      "`a``b`",
      "`é`",
      "``",
    ]);
    expect(quoteIdentifier("a`b")).toBe("`a``b`");
    expect(quoteParts(["a", "b.c"])).toBe("`a`.`b.c`");
  });

  test.each([
    ["a.b.c", ["a", "b", "c"]],
    ["`a.b`.c", ["a.b", "c"]],
    ["`a``b`", ["a`b"]],
    ["a b.c-d", ["a b", "c-d"]],
    ["", [""]],
  ])("DataFrame column %j", (name, parts) => {
    expect(parseAttributeName(name)).toEqual(parts);
  });

  test.each(["a.", ".a", "a..b", "`a", "a`b`", "`a`b"])("bad DataFrame column %j", (name) => {
    expect(() => parseAttributeName(name)).toThrow(SparkError);
  });

  test.each([
    ["a.b", ["a", "b"]],
    ["`a b`.select", ["a b", "select"]],
    [" x . y ", ["x", "y"]],
  ])("SQL name %j", (text, parts) => {
    expect(parseNames(text)).toEqual(parts);
  });

  test.each(["", "a.", "a b", "a.b.", "1.2", "a-b"])("bad SQL name %j", (text) => {
    expect(() => parseNames(text)).toThrow(SparkError);
  });
});
