/**
 * Operand types and result types of arithmetic, bitwise and comparison operators: string promotion, decimal
 * precision, datetime and interval forms (`AnsiStringPromotionTypeCoercion`, `StringPromotionTypeCoercion`,
 * `DecimalPrecisionTypeCoercion`, `DivisionTypeCoercion`, `ResolveBinaryArithmetic`).
 */
import { sparkError, unsupported } from "../errors/spark-error.ts";
import { findTightestCommonType, legacyComparisonType, stringOperandTypeAnsi } from "../types/coercion.ts";
import {
  DAY_TIME_INTERVAL,
  type DataType,
  DATE,
  DOUBLE,
  decimal,
  INT,
  isAnsiInterval,
  isFractional,
  isIntegral,
  isNumeric,
  isText,
  LONG,
  sameType,
  YEAR_MONTH_INTERVAL,
} from "../types/data-type.ts";
import { type DecimalOperator, decimalOf, decimalResult, widerDecimal } from "../types/decimal.ts";
import { sqlType } from "../types/print.ts";
import type { ArgInfo, TypeSpec, TypingSettings } from "./define.ts";
import { fits, specSql } from "./signature.ts";

/** What operators take: how messages spell it, in Spark's order. */
export const NUMERIC_SPEC: TypeSpec = { spec: "family", family: "numeric" };
export const INTEGRAL_SPEC: TypeSpec = { spec: "family", family: "integral" };
const exact = (type: DataType): TypeSpec => ({ spec: "exact", type });
const anyYearMonth: TypeSpec = exact(YEAR_MONTH_INTERVAL);
const anyDayTime: TypeSpec = exact(DAY_TIME_INTERVAL);
export const NUMERIC_AND_INTERVAL_SPEC: TypeSpec = {
  spec: "oneOf",
  specs: [NUMERIC_SPEC, anyDayTime, anyYearMonth, exact({ kind: "calendar_interval" })],
};
export const NUMERIC_AND_ANSI_INTERVAL_SPEC: TypeSpec = {
  spec: "oneOf",
  specs: [NUMERIC_SPEC, anyDayTime, anyYearMonth],
};
const DIVIDE_SPEC: TypeSpec = { spec: "oneOf", specs: [exact(DOUBLE), { spec: "family", family: "decimal" }] };
const INTEGRAL_DIVIDE_SPEC: TypeSpec = {
  spec: "oneOf",
  specs: [exact(LONG), { spec: "family", family: "decimal" }, anyDayTime, anyYearMonth],
};

/** The arithmetic and bitwise operators with two operands. */
export type BinaryArithmetic = DecimalOperator | "&" | "|" | "^";

const inputSpec: Readonly<Record<BinaryArithmetic, TypeSpec>> = {
  "+": NUMERIC_AND_INTERVAL_SPEC,
  "-": NUMERIC_AND_INTERVAL_SPEC,
  "*": NUMERIC_SPEC,
  "/": DIVIDE_SPEC,
  "%": NUMERIC_SPEC,
  div: INTEGRAL_DIVIDE_SPEC,
  pmod: NUMERIC_SPEC,
  "&": INTEGRAL_SPEC,
  "|": INTEGRAL_SPEC,
  "^": INTEGRAL_SPEC,
};

const acceptsOperand = (op: BinaryArithmetic, type: DataType): boolean =>
  fits(type, inputSpec[op]) || ((op === "+" || op === "-" || op === "div") && isAnsiInterval(type));

/** A typed operator: what its operands are converted to, and its result. */
export interface OperatorForm {
  readonly left: DataType;
  readonly right: DataType;
  readonly result: DataType;
}

/** The form of `a op b`; throws DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES or BINARY_OP_WRONG_TYPE. */
export function arithmeticForm(
  op: BinaryArithmetic,
  a: ArgInfo,
  b: ArgInfo,
  settings: TypingSettings,
  call: { readonly sql: string; readonly tolerant?: boolean },
): OperatorForm {
  if (call.tolerant === true && (isMoment(a.type) || isMoment(b.type))) {
    throw unsupported(`try_ arithmetic on ${sqlType(isMoment(a.type) ? a.type : b.type)}`);
  }
  const interval = intervalForm(op, a.type, b.type);
  if (interval !== undefined) return interval;
  if (isMoment(a.type) || isMoment(b.type)) refuseMoment(op, a, b, call, settings.ansi);
  const [left, right] = operandTypes(op, a, b, settings);
  if (left.kind === "decimal" && right.kind === "decimal" && acceptsOperand(op, left)) {
    if (op === "&" || op === "|" || op === "^") throw diff(left, right, call);
    const result = op === "div" ? LONG : decimalResult(op, left, right, settings.allowPrecisionLoss);
    return { left, right, result };
  }
  if (!sameType(left, right)) throw diff(left, right, call);
  if (!acceptsOperand(op, left)) {
    throw sparkError("DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE", {
      sqlExpr: `"${call.sql}"`,
      inputType: specSql(inputSpec[op]),
      actualDataType: `"${sqlType(left)}"`,
    });
  }
  return { left, right, result: op === "div" ? LONG : left };
}

