/** XXH64 as Spark runs it (`org.apache.spark.sql.catalyst.expressions.XXH64`). Hashes and seeds are signed 64-bit. */

const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const u64 = (x: bigint): bigint => BigInt.asUintN(64, x);
const rotate = (x: bigint, n: bigint): bigint => u64(x << n) | (x >> (64n - n));

function finish(hash: bigint): bigint {
  let h = hash;
  h = u64((h ^ (h >> 33n)) * P2);
  h = u64((h ^ (h >> 29n)) * P3);
  return BigInt.asIntN(64, h ^ (h >> 32n));
}

/** Hash of 32 bits. */
export function xxInt(value: number, seed: bigint): bigint {
  const h = u64(seed + P5 + 4n) ^ u64(BigInt(value >>> 0) * P1);
  return finish(u64(rotate(h, 23n) * P2 + P3));
}

/** Hash of 64 bits. */
export function xxLong(value: bigint, seed: bigint): bigint {
  const h = u64(seed + P5 + 8n) ^ u64(rotate(u64(value * P2), 31n) * P1);
  return finish(u64(rotate(h, 27n) * P1 + P4));
}

const mixLane = (lane: bigint, word: bigint): bigint => u64(rotate(u64(lane + word * P2), 31n) * P1);

/** Hash of the first `length` bytes. */
export function xxBytes(bytes: Uint8Array, length: number, seed: bigint): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  let i = 0;
  let h: bigint;
  if (length >= 32) {
    const lanes: [bigint, bigint, bigint, bigint] = [u64(seed + P1 + P2), u64(seed + P2), u64(seed), u64(seed - P1)];
    for (; i + 32 <= length; i += 32) {
      for (let k = 0; k < 4; k++) lanes[k] = mixLane(lanes[k] ?? 0n, view.getBigUint64(i + 8 * k, true));
    }
    const [a, b, c, d] = lanes;
    h = u64(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n));
    for (const lane of lanes) h = u64((h ^ mixLane(0n, lane)) * P1 + P4);
  } else {
    h = u64(seed + P5);
  }
  h = u64(h + BigInt(length));
  for (; i + 8 <= length; i += 8) h = u64(rotate(h ^ mixLane(0n, view.getBigUint64(i, true)), 27n) * P1 + P4);
  if (i + 4 <= length) {
    h = u64(rotate(h ^ u64(BigInt(view.getUint32(i, true)) * P1), 23n) * P2 + P3);
    i += 4;
  }
  for (; i < length; i++) h = u64(rotate(h ^ u64(BigInt(view.getUint8(i)) * P5), 11n) * P1);
  return finish(h);
}
