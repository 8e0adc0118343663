/** Bytes that a client may ask for as the size of its chunks; less does not count as asking. */
const LEAST_PREFERRED = 1024;

/** The bytes of a chunk: the server's most, or fewer where the client prefers that. */
export const chunkSize = (most: number, preferred: bigint | undefined): number =>
  preferred === undefined || preferred < LEAST_PREFERRED ? most : Math.min(most, Number(preferred));

/** Views of a batch's bytes, none longer than `size`. */
export function chunksOf(data: Uint8Array, size: number): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += size) chunks.push(data.subarray(at, at + size));
  return chunks;
}
