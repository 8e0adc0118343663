/** The order in which an immutable map of Scala 2.13 gives its keys (`HashMap`, a tree over hashes). */
import { textHash } from "../python/pickle/hash-order.ts";

const BITS = 5;

/** Different texts in the order of a map with these keys, of five or more (smaller maps keep the order they were made in). */
export function scalaMapOrder(keys: readonly string[]): readonly string[] {
  return inNode(
    keys.map((key) => ({ key, hash: mixed(textHash(key)) })),
    0,
  );
}

interface Hashed {
  readonly key: string;
  readonly hash: number;
}

/** A node gives the keys that stand in it, then those of the nodes below. */
function inNode(entries: readonly Hashed[], shift: number): readonly string[] {
  if (shift > 32) return entries.map(({ key }) => key);
  const places = new Map<number, Hashed[]>();
  for (const entry of entries) {
    const place = (entry.hash >>> shift) & ((1 << BITS) - 1);
    places.set(place, [...(places.get(place) ?? []), entry]);
  }
  const inOrder = [...places].sort(([a], [b]) => a - b).map(([, there]) => there);
  const alone = inOrder.filter((there) => there.length === 1).flat();
  const below = inOrder.filter((there) => there.length > 1);
  return [...alone.map(({ key }) => key), ...below.flatMap((there) => inNode(there, shift + BITS))];
}

/** `Hashing.improve`. */
function mixed(hash: number): number {
  let h = (hash + ~(hash << 9)) | 0;
  h ^= h >>> 14;
  h = (h + (h << 4)) | 0;
  return h ^ (h >>> 10);
}
