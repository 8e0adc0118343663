import { doubleToString } from "./number-text.ts";
import type { JsonReader } from "./json-reader.ts";

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

// oxlint-disable-next-line no-control-regex
const SPECIAL = /["\\\u0000-\u001f]/g;

const unicodeEscape = (c: string): string => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

/** A text in quotes as Jackson writes it; its byte-wise generator also escapes what lies beyond U+FFFF. */
export function jsonString(s: string, escapeSurrogates = false): string {
  const plain = s.replace(SPECIAL, (c) => SHORT[c] ?? unicodeEscape(c));
  return `"${escapeSurrogates ? plain.replace(/[\ud800-\udfff]/g, unicodeEscape) : plain}"`;
}

/** A double as JSON: those that are no numbers stand in quotes. */
export const jsonDouble = (x: number): string => (Number.isFinite(x) ? doubleToString(x) : `"${doubleToString(x)}"`);

/** A JSON number's text as Jackson copies it: whole numbers exactly, others through a double. */
const copiedNumber = (text: string, kind: "int" | "float"): string =>
  kind === "int" ? BigInt(text).toString() : jsonDouble(Number(text));

/** The value at the reader's token, written anew: no blanks, numbers through Java's types. */
export function copyStructure(reader: JsonReader): string {
  switch (reader.token) {
    case "{": {
      const fields: string[] = [];
      while (reader.next() !== "}") {
        const name = jsonString(reader.text, true);
        reader.next();
        fields.push(`${name}:${copyStructure(reader)}`);
      }
      return `{${fields.join(",")}}`;
    }
    case "[": {
      const items: string[] = [];
      while (reader.next() !== "]") items.push(copyStructure(reader));
      return `[${items.join(",")}]`;
    }
    case "string":
      return jsonString(reader.text, true);
    case "int":
    case "float":
      return copiedNumber(reader.text, reader.token);
    default:
      return reader.token;
  }
}
