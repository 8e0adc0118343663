import { needText } from "../room.ts";
import { sparkError, SparkError } from "../../errors/spark-error.ts";
import { isIntegral, type DataType } from "../../types/data-type.ts";
import type { Decimal, Value } from "../../types/value.ts";
import { compilePattern, type Formattable, formatPattern, groupedPattern } from "../format-number.ts";
import { formatString } from "../format-printf.ts";
import { isBefore4, type Kernel, type KernelContext, kernel, kernelOfNulls, type KernelTable } from "../kernel.ts";
import { initcap, initcapByUnits, luhnCheck, mask, soundex } from "../string-case.ts";
import { encodeAsJava } from "../java-charsets.ts";
import { encodeText, unbase64, unhex, urlDecode, urlEncode } from "../string-codec.ts";
import { likeTest } from "../string-like.ts";
import * as points from "../string-points.ts";
import { parseUri, urlPart } from "../string-url.ts";

const isBytes = (v: Value | undefined): v is Uint8Array => v instanceof Uint8Array;
const text = (f: (s: string) => Value): Kernel => kernel(() => (s) => f(s as string));
const upper = text((s) => s.toUpperCase());
const lower = text((s) => s.toLowerCase());

const substring = kernel(
  () => (s, position, length) =>
    isBytes(s)
      ? points.substringBytes(s, position as number, length as number | undefined)
      : points.substring(s as string, position as number, length as number | undefined),
);

const length = kernel(() => (s) => (isBytes(s) ? s.length : points.pointCount(s as string)));
const charLength = length;

/** Trims of texts: `order` says whether the set of characters comes first (as SQL's ltrim) or last (as btrim). */
const trim = (left: boolean, right: boolean, order: "set first" | "set last"): Kernel =>
  kernel(() => (a, b) => {
    if (b === undefined) return points.trimSpaces(a as string, left, right);
    const [s, set] = order === "set first" ? [b, a] : [a, b];
    return isBytes(s)
      ? points.trimBytes(s, set as Uint8Array, left, right)
      : points.trimSet(s as string, set as string, left, right);
  });

/** A text with spaces up to a length; a longer one as it is. */
const filled = (s: string, length: number): string => s + " ".repeat(Math.max(0, length - points.pointCount(s)));

const pad = (side: "left" | "right"): Kernel =>
  kernel(
    () => (s, size, filler) =>
      isBytes(s)
        ? points.padBytes(s, size as number, (filler as Uint8Array | undefined) ?? new Uint8Array(1), side)
        : points.pad(s as string, size as number, (filler as string | undefined) ?? " ", side),
  );

const like = (fold: (s: string) => string): Kernel =>
  kernel((cx) => {
    const compile = (pattern: Value | undefined, escape: Value | undefined): ((s: string) => boolean) =>
      likeTest(fold(pattern as string), (escape as string | undefined) ?? "\\");
    const [, pattern, escape] = cx.constants;
    const escaped = cx.argTypes.length < 3 || typeof escape === "string";
    if (typeof pattern === "string" && escaped) {
      // Compiled at the first row: a bad pattern must not fail a query without rows.
      let test: ((s: string) => boolean) | undefined;
      return (s) => (test ??= compile(pattern, escape ?? undefined))(fold(s as string));
    }
    let seen: Value | undefined;
    let test: (s: string) => boolean = () => false;
    return (s, p, e) => {
      if (p !== seen || e !== undefined) {
        test = compile(p, e);
        seen = p;
      }
      return test(fold(s as string));
    };
  });

const affix = (
  onText: (s: string, part: string) => boolean,
  onBytes: (s: Uint8Array, part: Uint8Array) => boolean,
): Kernel =>
  kernel(() => (s, part) => (isBytes(s) ? onBytes(s, part as Uint8Array) : onText(s as string, part as string)));

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

const locate = kernelOfNulls(
  () =>
    (part, s, position = 1) =>
      position === null
        ? 0
        : part === null || s === null
          ? null
          : points.locate(part as string, s as string, position as number),
);

function outsideOfSet(cx: KernelContext, index: number, size: number): null {
  if (cx.mode !== "ansi") return null;
  throw new SparkError("INVALID_ARRAY_INDEX", { indexValue: String(index), arraySize: String(size) });
}

const chr = kernel(() => (n) => {
  const code = BigInt.asIntN(64, BigInt(n as number | bigint));
  return code < 0n ? "" : String.fromCharCode(Number(code & 0xffn));
});

