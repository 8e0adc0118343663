import type { Span } from "../base/span.ts";
import type { SourceText, SqlOrigin } from "../errors/origin.ts";
import { type SparkError, sparkError } from "../errors/spark-error.ts";
import { type Dialect, PLAIN_DIALECT } from "./dialect.ts";
import { STRICT_NON_RESERVED } from "./keywords.ts";
import { tokenize } from "./lexer.ts";
import { unescapeSql } from "./strings.ts";
import { isStringLiteral, type Token } from "./token.ts";

/** A string's body with each doubled one of its own quotes as one; escaped ones stay. */
const undoubled = (body: string, quote: string): string =>
  body.replace(/\\[^]|''|""/g, (pair) => (pair.startsWith(quote) ? `\\${quote}` : pair));

/** How deep expressions and queries may nest; a query counts for {@link QUERY_DEPTH} levels. */
export const MAX_DEPTH = 1000;
/** The levels that one nested query takes. */
export const QUERY_DEPTH = 4;

/** What the meaning of a text depends on beside its letters. */
export interface Reading {
  /** TIMESTAMP means TIMESTAMP_NTZ (`spark.sql.timestampType`). */
  readonly timestampIsNtz: boolean;
  /** The Spark that is spoken: 305, 400 and so on (`settings/spark-version.ts`). */
  readonly line: number;
  /** How the grammar differs from the default. */
  readonly dialect: Dialect;
  /** The database that the names of a lasting view's body are of; temporary views do not stand in their way. */
  readonly database?: string | undefined;
  /** The collation of texts that name none: in the body of a view that has one of its own. */
  readonly collation?: string | undefined;
  /** The temporary views, folded, that a temporary function's body names for all that; absent: none. */
  readonly temporaryViews?: ReadonlySet<string> | undefined;
  /** What the text is the body of; absent: a query. */
  readonly bodyOf?: Omit<SourceText, "text"> | undefined;
  /** What a constant expression of the session is; `undefined`: it is no constant. Absent: nothing can tell. */
  readonly constant?: ((e: { readonly kind: string }) => ConstantText | undefined) | undefined;
}

/** A constant that stands for a name. */
export interface ConstantText {
  /** Of a constant of another type than STRING: that type's name. */
  readonly otherType?: string | undefined;
  readonly text: string | null;
}

/** How Spark 4.0 reads a text under its defaults. */
export const PLAIN_READING: Reading = { timestampIsNtz: false, line: 400, dialect: PLAIN_DIALECT };

/** The name between a token's quotes, in which one of them stands for itself doubled. */
const nameIn = (text: string): string => {
  const quote = text.charAt(0);
  return text.slice(1, -1).replaceAll(quote + quote, quote);
};

/** Since 4.1, a quote may stand doubled in a string (`spark.sql.legacy.consecutiveStringLiterals.enabled`). */
const doublesQuotes = ({ line }: Reading): boolean => line >= 401;

/** A place in the tokens of a SQL text: what recursive-descent rules read from. */
export class Cursor {
  readonly source: SourceText;
  readonly tokens: readonly Token[];
  #at = 0;
  /** The index at which the text ends, and the token that says so. */
  #last: number;
  #end: Token;
  #depth = 0;
  #pairs: Int32Array | undefined;
  #reading: Reading;

  constructor(source: SourceText, reading: Reading = PLAIN_READING) {
    this.source = source;
    this.#reading = reading;
    this.tokens = tokenize(source.text, doublesQuotes(reading), reading.dialect.doubleQuotedNames);
    this.#last = this.tokens.length - 1;
    this.#end = this.tokens[this.#last] as Token;
  }

  /** What the meaning of the text depends on. */
  get reading(): Reading {
    return this.#reading;
  }

  /** Runs a rule that reads texts without a collation as of this one; as before where it is `undefined`. */
  collated<T>(collation: string | undefined, rule: () => T): T {
    const before = this.#reading;
    this.#reading = { ...before, collation };
    try {
      return rule();
    } finally {
      this.#reading = before;
    }
  }

