/**
 * `/` of decimals in 64-bit whole numbers of DuckDB. Its division of 128 bits takes microseconds a row, longer than the
 * kernel.
 */
import type { DecimalType } from "../../../src/types/data-type.ts";
import { atom, fn, type Sql, sql } from "../sql.ts";
import { caseWhen, castTo } from "./forms.ts";

/** Digits of a number of which the double and one more of as many still fit 64 bits. */
const DIGITS = 17;

/** DuckDB keeps a product of decimals of at most so many digits each in 64 bits. */
const SHORT = 18;

/** Zeros that the dividend's digits take before they are divided. */
const shift = (a: DecimalType, b: DecimalType, to: DecimalType): number => to.scale - a.scale + b.scale;

/** Whether 64 bits hold both sides, and the shifted dividend, at every step. */
export function dividesNatively(a: DecimalType, b: DecimalType, to: DecimalType): boolean {
  const more = shift(a, b, to);
  return (
    more >= 0 &&
    to.scale > 0 &&
    a.precision + more <= Math.min(DIGITS, to.precision) &&
    a.precision + a.scale <= SHORT &&
    b.precision <= DIGITS &&
    b.precision + b.scale <= SHORT
  );
}

const powerOfTen = (zeros: number, type: string): Sql => atom(`CAST(1${"0".repeat(zeros)} AS ${type})`);

/** A decimal's digits as a whole number. */
const digits = (x: Sql, { scale }: DecimalType): Sql =>
  castTo(scale === 0 ? x : sql`${x} * ${powerOfTen(scale, `DECIMAL(${scale + 1}, 0)`)}`, "BIGINT");

/**
 * The quotient rounded half away from zero to the result's scale, as `Decimal./` and the fit to the result's type round
 * it together. `y` is not zero; `dividesNatively` holds.
 */
export function decimalQuotient(x: Sql, y: Sql, a: DecimalType, b: DecimalType, to: DecimalType): Sql {
  const more = shift(a, b, to);
  const dividend = sql`${digits(x, a)} * ${powerOfTen(more, "BIGINT")}`;
  const divisor = digits(y, b);
  const size = fn`abs(${divisor})`;
  const half = caseWhen([[sql`${x} < 0`, fn`(-${size})`]], size);
  const quotient = sql`(${dividend} * 2 + ${half}) // (${divisor} * 2)`;
  const unit = atom(`CAST('0.${"0".repeat(to.scale - 1)}1' AS DECIMAL(${to.scale}, ${to.scale}))`);
  return castTo(
    sql`${castTo(quotient, `DECIMAL(${a.precision + more}, 0)`)} * ${unit}`,
    `DECIMAL(${to.precision}, ${to.scale})`,
  );
}
