import { unsupported } from "../errors/spark-error.ts";
import type { Collation } from "../types/collation.ts";
import { icuCollator, loweredPoints, type TextRules } from "./collation.ts";

/** A place in a text, in UTF-16 units: where it begins and where it ends. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Finds texts in texts by a collation. */
export interface TextSearch {
  /** The first place at or after an offset. */
  readonly next: (text: string, part: string, from: number) => Place | undefined;
  /** The last place that ends at or before an offset. */
  readonly last: (text: string, part: string, until: number) => Place | undefined;
  /** Whether two single characters are the same. */
  readonly same: (a: string, b: string) => boolean;
}

const searches = new Map<string, TextSearch>();

/**
 * The search of a collation: by lower-case code points (`lowercaseMatchLengthFrom`), or character by character as ICU's
 * StringSearch finds them where no character means several or joins with its neighbour. Other characters, and languages
 * with letters of two characters, are refused.
 */
export function searchOf({ collation }: TextRules): TextSearch {
  const known = searches.get(collation.name);
  if (known !== undefined) return known;
  const made =
    collation.provider === "icu"
      ? icuSearch(collation)
      : collation.provider === "lowercase"
        ? lowercaseSearch
        : binarySearch;
  searches.set(collation.name, made);
  return made;
}

const binarySearch: TextSearch = {
  next: (text, part, from) => placed(text.indexOf(part, from), part),
  last: (text, part, until) =>
    until < part.length ? undefined : placed(text.lastIndexOf(part, until - part.length), part),
  same: (a, b) => a === b,
};

const placed = (start: number, part: string): Place | undefined =>
  start < 0 ? undefined : { start, end: start + part.length };

/** Characters of a text by which it is searched, and the UTF-16 offsets between which each stands. */
interface Characters {
  readonly points: readonly string[];
  /** Offset of each character; the same for what one character became. One more at the end. */
  readonly offsets: readonly number[];
}

function charactersOf(text: string, lowered: boolean): Characters {
  if (!lowered) {
    const points = Array.from(text);
    const offsets = [0];
    for (const p of points) offsets.push((offsets.at(-1) ?? 0) + p.length);
    return { points, offsets };
  }
  const starts = charactersOf(text, false).offsets;
  const { points, from } = loweredPoints(text);
  return { points, offsets: [...from.map((i) => starts[i] ?? 0), text.length] };
}

function characterSearch(
  lowered: boolean,
  same: (a: string, b: string) => boolean,
  check: (s: string) => void,
): TextSearch {
  const prepare = (text: string, part: string) => {
    check(text);
    check(part);
    return { whole: charactersOf(text, lowered), wanted: charactersOf(part, lowered).points };
  };
  const at = ({ points, offsets }: Characters, wanted: readonly string[], i: number): Place | undefined => {
    const end = i + wanted.length;
    if (end > points.length || (i > 0 && offsets[i] === offsets[i - 1] && i < points.length)) return undefined;
    if (end < points.length && end > 0 && offsets[end] === offsets[end - 1]) return undefined;
    for (let k = 0; k < wanted.length; k++) if (!same(points[i + k] ?? "", wanted[k] ?? "")) return undefined;
    return { start: offsets[i] ?? 0, end: offsets[end] ?? 0 };
  };
  return {
    same,
    next: (text, part, from) => {
      const { whole, wanted } = prepare(text, part);
      for (let i = 0; i <= whole.points.length - wanted.length; i++) {
        if ((whole.offsets[i] ?? 0) < from) continue;
        const found = at(whole, wanted, i);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    last: (text, part, until) => {
      const { whole, wanted } = prepare(text, part);
      for (let i = whole.points.length - wanted.length; i >= 0; i--) {
        const found = at(whole, wanted, i);
        if (found !== undefined && found.end <= until) return found;
      }
      return undefined;
    },
  };
}

const lowercaseSearch = characterSearch(
  true,
  (a, b) => a === b,
  () => undefined,
);

function icuSearch(collation: Collation): TextSearch {
  const { compare } = icuCollator(collation);
  let isPlain: boolean | undefined;
  const check = (s: string): void => {
    isPlain ??= hasOnlyPlainLetters(compare);
    if (!isPlain) throw unsupported(`a search in texts of the collation ${collation.name}`);
    const odd = [...s].find((c) => !isSimple(c));
    if (odd !== undefined)
      throw unsupported(`a search for ${JSON.stringify(odd)} in texts of the collation ${collation.name}`);
  };
  return characterSearch(false, (a, b) => a === b || compare(a, b) === 0, check);
}

/** Printable ASCII, its blanks, and Latin letters that are one of ASCII with an accent: each is one element to ICU. */
const isSimple = (c: string): boolean =>
  /^[\t\n\r -~]$/.test(c) || (/^[A-Za-z][\u0300-\u036f]+$/.test(c.normalize("NFD")) && c.length === 1);

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Whether two letters of ASCII never count as one: words are ordered letter by letter. */
function hasOnlyPlainLetters(compare: (a: string, b: string) => number): boolean {
  const letters = [...LETTERS].sort(compare);
  return letters.every((first, i) => {
    const pairs = letters.map((second) => first + second);
    const next = letters[i + 1];
    const ordered = pairs.every((pair, k) => k === 0 || compare(pairs[k - 1] ?? "", pair) < 0);
    return ordered && (next === undefined || compare(pairs.at(-1) ?? "", next) < 0);
  });
}
