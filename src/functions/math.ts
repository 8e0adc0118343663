/** Spark's arithmetic operators and mathematical functions. */
import { sparkError } from "../errors/spark-error.ts";
import { findWiderTypeWithoutStringPromotion } from "../types/coercion.ts";
import {
  BINARY,
  DAY_TIME_INTERVAL,
  type DataType,
  type DecimalType,
  DOUBLE,
  decimal,
  INT,
  isAnsiInterval,
  LONG,
  STRING,
  YEAR_MONTH_INTERVAL,
} from "../types/data-type.ts";
import { boundedDecimal, decimalOf, widerDecimal } from "../types/decimal.ts";
import { sqlType } from "../types/print.ts";
import { sameAs, typeAt } from "./arg-rules.ts";
import {
  arithmeticForm,
  type BinaryArithmetic,
  NUMERIC_AND_ANSI_INTERVAL_SPEC,
  NUMERIC_AND_INTERVAL_SPEC,
} from "./arithmetic-rules.ts";
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
  type TypingSettings,
} from "./define.ts";
import { implicitTarget } from "./signature.ts";

/** `(a op b)` as operators print. */
export const infixName = (op: string) => (args: readonly string[]) => `(${args.join(` ${op} `)})`;

const typedBy = (op: BinaryArithmetic, tolerant = false): Pick<Declaration, "coerce" | "returns"> => ({
  coerce: (args, settings, call) => {
    const [a, b] = args as readonly [ArgInfo, ArgInfo];
    const form = arithmeticForm(op, a, b, settings, { sql: call.sql, tolerant });
    return [form.left, form.right];
  },
  returns: (args, settings) => {
    const [a, b] = args as readonly [ArgInfo, ArgInfo];
    return arithmeticForm(op, a, b, settings, { sql: op }).result;
  },
});

const operands: readonly Param[] = [any("expr1"), any("expr2")];
const operator = (
  op: BinaryArithmetic,
  since: string,
  doc: string,
  examples: readonly Example[],
  more: Partial<Declaration> = {},
) =>
  scalar({
    args: operands,
    ...typedBy(op),
    nulls: (args, settings) =>
      op === "/" ||
      op === "%" ||
      op === "div" ||
      op === "pmod" ||
      args.some((a) => a.nullable) ||
      decimalInLegacy(args, settings),
    since,
    doc,
    examples,
    throws: "ansi",
    pretty: infixName(op),
    ...more,
  });

const decimalInLegacy = (args: readonly ArgInfo[], settings: TypingSettings): boolean =>
  !settings.ansi && args[0]?.type.kind === "decimal";

const tryOperator = (op: BinaryArithmetic, name: string, since: string, doc: string, examples: readonly Example[]) =>
  operator(op, since, doc, examples, {
    ...typedBy(op, true),
    nulls: "always",
    mode: "try",
    throws: false,
    pretty: (args) => `${name}(${args.join(", ")})`,
  });

/** A function of one DOUBLE. */
const ofDouble = (since: string, doc: string, examples: readonly Example[], more: Partial<Declaration> = {}) =>
  scalar({ args: [of("expr", DOUBLE)], returns: DOUBLE, nulls: "always", since, doc, examples, ...more });

const upperName = (name: string) => (args: readonly string[], _info: unknown, called?: string) =>
  `${called ?? name}(${args.join(", ")})`;

/** The scale of ceil, floor and round: a constant whole number. */
const scaleOf = (args: readonly ArgInfo[]): number => (typeof args[1]?.value === "number" ? args[1].value : 0);

/** DECIMAL with digits after the point cut to `scale`; one digit more where rounding may carry. */
function rounded(type: DecimalType, scale: number): DecimalType {
  const integral = type.precision - type.scale + 1;
  if (scale < 0) return boundedDecimal(Math.max(integral, -scale + 1), 0);
  const digits = Math.min(type.scale, scale);
  return boundedDecimal(integral + digits, digits);
}

const roundedTo = (args: readonly ArgInfo[]): DataType => {
  const type = typeAt(args, 0);
  return type.kind === "decimal" ? rounded(type, scaleOf(args)) : type;
};

