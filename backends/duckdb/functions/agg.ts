/** Aggregates in DuckDB. Sums and counts are DuckDB's own; what needs all values works on an ordered list. */
import type { AggregateParts, LoweringContext, LoweringTable } from "../../../src/backend/lowering.ts";
import { sparkError, unsupported as unsupportedError } from "../../../src/errors/spark-error.ts";
import type { aggFunctions, internalAggFunctions } from "../../../src/functions/agg.ts";
import type { ReadAggregateCall, ReadExpr } from "../../../src/substrait/read/plan.ts";
import {
  type DataType,
  type DecimalType,
  DOUBLE,
  decimal,
  INT,
  isIntegral,
  LONG,
} from "../../../src/types/data-type.ts";
import type { Value } from "../../../src/types/value.ts";
import { aggregate, atom, choose, collect, fn, joined, type Sql, sql, text, unsupported } from "../sql.ts";
import {
  type AggregateForm,
  aggregateCall,
  caseWhen,
  castTo,
  filterList,
  keyOf,
  kept,
  nested,
  NULL_TEXT,
  once,
  orderKey,
  present,
  transformList,
  valueOf,
} from "./forms.ts";
import {
  approximatePercentile,
  approximateQuantiles,
  choosing,
  forFractions,
  interpolate,
  interpolated,
  ofElement,
  orderedValues,
  withinGroup,
} from "./quantile-forms.ts";

type Context = LoweringContext<Sql, ReadAggregateCall>;
type Parts = AggregateParts<Sql>;

const at = (args: readonly Sql[], i: number): Sql => args[i] ?? NULL_TEXT;
const typeOf = (cx: Context, i: number): DataType | undefined => cx.call.args[i]?.type;
const inWindow = (parts: Parts): boolean => parts.over.text !== "";

/** An aggregate of DuckDB with the same meaning, cast to Spark's type where DuckDB's own differs. */
const native = (name: string, engineType?: DataType["kind"]) =>
  aggregate((args, cx, parts) => {
    const call = aggregateCall(name, args, parts);
    return engineType === cx.call.type.kind ? call : cx.as(call, cx.call.type);
  });

/** One whose result has the argument's own type. */
const sameType = (name: string) => aggregate((args, _cx, parts) => aggregateCall(name, args, parts));

const literal = (expr: ReadExpr | undefined): Value | undefined => (expr?.kind === "literal" ? expr.value : undefined);

const count = aggregate((args, cx, parts) => {
  const nullable = args.filter((_, i) => cx.call.args[i]?.nullable !== false);
  if (!parts.distinct) {
    if (nullable.length === 0) return aggregateCall("count", [atom("*")], parts);
    if (nullable.length === 1) return aggregateCall("count", nullable, parts);
    return aggregateCall("count", [caseWhen([[joined("AND", nullable.map(present)), atom("1")]], NULL_TEXT)], parts);
  }
  if (args.length === 1) return aggregateCall("count", args, parts);
  const row = fn`row(${joined(",", args)})`;
  if (nullable.length === 0) return aggregateCall("count", [row], parts);
  return aggregateCall("count", [caseWhen([[joined("AND", nullable.map(present)), row]], NULL_TEXT)], parts);
});

/** 2^63, 2^64: the wrap-around of Spark's legacy BIGINT sums. */
const HALF = atom("9223372036854775808::HUGEINT");
const WHOLE = atom("18446744073709551616::HUGEINT");