const diff = (left: DataType, right: DataType, call: { readonly sql: string }) =>
  sparkError("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES", {
    sqlExpr: `"${call.sql}"`,
    left: `"${sqlType(left)}"`,
    right: `"${sqlType(right)}"`,
  });

function operandTypes(
  op: BinaryArithmetic,
  a: ArgInfo,
  b: ArgInfo,
  settings: TypingSettings,
): readonly [DataType, DataType] {
  let left = a.type;
  let right = b.type;
  if (isText(left) || isText(right)) {
    if (settings.ansi) {
      const promoted = stringOperandTypeAnsi(left, right);
      if (promoted !== undefined) left = right = promoted;
    } else {
      const meetsInterval = isInterval(left) || isInterval(right);
      if (isText(left) && !meetsInterval) left = DOUBLE;
      if (isText(right) && !meetsInterval) right = DOUBLE;
    }
  }
  if (left.kind === "null" && right.kind === "null") return [ofNulls(op), ofNulls(op)];
  [left, right] = meetDecimal(left, right, a, b);
  if (op === "/") {
    const whole = left.kind === "double" || left.kind === "decimal";
    const numberOrNull = (t: DataType) => isNumeric(t) || t.kind === "null";
    if (!whole && numberOrNull(left) && numberOrNull(right)) left = right = DOUBLE;
  }
  if (op === "div") {
    const long = (t: DataType) => (t.kind === "byte" || t.kind === "short" || t.kind === "int" ? LONG : t);
    left = long(left);
    right = long(right);
  }
  return meetTightest(left, right, settings, (common) => acceptsOperand(op, common));
}

/** What two untyped NULLs become. */
const ofNulls = (op: BinaryArithmetic): DataType => {
  if (op === "div") return LONG;
  return op === "&" || op === "|" || op === "^" ? INT : DOUBLE;
};

/** A whole number beside a decimal becomes a decimal (a literal the smallest); a decimal beside a float a double. */
function meetDecimal(left: DataType, right: DataType, a: ArgInfo, b: ArgInfo): readonly [DataType, DataType] {
  if (left.kind === "decimal" && isIntegral(right)) return [left, integralAsDecimal(right, b)];
  if (right.kind === "decimal" && isIntegral(left)) return [integralAsDecimal(left, a), right];
  if (left.kind === "decimal" && isFractional(right)) return [DOUBLE, right];
  if (right.kind === "decimal" && isFractional(left)) return [left, DOUBLE];
  return [left, right];
}

function integralAsDecimal(type: DataType, arg: ArgInfo): DataType {
  // `DecimalType.fromLiteral` knows no bytes.
  const value = arg.literal === false || type.kind === "byte" ? undefined : arg.value;
  if (typeof value === "number" || typeof value === "bigint") {
    return decimal(String(value < 0 ? -BigInt(value) : value).length, 0);
  }
  return decimalOf(type) ?? type;
}

function meetTightest(
  left: DataType,
  right: DataType,
  settings: TypingSettings,
  fitting: (common: DataType) => boolean,
): readonly [DataType, DataType] {
  const withNull = left.kind === "null" || right.kind === "null";
  if ((left.kind === "decimal" || right.kind === "decimal") && !withNull) return [left, right];
  if (sameType(left, right, { nullability: true })) {
    return [left, right];
  }
  const common = findTightestCommonType(left, right, settings);
  return common !== undefined && fitting(common) ? [common, common] : [left, right];
}

/** Operand types of a comparison; throws BINARY_OP_DIFF_TYPES when there is no common one. */
export function comparisonOperands(
  a: ArgInfo,
  b: ArgInfo,
  settings: TypingSettings,
  equality: boolean,
  call: { readonly sql: string },
): readonly [DataType, DataType] {
  let left = a.type;
  let right = b.type;
  if (settings.ansi) {
    const promoted = stringOperandTypeAnsi(left, right);
    if (promoted !== undefined) left = right = promoted;
  } else {
    const common = legacyComparisonType(left, right, equality);
    if (common !== undefined) left = right = common;
    if (equality && left.kind === "boolean" && isNumeric(right)) left = right;
    if (equality && right.kind === "boolean" && isNumeric(left)) right = left;
  }
  [left, right] = meetDecimal(left, right, a, b);
  if (left.kind === "decimal" && right.kind === "decimal") left = right = widerDecimal(left, right, settings.line);
  [left, right] = meetTightest(left, right, settings, () => true);
  // Names of fields do not count since 4.0 (`DataType.equalsStructurally`).
  if (!sameType(left, right, { names: settings.line < 400 })) throw diff(left, right, call);
  return [left, right];
}

