import { describe, expect, test } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import { tokenize } from "../../src/lex/lexer.ts";
import { quoteString, unescapeSql } from "../../src/lex/strings.ts";

const kinds = (text: string): string =>
  tokenize(text)
    .slice(0, -1)
    .map((t) => `${t.kind}:${t.text}`)
    .join(" ");

describe("tokens", () => {
  /** The forms are those of Spark's lexer grammar: the longest match wins, a word may begin with a digit. */
  test.each([
    [
      "1 1L 1s 1Y 1.5BD 1e3 2.0F 1D",
      "integer:1 bigint:1L smallint:1s tinyint:1Y bigdecimal:1.5BD exponent:1e3 float:2.0F double:1D",
    ],
    [".5 5. 5.e2 1e-3BD 1E+2", "decimal:.5 decimal:5. exponent:5.e2 bigdecimal:1e-3BD exponent:1E+2"],
    ["1a 0x1F 1e3L 1__a", "word:1a word:0x1F word:1e3L word:1__a"],
    ["a.1a t.1 1.x 1..2", "word:a op:. word:1a word:t decimal:.1 integer:1 op:. word:x decimal:1. decimal:.2"],
    ["a.b`c``d`", "word:a op:. word:b quoted:`c``d`"],
    [`'a''b' "c\\"d" r'e\\' R"f"`, `string:'a' string:'b' double_string:"c\\"d" raw_string:r'e\\' raw_string:R"f"`],
    [
      "a<=>b<>c!=d<=e>=f||g|>h::i->j=>k==l",
      "word:a op:<=> word:b op:<> word:c op:!= word:d op:<= word:e op:>= word:f op:|| word:g op:|> word:h op::: word:i op:-> word:j op:=> word:k op:== word:l",
    ],
    ["a -- x 'y\nb", "word:a word:b"],
    ["a -- x \\\ny\nb", "word:a word:b"],
    ["a /* x /* 'y */ z */ b", "word:a word:b"],
    ["/*+ BROADCAST(t) */ a", "op:/*+ word:BROADCAST op:( word:t op:) op:*/ word:a"],
    ["a >> b >>> c >= d", "word:a op:> op:> word:b op:> op:> op:> word:c op:>= word:d"],
    [
      "s3://b/c.d?e=f&g a:b",
      "word:s3 op:: op:/ op:/ word:b op:/ word:c op:. word:d op:? word:e op:= word:f op:& word:g word:a op:: word:b",
    ],
    ["hdfs://b/c-d.e", "word:hdfs://b/c-d.e"],
    ["a\u00a0\u3000b\u2028c", "word:a word:b word:c"],
    ["é名 @ # 'x", "word:é名 unrecognized:@ unrecognized:# unrecognized:' word:x"],
    ["😀", "unrecognized:😀"],
  ])("%j", (text, expected) => {
    expect(kinds(text)).toBe(expected);
  });

  test("spans are of the text", () => {
    for (const token of tokenize("SELECT a /* x */ + 'b' -- c\n, `d`"))
      expect(token.text).toBe("SELECT a /* x */ + 'b' -- c\n, `d`".slice(token.start, token.end));
  });

  test("an open comment is refused", () => {
    expect(() => tokenize("SELECT 1 /* a /* b */")).toThrow(SparkError);
  });
});

describe("string literals", () => {
  test.each([
    ["a\\tb\\qc\\u0041\\101\\%\\_\\\\\\'\\0\\Z", "a\tbqcAA\\%\\_\\'\0\u001a"],
    ["\\U0001F600\\u12", "😀u12"],
    ["plain", "plain"],
    ["\\😀", "😀"],
  ])("%j", (body, value) => {
    expect(unescapeSql(body)).toBe(value);
  });

  test.each(["", "a'b", 'a"b', "a\\b", "a\\%b\\_c\\\\%", "tab\tline\nreturn\rnull\0sub\u001a", "\\", "100%", "😀\\"])(
    "%j is quoted to be read back",
    (text) => {
      expect(unescapeSql(quoteString(text).slice(1, -1))).toBe(text);
      expect(tokenize(quoteString(text))).toHaveLength(2);
    },
  );
});
