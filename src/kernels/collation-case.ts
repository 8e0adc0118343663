import type { Collation } from "../types/collation.ts";
import { initcap } from "./string-case.ts";

/** Case of texts with a collation: ASCII by itself, others by the language's rules where ICU has a collation of it. */

// Every text of ASCII alone takes the same way whatever its language.
const ASCII = /^[\0-\x7f]*$/;

/** Languages with capitals of their own. */
const languageOf = ({ locale }: Collation): string | undefined =>
  ["az", "el", "hy", "lt", "tr"].find((language) => locale === language);

/** `upper`. */
export function uppered(collation: Collation) {
  const language = languageOf(collation);
  return (s: unknown): string =>
    language === undefined || ASCII.test(s as string)
      ? (s as string).toUpperCase()
      : (s as string).toLocaleUpperCase(language);
}

/** `lower`. */
export function lowered(collation: Collation) {
  const language = languageOf(collation);
  return (s: unknown): string =>
    language === undefined || ASCII.test(s as string)
      ? (s as string).toLowerCase()
      : (s as string).toLocaleLowerCase(language);
}

/** `initcap`: words as ICU breaks texts into them; by blanks alone where the collation is one of bytes. */
export function titled(collation: Collation) {
  if (collation.provider === "binary") return (s: unknown): string => initcap(s as string);
  const language = languageOf(collation);
  const words = new Intl.Segmenter(language ?? "und", { granularity: "word" });
  return (s: unknown): string =>
    Array.from(words.segment(s as string), ({ segment }) => titleOf(segment, language)).join("");
}

function titleOf(word: string, language: string | undefined): string {
  const first = /[\p{L}\p{N}\p{S}\p{Co}]/u.exec(word);
  if (first === null) return word.toLowerCase();
  const at = first.index;
  const head = first[0];
  const title = language === "tr" || language === "az" ? head.toLocaleUpperCase(language) : initcap(head);
  const whole = language === undefined ? word.toLowerCase() : word.toLocaleLowerCase(language);
  const skipped = word.slice(0, at) + head;
  const lowerSize = (language === undefined ? skipped.toLowerCase() : skipped.toLocaleLowerCase(language)).length;
  return word.slice(0, at) + title + whole.slice(lowerSize);
}