const isMoment = (t: DataType): boolean =>
  isInterval(t) || t.kind === "date" || t.kind === "timestamp" || t.kind === "timestamp_ntz";

const isInterval = (t: DataType): boolean => isAnsiInterval(t) || t.kind === "calendar_interval";

/** `div` of intervals and sums with an untyped NULL; other operators on dates and intervals are functions of their own. */
function intervalForm(op: BinaryArithmetic, left: DataType, right: DataType): OperatorForm | undefined {
  if (op === "div") return isAnsiInterval(left) && left.kind === right.kind ? { left, right, result: LONG } : undefined;
  if (op !== "+" && op !== "-") return undefined;
  if (left.kind === "null" && isInterval(right)) return { left: right, right, result: right };
  if (right.kind === "null" && isInterval(left)) return { left, right: left, result: left };
  return isInterval(left) && sameType(left, right) ? { left, right, result: left } : undefined;
}

const DAYS = '("INT" or "SMALLINT" or "TINYINT")';
const ANY_TIMESTAMP = '"(TIMESTAMP OR TIMESTAMP WITHOUT TIME ZONE)"';
const isStamp = (t: DataType): boolean => t.kind === "timestamp" || t.kind === "timestamp_ntz";
const isTimed = (t: DataType): boolean => t.kind === "day_time_interval" || t.kind === "calendar_interval";

/** Throws what Spark says of an operator on a date, timestamp or interval and something that does not go with it. */
function refuseMoment(
  op: BinaryArithmetic,
  a: ArgInfo,
  b: ArgInfo,
  call: { readonly sql: string },
  ansi: boolean,
): void {
  if (a.type.kind === "null" || b.type.kind === "null") return;
  const unexpected = (
    sqlExpr: string,
    wrong: ArgInfo,
    paramIndex: "first" | "second",
    requiredType: string,
    seen = wrong.type,
  ): never => {
    throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
      sqlExpr: `"${sqlExpr}"`,
      paramIndex,
      requiredType,
      inputSql: `"${wrong.sql}"`,
      inputType: `"${sqlType(seen)}"`,
    });
  };
  if (isText(a.type) || isText(b.type)) {
    // ANSI reads the text as the other side's type, which is no count of days; else it is read as a number.
    if (op === "+" && ansi && (a.type.kind === "date" || b.type.kind === "date"))
      unexpected(`date_add(${a.sql}, ${b.sql})`, b, "second", DAYS, DATE);
    if (ansi) return;
    if (op === "+" && b.type.kind === "date") unexpected(`date_add(${b.sql}, ${a.sql})`, a, "second", DAYS, DOUBLE);
    if ((op === "+" || op === "-") && a.type.kind === "date")
      unexpected(`date_${op === "+" ? "add" : "sub"}(${a.sql}, ${b.sql})`, b, "second", DAYS, DOUBLE);
    if (op === "-" && isStamp(a.type)) unexpected(call.sql, b, "second", ANY_TIMESTAMP);
    if (op === "-" && isStamp(b.type)) unexpected(call.sql, a, "first", ANY_TIMESTAMP);
    return;
  }
  if (op === "+") {
    if (isTimed(b.type)) unexpected(`${a.sql} + ${b.sql}`, a, "first", ANY_TIMESTAMP);
    if (isTimed(a.type)) unexpected(`${b.sql} + ${a.sql}`, b, "first", ANY_TIMESTAMP);
    if (a.type.kind === "date") unexpected(`date_add(${a.sql}, ${b.sql})`, b, "second", DAYS);
    if (b.type.kind === "date") unexpected(`date_add(${b.sql}, ${a.sql})`, a, "second", DAYS);
  }
  if (op === "-") {
    if (isTimed(b.type)) unexpected(`${a.sql} + (- ${b.sql})`, a, "first", ANY_TIMESTAMP);
    if (isStamp(a.type)) unexpected(call.sql, b, "second", ANY_TIMESTAMP);
    if (isStamp(b.type)) unexpected(call.sql, a, "first", ANY_TIMESTAMP);
    if (a.type.kind === "date") unexpected(`date_sub(${a.sql}, ${b.sql})`, b, "second", DAYS);
    if (b.type.kind === "date") unexpected(call.sql, a, "first", '"DATE"');
  }
  if ((op === "*" || op === "/") && isInterval(a.type)) unexpected(call.sql, b, "second", '"NUMERIC"');
  if (op === "*" && isInterval(b.type)) unexpected(`(${b.sql} * ${a.sql})`, a, "second", '"NUMERIC"');
}
