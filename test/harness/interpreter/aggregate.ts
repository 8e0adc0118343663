/** Aggregate functions one value at a time, as Spark's own buffers are updated. */
import { sparkError, unsupported } from "../../../src/errors/spark-error.ts";
import { castFunction } from "../../../src/kernels/cast.ts";
import type { KernelSettings } from "../../../src/kernels/kernel.ts";
import { comparatorOf, keyOf } from "../../../src/kernels/value-order.ts";
import type { ReadAggregateCall } from "../../../src/substrait/read/plan.ts";
import { boundedDecimal } from "../../../src/types/decimal.ts";
import { type DataType, type DecimalType, DOUBLE, LONG, NULL } from "../../../src/types/data-type.ts";
import type { Decimal, Value } from "../../../src/types/value.ts";
import { applyKernel } from "./expression.ts";

/** What gathers one group's rows. */
export interface Accumulator {
  add(args: readonly Value[]): void;
  result(): Value;
}

type Make = (call: ReadAggregateCall, settings: KernelSettings) => Accumulator;

const typeOf = (call: ReadAggregateCall, i: number): DataType => call.args[i]?.type ?? NULL;
const literalOf = (call: ReadAggregateCall, i: number): Value | undefined => {
  const arg = call.args[i];
  return arg?.kind === "literal" ? arg.value : undefined;
};

/** Skips rows with a NULL argument. */
const ofPresent = (add: (args: readonly Value[]) => void, result: () => Value): Accumulator => ({
  add: (args) => {
    if (!args.includes(null)) add(args);
  },
  result,
});

/** A running sum in a type; NULL while empty. Sums of decimals are checked at their end. */
function summing(of: DataType, type: DataType, call: ReadAggregateCall, settings: KernelSettings) {
  if (type.kind === "decimal") return summingDecimals(type, call);
  const plus = applyKernel(
    isInterval(type) ? "interval_add" : "+",
    { args: [type, type], type, mode: call.mode },
    settings,
  );
  const widen = castFunction(of, type, "try", settings);
  let total: Value | undefined;
  return {
    add: (x: Value): void => {
      // A sum that failed in try mode stays NULL.
      if (total !== null) total = total === undefined ? widen(x) : plus(total, widen(x));
    },
    result: (): Value => total ?? null,
  };
}

function summingDecimals(type: DecimalType, call: ReadAggregateCall) {
  let total: bigint | undefined;
  return {
    add: (x: Value): void => {
      total = (total ?? 0n) + (x as Decimal).unscaled;
    },
    result: (): Value => {
      if (total === undefined) return null;
      if ((total < 0n ? -total : total) < 10n ** BigInt(type.precision)) return { unscaled: total, scale: type.scale };
      if (call.mode !== "ansi") return null;
      throw sparkError("ARITHMETIC_OVERFLOW", {
        message: "Overflow in sum of decimals",
        alternative: "",
        config: '"spark.sql.ansi.enabled"',
      });
    },
  };
}

const isInterval = (type: DataType): boolean =>
  type.kind === "day_time_interval" || type.kind === "year_month_interval";

const sum: Make = (call, settings) => {
  const running = summing(typeOf(call, 0), call.type, call, settings);
  return ofPresent(([x = null]) => running.add(x), running.result);
};

const average: Make = (call, settings) => {
  const of = typeOf(call, 0);
  const type =
    of.kind === "decimal" ? boundedDecimal(of.precision + 10, of.scale) : isInterval(of) ? call.type : DOUBLE;
  const running = summing(of, type, call, settings);
  let count = 0n;
  return ofPresent(
    ([x = null]) => {
      running.add(x);
      count++;
    },
    () => {
      const total = running.result();
      if (count === 0n || total === null) return null;
      if (type.kind === "double") return (total as number) / Number(count);
      if (isInterval(type))
        return applyKernel(
          "interval_divide",
          { args: [type, LONG], type: call.type, mode: call.mode },
          settings,
        )(total, count);
      const divisor: Decimal = { unscaled: count, scale: 0 };
      return applyKernel(
        "/",
        { args: [type, { kind: "decimal", precision: 20, scale: 0 }], type: call.type, mode: call.mode },
        settings,
      )(total, divisor);
    },
  );
};

const extreme =
  (sign: number): Make =>
  (call) => {
    const compare = comparatorOf(typeOf(call, 0));
    let best: Value = null;
    return ofPresent(
      ([x = null]) => {
        if (best === null || compare(x, best) * sign > 0) best = x;
      },
      () => best,
    );
  };

const edge =
  (first: boolean): Make =>
  (call) => {
    const skip = call.ignoreNulls || literalOf(call, 1) === true;
    let found = false;
    let kept: Value = null;
    return {
      add: ([x = null]) => {
        if ((skip && x === null) || (first && found)) return;
        found = true;
        kept = x;
      },
      result: () => kept,
    };
  };

const collect =
  (distinct: boolean): Make =>
  (call) => {
    const key = keyOf(typeOf(call, 0));
    const seen = new Set<unknown>();
    const items: Value[] = [];
    return ofPresent(
      ([x = null]) => {
        if (distinct && seen.has(key(x))) return;
        seen.add(key(x));
        items.push(x);
      },
      () => items,
    );
  };

const booleans =
  (decisive: boolean): Make =>
  () => {
    let answer: Value = null;
    return ofPresent(
      ([x = null]) => {
        answer = x === decisive || answer === decisive ? decisive : !decisive;
      },
      () => answer,
    );
  };

