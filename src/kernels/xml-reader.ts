import { xmlNameAt } from "./xml-name.ts";
import { referredTo, XML_REFERENCE } from "./xml-references.ts";

/**
 * A pull reader over one XML text, as Spark sets up Java's (`StaxXmlParserUtils`, Woodstox): namespaces are not told
 * apart, neighbouring text and CDATA are one piece, comments and instructions are left out, and a document type is
 * skipped unread, so that there are no entities but the five of XML. It looks no further than it is asked to: what
 * stands behind the end of the root is never seen.
 */

/** A fault in an XML text; never leaves the kernels. */
export class XmlError extends Error {
  override readonly name = "XmlError";
}

/** An attribute with its value as XML normalizes it. */
export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
}

/** What is read; `end of text` follows the end of the root. */
export type XmlEvent =
  | { readonly kind: "start"; readonly name: string; readonly attributes: readonly XmlAttribute[] }
  | { readonly kind: "end"; readonly name: string }
  | { readonly kind: "text"; readonly text: string; readonly blank: boolean }
  | { readonly kind: "end of text" };

/** Woodstox's own bounds. */
const MOST_DEPTH = 1000;
const MOST_ATTRIBUTES = 1000;

const DECLARATION =
  /<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.[01]"|'1\.[01]')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/y;
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const IN_ATTRIBUTES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff<]/;
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const NOT_BLANK = /[^\u0000-\u0020]/;

const evenLines = (text: string): string => (text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text);

/** Reads events one by one; each method throws {@link XmlError} at a fault, and goes on behind it when asked again. */
export class XmlReader {
  private readonly source: string;
  private at = 0;
  /** Where the tag of the last start begins. */
  startsAt = 0;
  private readonly open: string[] = [];
  private ahead: XmlEvent | undefined;
  /** The end of `<a/>`, which is told behind its start. */
  private closing = false;
  private started = false;
  /** A fault that is told behind the text that it is in. */
  private pending: XmlError | undefined;

  constructor(source: string) {
    this.source = source;
  }

  /** Where what was read ends. */
  get endsAt(): number {
    return this.at;
  }

  /** The next event. */
  next(): XmlEvent {
    const event = this.peek();
    this.ahead = undefined;
    return event;
  }

  /** The next event, which stays the next. */
  peek(): XmlEvent {
    return (this.ahead ??= this.read());
  }

  /** A fault at a character, behind which reading goes on if it is asked to. */
  private fail(message: string, at = this.at): XmlError {
    this.at = Math.min(at + 1, this.source.length);
    return new XmlError(`${message} at ${at}`);
  }

  private read(): XmlEvent {
    const { pending } = this;
    this.pending = undefined;
    if (pending !== undefined) throw pending;
    if (this.closing) {
      this.closing = false;
      return { kind: "end", name: this.open.pop() ?? "" };
    }
    if (!this.started) this.prolog();
    else if (this.open.length === 0) return { kind: "end of text" };
    for (;;) {
      const { source, at } = this;
      if (at >= source.length) throw this.fail("unexpected end of text");
      if (source[at] !== "<" || source.startsWith("<![CDATA[", at)) return this.text();
      switch (source[at + 1]) {
        case "/":
          return this.endTag();
        case "?":
          this.instruction();
          break;
        case "!":
          this.comment();
          break;
        default:
          return this.startTag();
      }
    }
  }

  private prolog(): void {
    const { source } = this;
    this.started = true;
    if (source.startsWith("\ufeff")) this.at = 1;
    if (/^<\?xml[ \t\r\n?]/.test(source.slice(this.at, this.at + 6))) {
      DECLARATION.lastIndex = this.at;
      const found = DECLARATION.exec(source);
      if (found === null) throw this.fail("bad XML declaration");
      this.at += found[0].length;
    }
    for (;;) {
      this.blanks();
      if (this.at >= source.length) throw this.fail("no root element");
      if (source[this.at] !== "<") throw this.fail("text before the root element");
      if (source.startsWith("<?", this.at)) this.instruction();
      else if (source.startsWith("<!DOCTYPE", this.at)) this.documentType();
      else if (source.startsWith("<!", this.at)) this.comment();
      else return;
    }
  }

  private blanks(): boolean {
    const { source } = this;
    const from = this.at;
    for (;;) {
      const c = source.charCodeAt(this.at);
      if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return this.at > from;
      this.at++;
    }
  }

  private nameHere(): string {
    const name = xmlNameAt(this.source, this.at);
    if (name === undefined) throw this.fail("expected a name");
    this.at += name.length;
    return name;
  }

  /** Moves behind a mark that must come. */
  private skipPast(mark: string, from: number): number {
    const found = this.source.indexOf(mark, from);
    if (found < 0) throw this.fail(`expected ${mark}`);
    this.at = found + mark.length;
    return found;
  }

  private instruction(): void {
    this.at += 2;
    if (this.nameHere().toLowerCase() === "xml") throw this.fail("misplaced XML declaration");
    this.skipPast("?>", this.at);
  }

