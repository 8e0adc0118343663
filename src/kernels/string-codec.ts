import { SparkError, sparkError } from "../errors/spark-error.ts";

/** Texts to bytes and back in the charsets and encodings of Spark's functions. */

const CHARSETS = "iso-8859-1, us-ascii, utf-16, utf-16be, utf-16le, utf-32, utf-8";

const encoder = new TextEncoder();

/** `encode(text, charset)`. Throws INVALID_PARAMETER_VALUE.CHARSET and MALFORMED_CHARACTER_CODING. */
export function encodeText(text: string, charset: string): Uint8Array {
  switch (charset.toLowerCase()) {
    case "utf-8":
      return encoder.encode(text);
    case "utf-16":
      return text === "" ? new Uint8Array(0) : utf16Bytes(`\ufeff${text}`, true);
    case "utf-16be":
      return utf16Bytes(text, true);
    case "utf-16le":
      return utf16Bytes(text, false);
    case "utf-32":
      return utf32Bytes(text, true);
    case "iso-8859-1":
      return single(text, 0xff, charset);
    case "us-ascii":
      return single(text, 0x7f, charset);
    default:
      throw badCharset("encode", charset);
  }
}

/** A text's UTF-16, the greater byte first or last. */
export function utf16Bytes(text: string, big: boolean): Uint8Array {
  const out = Buffer.from(text, "utf16le");
  return new Uint8Array(big ? out.swap16() : out);
}

/** A text's UTF-32, the greatest byte first or last. */
export function utf32Bytes(text: string, big: boolean): Uint8Array {
  const points = Array.from(text);
  const out = new DataView(new ArrayBuffer(points.length * 4));
  points.forEach((c, i) => out.setUint32(i * 4, c.codePointAt(0) ?? 0, !big));
  return new Uint8Array(out.buffer);
}

function single(text: string, limit: number, charset: string): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c > limit) throw malformed("encode", charset);
    out[i] = c;
  }
  return out;
}

/** `decode(bytes, charset)`. Throws INVALID_PARAMETER_VALUE.CHARSET and MALFORMED_CHARACTER_CODING. */
export function decodeText(bytes: Uint8Array, charset: string): string {
  try {
    switch (charset.toLowerCase()) {
      case "utf-8":
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      case "utf-16": {
        const little = bytes[0] === 0xff && bytes[1] === 0xfe;
        return new TextDecoder(little ? "utf-16le" : "utf-16be", { fatal: true }).decode(bytes);
      }
      case "utf-16be":
        return new TextDecoder("utf-16be", { fatal: true, ignoreBOM: true }).decode(bytes);
      case "utf-16le":
        return new TextDecoder("utf-16le", { fatal: true, ignoreBOM: true }).decode(bytes);
      case "utf-32":
        return utf32(bytes);
      case "iso-8859-1":
        return Buffer.from(bytes).toString("latin1");
      case "us-ascii":
        if (bytes.some((b) => b > 0x7f)) throw malformed("decode", charset);
        return Buffer.from(bytes).toString("latin1");
    }
  } catch (e) {
    if (e instanceof SparkError) throw e;
    throw malformed("decode", charset);
  }
  throw badCharset("decode", charset);
}

function utf32(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length % 4 !== 0) throw malformed("decode", "utf-32");
  let little = false;
  let start = 0;
  if (bytes.length >= 4) {
    if (view.getUint32(0) === 0xfeff) start = 4;
    else if (view.getUint32(0, true) === 0xfeff) {
      little = true;
      start = 4;
    }
  }
  let out = "";
  for (let i = start; i < bytes.length; i += 4) out += String.fromCodePoint(view.getUint32(i, little));
  return out;
}

/** MALFORMED_CHARACTER_CODING of `encode` or `decode`. */
export const malformed = (fn: string, charset: string): SparkError =>
  sparkError("MALFORMED_CHARACTER_CODING", { function: `\`${fn}\``, charset });

/** INVALID_PARAMETER_VALUE.CHARSET of `encode` or `decode`. */
export const badCharset = (fn: string, charset: string): SparkError =>
  sparkError("INVALID_PARAMETER_VALUE.CHARSET", {
    functionName: `\`${fn}\``,
    parameter: "`charset`",
    charset,
    charsets: CHARSETS,
  });

/** Throws INVALID_PARAMETER_VALUE.CHARSET for a character set that is none of Spark's. */
export function requireCharset(fn: string, charset: string): void {
  if (!CHARSETS.split(", ").includes(charset.toLowerCase())) throw badCharset(fn, charset);
}

const BASE64 = /[A-Za-z0-9+/]/;

/** `unbase64`: characters outside of the alphabet are skipped (`java.util.Base64.getMimeDecoder`). */
export function unbase64(text: string): Uint8Array {
  let digits = "";
  let i = 0;
  for (; i < text.length && text[i] !== "="; i++) if (BASE64.test(text[i] ?? "")) digits += text[i];
  const rest = digits.length % 4;
  if (i < text.length) {
    if (rest < 2) throw badBase64("Input byte array has wrong 4-byte ending unit");
    if (rest === 2) {
      if (text[i + 1] !== "=") throw badBase64("Input byte array has wrong 4-byte ending unit");
      i++;
    }
    for (i++; i < text.length; i++) {
      if (BASE64.test(text[i] ?? "")) throw badBase64(`Input byte array has incorrect ending byte at ${i + 1}`);
    }
  }
  if (rest === 1) throw badBase64("Last unit does not have enough valid bits");
  return new Uint8Array(Buffer.from(digits, "base64"));
}

const badBase64 = (message: string): SparkError => sparkError("JVM.ILLEGAL_ARGUMENT", { message });

/** `application/x-www-form-urlencoded` (`java.net.URLEncoder`). */
export const urlEncode = (s: string): string =>
  encodeURIComponent(s)
    .replaceAll("%20", "+")
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** `java.net.URLDecoder`; undefined where a percent sign is not followed by two hexadecimal digits. */
export function urlDecode(s: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(s)) return undefined;
  return s
    .replaceAll("+", " ")
    .replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"));
}

/** `unhex`: an odd digit stands alone in the first byte; null for anything but digits. */
export function unhex(s: string): Uint8Array | null {
  if (!/^[0-9a-fA-F]*$/.test(s)) return null;
  return new Uint8Array(Buffer.from(s.length % 2 === 1 ? `0${s}` : s, "hex"));
}
