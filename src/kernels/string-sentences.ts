const LETTER_LAST = /\p{L}\p{M}*$/u;
const LETTER_FIRST = /^\p{L}/u;

/** A locale, or en-US for what is none: Java takes any text for one. */
function knownLocale(name: string): string {
  try {
    return Intl.getCanonicalLocales(name)[0] ?? "en-US";
  } catch {
    return "en-US";
  }
}

/**
 * `sentences`: the words of each sentence, by Unicode's text segmentation in a language. As the JVM's iterators have it,
 * one hyphen between letters holds a word together; a sentence without words is an empty array.
 */
export function sentences(text: string, language: string, country: string): string[][] {
  const locale = knownLocale(language === "" ? "en-US" : country === "" ? language : `${language}-${country}`);
  const words = new Intl.Segmenter(locale, { granularity: "word" });
  const out: string[][] = [];
  for (const { segment } of new Intl.Segmenter(locale, { granularity: "sentence" }).segment(text)) {
    const found: string[] = [];
    /** What stood right before: a word, that word and a hyphen, or anything else. */
    let before: "word" | "hyphen" | undefined;
    for (const { segment: word } of words.segment(segment)) {
      const last = found.at(-1) ?? "";
      if (/^[\p{L}\p{N}]/u.test(word)) {
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
