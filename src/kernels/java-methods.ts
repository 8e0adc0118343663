import { sparkError } from "../errors/spark-error.ts";
import type { Value } from "../types/value.ts";
import { doubleToString, floatToString } from "./number-text.ts";

/** Static methods of Java's that `reflect` knows, by class, name and types of arguments; the answer as Java's text. */

const failed = (message: string) => sparkError("JVM.ILLEGAL_ARGUMENT", { message });

/** `java.util.UUID.fromString(…).toString()`: five hexadecimal numbers, each cut to its width. */
function uuid(text: string): string {
  const parts = text.split("-");
  if (text.length > 36 || parts.length !== 5 || parts.some((p) => !/^[0-9a-fA-F]+$/.test(p))) {
    throw failed(`Invalid UUID string: ${text}`);
  }
  return [8, 4, 4, 4, 12]
    .map((width, i) => (parts[i] ?? "").toLowerCase().padStart(width, "0").slice(-width))
    .join("-");
}

function decodeUrl(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw failed(`URLDecoder: Illegal hex characters in escape (%) pattern - ${text}`);
  }
}

const int = (v: Value | undefined): number => v as number;
const long = (v: Value | undefined): bigint => v as bigint;
const abs = (v: bigint): bigint => BigInt.asIntN(64, v < 0n ? -v : v);

const METHODS: Readonly<Record<string, (...args: Value[]) => string>> = {
  "java.util.UUID.fromString(string)": (text) => uuid(text as string),
  "java.net.URLDecoder.decode(string)": (text) => decodeUrl(text as string),
  "java.lang.Math.abs(int)": (v) => String(Math.abs(int(v)) | 0),
  "java.lang.Math.abs(long)": (v) => String(abs(long(v))),
  "java.lang.Math.abs(float)": (v) => floatToString(Math.abs(int(v))),
  "java.lang.Math.abs(double)": (v) => doubleToString(Math.abs(int(v))),
  "java.lang.Math.max(int, int)": (a, b) => String(Math.max(int(a), int(b))),
  "java.lang.Math.max(long, long)": (a, b) => String(long(a) > long(b) ? a : b),
  "java.lang.Math.min(int, int)": (a, b) => String(Math.min(int(a), int(b))),
  "java.lang.Math.min(long, long)": (a, b) => String(long(a) < long(b) ? a : b),
  "java.lang.Math.sqrt(double)": (v) => doubleToString(Math.sqrt(int(v))),
  "java.lang.Integer.toHexString(int)": (v) => (int(v) >>> 0).toString(16),
  "java.lang.Long.toHexString(long)": (v) => BigInt.asUintN(64, long(v)).toString(16),
  "scala.Predef.require(boolean)": (v) => {
    if (v !== true) throw failed("requirement failed");
    return "()";
  },
};

/** A method's answer. Throws JVM.ILLEGAL_ARGUMENT where Java throws. */
export function callJavaMethod(method: string, args: readonly Value[]): string {
  const known = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (known === undefined) throw failed(`${method} is not known`);
  if (args.includes(null)) throw failed(`${method} takes no null`);
  return known(...args);
}
