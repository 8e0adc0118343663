/** Quantiles in DuckDB: of all values of a group, gathered into a list. */
import type { AggregateParts, LoweringContext } from "../../../src/backend/lowering.ts";
import type { ReadAggregateCall, ReadExpr } from "../../../src/substrait/read/plan.ts";
import { array, type DataType, DOUBLE, INT } from "../../../src/types/data-type.ts";
import type { Value } from "../../../src/types/value.ts";
import { aggregate, atom, fn, type Sql, sql } from "../sql.ts";
import { aggregateCall, caseWhen, castTo, NULL_TEXT, once, present, transformList } from "./forms.ts";

type Context = LoweringContext<Sql, ReadAggregateCall>;
type Parts = AggregateParts<Sql>;

const at = (args: readonly Sql[], i: number): Sql => args[i] ?? NULL_TEXT;
const typeOf = (cx: Context, i: number): DataType | undefined => cx.call.args[i]?.type;

/** The values that are not NULL, in order, as one list of the form that is interpolated or chosen from. */
export function orderedValues(x: Sql, parts: Parts, descending: boolean): Sql {
  const direction = descending ? atom(", 'DESC'") : atom("");
  return fn`list_sort(${aggregateCall("list", [x], parts, { where: present(x) })}${direction})`;
}

/** The answer for one fraction, or for each of an array of them. */
export function forFractions(
  cx: Context,
  fractions: Sql,
  type: DataType | undefined,
  values: Sql,
  of: (values: Sql, fraction: Sql) => Sql,
): Sql {
  return once(cx, values, (sorted) => {
    const one = (p: Sql) => of(sorted, p);
    const many = type?.kind === "array";
    const answer = many ? transformList(cx, fractions, one) : once(cx, fractions, one);
    const none = sql`coalesce(len(${sorted}), 0) = 0`;
    return caseWhen([[many ? sql`${none} OR ${sql`len(${fractions}) = 0`}` : none, NULL_TEXT]], answer);
  });
}

/** Spark's Percentile: weights by the distance to both neighbours. */
export const interpolate =
  (cx: Context, result: DataType) =>
  (values: Sql, p: Sql): Sql => {
    const answer = once(cx, sql`${castTo(p, "DOUBLE")} * (len(${values}) - 1)`, (position) => {
      const lower = fn`${values}[CAST(floor(${position}) AS BIGINT) + 1]`;
      const higher = fn`${values}[CAST(ceil(${position}) AS BIGINT) + 1]`;
      return caseWhen(
        [[fn`(floor(${position}) = ceil(${position}) OR ${lower} = ${higher})`, castTo(lower, "DOUBLE")]],
        sql`(ceil(${position}) - ${position}) * CAST(${lower} AS DOUBLE) + (${position} - floor(${position})) * CAST(${higher} AS DOUBLE)`,
      );
    });
    return ofElement(result, answer);
  };

/** Intervals lose what is below their unit; other types are DOUBLE already. */
export function ofElement(result: DataType, answer: Sql): Sql {
  const element = result.kind === "array" ? result.element : result;
  if (element.kind === "year_month_interval") return castTo(fn`trunc(${answer})`, "INTEGER");
  return element.kind === "day_time_interval" ? castTo(fn`trunc(${answer})`, "BIGINT") : answer;
}

/** The value whose cumulative share first reaches the fraction. */
export const choosing = (values: Sql, p: Sql): Sql =>
  fn`${values}[greatest(CAST(ceil(${castTo(p, "DOUBLE")} * len(${values})) AS BIGINT), 1)]`;

/** The value at the fraction of the way from the first to the last, or the one before. */
export const choosingFloor = (values: Sql, p: Sql): Sql =>
  fn`${values}[CAST(floor(${castTo(p, "DOUBLE")} * (len(${values}) - 1)) AS BIGINT) + 1]`;

export const interpolated = (fraction: (args: readonly Sql[]) => Sql) =>
  aggregate((args, cx, parts) =>
    forFractions(
      cx,
      fraction(args),
      typeOf(cx, 1),
      orderedValues(at(args, 0), parts, false),
      interpolate(cx, cx.call.type),
    ),
  );

