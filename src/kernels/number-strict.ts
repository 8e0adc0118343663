/**
 * Elementary functions with the JVM's last digit where JavaScript's own differ: the algorithms of fdlibm, which
 * `java.lang.StrictMath` is defined by.
 */

const view = new DataView(new ArrayBuffer(8));

function highWord(x: number): number {
  view.setFloat64(0, x);
  return view.getInt32(0);
}

function lowWord(x: number): number {
  view.setFloat64(0, x);
  return view.getInt32(4);
}

function fromWords(high: number, low: number): number {
  view.setInt32(0, high);
  view.setInt32(4, low);
  return view.getFloat64(0);
}

/** The number with the low half of its bits cleared. */
function head(x: number): number {
  view.setFloat64(0, x);
  view.setInt32(4, 0);
  return view.getFloat64(0);
}

/** `x × 2^n`. */
function scale(x: number, n: number): number {
  if (n > 1023) return x * 2 ** 1023 * 2 ** Math.min(n - 1023, 1023);
  if (n < -1022) return x * 2 ** -1022 * 2 ** Math.max(n + 1022, -1074);
  return x * 2 ** n;
}

const P1 = 1.66666666666666019037e-1;
const P2 = -2.77777777770155933842e-3;
const P3 = 6.61375632143793436117e-5;
const P4 = -1.6533902205465251539e-6;
const P5 = 4.13813679705723846039e-8;

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/** `StrictMath.exp`. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > 7.09782712893383973096e2) return Infinity;
  if (x < -7.4513321910194110842e2) return 0;
  const size = Math.abs(x);
  let r = x;
  let high = 0;
  let low = 0;
  let k = 0;
  if (size > 0.34657359027997264) {
    if (size < 1.0397207708399179) {
      k = x < 0 ? -1 : 1;
    } else {
      k = Math.trunc(1.442695040888963387 * x + (x < 0 ? -0.5 : 0.5));
    }
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
    r = high - low;
  } else if (size < 2 ** -28) {
    return 1 + x;
  }
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return k >= -1021 ? scale(y, k) : y * 2 ** (k + 1000) * 2 ** -1000;
}

/** `StrictMath.cosh`. */
export function cosh(x: number): number {
  const size = Math.abs(x);
  if (!(size < Infinity)) return x * x;
  if (size < 0.34657359027997264) {
    const t = Math.expm1(size);
    const w = 1 + t;
    return size < 2 ** -55 ? w : 1 + (t * t) / (w + w);
  }
  if (size < 22) {
    const t = exp(size);
    return 0.5 * t + 0.5 / t;
  }
  if (size < 709.78271289338397) return 0.5 * exp(size);
  const w = exp(0.5 * size);
  return 0.5 * w * w;
}

/** `StrictMath.sinh`. */
export function sinh(x: number): number {
  const size = Math.abs(x);
  if (!(size < Infinity)) return x;
  const h = x < 0 ? -0.5 : 0.5;
  if (size < 22) {
    if (size < 2 ** -28) return x;
    const t = Math.expm1(size);
    return size < 1 ? h * (2 * t - (t * t) / (t + 1)) : h * (t + t / (t + 1));
  }
  if (size < 709.78271289338397) return h * exp(size);
  const w = exp(0.5 * size);
  return h * w * w;
}

