/** Bytes of a chunk by default (`spark.connect.session.resultChunking.maxChunkSize`), and at least. */
const MAX_CHUNK = 120_795_955;
const MIN_CHUNK = 1024 * 1024;

/** The bytes of a chunk, of which a client may prefer fewer. */
export const chunkSize = (preferred: bigint | undefined): number =>
  preferred === undefined || preferred <= 0n ? MAX_CHUNK : Math.max(MIN_CHUNK, Math.min(MAX_CHUNK, Number(preferred)));

/** Views of a batch's bytes, none longer than `size`. */
export function chunksOf(data: Uint8Array, size: number): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += size) chunks.push(data.subarray(at, at + size));
  return chunks;
}
