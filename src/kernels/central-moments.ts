/**
 * Moments about the mean as Spark's `CentralMomentAgg` keeps them, so that large means cost no digits. Each value is
 * merged as a state of its own, as Spark does with few rows on many partitions.
 */
export interface CentralMoments {
  readonly n: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

/** The moments of numbers in the order given. */
export function centralMoments(values: Iterable<number>): CentralMoments {
  let [n, mean, m2, m3, m4] = [0, 0, 0, 0, 0];
  for (const x of values) {
    const total = n + 1;
    const delta = x - mean;
    const step = delta / total;
    mean += step;
    m4 += step * step * step * delta * n * (n * n - n + 1) + 6 * step * step * m2 - 4 * step * m3;
    m3 += step * step * delta * n * (n - 1) - 3 * step * m2;
    m2 += delta * step * n;
    n = total;
  }
  return { n, m2, m3, m4 };
}

/** `skewness`; null of no values and where all are equal. */
export const skewness = ({ n, m2, m3 }: CentralMoments): number | null =>
  n === 0 || m2 === 0 ? null : (Math.sqrt(n) * m3) / Math.sqrt(m2 * m2 * m2);

/** `kurtosis`, that of a normal distribution being 0; null of no values and where all are equal. */
export const kurtosis = ({ n, m2, m4 }: CentralMoments): number | null =>
  n === 0 || m2 === 0 ? null : (n * m4) / (m2 * m2) - 3;
