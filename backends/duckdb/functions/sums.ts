import { type DataType, type DecimalType, DOUBLE, decimal, isIntegral, LONG } from "../../../src/types/data-type.ts";
import { atom, fn, type Sql, sql } from "../sql.ts";
import { type Context, type Parts, at, typeOf, inWindow } from "./aggregate-forms.ts";
import { fromUnscaled, needsWideSum, unscaledText, wideSum } from "./wide-sums.ts";
import { aggregateCall, caseWhen, castTo, kept, NULL_TEXT, once } from "./forms.ts";

/** 2^63, 2^64: the wrap-around of Spark's legacy BIGINT sums. */
const HALF = atom("9223372036854775808::HUGEINT");

const WHOLE = atom("18446744073709551616::HUGEINT");

/** `sum` and `try_sum`: of whole numbers and decimals within their types, by the call's mode. */
export function sumText(args: readonly Sql[], cx: Context, parts: Parts): Sql {
  const of = typeOf(cx, 0) ?? LONG;
  const { type, mode } = cx.call;
  const attempt = (s: Sql, spelled: string) => kept(fn`TRY_CAST(${s} AS ${atom(spelled)})`);
  if (of.kind === "float") return aggregateCall("sum", [cx.as(at(args, 0), DOUBLE)], parts);
  const total = aggregateCall("sum", args, parts);
  switch (type.kind) {
    case "long":
      if (mode === "try") return attempt(total, "BIGINT");
      if (mode === "legacy" && of.kind === "long") {
        return once(cx, total, (s) =>
          castTo(sql`${fn`(((${s} + ${HALF}) % ${WHOLE} + ${WHOLE}) % ${WHOLE})`} - ${HALF}`, "BIGINT"),
        );
      }
      return kept(castTo(total, "BIGINT"));
    case "decimal": {
      const spelled = `DECIMAL(${type.precision}, ${type.scale})`;
      // DuckDB lets sums of DECIMAL(38, s) grow past 38 digits, and a cast to the same type does not look.
      if (of.kind === "decimal" && needsWideSum(of)) {
        const failure = mode === "ansi" ? sumOverflow(cx, parts, "sum", type) : NULL_TEXT;
        if (parts.wideSums) return wideSum(args, cx, parts, type, failure);
        const limit = atom(
          `CAST('${"9".repeat(38 - type.scale)}${type.scale > 0 ? `.${"9".repeat(type.scale)}` : ""}' AS DECIMAL(38, ${type.scale}))`,
        );
        return once(cx, castTo(total, spelled), (s) =>
          caseWhen([[fn`(${s} > ${limit} OR ${s} < ${sql`-${limit}`})`, failure]], s),
        );
      }
      return kept(castTo(total, spelled));
    }
    case "day_time_interval":
      return mode === "try" ? attempt(total, "BIGINT") : kept(castTo(total, "BIGINT"));
    case "year_month_interval":
      return mode === "try" ? attempt(total, "INTEGER") : kept(castTo(total, "INTEGER"));
    default:
      return total;
  }
}

/**
 * What a sum beyond 38 digits is: the buffers of groups are stored as DECIMAL(38), and lose it before it is looked at;
 * those of a window and of all rows have it until the end.
 */
function sumOverflow(cx: Context, parts: Parts, name: "sum" | "avg", type: DecimalType, as?: DataType): Sql {
  const config = '"spark.sql.ansi.enabled"';
  if (!parts.keyed) return outOfRange(cx, name === "sum" ? "sum" : "mean", type, as);
  const alternative = ` Use 'try_${name}' to tolerate overflow and return NULL instead.`;
  return cx.raise("ARITHMETIC_OVERFLOW", { message: "Overflow in sum of decimals", alternative, config }, as ?? type);
}

const outOfRange = (cx: Context, value: string, { precision, scale }: DecimalType, as?: DataType): Sql =>
  cx.raise(
    "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
    { value, precision: `${precision}`, scale: `${scale}`, config: '"spark.sql.ansi.enabled"' },
    as ?? decimal(precision, scale),
  );

/** a / b in whole numbers, rounded half up away from zero; b is positive. */
const divideHalfUp = (cx: Context, a: Sql, b: Sql): Sql =>
  once(cx, castTo(a, "HUGEINT"), (s) =>
    once(
      cx,
      castTo(b, "HUGEINT"),
      (n) => sql`${fn`sign(${s})`}::HUGEINT * ((${fn`abs(${s})`} * 2 + ${n}) // (2 * ${n}))`,
    ),
  );

/** `avg` and `try_avg`. */
export function averageText(args: readonly Sql[], cx: Context, parts: Parts): Sql {
  const of = typeOf(cx, 0) ?? DOUBLE;
  const { type } = cx.call;
  switch (type.kind) {
    case "decimal":
      return averageOfDecimals(args, cx, parts, of, type);
    case "year_month_interval":
    case "day_time_interval": {
      const spelled = atom(type.kind === "year_month_interval" ? "INTEGER" : "BIGINT");
      const sum = aggregateCall("sum", args, parts);
      const total =
        cx.call.mode === "try" ? kept(fn`TRY_CAST(${sum} AS ${spelled})`) : kept(fn`CAST(${sum} AS ${spelled})`);
      const quotient = divideHalfUp(cx, total, fn`nullif(${aggregateCall("count", args, parts)}, 0)`);
      return castTo(quotient, type.kind === "year_month_interval" ? "INTEGER" : "BIGINT");
    }
    default:
      // Spark sums as DOUBLE; below 64 bits DuckDB's exact sums give the same answer and are faster.
      return aggregateCall(
        "avg",
        isIntegral(of) && of.kind !== "long" ? args : args.map((a) => cx.as(a, DOUBLE)),
        parts,
      );
  }
}