const bits =
  (join: (a: bigint, b: bigint) => bigint): Make =>
  (call) => {
    const small = typeOf(call, 0).kind !== "long";
    let total: bigint | undefined;
    return ofPresent(
      ([x = null]) => {
        total = total === undefined ? BigInt(x as number | bigint) : join(total, BigInt(x as number | bigint));
      },
      () => (total === undefined ? null : small ? Number(total) : total),
    );
  };

/** Central moments by Spark's update rules (`CentralMomentAgg`). */
const moments =
  (result: (n: number, m2: number, m3: number, m4: number) => Value): Make =>
  () => {
    let n = 0;
    let mean = 0;
    let m2 = 0;
    let m3 = 0;
    let m4 = 0;
    return ofPresent(
      ([x = null]) => {
        n++;
        const delta = (x as number) - mean;
        const perN = delta / n;
        mean += perN;
        const nextM2 = m2 + delta * (delta - perN);
        const delta2 = delta * delta;
        const perN2 = perN * perN;
        const nextM3 = m3 - 3 * perN * nextM2 + delta * (delta2 - perN2);
        m4 = m4 - 4 * perN * nextM3 - 6 * perN2 * nextM2 + delta * (delta * delta2 - perN * perN2);
        m3 = nextM3;
        m2 = nextM2;
      },
      () => (n === 0 ? null : result(n, m2, m3, m4)),
    );
  };

/** Covariance and its like (`Covariance`, `PearsonCorrelation`). */
const pairs =
  (result: (s: { n: number; c: number; x2: number; y2: number; xMean: number; yMean: number }) => Value): Make =>
  () => {
    const s = { n: 0, c: 0, x2: 0, y2: 0, xMean: 0, yMean: 0 };
    return ofPresent(
      ([x = null, y = null]) => {
        s.n++;
        const dx = (x as number) - s.xMean;
        const dxN = dx / s.n;
        const dy = (y as number) - s.yMean;
        const dyN = dy / s.n;
        s.xMean += dxN;
        s.yMean += dyN;
        s.c += dx * ((y as number) - s.yMean);
        s.x2 += dx * (dx - dxN);
        s.y2 += dy * (dy - dyN);
      },
      () => result(s),
    );
  };

const byExtreme =
  (sign: number): Make =>
  (call) => {
    const compare = comparatorOf(typeOf(call, 1));
    let best: Value = null;
    let kept: Value = null;
    return {
      add: ([x = null, y = null]) => {
        if (y === null || (best !== null && compare(y, best) * sign < 0)) return;
        best = y;
        kept = x;
      },
      result: () => kept,
    };
  };

/** The aggregates that the interpreter runs, by their registry names. */
export const aggregates: Readonly<Record<string, Make>> = {
  count: () => {
    let n = 0n;
    return ofPresent(
      () => {
        n++;
      },
      () => n,
    );
  },
  sum,
  try_sum: sum,
  avg: average,
  try_avg: average,
  min: extreme(-1),
  max: extreme(1),
  first: edge(true),
  first_value: edge(true),
  any_value: edge(true),
  last: edge(false),
  last_value: edge(false),
  collect_list: collect(false),
  array_agg: collect(false),
  collect_set: collect(true),
  count_if: () => {
    let n = 0n;
    return ofPresent(
      ([x]) => {
        if (x === true) n++;
      },
      () => n,
    );
  },
  bool_and: booleans(false),
  bool_or: booleans(true),
  bit_and: bits((a, b) => a & b),
  bit_or: bits((a, b) => a | b),
  bit_xor: bits((a, b) => a ^ b),
  stddev: moments((n, m2) => (n === 1 ? null : Math.sqrt(m2 / (n - 1)))),
  stddev_pop: moments((n, m2) => Math.sqrt(m2 / n)),
  variance: moments((n, m2) => (n === 1 ? null : m2 / (n - 1))),
  var_pop: moments((n, m2) => m2 / n),
  skewness: moments((n, m2, m3) => (m2 === 0 ? null : (Math.sqrt(n) * m3) / Math.sqrt(m2 * m2 * m2))),
  kurtosis: moments((n, m2, _, m4) => (m2 === 0 ? null : (n * m4) / (m2 * m2) - 3)),
  spread_in_order: (call, settings) => accumulator({ ...call, function: String(literalOf(call, 1)) }, settings),
  covar_pop: pairs(({ n, c }) => (n === 0 ? null : c / n)),
  covar_samp: pairs(({ n, c }) => (n < 2 ? null : c / (n - 1))),
  max_by: byExtreme(1),
  min_by: byExtreme(-1),
};

/** An accumulator of a call; DISTINCT passes each tuple of arguments once. */
export function accumulator(call: ReadAggregateCall, settings: KernelSettings): Accumulator {
  const make = Object.hasOwn(aggregates, call.function) ? aggregates[call.function] : undefined;
  if (make === undefined) throw unsupported(`function ${call.function}`);
  const inner = make(call, settings);
  if (!call.distinct) return inner;
  const keys = call.args.map((a) => keyOf(a.type));
  const seen = new Set<string>();
  return {
    add: (args) => {
      const key = rowKey(args, keys);
      if (seen.has(key)) return;
      seen.add(key);
      inner.add(args);
    },
    result: inner.result,
  };
}

/** One text for each different row of values. */
export const rowKey = (row: readonly Value[], keys: readonly ((v: Value) => unknown)[]): string =>
  row
    .map((v, i) => {
      const k = v === null ? null : keys[i]?.(v);
      return k === null ? "n" : `${typeof k}:${String(k).length}:${String(k)}`;
    })
    .join(",");
