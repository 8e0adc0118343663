/** Sketches: small binaries that stand for many values (of Spark's groups `agg_funcs` and `misc_funcs`). */
import { sparkError, unsupported } from "../errors/spark-error.ts";
import { BINARY, BOOLEAN, DOUBLE, INT, LONG } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import { type ArgInfo, aggregate, functionGroup, of, oneOf, scalar, type TypeSpec } from "./define.ts";

/** What a count-min sketch counts. */
const COUNTED: readonly TypeSpec[] = [
  { spec: "family", family: "integral" },
  { spec: "family", family: "text" },
  { spec: "exact", type: BINARY },
];

const SEED: readonly TypeSpec[] = [
  { spec: "exact", type: INT },
  { spec: "exact", type: LONG },
];

/** The names that messages have for arguments after the first; the parameters' own differ. */
const CONSTANTS = ["eps", "confidence", "seed"] as const;

/** A DOUBLE as messages spell it. */
function doubleSql(x: number): string {
  if (!Number.isFinite(x)) return String(x);
  const size = Math.abs(x);
  const plain = x === 0 || (size >= 1e-3 && size < 1e7);
  const text = plain ? String(x) : x.toExponential().replace("e+", "E").replace("e", "E");
  const [digits = "", exponent] = text.split("E");
  return `${digits.includes(".") ? digits : `${digits}.0`}${exponent === undefined ? "" : `E${exponent}`}D`;
}

/** eps is positive, confidence between 0 and 1, and all three are constants (`CountMinSketchAgg.checkInputDataTypes`). */
function checkCountMin(args: readonly ArgInfo[], _settings: unknown, call: { readonly sql: string }): void {
  const sqlExpr = `"${call.sql}"`;
  const constants = CONSTANTS.flatMap((name, i) => {
    const arg = args[i + 1];
    return arg === undefined ? [] : [{ name, arg }];
  });
  for (const { name, arg } of constants) {
    if (arg.foldable) continue;
    throw sparkError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      sqlExpr,
      inputName: `\`${name}\``,
      inputType: `"${sqlType(arg.type)}"`,
      inputExpr: `"${arg.sql}"`,
    });
  }
  for (const { name, arg } of constants) {
    if (arg.value === null) throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_NULL", { sqlExpr, exprName: name });
  }
  const outOfRange = (exprName: string, valueRange: string, value: number) =>
    sparkError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
      sqlExpr,
      exprName,
      valueRange,
      currentValue: doubleSql(value),
    });
  const [eps, confidence] = [args[1]?.value, args[2]?.value];
  if (typeof eps === "number" && eps <= 0) throw outOfRange("eps", "(0.0, 1.7976931348623157E308]", eps);
  if (typeof confidence === "number" && (confidence <= 0 || confidence >= 1)) {
    throw outOfRange("confidence", "(0.0, 1.0]", confidence);
  }
}

/** What an HLL sketch counts. */
const HASHED: readonly TypeSpec[] = [
  { spec: "exact", type: INT },
  { spec: "exact", type: LONG },
  { spec: "family", family: "text" },
  { spec: "exact", type: BINARY },
];

/** Sizes and permissions must be constants: Spark fails of others with an exception of the JVM. */
const constantSecond =
  (what: string) =>
  (args: readonly ArgInfo[]): void => {
    if (args[1]?.foldable === false) throw unsupported(`${what} that is no constant`);
  };

