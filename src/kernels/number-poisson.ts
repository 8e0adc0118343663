/** Poisson draws as commons-math makes them, which Spark samples rows with replacement by. */

const SIZE = 624;

/** WELL19937c (`org.apache.commons.math3.random.Well19937c`), seeded with 64 bits. */
export class Well19937c {
  private readonly v = new Int32Array(SIZE);
  private index = 0;

  constructor(seed: bigint) {
    const { v } = this;
    v[0] = Number(BigInt.asIntN(32, seed >> 32n));
    v[1] = Number(BigInt.asIntN(32, seed));
    for (let i = 2; i < SIZE; i++) {
      const before = v[i - 2] as number;
      v[i] = Math.imul(1812433253, before ^ (before >> 30)) + i;
    }
  }

  private at(offset: number): number {
    return this.v[(this.index + offset) % SIZE] as number;
  }

  /** The next `bits` random bits, below 32. */
  private next(bits: number): number {
    const { v, index } = this;
    const before = (index + SIZE - 1) % SIZE;
    const beforeThat = (index + SIZE - 2) % SIZE;
    const [v0, v1, v2, v3] = [this.at(0), this.at(70), this.at(179), this.at(449)];
    const z0 = (0x80000000 & (v[before] as number)) ^ (0x7fffffff & (v[beforeThat] as number));
    const z1 = v0 ^ (v0 << 25) ^ (v1 ^ (v1 >>> 27));
    const z2 = (v2 >>> 9) ^ (v3 ^ (v3 >>> 1));
    const z3 = z1 ^ z2;
    let z4 = z0 ^ (z1 ^ (z1 << 9)) ^ (z2 ^ (z2 << 21)) ^ (z3 ^ (z3 >>> 21));
    v[index] = z3;
    v[before] = z4;
    v[beforeThat] = (v[beforeThat] as number) & 0x80000000;
    this.index = before;
    z4 ^= (z4 << 7) & 0xe46e1700;
    z4 ^= (z4 << 15) & 0x9b868000;
    return z4 >>> (32 - bits);
  }

  /** In [0, 1). */
  nextDouble(): number {
    const high = this.next(26);
    return (high * 2 ** 26 + this.next(26)) * 2 ** -52;
  }
}

/** The next draw of a Poisson distribution with a mean below {@link MOST_MEAN} (`PoissonDistribution.sample`). */
export function poisson(random: Well19937c, mean: number): number {
  const least = Math.exp(-mean);
  let product = 1;
  let n = 0;
  while (n < 1000 * mean) {
    product *= random.nextDouble();
    if (product < least) return n;
    n++;
  }
  return n;
}

/** From this mean on commons-math goes another way. */
export const MOST_MEAN = 40;
