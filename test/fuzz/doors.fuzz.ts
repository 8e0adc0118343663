import { it } from "vitest";
import { fuzzDecoder } from "./decoder.ts";
import { fuzzParser } from "./parser.ts";

const seconds = Number(process.env["FUZZ_SECONDS"] ?? "60");
const doors = (process.env["FUZZ_DOORS"] ?? "parser,decoder").split(",");

it.runIf(doors.includes("parser"))("the parser throws nothing but SparkErrors", () => {
  console.log(fuzzParser(seconds));
});

it.runIf(doors.includes("decoder"))("the decoder throws nothing but SparkErrors", () => {
  console.log(fuzzDecoder(seconds));
});
