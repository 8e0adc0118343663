/** Spark's functions on texts and bytes. */
import { sparkError } from "../errors/spark-error.ts";
import { findWiderCommonType } from "../types/coercion.ts";
import {
  array,
  BINARY,
  BOOLEAN,
  type DataType,
  decimal,
  INT,
  isDatetime,
  isText,
  LONG,
  NULL,
  STRING,
} from "../types/data-type.ts";
import { isCollated } from "../types/collation.ts";
import { decimalOf } from "../types/decimal.ts";
import { sqlType } from "../types/print.ts";
import { alwaysSince4, constantText, implicitly, nullableAt, sameAs, typeAt, unexpectedType } from "./arg-rules.ts";
import {
  type ArgInfo,
  any,
  type Declaration,
  type Example,
  functionGroup,
  numeric,
  of,
  oneOf,
  type Param,
  scalar,
  type TypeSpec,
  type TypingSettings,
  text,
} from "./define.ts";
import { checkTemplate, templateDecimal } from "./number-template.ts";
import { specSql } from "./signature.ts";

const TEXT: TypeSpec = { spec: "family", family: "text" };
const BYTES: TypeSpec = { spec: "exact", type: BINARY };
const textOrBytes = (name: string): Param => oneOf(name, [TEXT, BYTES]);

/** A function of texts that answers a text unless said otherwise. */
const onText = (
  args: readonly Param[],
  since: string,
  doc: string,
  examples: readonly Example[],
  more: Partial<Declaration> = {},
) => scalar({ args, returns: STRING, nulls: "mirror", since, doc, examples, ...more });

/** All arguments bytes, or all of them texts. */
const allBytesOrText = (args: readonly ArgInfo[], count: number, rest: readonly DataType[]): readonly DataType[] => {
  const chosen = args.slice(0, count);
  const bytes = chosen.every((a) => a.type.kind === "binary");
  return [...chosen.map(() => (bytes ? BINARY : STRING)), ...rest].slice(0, args.length);
};

const compound = (type: DataType): boolean => type.kind === "array" || type.kind === "map" || type.kind === "struct";

/** Coercion of functions on texts or bytes alike: compound arguments do not fit. */
const alike =
  (count: number, rest: readonly DataType[] = []): NonNullable<Declaration["coerce"]> =>
  (args) =>
    args.slice(0, count).some((a) => compound(a.type)) ? undefined : allBytesOrText(args, count, rest);

const affix = (doc: string, examples: readonly Example[]) =>
  onText([textOrBytes("left"), textOrBytes("right")], "3.3.0", doc, examples, {
    returns: BOOLEAN,
    coerce: alike(2),
    nulls: (args) => args.some((a) => a.nullable) || args.every((a) => a.type.kind === "binary"),
  });

const pad = (doc: string, examples: readonly Example[]) =>
  onText([textOrBytes("str"), of("len", INT), { ...textOrBytes("pad"), optional: true }], "1.5.0", doc, examples, {
    coerce: (args) => {
      if (args.some((a) => compound(a.type))) return undefined;
      const bytes = args.every((a, i) => i === 1 || a.type.kind === "binary");
      return [bytes ? BINARY : STRING, INT, bytes ? BINARY : STRING].slice(0, args.length);
    },
    returns: sameAs(0),
    pretty: (args, info, called) => {
      const type = info[0]?.type;
      const collated = type?.kind === "string" && isCollated(type) ? `' ' collate ${type.collation}` : " ";
      const filler = type?.kind === "binary" ? "X'00'" : collated;
      return `${called ?? ""}(${[...args, ...(args.length === 2 ? [filler] : [])].join(", ")})`;
    },
  });

const padNamed = (name: string, doc: string, examples: readonly Example[]) => {
  const made = pad(doc, examples);
  return {
    ...made,
    pretty: (args: readonly string[], info: readonly ArgInfo[]) => made.pretty?.(args, info, name) ?? name,
  };
};

const trims: Readonly<Record<string, string>> = { trim: "BOTH", ltrim: "LEADING", rtrim: "TRAILING" };

const trim = (name: "trim" | "ltrim" | "rtrim", doc: string, examples: readonly Example[]) =>
  onText([text("trimStr"), text("str", { optional: true })], "1.5.0", doc, examples, {
    pretty: (args) => (args.length === 1 ? `${name}(${args[0]})` : `TRIM(${trims[name]} ${args[0]} FROM ${args[1]})`),
  });

const locateArgs = [text("substr"), text("str"), of("pos", INT, { default: "1" })];

