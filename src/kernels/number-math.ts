/** Real functions on doubles with the JVM's results. */

/** `java.lang.Math.rint`: to the nearest whole number, halves to even. */
export function rint(x: number): number {
  if (!Number.isFinite(x) || Math.abs(x) >= 2 ** 52) return x;
  const floor = Math.floor(x);
  const rest = x - floor;
  const rounded = rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
  return rounded === 0 && (x < 0 || Object.is(x, -0)) ? -0 : rounded;
}

/** `Asinh` of Spark: exact to its formula, which overflows late. */
export function asinh(x: number): number {
  if (x === -Infinity) return x;
  if (Math.abs(x) < Infinity && x * x === Infinity) return Math.sign(x) * (Math.log(Math.abs(x)) + Math.LN2);
  return Math.log(x + Math.sqrt(x * x + 1));
}

/** `Acosh` of Spark. */
export function acosh(x: number): number {
  if (x < 1) return NaN;
  return x < Infinity && x * x === Infinity ? Math.log(x) + Math.LN2 : Math.log(x + Math.sqrt(x * x - 1));
}

/** `Atanh` of Spark. */
export const atanh = (x: number): number => 0.5 * (Math.log1p(x) - Math.log1p(-x));

/** `java.lang.Math.toDegrees` and `toRadians`: one multiplication each. */
export const toDegrees = (x: number): number => x * 57.29577951308232;
export const toRadians = (x: number): number => x * 0.017453292519943295;

/** A text in one base as a text in another (`NumberConverter.convert`). */
export interface Conversion {
  readonly text: string | null;
  /** The digits exceeded 64 bits. */
  readonly overflow: boolean;
}

/** `conv`: digits up to the first bad one as an unsigned 64-bit number; a negative target base prints it signed. */
export function convertBase(input: string, from: number, to: number): Conversion {
  const size = Math.abs(to);
  if (from < 2 || from > 36 || size < 2 || size > 36 || input === "") return { text: null, overflow: false };
  let negative = input.charCodeAt(0) === 0x2d;
  const limit = 2n ** 64n - 1n;
  let value = 0n;
  let overflow = false;
  for (let i = negative ? 1 : 0; i < input.length; i++) {
    const digit = digitOf(input.charCodeAt(i));
    if (digit < 0 || digit >= from) break;
    value = value * BigInt(from) + BigInt(digit);
    if (value > limit) {
      overflow = true;
      value = limit;
      break;
    }
  }
  const signed = BigInt.asIntN(64, value);
  if (negative && to > 0) value = BigInt.asUintN(64, signed < 0n ? -1n : -signed);
  if (to < 0 && BigInt.asIntN(64, value) < 0n) {
    value = BigInt.asUintN(64, -value);
    negative = true;
  }
  const digits = value.toString(size).toUpperCase();
  return { text: negative && to < 0 ? `-${digits}` : digits, overflow };
}

function digitOf(c: number): number {
  if (c >= 0x30 && c <= 0x39) return c - 0x30;
  const upper = c & ~0x20;
  return upper >= 0x41 && upper <= 0x5a ? upper - 0x41 + 10 : -1;
}

/** The 1-based bucket of equal width; 0 and n+1 lie outside; NULL for senseless bounds (`WidthBucket`). */
export function widthBucket(value: number, min: number, max: number, buckets: bigint): bigint | null {
  if (buckets <= 0n || buckets === 2n ** 63n - 1n || value !== value || min === max) return null;
  if (!Number.isFinite(min) || !Number.isFinite(max)) return null;
  const n = Number(buckets);
  if (min < max) {
    if (value < min) return 0n;
    if (value >= max) return buckets + 1n;
    return BigInt(Math.trunc((n * (value - min)) / (max - min))) + 1n;
  }
  if (value > min) return 0n;
  if (value <= max) return buckets + 1n;
  return BigInt(Math.trunc((n * (min - value)) / (min - max))) + 1n;
}
