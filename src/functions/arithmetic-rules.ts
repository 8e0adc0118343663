/**
 * Operand types and result types of arithmetic, bitwise and comparison operators: string promotion, decimal
 * precision, datetime and interval forms (`AnsiStringPromotionTypeCoercion`, `StringPromotionTypeCoercion`,
 * `DecimalPrecisionTypeCoercion`, `DivisionTypeCoercion`, `ResolveBinaryArithmetic`).
 */
import { sparkError } from "../errors/spark-error.ts";
import { findTightestCommonType, legacyComparisonType, stringOperandTypeAnsi } from "../types/coercion.ts";
import {
  DAY_TIME_INTERVAL,
  type DataType,
  DATE,
  type DayTimeIntervalType,
  DOUBLE,
  decimal,
  isAnsiInterval,
  isFractional,
  isIntegral,
  isNumeric,
  isText,
  LONG,
  NULL,
  sameType,
  TIMESTAMP,
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
export const NUMERIC_AND_ANSI_INTERVAL_SPEC: TypeSpec = { spec: "oneOf", specs: [NUMERIC_SPEC, anyDayTime, anyYearMonth] };
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
  call: { readonly sql: string },
): OperatorForm {
  const datetime = datetimeForm(op, a.type, b.type, settings);
  if (datetime !== undefined) return datetime;
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

function operandTypes(op: BinaryArithmetic, a: ArgInfo, b: ArgInfo, settings: TypingSettings): readonly [DataType, DataType] {
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

/** A whole number beside a decimal becomes a decimal (a literal the smallest); a decimal beside a float a double. */
function meetDecimal(left: DataType, right: DataType, a: ArgInfo, b: ArgInfo): readonly [DataType, DataType] {
  if (left.kind === "decimal" && isIntegral(right)) return [left, integralAsDecimal(right, b)];
  if (right.kind === "decimal" && isIntegral(left)) return [integralAsDecimal(left, a), right];
  if (left.kind === "decimal" && isFractional(right)) return [DOUBLE, right];
  if (right.kind === "decimal" && isFractional(left)) return [left, DOUBLE];
  return [left, right];
}

function integralAsDecimal(type: DataType, arg: ArgInfo): DataType {
  const { value } = arg;
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
  const common = findTightestCommonType(left, right, settings.ansi);
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
  if (left.kind === "decimal" && right.kind === "decimal") left = right = widerDecimal(left, right);
  [left, right] = meetTightest(left, right, settings, () => true);
  if (!sameType(left, right)) throw diff(left, right, call);
  return [left, right];
}

const isInterval = (t: DataType): boolean => isAnsiInterval(t) || t.kind === "calendar_interval";
const isTimestamp = (t: DataType): boolean => t.kind === "timestamp" || t.kind === "timestamp_ntz";
const isDayOnly = (t: DataType): boolean => t.kind === "day_time_interval" && t.start === "day" && t.end === "day";
const isSmallIntegral = (t: DataType): boolean => t.kind === "byte" || t.kind === "short" || t.kind === "int";
const DAY_INTERVAL: DayTimeIntervalType = { kind: "day_time_interval", start: "day", end: "day" };

/** The forms of `+ - * /` on dates, timestamps and intervals; `undefined`: not one of them. */
function datetimeForm(op: BinaryArithmetic, left: DataType, right: DataType, settings: TypingSettings): OperatorForm | undefined {
  switch (op) {
    case "+":
      return shifted(left, right) ?? swapped(shifted(right, left)) ?? intervalSum(left, right, settings);
    case "-":
      return difference(left, right, settings) ?? shifted(left, right) ?? intervalSum(left, right, settings);
    case "*":
      return scaled(left, right) ?? swapped(scaled(right, left));
    case "/":
      return scaled(left, right);
    case "div":
      return isAnsiInterval(left) && left.kind === right.kind ? { left, right, result: LONG } : undefined;
    default:
      return undefined;
  }
}

const swapped = (form: OperatorForm | undefined): OperatorForm | undefined =>
  form && { left: form.right, right: form.left, result: form.result };

/** A date or timestamp moved by an interval or by days. */
function shifted(start: DataType, by: DataType): OperatorForm | undefined {
  if (start.kind === "date") {
    if (isDayOnly(by) || by.kind === "year_month_interval" || by.kind === "calendar_interval" || isSmallIntegral(by)) {
      return { left: start, right: by, result: DATE };
    }
    if (by.kind === "day_time_interval") return { left: TIMESTAMP, right: by, result: TIMESTAMP };
    if (by.kind === "null") return { left: start, right: { kind: "int" }, result: DATE };
  }
  if (isTimestamp(start) && isInterval(by)) return { left: start, right: by, result: start };
  return undefined;
}

function difference(left: DataType, right: DataType, settings: TypingSettings): OperatorForm | undefined {
  if (isTimestamp(left) || isTimestamp(right)) {
    if (isInterval(right)) return undefined;
    const timestamp: DataType = settings.timestampType === "TIMESTAMP_NTZ" ? { kind: "timestamp_ntz" } : TIMESTAMP;
    const side = (t: DataType, other: DataType): DataType | undefined => {
      if (isTimestamp(t)) return t;
      if (t.kind === "date") return timestamp;
      return isText(t) || t.kind === "null" ? other : undefined;
    };
    const l = side(left, right);
    const r = side(right, left);
    if (l === undefined || r === undefined) return undefined;
    const common = l.kind === r.kind ? l : TIMESTAMP;
    return { left: common, right: common, result: DAY_TIME_INTERVAL };
  }
  const datish = (t: DataType) => t.kind === "date" || isText(t);
  if (left.kind === "date" || right.kind === "date") {
    if (datish(left) && datish(right)) return { left: DATE, right: DATE, result: DAY_INTERVAL };
    if (left.kind === "null") return { left: DATE, right: DATE, result: DAY_INTERVAL };
  }
  return undefined;
}

function intervalSum(left: DataType, right: DataType, settings: TypingSettings): OperatorForm | undefined {
  if (left.kind === "null" && isInterval(right)) return { left: right, right, result: right };
  if (right.kind === "null" && isInterval(left)) return { left, right: left, result: left };
  if (!isInterval(left) || left.kind !== right.kind) return undefined;
  const common = findTightestCommonType(left, right, settings.ansi);
  return common && { left: common, right: common, result: common };
}

/** An interval multiplied or divided by a number. */
function scaled(interval: DataType, by: DataType): OperatorForm | undefined {
  const factor = isText(by) || by.kind === "null" ? DOUBLE : isNumeric(by) ? by : undefined;
  if (factor === undefined) return undefined;
  switch (interval.kind) {
    case "calendar_interval":
      return { left: interval, right: DOUBLE, result: interval };
    case "year_month_interval":
      return { left: interval, right: factor, result: YEAR_MONTH_INTERVAL };
    case "day_time_interval":
      return { left: interval, right: factor, result: DAY_TIME_INTERVAL };
    default:
      return undefined;
  }
}

/** How Spark prints `a + b` and `a - b`: dates moved by days are calls, other moves stand without parentheses. */
export function prettySum(op: "+" | "-", args: readonly string[], info: readonly ArgInfo[]): string {
  const [a = "", b = ""] = args;
  const left = info[0]?.type ?? NULL;
  const right = info[1]?.type ?? NULL;
  const moved = (start: string, startType: DataType, by: string, byType: DataType): string | undefined => {
    if (startType.kind === "date" && isDayOnly(byType)) {
      const days = `extractansiintervaldays(${by})`;
      return op === "+" ? `date_add(${start}, ${days})` : `date_add(${start}, (- ${days}))`;
    }
    if (startType.kind === "date" && (isNumeric(byType) || byType.kind === "null" || byType.kind === "boolean")) {
      return `${op === "+" ? "date_add" : "date_sub"}(${start}, ${by})`;
    }
    if ((startType.kind === "date" || isTimestamp(startType)) && isInterval(byType)) return `${start} ${op} ${by}`;
    return undefined;
  };
  return moved(a, left, b, right) ?? (op === "+" ? moved(b, right, a, left) : undefined) ?? `(${a} ${op} ${b})`;
}

/** How Spark prints `a * b` and `a / b`: an interval stands first, and calendar intervals have functions. */
export function prettyScale(op: "*" | "/", args: readonly string[], info: readonly ArgInfo[]): string {
  const [a = "", b = ""] = args;
  const swap = op === "*" && !isInterval(info[0]?.type ?? NULL) && isInterval(info[1]?.type ?? NULL);
  const [x, y] = swap ? [b, a] : [a, b];
  const interval = info[swap ? 1 : 0]?.type.kind === "calendar_interval";
  if (interval) return `${op === "*" ? "multiply_interval" : "divide_interval"}(${x}, ${y})`;
  return `(${x} ${op} ${y})`;
}