/** An array when all are arrays, bytes when all are bytes, else texts. */
const concatTypes: NonNullable<Declaration["coerce"]> = (args, settings, call) => {
  const types = args.map((a) => a.type);
  if (types.length > 0 && types.every((t) => t.kind === "binary") && settings.ways?.concatIsText !== true) return types;
  if (types.some((t) => t.kind === "array") && types.every((t) => t.kind === "array" || t.kind === "null")) {
    const common = findWiderCommonType(types, settings);
    if (common !== undefined) return types.map(() => common);
  }
  if (!types.some(compound)) return types.map(() => STRING);
  const unfit = types.findIndex((t) => t.kind === "struct" || t.kind === "map");
  if (unfit >= 0) throw unexpectedType(args, unfit, '("STRING" or "BINARY" or "ARRAY")', call);
  throw sparkError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", {
    sqlExpr: `"${call.sql}"`,
    functionName: "`concat`",
    dataType: `(${types.map((t) => `"${sqlType(compound(t) || t.kind === "binary" ? t : STRING)}"`).join(" or ")})`,
  });
};

const concatResult = (args: readonly ArgInfo[]): DataType => {
  const first = typeAt(args, 0);
  if (args.length === 0 || first.kind === "null") return STRING;
  if (first.kind !== "array") return first;
  return array(
    first.element,
    args.some((a) => a.type.kind === "array" && a.type.containsNull),
  );
};

const wsTypes: NonNullable<Declaration["coerce"]> = (args, _settings, call) =>
  args.map((arg, i) => {
    const { type } = arg;
    if (type.kind === "array" && i > 0) return isText(type.element) ? type : array(STRING, type.containsNull);
    if (!compound(type)) return STRING;
    throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
      sqlExpr: `"${call.sql}"`,
      paramIndex: ["first", "second", "third"][i] ?? `${i + 1}th`,
      requiredType: i === 0 ? specSql(TEXT) : '("ARRAY<STRING>" or "STRING")',
      inputSql: `"${arg.sql}"`,
      inputType: `"${sqlType(type)}"`,
    });
  });

/** Throws INVALID_ARG_VALUE for a constant format that is none. */
const binaryFormat: NonNullable<Declaration["check"]> = (args, _settings, call) => {
  const format = args[1]?.value;
  if (typeof format !== "string" || /^(hex|utf-?8|base64)$/i.test(format)) return;
  throw sparkError("DATATYPE_MISMATCH.INVALID_ARG_VALUE", {
    sqlExpr: `"${call.sql}"`,
    inputName: "fmt",
    requireType: 'case-insensitive "STRING"',
    validValues: "'hex', 'utf-8', 'utf8', or 'base64'",
    inputValue: `'${format.toLowerCase()}'`,
  });
};

const regexArgs = (more: readonly Param[] = []): readonly Param[] => [text("str"), text("regexp"), ...more];
const THROWS: Partial<Declaration> = { throws: true };

