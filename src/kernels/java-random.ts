const MULTIPLIER = 0x5deece66dn;
const MASK = (1n << 48n) - 1n;

/** `java.util.Random`: the same numbers of the same seed (a linear congruence of 48 bits). */
export class JavaRandom {
  private state: bigint;

  constructor(seed: bigint) {
    this.state = (seed ^ MULTIPLIER) & MASK;
  }

  /** The next `bits` random bits, 1 to 32, unsigned. */
  private next(bits: number): bigint {
    this.state = (this.state * MULTIPLIER + 0xbn) & MASK;
    return this.state >> BigInt(48 - bits);
  }

  /** In [0, 1). */
  nextDouble(): number {
    const high = this.next(26);
    return Number((high << 27n) + this.next(27)) / 2 ** 53;
  }

  /** A uniform whole number in [0, bound), for bounds that are no powers of two. */
  nextBelow(bound: number): number {
    for (;;) {
      const bits = Number(this.next(31));
      const value = bits % bound;
      // The last, incomplete run of `bound` numbers is drawn anew.
      if (bits - value + (bound - 1) < 2 ** 31) return value;
    }
  }
}
