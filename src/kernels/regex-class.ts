/** Java's named character classes, as sets of JavaScript's `v` mode (`java.util.regex.CharPredicates`). */
import { type ClassItem, type ClassNode, RegexSyntaxFault, RegexUnsupported } from "./regex-syntax.ts";

const set = (text: string): ClassItem => ({ kind: "set", text });

/** A class of one union of items. */
export const classOf = (items: readonly ClassItem[], negated = false): ClassNode => ({
  kind: "class",
  negated,
  all: [items],
});

const DIGIT = "[0-9]";
const WORD = "[a-zA-Z_0-9]";
const SPACE = "[\\u{20}\\t\\n\\v\\f\\r]";
const HORIZONTAL = "[\\u{20}\\t\\u{A0}\\u{1680}\\u{180e}\\u{2000}-\\u{200a}\\u{202f}\\u{205f}\\u{3000}]";
const VERTICAL = "[\\n\\v\\f\\r\\u{85}\\u{2028}\\u{2029}]";
/** With UNICODE_CHARACTER_CLASS. */
const UNICODE_WORD = "[\\p{Alphabetic}\\p{Mn}\\p{Me}\\p{Mc}\\p{Nd}\\p{Pc}\\p{Join_Control}]";

/** `\d \D \s \S \w \W \h \H \v \V`; `undefined` for any other letter. */
export function escapeClass(letter: string, unicode: boolean): ClassNode | undefined {
  const text = { d: DIGIT, s: SPACE, w: WORD, h: HORIZONTAL, v: VERTICAL }[letter.toLowerCase()];
  if (text === undefined) return undefined;
  const wide = { d: "\\p{Nd}", s: "\\p{White_Space}", w: UNICODE_WORD }[letter.toLowerCase()];
  return classOf([set((unicode ? wide : undefined) ?? text)], letter !== letter.toLowerCase());
}

const POSIX: Readonly<Record<string, string>> = {
  Lower: "[a-z]",
  Upper: "[A-Z]",
  ASCII: "[\\u{0}-\\u{7f}]",
  Alpha: "[a-zA-Z]",
  Digit: DIGIT,
  Alnum: "[a-zA-Z0-9]",
  Punct: "[\\u{21}-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{7e}]",
  Graph: "[\\u{21}-\\u{7e}]",
  Print: "[\\u{20}-\\u{7e}]",
  Blank: "[\\u{20}\\t]",
  Cntrl: "[\\u{0}-\\u{1f}\\u{7f}]",
  XDigit: "[0-9a-fA-F]",
  Space: SPACE,
};

const JAVA: Readonly<Record<string, string>> = {
  javaLowerCase: "\\p{Lowercase}",
  javaUpperCase: "\\p{Uppercase}",
  javaAlphabetic: "\\p{Alphabetic}",
  javaIdeographic: "\\p{Ideographic}",
  javaTitleCase: "\\p{Lt}",
  javaDigit: "\\p{Nd}",
  javaLetter: "\\p{L}",
  javaLetterOrDigit: "[\\p{L}\\p{Nd}]",
  javaSpaceChar: "\\p{Z}",
  javaISOControl: "[\\u{0}-\\u{1f}\\u{7f}-\\u{9f}]",
  javaWhitespace:
    "[\\t-\\r\\u{1c}-\\u{20}\\u{1680}\\u{2000}-\\u{2006}\\u{2008}-\\u{200a}\\u{2028}\\u{2029}\\u{205f}\\u{3000}]",
};

const BINARY: Readonly<Record<string, string>> = {
  ALPHABETIC: "\\p{Alphabetic}",
  LETTER: "\\p{L}",
  IDEOGRAPHIC: "\\p{Ideographic}",
  LOWERCASE: "\\p{Lowercase}",
  UPPERCASE: "\\p{Uppercase}",
  TITLECASE: "\\p{Lt}",
  WHITE_SPACE: "\\p{White_Space}",
  WHITESPACE: "\\p{White_Space}",
  CONTROL: "\\p{Cc}",
  PUNCTUATION: "\\p{P}",
  HEX_DIGIT:
    "[\\p{Nd}\\u{30}-\\u{39}\\u{41}-\\u{46}\\u{61}-\\u{66}\\u{FF10}-\\u{FF19}\\u{FF21}-\\u{FF26}\\u{FF41}-\\u{FF46}]",
  HEXDIGIT:
    "[\\p{Nd}\\u{30}-\\u{39}\\u{41}-\\u{46}\\u{61}-\\u{66}\\u{FF10}-\\u{FF19}\\u{FF21}-\\u{FF26}\\u{FF41}-\\u{FF46}]",
  ASSIGNED: "\\P{Cn}",
  DIGIT: "\\p{Nd}",
  ALNUM: "[\\p{Alphabetic}\\p{Nd}]",
  BLANK: "[\\p{Zs}\\t]",
  GRAPH: "[\\p{Any}--[\\p{Z}\\p{White_Space}\\p{Cc}\\p{Cs}\\p{Cn}]]",
  WORD: UNICODE_WORD,
};

