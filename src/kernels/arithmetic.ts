import { SparkError, sparkError, unsupported } from "../errors/spark-error.ts";
import { type DataType, type DecimalType, decimal } from "../types/data-type.ts";
import { decimalResult } from "../types/decimal.ts";
import type { Decimal, Value } from "../types/value.ts";
import {
  decimalToPlainString,
  decimalToString,
  divideDecimals,
  fitDecimal,
  multiplyDecimals,
  quotientDecimals,
  remainderDecimals,
  rescale,
  roundToDigits,
} from "./decimal.ts";
import { LONG_MAX, LONG_MIN, type SmallInteger, smallInteger, wrapLong, wrapSmall } from "./integer.ts";
import { intervalQuotient } from "./interval-arithmetic.ts";
import { type EvalMode, isBefore4, type KernelContext } from "./kernel.ts";
import { arithmeticOverflow, decimalOutOfRange, divideByZero, remainderByZero } from "./kernel-errors.ts";
import { sqlTypeName } from "./sql-text.ts";

/** The operators `+ - * / % div pmod` on two numbers of one type (`org.apache.spark.sql.catalyst.expressions.arithmetic`). */

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "div" | "pmod";

type Binary = (a: Value, b: Value) => Value;

const TOLERANT: Record<ArithmeticOperator, string> = {
  "+": "try_add",
  "-": "try_subtract",
  "*": "try_multiply",
  "/": "try_divide",
  "%": "try_mod",
  div: "try_divide",
  pmod: "try_mod",
};

/** The operator on operands of the type `type`. Throws in ANSI mode where Spark does; NULL in the others. */
export function arithmetic(op: ArithmeticOperator, cx: KernelContext): Binary {
  const type = cx.argTypes[0] ?? cx.returnType;
  const small = smallInteger(type);
  if (small !== undefined) return onSmall(op, small, type, cx.mode);
  switch (type.kind) {
    case "long":
      return onLong(op, cx.mode);
    case "float":
      return onFractional(op, cx.mode, Math.fround);
    case "double":
      return onFractional(op, cx.mode, (x) => x);
    case "decimal":
      return onDecimal(op, cx);
    case "null":
      return () => null;
    case "year_month_interval":
    case "day_time_interval":
      if (op === "div") {
        return (x, y) => {
          const quotient = intervalQuotient(x, y);
          if (quotient === undefined || quotient === null) return zeroDivisor(cx.mode);
          if (quotient <= LONG_MAX) return quotient;
          if (cx.mode === "ansi") throw arithmeticOverflow("Overflow in integral divide", TOLERANT.div);
          return wrapLong(quotient);
        };
      }
      throw unsupported(`${op} on ${sqlTypeName(type)}`);
    default:
      throw unsupported(`${op} on ${sqlTypeName(type)}`);
  }
}

/** What division by zero gives. */
function zeroDivisor(mode: EvalMode): null {
  if (mode === "ansi") throw divideByZero();
  return null;
}

/** What a remainder of a division by zero is. */
function zeroModulus(mode: EvalMode): null {
  if (mode === "ansi") throw remainderByZero();
  return null;
}

