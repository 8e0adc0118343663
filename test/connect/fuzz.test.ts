import { expect, test } from "vitest";
import { fuzzDecoder } from "../fuzz/decoder.ts";

test("damaged plans fail as Spark's errors", () => {
  const { tried, decoded } = fuzzDecoder(1, 42);
  expect(tried).toBeGreaterThan(500);
  expect(decoded).toBeGreaterThan(10);
});