  /** Runs a rule to which the text ends before the token at an index. */
  before<T>(index: number, rule: () => T): T {
    const [last, end] = [this.#last, this.#end];
    const { start } = this.tokens[index] as Token;
    [this.#last, this.#end] = [index, { kind: "eof", start, end: start, text: "", word: "" }];
    try {
      return rule();
    } finally {
      [this.#last, this.#end] = [last, end];
    }
  }

  /** The index of the next token. */
  get at(): number {
    return this.#at;
  }

  /** Goes back (or on) to a token index seen before. */
  seek(at: number): void {
    this.#at = at;
  }

  /** The token `ahead` places on; the last one is `eof` for ever. */
  peek(ahead = 0): Token {
    const at = this.#at + ahead;
    return at < this.#last ? (this.tokens[at] as Token) : this.#end;
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek();
    if (token.kind !== "eof") this.#at++;
    return token;
  }

  /** Whether the token `ahead` is one of the unquoted words, given in upper case. */
  isWord(word: string, ahead = 0): boolean {
    return this.peek(ahead).word === word;
  }

  /** Whether the token `ahead` is the operator. */
  isOp(op: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "op" && token.text === op;
  }

  /** Whether the words stand next, in order. */
  areWords(...words: readonly string[]): boolean {
    return words.every((word, i) => this.peek(i).word === word);
  }

  /** Takes the words if they all stand next, in order. */
  acceptWords(...words: readonly string[]): boolean {
    if (!this.areWords(...words)) return false;
    this.#at += words.length;
    return true;
  }

  /** Takes an operator if it stands next. */
  acceptOp(op: string): boolean {
    if (!this.isOp(op)) return false;
    this.#at++;
    return true;
  }

  /** Takes a word or fails. */
  expectWord(word: string): Token {
    if (!this.isWord(word)) throw this.fail(this.peek(), this.isWord(word, 1) ? "extra" : undefined);
    return this.next();
  }

  /** Takes an operator or fails. */
  expectOp(op: string): Token {
    if (!this.isOp(op)) throw this.fail(this.peek(), this.isOp(op, 1) ? "extra" : undefined);
    return this.next();
  }

  /** Takes the closing bracket of what could end here, telling when it is but missing. */
  close(op: ")" | "]"): Token {
    if (this.isOp(op)) return this.next();
    const token = this.peek();
    const ends = token.kind === "eof" || token.word === "FROM" || (token.kind === "op" && token.text === ";");
    throw this.fail(token, this.isOp(op, 1) ? "extra" : ends ? { missing: `'${op}'` } : undefined);
  }

  /** The syntax error at a token, with the hint that Spark's parser gives when one token is one too many. */
  fail(token: Token = this.peek(), hint?: "extra" | { readonly missing: string }): SparkError {
    const error = token.kind === "eof" ? "end of input" : `'${this.#written(token)}'`;
    const said = hint === undefined ? "" : hint === "extra" ? `: extra input ${error}` : `: missing ${hint.missing}`;
    return sparkError("PARSE_SYNTAX_ERROR", { error, hint: said }, { origin: this.originOf(token) });
  }

  /** A token's text as Spark's lexer cuts it: `>`s that stand together are one. */
  #written(token: Token): string {
    if (token.text !== ">") return token.text;
    return /^>{1,3}/.exec(this.source.text.slice(token.start))?.[0] ?? token.text;
  }

  /** Fails unless the text ends here, but for semicolons where a statement may have them. */
  expectEnd(semicolons: boolean): void {
    let ended = false;
    if (semicolons) while (this.acceptOp(";")) ended = true;
    const token = this.peek();
    if (token.kind === "eof") return;
    const then = this.peek(1);
    throw this.fail(token, ended || then.kind === "eof" || (semicolons && this.isOp(";", 1)) ? "extra" : undefined);
  }

  /** The span from the token at index `from` to the last one taken. */
  spanFrom(from: number): Span {
    const first = this.tokens[from] as Token;
    const last = this.tokens[Math.max(this.#at - 1, from)] as Token;
    return { start: first.start, end: Math.max(last.end, first.start) };
  }

  /** The origin from the token at index `from` to the last one taken. */
  originFrom(from: number): SqlOrigin {
    return { kind: "sql", source: this.source, span: this.spanFrom(from) };
  }

  /** The origin of one token. */
  originOf(token: Token): SqlOrigin {
    return { kind: "sql", source: this.source, span: { start: token.start, end: token.end } };
  }

  /** Runs a rule; where the stack ends before {@link MAX_DEPTH} does, that is an error of nesting too. */
  guarded<T>(rule: () => T): T {
    try {
      return rule();
    } catch (error) {
      if (error instanceof RangeError && error.message.includes("call stack")) throw this.tooDeep();
      throw error;
    }
  }

  /** Goes `levels` deeper; raises MAX_DEPTH_EXCEEDED beyond {@link MAX_DEPTH}. Call {@link leave} on the way back. */
  enter(levels = 1): void {
    this.#depth += levels;
    if (this.#depth > MAX_DEPTH) throw this.tooDeep();
  }

  leave(levels = 1): void {
    this.#depth -= levels;
  }

  /** The error of nesting, at the cursor. */
  tooDeep(): SparkError {
    return sparkError("MAX_DEPTH_EXCEEDED", { limit: String(MAX_DEPTH) }, { origin: this.originOf(this.peek()) });
  }

  /** The index of the `)` that closes the `(` at index `open`; -1 where it is not closed. */
  closing(open: number): number {
    if (this.#pairs === undefined) {
      this.#pairs = new Int32Array(this.tokens.length).fill(-1);
      const opened: number[] = [];
      for (const [i, token] of this.tokens.entries()) {
        if (token.kind !== "op") continue;
        if (token.text === "(") opened.push(i);
        else if (token.text === ")") {
          const start = opened.pop();
          if (start !== undefined) this.#pairs[start] = i;
        }
      }
    }
    return this.#pairs[open] ?? -1;
  }

  /** Whether the token `ahead` can be a name: any word, or one in back-ticks. */
  isName(ahead = 0): boolean {
    const { kind } = this.peek(ahead);
    return kind === "word" || kind === "quoted";
  }

  /** Whether the token `ahead` can name a relation: a name that is none of the join and set words. */
  isStrictName(ahead = 0): boolean {
    const { kind, word } = this.peek(ahead);
    return kind === "quoted" || (kind === "word" && !STRICT_NON_RESERVED.has(word));
  }

  /** Takes one name (`identifier` of Spark's grammar). Raises INVALID_IDENTIFIER for letters beyond ASCII. */
  name(): string {
    if (!this.isName()) throw this.fail();
    const token = this.next();
    if (token.kind === "quoted") return nameIn(token.text);
    if (!/^\w+$/.test(token.text)) throw this.#invalidIdentifier(token.text, token);
    return token.text;
  }

  /**
   * Takes one name where no expression can follow (`errorCapturingIdentifier`): `a-b` is told to be quoted by
   * INVALID_IDENTIFIER.
   */
  wholeName(): string {
    const first = this.peek();
    const name = this.name();
    if (!this.isOp("-") || !this.isName(1)) return name;
    let text = first.text;
    const minus = this.peek();
    while (this.isOp("-") && this.isName(1)) {
      this.next();
      text += `-${this.next().text}`;
    }
    throw this.#invalidIdentifier(text, minus);
  }

  /** Takes a name of dotted parts (`multipartIdentifier`). */
  names(): string[] {
    const parts = [this.wholeName()];
    while (this.isOp(".") && this.isName(1)) {
      this.next();
      parts.push(this.wholeName());
    }
    if (this.isOp(".")) {
      this.next();
      throw this.fail();
    }
    return parts;
  }

  #invalidIdentifier(ident: string, token: Token): SparkError {
    return sparkError("INVALID_IDENTIFIER", { ident }, { origin: this.originOf(token) });
  }

  /** Whether the token `ahead` is a string literal. */
  isString(ahead = 0): boolean {
    return isStringLiteral(this.peek(ahead));
  }

  /** Takes one string literal and gives its value; `asWritten`: back-slashes stand for themselves. */
  string(asWritten = false): string {
    if (!this.isString()) throw this.fail();
    const token = this.next();
    // Spark leaves a raw string's first quote there.
    if (asWritten) return token.text.slice(1, -1);
    if (token.kind === "raw_string") return token.text.slice(2, -1);
    const body = token.text.slice(1, -1);
    return unescapeSql(doublesQuotes(this.reading) ? undoubled(body, token.text.charAt(0)) : body);
  }

  /** One or more of something, between commas. */
  list<T>(one: () => T): T[] {
    const items = [one()];
    while (this.acceptOp(",")) items.push(one());
    return items;
  }

  /** A list in parentheses; empty only where allowed. */
  parenthesized<T>(one: () => T): T[] {
    this.expectOp("(");
    const items = this.list(one);
    this.expectOp(")");
    return items;
  }
}
