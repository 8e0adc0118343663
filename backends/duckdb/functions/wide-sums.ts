/** Sums of decimals that need more than the 128 bits in which DuckDB adds. */
import type { DecimalType } from "../../../src/types/data-type.ts";
import { atom, fn, type Sql, sql } from "../sql.ts";
import type { Context, Parts } from "./aggregate-forms.ts";
import { aggregateCall, caseWhen, castTo, once, transformList } from "./forms.ts";

/** Digits of the lower part. */
const LOW = atom(`${10n ** 19n}::HUGEINT`);

const MOST = atom(`${10n ** 38n - 1n}::HUGEINT`);

/** Whether a sum of so long decimals can have more than 38 digits (`Sum.resultType` adds ten). */
export const needsWideSum = ({ precision }: DecimalType): boolean => precision + 10 > 38;

/** The digits of a decimal as a whole number, whatever their number. */
export const unscaledText = (value: Sql): Sql => castTo(fn`replace(${castTo(value, "VARCHAR")}, '.', '')`, "HUGEINT");

/** A decimal from its digits as a whole number. */
export function fromUnscaled(cx: Context, digits: Sql, type: DecimalType): Sql {
  const spelled = `DECIMAL(${type.precision}, ${type.scale})`;
  if (type.scale === 0) return castTo(digits, spelled);
  const shown = castTo(fn`abs(${digits})`, "VARCHAR");
  const padded = fn`lpad(${shown}, greatest(${type.scale + 1}, length(${shown}))::INTEGER, '0')`;
  const text = once(
    cx,
    padded,
    (t) =>
      sql`CASE WHEN ${digits} < 0 THEN '-' ELSE '' END || left(${t}, length(${t}) - ${type.scale}) || '.' || right(${t}, ${type.scale})`,
  );
  return castTo(text, spelled);
}

/**
 * The sum of decimals in two parts of 19 digits, neither of which can overflow: `failure` where their whole has more
 * than 38 digits.
 */
export function wideSum(args: readonly Sql[], cx: Context, parts: Parts, type: DecimalType, failure: Sql): Sql {
  const sumOf = (part: (digits: Sql) => Sql): Sql => {
    if (!parts.distinct)
      return aggregateCall(
        "sum",
        args.map((a) => part(unscaledText(a))),
        parts,
      );
    // Values that differ may have equal parts.
    const values = aggregateCall("list", args, parts);
    return fn`list_sum(${transformList(cx, values, (v) => part(unscaledText(v)))})`;
  };
  const high = sumOf((digits) => sql`${digits} // ${LOW}`);
  const low = sumOf((digits) => sql`${digits} % ${LOW}`);
  return once(cx, fn`[${high}, ${low}]`, (both) => {
    const top = sql`${fn`${both}[1]`} + ${fn`${both}[2]`} // ${LOW}`;
    return once(cx, top, (h) => {
      const whole = caseWhen([[sql`${fn`abs(${h})`} <= ${LOW}`, sql`${h} * ${LOW} + ${fn`${both}[2]`} % ${LOW}`]], h);
      return once(cx, whole, (w) =>
        caseWhen([[sql`${fn`abs(${h})`} > ${LOW} OR ${fn`abs(${w})`} > ${MOST}`, failure]], fromUnscaled(cx, w, type)),
      );
    });
  });
}