export const stringFunctions = functionGroup("string", {
  concat: scalar({
    args: [any("expr", { variadic: true, optional: true })],
    coerce: concatTypes,
    returns: concatResult,
    nulls: "mirror",
    since: "1.5.0",
    doc: "The arguments one after another: texts, bytes or arrays.",
    examples: [
      ["concat('Spark', 'SQL')", "SparkSQL"],
      ["concat(1, 'a', true)", "1atrue"],
      ["'a' || NULL", "NULL"],
      ["concat(array(1), array(2, 3))", "[1, 2, 3]"],
    ],
    aliases: ["||"],
    pretty: (args) => `concat(${args.join(", ")})`,
    prettyOperator: ([first = "", ...rest]) => rest.reduce((left, right) => `concat(${left}, ${right})`, first),
  }),
  concat_ws: scalar({
    args: [text("sep"), any("str", { variadic: true, optional: true })],
    coerce: wsTypes,
    returns: STRING,
    nulls: (args) => nullableAt(args, 0),
    since: "1.5.0",
    doc: "The texts, and the elements of arrays of texts, with a separator between; NULLs are left out.",
    examples: [
      ["concat_ws(' ', 'Spark', 'SQL')", "Spark SQL"],
      ["concat_ws('/', 'a', NULL, array('b', 'c'))", "a/b/c"],
      ["concat_ws('s')", ""],
    ],
  }),
  substring: onText(
    [textOrBytes("str"), of("pos", INT), of("len", INT, { default: "2147483647" })],
    "1.5.0",
    "The part of a text (or of bytes) from a position, counted from 1 or from the end when negative.",
    [
      ["substring('Spark SQL', 5)", "k SQL"],
      ["substring('Spark SQL', -3, 2)", "SQ"],
      ["substr('abc', 0, 2)", "ab"],
    ],
    {
      returns: sameAs(0),
      aliases: ["substr"],
    },
  ),
  substring_index: onText(
    [text("str"), text("delim"), of("count", INT)],
    "1.5.0",
    "What stands before the count-th delimiter, or after it counted from the end when the count is negative.",
    [
      ["substring_index('www.apache.org', '.', 2)", "www.apache"],
      ["substring_index('www.apache.org', '.', -1)", "org"],
    ],
  ),
  left: onText(
    [textOrBytes("str"), of("len", INT)],
    "2.3.0",
    "The first characters of a text.",
    [
      ["left('Spark SQL', 3)", "Spa"],
      ["left('abc', -1)", ""],
    ],
    { returns: sameAs(0) },
  ),
  right: onText(
    [text("str"), of("len", INT)],
    "2.3.0",
    "The last characters of a text.",
    [
      ["right('Spark SQL', 3)", "SQL"],
      ["right('abc', 0)", ""],
    ],
    { nulls: "always" },
  ),
  length: onText(
    [textOrBytes("expr")],
    "1.5.0",
    "The number of characters of a text, or of bytes.",
    [
      ["length('Spark SQL ')", "10"],
      ["char_length('é')", "1"],
    ],
    {
      returns: INT,
      aliases: ["char_length", "character_length", "len"],
    },
  ),
  octet_length: onText(
    [textOrBytes("expr")],
    "2.3.0",
    "The number of bytes of a text's UTF-8 form, or of bytes.",
    [["octet_length('é')", "2"]],
    { returns: INT },
  ),
  bit_length: onText(
    [textOrBytes("expr")],
    "2.3.0",
    "The number of bits of a text's UTF-8 form, or of bytes.",
    [["bit_length('Spark SQL')", "72"]],
    { returns: INT },
  ),
  upper: onText(
    [text("str")],
    "1.0.1",
    "The text in upper case.",
    [
      ["upper('SparkSql')", "SPARKSQL"],
      ["upper('straße')", "STRASSE"],
    ],
    { aliases: ["ucase"] },
  ),
  lower: onText([text("str")], "1.0.1", "The text in lower case.", [["lower('SparkSql')", "sparksql"]], {
    aliases: ["lcase"],
  }),
  initcap: onText(
    [text("str")],
    "1.5.0",
    "The text with the first letter of each word in upper case and the others in lower case.",
    [["initcap('sPark sql')", "Spark Sql"]],
  ),
  trim: trim("trim", "The text without spaces, or the given characters, at both ends.", [
    ["concat('[', trim('  Spark '), ']')", "[Spark]"],
    ["trim(BOTH 'SL' FROM 'SSparkSQLS')", "parkSQ"],
  ]),
  ltrim: trim("ltrim", "The text without spaces, or the given characters, at its start.", [
    ["concat('[', ltrim('  Spark '), ']')", "[Spark ]"],
    ["ltrim('Sp', 'SSparkSQLS')", "arkSQLS"],
  ]),
  rtrim: trim("rtrim", "The text without spaces, or the given characters, at its end.", [
    ["concat('[', rtrim('  Spark '), ']')", "[  Spark]"],
    ["rtrim('LQSa', 'SSparkSQLS')", "SSpark"],
  ]),
  btrim: onText(
    [text("str"), text("trimStr", { optional: true })],
    "3.2.0",
    "The text without spaces, or the given characters, at both ends.",
    [
      ["concat('[', btrim('  Spark '), ']')", "[Spark]"],
      ["btrim('SSparkSQLS', 'SL')", "parkSQ"],
    ],
  ),
  lpad: padNamed("lpad", "The text filled up on the left to a length, or cut to it.", [
    ["lpad('hi', 5, '??')", "???hi"],
    ["lpad('hi', 1, '??')", "h"],
    ["concat('[', lpad('hi', 4), ']')", "[  hi]"],
  ]),
  rpad: padNamed("rpad", "The text filled up on the right to a length, or cut to it.", [
    ["rpad('hi', 5, '??')", "hi???"],
    ["rpad('hi', 1, '??')", "h"],
    ["concat('[', rpad('hi', 4), ']')", "[hi  ]"],
  ]),
  repeat: onText([text("str"), of("n", INT)], "1.5.0", "The text, n times over; empty when n is not positive.", [
    ["repeat('ab', 3)", "ababab"],
    ["repeat('ab', -1)", ""],
  ]),
  reverse: scalar({
    args: [oneOf("expr", [TEXT, { spec: "family", family: "array" }])],
    returns: sameAs(0),
    nulls: "mirror",
    since: "1.5.0",
    doc: "The text backwards, or the array with its elements in opposite order.",
    examples: [
      ["reverse('Spark SQL')", "LQS krapS"],
      ["reverse(array(2, 1, 4))", "[4, 1, 2]"],
    ],
  }),
  replace: onText(
    [text("str"), text("search"), text("replace", { default: "''" })],
    "2.3.0",
    "The text with every occurrence of one part replaced by another.",
    [
      ["replace('ABCabc', 'abc', 'DEF')", "ABCDEF"],
      ["replace('abcabc', 'b')", "acac"],
    ],
  ),
  translate: onText(
    [text("input"), text("from"), text("to")],
    "1.5.0",
    "The text with each character of `from` replaced by the one at the same place in `to`, or left out.",
    [
      ["translate('AaBbCc', 'abc', '123')", "A1B2C3"],
      ["translate('abc', 'bc', 'x')", "ax"],
    ],
  ),
  overlay: onText(
    [textOrBytes("input"), textOrBytes("replace"), of("pos", INT), of("len", INT, { default: "-1" })],
    "3.0.0",
    "The text with a part from a position on replaced; the part is as long as the replacement unless said otherwise.",
    [
      ["overlay('Spark SQL' PLACING '_' FROM 6)", "Spark_SQL"],
      ["overlay('Spark SQL', 'tructured', 2, 4)", "Structured SQL"],
    ],
    {
      coerce: alike(2, [INT, INT]),
      returns: sameAs(0),
    },
  ),
  instr: onText(
    [text("str"), text("substr")],
    "1.5.0",
    "The position of the first occurrence, counted from 1; 0 when there is none.",
    [
      ["instr('SparkSQL', 'SQL')", "6"],
      ["instr('abc', 'd')", "0"],
    ],
    { returns: INT },
  ),
  locate: onText(
    locateArgs,
    "1.5.0",
    "The position of the first occurrence at or after a position; 0 when there is none.",
    [
      ["locate('bar', 'foobarbar')", "4"],
      ["position('bar', 'foobarbar', 5)", "7"],
    ],
    {
      returns: INT,
      nulls: (args) => nullableAt(args, 0) || nullableAt(args, 1),
      aliases: ["position"],
    },
  ),
  find_in_set: onText(
    [text("str"), text("str_array")],
    "1.5.0",
    "The position of a word in a list with commas between; 0 when it is not there or has a comma.",
    [["find_in_set('ab', 'abc,b,ab,c,def')", "3"]],
    { returns: INT },
  ),
  contains: affix("Whether the second text is a part of the first.", [
    ["contains('Spark SQL', 'Spark')", "true"],
    ["contains('Spark SQL', 'SPARK')", "false"],
  ]),
  startswith: affix("Whether the first text starts with the second.", [["startswith('Spark SQL', 'Spark')", "true"]]),
  endswith: affix("Whether the first text ends with the second.", [["endswith('Spark SQL', 'SQL')", "true"]]),
  split: onText(
    regexArgs([of("limit", INT, { default: "-1" })]),
    "1.5.0",
    "The parts of a text between matches of a Java regular expression; at most `limit` of them when it is positive.",
    [
      ["split('oneAtwoBthreeC', '[ABC]')", "[one, two, three, ]"],
      ["split('oneAtwoBthreeC', '[ABC]', 2)", "[one, twoBthreeC]"],
    ],
    {
      returns: array(STRING, false),
      ...THROWS,
    },
  ),
  split_part: onText(
    [text("str"), text("delimiter"), of("partNum", INT)],
    "3.3.0",
    "The part of a given number between delimiters, counted from the end when negative; empty when there is none.",
    [
      ["split_part('11.12.13', '.', 3)", "13"],
      ["split_part('11.12.13', '.', -2)", "12"],
    ],
    { nulls: "always", ...THROWS },
  ),
  regexp_replace: onText(
    regexArgs([text("rep"), of("position", INT, { default: "1", foldable: true })]),
    "1.5.0",
    "The text with every match of a Java regular expression replaced; `$1` is the first group.",
    [
      ["regexp_replace('100-200', '(\\\\d+)', 'num')", "num-num"],
      ["regexp_replace('abc', '(b)', '<$1>')", "a<b>c"],
    ],
    {
      check: (args, _settings, call) => {
        const position = args[3]?.value;
        if (typeof position !== "number" || position > 0) return;
        throw sparkError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
          sqlExpr: `"${call.sql}"`,
          exprName: "position",
          valueRange: "(0, 2147483647]",
          currentValue: String(position),
        });
      },
      ...THROWS,
    },
  ),
  regexp_extract: onText(
    regexArgs([of("idx", INT, { default: "1" })]),
    "1.5.0",
    "What a group of the first match holds; empty when nothing matches.",
    [
      ["regexp_extract('100-200', '(\\\\d+)-(\\\\d+)', 1)", "100"],
      ["regexp_extract('abc', '(\\\\d+)', 1)", ""],
    ],
    THROWS,
  ),
  regexp_extract_all: onText(
    regexArgs([of("idx", INT, { default: "1" })]),
    "3.1.0",
    "What a group holds in every match.",
    [["regexp_extract_all('100-200, 300-400', '(\\\\d+)-(\\\\d+)', 1)", "[100, 300]"]],
    { returns: array(STRING), ...THROWS },
  ),
  regexp_count: onText(
    regexArgs(),
    "3.4.0",
    "How many matches of a Java regular expression a text has.",
    [["regexp_count('Steven Jones and Stephen Smith', 'Ste(v|ph)en')", "2"]],
    { returns: INT, ...THROWS },
  ),
  regexp_substr: onText(
    regexArgs(),
    "3.4.0",
    "The first match of a Java regular expression; NULL when there is none.",
    [
      ["regexp_substr('Steven Jones and Stephen Smith', 'Ste(v|ph)en')", "Steven"],
      ["regexp_substr('abc', 'z')", "NULL"],
    ],
    { nulls: "always", ...THROWS },
  ),
  regexp_instr: onText(
    regexArgs([of("idx", INT, { default: "0" })]),
    "3.4.0",
    "The position of the first match, counted from 1; 0 when there is none.",
    [["regexp_instr('user@spark.apache.org', '@[^.]*')", "5"]],
    { returns: INT, ...THROWS },
  ),
  ascii: onText(
    [text("str")],
    "1.5.0",
    "The code point of the first character; 0 of the empty text.",
    [
      ["ascii('222')", "50"],
      ["ascii('')", "0"],
    ],
    { returns: INT },
  ),
  chr: onText(
    [of("expr", LONG)],
    "2.3.0",
    "The character whose code is the number modulo 256; empty when it is negative.",
    [
      ["chr(65)", "A"],
      ["char(321)", "A"],
    ],
    { aliases: ["char"] },
  ),
  space: onText([of("n", INT)], "1.5.0", "So many spaces.", [["concat('[', space(2), ']')", "[  ]"]]),
  format_string: onText(
    [text("strfmt"), any("obj", { variadic: true, optional: true })],
    "1.5.0",
    "Arguments printed by a format in the manner of `java.util.Formatter`.",
    [
      ["format_string('Hello World %d %s', 100, 'days')", "Hello World 100 days"],
      ["printf('%05.1f', 3.14159D)", "003.1"],
    ],
    {
      nulls: (args) => nullableAt(args, 0),
      aliases: ["printf"],
      check: (args) => {
        if (constantText(args[0])?.includes("%0$") !== true) return;
        const params = { functionName: "`format_string`", parameter: "`strfmt`" };
        throw sparkError("INVALID_PARAMETER_VALUE.ZERO_INDEX", params, { class: "analysis" });
      },
      ...THROWS,
    },
  ),
  format_number: onText(
    [numeric("expr1"), oneOf("expr2", [{ spec: "exact", type: INT }, TEXT])],
    "1.5.0",
    "The number with commas between thousands, rounded to digits after the point or by a DecimalFormat pattern.",
    [
      ["format_number(12332.123456, 4)", "12,332.1235"],
      ["format_number(12332.123456, '##################.###')", "12332.123"],
    ],
    {
      nulls: "always",
      strict: true,
      ...THROWS,
    },
  ),
  base64: onText([of("bin", BINARY)], "1.5.0", "The bytes in base 64.", [["base64('Spark SQL')", "U3BhcmsgU1FM"]]),
  unbase64: onText(
    [text("str")],
    "1.5.0",
    "The bytes of a text in base 64.",
    [["decode(unbase64('U3BhcmsgU1FM'), 'UTF-8')", "Spark SQL"]],
    { returns: BINARY },
  ),
  encode: onText(
    [text("str"), text("charset")],
    "1.5.0",
    "The bytes of a text in a character set.",
    [
      ["encode('abc', 'utf-8')", "[61 62 63]"],
      ["hex(encode('é', 'UTF-16BE'))", "00E9"],
    ],
    {
      returns: BINARY,
      nulls: alwaysSince4,
      replacedBy: (_, settings) =>
        codingWays(settings) === "" ? undefined : `charset_encode($0, $1${codingWays(settings)})`,
      ...THROWS,
    },
  ),
  decode: scalar({
    args: [any("expr"), any("search"), any("result", { variadic: true, optional: true })],
    expects: "2",
    check: () => undefined,
    coerce: (args, settings, call) => {
      if (args.length === 2) return implicitly(args, [BINARY, STRING], settings, call);
      return args.map((a) => a.type);
    },
    returns: (args, settings) => {
      if (args.length === 2) return STRING;
      return (
        findWiderCommonType(
          // Without a default Spark takes a NULL of STRING, which the results have to go with.
          [...decodeResults(args).map((a) => a.type), ...(args.length % 2 === 1 ? [STRING] : [])],
          settings,
        ) ?? NULL
      );
    },
    nulls: (args, { line }) =>
      args.length === 2
        ? line >= 400 || args.some((a) => a.nullable)
        : args.length % 2 === 1 || decodeResults(args).some((a) => a.nullable),
    since: "1.5.0",
    doc: "The text of bytes in a character set; or, with more arguments, the result beside the first value that equals the first argument, else the last one.",
    examples: [
      ["decode(encode('abc', 'utf-8'), 'utf-8')", "abc"],
      ["decode(2, 1, 'Southlake', 2, 'San Francisco', 'other')", "San Francisco"],
      ["decode(NULL, 6, 'Spark', NULL, 'SQL')", "SQL"],
    ],
    throws: true,
    replacedBy: (args, settings) => {
      if (args.length === 2) return `charset_decode($0, $1${codingWays(settings)})`;
      const pairs: string[] = [];
      let i = 1;
      for (; i + 1 < args.length; i += 2) pairs.push(`WHEN $0 <=> $${i} THEN $${i + 1}`);
      return `CASE ${pairs.join(" ")} ELSE ${i < args.length ? `$${i}` : "CAST(NULL AS STRING)"} END`;
    },
  }),
  levenshtein: onText(
    [text("str1"), text("str2"), of("threshold", INT, { optional: true })],
    "1.5.0",
    "How many characters must be changed, added or left out to make one text of the other; -1 when more than a threshold.",
    [
      ["levenshtein('kitten', 'sitting')", "3"],
      ["levenshtein('kitten', 'sitting', 2)", "-1"],
    ],
    { returns: INT },
  ),
  soundex: onText([text("str")], "1.5.0", "The Soundex code of a text.", [["soundex('Miller')", "M460"]], {
    strict: true,
  }),
  luhn_check: onText(
    [text("str")],
    "3.5.0",
    "Whether the digits have a valid Luhn check digit.",
    [
      ["luhn_check('8112189876')", "true"],
      ["luhn_check('79927398714')", "false"],
    ],
    { returns: BOOLEAN, nulls: "always" },
  ),
  mask: onText(
    [
      text("str"),
      text("upperChar", { default: "'X'", foldable: true }),
      text("lowerChar", { default: "'x'", foldable: true }),
      text("digitChar", { default: "'n'", foldable: true }),
      text("otherChar", { default: "NULL", foldable: true }),
    ],
    "3.4.0",
    "The text with letters and digits replaced by fixed characters; NULL keeps a kind as it is.",
    [
      ["mask('AbCD123-@$#')", "XxXXnnn-@$#"],
      ["mask('AbCD123-@$#', 'Q', 'q', 'd', 'o')", "QqQQdddoooo"],
    ],
    {
      strict: true,
      check: (args, _settings, call) => {
        for (const [i, name] of ["", "upperChar", "lowerChar", "digitChar", "otherChar"].entries()) {
          const value = args[i]?.value;
          if (i === 0 || typeof value !== "string" || [...value].length === 1) continue;
          throw sparkError("DATATYPE_MISMATCH.INPUT_SIZE_NOT_ONE", { sqlExpr: `"${call.sql}"`, exprName: name });
        }
      },
      nulls: "always",
    },
  ),
  randstr: onText(
    [
      of("length", INT, { foldable: "integer" }),
      oneOf(
        "seed",
        [
          { spec: "exact", type: INT },
          { spec: "exact", type: LONG },
        ],
        { optional: true, foldable: "integer" },
      ),
    ],
    "4.0.0",
    "A random text of letters and digits.",
    [["randstr(3, 0)", "ceV"]],
    {
      check: (args) => {
        const length = args[0]?.value;
        if (typeof length !== "number" || length >= 0) return;
        throw sparkError("INVALID_PARAMETER_VALUE.LENGTH", {
          parameter: "`length`",
          functionName: "`randstr`",
          length: String(length),
        });
      },
      nulls: "never",
      deterministic: false,
      ...THROWS,
    },
  ),
  elt: onText(
    [of("n", INT), textOrBytes("input1"), { ...textOrBytes("input2"), variadic: true, optional: true }],
    "2.0.0",
    "The argument of the given number.",
    [
      ["elt(1, 'scala', 'java')", "scala"],
      ["elt(2, 'a', 1)", "1"],
    ],
    {
      coerce: (args, { ways }, call) => {
        const inputs = args.slice(1);
        if (inputs.some((a) => compound(a.type))) {
          throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
            sqlExpr: `"${call.sql}"`,
            paramIndex: "second...",
            requiredType: '"STRING" or "BINARY"',
            inputSql: inputs.map((a) => `"${a.sql}"`).join(","),
            inputType: inputs.map((a) => `"${sqlType(a.type)}"`).join(","),
          });
        }
        const bytes = ways?.eltIsText !== true && args.slice(1).every((a) => a.type.kind === "binary");
        return args.map((_, i) => (i === 0 ? INT : bytes ? BINARY : STRING));
      },
      returns: (args) => typeAt(args, 1),
      nulls: "always",
      throws: "ansi",
    },
  ),
  to_number: onText(
    [text("expr"), text("fmt", { foldable: true })],
    "3.3.0",
    "The number in a text, by a template of digits.",
    [
      ["to_number('454', '999')", "454"],
      ["to_number('$78.12', '$99.99')", "78.12"],
    ],
    { returns: templateDecimal, check: (args) => checkTemplate(args[1]?.value), ...THROWS },
  ),
  try_to_number: onText(
    [text("expr"), text("fmt", { foldable: true })],
    "3.3.0",
    "As to_number, but NULL where the text does not fit the template.",
    [
      ["try_to_number('454', '999')", "454"],
      ["try_to_number('abc', '999')", "NULL"],
    ],
    { returns: templateDecimal, check: (args) => checkTemplate(args[1]?.value), nulls: "always" },
  ),
  to_char: onText(
    [{ name: "expr", accepts: { spec: "family", family: "decimal" } }, text("format")],
    "3.4.0",
    "A number by a template of digits, a date or timestamp by a datetime pattern, or bytes as base64, hex or utf-8.",
    [
      ["to_char(454, '999')", "454"],
      ["to_char(12454, '99,999')", "12,454"],
      ["to_varchar(date'2016-04-08', 'y')", "2016"],
      ["to_char(x'537061726b2053514c', 'hex')", "537061726B2053514C"],
    ],
    {
      coerce: (args, { line }) => {
        const type = typeAt(args, 0);
        const isOther = isDatetime(type) || type.kind === "binary";
        if (isOther && line >= 400) return [type, STRING];
        if (isText(type) || type.kind === "null") return [decimal(38, 18), STRING];
        const exact = decimalOf(type);
        return exact && [exact, STRING];
      },
      aliases: ["to_varchar"],
      check: (args) => {
        if (typeAt(args, 0).kind === "decimal") checkTemplate(args[1]?.value);
      },
      replacedBy: (args) => {
        const type = typeAt(args, 0);
        if (type.kind === "date" || type.kind === "timestamp" || type.kind === "timestamp_ntz")
          return "date_format($0, $1)";
        if (type.kind !== "binary") return "number_to_char($0, $1)";
        const format = String(args[1]?.value ?? "").toLowerCase();
        return format === "base64" ? "base64($0)" : format === "hex" ? "hex($0)" : "decode($0, 'UTF-8')";
      },
      pretty: (args, info) => {
        const type = info[0]?.type.kind;
        if (type === "date" || type === "timestamp" || type === "timestamp_ntz")
          return `date_format(${args.join(", ")})`;
        if (type !== "binary") return `to_char(${args.join(", ")})`;
        const format = String(info[1]?.value ?? "").toLowerCase();
        return format === "base64"
          ? `base64(${args[0]})`
          : format === "hex"
            ? `hex(${args[0]})`
            : `decode(${args[0]}, UTF-8)`;
      },
    },
  ),
  to_binary: onText(
    [text("str"), text("fmt", { optional: true, foldable: true })],
    "3.3.0",
    "The bytes of a text in hex, base64 or utf-8.",
    [
      ["to_binary('616263')", "[61 62 63]"],
      ["to_binary('abc', 'utf-8')", "[61 62 63]"],
    ],
    {
      check: binaryFormat,
      returns: BINARY,
      // Texts have bytes of UTF-8, which before 4.0 was known.
      nulls: (args, { line }) => line >= 400 || !/^utf-?8$/i.test(String(args[1]?.value)) || nullableAt(args, 0),
      ...THROWS,
    },
  ),
  try_to_binary: onText(
    [text("str"), text("fmt", { optional: true, foldable: true })],
    "3.3.0",
    "As to_binary, but NULL of what is malformed.",
    [
      ["try_to_binary('abc', 'utf-8')", "[61 62 63]"],
      ["try_to_binary('a!', 'base64')", "NULL"],
    ],
    { returns: BINARY, nulls: "always" },
  ),
  validate_utf8: onText(
    [textOrBytes("str")],
    "4.0.0",
    "The text, or an error where the bytes are no valid UTF-8.",
    [["validate_utf8('Spark')", "Spark"]],
    { nulls: "always", ...THROWS },
  ),
  try_validate_utf8: onText(
    [textOrBytes("str")],
    "4.0.0",
    "The text, or NULL where the bytes are no valid UTF-8.",
    [
      ["try_validate_utf8('Spark')", "Spark"],
      ["try_validate_utf8(x'80')", "NULL"],
    ],
    { nulls: "always" },
  ),
  sentences: onText(
    [text("str"), text("lang", { default: "''" }), text("country", { default: "''" })],
    "2.0.0",
    "The sentences of a text, each an array of its words.",
    [["sentences('Hi there! Good morning.')", "[[Hi, there], [Good, morning]]"]],
    { returns: array(array(STRING, false), false), nulls: "always" },
  ),
  is_valid_utf8: onText(
    [textOrBytes("str")],
    "4.0.0",
    "Whether the bytes are valid UTF-8.",
    [
      ["is_valid_utf8('Spark')", "true"],
      ["is_valid_utf8(x'80')", "false"],
    ],
    { returns: BOOLEAN, nulls: "always" },
  ),
  make_valid_utf8: onText(
    [textOrBytes("str")],
    "4.0.0",
    "The text with invalid UTF-8 replaced by the replacement character.",
    [
      ["make_valid_utf8('Spark')", "Spark"],
      ["make_valid_utf8(x'80')", "\ufffd"],
    ],
    { nulls: "always" },
  ),
});

