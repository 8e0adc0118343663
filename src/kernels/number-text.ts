/** Numbers as Java 17 writes them: `Double.toString`, `Float.toString` (`jdk.internal.math.FloatingDecimal`). */

const bits = new DataView(new ArrayBuffer(8));

/** `java.lang.Double.toString`, whose answers on JDK 17 are not always the shortest that read back. */
export function doubleToString(x: number): string {
  if (x === 0) return Object.is(x, -0) ? "-0.0" : "0.0";
  if (!Number.isFinite(x)) return x !== x ? "NaN" : x > 0 ? "Infinity" : "-Infinity";
  const size = Math.abs(x);
  // Small whole numbers and short decimals print alike in both languages.
  if (size >= 1e-3 && size < 1e7) {
    const text = String(x);
    return Number.isInteger(x) ? `${text}.0` : isPowerOfTwo(size) ? exactDouble(x) : text;
  }
  if ((size >= 2 ** 50 && size < 1e41) || size < 2.3e-308 || isPowerOfTwo(size)) return exactDouble(x);
  // JavaScript's digits: the shortest, nearest ones. Java stops at the same digit away from the cases above, except
  // that scientific form always develops two digits.
  const text = size.toExponential();
  const e = text.indexOf("e");
  if (e === 1) return exactDouble(x);
  return `${x < 0 ? "-" : ""}${text.slice(0, e)}E${Number(text.slice(e + 1))}`;
}

/** `java.lang.Float.toString`; `x` is a float already (`Math.fround(x) === x`). */
export function floatToString(x: number): string {
  if (x === 0) return Object.is(x, -0) ? "-0.0" : "0.0";
  if (!Number.isFinite(x)) return x !== x ? "NaN" : x > 0 ? "Infinity" : "-Infinity";
  const size = Math.abs(x);
  if (size < 2 ** 22 && Number.isInteger(x) && size < 1e7) return `${x}.0`;
  if (size >= 2 ** 21 || size < 1.2e-38 || isPowerOfTwo(size)) return exactFloat(x);
  for (let digits = 6; digits <= 9; digits++) {
    const text = size.toExponential(digits - 1);
    if (Math.fround(Number(text)) !== size) continue;
    // Between two equally near digits Java takes the even one.
    if (size.toExponential(digits).includes("5e")) return exactFloat(x);
    const e = text.indexOf("e");
    let end = e;
    while (text.charCodeAt(end - 1) === 48) end--;
    const exponent = Number(text.slice(e + 1));
    if (text.charCodeAt(end - 1) === 46) return exactFloat(x);
    const plain = text[0] + text.slice(2, end);
    return layOut(x < 0, plain, exponent + 1);
  }
  return exactFloat(x);
}

