import {
  BINARY,
  BOOLEAN,
  DATE,
  type DataType,
  decimal,
  DOUBLE,
  FLOAT,
  LONG,
  NULL,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from "../types/data-type.ts";
import type { Decimal, Value } from "../types/value.ts";
import { digitCount } from "./decimal.ts";
import type { VariantScalar } from "./variant-format.ts";

/** A decimal without trailing zeros behind its point. */
export function stripped({ unscaled, scale }: Decimal): Decimal {
  let [rest, places] = [unscaled, scale];
  while (places > 0 && rest % 10n === 0n) {
    rest /= 10n;
    places--;
  }
  return { unscaled: rest, scale: places };
}

/** The type of a value without parts. */
export function scalarType(scalar: VariantScalar): DataType {
  switch (scalar.kind) {
    case "null":
      return NULL;
    case "boolean":
      return BOOLEAN;
    case "long":
      return LONG;
    case "double":
      return DOUBLE;
    case "float":
      return FLOAT;
    case "decimal": {
      const exact = stripped(scalar.value);
      return decimal(Math.max(digitCount(exact.unscaled), exact.scale), exact.scale);
    }
    case "string":
    case "uuid":
      return STRING;
    case "date":
      return DATE;
    case "timestamp":
      return TIMESTAMP;
    case "timestamp_ntz":
      return TIMESTAMP_NTZ;
    case "binary":
      return BINARY;
  }
}

/** A value of {@link scalarType}. */
export function scalarValue(scalar: VariantScalar): Value {
  if (scalar.kind === "null") return null;
  return scalar.kind === "decimal" ? stripped(scalar.value) : scalar.value;
}