/** The value of WITHIN GROUP comes first among the arguments. */
export const withinGroup = (of: (cx: Context) => (values: Sql, p: Sql) => Sql) =>
  aggregate((args, cx, parts) => {
    const values = orderedValues(at(args, 0), parts, cx.call.order[0]?.descending ?? false);
    return forFractions(cx, at(args, 1), typeOf(cx, 1), values, of(cx));
  });

/**
 * Up to so many values are taken as Spark takes those of one partition, in their order; beyond, where Spark's own
 * answer hangs on its partitions, the exact quantile is given.
 */
const ONE_PARTITION = 100_000;

const constantExpr = (value: Value, type: DataType): ReadExpr => ({ kind: "literal", value, type, nullable: false });

/** Spark's sketch of a list of values, or the exact quantiles of a long one. */
function sketch(
  cx: Context,
  gathered: Sql,
  element: DataType,
  shares: { readonly fragment: Sql; readonly expr: ReadExpr },
  error: number,
  passes: number,
): Sql {
  const values: ReadExpr = { kind: "field", index: 0, type: array(element, false), nullable: false };
  return once(cx, gathered, (list) => {
    const few = cx.kernel(
      "quantiles",
      [
        { fragment: list, expr: values },
        shares,
        { fragment: atom(`CAST('${error}' AS DOUBLE)`), expr: constantExpr(error, DOUBLE) },
        { fragment: atom(`${passes}`), expr: constantExpr(passes, INT) },
      ],
      array(element, false),
    );
    const many = once(cx, fn`list_sort(${list})`, (sorted) =>
      transformList(cx, shares.fragment, (p) =>
        caseWhen(
          [
            [sql`${p} <= CAST('${atom(String(error))}' AS DOUBLE)`, fn`${sorted}[1]`],
            [sql`${p} >= CAST('${atom(String(1 - error))}' AS DOUBLE)`, fn`${sorted}[-1]`],
          ],
          choosing(sorted, p),
        ),
      ),
    );
    return caseWhen([[sql`len(${list}) <= ${ONE_PARTITION}`, few]], many);
  });
}

/** `percentile_approx`: NULL where there is no value. */
export const approximatePercentile = aggregate((args, cx, parts) => {
  const element = typeOf(cx, 0) ?? DOUBLE;
  const share = cx.call.args[1];
  const accuracy = cx.call.args[2];
  if (share === undefined) return NULL_TEXT;
  const isOne = share.type.kind !== "array";
  const constant = share.kind === "literal" && isOne ? constantExpr([share.value], array(DOUBLE, false)) : undefined;
  const shares = {
    fragment: isOne ? fn`[${at(args, 1)}]` : at(args, 1),
    expr: constant ?? { ...share, type: array(DOUBLE, false) },
  };
  const error = 1 / Number(accuracy?.kind === "literal" ? accuracy.value : DEFAULT_ACCURACY);
  const gathered = aggregateCall("list", [at(args, 0)], parts, { where: present(at(args, 0)) });
  return once(cx, gathered, (list) => {
    const found = sketch(cx, list, element, shares, error, 1);
    const none = sql`coalesce(len(${list}), 0) = 0`;
    const empty = isOne ? none : sql`${none} OR ${sql`len(${at(args, 1)}) = 0`}`;
    return caseWhen([[empty, NULL_TEXT]], isOne ? fn`(${found})[1]` : found);
  });
});

const DEFAULT_ACCURACY = 10_000;

/** `stat.approxQuantile`: neither NULL nor NaN counts, and there may be no value at all. */
export const approximateQuantiles = aggregate((args, cx, parts) => {
  const [, shares, error] = cx.call.args;
  const x = at(args, 0);
  if (shares === undefined || error?.kind !== "literal") return NULL_TEXT;
  const gathered = aggregateCall("list", [x], parts, { where: sql`${x} IS NOT NULL AND NOT isnan(${x})` });
  const list = fn`coalesce(${gathered}, [])`;
  return sketch(cx, list, DOUBLE, { fragment: at(args, 1), expr: shares }, Number(error.value), 2);
});
