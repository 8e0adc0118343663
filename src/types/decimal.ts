import { type DataType, type DecimalType, decimal } from "./data-type.ts";

/** Spark's greatest precision and scale (`DecimalType.MAX_PRECISION`). */
export const MAX_PRECISION = 38;
export const MAX_SCALE = 38;

/** DECIMAL(10,0): what a bare DECIMAL means. */
export const DECIMAL_DEFAULT = decimal(10, 0);
/** DECIMAL(38,18): what JVM BigDecimal columns and schema inference get. */
export const DECIMAL_SYSTEM_DEFAULT = decimal(38, 18);

/** Precision and scale cut at 38 each, without regard to integral digits (`DecimalType.bounded`). */
export const boundedDecimal = (precision: number, scale: number): DecimalType =>
  decimal(Math.min(precision, MAX_PRECISION), Math.min(scale, MAX_SCALE));

/**
 * A result type fitted into 38 digits: integral digits are kept, and the scale shrinks to no less than min(scale, 6)
 * (`DecimalType.adjustPrecisionScale`).
 */
export function adjustedDecimal(precision: number, scale: number): DecimalType {
  if (precision <= MAX_PRECISION) return decimal(precision, scale);
  if (scale < 0) return decimal(MAX_PRECISION, scale);
  const integral = precision - scale;
  const least = Math.min(scale, 6);
  return decimal(MAX_PRECISION, Math.max(MAX_PRECISION - integral, least));
}

/** The decimal type that holds every value of an integral, float, double or decimal type (`DecimalType.forType`). */
export function decimalOf(type: DataType): DecimalType | undefined {
  switch (type.kind) {
    case "byte":
      return decimal(3, 0);
    case "short":
      return decimal(5, 0);
    case "int":
      return decimal(10, 0);
    case "long":
      return decimal(20, 0);
    case "float":
      return decimal(14, 7);
    case "double":
      return decimal(30, 15);
    case "decimal":
      return type;
    default:
      return undefined;
  }
}

/** The operators with a decimal result rule. */
export type DecimalOperator = "+" | "-" | "*" | "/" | "%" | "div" | "pmod";

/**
 * The result type of an operator on decimals (`BinaryArithmetic.resultDecimalType`). `allowPrecisionLoss` is
 * `spark.sql.decimalOperations.allowPrecisionLoss`.
 */
export function decimalResult(
  op: DecimalOperator,
  a: DecimalType,
  b: DecimalType,
  allowPrecisionLoss: boolean,
): DecimalType {
  const { precision: p1, scale: s1 } = a;
  const { precision: p2, scale: s2 } = b;
  const fit = allowPrecisionLoss ? adjustedDecimal : boundedDecimal;
  switch (op) {
    case "+":
    case "-": {
      const scale = Math.max(s1, s2);
      return fit(Math.max(p1 - s1, p2 - s2) + scale + 1, scale);
    }
    case "*":
      return fit(p1 + p2 + 1, s1 + s2);
    case "/": {
      if (allowPrecisionLoss) {
        const scale = Math.max(6, s1 + p2 + 1);
        return adjustedDecimal(p1 - s1 + s2 + scale, scale);
      }
      let integral = Math.min(MAX_SCALE, p1 - s1 + s2);
      let fraction = Math.min(MAX_SCALE, Math.max(6, s1 + p2 + 1));
      const excess = integral + fraction - MAX_SCALE;
      if (excess > 0) {
        fraction -= Math.trunc(excess / 2) + 1;
        integral = MAX_SCALE - fraction;
      }
      return boundedDecimal(integral + fraction, fraction);
    }
    case "%":
    case "pmod": {
      const scale = Math.max(s1, s2);
      return fit(Math.min(p1 - s1, p2 - s2) + scale, scale);
    }
    case "div": {
      const integral = p1 - s1 + s2;
      return fit(integral === 0 ? 1 : integral, 0);
    }
  }
}

/**
 * The decimal type that holds every value of both; beyond 38 digits integral digits are kept before fraction digits
 * (`DecimalPrecisionTypeCoercion.widerDecimalType`, `DecimalType.boundedPreferIntegralDigits`), or the other way round
 * in Spark before 4.0 (`DecimalType.bounded`). `line` is the Spark's release line, which counts only there.
 */
export function widerDecimal(a: DecimalType, b: DecimalType, line = 400): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  const integral = Math.max(a.precision - a.scale, b.precision - b.scale);
  const precision = integral + scale;
  if (precision <= MAX_PRECISION || line < 400) return boundedDecimal(precision, scale);
  return decimal(MAX_PRECISION, Math.max(0, scale - (precision - MAX_PRECISION)));
}
