/** Sketches: small binaries that stand for many values (of Spark's groups `agg_funcs` and `misc_funcs`). */
import { sparkError } from "../errors/spark-error.ts";
import { BINARY, DOUBLE, INT, LONG } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import { type ArgInfo, aggregate, functionGroup, of, oneOf, type TypeSpec } from "./define.ts";

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
  if (!Number.isFinite(x)) return `CAST('${x}' AS DOUBLE)`;
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
});
