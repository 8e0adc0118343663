/** What aggregate and window functions require of the constants among their arguments (`checkInputDataTypes`). */
import { sparkError } from "../errors/spark-error.ts";
import { sqlType } from "../types/print.ts";
import type { Decimal, Value } from "../types/value.ts";
import { typeAt } from "./arg-rules.ts";
import type { ArgInfo, Declaration } from "./define.ts";
import { ordinal } from "./ordinal.ts";

type Check = NonNullable<Declaration["check"]>;
type Call = Parameters<Check>[2];

/** Throws VALUE_OUT_OF_RANGE of an argument; values are spelled as Spark's literals are. */
const outOfRange = (call: Call, exprName: string, valueRange: string, currentValue: string) =>
  sparkError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", { sqlExpr: `"${call.sql}"`, exprName, valueRange, currentValue });

/** Throws UNEXPECTED_NULL for a constant that is NULL, unless it is no constant. */
function requireValue(arg: ArgInfo | undefined, exprName: string, call: Call): void {
  if (arg?.value !== null) return;
  throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_NULL", { sqlExpr: `"${call.sql}"`, exprName });
}

/** A constant as a DOUBLE; of a text that is none NULL; `undefined` where it is not known. */
function double(value: Value | undefined): number | null | undefined {
  if (typeof value === "number" || typeof value === "bigint") return Number(value);
  if (typeof value === "string") {
    const number = value.trim() === "" ? Number.NaN : Number(value);
    return Number.isNaN(number) ? null : number;
  }
  if (value === null || value === undefined) return value;
  if (typeof value !== "object" || !("unscaled" in value)) return undefined;
  const { unscaled, scale } = value as Decimal;
  return Number(`${unscaled}e-${scale}`);
}

function spelledDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : `${value < 0 ? "-" : ""}Infinity`;
  return `${String(value)}${Number.isInteger(value) ? ".0" : ""}D`;
}

/**
 * Shares must not be NULL and must lie in [0, 1], in an array as well: DATATYPE_MISMATCH.UNEXPECTED_NULL and
 * .VALUE_OUT_OF_RANGE.
 */
export const checkShares: Check = (args, _settings, call) => {
  const value = args[1]?.value;
  const many = typeAt(args, 1).kind === "array";
  const shares = (many && Array.isArray(value) ? (value as readonly Value[]) : [value]).map(double);
  if (!many && shares[0] === null) {
    throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_NULL", { sqlExpr: `"${call.sql}"`, exprName: "percentage" });
  }
  if (shares.every((v) => typeof v !== "number" || (v >= 0 && v <= 1))) return;
  const spelled = shares.map((v) => (typeof v === "number" ? spelledDouble(v) : "NULL"));
  throw outOfRange(call, "percentage", "[0.0, 1.0]", spelled.join(","));
};

/** {@link checkShares}, and an accuracy above zero that is an INT. */
export const checkApproximation: Check = (args, settings, call) => {
  const accuracy = args[2];
  if (args[1]?.value !== null) requireValue(accuracy, "accuracy", call);
  const { value } = accuracy ?? {};
  if ((typeof value === "number" || typeof value === "bigint") && !(value > 0 && value <= 2147483647)) {
    throw outOfRange(call, "accuracy", "(0, 2147483647]", `${value}L`);
  }
  checkShares(args, settings, call);
};

/** `histogram_numeric` has two bins or more. */
export const checkBins: Check = (args, _settings, call) => {
  requireValue(args[1], "nb", call);
  const value = args[1]?.value;
  if (typeof value === "number" && value < 2) throw outOfRange(call, "nb", "[2, 2147483647]", String(value));
};

/** `nth_value` counts from 1; NULL counts as 0. */
export const checkOffset: Check = (args, _settings, call) => {
  const value = args[1]?.value;
  if (value === undefined || Number(value) > 0) return;
  throw outOfRange(call, "offset", "(0, 9223372036854775807]", `${value === null ? 0 : String(value)}L`);
};

/**
 * The allowed deviation is a literal of DOUBLE or DECIMAL, or Spark knows it not for one (`_LEGACY_ERROR_TEMP_1104`);
 * above 0.39 HyperLogLog++ has too few registers: FAILED_FUNCTION_CALL.
 */
export const deviationTypes: NonNullable<Declaration["coerce"]> = (args) => {
  const deviation = args[1];
  if (deviation === undefined) return [typeAt(args, 0)];
  const { type, value, literal } = deviation;
  const fractional = type.kind === "double" || type.kind === "decimal";
  if (!fractional || literal === false || value === undefined || value === null) {
    throw sparkError("_LEGACY_ERROR_TEMP_1104", {});
  }
  if (!((double(value) ?? 0) <= 0.39))
    throw sparkError("FAILED_FUNCTION_CALL", { funcName: "`approx_count_distinct`" });
  return [typeAt(args, 0), { kind: "double" }];
};

/** Whether NULLs are skipped is a literal of BOOLEAN (`FirstLast`): `_LEGACY_ERROR_TEMP_1210`. */
export const ignoringTypes =
  (funcName: string): NonNullable<Declaration["coerce"]> =>
  (args) => {
    const flag = args[1];
    if (flag === undefined) return [typeAt(args, 0)];
    if (flag.type.kind !== "boolean" || flag.value === undefined || flag.value === null) {
      throw sparkError("_LEGACY_ERROR_TEMP_1210", { funcName });
    }
    return [typeAt(args, 0), flag.type];
  };

/** The flag of `mode`, which Spark's builder reads: a constant BOOLEAN. */
export const modeTypes: NonNullable<Declaration["coerce"]> = (args, { line }) => {
  const flag = args[1];
  if (flag === undefined) return args.map((a) => a.type);
  if (line < 400)
    throw sparkError("WRONG_NUM_ARGS.WITHOUT_SUGGESTION", {
      functionName: "`mode`",
      expectedNum: "1",
      actualNum: "2",
      docroot: "https://spark.apache.org/docs/latest",
    });
  if (!flag.foldable) {
    throw sparkError("NON_FOLDABLE_ARGUMENT", {
      funcName: "`mode`",
      paramName: "`deterministic`",
      paramType: '"BOOLEAN"',
    });
  }
  if (flag.value === null) {
    throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_NULL", { sqlExpr: `"${flag.sql}"`, exprName: "`deterministic`" });
  }
  if (flag.type.kind !== "boolean") {
    throw sparkError("UNEXPECTED_INPUT_TYPE", {
      paramIndex: ordinal(1),
      functionName: "`mode`",
      requiredType: '"BOOLEAN"',
      inputSql: `"${flag.sql}"`,
      inputType: `"${sqlType(flag.type)}"`,
    });
  }
  return [typeAt(args, 0), flag.type];
};
