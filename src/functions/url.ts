/** Spark's functions on URLs. */
import { STRING } from "../types/data-type.ts";
import { type Declaration, type Example, functionGroup, type Param, scalar, text } from "./define.ts";

const onUrl = (
  args: readonly Param[],
  since: string,
  doc: string,
  examples: readonly Example[],
  more: Partial<Declaration> = {},
) => scalar({ args, returns: STRING, nulls: "always", since, doc, examples, ...more });
const parts = [text("url"), text("partToExtract"), text("key", { optional: true })];

export const urlFunctions = functionGroup("url", {
  url_encode: onUrl([text("str")], "3.4.0", "The text as `application/x-www-form-urlencoded`.", [
    ["url_encode('https://spark.apache.org')", "https%3A%2F%2Fspark.apache.org"],
  ]),
  url_decode: onUrl(
    [text("str")],
    "3.4.0",
    "The text of its `application/x-www-form-urlencoded` form.",
    [["url_decode('https%3A%2F%2Fspark.apache.org')", "https://spark.apache.org"]],
    { throws: true },
  ),
  try_url_decode: onUrl([text("str")], "4.0.0", "As url_decode, but NULL of what is malformed.", [
    ["try_url_decode('a+b')", "a b"],
    ["try_url_decode('%zz')", "NULL"],
  ]),
  parse_url: onUrl(
    parts,
    "2.0.0",
    "A part of a URL: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY or USERINFO; of a query also one key's value.",
    [
      ["parse_url('http://spark.apache.org/path?query=1', 'HOST')", "spark.apache.org"],
      ["parse_url('http://spark.apache.org/path?query=1', 'QUERY', 'query')", "1"],
    ],
    { throws: "ansi", strict: true },
  ),
  try_parse_url: onUrl(
    parts,
    "4.0.0",
    "As parse_url, but NULL of an invalid URL.",
    [
      ["try_parse_url('http://spark.apache.org/path', 'PATH')", "/path"],
      ["try_parse_url('inva lid://x', 'HOST')", "NULL"],
    ],
    { strict: true },
  ),
});