/** ceil and floor: BIGINT, or DECIMAL for decimals and wherever a scale is given. */
const wholeOf = (args: readonly ArgInfo[]): DataType => {
  const type = typeAt(args, 0);
  if (args.length < 2) {
    if (type.kind !== "decimal") return LONG;
    return type.scale === 0 ? type : boundedDecimal(type.precision - type.scale + 1, 0);
  }
  return rounded(decimalOf(type) ?? decimal(38, 18), scaleOf(args));
};

const whole = (upper: "CEIL" | "FLOOR", doc: string, examples: readonly Example[], aliases: readonly string[] = []) =>
  scalar({
    args: [
      oneOf("expr", [
        { spec: "exact", type: DOUBLE },
        { spec: "family", family: "decimal" },
        { spec: "exact", type: LONG },
      ]),
      any("scale", { optional: true }),
    ],
    expects: "2",
    coerce: (args, _settings, call) => {
      const type = typeAt(args, 0);
      const scale = args[1];
      if (scale !== undefined && (!scale.foldable || scale.type.kind !== "int" || scale.value === null)) {
        throw sparkError("NON_FOLDABLE_ARGUMENT", {
          funcName: `\`${upper.toLowerCase()}\``,
          paramName: "`scale`",
          paramType: '"INT"',
        });
      }
      if (args.length > 1) {
        const exact = type.kind === "null" ? undefined : decimalOf(type);
        if (exact === undefined && type.kind !== "null" && type.kind !== "string") {
          throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
            sqlExpr: `"${call.sql}"`,
            paramIndex: "first",
            requiredType: '"DECIMAL"',
            inputSql: `"${args[0]?.sql ?? ""}"`,
            inputType: `"${sqlType(type)}"`,
          });
        }
        return exact ? [exact, INT] : [decimal(38, 18), INT];
      }
      if (type.kind === "decimal" || type.kind === "double" || type.kind === "long") return [type];
      return decimalOf(type) !== undefined || type.kind === "string" || type.kind === "null" ? [DOUBLE] : undefined;
    },
    returns: wholeOf,
    nulls: "always",
    since: "1.4.0",
    doc,
    examples,
    aliases,
    throws: "ansi",
    pretty: (args, _info, called) => `${called ?? (args.length > 1 ? upper.toLowerCase() : upper)}(${args.join(", ")})`,
  });

const rounding = (doc: string, examples: readonly Example[], since: string) =>
  scalar({
    args: [numeric("expr"), of("scale", INT, { default: "0", foldable: true })],
    returns: roundedTo,
    nulls: "always",
    since,
    doc,
    examples,
    throws: "ansi",
  });

const extreme = (name: string, doc: string, examples: readonly Example[]) =>
  scalar({
    args: [any("expr1"), any("expr2", { variadic: true })],
    coerce: (args, settings, call) => {
      const common = findWiderTypeWithoutStringPromotion(
        args.map((a) => a.type),
        settings,
      );
      if (common !== undefined) return args.map(() => common);
      throw sparkError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", {
        sqlExpr: `"${call.sql}"`,
        functionName: `\`${name}\``,
        dataType: `[${args.map((a) => `"${sqlType(a.type)}"`).join(", ")}]`,
      });
    },
    compares: (args) => typeAt(args, 0),
    returns: sameAs(0),
    nulls: (args) => args.every((a) => a.nullable),
    since: "1.5.0",
    doc,
    examples,
  });

const SEED = [
  { spec: "exact", type: INT },
  { spec: "exact", type: LONG },
] as const;

/** Between numbers of two types: the wider, floats before decimals; DOUBLE beside an untyped NULL. */
function uniformType(args: readonly ArgInfo[], { line }: TypingSettings): DataType {
  const [a, b] = [typeAt(args, 0), typeAt(args, 1)];
  if (a.kind === "null" || b.kind === "null") return DOUBLE;
  const order = ["byte", "short", "int", "long", "decimal", "float", "double"];
  if (a.kind === "decimal" && b.kind === "decimal") return widerDecimal(a, b, line);
  return order.indexOf(a.kind) >= order.indexOf(b.kind) ? a : b;
}

