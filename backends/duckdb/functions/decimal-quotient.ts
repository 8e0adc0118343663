/** `/` of decimals in whole numbers of DuckDB, where 38 digits hold every step. */
import type { DecimalType } from "../../../src/types/data-type.ts";
import { atom, fn, type Sql, sql } from "../sql.ts";
import { caseWhen, castTo } from "./forms.ts";

/** Digits that fit 128 bits, and those of which the double and one more still fit 64. */
const WIDE = 38;
const NARROW = 17;

/** DuckDB keeps a product of decimals of at most so many digits in 64 bits, however many the product has. */
const SHORT = 18;

const powerOfTen = (n: number, type: string): Sql => atom(`CAST(1${"0".repeat(n)} AS ${type})`);

/** Zeros that the dividend's digits take before they are divided. */
const shift = (a: DecimalType, b: DecimalType, to: DecimalType): number => to.scale - a.scale + b.scale;

/** Whether the digits of both sides, and of the shifted dividend, can be held. */
export function dividesNatively(a: DecimalType, b: DecimalType, to: DecimalType): boolean {
  const more = shift(a, b, to);
  return (
    more >= 0 &&
    to.scale > 0 &&
    a.precision + more <= Math.min(WIDE, to.precision) &&
    a.precision + a.scale < WIDE &&
    b.precision + b.scale < WIDE
  );
}

/** A decimal's digits, times a power of ten, as a whole number. */
function digits(x: Sql, { precision, scale }: DecimalType, more: number, whole: string): Sql {
  const width = precision + scale + more + 1;
  if (scale + more === 0) return castTo(x, whole);
  if (width <= WIDE) {
    const factor = `DECIMAL(${Math.max(scale + more + 1, width > SHORT ? SHORT + 1 : 0)}, 0)`;
    return castTo(sql`${x} * ${powerOfTen(scale + more, factor)}`, whole);
  }
  return sql`${digits(x, { kind: "decimal", precision, scale }, 0, whole)} * ${powerOfTen(more, whole)}`;
}

/**
 * The quotient rounded half away from zero to the result's scale, as `Decimal./` and the fit to the result's type round
 * it together. `y` is not zero; `dividesNatively` holds.
 */
export function decimalQuotient(x: Sql, y: Sql, a: DecimalType, b: DecimalType, to: DecimalType): Sql {
  const more = shift(a, b, to);
  const narrow = a.precision + more <= NARROW && b.precision <= NARROW;
  const whole = narrow ? "BIGINT" : "HUGEINT";
  const dividend = digits(x, a, more, whole);
  const divisor = digits(y, b, 0, whole);
  const negative = sql`${x} < 0`;
  const size = fn`abs(${divisor})`;
  let quotient: Sql;
  if (narrow) {
    const half = caseWhen([[negative, fn`(-${size})`]], size);
    quotient = sql`(${dividend} * 2 + ${half}) // (${divisor} * 2)`;
  } else {
    // Twice a number of 38 digits does not fit: what is left is held against what is missing.
    const rest = fn`abs(${sql`${dividend} % ${divisor}`})`;
    const away = caseWhen([[sql`(${negative}) = (${y} < 0)`, atom("1")]], atom("-1"));
    const carry = caseWhen([[sql`${rest} >= ${size} - ${rest}`, away]], atom("0"));
    quotient = sql`(${dividend} // ${divisor}) + ${carry}`;
  }
  const unit = atom(`CAST('0.${"0".repeat(to.scale - 1)}1' AS DECIMAL(${to.scale}, ${to.scale}))`);
  const width = Math.max(a.precision + more, to.precision > SHORT ? SHORT + 1 : 0);
  return castTo(
    sql`${castTo(quotient, `DECIMAL(${width}, 0)`)} * ${unit}`,
    `DECIMAL(${to.precision}, ${to.scale})`,
  );
}
