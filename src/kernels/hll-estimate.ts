import { RAW_ESTIMATES, STRIDES } from "./hll-data.ts";

/** How many values so many coupons come of: points between which cubics run (`CouponMapping`, Apache DataSketches). */
const COUPONS = [
  0, 1, 20, 400, 8000, 160000, 300000, 600000, 900000, 1200000, 1500000, 1800000, 2100000, 2400000, 2700000, 3000000,
  3300000, 3600000, 3900000, 4200000, 4500000, 4800000, 5100000, 5400000, 5700000, 6000000, 6300000, 6600000, 6900000,
  7200000, 7500000, 7800000, 8100000, 8400000, 8700000, 9000000, 9300000, 9600000, 9900000, 10200000,
];
const VALUES = [
  0, 1, 20.00000094374026, 400.0003963713384, 8000.158929460209, 160063.60677637596, 300223.70715976635,
  600895.593385617, 902016.8065120955, 1203588.498319951, 1505611.8245524743, 1808087.9449319066, 2111018.0231759353,
  2414403.22701425, 2718244.728205189, 3022543.702552454, 3327301.329921909, 3632518.794258454, 3938197.283602969,
  4244337.990109356, 4550942.110061649, 4858010.843891189, 5165545.396193897, 5473546.975747645, 5782016.7955296505,
  6090956.072734016, 6400366.028789296, 6710247.889376201, 7020602.884445314, 7331432.248234972, 7642737.219289148,
  7954519.0404754765, 8266778.959003342, 8579518.226442046, 8892738.098739047, 9206439.836238328, 9520624.703698829,
  9835293.97031292, 10150448.909725029, 10466090.800050326,
];

const LEAST_LG_K = 4;

/** The points of a curve, rising in x. */
interface Curve {
  readonly size: number;
  readonly x: (i: number) => number;
  readonly y: (i: number) => number;
}

/** The cubic through the four points about x, in Lagrange's form (`CubicInterpolation`). */
function interpolate({ size, x: xAt, y: yAt }: Curve, x: number): number {
  if (x === xAt(size - 1)) return yAt(size - 1);
  let left = 0;
  let right = size - 1;
  while (left + 1 < right) {
    const middle = (left + right) >> 1;
    if (xAt(middle) <= x) left = middle;
    else right = middle;
  }
  const first = left === 0 ? 0 : left === size - 2 ? left - 2 : left - 1;
  const [x0, x1, x2, x3] = [xAt(first), xAt(first + 1), xAt(first + 2), xAt(first + 3)];
  // The order of the operations is part of the answer's last digits.
  const term0 = (yAt(first) * ((x - x1) * (x - x2) * (x - x3))) / ((x0 - x1) * (x0 - x2) * (x0 - x3));
  const term1 = (yAt(first + 1) * ((x - x0) * (x - x2) * (x - x3))) / ((x1 - x0) * (x1 - x2) * (x1 - x3));
  const term2 = (yAt(first + 2) * ((x - x0) * (x - x1) * (x - x3))) / ((x2 - x0) * (x2 - x1) * (x2 - x3));
  const term3 = (yAt(first + 3) * ((x - x0) * (x - x1) * (x - x2))) / ((x3 - x0) * (x3 - x1) * (x3 - x2));
  return term0 + term1 + term2 + term3;
}

const couponCurve: Curve = { size: COUPONS.length, x: (i) => COUPONS[i] ?? 0, y: (i) => VALUES[i] ?? 0 };

/** How many values so many different coupons come of (`AbstractCoupons.getEstimate`). */
export const couponEstimate = (count: number): number => Math.max(interpolate(couponCurve, count), count);

const curves = new Map<number, Curve>();

function curveOf(lgK: number): Curve {
  const known = curves.get(lgK);
  if (known !== undefined) return known;
  const xs = (RAW_ESTIMATES[lgK - LEAST_LG_K] ?? "").split(" ").map(Number);
  const stride = STRIDES[lgK - LEAST_LG_K] ?? 1;
  const made: Curve = { size: xs.length, x: (i) => xs[i] ?? 0, y: (i) => stride * i };
  curves.set(lgK, made);
  return made;
}

/** 1 + 1/2 + … + 1/n (`HarmonicNumbers`). */
function harmonic(n: number): number {
  if (n < HARMONICS.length) return HARMONICS[n] ?? 0;
  const inverse = 1 / (n * n);
  let power = inverse;
  let sum = Math.log(n) + 0.5772156649015329 + 1 / (2 * n);
  sum -= power * (1 / 12);
  power *= inverse;
  sum += power * (1 / 120);
  power *= inverse;
  sum -= power * (1 / 252);
  power *= inverse;
  sum += power * (1 / 240);
  return sum;
}

/** The first harmonic numbers, as quotients of whole numbers. */
const HARMONICS = [
  0,
  1,
  1.5,
  11 / 6,
  25 / 12,
  137 / 60,
  49 / 20,
  363 / 140,
  761 / 280,
  7129 / 2520,
  7381 / 2520,
  83711 / 27720,
  86021 / 27720,
  1145993 / 360360,
  1171733 / 360360,
  1195757 / 360360,
  2436559 / 720720,
  42142223 / 12252240,
  14274301 / 4084080,
  275295799 / 77597520,
  55835135 / 15519504,
  18858053 / 5173168,
  19093197 / 5173168,
  444316699 / 118982864,
  1347822955 / 356948592,
];

function correctionOf(lgK: number): number {
  if (lgK === 4) return 0.673;
  if (lgK === 5) return 0.697;
  return lgK === 6 ? 0.709 : 0.7213 / (1 + 1.079 / 2 ** lgK);
}

/** Where counting empty registers becomes worse than the harmonic mean, in registers. */
function crossOver(lgK: number): number {
  if (lgK === 4) return 0.718;
  return lgK === 5 ? 0.672 : 0.64;
}

/**
 * The estimate of registers whose history is not known (`HllEstimators.hllCompositeEstimate`): the harmonic mean,
 * corrected by a table, and for small numbers how many registers are still 0. `sum` is that of all 2^-register.
 */
export function compositeEstimate(lgK: number, sum: number, empty: number): number {
  const k = 2 ** lgK;
  const raw = (correctionOf(lgK) * k * k) / sum;
  const curve = curveOf(lgK);
  const last = curve.size - 1;
  if (raw < curve.x(0)) return 0;
  if (raw > curve.x(last)) return raw * (curve.y(last) / curve.x(last));
  const adjusted = interpolate(curve, raw);
  if (adjusted > 3 * k) return adjusted;
  const linear = empty === 0 ? k * Math.log(k / 0.5) : k * (harmonic(k) - harmonic(empty));
  return (adjusted + linear) / 2 > crossOver(lgK) * k ? adjusted : linear;
}
