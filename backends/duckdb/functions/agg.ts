import { tellsZeros } from "../../../src/kernels/kernel.ts";
import { keepingZeros } from "../expr/kept-zeros.ts";
import { normalSql } from "../expr/normal.ts";
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import { unsupported as unsupportedError } from "../../../src/errors/spark-error.ts";
import type { aggFunctions, internalAggFunctions } from "../../../src/functions/agg.ts";
import { type DataType, DOUBLE, isFractional, isIntegral, STRING } from "../../../src/types/data-type.ts";
import { aggregate, atom, choose, collect, fn, joined, type Sql, sql, text, unsupported } from "../sql.ts";
import { type Context, at, typeOf, inWindow, literal } from "./aggregate-forms.ts";
import {
  type AggregateForm,
  aggregateCall,
  caseWhen,
  castTo,
  nested,
  NULL_TEXT,
  once,
  orderKey,
  present,
} from "./forms.ts";
import { approxCountDistinct, frequentItems, spreadInOrder } from "./gathered.ts";
import {
  approximatePercentile,
  approximateQuantiles,
  choosing,
  choosingFloor,
  forFractions,
  interpolate,
  interpolated,
  ofElement,
  orderedValues,
  withinGroup,
} from "./quantile-forms.ts";
import { physicalType } from "../types.ts";
import { sumText, averageText } from "./sums.ts";

/** An aggregate of DuckDB with the same meaning, cast to Spark's type where DuckDB's own differs. */
const native = (name: string, engineType?: DataType["kind"]) =>
  aggregate((args, cx, parts) => {
    const call = aggregateCall(name, args, parts);
    return engineType === cx.call.type.kind ? call : cx.as(call, cx.call.type);
  });

/** One whose result has the argument's own type. */
const sameType = (name: string) => aggregate((args, _cx, parts) => aggregateCall(name, args, parts));

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

const extreme = (name: "min" | "max") =>
  aggregate((args, cx, parts) => {
    const type = typeOf(cx, 0);
    if (type === undefined || !nested(type)) return aggregateCall(name, args, parts);
    const x = at(args, 0);
    const by = orderKey(cx, x, type);
    return keepingZeros(cx, x, type, (kept) =>
      aggregateCall(name === "min" ? "arg_min" : "arg_max", [kept, by], parts, { distinct: false }),
    );
  });

/** FIRST and LAST; `flag` of the call or a constant second argument skips NULLs. */
const edge = (name: "first" | "last") =>
  aggregate((args, cx, parts) => {
    const x = at(args, 0);
    const ignoreNulls = cx.call.ignoreNulls || literal(cx.call.args[1]) === true;
    if (!inWindow(parts)) {
      const form: AggregateForm = ignoreNulls ? { where: present(x), distinct: false } : { distinct: false };
      const call = (kept: Sql) => aggregateCall(name, [kept], parts, form);
      const type = typeOf(cx, 0) ?? DOUBLE;
      return isFractional(type) ? call(x) : keepingZeros(cx, x, type, call);
    }
    if (parts.where !== undefined) throw unsupportedError(`${name} with FILTER over a window`);
    return atom(`${name}_value(${x.text}${ignoreNulls ? " IGNORE NULLS" : ""})${parts.over.text}`);
  });

const collected = (distinct: boolean) =>
  aggregate((args, cx, parts) => {
    const type = typeOf(cx, 0);
    const tells = tellsZeros(cx.settings);
    const x = distinct && !tells && type !== undefined ? normalSql(at(args, 0), type) : at(args, 0);
    // Spark's set took no NaN for another before 4.3 (`mutable.HashSet` of boxed numbers).
    if (distinct && type !== undefined && isFractional(type)) {
      const isNan = fn`isnan(${x})`;
      const numbers = aggregateCall("list", [x], parts, { distinct: true, where: sql`NOT ${isNan}` });
      const nans = aggregateCall("list", [x], parts, { distinct: !tells, where: isNan });
      return fn`list_concat(coalesce(${numbers}, []), coalesce(${nans}, []))`;
    }
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
    const by = type === undefined ? y : orderKey(cx, y, type);
    const value = typeOf(cx, 0) ?? DOUBLE;
    const call = (kept: Sql) => aggregateCall(name, [kept, by], parts, { distinct: false });
    if (!isFractional(value)) return keepingZeros(cx, x, value, call);
    if (type === undefined || !KEEPS_DOUBLES.has(type.kind)) return keepingZeros(cx, x, value, call);
    return value.kind === "float" ? castTo(call(castTo(x, "DOUBLE")), "FLOAT") : call(x);
  });

/** What DuckDB compares by while it keeps a DOUBLE as it is; beside others it keeps the sort key, and so of a FLOAT. */
const KEEPS_DOUBLES: ReadonlySet<DataType["kind"]> = new Set(["int", "long", "double", "string", "date", "timestamp"]);

const mode = aggregate((args, cx, parts) => {
  const key = cx.call.order[0];
  const least = literal(cx.call.args[1]) === true;
  const type = typeOf(cx, 0);
  const x = tellsZeros(cx.settings) || type === undefined ? at(args, 0) : normalSql(at(args, 0), type);
  // By their texts NaNs are one and the zeros two, as Spark's hash map told boxed numbers apart; since 4.3 there is one zero.
  const told = type !== undefined && isFractional(type);
  const value = told ? castTo(x, "VARCHAR") : x;
  // Of equally frequent values DuckDB keeps the one it meets first.
  const order =
    key === undefined && !least ? {} : { order: sql`ORDER BY ${x} ${atom(key?.descending === true ? "DESC" : "ASC")}` };
  if (told) return castTo(aggregateCall("mode", [value], parts, order), physicalType(type));
  return keepingZeros(cx, value, type ?? DOUBLE, (kept) => aggregateCall("mode", [kept], parts, order));
});

const listagg = aggregate((args, cx, parts) => {
  const delimiter = literal(cx.call.args[1]);
  const down = cx.call.order[0]?.descending === true ? atom("DESC") : atom("ASC");
  // Distinct values are ordered by themselves, and by nothing they would come in another order each time. DuckDB wants the
  // argument's own text there.
  const orderOf = (x: Sql): Sql => (parts.distinct ? sql`ORDER BY ${x} ${down}` : parts.order);
  // Different values without an order would come in another one each time.
  if (cx.call.type.kind === "binary") {
    // DuckDB joins text only, so the bytes go as hexadecimal digits.
    const between = delimiter instanceof Uint8Array ? Buffer.from(delimiter).toString("hex") : "";
    const digits = fn`hex(${at(args, 0)})`;
    return fn`unhex(${aggregateCall("string_agg", [digits, text(between)], parts, { order: orderOf(digits) })})`;
  }
  const x = at(args, 0);
  return aggregateCall("string_agg", [x, text(typeof delimiter === "string" ? delimiter : "")], parts, {
    order: isPlainText(typeOf(cx, 0)) ? orderOf(x) : parts.order,
  });
});

/** Text that is ordered as its bytes are. */
const isPlainText = (type: DataType | undefined): boolean =>
  type?.kind === "string" && type.collation === STRING.collation;

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
  percentile_floor: withinGroup(
    (cx) => (values, p) => ofElement(cx.call.type, castTo(choosingFloor(values, p), "DOUBLE")),
  ),
  spread_in_order: spreadInOrder,
  collect_frequent_items: frequentItems,
  product: sameType("product"),
} satisfies LoweringTable<typeof internalAggFunctions, Sql>;