function formattable(type: DataType, v: Value): Formattable {
  if (type.kind === "decimal") return v as Decimal;
  if (isIntegral(type)) return { unscaled: BigInt(v as number | bigint), scale: 0 };
  return v as number;
}

const format = kernelOfNulls(
  (cx) =>
    (pattern, ...args) =>
      pattern === null ? null : formatString(pattern as string, cx.argTypes.slice(1), args),
);

const urlOf = (tolerant: boolean): Kernel =>
  kernel((cx) => (url, part, key) => {
    const uri = parseUri(url as string);
    if (uri !== undefined) return urlPart(uri, part as string, key as string | undefined);
    if (tolerant || cx.mode !== "ansi") return null;
    throw sparkError("INVALID_URL", { url: url as string });
  });

const decodeUrl = (tolerant: boolean): Kernel =>
  text((s) => {
    const decoded = urlDecode(s);
    if (decoded !== undefined) return decoded;
    if (tolerant) return null;
    throw sparkError("CANNOT_DECODE_URL", { url: s });
  });

const utf8Valid = (v: Value | undefined): boolean => {
  if (!isBytes(v)) return true;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(v);
    return true;
  } catch {
    return false;
  }
};

const repaired = (v: Value | undefined): string =>
  isBytes(v) ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(v) : (v as string);

/** Lines of 76 characters, as MIME has them. */
const base64Lines = (digits: string): string =>
  digits.length <= 76 ? digits : (digits.match(/.{1,76}/g) ?? []).join("\r\n");

