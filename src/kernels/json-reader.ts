/** A fault in a JSON text; never leaves the kernels. */
export class JsonError extends Error {
  override readonly name = "JsonError";
}

/** What beyond strict JSON is read (the parser features of Spark's JSON options). */
export interface JsonSyntax {
  readonly singleQuotes: boolean;
  readonly controlCharacters: boolean;
  readonly unquotedNames: boolean;
  readonly comments: boolean;
  readonly leadingZeros: boolean;
  readonly nonNumericNumbers: boolean;
  readonly anyEscape: boolean;
  /** What is no string becomes one as it is written (`spark.sql.json.enableExactStringParsing`). */
  readonly exactStrings?: boolean;
  /** Of fields of one name in an object that becomes a VARIANT the last counts; else they are an error. */
  readonly lastFieldWins?: boolean;
}

/** The syntax of get_json_object, json_tuple and their like. */
export const PATH_SYNTAX: JsonSyntax = {
  singleQuotes: true,
  controlCharacters: true,
  unquotedNames: false,
  comments: false,
  leadingZeros: false,
  nonNumericNumbers: false,
  anyEscape: false,
};

/** A token's kind; `end` after the last. */
export type JsonToken = "{" | "}" | "[" | "]" | "name" | "string" | "int" | "float" | "true" | "false" | "null" | "end";

/** Values whose text is more than what they say. */
const WRITTEN: ReadonlySet<JsonToken> = new Set(["{", "[", "int", "float"]);

/** A pull reader over one JSON text; text behind the root value is not looked at unless asked for. */
export class JsonReader {
  /** The current token; `end` before the first. */
  token: JsonToken = "end";
  /** The text of a name, string or number. */
  text = "";
  private at = 0;
  /** Where the value at hand begins. */
  private valueAt = 0;
  private readonly open: ("{" | "[")[] = [];
  private filled = false;
  private named = false;
  private readonly source: string;
  private readonly syntax: JsonSyntax;

  constructor(source: string, syntax: JsonSyntax) {
    this.source = source;
    this.syntax = syntax;
  }

  /** The value's text as it is written, read to its end by `skip`; undefined unless it is asked for. */
  written(skip: () => void): string | undefined {
    if (this.syntax.exactStrings !== true) return undefined;
    if (!WRITTEN.has(this.token)) return undefined;
    const start = this.valueAt;
    skip();
    return this.source.slice(start, this.at);
  }

  /** See {@link JsonSyntax}. */
  get lastFieldWins(): boolean {
    return this.syntax.lastFieldWins === true;
  }

  /** How many objects and arrays are open. */
  get depth(): number {
    return this.open.length;
  }

  /** Moves to the next token. Throws {@link JsonError}. */
  next(): JsonToken {
    this.blanks();
    const { source } = this;
    const container = this.open[this.open.length - 1];
    if (this.at >= source.length) {
      if (container !== undefined) throw new JsonError("unexpected end of input");
      return (this.token = "end");
    }
    if (container === undefined) return (this.token = this.value());
    if (this.named) {
      this.named = false;
      return (this.token = this.value());
    }
    const c = source[this.at];
    if (c === (container === "{" ? "}" : "]")) {
      this.at++;
      this.open.pop();
      this.filled = true;
      return (this.token = container === "{" ? "}" : "]");
    }
    if (this.filled) {
      if (c !== ",") throw new JsonError("expected a comma");
      this.at++;
      this.blanks();
    }
    if (container === "[") return (this.token = this.value());
    this.name();
    this.named = true;
    return (this.token = "name");
  }

  /** From the start of an object or array to its end; elsewhere nothing. */
  skipChildren(): void {
    if (this.token !== "{" && this.token !== "[") return;
    const depth = this.open.length;
    while (this.open.length >= depth) this.next();
  }

  private blanks(): void {
    const { source } = this;
    for (;;) {
      const c = source.charCodeAt(this.at);
      if (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) {
        this.at++;
      } else if (this.syntax.comments && c === 0x2f && source[this.at + 1] === "*") {
        const end = source.indexOf("*/", this.at + 2);
        if (end < 0) throw new JsonError("unexpected end of input in a comment");
        this.at = end + 2;
      } else if (this.syntax.comments && c === 0x2f && source[this.at + 1] === "/") {
        const end = source.indexOf("\n", this.at);
        this.at = end < 0 ? source.length : end;
      } else {
        return;
      }
    }
  }

