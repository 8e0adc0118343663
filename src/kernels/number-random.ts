/** Spark's seeded generators, reproduced draw by draw. */

const mask64 = (x: bigint): bigint => BigInt.asUintN(64, x);

/** Murmur3 over the eight big-endian bytes of a seed, as Scala's MurmurHash3.bytesHash computes it. */
function hashOfSeed(seed: bigint, start: number): number {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt.asIntN(64, seed));
  let h = start;
  for (const at of [0, 4]) {
    let k = Math.imul(bytes.readInt32LE(at), 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h ^= k;
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  h ^= 8;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** `org.apache.spark.util.random.XORShiftRandom`: the generator of rand, randn, randstr, uniform and sampling. */
export class XorShiftRandom {
  private high: number;
  private low: number;
  private spare: number | undefined;

  constructor(seed: bigint) {
    const low = hashOfSeed(seed, 0x3c074a61);
    this.high = hashOfSeed(seed, low);
    this.low = low;
  }

  /** The next `bits` random bits, 1 to 32. */
  next(bits: number): number {
    // seed ^= seed << 21; seed ^= seed >>> 35; seed ^= seed << 4, on two halves of 32 bits.
    let high = this.high ^ ((this.high << 21) | (this.low >>> 11));
    let low = this.low ^ (this.low << 21);
    low ^= high >>> 3;
    high ^= (high << 4) | (low >>> 28);
    low ^= low << 4;
    this.high = high;
    this.low = low;
    return bits === 32 ? low : low & ((1 << bits) - 1);
  }

  /** In [0, 1). */
  nextDouble(): number {
    const high = this.next(26);
    return (high * 134217728 + this.next(27)) * 2 ** -53;
  }

  /** Standard normal, by the polar method in pairs (`java.util.Random.nextGaussian`). */
  nextGaussian(): number {
    if (this.spare !== undefined) {
      const value = this.spare;
      this.spare = undefined;
      return value;
    }
    for (;;) {
      const x = 2 * this.nextDouble() - 1;
      const y = 2 * this.nextDouble() - 1;
      const s = x * x + y * y;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      this.spare = y * factor;
      return x * factor;
    }
  }

  /** A uniform whole number in [0, bound) (`java.util.Random.nextInt(bound)`). */
  nextInt(bound: number): number {
    let r = this.next(31);
    const m = bound - 1;
    if ((bound & m) === 0) return Number((BigInt(bound) * BigInt(r)) >> 31n);
    for (let u = r; ((u - (r = u % bound) + m) | 0) < 0; u = this.next(31));
    return r;
  }
}

/** MT19937 as commons-math seeds it from 64 bits: the generator of uuid and shuffle. */
export class MersenneTwister {
  private readonly state = new Int32Array(624);
  private index = 624;

  constructor(seed: bigint) {
    const key = [Number(BigInt.asIntN(32, seed >> 32n)), Number(BigInt.asIntN(32, seed))];
    const s = this.state;
    s[0] = 19650218;
    for (let i = 1; i < 624; i++) {
      const p = s[i - 1] ?? 0;
      s[i] = Math.imul(1812433253, p ^ (p >>> 30)) + i;
    }
    let i = 1;
    let j = 0;
    for (let k = 624; k > 0; k--) {
      const p = s[i - 1] ?? 0;
      s[i] = ((s[i] ?? 0) ^ Math.imul(p ^ (p >>> 30), 1664525)) + (key[j] ?? 0) + j;
      if (++i >= 624) {
        s[0] = s[623] ?? 0;
        i = 1;
      }
      if (++j >= key.length) j = 0;
    }
    for (let k = 623; k > 0; k--) {
      const p = s[i - 1] ?? 0;
      s[i] = ((s[i] ?? 0) ^ Math.imul(p ^ (p >>> 30), 1566083941)) - i;
      if (++i >= 624) {
        s[0] = s[623] ?? 0;
        i = 1;
      }
    }
    s[0] = 0x80000000 | 0;
  }

  /** 32 random bits, signed. */
  nextInt(): number {
    const s = this.state;
    if (this.index >= 624) {
      for (let k = 0; k < 624; k++) {
        const y = ((s[k] ?? 0) & 0x80000000) | ((s[(k + 1) % 624] ?? 0) & 0x7fffffff);
        s[k] = (s[(k + 397) % 624] ?? 0) ^ (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df);
      }
      this.index = 0;
    }
    let y = s[this.index++] ?? 0;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** 64 random bits, unsigned. */
  nextLong(): bigint {
    const high = BigInt(this.nextInt());
    return mask64((high << 32n) | BigInt(this.nextInt() >>> 0));
  }

  /** A uniform whole number in [0, bound). */
  nextBelow(bound: number): number {
    if ((bound & -bound) === bound) return Number((BigInt(bound) * BigInt(this.nextInt() >>> 1)) >> 31n);
    for (;;) {
      const bits = this.nextInt() >>> 1;
      const value = bits % bound;
      if (((bits - value + (bound - 1)) | 0) >= 0) return value;
    }
  }
}

/** The next version-4 UUID of a generator (`RandomUUIDGenerator`). */
export function nextUuid(random: MersenneTwister): string {
  const high = (random.nextLong() & 0xffffffffffff0fffn) | 0x4000n;
  const low = (random.nextLong() | 0x8000000000000000n) & 0xbfffffffffffffffn;
  const hex = high.toString(16).padStart(16, "0") + low.toString(16).padStart(16, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Indices in the next order of a generator (`RandomIndicesGenerator`). */
export function shuffledIndices(random: MersenneTwister, length: number): number[] {
  const indices: number[] = [];
  for (let i = 0; i < length; i++) {
    const j = random.nextBelow(i + 1);
    if (j !== i) indices[i] = indices[j] ?? 0;
    indices[j] = i;
  }
  return indices;
}

/** `randstr`: letters and digits. */
export function randomText(random: XorShiftRandom, length: number): string {
  let out = "";
  for (let i = 0; i < length; i++) out += ALPHABET[Math.abs(random.next(32) % 62)];
  return out;
}

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * The draws of a generator by the row's index in its partition. Rows are asked for in order as a rule, which costs one
 * draw each; an earlier index starts the sequence anew. `input` is what the draw needs of its row; draws that were
 * passed over are made with the input at hand, which moves the generator alike.
 */
export function drawsByRow<G, I, T>(
  create: () => G,
  draw: (generator: G, input: I) => T,
): (row: number, input: I) => T {
  let generator = create();
  let next = 0;
  return (row, input) => {
    if (row < next) {
      generator = create();
      next = 0;
    }
    for (; next < row; next++) draw(generator, input);
    next++;
    return draw(generator, input);
  };
}