/** Functions on texts (`org.apache.spark.sql.catalyst.expressions.stringExpressions`). */
export const stringKernels = {
  concat: kernel(() => (...args) => {
    if (args.length === 0) return "";
    if (isBytes(args[0])) return new Uint8Array(Buffer.concat(args as Uint8Array[]));
    if (Array.isArray(args[0])) return (args as (readonly Value[])[]).flat();
    return args.join("");
  }),
  "||": kernel(() => (...args) => {
    if (isBytes(args[0])) return new Uint8Array(Buffer.concat(args as Uint8Array[]));
    if (Array.isArray(args[0])) return (args as (readonly Value[])[]).flat();
    return args.join("");
  }),
  concat_ws: kernelOfNulls(
    () =>
      (separator, ...args) =>
        separator === null
          ? null
          : args
              .flat()
              .filter((a) => a !== null)
              .join(separator as string),
  ),
  substring,
  substr: substring,
  substring_index: kernel(
    () => (s, delimiter, count) => points.substringIndex(s as string, delimiter as string, count as number),
  ),
  left: kernel(
    () => (s, n) =>
      isBytes(s) ? points.substringBytes(s, 1, n as number) : points.substring(s as string, 1, n as number),
  ),
  right: kernel(() => (s, n) => {
    const count = n as number;
    if (count <= 0) return isBytes(s) ? new Uint8Array(0) : "";
    return isBytes(s) ? points.substringBytes(s, -count) : points.substring(s as string, -count);
  }),
  trim: trim(true, true, "set first"),
  btrim: trim(true, true, "set last"),
  ltrim: trim(true, false, "set first"),
  rtrim: trim(false, true, "set first"),
  lpad: pad("left"),
  rpad: pad("right"),
  read_char: kernel(() => (s, n) => filled(s as string, n as number)),
  store_char: kernel(() => (s, n) => filled(points.fitting(s as string, n as number), n as number)),
  store_varchar: kernel(() => (s, n) => points.fitting(s as string, n as number)),
  repeat: kernel(() => (s, n) => {
    if ((n as number) <= 0) return "";
    needText((s as string).length * (n as number), "repeat");
    return (s as string).repeat(n as number);
  }),
  replace: kernel(
    () =>
      (s, search, replacement = "") =>
        search === "" ? (s as string) : (s as string).replaceAll(search as string, () => replacement as string),
  ),
  translate: kernel((cx) => {
    const [, from, to] = cx.constants;
    if (typeof from === "string" && typeof to === "string") {
      const apply = points.translator(from, to);
      return (s) => apply(s as string);
    }
    return (s, f, t) => points.translator(f as string, t as string)(s as string);
  }),
  reverse: kernel(
    () => (s) => (Array.isArray(s) ? [...(s as readonly Value[])].reverse() : points.reverse(s as string)),
  ),
  upper,
  ucase: upper,
  lower,
  lcase: lower,
  initcap: kernel(({ settings }) => {
    const words = isBefore4(settings) ? initcapByUnits : initcap;
    return (s) => words(s as string);
  }),
  instr: kernel(() => (s, part) => points.locate(part as string, s as string)),
  locate,
  position: locate,
  charindex: locate,
  length,
  len: length,
  char_length: charLength,
  character_length: charLength,
  octet_length: kernel(() => (s) => (isBytes(s) ? s.length : Buffer.byteLength(s as string))),
  bit_length: kernel(() => (s) => (isBytes(s) ? s.length : Buffer.byteLength(s as string)) * 8),
  ascii: text((s) => s.codePointAt(0) ?? 0),
  chr,
  char: chr,
  format_string: format,
  printf: format,
  format_number: kernel((cx) => {
    const type = cx.argTypes[0] ?? { kind: "double" };
    return (v = null, how) => {
      if (typeof how === "number") return how < 0 ? null : formatPattern(formattable(type, v), groupedPattern(how));
      if (how === "") return formatPattern(formattable(type, v), groupedPattern(0));
      const pattern = compilePattern(how as string);
      if (pattern === undefined)
        throw sparkError("JVM.ILLEGAL_ARGUMENT", { message: `Malformed pattern "${String(how)}"` });
      return formatPattern(formattable(type, v), pattern);
    };
  }),
  base64: kernel(
    () => (b) => base64Lines(Buffer.from(isBytes(b) ? b : new TextEncoder().encode(b as string)).toString("base64")),
  ),
  unbase64: text(unbase64),
  hex: kernel(() => (v) => {
    if (typeof v === "bigint") return BigInt.asUintN(64, v).toString(16).toUpperCase();
    if (typeof v === "number") return BigInt.asUintN(64, BigInt(v)).toString(16).toUpperCase();
    return (isBytes(v) ? Buffer.from(v) : Buffer.from(v as string)).toString("hex").toUpperCase();
  }),
  unhex: text(unhex),
  bin: kernel(() => (n) => BigInt.asUintN(64, BigInt(n as number | bigint)).toString(2)),
  encode: kernel(({ settings }) => {
    const encode = isBefore4(settings) ? encodeAsJava : encodeText;
    return (s, charset) => encode(s as string, charset as string);
  }),
  levenshtein: kernel(
    () => (a, b, threshold) => points.levenshtein(a as string, b as string, threshold as number | undefined),
  ),
  soundex: text(soundex),
  split_part: kernel(() => (s, delimiter, n) => {
    if (n === 0) throw sparkError("INVALID_INDEX_OF_ZERO", {});
    return points.splitPart(s as string, delimiter as string, n as number);
  }),
  find_in_set: kernel(() => (word, list) => points.findInSet(word as string, list as string)),
  elt: kernelOfNulls((cx) => (n, ...inputs) => {
    if (n === null) return null;
    const index = n as number;
    if (index < 1 || index > inputs.length) return outsideOfSet(cx, index, inputs.length);
    return inputs[index - 1] ?? null;
  }),
  overlay: kernel(
    () =>
      (s, replacement, position, size = -1) =>
        isBytes(s)
          ? new Uint8Array(points.overlayBytes(s, replacement as Uint8Array, position as number, size as number))
          : points.overlay(s as string, replacement as string, position as number, size as number),
  ),
  space: kernel(() => (n) => {
    needText(n as number, "space");
    return " ".repeat(Math.max(0, n as number));
  }),
  contains: affix(
    (s, part) => s.includes(part),
    (s, part) => Buffer.from(s).includes(Buffer.from(part)),
  ),
  startswith: affix(
    (s, part) => s.startsWith(part),
    (s, part) => sameBytes(s.subarray(0, part.length), part),
  ),
  endswith: affix(
    (s, part) => s.endsWith(part),
    (s, part) => s.length >= part.length && sameBytes(s.subarray(s.length - part.length), part),
  ),
  like: like((s) => s),
  ilike: like((s) => s.toLowerCase()),
  url_encode: text(urlEncode),
  url_decode: decodeUrl(false),
  try_url_decode: decodeUrl(true),
  parse_url: urlOf(false),
  try_parse_url: urlOf(true),
  luhn_check: text(luhnCheck),
  mask: kernelOfNulls(
    () =>
      (s, upperAs = "X", lowerAs = "x", digitAs = "n", otherAs = null) =>
        s === null
          ? null
          : mask(
              s as string,
              upperAs as string | null,
              lowerAs as string | null,
              digitAs as string | null,
              otherAs as string | null,
            ),
  ),
  is_valid_utf8: kernel(() => (s) => utf8Valid(s)),
  make_valid_utf8: kernel(() => (s) => repaired(s)),
} satisfies KernelTable;
