import { type SparkError, sparkError } from "../../errors/spark-error.ts";
import { NULL } from "../../types/data-type.ts";
import { catalogString } from "../../types/print.ts";
import type { Decimal, Value } from "../../types/value.ts";
import { type AesArguments, aesDecrypt, aesEncrypt } from "../aes.ts";
import { castFunction } from "../cast.ts";
import { compileTemplate, type NumberTemplate, parseTemplate, printTemplate } from "../format-template.ts";
import { guarded } from "../datetime-try.ts";
import { callJavaMethod } from "../java-methods.ts";
import { isBefore4, type Kernel, kernel, kernelOfNulls, type KernelTable } from "../kernel.ts";
import { sqlString } from "../sql-text.ts";
import { decodeAsJava } from "../java-charsets.ts";
import { codingWays, decodeIn, encodeIn } from "../string-coding.ts";
import { decodeText, encodeText, unhex } from "../string-codec.ts";
import { sentences } from "../string-sentences.ts";
import { comparatorOf } from "../value-order.ts";

/** A template compiled once where it is a literal. */
function templates(constant: Value | undefined): (text: Value | undefined) => NumberTemplate {
  let seen = constant;
  let compiled = typeof constant === "string" ? compileTemplate(constant) : undefined;
  return (text) => {
    if (text !== seen) {
      seen = text;
      compiled = compileTemplate(text as string);
    }
    if (compiled === undefined)
      throw sparkError("JVM.ILLEGAL_ARGUMENT", {
        message: `The number format ${sqlString(text as string)} is malformed.`,
      });
    return compiled;
  };
}

const toNumber = (tolerant: boolean): Kernel =>
  kernel((cx) => {
    const compiled = templates(cx.constants[1]);
    return (text, format) => {
      const template = compiled(format);
      const value = parseTemplate(text as string, template);
      if (value !== undefined) return value;
      if (tolerant) return null;
      throw sparkError("INVALID_FORMAT.MISMATCH_INPUT", {
        inputType: '"STRING"',
        input: text as string,
        format: format as string,
      });
    };
  });

const toChar = kernel((cx) => {
  const compiled = templates(cx.constants[1]);
  const [type = NULL] = cx.argTypes;
  const widen =
    type.kind === "decimal"
      ? (v: Value): Value => v
      : castFunction(
          type,
          { kind: "decimal", precision: 38, scale: type.kind === "double" || type.kind === "float" ? 15 : 0 },
          cx.mode,
          cx.settings,
        );
  return (v = null, format) => {
    const wide = widen(v);
    return wide === null ? null : printTemplate(wide as Decimal, compiled(format));
  };
});

const toBinary = (tolerant: boolean): Kernel =>
  kernel(() => (s, format = "hex") => {
    const text = s as string;
    const how = (format as string).toLowerCase();
    const bytes =
      how === "hex"
        ? unhex(text)
        : how === "base64"
          ? strictBase64(text)
          : how === "utf-8" || how === "utf8"
            ? encodeText(text, "utf-8")
            : null;
    if (bytes !== null || tolerant) return bytes;
    throw sparkError("CONVERSION_INVALID_INPUT", {
      str: sqlString(text),
      fmt: `'${how.toUpperCase()}'`,
      targetType: '"BINARY"',
      suggestion: "`try_to_binary`",
    });
  });

/** White space may stand anywhere before the padding; padding, where there is any, must fill the last group. */
function strictBase64(text: string): Uint8Array | null {
  const [, body = "", padding = ""] = /^([A-Za-z0-9+/\s]*)(={0,2})$/.exec(text) ?? [];
  if (body.length + padding.length !== text.length) return null;
  const digits = body.replace(/\s/g, "");
  const rest = digits.length % 4;
  if (padding === "" ? rest === 1 : rest + padding.length !== 4) return null;
  return new Uint8Array(Buffer.from(digits, "base64"));
}

const validUtf8 = (tolerant: boolean): Kernel =>
  kernel(() => (s) => {
    if (!(s instanceof Uint8Array)) return s as string;
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(s);
    } catch {
      if (tolerant) return null;
      const str = Array.from(s, (b) => `\\x${b.toString(16).toUpperCase().padStart(2, "0")}`).join("");
      throw sparkError("INVALID_UTF8_STRING", { str });
    }
  });