function onSmall(op: ArithmeticOperator, width: SmallInteger, type: DataType, mode: EvalMode): Binary {
  const { bits, min, max, javaName } = width;
  const settle = (exact: number, a: Value, b: Value): Value => {
    if (exact >= min && exact <= max) return exact;
    if (mode === "try") return null;
    if (mode === "legacy") return wrapSmall(exact, bits);
    if (type.kind === "int") throw arithmeticOverflow(`${javaName} overflow`, TOLERANT[op]);
    throw new SparkError("BINARY_ARITHMETIC_OVERFLOW", {
      value1: `${String(a)}S`,
      symbol: op,
      value2: `${String(b)}S`,
      functionName: `\`${TOLERANT[op]}\``,
    });
  };
  switch (op) {
    case "+":
      return (a, b) => settle((a as number) + (b as number), a, b);
    case "-":
      return (a, b) => settle((a as number) - (b as number), a, b);
    case "*":
      return (a, b) => {
        const exact = (a as number) * (b as number);
        // A product of two ints can exceed 2^53, where its low bits would be lost.
        if (mode === "legacy" && !Number.isSafeInteger(exact)) return Math.imul(a as number, b as number);
        return settle(exact + 0, a, b);
      };
    case "%":
      return (a, b) => (b === 0 ? zeroModulus(mode) : ((a as number) % (b as number)) + 0);
    case "pmod":
      return (a, b) => {
        if (b === 0) return zeroModulus(mode);
        const n = b as number;
        const r = ((a as number) % n) + 0;
        return r < 0 ? wrapSmall(((r + n) | 0) % n, bits) : r;
      };
    case "div":
      return (a, b) => (b === 0 ? zeroDivisor(mode) : BigInt(Math.trunc((a as number) / (b as number))));
    case "/":
      return (a, b) => (b === 0 ? zeroDivisor(mode) : (a as number) / (b as number));
  }
}

function onLong(op: ArithmeticOperator, mode: EvalMode): Binary {
  const settle = (exact: bigint): Value => {
    if (exact >= LONG_MIN && exact <= LONG_MAX) return exact;
    if (mode === "try") return null;
    if (mode === "legacy") return wrapLong(exact);
    throw op === "div"
      ? arithmeticOverflow("Overflow in integral divide", TOLERANT[op])
      : arithmeticOverflow("long overflow", TOLERANT[op]);
  };
  switch (op) {
    case "+":
      return (a, b) => settle((a as bigint) + (b as bigint));
    case "-":
      return (a, b) => settle((a as bigint) - (b as bigint));
    case "*":
      return (a, b) => settle((a as bigint) * (b as bigint));
    case "%":
      return (a, b) => (b === 0n ? zeroModulus(mode) : (a as bigint) % (b as bigint));
    case "pmod":
      return (a, b) => {
        if (b === 0n) return zeroModulus(mode);
        const n = b as bigint;
        const r = (a as bigint) % n;
        return r < 0n ? wrapLong(r + n) % n : r;
      };
    case "div":
      return (a, b) => (b === 0n ? zeroDivisor(mode) : settle((a as bigint) / (b as bigint)));
    case "/":
      return (a, b) => (b === 0n ? zeroDivisor(mode) : Number(a) / Number(b));
  }
}

function onFractional(op: ArithmeticOperator, mode: EvalMode, round: (x: number) => number): Binary {
  switch (op) {
    case "+":
      return (a, b) => round((a as number) + (b as number));
    case "-":
      return (a, b) => round((a as number) - (b as number));
    case "*":
      return (a, b) => round((a as number) * (b as number));
    case "/":
      return (a, b) => (b === 0 ? zeroDivisor(mode) : round((a as number) / (b as number)));
    case "%":
      return (a, b) => (b === 0 ? zeroModulus(mode) : round((a as number) % (b as number)));
    case "pmod":
      return (a, b) => {
        if (b === 0) return zeroModulus(mode);
        const n = b as number;
        const r = (a as number) % n;
        return r < 0 ? round(round(r + n) % n) : r;
      };
    case "div":
      throw unsupported("div on fractional numbers");
  }
}