function sumText(args: readonly Sql[], cx: Context, parts: Parts): Sql {
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
      if (of.kind === "decimal" && of.precision + 10 > 38) {
        const limit = atom(
          `CAST('${"9".repeat(38 - type.scale)}${type.scale > 0 ? `.${"9".repeat(type.scale)}` : ""}' AS DECIMAL(38, ${type.scale}))`,
        );
        const failure = mode === "ansi" ? overflow(cx, "Overflow in sum of decimals") : NULL_TEXT;
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

const overflow = (cx: Context, message: string): Sql =>
  cx.raise(
    "ARITHMETIC_OVERFLOW",
    { message, alternative: " Use 'try_add' to get NULL instead.", config: '"spark.sql.ansi.enabled"' },
    cx.call.type,
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

function averageText(args: readonly Sql[], cx: Context, parts: Parts): Sql {
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
  return use(cx, aggregateCall("sum", args, parts), (total) =>
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
    : castTo(fn`replace(${castTo(total, "VARCHAR")}, '.', '')`, "HUGEINT");
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
      return once(cx, signed, (q) => {
        const padded = fn`lpad(${castTo(fn`abs(${q})`, "VARCHAR")}, greatest(${type.scale + 1}, length(${castTo(fn`abs(${q})`, "VARCHAR")}))::INTEGER, '0')`;
        const spelledOut = once(
          cx,
          padded,
          (t) =>
            sql`CASE WHEN ${q} < 0 THEN '-' ELSE '' END || left(${t}, length(${t}) - ${type.scale}) || '.' || right(${t}, ${type.scale})`,
        );
        return castTo(spelledOut, spelled);
      });
    }),
  );
}

/** The signed digits, when 38 of them are enough. */
function guardedSign(cx: Context, u: Sql, n: Sql, digits: Sql, type: DecimalType, more: number): Sql {
  const params = {
    value: "mean",
    precision: `${type.precision}`,
    scale: `${type.scale}`,
    config: '"spark.sql.ansi.enabled"',
  };
  const hugeint: DataType = decimal(38, 0);
  const failure =
    cx.call.mode === "ansi" ? cx.raise("NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", params, hugeint) : NULL_TEXT;
  const signed = sql`(CASE WHEN ${u} < 0 THEN -1 ELSE 1 END) * (${digits})`;
  return caseWhen(
    [[sql`${fn`abs(${u})`} // ${n} >= ${atom(`${10n ** BigInt(38 - more)}::HUGEINT`)}`, castTo(failure, "HUGEINT")]],
    signed,
  );
}

const extreme = (name: "min" | "max") =>
  aggregate((args, cx, parts) => {
    const type = typeOf(cx, 0);
    if (type === undefined || !nested(type)) return aggregateCall(name, args, parts);
    const x = at(args, 0);
    return aggregateCall(name === "min" ? "arg_min" : "arg_max", [x, orderKey(cx, x, type)], parts, {
      distinct: false,
    });
  });

/** FIRST and LAST; `flag` of the call or a constant second argument skips NULLs. */
const edge = (name: "first" | "last") =>
  aggregate((args, cx, parts) => {
    const x = at(args, 0);
    const ignoreNulls = cx.call.ignoreNulls || literal(cx.call.args[1]) === true;
    if (!inWindow(parts))
      return aggregateCall(
        name,
        [x],
        parts,
        ignoreNulls ? { where: present(x), distinct: false } : { distinct: false },
      );
    if (parts.where !== undefined) throw unsupportedError(`${name} with FILTER over a window`);
    return atom(`${name}_value(${x.text}${ignoreNulls ? " IGNORE NULLS" : ""})${parts.over.text}`);
  });

const collected = (distinct: boolean) =>
  aggregate((args, cx, parts) => {
    const x = at(args, 0);
    const form: AggregateForm = {
      distinct: distinct || parts.distinct,
      ...(cx.call.args[0]?.nullable === false ? {} : { where: present(x) }),
    };
    const list = fn`coalesce(${aggregateCall("list", [x], parts, form)}, [])`;
    // Spark gives a set in the order of hashes, which for small whole numbers is their own.
    return distinct && isIntegral(typeOf(cx, 0) ?? DOUBLE) ? fn`list_sort(${list})` : list;
  });

/** The call with NULL in place of NaN, which DuckDB gives where Spark's divisor is zero. */
const nanIsNull = (cx: Context, value: Sql): Sql => once(cx, value, (v) => caseWhen([[fn`isnan(${v})`, NULL_TEXT]], v));

/** A variance or deviation: NaN where a value is none or infinite, of which DuckDB raises an error. */
const spread = (name: string, sample: boolean) =>
  aggregate((args, _cx, parts) => {
    const x = at(args, 0);
    const finite = fn`isfinite(${x})`;
    const some = aggregateCall("bool_and", [finite], parts, { distinct: false });
    const count = aggregateCall("count", [x], parts);
    const known = aggregateCall(name, [caseWhen([[finite, x]], NULL_TEXT)], parts);
    return caseWhen(
      [...(sample ? [[sql`${count} < 2`, NULL_TEXT] as const] : []), [sql`NOT ${some}`, atom("CAST('NaN' AS DOUBLE)")]],
      known,
    );
  });

/** NaN where a pair has a number that is none or infinite, of which DuckDB raises an error. */
const correlation = aggregate((args, cx, parts) => {
  const finite = joined(
    "AND",
    args.map((x) => fn`isfinite(${x})`),
  );
  const known = args.map((x) => caseWhen([[finite, x]], NULL_TEXT));
  const of = (name: string) => aggregateCall(name, known, parts);
  const all = aggregateCall("bool_and", [finite], parts, { distinct: false });
  const failure =
    cx.call.mode === "ansi" ? cx.raise("DIVIDE_BY_ZERO", { config: '"spark.sql.ansi.enabled"' }, DOUBLE) : NULL_TEXT;
  return caseWhen(
    [
      [sql`${aggregateCall("regr_count", args, parts)} < 2`, NULL_TEXT],
      [sql`NOT ${all}`, atom("CAST('NaN' AS DOUBLE)")],
      [fn`(${of("regr_sxx")} = 0 OR ${of("regr_syy")} = 0)`, failure],
    ],
    sql`${of("regr_sxy")} / ${fn`sqrt(${of("regr_sxx")} * ${of("regr_syy")})`}`,
  );
});

/** `ck * ck / (xm * ym)` as Spark computes it; 1 where the dependent variable does not vary. */
const coefficientOfDetermination = aggregate((args, _cx, parts) => {
  const of = (name: string) => aggregateCall(name, args, parts);
  return caseWhen(
    [
      [sql`${of("regr_count")} = 0 OR ${of("regr_sxx")} = 0`, NULL_TEXT],
      [sql`${of("regr_syy")} = 0`, atom("1e0")],
    ],
    sql`${of("regr_sxy")} * ${of("regr_sxy")} / (${of("regr_sxx")} * ${of("regr_syy")})`,
  );
});

const byExtreme = (name: "arg_max_null" | "arg_min_null") =>
  aggregate((args, cx, parts) => {
    const [x, y] = [at(args, 0), at(args, 1)];
    const type = typeOf(cx, 1);
    return aggregateCall(name, [x, type === undefined ? y : orderKey(cx, y, type)], parts, { distinct: false });
  });

const mode = aggregate((args, cx, parts) => {
  const key = cx.call.order[0];
  const x = at(args, 0);
  const least = literal(cx.call.args[1]) === true;
  if (key === undefined && !least) return aggregateCall("mode", [x], parts);
  // Of equally frequent values DuckDB keeps the one it meets first.
  const descending = key !== undefined && key.descending;
  return aggregateCall("mode", [x], parts, { order: sql`ORDER BY ${x} ${atom(descending ? "DESC" : "ASC")}` });
});

const spelled = (expr: ReadExpr): string =>
  JSON.stringify(expr, (_, v: unknown) => (typeof v === "bigint" ? `${v}n` : v));

const listagg = aggregate((args, cx, parts) => {
  const [value] = cx.call.args;
  if (
    parts.distinct &&
    value !== undefined &&
    cx.call.order.some((key) => spelled(key.expression) !== spelled(value))
  ) {
    throw sparkError("INVALID_WITHIN_GROUP_EXPRESSION.MISMATCH_WITH_DISTINCT_INPUT", {
      funcName: "`listagg`",
      funcArg: "its own",
      orderingExpr: "another",
    });
  }
  const delimiter = literal(cx.call.args[1]);
  // Different values without an order would come in another one each time.
  const orderOf = (x: Sql): Sql => (parts.distinct && parts.order.text === "" ? sql`ORDER BY ${x}` : parts.order);
  if (cx.call.type.kind === "binary") {
    // DuckDB joins text only, so the bytes go as hexadecimal digits.
    const between = delimiter instanceof Uint8Array ? Buffer.from(delimiter).toString("hex") : "";
    const digits = fn`hex(${at(args, 0)})`;
    return fn`unhex(${aggregateCall("string_agg", [digits, text(between)], parts, { order: orderOf(digits) })})`;
  }
  return aggregateCall("string_agg", [at(args, 0), text(typeof delimiter === "string" ? delimiter : "")], parts, {
    order: orderOf(at(args, 0)),
  });
});

/**
 * HyperLogLog++ over xxhash64, bit for bit Spark's: each value gives its register and rank as one small number, the
 * different ones are gathered (never more than 64 for each of 2^p registers), and a kernel reads the estimate off them.
 */
const approxCountDistinct = aggregate((args, cx, parts) => {
  const x = at(args, 0);
  const expr = cx.call.args[0];
  const deviation = literal(cx.call.args[1]);
  const p = Math.ceil((2 * Math.log(1.106 / (typeof deviation === "number" ? deviation : 0.05))) / Math.LN2);
  if (expr === undefined) return atom("0");
  const hash = cx.kernel("xxhash64", [{ fragment: x, expr }], LONG);
  const low = sql`${hash} & ${(1n << BigInt(64 - p)) - 1n}`;
  const register = sql`(${hash} >> ${64 - p}) & ${(1 << p) - 1}`;
  const rank = sql`${64 - p + 1} - (CASE WHEN ${low} = 0 THEN 0 ELSE length(bin(${low})) END)`;
  const code = castTo(sql`(${register}) * 64 + (${rank})`, "INTEGER");
  const codes = aggregateCall("list", [code], parts, { distinct: true, where: present(x) });
  const literalOf = (value: number): ReadExpr => ({ kind: "literal", value, type: INT, nullable: false });
  const listExpr: ReadExpr = {
    kind: "field",
    index: 0,
    type: { kind: "array", element: INT, containsNull: false },
    nullable: false,
  };
  return cx.kernel(
    "hyperloglog_estimate",
    [
      { fragment: fn`coalesce(${codes}, [])`, expr: listExpr },
      { fragment: atom(`${p}`), expr: literalOf(p) },
    ],
    LONG,
  );
});

/** Up to so many values go the way of Spark's sketch, in their order. */
const IN_ORDER = 100_000;

/** Beyond, exactly the values that every order of the rows would keep. */
const frequentItems = aggregate((args, cx, parts) => {
  const [value, size] = cx.call.args;
  const x = at(args, 0);
  if (value === undefined || size === undefined) return NULL_TEXT;
  const type: DataType = { kind: "array", element: value.type, containsNull: value.nullable };
  const gathered = fn`coalesce(${aggregateCall("list", [x], parts, { distinct: false })}, [])`;
  return once(cx, gathered, (list) => {
    const few = cx.kernel(
      "frequent_items",
      [
        { fragment: list, expr: { kind: "field", index: 0, type, nullable: false } },
        { fragment: at(args, 1), expr: size },
      ],
      type,
    );
    const share = sql`${castTo(fn`len(${list})`, "DOUBLE")} / (${at(args, 1)} + 1)`;
    const counted = fn`map_entries(list_histogram(${list}))`;
    const often = filterList(cx, counted, (e) => sql`${valueOf(e)} > ${share}`);
    const items = transformList(cx, often, keyOf);
    const missing = sql`(len(${list}) - list_count(${list})) > ${share}`;
    return caseWhen(
      [
        [sql`len(${list}) <= ${IN_ORDER}`, few],
        [missing, fn`list_prepend(NULL, ${items})`],
      ],
      items,
    );
  });
});

const spreadInOrder = aggregate((args, cx, parts) => {
  const name = cx.call.args[1];
  const x = at(args, 0);
  if (name === undefined) return NULL_TEXT;
  const type: DataType = { kind: "array", element: DOUBLE, containsNull: false };
  const gathered = aggregateCall("list", [x], parts, { where: present(x) });
  return cx.kernel(
    "spread_in_order",
    [
      { fragment: gathered, expr: { kind: "field", index: 0, type, nullable: true } },
      { fragment: at(args, 1), expr: name },
    ],
    DOUBLE,
  );
});

const settled = unsupported("settled by the analysis of GROUPING SETS, so no backend meets it");

export const aggLowerings = {
  count,
  sum: aggregate(sumText),
  try_sum: aggregate(sumText),
  avg: aggregate(averageText),
  try_avg: aggregate(averageText),
  min: extreme("min"),
  max: extreme("max"),
  first: edge("first"),
  first_value: edge("first"),
  last: edge("last"),
  last_value: edge("last"),
  any_value: edge("first"),
  collect_list: collected(false),
  array_agg: collected(false),
  collect_set: collected(true),
  // DuckDB's count_if is a sum: NULL of no rows.
  count_if: aggregate((args, _cx, parts) =>
    aggregateCall("count", [caseWhen([[at(args, 0), atom("1")]], NULL_TEXT)], parts),
  ),
  bool_and: sameType("bool_and"),
  bool_or: sameType("bool_or"),
  bit_and: sameType("bit_and"),
  bit_or: sameType("bit_or"),
  bit_xor: sameType("bit_xor"),
  stddev: spread("stddev_samp", true),
  stddev_pop: spread("stddev_pop", false),
  variance: spread("var_samp", true),
  var_pop: spread("var_pop", false),
  // DuckDB sums powers of the values themselves, which costs all digits where the mean is large.
  skewness: collect("skewness"),
  kurtosis: collect("kurtosis"),
  corr: correlation,
  covar_pop: sameType("covar_pop"),
  covar_samp: sameType("covar_samp"),
  regr_count: native("regr_count"),
  regr_avgx: sameType("regr_avgx"),
  regr_avgy: sameType("regr_avgy"),
  regr_r2: coefficientOfDetermination,
  regr_sxx: sameType("regr_sxx"),
  regr_sxy: sameType("regr_sxy"),
  regr_syy: sameType("regr_syy"),
  regr_slope: aggregate((args, cx, parts) => nanIsNull(cx, aggregateCall("regr_slope", args, parts))),
  regr_intercept: aggregate((args, cx, parts) => nanIsNull(cx, aggregateCall("regr_intercept", args, parts))),
  median: aggregate((args, cx, parts) =>
    forFractions(cx, atom("0.5e0"), DOUBLE, orderedValues(at(args, 0), parts, false), interpolate(cx, cx.call.type)),
  ),
  percentile: choose((call) => {
    const frequency = call.args[2];
    const one =
      frequency === undefined || (frequency.kind === "literal" && (frequency.value === 1 || frequency.value === 1n));
    return one ? interpolated((args) => at(args, 1)) : unsupported("percentile with frequencies");
  }),
  percentile_cont: withinGroup((cx) => interpolate(cx, cx.call.type)),
  percentile_disc: withinGroup((cx) => (values, p) => ofElement(cx.call.type, castTo(choosing(values, p), "DOUBLE"))),
  percentile_approx: approximatePercentile,
  max_by: byExtreme("arg_max_null"),
  min_by: byExtreme("arg_min_null"),
  mode,
  approx_count_distinct: approxCountDistinct,
  grouping: settled,
  grouping_id: settled,
  listagg,
  bitmap_construct_agg: collect("bitmap_construct_agg"),
  bitmap_or_agg: collect("bitmap_or_agg"),
  histogram_numeric: collect("histogram_numeric"),
} satisfies LoweringTable<typeof aggFunctions, Sql>;

export const internalAggLowerings = {
  approx_quantiles: approximateQuantiles,
  spread_in_order: spreadInOrder,
  collect_frequent_items: frequentItems,
  product: sameType("product"),
} satisfies LoweringTable<typeof internalAggFunctions, Sql>;
