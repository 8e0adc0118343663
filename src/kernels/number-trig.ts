/**
 * sin, cos and tan rounded from about 100 bits: the JVM's intrinsics err by hardly more than half a unit in the last
 * place, JavaScript's by up to one.
 */

/** An unevaluated sum of two doubles. */
type Pair = readonly [high: number, low: number];

const SPLIT = 134217729;

function sum(a: number, b: number): Pair {
  const s = a + b;
  const t = s - a;
  return [s, a - (s - t) + (b - t)];
}

function product(a: number, b: number): Pair {
  const p = a * b;
  const ta = SPLIT * a;
  const ah = ta - (ta - a);
  const al = a - ah;
  const tb = SPLIT * b;
  const bh = tb - (tb - b);
  const bl = b - bh;
  return [p, ah * bh - p + ah * bl + al * bh + al * bl];
}

function add([a, al]: Pair, [b, bl]: Pair): Pair {
  const [s, e] = sum(a, b);
  return sum(s, e + al + bl);
}

function multiply([a, al]: Pair, [b, bl]: Pair): Pair {
  const [p, e] = product(a, b);
  return sum(p, e + (a * bl + al * b));
}

// π/2 in three pieces of 33, 33 and 53 bits: multiples up to 2^20 of the first two are exact.
const HALF_PI = [1.57079632673412561417, 6.0771005063039659766e-11, 2.02226624879595063154e-21] as const;

/** x − n·π/2 in [−π/4, π/4], and n modulo 4; undefined where x is too large for three pieces. */
function reduce(x: number): { readonly r: Pair; readonly quadrant: number } | undefined {
  if (Math.abs(x) > 1000000) return undefined;
  const n = Math.round(x / 1.5707963267948966);
  if (n === 0) return { r: [x, 0], quadrant: 0 };
  let r = sum(x, -n * HALF_PI[0]);
  r = add(r, [-n * HALF_PI[1], 0]);
  r = add(r, product(-n, HALF_PI[2]));
  return { r, quadrant: ((n % 4) + 4) % 4 };
}

const SIXTH: Pair = [1 / 6, 9.25185853854297e-18];
const ONE_120TH: Pair = [1 / 120, 1.1564823173178714e-19];
const ONE_24TH: Pair = [1 / 24, 2.3129646346357427e-18];

function sine(r: Pair): Pair {
  const s = multiply(r, r);
  const q = s[0];
  // From the seventh power on, single doubles are enough.
  const tail =
    -1 / 5040 +
    q *
      (1 / 362880 +
        q *
          (-1 / 39916800 +
            q * (1 / 6227020800 + q * (-1 / 1307674368000 + q * (1 / 355687428096000 - q / 121645100408832000)))));
  const inner = add(multiply(s, add(ONE_120TH, product(q, tail))), [-SIXTH[0], -SIXTH[1]]);
  return add(r, multiply(multiply(r, s), inner));
}

function cosine(r: Pair): Pair {
  const s = multiply(r, r);
  const q = s[0];
  const tail =
    -1 / 720 +
    q *
      (1 / 40320 +
        q *
          (-1 / 3628800 +
            q *
              (1 / 479001600 +
                q *
                  (-1 / 87178291200 +
                    q * (1 / 20922789888000 + q * (-1 / 6402373705728000 + q / 2432902008176640000))))));
  const inner = add(multiply(s, add(ONE_24TH, product(q, tail))), [-0.5, 0]);
  return add([1, 0], multiply(s, inner));
}

/** Sine. */
export function sin(x: number): number {
  const reduced = Math.abs(x) < 2 ** -26 ? undefined : reduce(x);
  if (reduced === undefined) return Math.sin(x);
  const { r, quadrant } = reduced;
  const [high, low] = quadrant % 2 === 0 ? sine(r) : cosine(r);
  return quadrant < 2 ? high + low : -(high + low);
}

/** Cosine. */
export function cos(x: number): number {
  const reduced = reduce(x);
  if (reduced === undefined || x !== x) return Math.cos(x);
  const { r, quadrant } = reduced;
  const [high, low] = quadrant % 2 === 0 ? cosine(r) : sine(r);
  return quadrant === 1 || quadrant === 2 ? -(high + low) : high + low;
}

/** Tangent. */
export function tan(x: number): number {
  const reduced = Math.abs(x) < 2 ** -26 ? undefined : reduce(x);
  if (reduced === undefined || x !== x) return Math.tan(x);
  const { r, quadrant } = reduced;
  const s = sine(r);
  const c = cosine(r);
  const [a, b] = quadrant % 2 === 0 ? [s, c] : [[-c[0], -c[1]] as const, s];
  const q = a[0] / b[0];
  const [p, e] = product(q, b[0]);
  const rest = a[0] - p - e + a[1] - q * b[1];
  return q + rest / b[0];
}