function onDecimal(op: ArithmeticOperator, cx: KernelContext): Binary {
  const { mode } = cx;
  const [left, right] = cx.argTypes;
  const type: DecimalType =
    cx.returnType.kind === "decimal"
      ? cx.returnType
      : left?.kind === "decimal" && right?.kind === "decimal"
        ? decimalResult(op, left, right, true)
        : decimal(38, 0);
  const settle = (exact: Decimal): Decimal | null => {
    const fitted = fitDecimal(exact.unscaled, exact.scale, type);
    if (fitted !== undefined) return fitted;
    if (mode === "ansi") throw decimalOutOfRange(exact, type);
    return null;
  };
  const isZero = (d: Decimal): boolean => d.unscaled === 0n;
  switch (op) {
    case "+":
    case "-": {
      const sign = op === "+" ? 1n : -1n;
      return (a, b) => {
        const x = a as Decimal;
        const y = b as Decimal;
        const scale = Math.max(x.scale, y.scale);
        return settle({
          unscaled: rescale(x.unscaled, x.scale, scale) + sign * rescale(y.unscaled, y.scale, scale),
          scale,
        });
      };
    }
    case "*":
      return (a, b) => settle(multiplyDecimals(a as Decimal, b as Decimal));
    case "/":
      return (a, b) => (isZero(b as Decimal) ? zeroDivisor(mode) : settle(divideDecimals(a as Decimal, b as Decimal)));
    case "%":
      return (a, b) =>
        isZero(b as Decimal) ? zeroModulus(mode) : settle(remainderDecimals(a as Decimal, b as Decimal));
    case "pmod":
      return (a, b) => {
        const n = b as Decimal;
        if (isZero(n)) return zeroModulus(mode);
        const r = remainderDecimals(a as Decimal, n);
        if (r.unscaled >= 0n) return settle(r);
        const sum: Decimal = { unscaled: r.unscaled + rescale(n.unscaled, n.scale, r.scale), scale: r.scale };
        return settle(remainderDecimals(sum, n));
      };
    case "div":
      return (a, b) => {
        if (isZero(b as Decimal)) return zeroDivisor(mode);
        const whole = settle({ unscaled: quotientDecimals(a as Decimal, b as Decimal), scale: 0 });
        return whole === null ? null : wrapLong(whole.unscaled);
      };
  }
}

/** Unary minus. */
export function negation(cx: KernelContext): (a: Value) => Value {
  return unary(cx, "negative");
}

/** The absolute value. */
export function absolute(cx: KernelContext): (a: Value) => Value {
  return unary(cx, "abs");
}

/** How many digits of a decimal are left by its negation. */
export const NEGATED_DIGITS = 34;

/** Since 4.0 Spark negates decimals as Scala 2.13 does, in {@link NEGATED_DIGITS} (`MathContext.DECIMAL128`); what that rounds up may not fit. */
function negated(x: Decimal, type: DecimalType): Decimal {
  const rounded = roundToDigits({ unscaled: -x.unscaled, scale: x.scale }, NEGATED_DIGITS, "HALF_EVEN");
  const value = { unscaled: rescale(rounded.unscaled, rounded.scale, x.scale), scale: x.scale };
  const limit = 10n ** BigInt(type.precision);
  if (value.unscaled < limit && value.unscaled > -limit) return value;
  const params = {
    roundedValue: decimalToPlainString(value),
    originalValue: decimalToString(rounded),
    precision: `${type.precision}`,
    scale: `${type.scale}`,
  };
  throw sparkError("NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION", params, { origin: null });
}

function unary(cx: KernelContext, op: "negative" | "abs"): (a: Value) => Value {
  const type = cx.argTypes[0] ?? cx.returnType;
  const keep = op === "abs";
  const small = smallInteger(type);
  if (small !== undefined) {
    return (a) => {
      const x = a as number;
      if (keep && x >= 0) return x;
      if (x !== small.min) return 0 - x;
      if (cx.mode === "ansi") throw arithmeticOverflow(`${small.javaName} overflow`);
      return x;
    };
  }
  switch (type.kind) {
    case "long":
      return (a) => {
        const x = a as bigint;
        if (keep && x >= 0n) return x;
        if (x !== LONG_MIN) return -x;
        if (cx.mode === "ansi") throw arithmeticOverflow("long overflow");
        return x;
      };
    case "float":
    case "double":
      return keep ? (a) => Math.abs(a as number) : (a) => -(a as number);
    case "decimal":
      return (a) => {
        const x = a as Decimal;
        if (keep && x.unscaled >= 0n) return x;
        return isBefore4(cx.settings) ? { unscaled: -x.unscaled, scale: x.scale } : negated(x, type);
      };
    case "null":
      return () => null;
    default:
      throw unsupported(`${op} on ${sqlTypeName(type)}`);
  }
}
