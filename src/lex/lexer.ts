import { sparkError, unsupported } from "../errors/spark-error.ts";
import type { NumberKind, Token, TokenKind } from "./token.ts";

/** The most tokens of one text. */
const MAX_TOKENS = 2_000_000;

/** Operators, longest first; `>>` and `>>>` are read as single `>`s, which close types, and joined by the parser. */
const OPERATORS = [
  "<=>",
  "/*+",
  "<>",
  "!=",
  "<=",
  ">=",
  "!>",
  "!<",
  "==",
  "<<",
  "||",
  "|>",
  "::",
  "->",
  "=>",
  "*/",
  ";",
  "(",
  ")",
  ",",
  ".",
  "[",
  "]",
  "!",
  "=",
  "<",
  ">",
  "+",
  "-",
  "*",
  "/",
  "%",
  "~",
  "&",
  "|",
  "^",
  ":",
  "?",
];

const BY_FIRST: ReadonlyMap<string, readonly string[]> = new Map(
  OPERATORS.map((op) => [op[0] ?? "", OPERATORS.filter((other) => other[0] === op[0])]),
);

const WORD = /[\p{L}0-9_]+/uy;
const LETTERS = /\p{L}/u;
const URI = /\p{L}+:\/\/[\p{L}0-9_/\-.?=&#%]+/uy;
const DIGITS = /[0-9]+(?:[eE][+-]?[0-9]+)?/y;
const POINTED = /(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const SUFFIX = /(?:BD|[LSYFD])/iy;
const SPACE = /[ \t\n\f\r\v\u00A0\u1680\u2000-\u200A\u2028\u202F\u205F\u3000]+/y;
const LINE_COMMENT = /--(?:\\\n|[^\r\n])*\r?\n?/y;
const SUFFIX_KINDS: Readonly<Record<string, NumberKind>> = {
  L: "bigint",
  S: "smallint",
  Y: "tinyint",
  F: "float",
  D: "double",
  BD: "bigdecimal",
};

const matchAt = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
};

/** The end of a bracketed comment that starts at `at`; comments nest. -1: it is not closed. */
function bracketedCommentEnd(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length - 1; i++) {
    if (text[i] === "/" && text[i + 1] === "*" && (depth === 0 || text[i + 2] !== "+")) {
      depth++;
      i++;
    } else if (text[i] === "*" && text[i + 1] === "/") {
      depth--;
      i++;
      if (depth === 0) return i + 1;
    }
  }
  return -1;
}

/** The end of a text in quotes that starts at `at`, in which quotes may stand escaped or doubled; -1: it is not closed. */
function quotedEnd(text: string, at: number, escapes: boolean, doubled: boolean): number {
  const quote = text[at];
  let closed = -1;
  for (let i = at + 1; i < text.length; i++) {
    if (escapes && text[i] === "\\") i++;
    else if (text[i] === quote) {
      closed = i + 1;
      if (!doubled || text[i + 1] !== quote) return closed;
      i++;
    }
  }
  return closed;
}

function backQuotedEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] !== "`") continue;
    if (text[i + 1] === "`") i++;
    else return i + 1;
  }
  return -1;
}

/** The number literal at `at`, unless a word that starts there is longer. */
function numberAt(text: string, at: number): { readonly kind: NumberKind; readonly end: number } | undefined {
  const plain = matchAt(DIGITS, text, at);
  const pointed = matchAt(POINTED, text, at);
  const word = matchAt(WORD, text, at);
  if (pointed > at) {
    const suffixed = matchAt(SUFFIX, text, pointed);
    const suffix = text.slice(pointed, suffixed).toUpperCase();
    for (const end of suffixed > pointed && /^(?:F|D|BD)$/.test(suffix) ? [suffixed, pointed] : [pointed]) {
      if (/[A-Za-z0-9_]/.test(text[end] ?? "")) continue;
      if (end <= word) break;
      if (end === suffixed && suffixed > pointed) return { kind: SUFFIX_KINDS[suffix] ?? "double", end };
      return { kind: /[eE]/.test(text.slice(at, end)) ? "exponent" : "decimal", end };
    }
    // `1.e` is no exponent when digits do not follow it: `1` `.` `e` are read apart.
  }
  if (plain === at) return undefined;
  const suffixed = matchAt(SUFFIX, text, plain);
  const suffix = text.slice(plain, suffixed).toUpperCase();
  const exponent = /[eE]/.test(text.slice(at, plain));
  if (suffix !== "" && suffixed >= word && !(exponent && /^[LSY]$/.test(suffix)))
    return { kind: SUFFIX_KINDS[suffix] ?? "double", end: suffixed };
  if (plain < word) return undefined;
  return { kind: exponent ? "exponent" : "integer", end: plain };
}

/**
 * The tokens of a SQL text, ended by one `eof` token. Comments and space are left out; hint comments are kept as tokens.
 * Follows the rules of Spark's `SqlBaseLexer`: longest match, words may start with a digit, text in double quotes is a
 * string, or a name where `doubleQuotedNames`. Raises UNCLOSED_BRACKETED_COMMENT; any other stray character becomes an
 * `unrecognized` token.
 */
export function tokenize(text: string, doublesQuotes = false, doubleQuotedNames = false): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: TokenKind, end: number) => {
    if (tokens.length >= MAX_TOKENS) throw unsupported(`A SQL text of more than ${MAX_TOKENS} tokens`);
    const raw = text.slice(at, end);
    tokens.push({ kind, start: at, end, text: raw, word: kind === "word" ? raw.toUpperCase() : "" });
    at = end;
  };
  while (at < text.length) {
    const char = text[at] ?? "";
    const space = matchAt(SPACE, text, at);
    if (space > at) {
      at = space;
      continue;
    }
    if (char === "-" && text[at + 1] === "-") {
      at = matchAt(LINE_COMMENT, text, at);
      continue;
    }
    if (char === "/" && text[at + 1] === "*" && text[at + 2] !== "+") {
      const end = bracketedCommentEnd(text, at);
      if (end === -1)
        throw sparkError(
          "UNCLOSED_BRACKETED_COMMENT",
          {},
          { origin: { kind: "sql", source: { text }, span: { start: at, end: text.length } } },
        );
      at = end;
      continue;
    }
    if (char === "'" || char === '"' || char === "`") {
      const end = char === "`" ? backQuotedEnd(text, at) : quotedEnd(text, at, true, doublesQuotes);
      if (end === -1) push("unrecognized", at + 1);
      else push(char === "'" ? "string" : char === "`" || doubleQuotedNames ? "quoted" : "double_string", end);
      continue;
    }
    if ((char === "r" || char === "R") && (text[at + 1] === "'" || text[at + 1] === '"')) {
      const end = quotedEnd(text, at + 1, false, false);
      if (end !== -1) {
        push("raw_string", end);
        continue;
      }
    }
    if ((char >= "0" && char <= "9") || char === ".") {
      const number = numberAt(text, at);
      if (number !== undefined) {
        push(number.kind, number.end);
        continue;
      }
    }
    const word = matchAt(WORD, text, at);
    if (word > at) {
      const uri = text[word] === ":" && LETTERS.test(char) ? matchAt(URI, text, at) : at;
      push("word", Math.max(word, uri));
      continue;
    }
    const operator = BY_FIRST.get(char)?.find((op) => text.startsWith(op, at));
    if (operator !== undefined) push("op", at + operator.length);
    else push("unrecognized", at + String.fromCodePoint(text.codePointAt(at) ?? 0).length);
  }
  push("eof", text.length);
  return tokens;
}
