import { asciiDigits } from "./decimal.ts";

/** Case of words (`CollationAwareUTF8String.toTitleCaseICU`): words end at blanks (U+0020) alone. */

const DIGRAPHS = new Map<string, string>([
  ["Ǆ", "ǅ"],
  ["ǅ", "ǅ"],
  ["ǆ", "ǅ"],
  ["Ǉ", "ǈ"],
  ["ǈ", "ǈ"],
  ["ǉ", "ǈ"],
  ["Ǌ", "ǋ"],
  ["ǋ", "ǋ"],
  ["ǌ", "ǋ"],
  ["Ǳ", "ǲ"],
  ["ǲ", "ǲ"],
  ["ǳ", "ǲ"],
]);

/** `initcap`: every word's first letter in title case, the rest in lower case. */
export function initcap(s: string): string {
  return s
    .split(" ")
    .map((word) => {
      if (word === "") return "";
      const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
      // Lowered as a whole, so that a final sigma sees what stands before it.
      return titleCase(first) + word.toLowerCase().slice(first.toLowerCase().length);
    })
    .join(" ");
}

/** `initcap` before Spark 4.0 (`UTF8String.toTitleCase`): the text in lower case, then one UTF-16 unit for each first letter. */
export const initcapByUnits = (s: string): string =>
  s.toLowerCase().replace(/(?<![^ ])[^ ]/g, (c) => {
    const title = titleCase(c);
    return title.length === 1 ? title : c;
  });

function titleCase(c: string): string {
  const digraph = DIGRAPHS.get(c);
  if (digraph !== undefined) return digraph;
  const code = c.codePointAt(0) ?? 0;
  // Georgian has capitals for whole words only; ŉ keeps its capital N.
  if (code >= 0x10d0 && code <= 0x10ff) return c;
  const upper = c.toUpperCase();
  if (code === 0x149 || upper.length === c.length) return upper;
  // Greek capitals carry the iota below in title case.
  if (code >= 0x1f80 && code <= 0x1fff) return upper.replace(/\u0399$/, "\u0345").normalize("NFC");
  const [head = "", ...rest] = Array.from(upper);
  return head + rest.join("").toLowerCase();
}

const SOUNDEX = "01230127022455012623017202";

/** `soundex`; a text that does not begin with an English letter stays as it is. */
export function soundex(s: string): string {
  const first = s.charCodeAt(0) & ~0x20;
  if (s === "" || s.charCodeAt(0) > 0x7f || first < 0x41 || first > 0x5a) return s;
  let out = String.fromCharCode(first);
  let last = SOUNDEX[first - 0x41];
  for (let i = 1; i < s.length && out.length < 4; i++) {
    const c = s.charCodeAt(i) & ~0x20;
    if (s.charCodeAt(i) > 0x7f || c < 0x41 || c > 0x5a) {
      last = "0";
      continue;
    }
    const code = SOUNDEX[c - 0x41] ?? "0";
    // H and W do not part equal codes.
    if (code === "7") continue;
    if (code !== "0" && code !== last) out += code;
    last = code;
  }
  return out.padEnd(4, "0");
}

/** `mask`: letters and digits by their replacements; `null` keeps the class as it is. */
export function mask(
  s: string,
  upper: string | null,
  lower: string | null,
  digit: string | null,
  other: string | null,
): string {
  let out = "";
  // By UTF-16 units, as the JVM's charAt goes.
  for (const c of s.split("")) {
    const replacement = /\p{Lu}/u.test(c) ? upper : /\p{Ll}/u.test(c) ? lower : /\p{Nd}/u.test(c) ? digit : other;
    out += replacement ?? c;
  }
  return out;
}

/** Luhn's check digit; false for an empty text and for anything but digits. */
export function luhnCheck(text: string): boolean {
  const s = asciiDigits(text);
  if (!/^[0-9]+$/.test(s)) return false;
  let sum = 0;
  for (let i = 0; i < s.length; i++) {
    const digit = s.charCodeAt(s.length - 1 - i) - 0x30;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
