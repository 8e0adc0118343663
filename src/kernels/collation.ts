import { type Collation, collationOf } from "../types/collation.ts";
import type { DataType } from "../types/data-type.ts";
import { trimSpaces } from "./string-points.ts";
import { compareText } from "./string-order.ts";

/** Texts by a collation of Spark (`CollationFactory`, `CollationAwareUTF8String`). */
export interface TextRules {
  readonly collation: Collation;
  /** Below, at or above zero. */
  readonly compare: (a: string, b: string) => number;
  /**
   * A text that is equal, and by its bytes ordered, as the given one is by the collation; `undefined` for ICU's, which
   * have no such text without the others of the query.
   */
  readonly key: ((s: string) => string) | undefined;
}

const made = new Map<string, TextRules>();

/** The rules of a collation's name. Throws INDETERMINATE_COLLATION for none, and for names that are none. */
export function textRules(name: string): TextRules {
  const known = made.get(name);
  if (known !== undefined) return known;
  const rules = rulesOf(collationOf(name));
  made.set(name, rules);
  return rules;
}

function rulesOf(collation: Collation): TextRules {
  const cut = collation.trims ? (s: string) => trimSpaces(s, false, true) : (s: string) => s;
  if (collation.provider === "icu") {
    const { compare } = icuCollator(collation);
    return { collation, key: undefined, compare: (a, b) => (a === b ? 0 : compare(cut(a), cut(b))) };
  }
  const key = collation.provider === "lowercase" ? (s: string) => lowerPoints(cut(s)) : cut;
  return { collation, key, compare: (a, b) => (a === b ? 0 : compareText(key(a), key(b))) };
}

/** ICU's collator with the strengths that Spark asks for: what is ignored is a level that is left out. */
export function icuCollator({ locale, ignoresCase, ignoresAccents }: Collation): Intl.Collator {
  const sensitivity = ignoresCase ? (ignoresAccents ? "base" : "accent") : ignoresAccents ? "case" : "variant";
  return new Intl.Collator(locale, { sensitivity, usage: "sort", ignorePunctuation: false, caseFirst: "false" });
}

const DOTTED_I = "\u0130";

/**
 * Every code point in lower case for itself (`lowerCaseCodePoints`): the capital I with a dot becomes two, and the
 * final sigma is the other one.
 */
export function lowerPoints(s: string): string {
  const lower = s.toLowerCase();
  // Only sigmas look at what is around them.
  return lower.includes("\u03c2") ? lower.replaceAll("\u03c2", "\u03c3") : lower;
}

/** Code points in lower case, and which code point of the text each of them comes from. */
export interface LoweredPoints {
  readonly points: readonly string[];
  readonly from: readonly number[];
  /** Code points of the text. */
  readonly size: number;
}

/** {@link lowerPoints} with the places kept. */
export function loweredPoints(s: string): LoweredPoints {
  const points: string[] = [];
  const from: number[] = [];
  let size = 0;
  for (const c of s) {
    if (c === DOTTED_I) {
      points.push("i", "\u0307");
      from.push(size, size);
    } else {
      points.push(lowerPoints(c));
      from.push(size);
    }
    size++;
  }
  return { points, from, size };
}

/** Code points as Java's regular expressions compare them without case: the upper case's lower case, one for one. */
export function foldedCase(s: string): string {
  let out = "";
  for (const c of s) out += oneToOne(oneToOne(c, c.toUpperCase()), oneToOne(c, c.toUpperCase()).toLowerCase());
  return out;
}

const oneToOne = (c: string, mapped: string): string =>
  c === DOTTED_I && mapped !== c ? "i" : [...mapped].length === 1 ? mapped : c;

/** The rules of the first collated text among some types; `undefined` where all are compared by bytes. */
export function rulesAmong(types: readonly DataType[]): TextRules | undefined {
  for (const type of types) {
    if (type.kind === "string" && type.collation !== "UTF8_BINARY") return textRules(type.collation);
    if (type.kind === "array") {
      const found = rulesAmong([type.element]);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
