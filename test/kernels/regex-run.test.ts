import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import { regexCount, regexExtract, regexFinds, regexReplace, regexSplit } from "../../src/kernels/regex-functions.ts";
import { type JavaRegex, javaRegex } from "../../src/kernels/regex-java.ts";
import { compileRegex } from "../../src/kernels/regex-program.ts";
import { regexRisk } from "../../src/kernels/regex-risk.ts";
import { RegexRun } from "../../src/kernels/regex-run.ts";
import { MATCHES } from "./regex-matches.ts";

/** All matches by the engine that cannot run away, with the groups asked for. */
function bounded(java: JavaRegex, text: string, groups: readonly number[]): string {
  const run = new RegexRun(compileRegex(java.root, java.groups), text);
  let out = "";
  for (let from = 0; from <= text.length; ) {
    const slots = run.find(from, false);
    if (slots === undefined) break;
    const [start = 0, end = 0] = slots;
    out += `${groups.map((group) => `${slots[group * 2]}-${slots[group * 2 + 1]}`).join("|")};`;
    from = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
  return out;
}

/** The same by V8. */
function byV8(java: JavaRegex, text: string, groups: readonly number[]): string {
  const regex = new RegExp(java.regex.source, "dgv");
  let out = "";
  for (let m = regex.exec(text); m !== null; m = regex.exec(text)) {
    const place = (group: number): string => (m?.indices?.[java.groupIndex[group] ?? 0] ?? [-1, -1]).join("-");
    out += `${groups.map(place).join("|")};`;
    if (m[0] === "") regex.lastIndex = m.index + 1;
    if (regex.lastIndex > text.length) break;
  }
  return out;
}

const all = ({ groups }: JavaRegex): number[] => Array.from({ length: groups + 1 }, (_, group) => group);

const leaf = fc.constantFrom(
  "a",
  "b",
  "[ab]",
  "[^a]",
  ".",
  "\\w",
  "\\d",
  "^",
  "$",
  "\\b",
  "\\R",
  "é",
  "\\z",
  "(?m:^)",
  "(?m:$)",
);
const pattern = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("")),
    fc.array(tie("node"), { minLength: 2, maxLength: 3 }).map((parts) => `(?:${parts.join("|")})`),
    tie("node").map((part) => `(${part})`),
    fc
      .tuple(tie("node"), fc.constantFrom("*", "+", "?", "*?", "+?", "??", "{1,2}", "{2}", "*+", "++"))
      .map(([part, many]) => `(?:${part})${many}`),
    fc.tuple(tie("node"), fc.constantFrom("?=", "?!", "?>")).map(([part, how]) => `(${how}${part})`),
    fc.constantFrom("(?<=a)", "(?<!b)", "(?<=ab|b)", "(?<!^)"),
  ),
})).node;
const text = fc
  .array(fc.constantFrom("a", "b", "1", "\n", "\r", "é", "-"), { maxLength: 8 })
  .map((units) => units.join(""));

describe("the engine that cannot run away", () => {
  it.each(MATCHES)("finds %j in %j as Java does", (expression, given, found) => {
    const java = javaRegex(expression, "rlike");
    expect(bounded(java, given, all(java))).toBe(found);
  });

  it("finds what V8 finds", () => {
    fc.assert(
      fc.property(pattern, text, (expression, given) => {
        let java: JavaRegex;
        try {
          java = javaRegex(expression, "rlike");
        } catch (error) {
          if (error instanceof SparkError) return;
          throw error;
        }
        const groups = all(java).filter((group) => !java.unstable.has(group));
        expect(bounded(java, given, groups)).toBe(byV8(java, given, groups));
      }),
      { numRuns: Number(process.env["REGEX_RUNS"] ?? 300) },
    );
  });
});

const LONG = 100_000;

describe("texts that let others run away", () => {
  it.each([
    ["^(a+)+$", `${"a".repeat(LONG)}!`, false],
    ["(a|a)*b", "a".repeat(LONG), false],
    ["(.*)*x", "y".repeat(LONG), false],
    ["(a?){40}a{40}$", `${"a".repeat(60)}`, true],
    ["a?".repeat(40) + "a".repeat(40), "a".repeat(40), true],
    [".*.*.*=.*", "x".repeat(2000), false],
    ["^(\\w+\\s?)*$", `${"word ".repeat(5000)}!`, false],
    ["(x+x+)+y", "x".repeat(LONG), false],
    ["^(([a-z])+.)+[A-Z]([a-z])+$", "a".repeat(LONG), false],
    ["(?=.*x)(?=.*y)z", "a".repeat(3000), false],
    ["(?>a+)+b", "a".repeat(5000), false],
    ["(?:a|b|ab)*c", "ab".repeat(LONG), false],
  ])("%j", (expression, given, found) => {
    expect(regexFinds(javaRegex(expression, "rlike"), given)).toBe(found);
  });

  it("end with an error where nothing else can end them", () => {
    const java = javaRegex("(a*)(a*)(a*)(a*)(a*)\\1\\2\\3b", "rlike");
    expect(() => regexFinds(java, "a".repeat(1000))).toThrow("too many steps");
    const wide = javaRegex("(?:a{1,1000}){1,1000}b", "rlike");
    expect(() => regexFinds(wide, "a".repeat(1000))).toThrow("so large repetitions");
  });

  it("give the other functions their answers too", () => {
    const java = javaRegex("(a+)+;", "x");
    const given = `${"a".repeat(5000)};${"a".repeat(5000)}`;
    expect(regexCount(java, given)).toBe(1);
    expect(regexExtract(java, given, 0)).toHaveLength(5001);
    expect(regexReplace(java, given, "-", 1, "(a+)+;")).toBe(`-${"a".repeat(5000)}`);
    expect(regexSplit(java, given, -1, "(a+)+;")).toEqual(["", "a".repeat(5000)]);
  });
});

describe("the look at an expression", () => {
  it.each([
    ["\\d+-\\d+", 0, false],
    ["(\\w+,)*", 0, false],
    ["^a.*b", 1, false],
    [".*.*x", 2, false],
    ["(a+)+", 0, true],
    ["(?:a|ab)*c", 0, true],
    ["(?:a|b)*c", 0, false],
    ["(\\w+\\s?)*$", 0, true],
    ["(?:\\w+\\s)*$", 0, false],
    ["abc", 0, false],
  ])("%j", (expression, ambiguous, exponential) => {
    const found = regexRisk(javaRegex(expression, "rlike").root);
    expect([found.ambiguous, found.exponential]).toEqual([ambiguous, exponential]);
  });
});
