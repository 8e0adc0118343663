/** Variances and deviations of numbers, reckoned value by value as Spark does in one partition (`CentralMomentAgg`). */

interface Spread {
  readonly n: number;
  readonly m2: number;
}

function spreadOf(values: Iterable<number>): Spread {
  let [n, mean, m2] = [0, 0, 0];
  for (const value of values) {
    n++;
    const delta = value - mean;
    const step = delta / n;
    mean += step;
    m2 += delta * (delta - step);
  }
  // Spark merges what it has into an empty buffer: infinity times no rows.
  return { n, m2: n > 0 && !Number.isFinite(mean * (mean / n)) ? Number.NaN : m2 };
}

const answers: Readonly<Record<string, (spread: Spread) => number | null>> = {
  stddev: ({ n, m2 }) => (n < 2 ? null : Math.sqrt(m2 / (n - 1))),
  stddev_pop: ({ n, m2 }) => (n < 1 ? null : Math.sqrt(m2 / n)),
  variance: ({ n, m2 }) => (n < 2 ? null : m2 / (n - 1)),
  var_pop: ({ n, m2 }) => (n < 1 ? null : m2 / n),
};

/** The statistic of that function's name; NULL of too few values. */
export const spreadInOrder = (values: Iterable<number>, name: string): number | null =>
  answers[name]?.(spreadOf(values)) ?? null;