const CATEGORIES = new Set(
  "Cn Lu Ll Lt Lm Lo Mn Me Mc Nd Nl No Zs Zl Zp Cc Cf Co Cs Pd Ps Pe Pc Po Sm Sc Sk So Pi Pf L M N Z C P S".split(" "),
);

function category(name: string, caseless: boolean): string | undefined {
  if (caseless && (name === "Lu" || name === "Ll" || name === "Lt")) return "[\\p{Lu}\\p{Ll}\\p{Lt}]";
  if (CATEGORIES.has(name)) return `\\p{${name}}`;
  switch (name) {
    case "LC":
      return "[\\p{Lu}\\p{Ll}\\p{Lt}]";
    case "LD":
      return "[\\p{L}\\p{Nd}]";
    case "L1":
      return "[\\u{0}-\\u{ff}]";
    case "all":
      return "[\\u{0}-\\u{10ffff}]";
    default:
      return undefined;
  }
}

function script(name: string): string {
  const camel = name.toLowerCase().replace(/(^|_)([a-z])/g, (_, bar: string, c: string) => bar + c.toUpperCase());
  try {
    new RegExp(`\\p{Script=${camel}}`, "v");
  } catch {
    throw new RegexSyntaxFault(`Unknown character script name {${name}}`);
  }
  return `\\p{Script=${camel}}`;
}

/** `\p{name}` and `\P{name}` of Java. */
export function propertyClass(name: string, negated: boolean, caseless: boolean, unicode: boolean): ClassNode {
  return classOf([set(propertySet(name, caseless, unicode))], negated);
}

function propertySet(name: string, caseless: boolean, unicode: boolean): string {
  const eq = name.indexOf("=");
  if (eq >= 0) {
    const key = name.slice(0, eq).toLowerCase();
    const value = name.slice(eq + 1);
    if (key === "sc" || key === "script") return script(value);
    if (key === "blk" || key === "block")
      throw new RegexUnsupported(`the Unicode block ${value} in a regular expression`);
    const found = key === "gc" || key === "general_category" ? category(value, caseless) : undefined;
    if (found === undefined) throw new RegexSyntaxFault(`Unknown Unicode property {name=<${key}>, value=<${value}>}`);
    return found;
  }
  if (name.startsWith("In")) throw new RegexUnsupported(`the Unicode block ${name.slice(2)} in a regular expression`);
  if (name.startsWith("Is")) {
    const bare = name.slice(2);
    const binary = BINARY[bare.toUpperCase()];
    if (binary !== undefined) {
      return caseless && /^(?:LOWER|UPPER|TITLE)CASE$/i.test(bare) ? "[\\p{Lowercase}\\p{Uppercase}\\p{Lt}]" : binary;
    }
    return category(bare, caseless) ?? script(bare);
  }
  if (unicode && Object.hasOwn(POSIX, name)) {
    throw new RegexUnsupported(`\\p{${name}} with the flag U in a regular expression`);
  }
  if (Object.hasOwn(POSIX, name))
    return caseless && (name === "Lower" || name === "Upper") ? "[a-zA-Z]" : (POSIX[name] ?? "");
  if (name.startsWith("java")) {
    if (caseless && /^java(?:Lower|Upper|Title)Case$/.test(name)) return "[\\p{Lowercase}\\p{Uppercase}\\p{Lt}]";
    const found = JAVA[name];
    if (found !== undefined) return found;
    throw new RegexUnsupported(`\\p{${name}} in a regular expression`);
  }
  const found = category(name, caseless);
  if (found === undefined) throw new RegexSyntaxFault(`Unknown character property name {${name}}`);
  return found;
}