/**
 * The exact mean of decimals: the unscaled sum is divided in whole numbers to the result's scale, once per group. What
 * could pass 38 digits on the way goes through text.
 */
function averageOfDecimals(args: readonly Sql[], cx: Context, parts: Parts, of: DataType, type: DecimalType): Sql {
  const scale = of.kind === "decimal" ? of.scale : 0;
  const more = type.scale - scale;
  // DuckDB computes equal aggregates once, but equal window functions as often as they are written.
  const use: typeof once = inWindow(parts) ? once : (_cx, value, made) => made(value);
  const whole = (): Sql => {
    if (!parts.wideSums || of.kind !== "decimal" || !needsWideSum(of)) return aggregateCall("sum", args, parts);
    const sum = decimal(38, scale);
    return wideSum(
      args,
      cx,
      parts,
      sum,
      cx.call.mode === "ansi" ? sumOverflow(cx, parts, "avg", type, sum) : NULL_TEXT,
    );
  };
  return use(cx, whole(), (total) =>
    use(cx, aggregateCall("count", args, parts), (rows) => {
      const slow = wideMean(cx, total, rows, of, type);
      const digits = Math.min(14, 17 - scale);
      if (scale > 8 || more !== 4 || type.scale > 18) return slow;
      const limit = `${"9".repeat(digits - scale)}`;
      const bound = (sign: string) => atom(`CAST('${sign}${limit}' AS DECIMAL(38, ${scale}))`);
      return caseWhen(
        [[sql`${total} BETWEEN ${bound("-")} AND ${bound("")}`, narrowMean(total, rows, scale, digits, type)]],
        slow,
      );
    }),
  );
}

/** A mean whose sum has few digits, in 64-bit numbers. */
function narrowMean(total: Sql, rows: Sql, scale: number, digits: number, type: DecimalType): Sql {
  const short = castTo(total, `DECIMAL(${digits}, ${scale})`);
  const unscaled = castTo(
    scale === 0 ? short : sql`${short} * ${atom(`${10n ** BigInt(scale)}::DECIMAL(${scale + 1}, 0)`)}`,
    "BIGINT",
  );
  const signed = sql`(CASE WHEN ${total} < 0 THEN -1 ELSE 1 END) * ((${fn`abs(${unscaled})`} * 20000 + ${rows}) // (2 * ${rows}))`;
  const unit = atom(`CAST('0.${"0".repeat(type.scale - 1)}1' AS DECIMAL(${type.scale}, ${type.scale}))`);
  return castTo(sql`${castTo(signed, "DECIMAL(18, 0)")} * ${unit}`, `DECIMAL(${type.precision}, ${type.scale})`);
}

function wideMean(cx: Context, total: Sql, count: Sql, of: DataType, type: DecimalType): Sql {
  const scale = of.kind === "decimal" ? of.scale : 0;
  const precision = of.kind === "decimal" ? of.precision : 38;
  const more = type.scale - scale;
  const rows = castTo(count, "HUGEINT");
  const small = precision + scale <= 24;
  const unscaled = small
    ? castTo(
        scale === 0 ? total : sql`${total} * ${atom(`${10n ** BigInt(scale)}::DECIMAL(${scale + 1}, 0)`)}`,
        "HUGEINT",
      )
    : unscaledText(total);
  return once(cx, unscaled, (u) =>
    once(cx, fn`nullif(${rows}, 0)`, (n) => {
      const step = atom(`${10n ** BigInt(more)}::HUGEINT`);
      const rest = fn`(((${fn`abs(${u})`} % ${n}) * ${step} * 2 + ${n}) // (2 * ${n}))`;
      const digits = sql`(${fn`abs(${u})`} // ${n}) * ${step} + ${rest}`;
      const signed = small
        ? sql`(CASE WHEN ${u} < 0 THEN -1 ELSE 1 END) * (${digits})`
        : guardedSign(cx, u, n, digits, type, more);
      const spelled = `DECIMAL(${type.precision}, ${type.scale})`;
      if (type.scale === 0) return castTo(signed, spelled);
      if (small && type.precision + type.scale <= 38) {
        const unit = atom(`CAST('0.${"0".repeat(type.scale - 1)}1' AS DECIMAL(${type.scale}, ${type.scale}))`);
        return castTo(sql`${castTo(signed, `DECIMAL(${38 - type.scale}, 0)`)} * ${unit}`, spelled);
      }
      return once(cx, signed, (q) => fromUnscaled(cx, q, type));
    }),
  );
}

/** The signed digits, when 38 of them are enough. */
function guardedSign(cx: Context, u: Sql, n: Sql, digits: Sql, type: DecimalType, more: number): Sql {
  const failure = cx.call.mode === "ansi" ? outOfRange(cx, "mean", type, decimal(38, 0)) : NULL_TEXT;
  const signed = sql`(CASE WHEN ${u} < 0 THEN -1 ELSE 1 END) * (${digits})`;
  return caseWhen(
    [[sql`${fn`abs(${u})`} // ${n} >= ${atom(`${10n ** BigInt(38 - more)}::HUGEINT`)}`, castTo(failure, "HUGEINT")]],
    signed,
  );
}
