import { BIASES, RAW_ESTIMATES, THRESHOLDS } from "./hyperloglog-data.ts";

/** How many measured points around an estimate are averaged for its bias. */
const NEIGHBOURS = 6;
const LEAST_PRECISION = 4;
const MOST_TABULATED = 18;

interface Measured {
  readonly estimates: readonly number[];
  readonly biases: readonly number[];
}

const measured = new Map<number, Measured>();

function tables(precision: number): Measured {
  const known = measured.get(precision);
  if (known !== undefined) return known;
  const read = (texts: readonly string[]) => (texts[precision - LEAST_PRECISION] ?? "").split(" ").map(Number);
  const made = { estimates: read(RAW_ESTIMATES), biases: read(BIASES) };
  measured.set(precision, made);
  return made;
}

/** The mean bias of the measured points nearest to an estimate. */
function biasOf(estimate: number, precision: number): number {
  const { estimates, biases } = tables(precision);
  const count = estimates.length;
  let nearest = estimates.findIndex((e) => e >= estimate);
  if (nearest < 0) nearest = count;
  const distance = (i: number): number => {
    const diff = estimate - (estimates[i] ?? 0);
    return diff * diff;
  };
  let low = Math.max(nearest - NEIGHBOURS + 1, 0);
  let high = Math.min(low + NEIGHBOURS, count);
  while (high < count && distance(high) < distance(low)) {
    low++;
    high++;
  }
  let sum = 0;
  for (let i = low; i < high; i++) sum += biases[i] ?? 0;
  return sum / (high - low);
}

function alpha(precision: number, m: number): number {
  if (precision === 4) return 0.673;
  if (precision === 5) return 0.697;
  return precision === 6 ? 0.709 : 0.7213 / (1 + 1.079 / m);
}

/**
 * The number of different values that HyperLogLog++ reads off its 2^precision registers, each the greatest count of
 * leading zeros (plus one) that was met (`HyperLogLogPlusPlusHelper.query`).
 */
export function estimateDistinct(registers: Uint8Array, precision: number): bigint {
  const m = registers.length;
  let inverse = 0;
  let empty = 0;
  for (const register of registers) {
    inverse += 1 / (1 << register);
    if (register === 0) empty++;
  }
  const raw = (alpha(precision, m) * m * m) / inverse;
  const tabulated = precision <= MOST_TABULATED;
  const corrected = tabulated && raw < 5 * m ? raw - biasOf(raw, precision) : raw;
  if (empty === 0) return round(corrected);
  const linear = m * Math.log(m / empty);
  const small = (tabulated && linear <= (THRESHOLDS[precision - LEAST_PRECISION] ?? 0)) || raw <= 2.5 * m;
  return round(small ? linear : corrected);
}

/** Java's Math.round. */
const round = (x: number): bigint => BigInt(Math.floor(x + 0.5));
