import { classOf, escapeClass, propertyClass } from "./regex-class.ts";
import {
  type ClassItem,
  type ClassNode,
  type ParsedRegex,
  type RegexNode,
  RegexSyntaxFault,
  RegexUnsupported,
  someRegex,
} from "./regex-syntax.ts";

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly d: boolean;
  readonly u: boolean;
  readonly x: boolean;
  readonly U: boolean;
}

const NO_FLAGS: Flags = { i: false, m: false, s: false, d: false, u: false, x: false, U: false };
const FLAG_LETTERS = "imsduxU";
const MAX_REPEAT = 2_147_483_647;
const NEVER: RegexNode = { kind: "never" };

/**
 * Parses a Java 17 regular expression. RegexSyntaxFault where Java throws PatternSyntaxException, RegexUnsupported for
 * what cannot be translated.
 */
export function parseJavaRegex(pattern: string): ParsedRegex {
  return new RegexParser(pattern).parse();
}

class RegexParser {
  readonly #text: readonly number[];
  #at = 0;
  #flags = NO_FLAGS;
  #groups = 0;
  readonly #names = new Map<string, number>();

  constructor(pattern: string) {
    this.#text = unquoted(pattern);
  }

  parse(): ParsedRegex {
    const root = this.#choice();
    if (this.#at < this.#text.length) throw new RegexSyntaxFault("Unmatched closing ')'");
    return { root, groups: this.#groups, names: this.#names };
  }

  /** The code point at the cursor, -1 at the end; with the flag x, comments and white space are passed over. */
  #peek(): number {
    if (this.#flags.x) this.#skipComments();
    return this.#text[this.#at] ?? -1;
  }

  #skipComments(): void {
    for (;;) {
      const c = this.#text[this.#at];
      if (c === 35) {
        while (this.#at < this.#text.length && !isLineEnd(this.#text[this.#at] ?? 0)) this.#at++;
      } else if (c === 32 || (c !== undefined && c >= 9 && c <= 13)) this.#at++;
      else return;
    }
  }

  #is(c: string): boolean {
    return this.#peek() === c.codePointAt(0);
  }

  #take(c: string): boolean {
    if (!this.#is(c)) return false;
    this.#at++;
    return true;
  }

  #choice(): RegexNode {
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    return options.length === 1 ? (options[0] ?? NEVER) : { kind: "choice", options };
  }

  #sequence(): RegexNode {
    const items: RegexNode[] = [];
    for (;;) {
      const c = this.#peek();
      if (c === -1 || c === 124 || c === 41) break;
      const atom = this.#atom();
      if (atom !== undefined) items.push(this.#repeated(atom));
    }
    return items.length === 1 ? (items[0] ?? NEVER) : { kind: "sequence", items };
  }

