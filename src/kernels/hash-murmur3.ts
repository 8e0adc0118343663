/** Murmur3 x86 32 as Spark runs it (`org.apache.spark.unsafe.hash.Murmur3_x86_32`): trailing bytes are mixed singly. */

const longs = new BigInt64Array(1);
const halves = new Int32Array(longs.buffer);

function mixKey(k: number): number {
  const m = Math.imul(k, 0xcc9e2d51);
  return Math.imul((m << 15) | (m >>> 17), 0x1b873593);
}

function mixHash(h: number, k: number): number {
  const x = h ^ k;
  return (Math.imul((x << 13) | (x >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(h: number, length: number): number {
  let x = h ^ length;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** Hash of 32 bits. */
export const murmurInt = (value: number, seed: number): number => finish(mixHash(seed, mixKey(value)), 4);

/** Hash of 64 bits. */
export function murmurLong(value: bigint, seed: number): number {
  longs[0] = value;
  return finish(mixHash(mixHash(seed, mixKey(halves[0] ?? 0)), mixKey(halves[1] ?? 0)), 8);
}

/** Hash of the first `length` bytes. */
export function murmurBytes(bytes: Uint8Array, length: number, seed: number): number {
  const aligned = length & ~3;
  let h = seed;
  let i = 0;
  for (; i < aligned; i += 4) {
    const word =
      (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24);
    h = mixHash(h, mixKey(word));
  }
  for (; i < length; i++) h = mixHash(h, mixKey(((bytes[i] ?? 0) << 24) >> 24));
  return finish(h, length);
}
