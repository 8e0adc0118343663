import type { Value } from "../types/value.ts";
import { decodeAsJava, encodeAsJava } from "./java-charsets.ts";
import { decodeText, encodeText, malformed, requireCharset } from "./string-codec.ts";

/** Older ways of `encode` and `decode` (`spark.sql.legacy.javaCharsets`, `spark.sql.legacy.codingErrorAction`). */
export interface CodingWays {
  /** Every character set of Java's is known, not only Spark's seven. */
  readonly java: boolean;
  /** What cannot be written or read is replaced, by `?` or U+FFFD. */
  readonly replace: boolean;
}

/** The ways by their names, as `charset_encode` is told them. */
export function codingWays(words: Value | undefined): CodingWays {
  const given = String(words ?? "").split(" ");
  return { java: given.includes("java"), replace: given.includes("replace") };
}

const isOwn = (charset: string): boolean => OWN.has(charset.toLowerCase());
const OWN: ReadonlySet<string> = new Set([
  "utf-8",
  "utf-16",
  "utf-16be",
  "utf-16le",
  "utf-32",
  "iso-8859-1",
  "us-ascii",
]);

/** `encode`. Throws INVALID_PARAMETER_VALUE.CHARSET, and MALFORMED_CHARACTER_CODING where nothing is replaced. */
export function encodeIn(text: string, charset: string, { java, replace }: CodingWays): Uint8Array {
  if (!java) requireCharset("encode", charset);
  if (!replace && isOwn(charset)) return encodeText(text, charset);
  const bytes = encodeAsJava(text, charset);
  if (!replace && decodeAsJava(bytes, charset) !== text) throw malformed("encode", charset);
  return bytes;
}

/** `decode`. Throws as {@link encodeIn} does. */
export function decodeIn(bytes: Uint8Array, charset: string, { java, replace }: CodingWays): string {
  if (!java) requireCharset("decode", charset);
  if (!replace && isOwn(charset)) return decodeText(bytes, charset);
  const text = decodeAsJava(bytes, charset);
  if (!replace && !isSame(encodeAsJava(text, charset), bytes)) throw malformed("decode", charset);
  return text;
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
