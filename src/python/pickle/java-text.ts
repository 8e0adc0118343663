import { randomBytes } from "node:crypto";
import { unsupported } from "../../errors/spark-error.ts";
import { hashOrder } from "./hash-order.ts";
import { javaHash } from "./java-hash.ts";
import { PyArray, PyDecimal, PyDict, PyFloat, PyObject, PySet, PyTuple, type PythonValue } from "./python-value.ts";

/** `toString` of what an unpickled value is in Java: any value of a function has a text. */
export function javaText(value: PythonValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (value instanceof PyFloat) return doubleText(value.value);
  if (value instanceof PyDecimal) return decimalText(value);
  if (value instanceof PyObject) {
    // A real Spark prints the fields of a java.util.GregorianCalendar, with those of its time zone.
    if (value.text === undefined)
      throw unsupported("dates and timestamps as results of Python functions that are declared to return STRING");
    return value.text;
  }
  if (value instanceof Uint8Array) return address("[B");
  if (value instanceof PyTuple) return address("[Ljava.lang.Object;");
  if (value instanceof PyArray) return address(`[${ARRAYS[value.typecode] ?? "I"}`);
  if (value instanceof PySet) return `[${hashOrder(value.items, javaHash).map(javaText).join(", ")}]`;
  if (value instanceof PyDict)
    return `{${hashOrder(value.entries, ([k]) => javaHash(k))
      .map(([k, v]) => `${javaText(k)}=${javaText(v)}`)
      .join(", ")}}`;
  return `[${(value as readonly PythonValue[]).map(javaText).join(", ")}]`;
}

/** Java's names of primitive types by Python's type codes of arrays. */
const ARRAYS: Readonly<Record<string, string>> = {
  b: "B",
  B: "S",
  h: "S",
  H: "I",
  i: "I",
  I: "J",
  l: "J",
  L: "J",
  q: "J",
  f: "F",
  d: "D",
  u: "C",
};

/** Java's arrays and many objects print their address, which is another one each time. */
export const address = (type: string): string => `${type}@${randomBytes(4).readUInt32BE(0).toString(16)}`;

/** `Double.toString`. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) {
    const text = String(value);
    return text.includes(".") ? text : `${text}.0`;
  }
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** `BigDecimal.toString`. */
export function decimalText({ unscaled, scale }: PyDecimal): string {
  const sign = unscaled < 0n ? "-" : "";
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const exponent = digits.length - 1 - scale;
  if (scale === 0) return sign + digits;
  if (scale > 0 && exponent >= -6) {
    const padded = digits.padStart(scale + 1, "0");
    return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  }
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  return `${sign}${mantissa}E${exponent >= 0 ? "+" : ""}${exponent}`;
}
