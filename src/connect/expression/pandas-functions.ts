/**
 * Functions that only the pandas API on Spark calls (`InternalFunctionRegistration`), said by Spark's public ones. They
 * have no names in SQL. `undefined`: such a call is none of these.
 */
import { DOUBLE, LONG } from "../../types/data-type.ts";
import type { Origin } from "../../errors/origin.ts";
import { call, literal, nullLiteral, operator } from "../../unresolved/build.ts";
import type { Expression } from "../../unresolved/expression.ts";

type Rule = (args: readonly Expression[], origin: Origin | undefined) => Expression | undefined;

/** Below this a sum of squares counts as none. */
const NOTHING = 1e-14;

/** A constant argument. */
const constant = (e: Expression | undefined): unknown => (e?.kind === "literal" ? e.value : undefined);

/** Makes the rules' expressions, all at one place. */
function maker(origin: Origin | undefined) {
  const num = (value: number): Expression => literal(DOUBLE, value, origin);
  const op = (name: string, ...args: readonly Expression[]): Expression => operator(name, args, origin);
  const fn = (name: string, ...args: readonly Expression[]): Expression => call(name, args, origin);
  const when = (...branches: readonly (readonly [Expression, Expression])[]) => ({
    otherwise: (value: Expression): Expression => ({
      kind: "case",
      branches: branches.map(([test, then]) => ({ when: test, then })),
      otherwise: value,
      origin,
    }),
  });
  const count = (e: Expression): Expression => ({
    kind: "cast",
    child: fn("count", e),
    to: DOUBLE,
    mode: "session",
    origin,
  });
  return { num, op, fn, when, count, none: nullLiteral(origin) };
}

/** The mean of squares with `ddof` degrees of freedom taken off: NULL where none is left. */
function variance(e: Expression, ddof: number, origin: Origin | undefined): Expression {
  const { num, op, fn, when, count, none } = maker(origin);
  if (ddof === 0) return fn("var_pop", e);
  if (ddof === 1) return fn("var_samp", e);
  const n = count(e);
  return when([op("<=", n, num(ddof)), none]).otherwise(op("/", op("*", fn("var_pop", e), n), op("-", n, num(ddof))));
}

/** `central moment / n` folded to pandas' unbiased skewness. */
function skewness(e: Expression, origin: Origin | undefined): Expression {
  const { num, op, fn, when, count, none } = maker(origin);
  const n = count(e);
  const factor = op("/", fn("sqrt", op("*", n, op("-", n, num(1)))), op("-", n, num(2)));
  return when([op("<", n, num(3)), none], [op("<", op("*", fn("var_pop", e), n), num(NOTHING)), num(0)]).otherwise(
    op("*", factor, fn("skewness", e)),
  );
}

/** Pandas' unbiased excess kurtosis. */
function kurtosis(e: Expression, origin: Origin | undefined): Expression {
  const { num, op, fn, when, count, none } = maker(origin);
  const n = count(e);
  const less = (k: number): Expression => op("-", n, num(k));
  const denominator = op("*", less(2), less(3));
  const part = op("*", op("*", op("+", n, num(1)), less(1)), op("+", fn("kurtosis", e), num(3)));
  const adjusted = op("*", num(3), op("*", less(1), less(1)));
  return when([op("<", n, num(4)), none], [op("<", op("*", fn("var_pop", e), n), num(NOTHING)), num(0)]).otherwise(
    op("/", op("-", part, adjusted), denominator),
  );
}

const withDdof =
  (make: (e: Expression, ddof: number, origin: Origin | undefined) => Expression): Rule =>
  ([e, ddof], origin) => {
    const value = constant(ddof);
    return e === undefined || (typeof value !== "number" && typeof value !== "bigint")
      ? undefined
      : make(e, Number(value), origin);
  };

const product: Rule = ([e, dropna], origin) => {
  if (e === undefined) return undefined;
  const { num, op, fn, when, none } = maker(origin);
  const all = fn("coalesce", fn("product", e), num(1));
  if (constant(dropna) === true) return all;
  const missing = fn("count_if", op("isnull", e));
  return when([op(">", missing, literal(LONG, 0n, origin)), none]).otherwise(all);
};

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  // Rows are in one partition, in order: their numbers leave none out.
  ["distributed_id", (_args, origin) => call("monotonically_increasing_id", [], origin)],
  ["distributed_sequence_id", (_args, origin) => call("monotonically_increasing_id", [], origin)],
  ["pandas_product", product],
  ["pandas_var", withDdof(variance)],
  ["pandas_stddev", withDdof((e, ddof, origin) => call("sqrt", [variance(e, ddof, origin)], origin))],
  ["pandas_skew", ([e], origin) => e && skewness(e, origin)],
  ["pandas_kurt", ([e], origin) => e && kurtosis(e, origin)],
  [
    "pandas_covar",
    ([a, b, ddof], origin) => {
      if (a === undefined || b === undefined) return undefined;
      const value = Number(constant(ddof));
      if (value === 0) return call("covar_pop", [a, b], origin);
      return value === 1 ? call("covar_samp", [a, b], origin) : undefined;
    },
  ],
]);

/** The public expression that an internal function of the pandas API means. */
export function pandasFunction(
  name: string,
  args: readonly Expression[],
  origin: Origin | undefined,
): Expression | undefined {
  return rules.get(name)?.(args, origin);
}
