import { sparkError } from "../errors/spark-error.ts";
import { needText } from "./room.ts";

/** Texts addressed by code points, as Spark counts characters (`UTF8String`). */

const SURROGATE = /[\ud800-\udbff]/;

/** Whether UTF-16 units and code points differ in number. */
const isWide = (s: string): boolean => SURROGATE.test(s);

/** The number of code points. */
export function pointCount(s: string): number {
  if (!isWide(s)) return s.length;
  let n = 0;
  for (let i = 0; i < s.length; i++) {
    if ((s.charCodeAt(i) & 0xfc00) === 0xd800) i++;
    n++;
  }
  return n;
}

/** The UTF-16 offset of a code point's index; past the end it is the length. */
function offsetOfPoint(s: string, index: number): number {
  if (index <= 0) return 0;
  if (!isWide(s)) return Math.min(index, s.length);
  let i = 0;
  for (let n = 0; n < index && i < s.length; n++) i += (s.charCodeAt(i) & 0xfc00) === 0xd800 ? 2 : 1;
  return i;
}

/** Code points [from, to), 0-based; negative bounds stand for 0. */
function slicePoints(s: string, from: number, to: number): string {
  if (to <= from || to <= 0) return "";
  if (!isWide(s)) return s.slice(Math.max(0, from), to);
  const start = offsetOfPoint(s, from);
  const rest = s.slice(start);
  return rest.slice(0, offsetOfPoint(rest, to - Math.max(0, from)));
}

const INT_MAX = 2147483647;

/** The 0-based bounds that SQL's 1-based position and length mean; a negative position counts from the end. */
function sqlBounds(size: number, position: number, length: number): readonly [number, number] {
  const start = position > 0 ? position - 1 : position < 0 ? size + position : 0;
  return [start, Math.max(-INT_MAX, Math.min(INT_MAX, start + length))];
}

/** `substring(s, position, length)`. */
export function substring(s: string, position: number, length = INT_MAX): string {
  if (position > 0 && !isWide(s)) return length <= 0 ? "" : s.substr(position - 1, length);
  const [from, to] = sqlBounds(position < 0 ? pointCount(s) : 0, position, length);
  return slicePoints(s, from, to);
}

/** `substring` on bytes. */
export function substringBytes(b: Uint8Array, position: number, length = INT_MAX): Uint8Array {
  const [from, to] = sqlBounds(b.length, position, length);
  return to <= from || to <= 0 ? new Uint8Array(0) : b.slice(Math.max(0, from), to);
}

/** `substring_index`: what stands before the n-th delimiter, or after it counted from the end. */
export function substringIndex(s: string, delimiter: string, count: number): string {
  if (delimiter === "" || count === 0) return "";
  if (count > 0) {
    let at = -1;
    for (let n = count; n > 0; n--) {
      at = s.indexOf(delimiter, at + 1);
      if (at < 0) return s;
    }
    return s.slice(0, at);
  }
  let at = s.length - delimiter.length + 1;
  for (let n = count; n < 0; n++) {
    at = at <= 0 ? -1 : s.lastIndexOf(delimiter, at - 1);
    if (at < 0) return s;
  }
  return s.slice(at + delimiter.length);
}

/** `locate`: the 1-based place of `part` at or after `position`; 0 when there is none. */
export function locate(part: string, s: string, position = 1): number {
  if (position < 1) return 0;
  if (part === "") return 1;
  const at = s.indexOf(part, offsetOfPoint(s, position - 1));
  return at < 0 ? 0 : isWide(s) ? pointCount(s.slice(0, at)) + 1 : at + 1;
}

/** `lpad` and `rpad`: filled with the repeated pad, or cut, to `length` code points. */
export function pad(s: string, length: number, filler: string, side: "left" | "right"): string {
  if (length <= 0) return "";
  const size = pointCount(s);
  const missing = length - size;
  if (missing <= 0 || filler === "") return slicePoints(s, 0, length);
  needText(length, side === "left" ? "lpad" : "rpad");
  const unit = pointCount(filler);
  const fill = filler.repeat(Math.floor(missing / unit)) + slicePoints(filler, 0, missing % unit);
  return side === "left" ? fill + s : s + fill;
}

/** A text that is no longer than `length` code points, or is without the spaces at its end that are too many; EXCEED_LIMIT_LENGTH. */
export function fitting(s: string, length: number): string {
  if (pointCount(s) <= length) return s;
  const kept = slicePoints(s, 0, length);
  if (/^ *$/.test(s.slice(kept.length))) return kept;
  throw sparkError("EXCEED_LIMIT_LENGTH", { limit: String(length) });
}