/** `StrictMath.tanh`. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (x !== x) return x;
  if (size >= 22) return x < 0 ? -1 : 1;
  if (size < 2 ** -55) return x * (1 + x);
  let z: number;
  if (size >= 1) {
    z = 1 - 2 / (Math.expm1(2 * size) + 2);
  } else {
    const t = Math.expm1(-2 * size);
    z = -t / (t + 2);
  }
  return x < 0 ? -z : z;
}

/** `StrictMath.cbrt`. */
export function cbrt(x: number): number {
  if (!Number.isFinite(x) || x === 0) return x;
  const size = Math.abs(x);
  let t: number;
  if (size < 2 ** -1022) {
    const scaled = 2 ** 54 * size;
    t = fromWords(Math.trunc(highWord(scaled) / 3) + 696219795, lowWord(scaled));
  } else {
    t = fromWords(Math.trunc(highWord(size) / 3) + 715094163, 0);
  }
  let r = (t * t) / size;
  const s = 5.42857142857142815906e-1 + r * t;
  t *= 3.57142857142857150787e-1 + 1.6071428571428572063 / (s + 1.41428571428571436819 + -7.0530612244897961105e-1 / s);
  // Chopped to 20 bits and a little above the root, so that one step of Newton's ends exactly.
  t = fromWords(highWord(t) + 1, 0);
  r = size / (t * t);
  r = (r - t) / (t + t + r);
  t += t * r;
  return x < 0 ? -t : t;
}

/** `StrictMath.hypot`. */
export function hypot(x: number, y: number): number {
  let a = Math.max(Math.abs(x), Math.abs(y));
  let b = Math.min(Math.abs(x), Math.abs(y));
  if (Math.abs(x) === Infinity || Math.abs(y) === Infinity) return Infinity;
  if (a !== a || b !== b) return NaN;
  if (((highWord(a) - highWord(b)) | 0) > 0x3c00000) return a + b;
  let k = 0;
  if (highWord(a) > 0x5f300000) {
    k = 600;
    a *= 2 ** -600;
    b *= 2 ** -600;
  }
  if (highWord(b) < 0x20b00000) {
    if (b === 0) return a;
    const up = highWord(b) <= 0xfffff ? 1022 : 600;
    a *= 2 ** up;
    b *= 2 ** up;
    k -= up;
  }
  let w = a - b;
  if (w > b) {
    const t1 = head(a);
    const t2 = a - t1;
    w = Math.sqrt(t1 * t1 - (b * -b - t2 * (a + t1)));
  } else {
    const t1 = fromWords(highWord(a) + 0x00100000, 0);
    const twice = a + a;
    const y1 = head(b);
    const y2 = b - y1;
    const t2 = twice - t1;
    w = Math.sqrt(t1 * y1 - (w * -w - (t1 * y2 + t2 * b)));
  }
  return k === 0 ? w : scale(w, k);
}

const L1 = 5.99999999999994648725e-1;
const L2 = 4.28571428578550184252e-1;
const L3 = 3.33333329818377432918e-1;
const L4 = 2.72728123808534006489e-1;
const L5 = 2.30660745775561754067e-1;
const L6 = 2.06975017800338417784e-1;
const CP = 9.61796693925975554329e-1;
const CP_HIGH = 9.61796700954437255859e-1;
const CP_LOW = -7.02846165095275826516e-9;
const LG2 = 6.93147180559945286227e-1;
const LG2_HIGH = 6.93147182464599609375e-1;
const LG2_LOW = -1.90465429995776804525e-9;
const INV_LN2 = 1.442695040888963387;
const INV_LN2_HIGH = 1.44269502162933349609;
const INV_LN2_LOW = 1.92596299112661746887e-8;

