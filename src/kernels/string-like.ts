import { SparkError } from "../errors/spark-error.ts";
import { sqlString } from "./sql-text.ts";

/** A LIKE pattern compiled to a test of texts. */
export type LikeTest = (s: string) => boolean;

type Piece = { readonly text: string } | "any" | "one";

/**
 * `LIKE pattern ESCAPE escape`. `%` is any run, `_` one code point. Throws INVALID_FORMAT.ESC_AT_THE_END and
 * INVALID_FORMAT.ESC_IN_THE_MIDDLE for an escape before nothing or before a plain character.
 */
export function likeTest(pattern: string, escape: string): LikeTest {
  const pieces = parse(pattern, escape);
  const [a, b, c] = pieces;
  // The usual shapes need no expression: equality, prefix, suffix, infix.
  if (pieces.length === 0) return (s) => s === "";
  if (pieces.length === 1) {
    if (a === "any") return () => true;
    if (typeof a === "object") return (s) => s === a.text;
  }
  if (pieces.length === 2) {
    if (typeof a === "object" && b === "any") return (s) => s.startsWith(a.text);
    if (a === "any" && typeof b === "object") return (s) => s.endsWith(b.text);
  }
  if (pieces.length === 3 && a === "any" && typeof b === "object" && c === "any") return (s) => s.includes(b.text);
  if (pieces.length === 3 && typeof a === "object" && b === "any" && typeof c === "object") {
    const least = a.text.length + c.text.length;
    return (s) => s.length >= least && s.startsWith(a.text) && s.endsWith(c.text);
  }
  return segmentTest(pieces);
}

function parse(pattern: string, escape: string): Piece[] {
  const pieces: Piece[] = [];
  let text = "";
  const flush = (): void => {
    if (text !== "") pieces.push({ text });
    text = "";
  };
  const points = Array.from(pattern);
  for (let i = 0; i < points.length; i++) {
    const c = points[i] ?? "";
    if (c === escape) {
      const next = points[++i];
      if (next === undefined) throw new SparkError("INVALID_FORMAT.ESC_AT_THE_END", { format: sqlString(pattern) });
      if (next !== "_" && next !== "%" && next !== escape) {
        throw new SparkError("INVALID_FORMAT.ESC_IN_THE_MIDDLE", { format: sqlString(pattern), char: sqlString(next) });
      }
      text += next;
    } else if (c === "%") {
      flush();
      if (pieces[pieces.length - 1] !== "any") pieces.push("any");
    } else if (c === "_") {
      flush();
      pieces.push("one");
    } else {
      text += c;
    }
  }
  flush();
  return pieces;
}

/** Greedy matching from `%` to `%`: the leftmost place of each run is enough, so time is linear in practice. */
function segmentTest(pieces: readonly Piece[]): LikeTest {
  const runs: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece === "any") runs.push([]);
    else runs[runs.length - 1]?.push(piece);
  }
  return (s) => {
    let at = matchAt(s, 0, runs[0] ?? []);
    if (at < 0) return false;
    if (runs.length === 1) return at === s.length;
    for (let r = 1; r < runs.length - 1; r++) {
      at = search(s, at, runs[r] ?? []);
      if (at < 0) return false;
    }
    return matchEnd(s, at, runs[runs.length - 1] ?? []);
  };
}

/** The end of a run that begins at `at`; −1 where it does not match. */
function matchAt(s: string, at: number, run: readonly Piece[]): number {
  let i = at;
  for (const piece of run) {
    if (piece === "one") {
      if (i >= s.length) return -1;
      i += (s.charCodeAt(i) & 0xfc00) === 0xd800 ? 2 : 1;
    } else if (typeof piece === "object") {
      if (!s.startsWith(piece.text, i)) return -1;
      i += piece.text.length;
    }
  }
  return i;
}

function search(s: string, from: number, run: readonly Piece[]): number {
  for (let i = from; i <= s.length; i++) {
    if ((s.charCodeAt(i) & 0xfc00) === 0xdc00) continue;
    const end = matchAt(s, i, run);
    if (end >= 0) return end;
  }
  return -1;
}

function matchEnd(s: string, from: number, run: readonly Piece[]): boolean {
  let i = s.length;
  for (let k = run.length - 1; k >= 0; k--) {
    const piece = run[k];
    if (piece === "one") {
      i -= (s.charCodeAt(i - 1) & 0xfc00) === 0xdc00 ? 2 : 1;
    } else if (typeof piece === "object") {
      i -= piece.text.length;
      if (i < 0 || !s.startsWith(piece.text, i)) return false;
    }
  }
  return i >= from;
}
