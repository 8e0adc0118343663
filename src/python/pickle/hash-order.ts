/** The order in which a Java `HashMap` gives its entries: maps pass through one on their way to and from Python. */

/** Entries in the order of a map that was made for `capacity` entries and got them one by one; all keys differ. */
export function hashOrder<E>(
  entries: readonly E[],
  hash: (entry: E) => number | undefined,
  capacity = 16,
): readonly E[] {
  if (entries.length < 2) return entries;
  let size = 1;
  while (size < capacity) size *= 2;
  while (entries.length > size * 0.75) size *= 2;
  const buckets = new Map<number, E[]>();
  for (const entry of entries) {
    const code = hash(entry);
    // The hash of what has none of its own is an address: Java's order is arbitrary then, and ours may be too.
    if (code === undefined) return entries;
    const at = (code ^ (code >>> 16)) & (size - 1);
    const bucket = buckets.get(at);
    if (bucket === undefined) buckets.set(at, [entry]);
    else bucket.push(entry);
  }
  return [...buckets.keys()].sort((a, b) => a - b).flatMap((at) => buckets.get(at) ?? []);
}

/** `String.hashCode`. */
export function textHash(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

/** `Long.hashCode`. */
export const longHash = (value: bigint): number =>
  Number(BigInt.asIntN(32, value ^ (BigInt.asUintN(64, value) >> 32n)));

const bits = new DataView(new ArrayBuffer(8));

/** `Double.hashCode`. */
export function doubleHash(value: number): number {
  bits.setFloat64(0, value);
  return bits.getInt32(0) ^ bits.getInt32(4);
}

/** `Float.hashCode`. */
export function floatHash(value: number): number {
  bits.setFloat32(0, value);
  return bits.getInt32(0);
}

/** `Boolean.hashCode`. */
export const boolHash = (value: boolean): number => (value ? 1231 : 1237);
