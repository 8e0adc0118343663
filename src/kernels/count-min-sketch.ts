import { unsupported } from "../errors/spark-error.ts";
import type { Value } from "../types/value.ts";
import { murmurBytes } from "./hash-murmur3.ts";
import { JavaRandom } from "./java-random.ts";
import { MOST_BYTES, checkBatch } from "./room.ts";

const VERSION = 1;
/** Version, total count, depth and width. */
const HEADER_BYTES = 20;
const INT_MAX = 2 ** 31 - 1;

/** What a sketch is made of: its rows, its columns, and a multiplier below 2^31 for each row. */
interface Shape {
  readonly depth: number;
  readonly width: number;
  readonly multipliers: readonly number[];
}

/** A double as Java makes it an INT: NaN is 0, and what is too great stays below 2^31. */
const javaInt = (x: number): number => (Number.isNaN(x) ? 0 : Math.min(Math.trunc(x), INT_MAX));

function shapeOf(eps: number, confidence: number, seed: bigint): Shape {
  const width = javaInt(Math.ceil(2 / eps));
  const depth = javaInt(Math.ceil(-Math.log1p(-confidence) / Math.log(2)));
  const bytes = HEADER_BYTES + depth * 8 * (width + 1);
  checkBatch(bytes, "count_min_sketch", MOST_BYTES);
  const random = new JavaRandom(BigInt.asIntN(32, seed));
  return { depth, width, multipliers: Array.from({ length: depth }, () => random.nextBelow(INT_MAX)) };
}

/** The upper 32 bits of the product of two unsigned numbers of 32 bits. */
function upperProduct(a: number, b: number): number {
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const w1 = a1 * b0 + ((a0 * b0) >>> 16);
  const w2 = a0 * b1 + (w1 & 0xffff);
  return a1 * b1 + (w1 >>> 16) + (w2 >>> 16);
}

/** The column of a BIGINT, given in halves: modulo 2^31 - 1 of its product with the row's multiplier, about. */
function columnOfLong(low: number, high: number, multiplier: number, width: number): number {
  const productLow = Math.imul(multiplier, low);
  const productHigh = (upperProduct(multiplier, low >>> 0) + Math.imul(multiplier, high)) | 0;
  return ((productLow + productHigh) & INT_MAX) % width;
}

const longs = new BigInt64Array(1);
const halves = new Int32Array(longs.buffer);

/** Counts one value, as many times as it has rows. */
type Count = (value: Value, table: BigInt64Array) => void;

function countLongs({ width, multipliers }: Shape): Count {
  return (value, table) => {
    longs[0] = typeof value === "bigint" ? value : BigInt(value as number);
    const [low = 0, high = 0] = halves;
    multipliers.forEach((multiplier, row) => {
      const at = row * width + columnOfLong(low, high, multiplier, width);
      table[at] = (table[at] ?? 0n) + 1n;
    });
  };
}

function countBytes({ width, depth }: Shape): Count {
  return (value, table) => {
    const bytes = typeof value === "string" ? Buffer.from(value, "utf8") : (value as Uint8Array);
    const first = murmurBytes(bytes, bytes.length, 0);
    const second = murmurBytes(bytes, bytes.length, first);
    for (let row = 0; row < depth; row++) {
      const at = row * width + Math.abs(((first + Math.imul(row, second)) | 0) % width);
      table[at] = (table[at] ?? 0n) + 1n;
    }
  };
}

/**
 * The bytes of a count-min sketch of whole numbers, texts or binaries (`CountMinSketchImpl`): how often about each was
 * met. Big-endian: version, how many values, depth, width, the rows' multipliers, the table row by row. FIRESTEEL_LIMIT
 * for tables beyond what one value may take; values cannot be counted in a table without columns (an `eps` of
 * infinity), where Spark divides by zero.
 */
export function countMinSketch(values: readonly Value[], eps: number, confidence: number, seed: bigint): Uint8Array {
  const shape = shapeOf(eps, confidence, seed);
  const { depth, width, multipliers } = shape;
  const [sample] = values;
  if (sample !== undefined && width === 0 && depth > 0) {
    throw unsupported(`count_min_sketch with an eps of ${eps}`);
  }
  const table = new BigInt64Array(depth * width);
  const count = typeof sample === "number" || typeof sample === "bigint" ? countLongs(shape) : countBytes(shape);
  for (const value of values) count(value, table);

  const out = Buffer.alloc(HEADER_BYTES + 8 * (depth + table.length));
  out.writeInt32BE(VERSION, 0);
  out.writeBigInt64BE(BigInt(values.length), 4);
  out.writeInt32BE(depth, 12);
  out.writeInt32BE(width, 16);
  let at = HEADER_BYTES;
  for (const multiplier of multipliers) at = out.writeBigInt64BE(BigInt(multiplier), at);
  for (const times of table) at = out.writeBigInt64BE(times, at);
  return new Uint8Array(out.buffer, out.byteOffset, out.length);
}
