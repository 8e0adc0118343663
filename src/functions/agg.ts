/** Aggregate functions (Spark's group `agg_funcs`). */
import { isCollated } from "../types/collation.ts";
import { boundedDecimal } from "../types/decimal.ts";
import {
  array,
  BINARY,
  BOOLEAN,
  BYTE,
  type DataType,
  DAY_TIME_INTERVAL,
  DOUBLE,
  field,
  INT,
  isIntegral,
  LONG,
  STRING,
  struct,
  YEAR_MONTH_INTERVAL,
} from "../types/data-type.ts";
import { sparkError } from "../errors/spark-error.ts";
import { sqlType } from "../types/print.ts";
import { sameAs, typeAt, unexpectedInput } from "./arg-rules.ts";
import {
  checkApproximation,
  checkBins,
  checkShares,
  deviationTypes,
  ignoringTypes,
  modeTypes,
} from "./aggregate-checks.ts";
import { implicitTarget } from "./signature.ts";
import {
  aggregate,
  any,
  type ArgInfo,
  type Declaration,
  functionGroup,
  integral,
  numeric,
  of,
  oneOf,
  type Param,
  type TypeSpec,
} from "./define.ts";

const NUMERIC: TypeSpec = { spec: "family", family: "numeric" };
const ANSI_INTERVAL: TypeSpec = { spec: "family", family: "ansi_interval" };
const NUMBER_OR_INTERVAL: TypeSpec = { spec: "oneOf", specs: [NUMERIC, ANSI_INTERVAL], bare: true };
const numberOrInterval = (name: string): Param => ({ name, accepts: NUMBER_OR_INTERVAL });

/** SUM and AVG take timestamps as seconds (`FunctionArgumentConversion`). */
const summands: NonNullable<Declaration["coerce"]> = (args, settings) => {
  const type = typeAt(args, 0);
  const target = type.kind === "timestamp" ? DOUBLE : implicitTarget(type, NUMBER_OR_INTERVAL, settings);
  return target === undefined ? undefined : [target];
};

/** Sums: integers as BIGINT, decimals with ten more digits, intervals as they are, all else as DOUBLE. */
function sumType(type: DataType): DataType {
  if (isIntegral(type)) return LONG;
  if (type.kind === "decimal") return boundedDecimal(type.precision + 10, type.scale);
  return type.kind === "year_month_interval" || type.kind === "day_time_interval" ? type : DOUBLE;
}

/** Averages: decimals with four more digits, intervals with all their fields, all else as DOUBLE. */
function averageType(type: DataType): DataType {
  if (type.kind === "decimal") return boundedDecimal(type.precision + 4, type.scale + 4);
  return intervalOrDouble(type);
}

function intervalOrDouble(type: DataType): DataType {
  if (type.kind === "year_month_interval") return YEAR_MONTH_INTERVAL;
  return type.kind === "day_time_interval" ? DAY_TIME_INTERVAL : DOUBLE;
}

/** One interpolated value, or an array of them when the fractions are an array. */
const percentileType = (of: DataType, fraction: DataType): DataType =>
  fraction.kind === "array" ? array(of, false) : of;

const ONE_SHARE: TypeSpec = { spec: "exact", type: DOUBLE };
const SHARES: TypeSpec = { spec: "arrayOf", element: ONE_SHARE, noNulls: true };

/** A constant share, or an array of them; messages ask for an array where there is one. */
const share = (name: string): Param => ({
  name,
  accepts: { spec: "oneOf", specs: [ONE_SHARE, SHARES], byKind: true },
  foldable: true,
});

const numbers = (...names: readonly string[]): readonly Param[] => names.map((name) => of(name, DOUBLE));

/** An aggregate of one DOUBLE argument. */
const ofDouble = (doc: string, since: string, examples: Declaration["examples"], aliases: readonly string[] = []) =>
  aggregate({ args: numbers("expr"), returns: DOUBLE, nulls: "always", since, doc, examples, aliases });

/** An aggregate of two DOUBLE arguments. */
const ofPairs = (names: readonly [string, string], doc: string, since: string, examples: Declaration["examples"]) =>
  aggregate({ args: numbers(...names), returns: DOUBLE, nulls: "always", since, doc, examples });

const firstLike = (name: string, doc: string, since: string, examples: Declaration["examples"]) =>
  aggregate({
    args: [any("expr"), of("isIgnoreNull", BOOLEAN, { optional: true, foldable: true })],
    coerce: ignoringTypes(name),
    returns: sameAs(0),
    nulls: "always",
    since,
    doc,
    examples,
    pretty: (args) => `${name}(${args[0] ?? ""})`,
  });

