import { sparkError } from "../../errors/spark-error.ts";
import type { DecimalType } from "../../types/data-type.ts";
import type { Decimal } from "../../types/value.ts";
import { decimalText } from "./java-text.ts";
import type { PyDecimal } from "./python-value.ts";

/** A decimal rounded half up to the type's scale. Throws where it has too many digits. */
export function pickledDecimal(value: PyDecimal, type: DecimalType): Decimal {
  const shift = type.scale - value.scale;
  const unscaled = shift >= 0 ? value.unscaled * 10n ** BigInt(shift) : halfUp(value.unscaled, 10n ** BigInt(-shift));
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().length;
  if (digits > type.precision) {
    throw sparkError("NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION", {
      roundedValue: decimalText(value),
      originalValue: decimalText(value),
      precision: String(type.precision),
      scale: String(type.scale),
    });
  }
  return { unscaled, scale: type.scale };
}

function halfUp(value: bigint, divisor: bigint): bigint {
  const size = value < 0n ? -value : value;
  const rounded = (size + divisor / 2n) / divisor;
  return value < 0n ? -rounded : rounded;
}
