import { SparkError } from "../errors/spark-error.ts";
import type { DataType, DecimalType } from "../types/data-type.ts";
import type { Decimal, Value } from "../types/value.ts";
import { decimalToPlainString } from "./decimal.ts";
import { quotedType, sqlValue } from "./sql-text.ts";

/** The errors that several kernels raise, with Spark's parameters (`QueryExecutionErrors`). */

const ANSI = '"spark.sql.ansi.enabled"';

/** CAST_INVALID_INPUT: a text that is no value of the target type. */
export const castInvalidInput = (value: Value, from: DataType, to: DataType): SparkError =>
  new SparkError("CAST_INVALID_INPUT", {
    expression: sqlValue(value, from),
    sourceType: quotedType(from),
    targetType: quotedType(to),
    ansiConfig: ANSI,
  });

/** CAST_OVERFLOW: a number outside of the target type. */
export const castOverflow = (value: Value, from: DataType, to: DataType): SparkError =>
  new SparkError("CAST_OVERFLOW", {
    value: sqlValue(value, from),
    sourceType: quotedType(from),
    targetType: quotedType(to),
    ansiConfig: ANSI,
  });

/** NUMERIC_VALUE_OUT_OF_RANGE: a number with too many digits for a decimal type. */
export const decimalOutOfRange = (value: Decimal, type: DecimalType): SparkError =>
  new SparkError("NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", {
    value: decimalToPlainString(value),
    precision: String(type.precision),
    scale: String(type.scale),
    config: ANSI,
  });

/** DIVIDE_BY_ZERO. */
export const divideByZero = (): SparkError => new SparkError("DIVIDE_BY_ZERO", { config: ANSI });

/** REMAINDER_BY_ZERO. */
export const remainderByZero = (): SparkError => new SparkError("REMAINDER_BY_ZERO", { config: ANSI });

/** ARITHMETIC_OVERFLOW; `tolerant` is the `try_` function that gives NULL instead. */
export const arithmeticOverflow = (message: string, tolerant?: string): SparkError =>
  new SparkError("ARITHMETIC_OVERFLOW", {
    message,
    alternative: tolerant === undefined ? "" : ` Use '${tolerant}' to tolerate overflow and return NULL instead.`,
    config: ANSI,
  });
