import { expect, test } from "vitest";
import { fuzzParser } from "./parser.ts";

test("random and mutated SQL never breaks the parser", () => {
  const { texts, parsed, failures } = fuzzParser(2);
  expect(failures).toEqual([]);
  expect(texts).toBeGreaterThan(100);
  expect(parsed).toBeGreaterThan(0);
});