/** `StrictMath.pow`. */
export function pow(x: number, y: number): number {
  // Special values are the same in both languages.
  if (y === 0 || x !== x || y !== y || x === 0 || Math.abs(x) === 1 || !Number.isFinite(x) || !Number.isFinite(y))
    return x ** y;
  if (y === 1) return x;
  if (y === 2) return x * x;
  if (y === -1) return 1 / x;
  if (y === 0.5 && x >= 0) return Math.sqrt(x);
  const odd = Number.isInteger(y) && Math.abs(y % 2) === 1;
  if (x < 0 && !Number.isInteger(y)) return NaN;
  const sign = x < 0 && odd ? -1 : 1;
  const zero = sign > 0 ? 0 : -0;
  let ax = Math.abs(x);
  let t1: number;
  let t2: number;
  let ix = highWord(ax);
  if (Math.abs(y) > 2 ** 31) {
    if (Math.abs(y) > 2 ** 64) {
      if (ix <= 0x3fefffff) return y < 0 ? Infinity : 0;
      if (ix >= 0x3ff00000) return y > 0 ? Infinity : 0;
    }
    if (ix < 0x3fefffff) return y < 0 ? sign * Infinity : zero;
    if (ix > 0x3ff00000) return y > 0 ? sign * Infinity : zero;
    // |1 − x| is tiny, and log(x) is its series.
    const t = ax - 1;
    const w = t * t * (0.5 - t * (1 / 3 - t * 0.25));
    const u = INV_LN2_HIGH * t;
    const v = t * INV_LN2_LOW - w * INV_LN2;
    t1 = head(u + v);
    t2 = v - (t1 - u);
  } else {
    let n = 0;
    if (ix < 0x00100000) {
      ax *= 2 ** 53;
      n -= 53;
      ix = highWord(ax);
    }
    n += (ix >> 20) - 0x3ff;
    const j = ix & 0x000fffff;
    ix = j | 0x3ff00000;
    let k = 0;
    if (j <= 0x3988e) k = 0;
    else if (j < 0xbb67a) k = 1;
    else {
      n += 1;
      ix -= 0x00100000;
    }
    ax = fromWords(ix, lowWord(ax));
    const bp = k === 0 ? 1 : 1.5;
    const u = ax - bp;
    const v = 1 / (ax + bp);
    const ss = u * v;
    const sHigh = head(ss);
    let tHigh = fromWords(((ix >> 1) | 0x20000000) + 0x00080000 + (k << 18), 0);
    let tLow = ax - (tHigh - bp);
    const sLow = v * (u - sHigh * tHigh - sHigh * tLow);
    let s2 = ss * ss;
    let r = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6)))));
    r += sLow * (sHigh + ss);
    s2 = sHigh * sHigh;
    tHigh = head(3 + s2 + r);
    tLow = r - (tHigh - 3 - s2);
    const uu = sHigh * tHigh;
    const vv = sLow * tHigh + tLow * ss;
    const pHigh = head(uu + vv);
    const pLow = vv - (pHigh - uu);
    const zHigh = CP_HIGH * pHigh;
    const zLow = CP_LOW * pHigh + pLow * CP + (k === 0 ? 0 : 1.35003920212974897128e-8);
    const dpHigh = k === 0 ? 0 : 5.84962487220764160156e-1;
    t1 = head(zHigh + zLow + dpHigh + n);
    t2 = zLow - (t1 - n - dpHigh - zHigh);
  }
  const y1 = head(y);
  const pLow = (y - y1) * t1 + y * t2;
  let pHigh = y1 * t1;
  let z = pLow + pHigh;
  const j = highWord(z);
  const i = lowWord(z);
  if (j >= 0x40900000) {
    if (((j - 0x40900000) | i) !== 0 || pLow + 8.008566259537294e-17 > z - pHigh) return sign * Infinity;
  } else if ((j & 0x7fffffff) >= 0x4090cc00) {
    if (((j - (0xc090cc00 | 0)) | i) !== 0 || pLow <= z - pHigh) return zero;
  }
  const size = j & 0x7fffffff;
  let k = (size >> 20) - 0x3ff;
  let n = 0;
  if (size > 0x3fe00000) {
    n = j + (0x00100000 >> (k + 1));
    k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    const t = fromWords(n & ~(0x000fffff >> k), 0);
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (j < 0) n = -n;
    pHigh -= t;
  }
  const t = head(pLow + pHigh);
  const u = t * LG2_HIGH;
  const v = (pLow - (t - pHigh)) * LG2 + t * LG2_LOW;
  z = u + v;
  const w = v - (z - u);
  const q = z * z;
  const c = z - q * (P1 + q * (P2 + q * (P3 + q * (P4 + q * P5))));
  const r = (z * c) / (c - 2) - (w + z * w);
  z = 1 - (r - z);
  return sign * scale(z, n);
}