/** What `charset_encode` and `charset_decode` are told of the settings. */
const codingWays = ({ ways }: TypingSettings): string => {
  const words = [ways?.javaCharsets === true ? "java" : "", ways?.replacesCharacters === true ? "replace" : ""];
  return words.every((word) => word === "") ? "" : `, '${words.join(" ").trim()}'`;
};

/** The results among decode's arguments: every second one from the third, and the default. */
function decodeResults(args: readonly ArgInfo[]): readonly ArgInfo[] {
  return args.filter((_, i) => i >= 2 && (i % 2 === 0 || i === args.length - 1));
}

const charColumn = (doc: string, throws = false) =>
  scalar({
    args: [text("str"), of("length", INT)],
    returns: STRING,
    nulls: "mirror",
    since: "3.1.0",
    doc,
    examples: [],
    throws,
  });

/** Functions that others are replaced by. */
export const stringInternals = functionGroup("internal", {
  collation_key: scalar({
    args: [text("str")],
    returns: STRING,
    nulls: "mirror",
    since: "4.0.0",
    doc: "A text of bytes that is equal and ordered as a text with a collation is.",
    examples: [],
    throws: true,
  }),
  number_to_char: scalar({
    args: [any("expr"), text("format", { foldable: true })],
    returns: STRING,
    nulls: "mirror",
    since: "3.4.0",
    doc: "A number by a template of digits.",
    examples: [],
    throws: true,
  }),
  read_char: charColumn("What was stored in CHAR(n), filled with spaces to its length."),
  store_char: charColumn("A text as CHAR(n) stores it: filled with spaces, or without those that are too many.", true),
  store_varchar: charColumn("A text as VARCHAR(n) stores it: without spaces at its end that are too many.", true),
  charset_encode: scalar({
    args: [of("str", STRING), of("charset", STRING), of("ways", STRING, { foldable: true })],
    returns: BINARY,
    nulls: "always",
    since: "4.0.0",
    doc: "The bytes of a text in a character set, in an older way: `java` knows more sets, `replace` never fails.",
    examples: [],
    throws: true,
  }),
  charset_decode: scalar({
    args: [of("bin", BINARY), of("charset", STRING), of("ways", STRING, { foldable: true, optional: true })],
    returns: STRING,
    nulls: alwaysSince4,
    since: "4.0.0",
    doc: "The text of bytes in a character set.",
    examples: [],
    throws: true,
  }),
});
