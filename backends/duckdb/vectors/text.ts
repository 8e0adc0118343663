/**
 * DuckDB's 16-byte string_t: length, then either up to 12 bytes inline, or a 4-byte prefix and a pointer. Strings behind
 * pointers are fetched in runs: neighbours whose addresses lie within one page of the run so far come over in a single
 * native call. A gap of less than a page between two strings cannot hold an unmapped page, so reading the hull is safe.
 */
import duckdb, { type Vector } from "@duckdb/node-bindings";
import { invariant } from "../../../src/base/invariant.ts";
import type { GrowableBytes } from "./growable.ts";

const INLINE = 12;
const PAGE = 4096;
const MAX_HULL = 4 << 20;

/** Where strings end in the growing text: element `rows` is the length so far. */
export class Ends {
  array = new Int32Array(2050);
  rows = 0;

  reserve(more: number): void {
    const needed = this.rows + more + 1;
    if (needed <= this.array.length) return;
    const grown = new Int32Array(Math.max(needed, this.array.length * 2));
    grown.set(this.array.subarray(0, this.rows + 1));
    this.array = grown;
  }
}

/**
 * Appends the strings of `count` entries to `text` and their ends to `ends`. `entries` is the vector's data; rows whose
 * bit in `validity` is clear are empty, whatever their entry holds.
 */
export function appendStrings(
  entries: Uint8Array,
  count: number,
  validity: Uint8Array | null,
  text: GrowableBytes,
  ends: Ends,
): void {
  const words = new Uint32Array(entries.buffer, entries.byteOffset, count * 4);
  ends.reserve(count);
  const offsets = ends.array;
  let row = ends.rows;
  let total = 0;
  if (validity === null) for (let i = 0; i < count; i++) total += words[i * 4] as number;
  else
    for (let i = 0; i < count; i++) if (((validity[i >> 3] as number) >> (i & 7)) & 1) total += words[i * 4] as number;
  invariant(text.length + total < 0x7fffffff, "2 GiB of text in one batch");
  text.reserve(total + 16);
  const out = text.bytes;
  const view = text.view;
  let at = text.length;
  let i = 0;
  while (i < count) {
    const length = words[i * 4] as number;
    if (validity !== null && (((validity[i >> 3] as number) >> (i & 7)) & 1) === 0) {
      offsets[++row] = at;
      i++;
    } else if (length <= INLINE) {
      // Three stores of four bytes; what they write beyond the string is overwritten by the next one.
      view.setUint32(at, words[i * 4 + 1] as number, true);
      view.setUint32(at + 4, words[i * 4 + 2] as number, true);
      view.setUint32(at + 8, words[i * 4 + 3] as number, true);
      at += length;
      offsets[++row] = at;
      i++;
    } else {
      const first = i;
      let low = address(words, i);
      let lowRow = i;
      let high = low + length;
      let next = high;
      let contiguous = true;
      let j = i + 1;
      for (; j < count; j++) {
        const l = words[j * 4] as number;
        if ((validity !== null && (((validity[j >> 3] as number) >> (j & 7)) & 1) === 0) || l === 0) continue;
        if (l <= INLINE) {
          contiguous = false;
          continue;
        }
        const p = address(words, j);
        if (p + l < low - PAGE + 1 || p > high + PAGE - 1) break;
        const newLow = Math.min(low, p);
        const newHigh = Math.max(high, p + l);
        if (newHigh - newLow > MAX_HULL) break;
        if (p !== next) contiguous = false;
        next = p + l;
        if (p < low) lowRow = j;
        low = newLow;
        high = newHigh;
      }
      const hull = duckdb.get_data_from_pointer(
        entries.buffer as ArrayBuffer,
        entries.byteOffset + lowRow * 16 + 8,
        high - low,
      );
      if (contiguous) {
        out.set(hull, at);
        for (let k = first; k < j; k++) {
          if (validity === null || ((validity[k >> 3] as number) >> (k & 7)) & 1) at += words[k * 4] as number;
          offsets[++row] = at;
        }
      } else {
        const source = new DataView(hull.buffer, hull.byteOffset, hull.byteLength);
        for (let k = first; k < j; k++) {
          if (validity === null || ((validity[k >> 3] as number) >> (k & 7)) & 1) {
            const l = words[k * 4] as number;
            if (l <= INLINE) {
              view.setUint32(at, words[k * 4 + 1] as number, true);
              view.setUint32(at + 4, words[k * 4 + 2] as number, true);
              view.setUint32(at + 8, words[k * 4 + 3] as number, true);
            } else {
              const p = address(words, k) - low;
              if (l > 64) out.set(hull.subarray(p, p + l), at);
              else {
                const fours = l & ~3;
                let b = 0;
                for (; b < fours; b += 4) view.setUint32(at + b, source.getUint32(p + b, true), true);
                for (; b < l; b++) out[at + b] = hull[p + b] as number;
              }
            }
            at += l;
          }
          offsets[++row] = at;
        }
      }
      i = j;
    }
  }
  text.length = at;
  ends.rows = row;
}

const address = (words: Uint32Array, i: number): number =>
  (words[i * 4 + 2] as number) + (words[i * 4 + 3] as number) * 0x1_0000_0000;

/**
 * Writes strings `start` to `start + count` of a text column (offsets into `data`) to a vector's first rows. All bytes
 * go over in one native call, as the first row's string; the entries then point into it.
 */
export function writeStrings(
  vector: Vector,
  offsets: Int32Array,
  data: Uint8Array,
  start: number,
  count: number,
): void {
  if (count === 0) return;
  const from = offsets[start] as number;
  const to = offsets[start + count] as number;
  const entries = new Uint32Array(count * 4);
  const inline = new Uint8Array(entries.buffer);
  let base = 0;
  let anyLong = false;
  for (let i = start; i < start + count && !anyLong; i++)
    anyLong = (offsets[i + 1] as number) - (offsets[i] as number) > INLINE;
  if (anyLong) {
    duckdb.vector_assign_string_element_len(vector, 0, data.subarray(from, to));
    const entry = duckdb.vector_get_data(vector, 16);
    base = address(new Uint32Array(entry.buffer, entry.byteOffset, 4), 0);
  }
  for (let i = 0; i < count; i++) {
    const s = offsets[start + i] as number;
    const length = (offsets[start + i + 1] as number) - s;
    entries[i * 4] = length;
    if (length <= INLINE) {
      const at = i * 16 + 4;
      for (let b = 0; b < length; b++) inline[at + b] = data[s + b] as number;
    } else {
      const pointer = base + (s - from);
      entries[i * 4 + 1] =
        (data[s] as number) |
        ((data[s + 1] as number) << 8) |
        ((data[s + 2] as number) << 16) |
        ((data[s + 3] as number) << 24);
      entries[i * 4 + 2] = pointer % 0x1_0000_0000;
      entries[i * 4 + 3] = Math.floor(pointer / 0x1_0000_0000);
    }
  }
  duckdb.copy_data_to_vector(vector, 0, entries.buffer, 0, count * 16);
}