const seeded = (name: string, doc: string, examples: readonly Example[], aliases: readonly string[] = []) =>
  scalar({
    args: [oneOf("seed", SEED, { optional: true })],
    strict: true,
    check: (args, _settings, call) => {
      const seed = args[0];
      if (seed === undefined || seed.foldable) return;
      throw sparkError("SEED_EXPRESSION_IS_UNFOLDABLE", { seedExpr: `"${seed.sql}"`, exprWithSeed: `"${call.sql}"` });
    },
    returns: DOUBLE,
    nulls: "never",
    since: "1.5.0",
    doc,
    examples,
    aliases,
    deterministic: false,
    pretty: (args) => `${name}(${args.join(", ")})`,
  });

const signed = {
  args: [oneOf("expr", specsOf(NUMERIC_AND_INTERVAL_SPEC))],
  returns: sameAs(0),
  nulls: "mirror",
  throws: "ansi",
} as const;

function specsOf(spec: typeof NUMERIC_AND_INTERVAL_SPEC) {
  return spec.spec === "oneOf" ? spec.specs : [spec];
}

/** A number or interval as it is, text as DOUBLE. */
const signedTypes = (args: readonly ArgInfo[], accepts: (t: DataType) => boolean): readonly DataType[] | undefined => {
  const type = typeAt(args, 0);
  if (type.kind === "string" || type.kind === "null") return [DOUBLE];
  return accepts(type) ? [type] : undefined;
};
const isSigned = (t: DataType): boolean =>
  decimalOf(t) !== undefined || isAnsiInterval(t) || t.kind === "calendar_interval";

