/**
 * XXH64 as Spark runs it (`org.apache.spark.sql.catalyst.expressions.XXH64`). Hashes and seeds are signed 64-bit. The
 * arithmetic is on halves of 32 bits, which is several times faster than on bigints.
 */

const whole = new BigInt64Array(1);
const half = new Int32Array(whole.buffer);

// The number being worked on.
let hi = 0;
let lo = 0;

function load(x: bigint): void {
  whole[0] = x;
  lo = half[0] ?? 0;
  hi = half[1] ?? 0;
}

function store(): bigint {
  half[0] = lo;
  half[1] = hi;
  return whole[0] ?? 0n;
}

function multiply(bh: number, bl: number): void {
  const a0 = lo & 0xffff;
  const a1 = lo >>> 16;
  const b0 = bl & 0xffff;
  const b1 = bl >>> 16;
  const w0 = a0 * b0;
  const w1 = a1 * b0 + (w0 >>> 16);
  const w2 = a0 * b1 + (w1 & 0xffff);
  const carry = a1 * b1 + (w1 >>> 16) + (w2 >>> 16);
  hi = (carry + Math.imul(hi, bl) + Math.imul(lo, bh)) | 0;
  lo = Math.imul(lo, bl);
}

function add(bh: number, bl: number): void {
  const sum = (lo >>> 0) + (bl >>> 0);
  hi = (hi + bh + (sum > 0xffffffff ? 1 : 0)) | 0;
  lo = sum | 0;
}

function xor(bh: number, bl: number): void {
  hi ^= bh;
  lo ^= bl;
}

function rotate(n: number): void {
  const h = hi;
  hi = (h << n) | (lo >>> (32 - n));
  lo = (lo << n) | (h >>> (32 - n));
}

function shiftXor(n: number): void {
  if (n >= 32) lo ^= hi >>> (n - 32);
  else {
    const h = hi;
    hi ^= h >>> n;
    lo ^= (lo >>> n) | (h << (32 - n));
  }
}

// The five primes, by halves.
const P1H = 0x9e3779b1 | 0;
const P1L = 0x85ebca87 | 0;
const P2H = 0xc2b2ae3d | 0;
const P2L = 0x27d4eb4f | 0;
const P3H = 0x165667b1 | 0;
const P3L = 0x9e3779f9 | 0;
const P4H = 0x85ebca77 | 0;
const P4L = 0xc2b2ae63 | 0;
const P5H = 0x27d4eb2f | 0;
const P5L = 0x165667c5 | 0;

function finish(): bigint {
  shiftXor(33);
  multiply(P2H, P2L);
  shiftXor(29);
  multiply(P3H, P3L);
  shiftXor(32);
  return store();
}

/** Mixes eight bytes into the hash at hand. */
function mixLong(wh: number, wl: number): void {
  const h = hi;
  const l = lo;
  hi = wh;
  lo = wl;
  multiply(P2H, P2L);
  rotate(31);
  multiply(P1H, P1L);
  xor(h, l);
  rotate(27);
  multiply(P1H, P1L);
  add(P4H, P4L);
}

/** Mixes four bytes into the hash at hand. */
function mixInt(word: number): void {
  const h = hi;
  const l = lo;
  hi = 0;
  lo = word;
  multiply(P1H, P1L);
  xor(h, l);
  rotate(23);
  multiply(P2H, P2L);
  add(P3H, P3L);
}

/** Hash of 32 bits. */
export function xxInt(value: number, seed: bigint): bigint {
  load(seed);
  add(P5H, P5L);
  add(0, 4);
  mixInt(value);
  return finish();
}

/** Hash of 64 bits. */
export function xxLong(value: bigint, seed: bigint): bigint {
  load(value);
  const h = hi;
  const l = lo;
  load(seed);
  add(P5H, P5L);
  add(0, 8);
  mixLong(h, l);
  return finish();
}

const laneHigh = new Int32Array(4);
const laneLow = new Int32Array(4);
const TURNS = [1, 7, 12, 18] as const;

/** Hash of the first `length` bytes. */
export function xxBytes(bytes: Uint8Array, length: number, seed: bigint): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  let i = 0;
  load(seed);
  if (length >= 32) {
    i = mixBlocks(view, length);
  } else {
    add(P5H, P5L);
  }
  add(0, length);
  for (; i + 8 <= length; i += 8) mixLong(view.getInt32(i + 4, true), view.getInt32(i, true));
  if (i + 4 <= length) {
    mixInt(view.getInt32(i, true));
    i += 4;
  }
  for (; i < length; i++) {
    const h = hi;
    const l = lo;
    hi = 0;
    lo = view.getUint8(i);
    multiply(P5H, P5L);
    xor(h, l);
    rotate(11);
    multiply(P1H, P1L);
  }
  return finish();
}

/** Four lanes over blocks of 32 bytes, merged; answers where the blocks end. */
function mixBlocks(view: DataView, length: number): number {
  const seedHigh = hi;
  const seedLow = lo;
  const start = (lane: number, prime: () => void): void => {
    hi = seedHigh;
    lo = seedLow;
    prime();
    laneHigh[lane] = hi;
    laneLow[lane] = lo;
  };
  start(0, () => {
    add(P1H, P1L);
    add(P2H, P2L);
  });
  start(1, () => add(P2H, P2L));
  start(2, () => undefined);
  // Less P1, in two's complement.
  start(3, () => add(~P1H, -P1L | 0));
  let i = 0;
  for (; i + 32 <= length; i += 32) {
    for (let lane = 0; lane < 4; lane++) {
      hi = view.getInt32(i + 8 * lane + 4, true);
      lo = view.getInt32(i + 8 * lane, true);
      multiply(P2H, P2L);
      add(laneHigh[lane] ?? 0, laneLow[lane] ?? 0);
      rotate(31);
      multiply(P1H, P1L);
      laneHigh[lane] = hi;
      laneLow[lane] = lo;
    }
  }
  let h = 0;
  let l = 0;
  for (let lane = 0; lane < 4; lane++) {
    hi = laneHigh[lane] ?? 0;
    lo = laneLow[lane] ?? 0;
    rotate(TURNS[lane] ?? 0);
    add(h, l);
    h = hi;
    l = lo;
  }
  for (let lane = 0; lane < 4; lane++) {
    hi = laneHigh[lane] ?? 0;
    lo = laneLow[lane] ?? 0;
    multiply(P2H, P2L);
    rotate(31);
    multiply(P1H, P1L);
    xor(h, l);
    multiply(P1H, P1L);
    add(P4H, P4L);
    h = hi;
    l = lo;
  }
  return i;
}