  private comment(): void {
    if (!this.source.startsWith("<!--", this.at)) throw this.fail("unexpected <!");
    const start = this.at;
    const end = this.skipPast("--", start + 4);
    // There is no reading behind it.
    if (this.source[end + 2] !== ">") throw this.fail("-- in a comment", start - 1);
    this.at = end + 3;
  }

  /** Skips to the end of a document type: quotes, comments and its part in brackets may hold angle brackets. */
  private documentType(): void {
    const { source } = this;
    let inside = false;
    let depth = 0;
    for (this.at += "<!DOCTYPE".length; this.at < source.length; ) {
      const c = source[this.at] ?? "";
      if (c === '"' || c === "'") this.skipPast(c, this.at + 1);
      else if (source.startsWith("<!--", this.at)) this.skipPast("-->", this.at + 4);
      else if (source.startsWith("<?", this.at)) this.skipPast("?>", this.at + 2);
      else {
        this.at++;
        if (c === "[") inside = true;
        else if (c === "]") inside = false;
        else if (c === "<") depth++;
        else if (c === ">" && depth > 0) depth--;
        else if (c === ">" && !inside) return;
      }
    }
    throw this.fail("unexpected end of text in a document type");
  }

  private endTag(): XmlEvent {
    this.at += 2;
    const name = this.nameHere();
    if (this.open.at(-1) !== name) throw this.fail(`unexpected end of ${name}`, this.at - 1);
    this.blanks();
    if (this.source[this.at] !== ">") throw this.fail("expected >");
    this.at++;
    this.open.pop();
    return { kind: "end", name };
  }

  private startTag(): XmlEvent {
    const { source } = this;
    this.startsAt = this.at++;
    const name = this.nameHere();
    if (this.open.push(name) > MOST_DEPTH) throw this.fail("too many elements inside of each other");
    const attributes = new Map<string, string>();
    let twice: string | undefined;
    for (;;) {
      const spaced = this.blanks();
      const c = source[this.at];
      if (c === ">") {
        this.at++;
        break;
      }
      if (c === "/") {
        if (source[this.at + 1] !== ">") throw this.fail("expected >");
        this.at += 2;
        this.closing = true;
        break;
      }
      if (!spaced) throw this.fail("expected a blank");
      const key = this.nameHere();
      if (attributes.has(key)) twice ??= key;
      this.blanks();
      if (source[this.at] !== "=") throw this.fail("expected =");
      this.at++;
      this.blanks();
      attributes.set(key, this.attributeValue());
      if (attributes.size > MOST_ATTRIBUTES) throw this.fail("too many attributes");
    }
    if (twice !== undefined) throw this.fail(`two attributes ${twice}`, this.at - 1);
    return { kind: "start", name, attributes: Array.from(attributes, ([key, value]) => ({ name: key, value })) };
  }

  private attributeValue(): string {
    const { source } = this;
    const quote = source[this.at];
    if (quote !== '"' && quote !== "'") throw this.fail("expected a quote");
    const from = this.at + 1;
    const raw = source.slice(from, this.skipPast(quote, from));
    this.check(raw, from, IN_ATTRIBUTES);
    return this.resolved(raw, from, false, (piece) => piece.replace(/\r\n|[\t\n\r]/g, " "));
  }

  private text(): XmlEvent {
    const { source } = this;
    let text = "";
    for (;;) {
      if (source.startsWith("<![CDATA[", this.at)) {
        const from = this.at + 9;
        const raw = source.slice(from, this.skipPast("]]>", from));
        this.check(raw, from, FORBIDDEN);
        text += evenLines(raw);
      } else if (this.at < source.length && source[this.at] !== "<") {
        const end = source.indexOf("<", this.at);
        const from = this.at;
        this.at = end < 0 ? source.length : end;
        const raw = source.slice(from, this.at);
        this.check(raw, from, FORBIDDEN);
        const cut = raw.indexOf("]]>");
        if (cut >= 0) {
          this.pending = this.fail("]]> in text", from + cut + 2);
          return { kind: "text", text: text + raw.slice(0, cut + 2), blank: false };
        }
        text += this.resolved(raw, from, true, evenLines);
      } else {
        return { kind: "text", text, blank: !NOT_BLANK.test(text) };
      }
    }
  }

  /** Refuses what must not stand in a piece that begins at `from`. */
  private check(raw: string, from: number, refused: RegExp): void {
    const found = refused.exec(raw);
    if (found !== null) throw this.fail("forbidden character", from + found.index + found[0].length - 1);
  }

  /** A piece that begins at `from` with its references replaced, and what stands between them changed. */
  private resolved(raw: string, from: number, isText: boolean, change: (piece: string) => string): string {
    let out = "";
    let done = 0;
    for (const found of raw.includes("&") ? raw.matchAll(XML_REFERENCE) : []) {
      const [whole] = found;
      const character = referredTo(found);
      out += change(raw.slice(done, found.index));
      done = found.index + whole.length;
      if (character === undefined) {
        // With a reference to nothing the rest of its text is lost; behind a broken one a bracket.
        if (!whole.endsWith(";")) throw this.fail("broken reference", from + done);
        throw this.fail("unknown reference", (isText ? this.at : from + done) - 1);
      }
      out += character;
    }
    return out + change(raw.slice(done));
  }
}
