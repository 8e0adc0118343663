/** Spark's conditional functions. CASE is syntax of its own. */
import { sparkError } from "../errors/spark-error.ts";
import { findWiderTypeForTwo } from "../types/coercion.ts";
import { BOOLEAN, DOUBLE, FLOAT, isNumeric, isText } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import { nullableAt, sameAs, typeAt } from "./arg-rules.ts";
import { comparisonOperands } from "./arithmetic-rules.ts";
import { type ArgInfo, any, functionGroup, of, oneOf, scalar, type TypingSettings } from "./define.ts";

const FLOATING = [
  { spec: "exact", type: DOUBLE },
  { spec: "exact", type: FLOAT },
] as const;

const twoBranches = (args: readonly ArgInfo[], settings: TypingSettings, call: { readonly sql: string }) => {
  const then = typeAt(args, 1);
  const otherwise = typeAt(args, 2);
  const common = findWiderTypeForTwo(then, otherwise, settings);
  if (common !== undefined) return [BOOLEAN, common, common];
  throw sparkError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", {
    sqlExpr: `"${call.sql}"`,
    functionName: "`if`",
    dataType: `["${sqlType(then)}", "${sqlType(otherwise)}"]`,
  });
};

const firstOf = {
  unify: { positions: "all", rule: "wider" },
  returns: sameAs(0),
  nulls: (args: readonly ArgInfo[]) => args.every((a) => a.nullable),
} as const;

export const conditionalFunctions = functionGroup("conditional", {
  coalesce: scalar({
    ...firstOf,
    args: [any("expr", { variadic: true })],
    since: "1.0.0",
    doc: "The first argument that is not NULL.",
    examples: [
      ["coalesce(NULL, 1, NULL)", "1"],
      ["coalesce(NULL, NULL)", "NULL"],
    ],
  }),
  nvl: scalar({
    ...firstOf,
    args: [any("expr1"), any("expr2")],
    since: "2.0.0",
    doc: "The first argument, or where it is NULL the second.",
    examples: [
      ["nvl(NULL, 5)", "5"],
      ["ifnull(1, 2)", "1"],
    ],
    aliases: ["ifnull"],
    replacedBy: "coalesce($0, $1)",
  }),
  nvl2: scalar({
    args: [any("expr1"), any("expr2"), any("expr3")],
    unify: { positions: [1, 2], rule: "wider" },
    returns: sameAs(1),
    nulls: (args) => nullableAt(args, 1) || nullableAt(args, 2),
    since: "2.0.0",
    doc: "The second argument where the first is not NULL, else the third.",
    examples: [
      ["nvl2(NULL, 2, 1)", "1"],
      ["nvl2(0, 2, 1)", "2"],
    ],
    replacedBy: "if($0 IS NOT NULL, $1, $2)",
  }),
  nullif: scalar({
    args: [any("expr1"), any("expr2")],
    coerce: (args, settings, call) => {
      const [a, b] = args as readonly [ArgInfo, ArgInfo];
      comparisonOperands(a, b, settings, true, call);
      return [a.type, b.type];
    },
    returns: sameAs(0),
    nulls: "always",
    since: "2.0.0",
    doc: "NULL where both arguments are equal, else the first.",
    examples: [
      ["nullif(2, 2)", "NULL"],
      ["nullif(1, 2)", "1"],
    ],
    replacedBy: "if($0 = $1, NULL, $0)",
  }),
  nullifzero: scalar({
    args: [any("expr")],
    returns: sameAs(0),
    nulls: "always",
    since: "4.0.0",
    doc: "NULL where the number is zero, else the number.",
    examples: [
      ["nullifzero(0)", "NULL"],
      ["nullifzero(2)", "2"],
    ],
    replacedBy: "if($0 = 0, NULL, $0)",
  }),
  zeroifnull: scalar({
    args: [any("expr")],
    returns: sameAs(0),
    nulls: "never",
    since: "4.0.0",
    doc: "Zero where the number is NULL, else the number.",
    examples: [
      ["zeroifnull(NULL)", "0"],
      ["zeroifnull(2)", "2"],
    ],
    replacedBy: "coalesce($0, 0)",
  }),
  nanvl: scalar({
    args: [oneOf("expr1", FLOATING), oneOf("expr2", FLOATING)],
    coerce: (args) => {
      const [a, b] = [typeAt(args, 0), typeAt(args, 1)];
      if (a.kind === "float" && b.kind === "float") return [a, b];
      const number = (t: typeof a) => isNumeric(t) || isText(t) || t.kind === "null";
      return number(a) && number(b) ? [DOUBLE, DOUBLE] : undefined;
    },
    returns: sameAs(0),
    nulls: "mirror",
    since: "1.5.0",
    doc: "The first number, or where it is NaN the second.",
    examples: [
      ["nanvl(cast('NaN' as double), 123)", "123.0"],
      ["nanvl(1.5D, 2)", "1.5"],
    ],
  }),
  if: scalar({
    args: [of("expr1", BOOLEAN), any("expr2"), any("expr3")],
    coerce: (args, settings, call) => {
      const condition = args[0];
      if (condition !== undefined && condition.type.kind !== "boolean" && condition.type.kind !== "null") {
        throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
          sqlExpr: `"${call.sql}"`,
          paramIndex: "first",
          requiredType: '"BOOLEAN"',
          inputSql: `"${condition.sql}"`,
          inputType: `"${sqlType(condition.type)}"`,
        });
      }
      return twoBranches(args, settings, call);
    },
    returns: sameAs(1),
    nulls: (args) => nullableAt(args, 1) || nullableAt(args, 2),
    since: "1.0.0",
    doc: "The second argument where the first is true, else the third.",
    examples: [
      ["if(1 < 2, 'a', 'b')", "a"],
      ["if(NULL, 1, 2)", "2"],
    ],
    pretty: (args) => `(IF(${args.join(", ")}))`,
    plain: ([condition, then, otherwise]) => `if (${condition}) ${then} else ${otherwise}`,
  }),
});