  #repeated(body: RegexNode): RegexNode {
    const c = this.#peek();
    let min = 0;
    let max = MAX_REPEAT;
    if (c === 63) max = 1;
    else if (c === 43) min = 1;
    else if (c === 123) {
      this.#at++;
      [min, max] = this.#bounds();
    } else if (c !== 42) return body;
    if (c !== 123) this.#at++;
    const mode = this.#take("?") ? "lazy" : this.#take("+") ? "possessive" : "greedy";
    return { kind: "repeat", min, max, mode, body };
  }

  #bounds(): [number, number] {
    const number = (): number => {
      let n = 0;
      while (isDigit(this.#text[this.#at] ?? -1)) {
        n = n * 10 + (this.#text[this.#at++] ?? 0) - 48;
        if (n > MAX_REPEAT) throw new RegexSyntaxFault("Illegal repetition range");
      }
      return n;
    };
    if (!isDigit(this.#text[this.#at] ?? -1)) throw new RegexSyntaxFault("Illegal repetition");
    const min = number();
    let max = min;
    if (this.#text[this.#at] === 44) {
      this.#at++;
      max = this.#text[this.#at] === 125 ? MAX_REPEAT : number();
    }
    if (this.#text[this.#at] !== 125) throw new RegexSyntaxFault("Unclosed counted closure");
    this.#at++;
    if (max < min) throw new RegexSyntaxFault("Illegal repetition range");
    return [min, max];
  }

  #atom(): RegexNode | undefined {
    const c = this.#peek();
    this.#at++;
    switch (c) {
      case 40:
        return this.#group();
      case 91:
        return this.#class();
      case 92:
        return this.#escape();
      case 94:
        return { kind: "anchor", at: this.#flags.m ? (this.#flags.d ? "unix_line_begin" : "line_begin") : "begin" };
      case 36:
        return {
          kind: "anchor",
          at: this.#flags.m
            ? this.#flags.d
              ? "unix_line_end"
              : "line_end"
            : this.#flags.d
              ? "unix_last_line_end"
              : "last_line_end",
        };
      case 46:
        return this.#flags.s
          ? classOf([{ kind: "range", low: 0, high: 0x10ffff }])
          : classOf([{ kind: "set", text: this.#flags.d ? "\\n" : "[\\n\\r\\u{85}\\u{2028}\\u{2029}]" }], true);
      case 42:
      case 43:
      case 63:
        throw new RegexSyntaxFault(`Dangling meta character '${String.fromCodePoint(c)}'`);
      case 123:
        throw new RegexSyntaxFault("Illegal repetition");
      default:
        return this.#literal(c);
    }
  }

  #literal(point: number): RegexNode {
    return { kind: "char", points: this.#flags.i ? caseVariants(point, this.#flags.u) : [point] };
  }

  #group(): RegexNode | undefined {
    const flags = this.#flags;
    let node: RegexNode;
    if (!this.#take("?")) {
      const index = ++this.#groups;
      node = { kind: "capture", index, body: this.#choice() };
    } else if (this.#take(":")) node = this.#choice();
    else if (this.#take("=")) node = { kind: "look", ahead: true, positive: true, body: this.#choice() };
    else if (this.#take("!")) node = { kind: "look", ahead: true, positive: false, body: this.#choice() };
    else if (this.#take(">")) node = { kind: "atomic", body: this.#choice() };
    else if (this.#take("<")) {
      if (this.#take("=")) node = this.#lookBehind(true);
      else if (this.#take("!")) node = this.#lookBehind(false);
      else {
        const name = this.#name();
        if (this.#names.has(name)) throw new RegexSyntaxFault(`Named capturing group <${name}> is already defined`);
        const index = ++this.#groups;
        this.#names.set(name, index);
        node = { kind: "capture", index, body: this.#choice() };
      }
    } else {
      this.#inlineFlags();
      if (this.#take(")")) return undefined;
      if (!this.#take(":")) throw new RegexSyntaxFault("Unknown inline modifier");
      node = this.#choice();
    }
    if (!this.#take(")")) throw new RegexSyntaxFault("Unclosed group");
    this.#flags = flags;
    return node;
  }

  #lookBehind(positive: boolean): RegexNode {
    const body = this.#choice();
    const isOpen = (n: RegexNode): boolean => n.kind === "repeat" && n.max === MAX_REPEAT;
    // Java lets some single characters repeat without end here, but not all.
    if (
      someRegex(body, (n) => isOpen(n) && n.kind === "repeat" && (n.body.kind === "char" || n.body.kind === "class"))
    ) {
      throw new RegexUnsupported("an open quantifier in a look-behind in a regular expression");
    }
    if (someRegex(body, (n) => n.kind === "back" || isOpen(n))) {
      throw new RegexSyntaxFault("Look-behind group does not have an obvious maximum length");
    }
    return { kind: "look", ahead: false, positive, body };
  }

  #name(): string {
    let name = "";
    for (;;) {
      const c = this.#text[this.#at++] ?? -1;
      if (c === 62) break;
      const letter = String.fromCodePoint(c < 0 ? 0 : c);
      if (!(name === "" ? /[A-Za-z]/ : /[A-Za-z0-9]/).test(letter)) {
        throw new RegexSyntaxFault("capturing group name does not start with a Latin letter or is not closed");
      }
      name += letter;
    }
    if (name === "") throw new RegexSyntaxFault("capturing group name is empty");
    return name;
  }

  #inlineFlags(): void {
    let on = true;
    for (;;) {
      const c = this.#text[this.#at] ?? -1;
      if (c === 41 || c === 58) return;
      this.#at++;
      if (c === 45 && on) {
        on = false;
        continue;
      }
      const letter = c < 0 ? "" : String.fromCodePoint(c);
      if (letter === "" || !FLAG_LETTERS.includes(letter)) {
        throw new RegexSyntaxFault(c < 0 ? "Unknown inline modifier" : `Unknown inline modifier`);
      }
      this.#flags = { ...this.#flags, [letter]: on, ...(letter === "U" && on ? { u: true } : {}) };
    }
  }

  /** An escape outside of a class; the backslash is behind the cursor. */
  #escape(): RegexNode {
    const c = this.#text[this.#at] ?? -1;
    const letter = c < 0 ? "" : String.fromCodePoint(c);
    const named = this.#escapedClass(letter);
    if (named !== undefined) return named;
    this.#at++;
    switch (letter) {
      case "A":
        return { kind: "anchor", at: "begin" };
      case "z":
        return { kind: "anchor", at: "end" };
      case "Z":
        return { kind: "anchor", at: this.#flags.d ? "unix_last_line_end" : "last_line_end" };
      case "b":
        if (this.#is("{")) throw new RegexUnsupported("\\b{g} in a regular expression");
        return { kind: "anchor", at: "word" };
      case "B":
        return { kind: "anchor", at: "not_word" };
      case "R":
        return { kind: "newline" };
      case "G":
        throw new RegexUnsupported("\\G in a regular expression");
      case "X":
        throw new RegexUnsupported("\\X in a regular expression");
      case "k": {
        if (!this.#take("<")) throw new RegexSyntaxFault("\\k is not followed by '<' for named capturing group");
        const name = this.#name();
        const index = this.#names.get(name);
        if (index === undefined) throw new RegexSyntaxFault(`named capturing group <${name}> does not exist`);
        return this.#back(index);
      }
      default:
        if (isDigit(c) && c !== 48) return this.#back(this.#backIndex(c - 48));
        this.#at--;
        return this.#literal(this.#escapedPoint());
    }
  }

  #back(index: number): RegexNode {
    if (this.#flags.i) throw new RegexUnsupported("a back-reference that ignores case in a regular expression");
    return { kind: "back", index };
  }

  /** More digits belong to a back-reference as long as there are so many groups. */
  #backIndex(first: number): number {
    let index = first;
    for (;;) {
      const c = this.#text[this.#at] ?? -1;
      if (!isDigit(c) || index * 10 + c - 48 > this.#groups) return index;
      index = index * 10 + c - 48;
      this.#at++;
    }
  }

  /** `\d`, `\p{…}` and their like, in a class or out of one; the cursor is on the letter. */
  #escapedClass(letter: string): ClassNode | undefined {
    if (letter === "p" || letter === "P") {
      this.#at++;
      let name = "";
      if (this.#text[this.#at] === 123) {
        const end = this.#text.indexOf(125, this.#at);
        if (end < 0) throw new RegexSyntaxFault("Unclosed character family");
        name = String.fromCodePoint(...this.#text.slice(this.#at + 1, end));
        if (name === "") throw new RegexSyntaxFault("Empty character family");
        this.#at = end + 1;
      } else {
        const c = this.#text[this.#at++];
        if (c === undefined) throw new RegexSyntaxFault("Illegal/unsupported escape sequence");
        name = String.fromCodePoint(c);
      }
      return propertyClass(name, letter === "P", this.#flags.i, this.#flags.U);
    }
    const found = escapeClass(letter, this.#flags.U);
    if (found !== undefined) this.#at++;
    return found;
  }

  /** An escape that stands for one code point; the cursor is after the backslash. */
  #escapedPoint(): number {
    const c = this.#text[this.#at++] ?? -1;
    const letter = c < 0 ? "" : String.fromCodePoint(c);
    switch (letter) {
      case "t":
        return 9;
      case "n":
        return 10;
      case "r":
        return 13;
      case "f":
        return 12;
      case "a":
        return 7;
      case "e":
        return 27;
      case "c": {
        const control = this.#text[this.#at++];
        if (control === undefined) throw new RegexSyntaxFault("Illegal control escape sequence");
        return control ^ 64;
      }
      case "0":
        return this.#octal();
      case "x":
        return this.#hex();
      case "u": {
        const high = this.#fourHex();
        if (high >= 0xd800 && high < 0xdc00 && this.#text[this.#at] === 92 && this.#text[this.#at + 1] === 117) {
          const back = this.#at;
          this.#at += 2;
          const low = this.#fourHex();
          if (low >= 0xdc00 && low < 0xe000) return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
          this.#at = back;
        }
        return high;
      }
      case "N":
        throw new RegexUnsupported("\\N{…} in a regular expression");
      default:
        if (c < 0) throw new RegexSyntaxFault("Unexpected internal error");
        if (/[A-Za-z]/.test(letter)) throw new RegexSyntaxFault("Illegal/unsupported escape sequence");
        return c;
    }
  }

  #octal(): number {
    const digit = (): number => {
      const d = (this.#text[this.#at] ?? -1) - 48;
      return d >= 0 && d <= 7 ? d : -1;
    };
    let n = digit();
    if (n < 0) throw new RegexSyntaxFault("Illegal octal escape sequence");
    this.#at++;
    const most = n <= 3 ? 2 : 1;
    for (let i = 0; i < most && digit() >= 0; i++) {
      n = n * 8 + digit();
      this.#at++;
    }
    return n;
  }

  #hexDigits(count: number): number {
    const text = String.fromCodePoint(...this.#text.slice(this.#at, this.#at + count));
    if (text.length !== count || !/^[0-9A-Fa-f]+$/.test(text)) return -1;
    this.#at += count;
    return Number.parseInt(text, 16);
  }

  #hex(): number {
    if (this.#text[this.#at] === 123) {
      const end = this.#text.indexOf(125, this.#at);
      const text = end < 0 ? "" : String.fromCodePoint(...this.#text.slice(this.#at + 1, end));
      const n = /^[0-9A-Fa-f]+$/.test(text) ? Number.parseInt(text, 16) : -1;
      if (n < 0 || n > 0x10ffff) throw new RegexSyntaxFault("Illegal hexadecimal escape sequence");
      this.#at = end + 1;
      return n;
    }
    const n = this.#hexDigits(2);
    if (n < 0) throw new RegexSyntaxFault("Illegal hexadecimal escape sequence");
    return n;
  }

  #fourHex(): number {
    const n = this.#hexDigits(4);
    if (n < 0) throw new RegexSyntaxFault("Illegal Unicode escape sequence");
    return n;
  }

  /** A class; its opening bracket is behind the cursor. */
  #class(): ClassNode {
    const node = this.#classBody();
    this.#at++;
    return node;
  }

  /** The inside of a class, up to but not past its closing bracket. */
  #classBody(): ClassNode {
    const negated = this.#text[this.#at] === 94 && this.#text[this.#at - 1] === 91;
    if (negated) this.#at++;
    const all: ClassItem[][] = [[]];
    for (;;) {
      const union = all[all.length - 1] ?? [];
      const c = this.#peek();
      if (c === -1) throw new RegexSyntaxFault("Unclosed character class");
      if (c === 93 && (union.length > 0 || all.length > 1)) break;
      if (c === 91) {
        this.#at++;
        union.push(this.#class());
      } else if (c === 38 && this.#text[this.#at + 1] === 38) {
        this.#at += 2;
        if (union.length === 0)
          throw new RegexUnsupported("a class intersection with an empty side in a regular expression");
        this.#intersected(all);
      } else union.push(...this.#classItems(c));
    }
    return { kind: "class", negated, all: all.filter((union) => union.length > 0) };
  }

  /** The right side of `&&`: nested classes, or everything up to the end of the class. */
  #intersected(all: ClassItem[][]): void {
    const right: ClassItem[] = [];
    while (this.#is("[")) {
      this.#at++;
      right.push(this.#class());
    }
    const c = this.#peek();
    if (c === -1) throw new RegexSyntaxFault("Unclosed character class");
    if (c === 93) {
      if (right.length === 0)
        throw new RegexUnsupported("a class intersection with an empty side in a regular expression");
      all.push(right);
      return;
    }
    if (c === 38) {
      if (right.length === 0 || this.#text[this.#at + 1] !== 38) {
        throw new RegexUnsupported("a lone & beside a class intersection in a regular expression");
      }
      all.push(right);
      return;
    }
    if (right.length > 0)
      throw new RegexUnsupported("a class intersection with a mixed right side in a regular expression");
    all.push([this.#classBody()]);
  }

  #classItems(first: number): ClassItem[] {
    let low: number;
    if (first === 92) {
      this.#at++;
      const c = this.#text[this.#at] ?? -1;
      const named = this.#escapedClass(c < 0 ? "" : String.fromCodePoint(c));
      if (named !== undefined) return [named];
      low = this.#escapedPoint();
    } else {
      this.#at++;
      low = first;
    }
    let high = low;
    if (this.#is("-")) {
      const next = this.#text[this.#at + 1] ?? -1;
      if (next !== 91 && next !== 93) {
        this.#at++;
        const c = this.#peek();
        if (c === -1) throw new RegexSyntaxFault("Unclosed character class");
        this.#at++;
        high = c === 92 ? this.#escapedPoint() : c;
        if (high < low) throw new RegexSyntaxFault("Illegal character range");
      }
    }
    return this.#flags.i ? caselessRange(low, high, this.#flags.u) : [{ kind: "range", low, high }];
  }
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isLineEnd = (c: number): boolean => c === 10 || c === 13 || c === 0x85 || c === 0x2028 || c === 0x2029;

/** The code points of a pattern, what `\Q…\E` quotes escaped one by one. */
function unquoted(pattern: string): number[] {
  let text = "";
  for (let i = 0; i < pattern.length; ) {
    if (pattern.startsWith("\\Q", i)) {
      const end = pattern.indexOf("\\E", i + 2);
      const quoted = pattern.slice(i + 2, end < 0 ? pattern.length : end);
      text += quoted.replace(/[^A-Za-z0-9\u0080-\uffff]/g, "\\$&");
      i = end < 0 ? pattern.length : end + 2;
    } else if (pattern.charAt(i) === "\\" && i + 1 < pattern.length) {
      text += pattern.slice(i, i + 2);
      i += 2;
    } else text += pattern.charAt(i++);
  }
  return Array.from(text, (c) => c.codePointAt(0) ?? 0);
}

const isLetter = (c: number): boolean => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);

/** The code points that equal one when case is ignored: ASCII letters, or all letters with UNICODE_CASE. */
function caseVariants(point: number, unicode: boolean): readonly number[] {
  if (!unicode) return isLetter(point) ? [point, point ^ 32] : [point];
  const text = String.fromCodePoint(point);
  const variants = new Set([point]);
  for (const t of [text.toUpperCase(), text.toLowerCase(), text.toUpperCase().toLowerCase()]) {
    if (Array.from(t).length === 1) variants.add(t.codePointAt(0) ?? point);
  }
  // Dotless and dotted i, the long s and the Kelvin and Angstrom signs fold in several steps.
  if (point > 127 || [105, 73, 107, 75, 115, 83].includes(point)) {
    if (variants.size === 1) return [point];
    throw new RegexUnsupported(`ignoring the case of "${text}" with the flag u in a regular expression`);
  }
  return [...variants];
}

function caselessRange(low: number, high: number, unicode: boolean): ClassItem[] {
  if (unicode) throw new RegexUnsupported("a character class with the flags iu in a regular expression");
  const items: ClassItem[] = [{ kind: "range", low, high }];
  const other = (from: number, to: number, shift: number): void => {
    const a = Math.max(low, from);
    const b = Math.min(high, to);
    if (a <= b) items.push({ kind: "range", low: a + shift, high: b + shift });
  };
  other(65, 90, 32);
  other(97, 122, -32);
  return items;
}