const approximatePercentile = {
  args: [
    oneOf("col", [
      NUMERIC,
      { spec: "exact", type: { kind: "date" } },
      { spec: "exact", type: { kind: "timestamp" } },
      { spec: "exact", type: { kind: "timestamp_ntz" } },
      ANSI_INTERVAL,
    ]),
    oneOf("percentage", [ONE_SHARE, SHARES], { foldable: true }),
    integral("accuracy", { default: "10000", foldable: true }),
  ],
  returns: (args: readonly ArgInfo[]) => percentileType(typeAt(args, 0), typeAt(args, 1)),
  nulls: "always",
  check: checkApproximation,
  since: "2.1.0",
} as const;

const collectList = {
  args: [any("expr")],
  returns: (args: readonly ArgInfo[]) => array(typeAt(args, 0), false),
  nulls: "never",
  deterministic: false,
} as const;

export const aggFunctions = functionGroup("agg", {
  count: aggregate({
    args: [any("expr", { variadic: true })],
    returns: LONG,
    nulls: "never",
    since: "1.0.0",
    doc: "How many rows have none of the arguments NULL; `count(*)` counts all rows.",
    examples: [
      ["count(*) FROM VALUES (NULL), (5), (5), (20) AS tab(col)", "4"],
      ["count(col) FROM VALUES (NULL), (5), (5), (20) AS tab(col)", "3"],
      ["count(DISTINCT col) FROM VALUES (NULL), (5), (5), (10) AS tab(col)", "2"],
      ["count(a, b) FROM VALUES (1, 2), (1, NULL), (1, 2) AS tab(a, b)", "2"],
      ["count(DISTINCT a, b) FROM VALUES (1, 2), (1, NULL), (1, 2), (2, 2) AS tab(a, b)", "2"],
    ],
  }),
  sum: aggregate({
    args: [numberOrInterval("expr")],
    coerce: summands,
    coercesAll: true,
    returns: (args) => sumType(typeAt(args, 0)),
    nulls: "always",
    throws: "ansi",
    since: "1.0.0",
    doc: "The sum of the values; NULL when there are none.",
    examples: [
      ["sum(col) FROM VALUES (5), (10), (15) AS tab(col)", "30"],
      ["sum(DISTINCT col) FROM VALUES (5), (5), (NULL), (15) AS tab(col)", "20"],
      ["sum(col) FROM VALUES (1.25), (2.5) AS tab(col)", "3.75"],
      ["sum(col) FROM VALUES (NULL), (NULL) AS tab(col)", "NULL"],
      ["sum(col) FROM VALUES (INTERVAL '1' MONTH), (INTERVAL '3' MONTH) AS tab(col)", "INTERVAL '4' MONTH"],
      ["sum(col) FROM VALUES (INTERVAL '1' DAY), (INTERVAL '3' DAY) AS tab(col)", "INTERVAL '4' DAY"],
    ],
  }),
  try_sum: aggregate({
    args: [numberOrInterval("expr")],
    coerce: summands,
    coercesAll: true,
    returns: (args) => sumType(typeAt(args, 0)),
    nulls: "always",
    mode: "try",
    since: "3.3.0",
    doc: "The sum of the values, or NULL when it overflows.",
    examples: [
      ["try_sum(col) FROM VALUES (5), (10), (15) AS tab(col)", "30"],
      ["try_sum(col) FROM VALUES (9223372036854775807L), (1L) AS tab(col)", "NULL"],
    ],
  }),
  avg: aggregate({
    args: [numberOrInterval("expr")],
    coerce: summands,
    coercesAll: true,
    returns: (args) => averageType(typeAt(args, 0)),
    nulls: "always",
    throws: "ansi",
    since: "1.0.0",
    doc: "The mean of the values; NULL when there are none.",
    examples: [
      ["avg(col) FROM VALUES (1), (2), (NULL) AS tab(col)", "1.5"],
      ["avg(col) FROM VALUES (1.25), (2.50), (-0.10) AS tab(col)", "1.216667"],
      ["avg(col) FROM VALUES (1.00), (0.01), (0.00) AS tab(col)", "0.336667"],
      ["avg(col) FROM VALUES (-1.00), (0.00), (0.00), (0.01), (0.01), (0.01) AS tab(col)", "-0.161667"],
      ["avg(CAST(col AS DECIMAL(38, 10))) FROM VALUES (0.1), (0.3), (0.3) AS tab(col)", "0.23333333333333"],
      [
        "avg(col) FROM VALUES (INTERVAL '1' YEAR), (INTERVAL '2' YEAR), (INTERVAL '2' YEAR) AS tab(col)",
        "INTERVAL '1-8' YEAR TO MONTH",
      ],
      [
        "avg(col) FROM VALUES (INTERVAL '1' DAY), (INTERVAL '2' DAY), (INTERVAL '2' DAY) AS tab(col)",
        "INTERVAL '1 16:00:00' DAY TO SECOND",
      ],
    ],
    aliases: ["mean"],
  }),
  try_avg: aggregate({
    args: [numberOrInterval("expr")],
    coerce: summands,
    coercesAll: true,
    returns: (args) => averageType(typeAt(args, 0)),
    nulls: "always",
    mode: "try",
    since: "3.3.0",
    doc: "The mean of the values, or NULL when their sum overflows.",
    examples: [["try_avg(col) FROM VALUES (1), (2), (4) AS tab(col)", "2.3333333333333335"]],
  }),
  min: aggregate({
    args: [any("expr")],
    compares: (args) => typeAt(args, 0),
    returns: sameAs(0),
    nulls: "always",
    since: "1.0.0",
    doc: "The least value.",
    examples: [
      ["min(col) FROM VALUES (10), (-1), (20) AS tab(col)", "-1"],
      ["min(col) FROM VALUES (array(1, 2)), (array(1, NULL)), (array(2)) AS tab(col)", "[1, NULL]"],
    ],
  }),
  max: aggregate({
    args: [any("expr")],
    compares: (args) => typeAt(args, 0),
    returns: sameAs(0),
    nulls: "always",
    since: "1.0.0",
    doc: "The greatest value.",
    examples: [
      ["max(col) FROM VALUES (10), (50), (20) AS tab(col)", "50"],
      ["max(col) FROM VALUES (1D), (double('NaN')), (double('Infinity')) AS tab(col)", "NaN"],
      ["max(col) FROM VALUES (array(1, 2)), (array(1, NULL)), (array(1)) AS tab(col)", "[1, 2]"],
    ],
  }),
  first: firstLike(
    "first",
    "The first value; with IGNORE NULLS or a second argument `true` the first that is not NULL.",
    "2.0.0",
    [
      ["first(col) FROM VALUES (10), (5), (20) AS tab(col)", "10"],
      ["first(col) FROM VALUES (NULL), (5), (20) AS tab(col)", "NULL"],
      ["first(col, true) FROM VALUES (NULL), (5), (20) AS tab(col)", "5"],
    ],
  ),
  first_value: firstLike("first_value", "The first value; the same as `first`.", "2.0.0", [
    ["first_value(col) FROM VALUES (10), (5), (20) AS tab(col)", "10"],
    ["first_value(col) IGNORE NULLS FROM VALUES (NULL), (5), (20) AS tab(col)", "5"],
  ]),
  last: firstLike(
    "last",
    "The last value; with IGNORE NULLS or a second argument `true` the last that is not NULL.",
    "2.0.0",
    [
      ["last(col) FROM VALUES (10), (5), (20) AS tab(col)", "20"],
      ["last(col) FROM VALUES (10), (5), (NULL) AS tab(col)", "NULL"],
      ["last(col, true) FROM VALUES (10), (5), (NULL) AS tab(col)", "5"],
    ],
  ),
  last_value: firstLike("last_value", "The last value; the same as `last`.", "2.0.0", [
    ["last_value(col) FROM VALUES (10), (5), (20) AS tab(col)", "20"],
  ]),
  any_value: firstLike("any_value", "Some value of the group: here the first.", "3.4.0", [
    ["any_value(col) FROM VALUES (10), (5), (20) AS tab(col)", "10"],
    ["any_value(col) FROM VALUES (NULL), (5), (20) AS tab(col)", "NULL"],
    ["any_value(col, true) FROM VALUES (NULL), (5), (20) AS tab(col)", "5"],
  ]),
  collect_list: aggregate({
    ...collectList,
    since: "2.0.0",
    doc: "The values that are not NULL as an array.",
    examples: [
      ["collect_list(col) FROM VALUES (1), (2), (NULL), (1) AS tab(col)", "[1, 2, 1]"],
      ["collect_list(col) FROM VALUES (CAST(NULL AS INT)) AS tab(col)", "[]"],
    ],
  }),
  array_agg: aggregate({
    ...collectList,
    since: "3.3.0",
    doc: "The values that are not NULL as an array; the same as `collect_list`.",
    examples: [["array_agg(col) FROM VALUES (1), (2), (1) AS tab(col)", "[1, 2, 1]"]],
    pretty: (args) => `collect_list(${args.join(", ")})`,
  }),
  collect_set: aggregate({
    args: [any("expr")],
    check: ([arg], _, call) => {
      if (arg === undefined || !isCollated(arg.type)) return;
      throw sparkError("DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE", {
        sqlExpr: `"${call.sql}"`,
        functionName: "`collect_set`",
        dataType: '"MAP" or "COLLATED STRING"',
      });
    },
    returns: (args) => array(typeAt(args, 0), false),
    nulls: "never",
    deterministic: false,
    since: "2.0.0",
    doc: "The different values that are not NULL as an array, in no particular order.",
    examples: [["sort_array(collect_set(col)) FROM VALUES (1), (2), (NULL), (1) AS tab(col)", "[1, 2]"]],
  }),
  count_if: aggregate({
    args: [of("expr", BOOLEAN)],
    returns: LONG,
    nulls: "never",
    since: "3.0.0",
    doc: "How many rows have the expression true.",
    examples: [
      ["count_if(col % 2 = 0) FROM VALUES (NULL), (0), (1), (2), (3) AS tab(col)", "2"],
      ["count_if(col IS NULL) FROM VALUES (NULL), (0), (1), (2), (3) AS tab(col)", "1"],
    ],
  }),
  bool_and: aggregate({
    args: [of("expr", BOOLEAN)],
    returns: BOOLEAN,
    nulls: "always",
    since: "3.0.0",
    doc: "Whether all values are true.",
    examples: [
      ["bool_and(col) FROM VALUES (true), (true), (NULL) AS tab(col)", "true"],
      ["bool_and(col) FROM VALUES (true), (false), (true) AS tab(col)", "false"],
    ],
    aliases: ["every"],
  }),
  bool_or: aggregate({
    args: [of("expr", BOOLEAN)],
    returns: BOOLEAN,
    nulls: "always",
    since: "3.0.0",
    doc: "Whether some value is true.",
    examples: [["bool_or(col) FROM VALUES (true), (false), (NULL) AS tab(col)", "true"]],
    aliases: ["some", "any"],
  }),
  bit_and: aggregate({
    args: [integral("expr")],
    returns: sameAs(0),
    nulls: "always",
    since: "3.0.0",
    doc: "All values joined by bitwise AND.",
    examples: [["bit_and(col) FROM VALUES (3), (5) AS tab(col)", "1"]],
  }),
  bit_or: aggregate({
    args: [integral("expr")],
    returns: sameAs(0),
    nulls: "always",
    since: "3.0.0",
    doc: "All values joined by bitwise OR.",
    examples: [["bit_or(col) FROM VALUES (3), (5) AS tab(col)", "7"]],
  }),
  bit_xor: aggregate({
    args: [integral("expr")],
    returns: sameAs(0),
    nulls: "always",
    since: "3.0.0",
    doc: "All values joined by bitwise exclusive OR.",
    examples: [["bit_xor(col) FROM VALUES (3), (5) AS tab(col)", "6"]],
  }),
  stddev: ofDouble(
    "The standard deviation of a sample; NULL for fewer than two values.",
    "1.6.0",
    [
      ["stddev(col) FROM VALUES (1), (2), (3) AS tab(col)", "1.0"],
      ["stddev(col) FROM VALUES (1) AS tab(col)", "NULL"],
    ],
    ["std", "stddev_samp"],
  ),
  stddev_pop: ofDouble("The standard deviation of a whole population.", "1.6.0", [
    ["stddev_pop(col) FROM VALUES (1), (2), (3) AS tab(col)", "0.816496580927726"],
    ["stddev_pop(col) FROM VALUES (1) AS tab(col)", "0.0"],
  ]),
  variance: ofDouble(
    "The variance of a sample; NULL for fewer than two values.",
    "1.6.0",
    [["variance(col) FROM VALUES (1), (2), (3) AS tab(col)", "1.0"]],
    ["var_samp"],
  ),
  var_pop: ofDouble("The variance of a whole population.", "1.6.0", [
    ["var_pop(col) FROM VALUES (1), (2), (3) AS tab(col)", "0.6666666666666666"],
  ]),
  skewness: ofDouble("How far the distribution leans to one side.", "1.6.0", [
    ["skewness(col) FROM VALUES (-10), (-20), (100), (1000) AS tab(col)", "1.1135657469022011"],
    ["skewness(col) FROM VALUES (1), (3) AS tab(col)", "0.0"],
    ["skewness(col) FROM VALUES (1), (1) AS tab(col)", "NULL"],
  ]),
  kurtosis: ofDouble("How heavy the distribution's tails are, beside a normal one's.", "1.6.0", [
    ["kurtosis(col) FROM VALUES (1), (10), (100), (10), (1) AS tab(col)", "0.19432323191698986"],
    ["kurtosis(col) FROM VALUES (1), (1) AS tab(col)", "NULL"],
  ]),
  corr: aggregate({
    args: numbers("expr1", "expr2"),
    returns: DOUBLE,
    nulls: "always",
    throws: "ansi",
    since: "1.6.0",
    doc: "Pearson's correlation of two columns, over the rows that have both.",
    examples: [
      ["corr(c1, c2) FROM VALUES (3, 2), (3, 3), (6, 4) AS tab(c1, c2)", "0.8660254037844387"],
      ["corr(c1, c2) FROM VALUES (3, 2) AS tab(c1, c2)", "NULL"],
    ],
  }),
  covar_pop: ofPairs(["expr1", "expr2"], "The covariance of two columns of a whole population.", "2.0.0", [
    ["covar_pop(c1, c2) FROM VALUES (1, 1), (2, 2), (3, 3) AS tab(c1, c2)", "0.6666666666666666"],
  ]),
  covar_samp: ofPairs(["expr1", "expr2"], "The covariance of two columns of a sample.", "2.0.0", [
    ["covar_samp(c1, c2) FROM VALUES (1, 1), (2, 2), (3, 3) AS tab(c1, c2)", "1.0"],
    ["covar_samp(c1, c2) FROM VALUES (1, 1) AS tab(c1, c2)", "NULL"],
  ]),
  regr_count: aggregate({
    args: numbers("y", "x"),
    returns: LONG,
    nulls: "never",
    since: "3.3.0",
    doc: "How many rows have both columns.",
    examples: [["regr_count(y, x) FROM VALUES (1, 2), (2, NULL), (2, 3), (2, 4) AS tab(y, x)", "3"]],
  }),
  regr_avgx: ofPairs(["y", "x"], "The mean of `x` over the rows that have both.", "3.3.0", [
    ["regr_avgx(y, x) FROM VALUES (1, 2), (2, NULL), (2, 3), (2, 4) AS tab(y, x)", "3.0"],
  ]),
  regr_avgy: ofPairs(["y", "x"], "The mean of `y` over the rows that have both.", "3.3.0", [
    ["regr_avgy(y, x) FROM VALUES (1, 2), (2, NULL), (2, 3), (2, 4) AS tab(y, x)", "1.6666666666666667"],
  ]),
  regr_r2: ofPairs(["y", "x"], "The coefficient of determination of the regression line.", "3.3.0", [
    ["regr_r2(y, x) FROM VALUES (1, 2), (2, 2), (2, 3), (2, 4) AS tab(y, x)", "0.2727272727272726"],
  ]),
  regr_sxx: ofPairs(["y", "x"], "The sum of the squared deviations of `x`.", "3.4.0", [
    ["regr_sxx(y, x) FROM VALUES (1, 2), (2, 2), (2, 3), (2, 4) AS tab(y, x)", "2.75"],
  ]),
  regr_sxy: ofPairs(["y", "x"], "The sum of the products of both columns' deviations.", "3.4.0", [
    ["regr_sxy(y, x) FROM VALUES (1, 2), (2, 2), (2, 3), (2, 4) AS tab(y, x)", "0.7499999999999998"],
  ]),
  regr_syy: ofPairs(["y", "x"], "The sum of the squared deviations of `y`.", "3.4.0", [
    ["regr_syy(y, x) FROM VALUES (1, 2), (2, 2), (2, 3), (2, 4) AS tab(y, x)", "0.75"],
  ]),
  regr_slope: ofPairs(["y", "x"], "The slope of the regression line.", "3.4.0", [
    ["regr_slope(y, x) FROM VALUES (1, 1), (2, 2), (3, 3), (4, 4) AS tab(y, x)", "1.0"],
  ]),
  regr_intercept: ofPairs(["y", "x"], "Where the regression line cuts the y axis.", "3.4.0", [
    ["regr_intercept(y, x) FROM VALUES (1, 1), (2, 2), (3, 3), (4, 4) AS tab(y, x)", "0.0"],
  ]),
  median: aggregate({
    args: [numberOrInterval("col")],
    returns: (args) => intervalOrDouble(typeAt(args, 0)),
    nulls: "always",
    since: "3.4.0",
    doc: "The middle value, or the mean of the two middle ones.",
    examples: [
      ["median(col) FROM VALUES (0), (10) AS tab(col)", "5.0"],
      ["median(col) FROM VALUES (1.5), (2.25), (NULL), (3) AS tab(col)", "2.25"],
      [
        "median(col) FROM VALUES (INTERVAL '0' MONTH), (INTERVAL '10' MONTH) AS tab(col)",
        "INTERVAL '0-5' YEAR TO MONTH",
      ],
    ],
  }),
  percentile: aggregate({
    args: [numberOrInterval("col"), share("percentage"), integral("frequency", { default: "1" })],
    returns: (args) => percentileType(intervalOrDouble(typeAt(args, 0)), typeAt(args, 1)),
    nulls: "always",
    check: checkShares,
    since: "2.1.0",
    doc: "The value at a fraction of the ordered values, interpolated; an array of them for an array of fractions.",
    examples: [
      ["percentile(col, 0.3) FROM VALUES (0), (10) AS tab(col)", "3.0"],
      ["percentile(col, array(0.25, 0.75)) FROM VALUES (0), (10), (NULL), (20) AS tab(col)", "[5.0, 15.0]"],
      [
        "percentile(col, 0.5) FROM VALUES (INTERVAL '0' SECOND), (INTERVAL '10' SECOND) AS tab(col)",
        "INTERVAL '0 00:00:05' DAY TO SECOND",
      ],
    ],
  }),
  // Functions of WITHIN GROUP have its value before their own arguments.
  percentile_cont: aggregate({
    args: [numberOrInterval("col"), share("percentage")],
    returns: (args) => percentileType(intervalOrDouble(typeAt(args, 0)), typeAt(args, 1)),
    nulls: "always",
    check: checkShares,
    plainMessages: true,
    since: "4.0.0",
    doc: "The interpolated value at a fraction of the values in WITHIN GROUP's order.",
    examples: [
      ["percentile_cont(0.25) WITHIN GROUP (ORDER BY col) FROM VALUES (0), (10) AS tab(col)", "2.5"],
      ["percentile_cont(0.25) WITHIN GROUP (ORDER BY col DESC) FROM VALUES (0), (10) AS tab(col)", "7.5"],
    ],
  }),
  percentile_disc: aggregate({
    args: [numberOrInterval("col"), share("percentage")],
    returns: (args) => percentileType(intervalOrDouble(typeAt(args, 0)), typeAt(args, 1)),
    nulls: "always",
    check: checkShares,
    plainMessages: true,
    since: "4.0.0",
    doc: "The first value in WITHIN GROUP's order that a fraction of the values does not exceed.",
    examples: [
      ["percentile_disc(0.25) WITHIN GROUP (ORDER BY col) FROM VALUES (0), (10) AS tab(col)", "0.0"],
      [
        "percentile_disc(array(0.5, 0.9)) WITHIN GROUP (ORDER BY col DESC) FROM VALUES (0), (10), (20) AS tab(col)",
        "[10.0, 0.0]",
      ],
    ],
  }),
  percentile_approx: aggregate({
    ...approximatePercentile,
    doc: "A value of the column below which about that fraction of the values lies.",
    examples: [
      ["percentile_approx(col, array(0.5, 0.4, 0.1), 100) FROM VALUES (0), (1), (2), (10) AS tab(col)", "[1, 1, 0]"],
      ["percentile_approx(col, 0.5, 100) FROM VALUES (0), (6), (7), (9), (10) AS tab(col)", "7"],
      ["percentile_approx(col, 0.5) FROM VALUES (DATE'2020-01-01'), (DATE'2021-01-01') AS tab(col)", "2020-01-01"],
    ],
    aliases: ["approx_percentile"],
  }),
  max_by: aggregate({
    args: [any("x"), any("y")],
    compares: (args) => typeAt(args, 1),
    returns: sameAs(0),
    nulls: "always",
    since: "3.0.0",
    doc: "The `x` of the row with the greatest `y`.",
    examples: [
      ["max_by(x, y) FROM VALUES ('a', 10), ('b', 50), ('c', 20) AS tab(x, y)", "b"],
      ["max_by(x, y) FROM VALUES ('a', 10), (NULL, 50), ('c', NULL) AS tab(x, y)", "NULL"],
    ],
  }),
  min_by: aggregate({
    args: [any("x"), any("y")],
    compares: (args) => typeAt(args, 1),
    returns: sameAs(0),
    nulls: "always",
    since: "3.0.0",
    doc: "The `x` of the row with the least `y`.",
    examples: [["min_by(x, y) FROM VALUES ('a', 10), ('b', 50), ('c', 20) AS tab(x, y)", "a"]],
  }),
  mode: aggregate({
    args: [any("col", { optional: true }), of("deterministic", BOOLEAN, { optional: true, foldable: true })],
    coerce: modeTypes,
    returns: sameAs(0),
    nulls: "always",
    deterministic: false,
    since: "3.4.0",
    doc: "The most frequent value; of several, the least with `deterministic`, else any of them.",
    examples: [
      ["mode(col) FROM VALUES (0), (10), (10) AS tab(col)", "10"],
      ["mode(col, true) FROM VALUES (-10), (0), (10) AS tab(col)", "-10"],
      ["mode(col) FROM VALUES (NULL), (NULL), (7) AS tab(col)", "7"],
      ["mode() WITHIN GROUP (ORDER BY col DESC) FROM VALUES (0), (10), (10), (20), (20) AS tab(col)", "20"],
    ],
    pretty: (args, info) =>
      args.length < 2 || info[1]?.value !== true
        ? `mode(${args[0] ?? ""})`
        : `mode() WITHIN GROUP (ORDER BY ${args[0] ?? ""} DESC)`,
  }),
  approx_count_distinct: aggregate({
    args: [any("expr"), of("relativeSD", DOUBLE, { optional: true, foldable: true })],
    coerce: deviationTypes,
    returns: LONG,
    nulls: "never",
    since: "1.6.0",
    doc: "About how many different values there are, by HyperLogLog++; `relativeSD` is the standard deviation to allow (0.05).",
    examples: [
      ["approx_count_distinct(col) FROM VALUES (1), (1), (2), (2), (3) AS tab(col)", "3"],
      ["approx_count_distinct(id) FROM range(1000)", "1026"],
      ["approx_count_distinct(id, 0.01) FROM range(1000)", "996"],
      ["approx_count_distinct(id % 97, 0.2) FROM range(100000)", "111"],
    ],
    pretty: (args) => `approx_count_distinct(${args[0] ?? ""})`,
  }),
  grouping: aggregate({
    args: [any("col")],
    returns: BYTE,
    nulls: "never",
    since: "2.0.0",
    doc: "1 where the row sums over the grouping column, 0 where it has a value of it.",
    examples: [
      [
        "a, grouping(a), sum(b) FROM VALUES (2, 7), (5, 9) AS t(a, b) GROUP BY CUBE(a) ORDER BY 1",
        "NULL\t1\t16\n2\t0\t7\n5\t0\t9",
      ],
    ],
  }),
  grouping_id: aggregate({
    args: [any("col", { optional: true, variadic: true })],
    returns: LONG,
    nulls: "never",
    since: "2.0.0",
    doc: "The `grouping` bits of the columns, or of all grouping columns, as one number.",
    examples: [
      [
        "a, grouping_id(), sum(b) FROM VALUES (2, 7), (5, 9) AS t(a, b) GROUP BY CUBE(a) ORDER BY 1",
        "NULL\t1\t16\n2\t0\t7\n5\t0\t9",
      ],
    ],
  }),
  listagg: aggregate({
    args: [
      oneOf("expr", [
        { spec: "family", family: "text" },
        { spec: "exact", type: BINARY },
      ]),
      oneOf(
        "delimiter",
        [
          { spec: "family", family: "text" },
          { spec: "exact", type: BINARY },
        ],
        { default: "NULL", foldable: true },
      ),
    ],
    check: (args, _settings, call) => {
      const [value, delimiter] = [typeAt(args, 0), typeAt(args, 1)];
      if (args[1]?.value === null || (value.kind === "binary") === (delimiter.kind === "binary")) return;
      throw sparkError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", {
        sqlExpr: `"${call.sql}"`,
        functionName: "`listagg`",
        dataType: `("${sqlType(value)}" or "${sqlType(delimiter)}")`,
      });
    },
    returns: (args) => (typeAt(args, 0).kind === "binary" ? BINARY : STRING),
    nulls: "always",
    since: "4.0.0",
    doc: "The values that are not NULL put together with a delimiter between, in WITHIN GROUP's order.",
    examples: [
      ["listagg(col) FROM VALUES ('a'), ('b'), (NULL), ('c') AS tab(col)", "abc"],
      ["listagg(col, ', ') WITHIN GROUP (ORDER BY col DESC) FROM VALUES ('a'), ('b'), ('c') AS tab(col)", "c, b, a"],
      ["listagg(DISTINCT col, '|') WITHIN GROUP (ORDER BY col) FROM VALUES ('b'), ('a'), ('b') AS tab(col)", "a|b"],
      ["listagg(col, ',') FROM VALUES (CAST(NULL AS STRING)) AS tab(col)", "NULL"],
    ],
    aliases: ["string_agg"],
  }),
  bitmap_construct_agg: aggregate({
    args: [of("child", LONG)],
    returns: BINARY,
    nulls: "never",
    throws: true,
    since: "3.5.0",
    doc: "A bitmap of 4096 bytes with the bits at the given positions set.",
    examples: [
      [
        "substring(hex(bitmap_construct_agg(bitmap_bit_position(col))), 0, 6) FROM VALUES (1), (2), (3) AS tab(col)",
        "070000",
      ],
    ],
  }),
  bitmap_or_agg: aggregate({
    args: [of("child", BINARY)],
    coerce: (args, _settings, call) => {
      if (typeAt(args, 0).kind === "binary") return [BINARY];
      throw unexpectedInput(args, 0, '"BINARY"', call);
    },
    returns: BINARY,
    nulls: "never",
    since: "3.5.0",
    doc: "A bitmap of 4096 bytes with the bits set that are set in any of the given ones.",
    examples: [
      ["substring(hex(bitmap_or_agg(col)), 0, 6) FROM VALUES (X'10'), (X'20'), (X'40') AS tab(col)", "700000"],
    ],
  }),
  histogram_numeric: aggregate({
    args: [
      oneOf("expr", [
        NUMERIC,
        { spec: "exact", type: { kind: "date" } },
        { spec: "exact", type: { kind: "timestamp" } },
        { spec: "exact", type: { kind: "timestamp_ntz" } },
        ANSI_INTERVAL,
      ]),
      of("nb", INT, { foldable: true }),
    ],
    check: checkBins,
    returns: (args) => array(struct([field("x", typeAt(args, 0)), field("y", DOUBLE)])),
    nulls: "always",
    since: "3.3.0",
    doc: "A histogram of `nb` bins that are not of equal width: their centres `x` and heights `y`.",
    examples: [
      [
        "histogram_numeric(col, 5) FROM VALUES (0), (1), (2), (10) AS tab(col)",
        "[{0, 1.0}, {1, 1.0}, {2, 1.0}, {10, 1.0}]",
      ],
    ],
  }),
});

