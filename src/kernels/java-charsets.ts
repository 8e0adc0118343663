import { unsupported } from "../errors/spark-error.ts";
import { badCharset, utf16Bytes, utf32Bytes } from "./string-codec.ts";

/**
 * Texts and bytes in the JDK's character sets, as `encode` and `decode` knew them before Spark 4.0: by every name that
 * Java has for them, with `?` and U+FFFD for what cannot be written or read (`String.getBytes`, `new String`).
 */

/** A character set of one byte for each character: how Node calls it, and what Java has there instead. */
interface SingleBytes {
  readonly label: string;
  /** Characters from 0x80 on. */
  readonly from80?: string;
}

const UNDEFINED = "\ufffd";
const CONTROLS = String.fromCharCode(...Array.from({ length: 32 }, (_, i) => 0x80 + i));

/** Canonical names in lower case, each with what stands behind it. */
const SINGLE: Readonly<Record<string, SingleBytes>> = {
  // Node 20 takes it for ISO-8859-1.
  "windows-1252": { label: "windows-1252", from80: "€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ" },
  "us-ascii": { label: "latin1", from80: UNDEFINED.repeat(128) },
  "iso-8859-1": { label: "latin1" },
  // The web's is windows-1254.
  "iso-8859-9": { label: "windows-1254", from80: CONTROLS },
  ...Object.fromEntries(
    `windows-1250 windows-1251 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 iso-8859-2
    iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-13 iso-8859-15 koi8-r koi8-u ibm866
    x-macroman`
      .split(/\s+/)
      .map((name) => [name, { label: name === "x-macroman" ? "macintosh" : name }]),
  ),
};

const WIDE = ["utf-8", "utf-16", "utf-16be", "utf-16le", "utf-32", "utf-32be", "utf-32le"];

/** Java's other names for them, in lower case. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "utf-8": "utf8 unicode-1-1-utf-8",
    "utf-16": "utf_16 utf16 unicode unicodebig",
    "utf-16be": "utf_16be iso-10646-ucs-2 x-utf-16be unicodebigunmarked",
    "utf-16le": "utf_16le x-utf-16le unicodelittleunmarked",
    "utf-32": "utf_32 utf32",
    "utf-32be": "utf_32be x-utf-32be",
    "utf-32le": "utf_32le x-utf-32le",
    "us-ascii":
      "ansi_x3.4-1968 cp367 csascii iso-ir-6 ascii iso_646.irv:1983 ansi_x3.4-1986 ascii7 default iso_646.irv:1991 iso646-us ibm367 646 us",
    "iso-8859-1":
      "819 iso8859-1 l1 iso_8859-1:1987 iso_8859-1 8859_1 iso-ir-100 latin1 cp819 iso8859_1 ibm819 csisolatin1 iso_8859_1 ibm-819",
    "windows-1250": "cp1250 cp5346",
    "windows-1251": "cp1251 cp5347 ansi-1251",
    "windows-1252": "cp1252 cp5348 ibm-1252 ibm1252",
    "windows-1253": "cp1253 cp5349",
    "windows-1254": "cp1254 cp5350",
    "windows-1255": "cp1255",
    "windows-1256": "cp1256",
    "windows-1257": "cp1257 cp5353",
    "windows-1258": "cp1258",
    "iso-8859-2":
      "iso8859-2 ibm912 l2 iso_8859-2 8859_2 cp912 iso_8859-2:1987 iso8859_2 iso-ir-101 latin2 912 csisolatin2 ibm-912",
    "iso-8859-3":
      "iso8859-3 ibm913 8859_3 l3 cp913 iso_8859-3 iso8859_3 latin3 csisolatin3 913 iso_8859-3:1988 ibm-913 iso-ir-109",
    "iso-8859-4":
      "8859_4 latin4 l4 cp914 iso_8859-4:1988 ibm914 iso_8859-4 iso-ir-110 iso8859_4 csisolatin4 iso8859-4 914 ibm-914",
    "iso-8859-5":
      "iso_8859-5:1988 csisolatincyrillic iso-ir-144 iso8859_5 cp915 8859_5 ibm-915 iso_8859-5 ibm915 915 cyrillic iso8859-5",
    "iso-8859-6":
      "asmo-708 8859_6 iso8859_6 iso_8859-6 csisolatinarabic ibm1089 arabic ibm-1089 1089 ecma-114 iso-ir-127 iso_8859-6:1987 iso8859-6 cp1089",
    "iso-8859-7":
      "greek 8859_7 greek8 ibm813 iso_8859-7 iso8859_7 elot_928 cp813 iso_8859-7:1987 sun_eu_greek csisolatingreek iso-ir-126 813 iso8859-7 ecma-118 ibm-813",
    "iso-8859-8":
      "8859_8 iso_8859-8 iso_8859-8:1988 cp916 iso-ir-138 iso8859-8 hebrew iso8859_8 ibm-916 csisolatinhebrew 916 ibm916",
    "iso-8859-9":
      "ibm-920 iso_8859-9 8859_9 iso_8859-9:1989 ibm920 latin5 l5 iso8859_9 cp920 920 iso-ir-148 iso8859-9 csisolatin5",
    "iso-8859-13": "iso_8859-13 iso8859-13 iso8859_13 8859_13",
    "iso-8859-15":
      "csiso885915 latin-9 iso8859-15 latin0 iso8859_15_fdis iso8859_15 cp923 8859_15 l9 iso_8859-15 ibm923 csisolatin9 ibm-923 csisolatin0 923 latin9",
    "koi8-r": "koi8_r koi8 cskoi8r",
    "koi8-u": "koi8_u",
    ibm866: "866 ibm-866 csibm866 cp866",
    "x-macroman": "macroman",
  }).flatMap(([name, others]) => others.split(" ").map((other) => [other, name] as const)),
);

/** What Java has beyond those here: East Asian sets, IBM's, those of the Macintosh. */
const OTHERS = /^(big5|gb|euc|iso-?(2022|8859-16)|shift|sjis|ms|ks|jis|windows-31j|cesu|tis|cp|ibm|x-|\d+$)/;

