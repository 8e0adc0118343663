/** `sentences`: the words of each sentence, by Unicode's text segmentation in a language. */
export function sentences(text: string, language: string, country: string): string[][] {
  const locale = language === "" ? "en-US" : country === "" ? language : `${language}-${country}`;
  const words = new Intl.Segmenter(locale, { granularity: "word" });
  const out: string[][] = [];
  for (const { segment } of new Intl.Segmenter(locale, { granularity: "sentence" }).segment(text)) {
    const found: string[] = [];
    let joined = false;
    for (const { segment: word } of words.segment(segment)) {
      if (/^[\p{L}\p{N}]/u.test(word)) {
        // The JVM keeps hyphenated words whole.
        if (joined) found.push(`${found.pop() ?? ""}-${word}`);
        else found.push(word);
        joined = false;
      } else {
        joined = word === "-" && found.length > 0;
      }
    }
    if (found.length > 0) out.push(found);
  }
  return out;
}