/** What the DataFrame API alone has, under no name of SQL's. */
export const internalAggFunctions = functionGroup("internal", {
  percentile_floor: aggregate({
    args: [numberOrInterval("col"), share("percentage")],
    returns: (args) => percentileType(intervalOrDouble(typeAt(args, 0)), typeAt(args, 1)),
    nulls: "always",
    since: "4.0.0",
    doc: "`percentile_disc` under `spark.sql.legacy.percentileDiscCalculation`: the last value before a fraction of the way.",
    examples: [],
  }),
  approx_quantiles: aggregate({
    args: [of("col", DOUBLE), of("percentages", array(DOUBLE, false), { foldable: true }), of("error", DOUBLE)],
    returns: array(DOUBLE),
    nulls: "never",
    since: "2.0.0",
    doc: "The quantiles of `stat.approxQuantile`, an empty array where there is no number.",
    examples: [],
  }),
  spread_in_order: aggregate({
    args: [of("expr", DOUBLE), of("name", STRING, { foldable: true })],
    returns: DOUBLE,
    nulls: "always",
    since: "1.6.0",
    doc: "`stddev`, `stddev_pop`, `variance` or `var_pop`, by its name, in the order of the rows.",
    examples: [],
  }),
  collect_frequent_items: aggregate({
    args: [any("col"), of("size", INT, { foldable: true })],
    returns: (args) => array(typeAt(args, 0), args[0]?.nullable ?? true),
    nulls: "never",
    since: "3.4.0",
    doc: "The values of `stat.freqItems`.",
    examples: [],
  }),
  product: aggregate({
    args: [numeric("expr")],
    returns: DOUBLE,
    nulls: "always",
    since: "3.2.0",
    doc: "The product of the values, as a DOUBLE.",
    examples: [],
  }),
});