function canonical(charset: string, functionName: string): string {
  const name = charset.toLowerCase();
  const found = ALIASES.get(name) ?? name;
  if (Object.hasOwn(SINGLE, found) || WIDE.includes(found)) return found;
  if (OTHERS.test(name)) throw unsupported(`the character set ${charset}`);
  throw badCharset(functionName, charset);
}

const tables = new Map<string, string>();

/** The 256 characters of a set of single bytes. */
function tableOf(name: string): string {
  let table = tables.get(name);
  if (table === undefined) {
    table = makeTable(name, SINGLE[name] ?? { label: "latin1" });
    tables.set(name, table);
  }
  return table;
}

function makeTable(name: string, { label, from80 = "" }: SingleBytes): string {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  const web = label === "latin1" ? Buffer.from(bytes).toString("latin1") : new TextDecoder(label).decode(bytes);
  const chars = Array.from(web, (c, i) => (i < 0x80 ? String.fromCharCode(i) : (from80[i - 0x80] ?? c)));
  // Where Windows has nothing the web puts control characters.
  if (!name.startsWith("windows-")) return chars.join("");
  const isUnused = (i: number) => (i >= 0x80 && i < 0xa0) || (name === "windows-1253" && i === 0xaa);
  return chars.map((c, i) => (isUnused(i) && c.charCodeAt(0) === i ? UNDEFINED : c)).join("");
}

/** `encode(text, charset)` before Spark 4.0. Throws INVALID_PARAMETER_VALUE.CHARSET; refuses sets that only Java has. */
export function encodeAsJava(text: string, charset: string): Uint8Array {
  const name = canonical(charset, "encode");
  switch (name) {
    case "utf-8":
      return new TextEncoder().encode(text);
    case "utf-16":
      return text === "" ? new Uint8Array(0) : utf16Bytes(`\ufeff${text}`, true);
    case "utf-16be":
    case "utf-16le":
      return utf16Bytes(text, name === "utf-16be");
    case "utf-32":
    case "utf-32be":
    case "utf-32le":
      return utf32Bytes(text, name !== "utf-32le");
    default: {
      const table = tableOf(name);
      return Uint8Array.from(Array.from(text), (c) => {
        const code = c === UNDEFINED ? -1 : table.indexOf(c);
        return code < 0 ? 0x3f : code;
      });
    }
  }
}

/** `decode(bytes, charset)` before Spark 4.0. Throws INVALID_PARAMETER_VALUE.CHARSET; refuses sets that only Java has. */
export function decodeAsJava(bytes: Uint8Array, charset: string): string {
  const name = canonical(charset, "decode");
  switch (name) {
    case "utf-8":
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(withoutSurrogates(bytes));
    case "utf-16":
      return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-16be").decode(bytes);
    case "utf-16be":
    case "utf-16le":
      return new TextDecoder(name, { ignoreBOM: true }).decode(bytes);
    case "utf-32":
    case "utf-32be":
    case "utf-32le":
      return fromUtf32(bytes, name);
    default: {
      const table = tableOf(name);
      return Array.from(bytes, (b) => table[b]).join("");
    }
  }
}

/** Java counts half a surrogate pair in UTF-8 as one mistake, others as one for each byte. */
function withoutSurrogates(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(0xed)) return bytes;
  const latin = Buffer.from(bytes).toString("latin1");
  return Buffer.from(latin.replace(/\xed[\xa0-\xbf][\x80-\xbf]?/g, "\xff"), "latin1");
}

function fromUtf32(bytes: Uint8Array, name: string): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let little = name === "utf-32le";
  let at = 0;
  if (name === "utf-32" && bytes.length >= 4) {
    little = view.getUint32(0, true) === 0xfeff;
    if (little || view.getUint32(0) === 0xfeff) at = 4;
  }
  let out = "";
  for (; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, little);
    // Half a surrogate pair goes through, and has no UTF-8.
    out += code > 0x10ffff ? UNDEFINED : code >= 0xd800 && code < 0xe000 ? "?" : String.fromCodePoint(code);
  }
  return at < bytes.length ? out + UNDEFINED : out;
}
