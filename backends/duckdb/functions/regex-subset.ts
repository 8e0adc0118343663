/**
 * Java regular expressions that RE2 reads alike: literals of ASCII, simple classes, groups, alternation, `^` at the
 * start, and quantifiers that are not possessive. The dot and `$` differ at line ends, `\w` and its like agree on
 * ASCII, case-insensitive and look-around forms are Java's own.
 */
const TOKEN =
  /\\[dwDW\\.[\](){}*+?|^$/-]|\[\^?(?:\\[dw\\\]-]|[A-Za-z0-9 _,;:@#%&=<>~"'/!.-])+\]|\(\?:|[()|]|[*+?]\??|\{\d{1,3}(?:,\d{0,3})?\}\??|[A-Za-z0-9 _,;:@#%&=<>~"'/!-]/y;

/** Whether a pattern means the same to RE2 as to `java.util.regex`, for finding a match. */
export function nativeRegex(pattern: string): boolean {
  if (!isWellFormed(pattern)) return false;
  let at = pattern.startsWith("^") ? 1 : 0;
  let quantified = false;
  let started = false;
  while (at < pattern.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(pattern);
    if (match === null) return false;
    const [token] = match;
    const quantifier = /^[*+?{]/.test(token);
    if (quantifier && (quantified || !started)) return false;
    if (/^\[.*(?:&&|--|[^[^]-\\)/.test(token)) return false;
    quantified = quantifier;
    started = token !== "(" && token !== "(?:" && token !== "|";
    at += token.length;
  }
  return true;
}

/** Whether brackets match and ranges ascend: what is malformed is for the kernel to refuse. */
function isWellFormed(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
