import { unsupported } from "../errors/spark-error.ts";
import { HllSketch, LEAST_LG_K, MOST_LG_K } from "./hll-sketch.ts";

/** The modes by their numbers, and how many 32-bit numbers stand before the data. */
const MODES = [
  { mode: "list", preamble: 2 },
  { mode: "set", preamble: 3 },
  { mode: "registers", preamble: 10 },
] as const;

const SERIAL_VERSION = 1;
const FAMILY = 7;
/** HLL_8 among the kinds of registers, in bits 2 and 3 of the last byte of the first eight. */
const OF_8_BITS = 2;
const KINDS = ["HLL_4", "HLL_6", "HLL_8"];

const EMPTY = 4;
const COMPACT = 8;
const OUT_OF_ORDER = 16;
const STALE = 32;

/** A sketch's updatable bytes, little-endian (`HllSketch.toUpdatableByteArray`). */
export function bytesOfHll(sketch: HllSketch): Uint8Array {
  const number = MODES.findIndex(({ mode }) => mode === sketch.mode);
  const start = 4 * (MODES[number]?.preamble ?? 0);
  const inRegisters = sketch.mode === "registers";
  const size = inRegisters ? sketch.registers.length : 4 * sketch.coupons.length;
  const out = new Uint8Array(start + size);
  const view = new DataView(out.buffer);
  const flags = (sketch.isEmpty ? EMPTY : 0) | (sketch.outOfOrder ? OUT_OF_ORDER : 0) | (sketch.stale ? STALE : 0);
  const lgArray = inRegisters ? 0 : Math.log2(sketch.coupons.length);
  const sixth = inRegisters ? sketch.least : sketch.mode === "list" ? sketch.count : 0;
  out.set([start / 4, SERIAL_VERSION, FAMILY, sketch.lgK, lgArray, flags, sixth, (OF_8_BITS << 2) | number]);
  if (inRegisters) {
    view.setFloat64(8, sketch.hip, true);
    view.setFloat64(16, sketch.kxq0, true);
    view.setFloat64(24, sketch.kxq1, true);
    view.setInt32(32, sketch.atLeast, true);
    out.set(sketch.registers, start);
    return out;
  }
  if (sketch.mode === "set") view.setInt32(8, sketch.count, true);
  sketch.coupons.forEach((coupon, i) => view.setInt32(start + 4 * i, coupon, true));
  return out;
}

/**
 * The sketch of bytes, compact or updatable (`HllSketch.heapify`); undefined of bytes that are none, or that end before
 * their sketch does. Registers of 4 and 6 bits, which Spark does not make, are refused.
 */
export function hllOfBytes(bytes: Uint8Array): HllSketch | undefined {
  const [preamble = 0, version, family, lgK = 0, lgArray = 0, flags = 0, sixth = 0, last = 0] = bytes;
  const kind = MODES[last & 3];
  const known = version === SERIAL_VERSION && family === FAMILY && kind?.preamble === (preamble & 63);
  if (bytes.length < 8 || kind === undefined || !known || lgK < LEAST_LG_K || lgK > MOST_LG_K) return undefined;
  const sketch = new HllSketch(lgK);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = 4 * kind.preamble;
  if (bytes.length < start) return undefined;
  const coupons = (count: number) => Int32Array.from({ length: count }, (_, i) => view.getInt32(start + 4 * i, true));
  switch (kind.mode) {
    case "list": {
      if (sixth >= sketch.coupons.length || bytes.length < start + 4 * sixth) return undefined;
      sketch.coupons.set(coupons(sixth));
      sketch.count = sixth;
      return sketch;
    }
    case "set": {
      const count = view.getInt32(8, true);
      const compact = (flags & COMPACT) !== 0;
      const size = compact ? count : 2 ** lgArray;
      if (lgArray > lgK - 3 || count < 0 || 4 * count > 3 * 2 ** lgArray) return undefined;
      if (bytes.length < start + 4 * size) return undefined;
      sketch.becomeSet();
      if (compact) for (const coupon of coupons(count)) sketch.update(coupon);
      else {
        sketch.coupons = coupons(size);
        sketch.count = count;
      }
      return sketch;
    }
    case "registers": {
      const registers = (last >> 2) & 3;
      if (registers !== OF_8_BITS) throw unsupported(`HLL sketches with registers of ${KINDS[registers] ?? "no kind"}`);
      if (bytes.length < start + 2 ** lgK) return undefined;
      sketch.becomeRegisters();
      sketch.registers.set(bytes.subarray(start, start + 2 ** lgK).map((register) => register & 63));
      sketch.hip = view.getFloat64(8, true);
      sketch.kxq0 = view.getFloat64(16, true);
      sketch.kxq1 = view.getFloat64(24, true);
      sketch.least = sixth;
      sketch.atLeast = view.getInt32(32, true);
      sketch.outOfOrder = (flags & OUT_OF_ORDER) !== 0;
      sketch.stale = (flags & STALE) !== 0;
      if (sketch.outOfOrder) sketch.hip = 0;
      return sketch;
    }
  }
}
