/**
 * Variances and deviations of rows that a plan holds itself, in the steps of a Spark of four cores: value by value in each
 * of the partitions that it makes of them (`LocalTableScanExec`), then partition by partition (`CentralMomentAgg`).
 */

const PARTITIONS = 4;

interface Spread {
  readonly n: number;
  readonly mean: number;
  readonly m2: number;
}

const NOTHING: Spread = { n: 0, mean: 0, m2: 0 };

function ofPartition(values: readonly (number | null)[]): Spread {
  let [n, mean, m2] = [0, 0, 0];
  for (const value of values) {
    if (value === null) continue;
    n++;
    const delta = value - mean;
    const step = delta / n;
    mean += step;
    m2 += delta * (delta - step);
  }
  return { n, mean, m2 };
}

function merged(a: Spread, b: Spread): Spread {
  const n = a.n + b.n;
  const delta = b.mean - a.mean;
  const step = n === 0 ? 0 : delta / n;
  return { n, mean: a.mean + step * b.n, m2: a.m2 + b.m2 + delta * step * a.n * b.n };
}

function spreadOf(values: readonly (number | null)[]): Spread {
  const count = Math.min(PARTITIONS, values.length);
  const bound = (i: number) => Math.floor((i * values.length) / count);
  return Array.from({ length: count }, (_, i) => ofPartition(values.slice(bound(i), bound(i + 1)))).reduce(
    merged,
    NOTHING,
  );
}

const answers: Readonly<Record<string, (spread: Spread) => number | null>> = {
  stddev: ({ n, m2 }) => (n < 2 ? null : Math.sqrt(m2 / (n - 1))),
  stddev_pop: ({ n, m2 }) => (n < 1 ? null : Math.sqrt(m2 / n)),
  variance: ({ n, m2 }) => (n < 2 ? null : m2 / (n - 1)),
  var_pop: ({ n, m2 }) => (n < 1 ? null : m2 / n),
};

/** The statistic of that function's name over all rows, those without a value too; NULL of too few values. */
export const spreadInOrder = (values: readonly (number | null)[], name: string): number | null =>
  answers[name]?.(spreadOf(values)) ?? null;