/** `lpad` and `rpad` on bytes. */
export function padBytes(b: Uint8Array, length: number, filler: Uint8Array, side: "left" | "right"): Uint8Array {
  if (length <= 0) return new Uint8Array(0);
  const missing = length - b.length;
  if (missing <= 0 || filler.length === 0) return b.slice(0, length);
  const out = new Uint8Array(length);
  const start = side === "left" ? 0 : b.length;
  for (let i = 0; i < missing; i++) out[start + i] = filler[i % filler.length] ?? 0;
  out.set(b, side === "left" ? missing : 0);
  return out;
}

/** Characters of `set` off the chosen ends. */
export function trimSet(s: string, set: string, left: boolean, right: boolean): string {
  if (set === " ") return trimSpaces(s, left, right);
  const members = new Set(set);
  const points = isWide(s) || isWide(set) ? Array.from(s) : s.split("");
  let start = 0;
  let end = points.length;
  if (left) while (start < end && members.has(points[start] ?? "")) start++;
  if (right) while (end > start && members.has(points[end - 1] ?? "")) end--;
  return points.slice(start, end).join("");
}

/** Blanks (U+0020 alone) off the chosen ends. */
export function trimSpaces(s: string, left: boolean, right: boolean): string {
  let start = 0;
  let end = s.length;
  if (left) while (start < end && s.charCodeAt(start) === 0x20) start++;
  if (right) while (end > start && s.charCodeAt(end - 1) === 0x20) end--;
  return s.slice(start, end);
}

/** `btrim` on bytes: members of `set` off both ends as chosen. */
export function trimBytes(b: Uint8Array, set: Uint8Array, left: boolean, right: boolean): Uint8Array {
  let start = 0;
  let end = b.length;
  if (left) while (start < end && set.includes(b[start] ?? 0)) start++;
  if (right) while (end > start && set.includes(b[end - 1] ?? 0)) end--;
  return b.slice(start, end);
}

/** The code points in reverse. */
export const reverse = (s: string): string => (isWide(s) ? Array.from(s) : s.split("")).reverse().join("");

/** A `translate` table: the first mapping of a character counts; one without a partner is removed. */
export function translator(from: string, to: string): (s: string) => string {
  const targets = Array.from(to);
  const table = new Map<string, string>();
  Array.from(from).forEach((c, i) => {
    if (!table.has(c)) table.set(c, targets[i] ?? "");
  });
  return (s) => {
    let out = "";
    for (const c of s) out += table.get(c) ?? c;
    return out;
  };
}

/** `overlay`: `length` characters from `position` on replaced; a negative length means the replacement's own. */
export function overlay(s: string, replacement: string, position: number, length: number): string {
  const cut = length >= 0 ? length : pointCount(replacement);
  return substring(s, 1, position - 1) + replacement + substring(s, (position + cut) | 0);
}

/** `overlay` on bytes. */
export function overlayBytes(b: Uint8Array, replacement: Uint8Array, position: number, length: number): Uint8Array {
  const cut = length >= 0 ? length : replacement.length;
  return Buffer.concat([substringBytes(b, 1, position - 1), replacement, substringBytes(b, (position + cut) | 0)]);
}

/** `split_part`: the n-th part, from the end when negative; empty outside. `n` is not zero. */
export function splitPart(s: string, delimiter: string, n: number): string {
  const parts = delimiter === "" ? [s] : s.split(delimiter);
  return parts[n > 0 ? n - 1 : parts.length + n] ?? "";
}

/** `find_in_set`: the 1-based place of a word in a comma-separated list; 0 when absent or when it has a comma. */
export const findInSet = (word: string, list: string): number =>
  word.includes(",") ? 0 : list.split(",").indexOf(word) + 1;

/** Levenshtein distance in code points; with a threshold, −1 beyond it. */
export function levenshtein(a: string, b: string, threshold?: number): number {
  const x = isWide(a) || isWide(b) ? Array.from(a) : a;
  const y = isWide(a) || isWide(b) ? Array.from(b) : b;
  if (threshold !== undefined && Math.abs(x.length - y.length) > threshold) return -1;
  let row = new Int32Array(y.length + 1).map((_, i) => i);
  let next = new Int32Array(y.length + 1);
  for (let i = 0; i < x.length; i++) {
    next[0] = i + 1;
    let least = i + 1;
    for (let j = 0; j < y.length; j++) {
      const cost = Math.min((row[j] ?? 0) + (x[i] === y[j] ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1);
      next[j + 1] = cost;
      if (cost < least) least = cost;
    }
    if (threshold !== undefined && least > threshold) return -1;
    [row, next] = [next, row];
  }
  const distance = row[y.length] ?? 0;
  return threshold !== undefined && distance > threshold ? -1 : distance;
}