/** Digits and the position of the point in Java's layout: plain within [10^-3, 10^7), else `d.dddE±n`. */
function layOut(negative: boolean, digits: string, point: number): string {
  const sign = negative ? "-" : "";
  if (point > 0 && point < 8) {
    return digits.length <= point
      ? `${sign}${digits}${"0".repeat(point - digits.length)}.0`
      : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  }
  if (point <= 0 && point > -3) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits[0]}.${digits.length > 1 ? digits.slice(1) : "0"}E${point - 1}`;
}

function isPowerOfTwo(size: number): boolean {
  bits.setFloat64(0, size);
  return bits.getInt32(4) === 0 && (bits.getInt32(0) & 0xfffff) === 0;
}

function exactDouble(x: number): string {
  bits.setFloat64(0, x);
  const raw = bits.getBigUint64(0);
  const negative = raw >> 63n === 1n;
  const exponent = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  if (exponent !== 0) return develop(negative, fraction | (1n << 52n), exponent - 1023, 53);
  const width = fraction.toString(2).length;
  return develop(negative, fraction << BigInt(53 - width), width - 53 - 1022, width);
}

function exactFloat(x: number): string {
  bits.setFloat32(0, x);
  const raw = bits.getUint32(0);
  const negative = raw >>> 31 === 1;
  const exponent = (raw >>> 23) & 0xff;
  const fraction = raw & 0x7fffff;
  if (exponent !== 0) return develop(negative, BigInt(fraction | 0x800000) << 29n, exponent - 127, 24);
  const width = 32 - Math.clz32(fraction);
  return develop(negative, BigInt(fraction) << BigInt(53 - width), width - 24 - 126, width);
}

const bitsOfPow5 = (n: number): number => (n < 27 ? (5n ** BigInt(n)).toString(2).length : n * 3);

/**
 * The digit generation of JDK 17: Steele and White's fixed-interval loop with a symmetric stopping test. `mantissa`
 * holds 53 bits, the highest set; the value is mantissa × 2^(exponent − 52); `precision` counts the bits that matter.
 */
function develop(negative: boolean, mantissa: bigint, exponent: number, precision: number): string {
  let trailing = 0;
  while (((mantissa >> BigInt(trailing)) & 1n) === 0n) trailing++;
  const width = 53 - trailing;
  const fractionBits = Math.max(0, width - exponent - 1);
  if (fractionBits === 0 && exponent <= 62 && exponent >= -21) {
    const whole = exponent >= 52 ? mantissa << BigInt(exponent - 52) : mantissa >> BigInt(52 - exponent);
    const spare = exponent > precision ? exponent - precision - 1 : 0;
    return developWhole(negative, whole, spare > 1 ? Math.floor(spare * Math.LOG10E * Math.LN2) : 0);
  }
  const unit = Number(mantissa) / 2 ** 52;
  let decimalExponent = Math.floor((unit - 1.5) * 0.289529654 + 0.176091259 + exponent * 0.301029995663981);
  const b5 = Math.max(0, -decimalExponent);
  const s5 = Math.max(0, decimalExponent);
  let b2 = b5 + fractionBits + exponent;
  let s2 = s5 + fractionBits;
  let m2 = b2 - precision;
  b2 -= width - 1;
  const common = Math.min(b2, s2);
  b2 -= common;
  s2 -= common;
  m2 -= common;
  if (width === 1) m2 -= 1;
  if (m2 < 0) {
    b2 -= m2;
    s2 -= m2;
    m2 = 0;
  }
  // Java computes in int or long where the operands fit; its sums then wrap around, and a tie at the upper bound
  // counts only in its big arithmetic.
  const widest = Math.max(width + b2 + bitsOfPow5(b5), s2 + 1 + bitsOfPow5(s5 + 1));
  const word = widest < 32 ? 32 : widest < 64 ? 64 : 0;
  let b = ((mantissa >> BigInt(trailing)) * 5n ** BigInt(b5)) << BigInt(b2);
  const s = (5n ** BigInt(s5)) << BigInt(s2);
  let m = (5n ** BigInt(b5)) << BigInt(m2);
  const tens = s * 10n;
  const digits: number[] = [];
  let low: boolean;
  let high: boolean;
  const step = (): number => {
    const q = Number(b / s);
    b = (b % s) * 10n;
    m *= 10n;
    if (word === 0) {
      low = b < m;
      high = b + m >= tens;
      return q;
    }
    m = BigInt.asIntN(word, m);
    low = m <= 0n || b < m;
    high = m <= 0n || BigInt.asIntN(word, b + m) > tens;
    return q;
  };
  low = high = false;
  const first = step();
  if (first === 0 && !high) decimalExponent--;
  else digits.push(first);
  if (decimalExponent < -3 || decimalExponent >= 8) low = high = false;
  while (!low && !high) digits.push(step());
  if (high) {
    const half = b * 2n - tens;
    const last = digits[digits.length - 1] ?? 0;
    if (!low || half > 0n || (half === 0n && (last & 1) !== 0)) decimalExponent += roundUp(digits);
  }
  return layOut(negative, digits.join(""), decimalExponent + 1);
}

function developWhole(negative: boolean, whole: bigint, insignificant: number): string {
  let value = whole;
  if (insignificant > 0) {
    const unit = 10n ** BigInt(insignificant);
    const residue = value % unit;
    value /= unit;
    if (residue >= unit / 2n) value++;
  }
  const text = value.toString();
  return layOut(negative, text.replace(/0+$/, ""), text.length + insignificant);
}

/** Adds one to the last digit; answers 1 when the number gained a digit. */
function roundUp(digits: number[]): number {
  let i = digits.length - 1;
  while (i > 0 && digits[i] === 9) digits[i--] = 0;
  const digit = digits[i] ?? 0;
  if (digit === 9) {
    digits[i] = 1;
    return 1;
  }
  digits[i] = digit + 1;
  return 0;
}
