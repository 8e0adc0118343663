import { type DataType, DOUBLE } from "../../types/data-type.ts";
import type { Decimal, Value } from "../../types/value.ts";
import { decimalToDouble, type Rounding } from "../decimal.ts";
import { castFunction } from "../cast.ts";
import { type Kernel, type KernelContext, kernel, type KernelTable } from "../kernel.ts";
import { acosh, asinh, atanh, convertBase, rint, toDegrees, toRadians, widthBucket } from "../number-math.ts";
import { poisson, Well19937c } from "../number-poisson.ts";
import {
  drawsByRow,
  MersenneTwister,
  nextUuid,
  randomText,
  shuffledIndices,
  XorShiftRandom,
} from "../number-random.ts";
import { rounding, wholeOf } from "../number-round.ts";
import * as strict from "../number-strict.ts";
import * as trig from "../number-trig.ts";
import { arithmeticOverflow } from "../kernel-errors.ts";

/** A number of any type as a double. */
const real = (v: Value | undefined): number =>
  typeof v === "number" ? v : typeof v === "bigint" ? Number(v) : decimalToDouble(v as Decimal);

const unary = (f: (x: number) => number): Kernel => kernel(() => (x) => f(real(x)));
const binary = (f: (x: number, y: number) => number): Kernel => kernel(() => (x, y) => f(real(x), real(y)));

/** A logarithm: NULL at and below its asymptote. */
const logarithm = (f: (x: number) => number, asymptote = 0): Kernel =>
  kernel(() => (v) => {
    const x = real(v);
    return x <= asymptote ? null : f(x);
  });

const naturalLog = logarithm(Math.log);

const round = (how: Rounding): Kernel =>
  kernel((cx) => {
    const apply = rounding(cx, how);
    return (v = null, scale = 0) => apply(v, scale as number);
  });

const whole = (how: "FLOOR" | "CEILING"): Kernel =>
  kernel((cx) => {
    if (cx.argTypes.length > 1) {
      const apply = rounding(cx, how);
      return (v = null, scale = 0) => apply(v, scale as number);
    }
    const apply = wholeOf(cx, how);
    return (v = null) => apply(v);
  });

/**
 * A seeded draw per row. Arguments are the function's own, then its seed, then the row's index in its partition;
 * partition 0 has the seed itself.
 */
const draws = <G>(
  create: (seed: bigint) => G,
  draw: (generator: G, own: readonly Value[], cx: KernelContext) => Value,
): Kernel =>
  kernel((cx) => {
    let seed: bigint | undefined;
    let byRow: ((row: number, own: readonly Value[]) => Value) | undefined;
    return (...args) => {
      const own = args.slice(0, -2);
      const asked = BigInt(args.at(-2) as number | bigint);
      if (byRow === undefined || asked !== seed) {
        seed = asked;
        byRow = drawsByRow(
          () => create(asked),
          (g, given: readonly Value[]) => draw(g, given, cx),
        );
      }
      return byRow(Number(args.at(-1)), own);
    };
  });

const xorShift = (seed: bigint): XorShiftRandom => new XorShiftRandom(seed);
const twister = (seed: bigint): MersenneTwister => new MersenneTwister(seed);

/** A number of the type between two bounds, from a draw in [0, 1). */
function between(type: DataType, min: number, max: number, draw: number): Value {
  const x = min + (max - min) * draw;
  switch (type.kind) {
    case "float":
      return Math.fround(x);
    case "double":
      return x;
    case "long":
      return BigInt(Math.trunc(x));
    case "decimal":
      return castFunction(DOUBLE, type, "try", { timeZone: "UTC", mapKeyDedupPolicy: "EXCEPTION" })(x);
    default:
      return Math.trunc(x);
  }
}

const ceiling = whole("CEILING");
const power = binary(strict.pow);
const signum = unary((x) => (x > 0 ? 1 : x < 0 ? -1 : x));

/** Mathematical functions (`org.apache.spark.sql.catalyst.expressions.mathExpressions`). */
export const mathKernels = {
  ceil: ceiling,
  ceiling,
  floor: whole("FLOOR"),
  round: round("HALF_UP"),
  bround: round("HALF_EVEN"),
  rint: unary(rint),
  sqrt: unary(Math.sqrt),
  cbrt: unary(strict.cbrt),
  exp: unary(strict.exp),
  expm1: unary(Math.expm1),
  ln: naturalLog,
  log: kernel((cx) => {
    if (cx.argTypes.length < 2) return naturalLog.bind(cx);
    return (b, v) => {
      const base = real(b);
      const x = real(v);
      return base <= 0 || x <= 0 ? null : Math.log(x) / Math.log(base);
    };
  }),
  log10: logarithm(Math.log10),
  log2: logarithm((x) => Math.log(x) / Math.log(2)),
  log1p: logarithm(Math.log1p, -1),
  pow: power,
  power,
  sin: unary(trig.sin),
  cos: unary(trig.cos),
  tan: unary(trig.tan),
  cot: unary((x) => 1 / trig.tan(x)),
  sec: unary((x) => 1 / trig.cos(x)),
  csc: unary((x) => 1 / trig.sin(x)),
  asin: unary(Math.asin),
  acos: unary(Math.acos),
  atan: unary(Math.atan),
  atan2: binary((y, x) => Math.atan2(y + 0, x + 0)),
  sinh: unary(strict.sinh),
  cosh: unary(strict.cosh),
  tanh: unary(strict.tanh),
  asinh: unary(asinh),
  acosh: unary(acosh),
  atanh: unary(atanh),
  hypot: binary(strict.hypot),
  degrees: unary(toDegrees),
  radians: unary(toRadians),
  signum,
  sign: signum,
  e: kernel(() => () => Math.E),
  pi: kernel(() => () => Math.PI),
  factorial: kernel(() => (n) => {
    const limit = n as number;
    if (limit < 0 || limit > 20) return null;
    let product = 1n;
    for (let i = 2n; i <= BigInt(limit); i++) product *= i;
    return product;
  }),
  conv: kernel((cx) => (text, from, to) => {
    const { text: answer, overflow } = convertBase(
      (text as string).replace(/^ +| +$/g, ""),
      from as number,
      to as number,
    );
    if (overflow && cx.mode === "ansi") throw arithmeticOverflow("Overflow in function conv()");
    return answer;
  }),
  width_bucket: kernel(
    () => (v, min, max, n) => widthBucket(real(v), real(min), real(max), BigInt(n as number | bigint)),
  ),
  rand: draws(xorShift, (g) => g.nextDouble()),
  random: draws(xorShift, (g) => g.nextDouble()),
  randn: draws(xorShift, (g) => g.nextGaussian()),
  /** How often a row is taken in a sample with replacement: the mean, the seed, the row. */
  poisson: draws(
    (seed) => new Well19937c(seed),
    (g, [mean]) => poisson(g, mean as number),
  ),
  uuid: draws(twister, nextUuid),
  shuffle: draws(twister, (g, [values]) => {
    const items = values as readonly Value[];
    return shuffledIndices(g, items.length).map((i) => items[i] ?? null);
  }),
  randstr: draws(xorShift, (g, [length]) => randomText(g, length as number)),
  uniform: draws(xorShift, (g, [min, max], cx) => between(cx.returnType, real(min), real(max), g.nextDouble())),
} satisfies KernelTable;