const raised = (message: Value | undefined): SparkError =>
  sparkError("USER_RAISED_EXCEPTION", {
    errorMessage: message === null || message === undefined ? "null" : String(message),
  });

/** `decode(value, search, result, …, otherwise)`: NULL equals NULL; with two arguments it is the charset function. */
const decodeInWays = kernelOfNulls((cx) => {
  if (cx.argTypes.length < 3) return decode.bind(cx);
  const ways = codingWays(cx.constants[2]);
  return (b = null, charset = null) =>
    b === null || charset === null ? null : decodeIn(b as Uint8Array, charset as string, ways);
});

const decode = kernelOfNulls((cx) => {
  if (cx.argTypes.length === 2) {
    const decoded = isBefore4(cx.settings) ? decodeAsJava : decodeText;
    return (b = null, charset = null) =>
      b === null || charset === null ? null : decoded(b as Uint8Array, charset as string);
  }
  const compare = comparatorOf(cx.argTypes.find((t, i) => t.kind !== "null" && (i === 0 || i % 2 === 1)) ?? NULL);
  return (value = null, ...rest) => {
    let i = 0;
    for (; i + 1 < rest.length; i += 2) {
      const search = rest[i] ?? null;
      if (value === null || search === null ? value === search : compare(value, search) === 0)
        return rest[i + 1] ?? null;
    }
    return rest[i] ?? null;
  };
});

const aesArguments = (
  key: Value | undefined,
  mode: Value | undefined,
  padding: Value | undefined,
  aad: Value | undefined,
): AesArguments => ({
  key: key as Uint8Array,
  mode: mode as string,
  padding: padding as string,
  aad: aad as Uint8Array,
});

/** Bits in a bitmap's buckets of 32768. */
const BUCKET = 32768n;

/** Functions of no larger group. */
export const miscKernels = {
  to_number: toNumber(false),
  try_to_number: toNumber(true),
  to_char: toChar,
  to_varchar: toChar,
  to_binary: toBinary(false),
  try_to_binary: toBinary(true),
  validate_utf8: validUtf8(false),
  try_validate_utf8: validUtf8(true),
  decode,
  charset_decode: decodeInWays,
  charset_encode: kernel((cx) => {
    const ways = codingWays(cx.constants[2]);
    return (s, charset) => encodeIn(s as string, charset as string, ways);
  }),
  sentences: kernel(
    () =>
      (s, language = "", country = "") =>
        sentences(s as string, language as string, country as string),
  ),
  typeof: kernelOfNulls((cx) => () => catalogString(cx.argTypes[0] ?? NULL)),
  raise_error: kernelOfNulls(() => (message) => {
    throw raised(message);
  }),
  assert_true: kernelOfNulls(() => (condition, message = "'condition' is not true!") => {
    if (condition === true) return null;
    throw raised(message);
  }),
  bitmap_bit_position: kernel(() => (v) => {
    const n = BigInt(v as number | bigint);
    return n > 0n ? (n - 1n) % BUCKET : -n % BUCKET;
  }),
  bitmap_bucket_number: kernel(() => (v) => {
    const n = BigInt(v as number | bigint);
    return n > 0n ? 1n + (n - 1n) / BUCKET : n / BUCKET;
  }),
  aes_encrypt: kernel(
    () => (input, key, mode, padding, iv, aad) =>
      aesEncrypt(input as Uint8Array, aesArguments(key, mode, padding, aad), iv as Uint8Array),
  ),
  aes_decrypt: kernel((cx) =>
    guarded(cx, (input, key, mode, padding, aad) =>
      aesDecrypt(input as Uint8Array, aesArguments(key, mode, padding, aad)),
    ),
  ),
  java_method: kernelOfNulls((cx) => {
    const [type, name] = cx.constants;
    const types = cx.argTypes.slice(2).map((t) => t.kind);
    const method = `${String(type)}.${String(name)}(${types.join(", ")})`;
    return guarded(cx, (_type, _name, ...args) => callJavaMethod(method, args));
  }),
  bitmap_count: kernel(() => (b) => {
    let count = 0;
    for (const byte of b as Uint8Array) for (let rest = byte; rest > 0; rest &= rest - 1) count++;
    return BigInt(count);
  }),
} satisfies KernelTable;