/** Aggregates that make sketches. */
export const sketchFunctions = functionGroup("agg", {
  count_min_sketch: aggregate({
    args: [oneOf("column", COUNTED), of("epsilon", DOUBLE), of("confidence", DOUBLE), oneOf("seed", SEED)],
    named: true,
    strict: true,
    check: checkCountMin,
    returns: BINARY,
    nulls: "never",
    throws: true,
    since: "2.2.0",
    doc: "A count-min sketch: about how often each value was met, to within `epsilon` of the rows' number.",
    examples: [
      [
        "hex(count_min_sketch(col, 0.5d, 0.5d, 1)) FROM VALUES (1), (2), (1) AS tab(col)",
        "0000000100000000000000030000000100000004000000005D8D6AB90000000000000000000000000000000200000000000000010000000000000000",
      ],
      ["md5(hex(count_min_sketch(id, 0.01d, 0.99d, 7))) FROM range(100000)", "8bfe4f849029bcf023a443c66ab3d4a5"],
      [
        "md5(hex(count_min_sketch(CAST(id AS STRING), 0.01d, 0.99d, 7))) FROM range(100000)",
        "d6a900a7310f6f4e6253d9e02716c09f",
      ],
    ],
  }),
  hll_sketch_agg: aggregate({
    args: [oneOf("expr", HASHED), of("lgConfigK", INT, { default: "12" })],
    strict: true,
    check: constantSecond("an lgConfigK of hll_sketch_agg"),
    returns: BINARY,
    nulls: "never",
    throws: true,
    since: "3.5.0",
    doc: "An HLL sketch of the different values, with up to 2^`lgConfigK` registers, as DataSketches' updatable bytes.",
    examples: [
      [
        "hex(hll_sketch_agg(col)) FROM VALUES (1), (2), (1), (NULL) AS tab(col)",
        "0201070C030002082BF2FB06862FF90D000000000000000000000000000000000000000000000000",
      ],
      ["md5(hll_sketch_agg(id, 4)) FROM range(0, 100000, 1, 1)", "9ad92ff87356618e99a32d73b61281fd"],
      ["md5(hll_sketch_agg(id)) FROM range(0, 100000, 1, 1)", "c7c165541e035f020b94b0eb970616c3"],
      ["hll_sketch_estimate(hll_sketch_agg(id)) FROM range(0, 100000, 1, 1)", "101148"],
    ],
  }),
  hll_union_agg: aggregate({
    args: [of("expr", BINARY), of("allowDifferentLgConfigK", BOOLEAN, { default: "false" })],
    strict: true,
    check: constantSecond("an allowDifferentLgConfigK of hll_union_agg"),
    returns: BINARY,
    nulls: "never",
    throws: true,
    since: "3.5.0",
    doc: "The union of HLL sketches, which must be of one size unless `allowDifferentLgConfigK`.",
    examples: [
      [
        "hex(hll_union_agg(s, true)) FROM VALUES (X'0201070C030002082BF2FB06862FF90D000000000000000000000000000000000000000000000000'), (X'0201070A030001087581660700000000000000000000000000000000000000000000000000000000') AS t(s)",
        "0201070C030003082BF2FB06862FF90D758166070000000000000000000000000000000000000000",
      ],
      [
        "hex(hll_union_agg(s)) FROM VALUES (CAST(NULL AS BINARY)) AS t(s)",
        "0201070C030400080000000000000000000000000000000000000000000000000000000000000000",
      ],
    ],
  }),
});

/** What is made of sketches. */
export const sketchScalars = functionGroup("misc", {
  hll_sketch_estimate: scalar({
    args: [of("expr", BINARY)],
    strict: true,
    returns: LONG,
    nulls: "mirror",
    throws: true,
    since: "3.5.0",
    doc: "How many different values an HLL sketch was made of, about.",
    examples: [
      ["hll_sketch_estimate(X'0201070C03040008')", "0"],
      ["hll_sketch_estimate(X'0201070C03000108AABBCC08')", "1"],
      ["hll_sketch_estimate(CAST(NULL AS BINARY))", "NULL"],
    ],
  }),
  hll_union: scalar({
    args: [of("first", BINARY), of("second", BINARY), of("allowDifferentLgConfigK", BOOLEAN, { default: "false" })],
    strict: true,
    returns: BINARY,
    nulls: "mirror",
    throws: true,
    since: "3.5.0",
    doc: "The union of two HLL sketches, which must be of one size unless `allowDifferentLgConfigK`.",
    examples: [
      [
        "hex(hll_union(hll_sketch_agg(col), hll_sketch_agg(col + 1))) FROM VALUES (1), (2) AS t(col)",
        "0201070C030003082BF2FB06862FF90D758166070000000000000000000000000000000000000000",
      ],
    ],
  }),
});