export const mathFunctions = functionGroup("math", {
  "+": operator("+", "1.0.0", "The sum of two numbers, or of two intervals.", [
    ["1 + 2", "3"],
    ["1.5 + 2.25", "3.75"],
  ]),
  "-": operator("-", "1.0.0", "The first number less the second.", [
    ["2 - 1", "1"],
    ["1 - 0.05", "0.95"],
  ]),
  "*": operator("*", "1.0.0", "The product of two numbers.", [
    ["2 * 3", "6"],
    ["1.5 * 1.5", "2.25"],
  ]),
  "/": operator("/", "1.0.0", "The quotient of two numbers, never cut to a whole number.", [
    ["3 / 2", "1.5"],
    ["1.5 / 3", "0.500000"],
  ]),
  "%": operator(
    "%",
    "1.0.0",
    "The remainder of a division; it has the sign of the first number.",
    [
      ["5 % 3", "2"],
      ["-5 % 3", "-2"],
    ],
    {
      aliases: ["mod"],
      pretty: (args, _info, called) =>
        called === undefined ? `(${args.join(" % ")})` : `${called}(${args.join(", ")})`,
    },
  ),
  div: operator("div", "3.0.0", "The quotient cut to a whole number, as BIGINT.", [
    ["7 div 2", "3"],
    ["-7 div 2", "-3"],
  ]),
  pmod: operator(
    "pmod",
    "1.5.0",
    "The remainder of a division that is never negative for a positive divisor.",
    [
      ["pmod(10, 3)", "1"],
      ["pmod(-10, 3)", "2"],
    ],
    {
      pretty: (args) => `pmod(${args.join(", ")})`,
    },
  ),
  try_add: tryOperator("+", "try_add", "3.2.0", "The sum, or NULL where it overflows.", [
    ["try_add(1, 2)", "3"],
    ["try_add(2147483647, 1)", "NULL"],
  ]),
  try_subtract: tryOperator("-", "try_subtract", "3.3.0", "The difference, or NULL where it overflows.", [
    ["try_subtract(2, 1)", "1"],
    ["try_subtract(-2147483648, 1)", "NULL"],
  ]),
  try_multiply: tryOperator("*", "try_multiply", "3.3.0", "The product, or NULL where it overflows.", [
    ["try_multiply(2, 3)", "6"],
    ["try_multiply(2147483647, 2)", "NULL"],
  ]),
  try_divide: tryOperator("/", "try_divide", "3.2.0", "The quotient, or NULL where the divisor is zero.", [
    ["try_divide(3, 2)", "1.5"],
    ["try_divide(1, 0)", "NULL"],
  ]),
  try_mod: tryOperator("%", "try_mod", "4.0.0", "The remainder, or NULL where the divisor is zero.", [
    ["try_mod(5, 3)", "2"],
    ["try_mod(5, 0)", "NULL"],
  ]),
  negative: scalar({
    ...signed,
    coerce: (args) => signedTypes(args, isSigned),
    since: "1.0.0",
    doc: "The number or interval with its sign turned.",
    examples: [["-(5)", "-5"]],
    prettyOperator: (args) => `(- ${args[0]})`,
    plain: (args) => `-${args[0]}`,
  }),
  positive: scalar({
    ...signed,
    coerce: (args) => signedTypes(args, isSigned),
    throws: false,
    since: "1.5.0",
    doc: "The number or interval as it is.",
    examples: [["positive(5)", "5"]],
    pretty: (args) => `(+ ${args[0]})`,
  }),
  abs: scalar({
    ...signed,
    args: [oneOf("expr", specsOf(NUMERIC_AND_ANSI_INTERVAL_SPEC))],
    coerce: (args) => signedTypes(args, (t) => decimalOf(t) !== undefined || isAnsiInterval(t)),
    since: "1.2.0",
    doc: "The number or interval without its sign.",
    examples: [
      ["abs(-5)", "5"],
      ["abs(1.5)", "1.5"],
    ],
  }),
  ceil: whole(
    "CEIL",
    "The least whole number that is not less, or the least number of so many digits after the point.",
    [
      ["ceil(-0.1)", "0"],
      ["ceil(5)", "5"],
      ["ceil(3.1411, 3)", "3.142"],
      ["ceil(3.1411, -3)", "1000"],
    ],
    ["ceiling"],
  ),
  floor: whole(
    "FLOOR",
    "The greatest whole number that is not greater, or the greatest number of so many digits after the point.",
    [
      ["floor(-0.1)", "-1"],
      ["floor(5)", "5"],
      ["floor(3.1411, 3)", "3.141"],
      ["floor(3.1411, -3)", "0"],
    ],
  ),
  round: rounding(
    "The number rounded to `scale` digits after the point, halves away from zero.",
    [
      ["round(2.5, 0)", "3"],
      ["round(-2.5)", "-3"],
      ["round(1.005D, 2)", "1.01"],
      ["round(125, -1)", "130"],
    ],
    "1.5.0",
  ),
  bround: rounding(
    "The number rounded to `scale` digits after the point, halves to the even digit.",
    [
      ["bround(2.5, 0)", "2"],
      ["bround(25, -1)", "20"],
    ],
    "2.0.0",
  ),
  rint: ofDouble("1.4.0", "The nearest whole number as a DOUBLE, halves to the even one.", [
    ["rint(12.3456)", "12.0"],
    ["rint(2.5)", "2.0"],
  ]),
  sign: ofDouble(
    "1.4.0",
    "-1.0, 0.0 or 1.0 by the sign of the number.",
    [
      ["sign(40)", "1.0"],
      ["signum(-2.5)", "-1.0"],
    ],
    {
      args: [
        oneOf("expr", [
          { spec: "exact", type: DOUBLE },
          { spec: "exact", type: YEAR_MONTH_INTERVAL },
          { spec: "exact", type: DAY_TIME_INTERVAL },
        ]),
      ],
      coerce: (args) => {
        const type = typeAt(args, 0);
        if (isAnsiInterval(type)) return [type];
        return decimalOf(type) !== undefined || type.kind === "null" || type.kind === "string" ? [DOUBLE] : undefined;
      },
      aliases: ["signum"],
      pretty: (args, _info, called) => `${called === "signum" ? "SIGNUM" : "sign"}(${args.join(", ")})`,
    },
  ),
  sqrt: ofDouble(
    "1.1.1",
    "The square root; NaN of a negative number.",
    [
      ["sqrt(4)", "2.0"],
      ["sqrt(-1)", "NaN"],
    ],
    { pretty: upperName("SQRT") },
  ),
  cbrt: ofDouble("1.4.0", "The cube root.", [["cbrt(27.0)", "3.0"]], { pretty: upperName("CBRT") }),
  exp: ofDouble("1.4.0", "e to the power of the number.", [["exp(0)", "1.0"]], { pretty: upperName("EXP") }),
  expm1: ofDouble("1.4.0", "e to the power of the number, less one, exact near zero.", [["expm1(0)", "0.0"]], {
    pretty: upperName("EXPM1"),
  }),
  ln: ofDouble("1.4.0", "The natural logarithm; NULL of what is not positive.", [
    ["ln(1)", "0.0"],
    ["ln(0)", "NULL"],
  ]),
  log: scalar({
    args: [of("base", DOUBLE), of("expr", DOUBLE, { optional: true })],
    returns: DOUBLE,
    nulls: "always",
    since: "1.5.0",
    doc: "The logarithm to the base, or with one argument the natural logarithm; NULL of what is not positive.",
    examples: [
      ["log(10, 100)", "2.0"],
      ["log(1)", "0.0"],
    ],
    pretty: (args) => (args.length === 1 ? `LOG(E(), ${args[0]})` : `LOG(${args.join(", ")})`),
  }),
  log10: ofDouble("1.4.0", "The logarithm to base 10; NULL of what is not positive.", [["log10(10)", "1.0"]], {
    pretty: upperName("LOG10"),
  }),
  log2: ofDouble("1.4.0", "The logarithm to base 2; NULL of what is not positive.", [["log2(2)", "1.0"]], {
    pretty: upperName("LOG2"),
  }),
  log1p: ofDouble(
    "1.4.0",
    "The natural logarithm of one more than the number, exact near zero.",
    [["log1p(0)", "0.0"]],
    { pretty: upperName("LOG1P") },
  ),
  pow: scalar({
    args: [of("expr1", DOUBLE), of("expr2", DOUBLE)],
    returns: DOUBLE,
    nulls: "mirror",
    since: "1.4.0",
    doc: "The first number to the power of the second.",
    examples: [
      ["pow(2, 3)", "8.0"],
      ["power(2, -1)", "0.5"],
    ],
    aliases: ["power"],
    pretty: (args, _info, called) => `${called === "power" ? "POWER" : "pow"}(${args.join(", ")})`,
  }),
  sin: ofDouble("1.4.0", "The sine of an angle in radians.", [["sin(0)", "0.0"]], { pretty: upperName("SIN") }),
  cos: ofDouble("1.4.0", "The cosine of an angle in radians.", [["cos(0)", "1.0"]], { pretty: upperName("COS") }),
  tan: ofDouble("1.4.0", "The tangent of an angle in radians.", [["tan(0)", "0.0"]], { pretty: upperName("TAN") }),
  cot: ofDouble("2.3.0", "The cotangent of an angle in radians.", [["cot(1)", "0.6420926159343306"]], {
    pretty: upperName("COT"),
  }),
  sec: ofDouble("3.3.0", "The secant of an angle in radians.", [["sec(0)", "1.0"]], { pretty: upperName("SEC") }),
  csc: ofDouble("3.3.0", "The cosecant of an angle in radians.", [["csc(1)", "1.1883951057781212"]], {
    pretty: upperName("CSC"),
  }),
  asin: ofDouble(
    "1.4.0",
    "The angle whose sine is the number; NaN outside -1 to 1.",
    [
      ["asin(0)", "0.0"],
      ["asin(2)", "NaN"],
    ],
    { pretty: upperName("ASIN") },
  ),
  acos: ofDouble(
    "1.4.0",
    "The angle whose cosine is the number; NaN outside -1 to 1.",
    [
      ["acos(1)", "0.0"],
      ["acos(2)", "NaN"],
    ],
    { pretty: upperName("ACOS") },
  ),
  atan: ofDouble("1.4.0", "The angle whose tangent is the number.", [["atan(0)", "0.0"]], {
    pretty: upperName("ATAN"),
  }),
  atan2: scalar({
    args: [of("exprY", DOUBLE), of("exprX", DOUBLE)],
    returns: DOUBLE,
    nulls: "mirror",
    since: "1.4.0",
    doc: "The angle of the point (x, y) from the positive x axis.",
    examples: [["atan2(0, 0)", "0.0"]],
    pretty: upperName("ATAN2"),
  }),
  sinh: ofDouble("1.4.0", "The hyperbolic sine.", [["sinh(0)", "0.0"]], { pretty: upperName("SINH") }),
  cosh: ofDouble("1.4.0", "The hyperbolic cosine.", [["cosh(0)", "1.0"]], { pretty: upperName("COSH") }),
  tanh: ofDouble("1.4.0", "The hyperbolic tangent.", [["tanh(0)", "0.0"]], { pretty: upperName("TANH") }),
  asinh: ofDouble("3.0.0", "The inverse hyperbolic sine.", [["asinh(0)", "0.0"]], { pretty: upperName("ASINH") }),
  acosh: ofDouble(
    "3.0.0",
    "The inverse hyperbolic cosine; NaN below 1.",
    [
      ["acosh(1)", "0.0"],
      ["acosh(0)", "NaN"],
    ],
    { pretty: upperName("ACOSH") },
  ),
  atanh: ofDouble(
    "3.0.0",
    "The inverse hyperbolic tangent; NaN outside -1 to 1.",
    [
      ["atanh(0)", "0.0"],
      ["atanh(2)", "NaN"],
    ],
    { pretty: upperName("ATANH") },
  ),
  hypot: scalar({
    args: [of("expr1", DOUBLE), of("expr2", DOUBLE)],
    returns: DOUBLE,
    nulls: "mirror",
    since: "1.4.0",
    doc: "The square root of the sum of two squares.",
    examples: [["hypot(3, 4)", "5.0"]],
    pretty: upperName("HYPOT"),
  }),
  degrees: ofDouble("1.4.0", "Radians as degrees.", [["degrees(3.141592653589793)", "180.0"]], {
    pretty: upperName("DEGREES"),
  }),
  radians: ofDouble("1.4.0", "Degrees as radians.", [["radians(180)", "3.141592653589793"]], {
    pretty: upperName("RADIANS"),
  }),
  e: scalar({
    args: [],
    returns: DOUBLE,
    nulls: "never",
    since: "1.5.0",
    doc: "Euler's number.",
    examples: [["e()", "2.718281828459045"]],
    pretty: () => "E()",
  }),
  pi: scalar({
    args: [],
    returns: DOUBLE,
    nulls: "never",
    since: "1.5.0",
    doc: "The number pi.",
    examples: [["pi()", "3.141592653589793"]],
    pretty: () => "PI()",
  }),
  factorial: scalar({
    args: [of("expr", INT)],
    returns: LONG,
    nulls: "always",
    since: "1.5.0",
    doc: "The factorial of a number from 0 to 20; NULL of others.",
    examples: [
      ["factorial(5)", "120"],
      ["factorial(21)", "NULL"],
    ],
  }),
  conv: scalar({
    args: [of("num", STRING), of("from_base", INT), of("to_base", INT)],
    returns: STRING,
    nulls: "always",
    since: "1.5.0",
    doc: "The digits of a number in one base written in another (2 to 36).",
    examples: [
      ["conv('100', 2, 10)", "4"],
      ["conv('-10', 16, -10)", "-16"],
    ],
    throws: "ansi",
  }),
  hex: scalar({
    args: [
      oneOf("expr", [
        { spec: "exact", type: LONG },
        { spec: "exact", type: BINARY },
        { spec: "family", family: "text" },
      ]),
    ],
    returns: STRING,
    nulls: "mirror",
    since: "1.5.0",
    doc: "The hexadecimal digits of a whole number, of bytes or of a text's UTF-8 bytes.",
    examples: [
      ["hex(17)", "11"],
      ["hex('Spark SQL')", "537061726B2053514C"],
    ],
  }),
  unhex: scalar({
    args: [of("expr", STRING)],
    returns: BINARY,
    nulls: "always",
    since: "1.5.0",
    doc: "The bytes of hexadecimal digits; NULL of other text.",
    examples: [
      ["decode(unhex('537061726B2053514C'), 'UTF-8')", "Spark SQL"],
      ["unhex('xyz')", "NULL"],
    ],
  }),
  bin: scalar({
    args: [of("expr", LONG)],
    returns: STRING,
    nulls: "mirror",
    since: "1.5.0",
    doc: "The binary digits of a whole number.",
    examples: [
      ["bin(13)", "1101"],
      ["bin(-13)", "1111111111111111111111111111111111111111111111111111111111110011"],
    ],
  }),
  width_bucket: scalar({
    args: [
      oneOf("value", [
        { spec: "exact", type: DOUBLE },
        { spec: "exact", type: YEAR_MONTH_INTERVAL },
        { spec: "exact", type: DAY_TIME_INTERVAL },
      ]),
      of("min_value", DOUBLE),
      of("max_value", DOUBLE),
      of("num_bucket", LONG),
    ],
    coerce: (args, settings, call) => {
      if (implicitTarget(typeAt(args, 3), { spec: "exact", type: LONG }, settings) === undefined) return undefined;
      const ends = args.slice(0, 3).map((a) => (isAnsiInterval(a.type) ? a.type : DOUBLE));
      const [first = DOUBLE] = ends;
      if (ends.some(isAnsiInterval)) {
        if (ends.every(({ kind }) => kind === first.kind)) {
          const whole = first.kind === "year_month_interval" ? YEAR_MONTH_INTERVAL : DAY_TIME_INTERVAL;
          return [whole, whole, whole, LONG];
        }
        throw sparkError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", {
          sqlExpr: `"${call.sql}"`,
          functionName: "`width_bucket`",
          dataType: `(${ends.map((type) => `"${sqlType(type)}"`).join(" or ")})`,
        });
      }
      return args.every((a) => decimalOf(a.type) !== undefined || a.type.kind === "null" || a.type.kind === "string")
        ? [DOUBLE, DOUBLE, DOUBLE, LONG]
        : undefined;
    },
    coercesAll: true,
    returns: LONG,
    nulls: "always",
    since: "3.1.0",
    doc: "The number of the bucket of an equal-width histogram that a value falls in.",
    examples: [
      ["width_bucket(5.3, 0.2, 10.6, 5)", "3"],
      ["width_bucket(-2.1, 1.3, 3.4, 3)", "0"],
    ],
  }),
  greatest: extreme("greatest", "The greatest of the values that are not NULL.", [
    ["greatest(10, 9, 2, 4, 3)", "10"],
    ["greatest(1, NULL)", "1"],
  ]),
  least: extreme("least", "The least of the values that are not NULL.", [
    ["least(10, 9, 2, 4, 3)", "2"],
    ["least(1, NULL)", "1"],
  ]),
  rand: seeded(
    "rand",
    "A random number from 0 to below 1, the same for each row number and seed.",
    [["rand(0)", "0.7604953758285915"]],
    ["random"],
  ),
  randn: seeded("randn", "A random number of the standard normal distribution.", [["randn(0)", "1.6034991609278433"]]),
  uniform: scalar({
    args: [
      numeric("min", { foldable: "integer or floating-point" }),
      numeric("max", { foldable: "integer or floating-point" }),
      oneOf("seed", SEED, { optional: true, foldable: "integer or floating-point" }),
    ],
    strict: true,
    returns: uniformType,
    nulls: (args) => args.slice(0, 2).some((a) => a.value === null),
    since: "4.0.0",
    doc: "A random number between two constants.",
    examples: [
      ["uniform(10, 20, 0)", "17"],
      ["uniform(1.5, 2.5, 3)", "1.8"],
    ],
    deterministic: false,
  }),
});
