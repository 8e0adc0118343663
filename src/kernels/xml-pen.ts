import { sparkError } from "../errors/spark-error.ts";
import { isXmlName } from "./xml-name.ts";

/** What of an XML text's spelling is asked for. */
export interface XmlSpelling {
  /** What each level is moved in by; empty: all on one line. */
  readonly indent: string;
  readonly validateName: boolean;
}

const failed = (message: string) => sparkError("JVM.RUNTIME", { message });

/** Characters that stand in XML as a reference or not at all (Woodstox's writer, without an encoding). */
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const IN_TEXT = /[<&\u0000-\u0008\u000b-\u001f\u007f-\u009f]|(?<=^|\])>/g;
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const IN_ATTRIBUTE = /[<&"\u0000-\u001f\u007f-\u009f]/g;
const NAMED: Readonly<Record<string, string>> = { "<": "&lt;", "&": "&amp;", ">": "&gt;", '"': "&quot;" };

function referenceTo(c: string): string {
  const named = NAMED[c];
  if (named !== undefined) return named;
  if (c < " " && c !== "\t" && c !== "\n" && c !== "\r") {
    throw failed(`The character 0x${c.charCodeAt(0).toString(16)} cannot stand in XML 1.0.`);
  }
  return `&#x${c.charCodeAt(0).toString(16)};`;
}

/** Writes one element after the other, each on a line of its own (`IndentingXMLStreamWriter` over Woodstox's writer). */
export class XmlPen {
  text = "";
  private readonly spelling: XmlSpelling;
  /** The open elements, and whether they hold elements. */
  private readonly open: { readonly name: string; filled: boolean }[] = [];
  /** Whether the last tag still waits for its end: `/>` where nothing comes. */
  private unclosed = false;

  private readonly level: number;

  /** `level`: how many elements stand around what is written. */
  constructor(spelling: XmlSpelling, level = 0) {
    this.spelling = spelling;
    this.level = level;
  }

  /** Throws for what is no name, unless names are not to be checked. */
  start(name: string): void {
    this.check(name);
    const outer = this.open.at(-1);
    if (outer !== undefined) {
      outer.filled = true;
      this.close();
      this.line();
    }
    this.text += `<${name}`;
    this.open.push({ name, filled: false });
    this.unclosed = true;
  }

  attribute(name: string, value: string): void {
    this.check(name);
    if (!this.unclosed) throw failed("An attribute comes behind the inside of its element.");
    this.text += ` ${name}="${value.replace(IN_ATTRIBUTE, referenceTo)}"`;
  }

  characters(text: string): void {
    this.close();
    this.text += text.replace(IN_TEXT, referenceTo);
  }

  end(): void {
    const element = this.open.pop();
    if (element?.filled === true) this.line();
    this.text += this.unclosed ? "/>" : `</${element?.name ?? ""}>`;
    this.unclosed = false;
  }

  private close(): void {
    if (this.unclosed) this.text += ">";
    this.unclosed = false;
  }

  private line(): void {
    if (this.spelling.indent !== "") this.text += `\n${this.spelling.indent.repeat(this.level + this.open.length)}`;
  }

  private check(name: string): void {
    if (name === "") throw failed("A name must not be empty.");
    if (this.spelling.validateName && !isXmlName(name)) throw failed(`${name} is no name of XML.`);
  }
}
