import { describe, expect, it } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import { regexReplace, regexSplit } from "../../src/kernels/regex-functions.ts";
import { javaRegex } from "../../src/kernels/regex-java.ts";
import { isRe2Safe } from "../../src/kernels/regex-re2.ts";
import { MATCHES } from "./regex-matches.ts";

const JAVA_REFUSES: readonly string[] = [
  "(",
  "a)",
  "*a",
  "[a",
  "[z-a]",
  "\\",
  "\\y",
  "(?z)",
  "a{2,1}",
  "{",
  "(?<1>a)",
  "(?<n>a)(?<n>b)",
  "\\k<n>",
  "\\p{Nope}",
  "\\x{110000}",
  "(?<=(ab)+)c",
  "a**",
];

/** Java takes these; JavaScript cannot say the same. */
const UNSUPPORTED: readonly string[] = [
  "\\G",
  "\\X",
  "(a)?\\1",
  "(?i)(a)\\1",
  "\\p{InGreek}",
  "(?:a?|b)*",
  "[a&&]",
  "\\N{DIGIT ONE}",
];

const REPLACED: readonly (readonly [text: string, pattern: string, replacement: string, result: string | undefined])[] =
  [
    ["aab", "a", "-", "--b"],
    ["aab", "(a)(b)?", "[$2$1]", "[a][ba]"],
    ["ab", "(?<x>a)", "${x}${x}", "aab"],
    ["a", "a", "\\$1", "$1"],
    ["a", "(a)", "$10", "a0"],
    ["ab", "", "-", "-a-b-"],
    ["a1b22", "\\d+", "<$0>", "a<1>b<22>"],
    ["a", "a", "$1", undefined],
    ["a", "a", "\\", undefined],
    ["a", "a", "${x}", undefined],
  ];

const SPLIT: readonly (readonly [text: string, pattern: string, limit: number, parts: readonly string[]])[] = [
  ["a,b,,", ",", -1, ["a", "b", "", ""]],
  ["a,b,,", ",", 2, ["a", "b,,"]],
  ["abc", "(?=b)", -1, ["a", "bc"]],
  ["ab12cd3", "\\d+", -1, ["ab", "cd", ""]],
  ["", ",", -1, [""]],
  [",a", ",", -1, ["", "a"]],
  ["abc", "x*", -1, ["a", "b", "c", ""]],
];

function conditionOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof SparkError ? error.condition : String(error);
  }
}

/** All matches with their places, by the expression for any text or by the one for ASCII. */
function matches(pattern: string, text: string, ascii: boolean): string {
  const java = javaRegex(pattern, "rlike");
  const regex = new RegExp((ascii ? java.asciiRegex : java.regex).source, "dgv");
  let out = "";
  for (let m = regex.exec(text); m !== null; m = regex.exec(text)) {
    const place = (i: number): string => (m?.indices?.[i] ?? [-1, -1]).join("-");
    out += `${java.groupIndex.map((index) => place(index)).join("|")};`;
    if (m[0] === "") regex.lastIndex = m.index + 1;
    if (regex.lastIndex > text.length) break;
  }
  return out;
}

describe("Java regular expressions", () => {
  it.each(MATCHES)("%j in %j", (pattern, text, found) => {
    expect(matches(pattern, text, false)).toBe(found);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
    if (/^[\x00-\x7f]*$/.test(text)) expect(matches(pattern, text, true)).toBe(found);
  });

  it.each(JAVA_REFUSES)("refuses %j as Java does", (pattern) => {
    expect(conditionOf(() => javaRegex(pattern, "rlike"))).toBe("INVALID_PARAMETER_VALUE.PATTERN");
  });

  it.each(UNSUPPORTED)("refuses %j by name", (pattern) => {
    expect(conditionOf(() => javaRegex(pattern, "rlike"))).toBe("UNSUPPORTED_FEATURE.FIRESTEEL");
  });

  it.each(REPLACED)("replaces in %j the expression %j by %j", (text, pattern, replacement, result) => {
    const run = (): string => regexReplace(javaRegex(pattern, "regexp_replace"), text, replacement, 1, pattern);
    if (result === undefined) expect(conditionOf(run)).toBe("INVALID_REGEXP_REPLACE");
    else expect(run()).toBe(result);
  });

  it.each(SPLIT)("splits %j by %j", (text, pattern, limit, parts) => {
    expect(regexSplit(javaRegex(pattern, "split"), text, limit, pattern)).toEqual(parts);
  });

  it("refuses what would cut a surrogate pair in two, inside a pair only", () => {
    const replace = (text: string, pattern: string): string =>
      regexReplace(javaRegex(pattern, "regexp_replace"), text, "-", 1, pattern);
    expect(conditionOf(() => replace("😀", ""))).toBe("UNSUPPORTED_FEATURE.FIRESTEEL");
    expect(replace("a😀", "(?=😀)")).toBe("a-😀");
    expect(replace("é", "x*")).toBe("-é-");
  });

  // Answers of Spark 4.0.4.
  it("splits by nothing between code points", () => {
    expect(regexSplit(javaRegex("", "split"), "a😀b", -1, "")).toEqual(["a", "😀", "b"]);
    expect(regexSplit(javaRegex("", "split"), "abc", 2, "")).toEqual(["a", "b"]);
  });

  it.each([
    "abc",
    "^a+b*?[x-z]{2,3}",
    "\\d+",
    "(?:a|b)+",
    "\\.",
    "[^,]+",
    "[a-]",
    "",
    "(foo|bar)=(\\w+)",
    "a*?b",
    "é+",
  ])("lets RE2 run %j", (pattern) => expect(isRe2Safe(pattern)).toBe(true));

  it.each([
    "a.b",
    "\\s",
    "a$",
    "(a|b)+",
    "(?i)a",
    "[[:alpha:]]",
    "a{1001}",
    "(?:a{50}){50}",
    "(a*)*",
    "\\bfoo",
    "(",
    "\\_",
    "a++",
    "[a&&b]",
    "(?<n>a)",
    "{",
    "(?=a)",
  ])("keeps %j from RE2", (pattern) => expect(isRe2Safe(pattern)).toBe(false));
});
