import { expect, it } from "vitest";
import { fuzzDecoder } from "./decoder.ts";
import { fuzzParser } from "./parser.ts";

const seconds = Number(process.env["FUZZ_SECONDS"] ?? "60");
const doors = (process.env["FUZZ_DOORS"] ?? "parser,decoder").split(",");

it.runIf(doors.includes("parser"))("the parser throws nothing but SparkErrors", () => {
  const { texts, parsed, failures } = fuzzParser(seconds);
  console.log(`parser: ${texts} texts, ${parsed} parsed, ${failures.length} finds`);
  expect(failures).toEqual([]);
});

it.runIf(doors.includes("decoder"))("the decoder throws nothing but SparkErrors", () => {
  const { tried, decoded } = fuzzDecoder(seconds);
  console.log(`decoder: ${tried} plans, ${decoded} decoded`);
  expect(tried).toBeGreaterThan(0);
});
