/** Spark's comparisons, logic and membership. */
import { sparkError } from "../errors/spark-error.ts";
import { findWiderCommonType } from "../types/coercion.ts";
import { BOOLEAN, DOUBLE, FLOAT, isNumeric, isText, STRING, sameType } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import { typeAt } from "./arg-rules.ts";
import { comparisonOperands } from "./arithmetic-rules.ts";
import {
  type ArgInfo,
  any,
  type Declaration,
  type Example,
  functionGroup,
  of,
  oneOf,
  scalar,
  type TypingSettings,
  text,
} from "./define.ts";

interface Call {
  readonly sql: string;
}

const compared = (equality: boolean) => (args: readonly ArgInfo[], settings: TypingSettings, call: Call) => {
  const [a, b] = args as readonly [ArgInfo, ArgInfo];
  return comparisonOperands(a, b, settings, equality, call);
};

const comparison = (symbol: string, doc: string, examples: readonly Example[], more: Partial<Declaration> = {}) =>
  scalar({
    args: [any("expr1"), any("expr2")],
    coerce: compared(symbol === "=" || symbol === "<=>"),
    compares: (args) => typeAt(args, 0),
    returns: BOOLEAN,
    nulls: "mirror",
    since: "1.0.0",
    doc,
    examples,
    pretty: (args) => `(${args.join(` ${symbol} `)})`,
    ...more,
  });

const connective = (name: "and" | "or", doc: string, examples: readonly Example[]) =>
  scalar({
    args: [any("expr1"), any("expr2", { variadic: true })],
    coerce: (args, settings, call) => {
      const promoted = settings.ansi && args.some((a) => a.type.kind === "boolean");
      for (const [i, arg] of args.entries()) {
        if (arg.type.kind === "boolean" || arg.type.kind === "null" || (promoted && isText(arg.type))) continue;
        const other = args[i === 0 ? 1 : i - 1];
        if (other !== undefined && (other.type.kind === "boolean" || !sameType(other.type, arg.type))) {
          const [left, right] = i === 0 ? [arg, other] : [other, arg];
          throw sparkError("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES", {
            sqlExpr: `"${call.sql}"`,
            left: `"${sqlType(left.type)}"`,
            right: `"${sqlType(right.type)}"`,
          });
        }
        throw sparkError("DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE", {
          sqlExpr: `"${call.sql}"`,
          inputType: '"BOOLEAN"',
          actualDataType: `"${sqlType(arg.type)}"`,
        });
      }
      return args.map(() => BOOLEAN);
    },
    returns: BOOLEAN,
    nulls: "mirror",
    since: "1.0.0",
    doc,
    examples,
    pretty: (args) => balanced(name.toUpperCase(), args),
  });

/** A chain of one connective as Spark's parser nests it: halved again and again (`AstBuilder.visitLogicalBinary`). */
export function balanced(symbol: string, args: readonly string[]): string {
  if (args.length < 2) return args[0] ?? "";
  const half = Math.ceil(args.length / 2);
  return `(${balanced(symbol, args.slice(0, half))} ${symbol} ${balanced(symbol, args.slice(half))})`;
}

const nullTest = (words: "IS NULL" | "IS NOT NULL", doc: string, examples: readonly Example[]) =>
  scalar({
    args: [any("expr")],
    returns: BOOLEAN,
    nulls: "never",
    since: "1.0.0",
    doc,
    examples,
    pretty: (args) => `(${args[0]} ${words})`,
    plain: (args) => `${words === "IS NULL" ? "isnull" : "isnotnull"}(${args[0]})`,
  });

const escapeOf = (args: readonly string[]): string => {
  const escape = args[2];
  return escape === undefined || escape === "\\" ? "" : ` ESCAPE '${escape}'`;
};

const patternTest = (doc: string, examples: readonly Example[], since: string, more: Partial<Declaration>) =>
  scalar({
    args: [text("str"), text("pattern")],
    returns: BOOLEAN,
    nulls: "mirror",
    since,
    doc,
    examples,
    throws: true,
    ...more,
  });

