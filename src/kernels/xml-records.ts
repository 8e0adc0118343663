import { unsupported } from "../errors/spark-error.ts";
import { needText } from "./room.ts";
import { plainName } from "./xml-name.ts";
import { XmlError, XmlReader } from "./xml-reader.ts";

/**
 * The records of an XML file: the texts of the elements of one name, found letter by letter and not as XML
 * (`XmlTokenizer`). Comments between and inside of records are left out, and CDATA between them; a record inside of
 * another belongs to it, and one that is never closed goes on to the end of the file.
 */
export function xmlRecords(text: string, rowTag: string): string[] {
  const scanner = new RecordScanner(text, rowTag);
  const records: string[] = [];
  for (let record = scanner.next(); record !== undefined; record = scanner.next()) records.push(record);
  return records;
}

/**
 * The records of an XML file as Spark finds them since 4.1: elements of the row's name by what XML is
 * (`StaxXMLRecordReader`). A file that is broken anywhere is refused: what Spark makes of it then has the whole file in
 * it.
 */
export function xmlElements(
  text: string,
  options: { readonly rowTag: string; readonly ignoreNamespace: boolean },
): string[] {
  if (text.trim() === "") return [];
  const records: string[] = [];
  try {
    const reader = new XmlReader(text);
    let depth = 0;
    let from = -1;
    for (let event = reader.next(); event.kind !== "end of text"; event = reader.next()) {
      if (event.kind === "start") {
        if (from >= 0) depth++;
        else if (plainName(event.name, options) === options.rowTag) from = reader.startsAt;
      } else if (event.kind === "end" && from >= 0) {
        if (depth > 0) depth--;
        else {
          records.push(text.slice(from, reader.endsAt));
          from = -1;
        }
      }
    }
    if (!/^(?:\s|<!--(?:[^-]|-[^-])*-->|<\?[^?]*\?>)*$/.test(text.slice(reader.endsAt)))
      throw new XmlError("more than a root");
  } catch (cause) {
    if (cause instanceof XmlError) throw unsupported("malformed XML files since Spark 4.1", { cause });
    throw cause;
  }
  return records;
}

const COMMENT = "<!--";
const CDATA = "<![CDATA[";
/** `java.lang.Character.isWhitespace` below U+10000. */
const BLANK = /[\t-\r\u001c-\u001f \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]/;

/**
 * A word that is looked for as letters come. One that does not fit begins anew behind itself: in `<<r>` there is no
 * `<r>`.
 */
class Word {
  private readonly word: string;
  seen = 0;

  constructor(word: string) {
    this.word = word;
  }

  /** Whether the word is complete with this letter. */
  take(c: string | undefined): boolean {
    if (c !== this.word[this.seen]) {
      this.seen = 0;
      return false;
    }
    this.seen++;
    if (this.seen < this.word.length) return false;
    this.seen = 0;
    return true;
  }

  /** Whether all is seen but the last letter. */
  get isAlmost(): boolean {
    return this.seen === this.word.length - 1;
  }
}

class RecordScanner {
  private readonly text: string;
  private readonly startTag: string;
  private readonly endTag: string;
  private at = 0;

  constructor(text: string, rowTag: string) {
    this.text = text;
    this.startTag = `<${rowTag}>`;
    this.endTag = `</${rowTag}>`;
  }

  next(): string | undefined {
    const opening = this.opening();
    return opening === undefined ? undefined : opening + this.rest(!opening.endsWith(">"));
  }

  /** Moves behind a mark, or to the end. */
  private skipPast(mark: string): void {
    const found = this.text.indexOf(mark, this.at);
    this.at = found < 0 ? this.text.length : found + mark.length;
  }

  /** The start of the next record: its tag, or with attributes its name and the blank behind it. */
  private opening(): string | undefined {
    const [comment, cdata, start] = [new Word(COMMENT), new Word(CDATA), new Word(this.startTag)];
    while (this.at < this.text.length) {
      const c = this.text[this.at++];
      if (comment.take(c)) this.skipPast("-->");
      if (cdata.take(c)) this.skipPast("]]>");
      const almost = start.isAlmost;
      if (start.take(c)) return this.startTag;
      if (almost && c !== undefined && BLANK.test(c)) return this.startTag.slice(0, -1) + c;
    }
    return undefined;
  }

  /** From behind the start of a record to its end. */
  private rest(hasAttributes: boolean): string {
    const { text, startTag, endTag } = this;
    const comment = new Word(COMMENT);
    let [seenStart, seenEnd, depth] = [0, 0, 0];
    let canCloseItself = hasAttributes;
    let before = "";
    let out = "";
    let from = this.at;
    while (this.at < text.length) {
      const c = text[this.at++] ?? "";
      if (comment.take(c)) {
        out += text.slice(from, this.at - COMMENT.length);
        this.skipPast("-->");
        from = this.at;
      }
      if (c === ">" && before !== "/") canCloseItself = false;
      let [nextStart, nextEnd] = [0, 0];
      if (c === startTag[seenStart]) {
        if (c === endTag[seenEnd]) [nextStart, nextEnd] = [seenStart + 1, seenEnd + 1];
        else if (seenStart >= startTag.length - 1) depth++;
        else nextStart = seenStart + 1;
      } else if (c === endTag[seenEnd]) {
        if (seenEnd < endTag.length - 1) nextEnd = seenEnd + 1;
        else if (depth === 0) break;
        else depth--;
      } else if (c === ">" && before === "/" && canCloseItself) {
        if (depth === 0) break;
        depth--;
      } else if (seenStart === startTag.length - 1 && BLANK.test(c)) {
        depth++;
      }
      [seenStart, seenEnd, before] = [nextStart, nextEnd, c];
    }
    return out + text.slice(from, this.at);
  }
}

/** Encodings of XML files, by Java's names in lower case. */
const DECODERS: Readonly<Record<string, (bytes: Buffer) => string>> = {
  "utf-8": (bytes) => bytes.toString("utf8"),
  utf8: (bytes) => bytes.toString("utf8"),
  "us-ascii": (bytes) => bytes.toString("latin1").replace(/[\u0080-\u00ff]/g, "\ufffd"),
  "iso-8859-1": (bytes) => bytes.toString("latin1"),
  latin1: (bytes) => bytes.toString("latin1"),
  "utf-16le": (bytes) => bytes.toString("utf16le"),
  "utf-16be": (bytes) => swapped(bytes).toString("utf16le"),
  "utf-16": (bytes) => {
    const little = bytes[0] === 0xff && bytes[1] === 0xfe;
    const marked = little || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const body = marked ? bytes.subarray(2) : bytes;
    return (little ? body : swapped(body)).toString("utf16le");
  },
};

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();

/** What decodes files of an encoding; others than a few are refused by name, and files that are too large. */
export function xmlDecoder(encoding: string): (bytes: Uint8Array) => string {
  const key = encoding.toLowerCase();
  const decode = Object.hasOwn(DECODERS, key) ? DECODERS[key] : undefined;
  if (decode === undefined) throw unsupported(`the encoding ${encoding} of XML files`);
  return (bytes) => {
    needText(bytes.length, "xml");
    return decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  };
}
