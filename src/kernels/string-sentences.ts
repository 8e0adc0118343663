const LETTER_LAST = /\p{L}\p{M}*$/u;
/** Java's `isLetterOrDigit` of one UTF-16 unit: of a pair's half it is not. */
const WORD_FIRST = /^[\p{L}\p{Nd}]/u;
const LETTER_FIRST = /^\p{L}/u;

/** A locale, or en-US for what is none: Java takes any text for one. */
function knownLocale(name: string): string {
  try {
    return Intl.getCanonicalLocales(name)[0] ?? "en-US";
  } catch {
    return "en-US";
  }
}

/** What the JVM takes apart in a word of Unicode's: underscores at its ends or in a row, and what stands around U+2019. */
const piecesOf = ({ segment }: Intl.SegmentData): readonly string[] =>
  segment.split(/(\u2019|^_+|_+$|__+)/).filter((piece) => piece !== "");

/**
 * `sentences`: the words of each sentence, by Unicode's text segmentation in a language. As the JVM's iterators have it,
 * one hyphen between letters holds a word together, an apostrophe of typography does not, lines end no sentence, and a
 * sentence without words is an empty array.
 */
export function sentences(text: string, language: string, country: string): string[][] {
  const locale = knownLocale(language === "" ? "en-US" : country === "" ? language : `${language}-${country}`);
  const words = new Intl.Segmenter(locale, { granularity: "word" });
  const out: string[][] = [];
  const lines = text.replace(/[\n\v\f\r\u0085\u2028]/g, " ");
  for (const { segment } of new Intl.Segmenter(locale, { granularity: "sentence" }).segment(lines)) {
    const found: string[] = [];
    /** What stood right before: a word, that word and a hyphen, or anything else. */
    let before: "word" | "hyphen" | undefined;
    for (const word of [...words.segment(segment)].flatMap(piecesOf)) {
      const last = found.at(-1) ?? "";
      if (WORD_FIRST.test(word[0] ?? "")) {
        if (before === "hyphen" && LETTER_FIRST.test(word)) found[found.length - 1] = `${last}-${word}`;
        else found.push(word);
        before = "word";
      } else {
        before = word === "-" && before === "word" && LETTER_LAST.test(last) ? "hyphen" : undefined;
      }
    }
    out.push(found);
  }
  return out;
}