  private value(): JsonToken {
    const { source, at } = this;
    this.filled = true;
    this.valueAt = at;
    switch (source[at]) {
      case undefined:
        throw new JsonError("unexpected end of input");
      case "{":
      case "[": {
        const bracket = source[at] === "{" ? "{" : "[";
        this.open.push(bracket);
        this.filled = false;
        this.at++;
        return bracket;
      }
      case '"':
        this.quoted('"');
        return "string";
      case "'":
        if (!this.syntax.singleQuotes) throw new JsonError("single quote");
        this.quoted("'");
        return "string";
      case "t":
        return this.word("true");
      case "f":
        return this.word("false");
      case "n":
        return this.word("null");
      default:
        return this.number();
    }
  }

  private word<T extends "true" | "false" | "null">(word: T): T {
    if (!this.source.startsWith(word, this.at) || isWordPart(this.source[this.at + word.length]))
      throw new JsonError("unknown word");
    this.at += word.length;
    return word;
  }

  private number(): JsonToken {
    const { source } = this;
    const pattern = this.syntax.leadingZeros ? LOOSE_NUMBER : NUMBER;
    pattern.lastIndex = this.at;
    const found = pattern.exec(source);
    if (found === null) {
      if (this.syntax.nonNumericNumbers) {
        SPECIAL.lastIndex = this.at;
        const special = SPECIAL.exec(source);
        if (special !== null && !isWordPart(source[SPECIAL.lastIndex])) {
          this.at = SPECIAL.lastIndex;
          this.text = special[0].replace(/^\+/, "").replace(/INF$/, "Infinity");
          return "float";
        }
      }
      throw new JsonError("unexpected character");
    }
    this.at += found[0].length;
    const after = source[this.at];
    if (after !== undefined && !" \t\r\n,]}/:".includes(after))
      throw new JsonError("unexpected character after a number");
    this.text = found[0];
    return found[1] === undefined && found[2] === undefined ? "int" : "float";
  }

  private name(): void {
    const { source } = this;
    const c = source[this.at];
    if (c === '"' || (c === "'" && this.syntax.singleQuotes)) {
      this.quoted(c);
    } else {
      const found = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
      found.lastIndex = this.at;
      const word = this.syntax.unquotedNames ? found.exec(source) : null;
      if (word === null) throw new JsonError("expected a field name");
      this.text = word[0];
      this.at += word[0].length;
    }
    this.blanks();
    if (source[this.at] !== ":") throw new JsonError("expected a colon");
    this.at++;
  }

  private quoted(quote: string): void {
    const { source } = this;
    const end = source.indexOf(quote, this.at + 1);
    const plain = end < 0 ? "" : source.slice(this.at + 1, end);
    // Most strings hold neither escapes nor control characters.
    if (end >= 0 && !NEEDS_CARE.test(plain)) {
      this.text = plain;
      this.at = end + 1;
      return;
    }
    let out = "";
    for (let i = this.at + 1; i < source.length; i++) {
      const c = source[i] ?? "";
      if (c === quote) {
        this.text = out;
        this.at = i + 1;
        return;
      }
      if (c === "\\") {
        const escape = source[++i] ?? "";
        if (escape === "u") {
          const hex = source.slice(i + 1, i + 5);
          if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw new JsonError("bad escape");
          out += String.fromCharCode(Number.parseInt(hex, 16));
          i += 4;
        } else {
          const plainEscape = ESCAPES[escape];
          if (plainEscape !== undefined) out += plainEscape;
          else if (this.syntax.anyEscape && escape !== "") out += escape;
          else throw new JsonError("bad escape");
        }
      } else if (c < " " && !this.syntax.controlCharacters) {
        throw new JsonError("control character in a string");
      } else {
        out += c;
      }
    }
    throw new JsonError("unexpected end of input in a string");
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const LOOSE_NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
const SPECIAL = /NaN|[+-]?(?:Infinity|INF)/y;
// oxlint-disable-next-line no-control-regex
const NEEDS_CARE = /[\\\u0000-\u001f]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

const isWordPart = (c: string | undefined): boolean => c !== undefined && /[\w$]/.test(c);