export const predicateFunctions = functionGroup("predicate", {
  "=": comparison(
    "=",
    "Whether two values are equal; NULL when one is NULL.",
    [
      ["2 = 2", "true"],
      ["1 = '1'", "true"],
      ["NULL = NULL", "NULL"],
    ],
    { aliases: ["=="] },
  ),
  "<=>": comparison(
    "<=>",
    "Whether two values are equal, where NULL equals NULL.",
    [
      ["NULL <=> NULL", "true"],
      ["1 <=> NULL", "false"],
    ],
    { nulls: "never" },
  ),
  "<": comparison("<", "Whether the first value is less.", [["1 < 2", "true"]]),
  "<=": comparison("<=", "Whether the first value is less or equal.", [["2 <= 2", "true"]]),
  ">": comparison(">", "Whether the first value is greater.", [["2 > 1", "true"]]),
  ">=": comparison(">=", "Whether the first value is greater or equal.", [["2 >= 2", "true"]]),
  equal_null: comparison(
    "<=>",
    "Whether two values are equal, where NULL equals NULL.",
    [
      ["equal_null(NULL, NULL)", "true"],
      ["equal_null(3, 4)", "false"],
    ],
    {
      nulls: "never",
      since: "3.4.0",
      pretty: (args) => `equal_null(${args.join(", ")})`,
    },
  ),
  and: connective("and", "Whether both are true; false when one is false, even beside NULL.", [
    ["true AND false", "false"],
    ["true AND NULL", "NULL"],
  ]),
  or: connective("or", "Whether one is true, even beside NULL.", [
    ["true OR false", "true"],
    ["false OR NULL", "NULL"],
  ]),
  not: scalar({
    args: [of("expr", BOOLEAN)],
    returns: BOOLEAN,
    nulls: "mirror",
    since: "1.0.0",
    doc: "The opposite of a truth value.",
    examples: [
      ["NOT true", "false"],
      ["NOT NULL", "NULL"],
    ],
    aliases: ["!"],
    pretty: (args) => `(NOT ${args[0]})`,
    plain: (args) => `NOT ${args[0]}`,
  }),
  in: scalar({
    args: [any("expr1"), any("expr2", { variadic: true, optional: true })],
    coerce: (args, settings, call) => {
      const common = findWiderCommonType(
        args.map((a) => a.type),
        settings,
      );
      if (common !== undefined) return args.map(() => common);
      throw sparkError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", {
        sqlExpr: `"${call.sql}"`,
        functionName: "`in`",
        dataType: `[${args.map((a) => `"${sqlType(a.type)}"`).join(", ")}]`,
      });
    },
    returns: BOOLEAN,
    nulls: "mirror",
    since: "1.0.0",
    doc: "Whether the first value equals one of the others; NULL when none does and one of them is NULL.",
    examples: [
      ["1 IN (1, 2, 3)", "true"],
      ["4 IN (1, NULL)", "NULL"],
    ],
    pretty: ([first, ...rest]) => `(${first} IN (${rest.join(", ")}))`,
  }),
  between: scalar({
    args: [any("input"), any("lower"), any("upper")],
    returns: BOOLEAN,
    nulls: "mirror",
    since: "4.0.0",
    doc: "Whether a value is neither less than the second nor greater than the third.",
    examples: [
      ["2 BETWEEN 1 AND 3", "true"],
      ["between(0.5, 1, 3)", "false"],
    ],
    replacedBy: "($0 >= $1) AND ($0 <= $2)",
  }),
  isnull: nullTest("IS NULL", "Whether a value is NULL.", [
    ["isnull(1)", "false"],
    ["NULL IS NULL", "true"],
  ]),
  isnotnull: nullTest("IS NOT NULL", "Whether a value is not NULL.", [
    ["isnotnull(1)", "true"],
    ["NULL IS NOT NULL", "false"],
  ]),
  isnan: scalar({
    args: [
      oneOf("expr", [
        { spec: "exact", type: DOUBLE },
        { spec: "exact", type: FLOAT },
      ]),
    ],
    coerce: (args) => {
      const type = typeAt(args, 0);
      if (type.kind === "float") return [type];
      return isNumeric(type) || type.kind === "null" || isText(type) ? [DOUBLE] : undefined;
    },
    returns: BOOLEAN,
    nulls: "never",
    since: "1.5.0",
    doc: "Whether a number is NaN; false of NULL.",
    examples: [
      ["isnan(cast('NaN' as double))", "true"],
      ["isnan(1.0D)", "false"],
    ],
  }),
  like: patternTest(
    "Whether a text matches a pattern of `%` (anything) and `_` (one character).",
    [
      ["'Spark' LIKE 'S%'", "true"],
      ["'a_b' LIKE 'a\\\\_b'", "true"],
      ["'a_b' LIKE 'a/_b' ESCAPE '/'", "true"],
    ],
    "1.0.0",
    {
      args: [text("str"), text("pattern"), of("escape", STRING, { optional: true, foldable: true })],
      pretty: (args) => `${args[0]} LIKE ${args[1]}${escapeOf(args)}`,
    },
  ),
  ilike: patternTest("As LIKE, without regard to case.", [["'Spark' ILIKE 's%'", "true"]], "3.3.0", {
    args: [text("str"), text("pattern"), of("escape", STRING, { optional: true, foldable: true })],
    pretty: (args) => `ilike(${args[0]}, ${args[1]})`,
  }),
  rlike: patternTest(
    "Whether a part of a text matches a Java regular expression.",
    [
      ["'Spark' RLIKE '^S.*k$'", "true"],
      ["regexp_like('abc', 'd')", "false"],
    ],
    "1.0.0",
    {
      args: [text("str"), text("regexp")],
      aliases: ["regexp", "regexp_like"],
      pretty: (args, _info, called) => `${(called ?? "rlike").toUpperCase()}(${args.join(", ")})`,
    },
  ),
});
