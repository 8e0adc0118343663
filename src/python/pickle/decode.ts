/**
 * Values of functions as values of the type that they declare, as Spark takes them (`EvaluatePython.makeFromJava`):
 * a value of another class becomes NULL, numbers of other widths wrap, and any value has a text.
 */
import { sparkError } from "../../errors/spark-error.ts";
import type { DataType } from "../../types/data-type.ts";
import type { Value } from "../../types/value.ts";
import { pickledDecimal } from "./decimal.ts";
import { hashOrder } from "./hash-order.ts";
import { javaHash } from "./java-hash.ts";
import { javaText } from "./java-text.ts";
import { PyArray, PyDecimal, PyDict, PyFloat, PyTuple, type PythonValue } from "./python-value.ts";

const utf8 = new TextEncoder();

/** The value as one of the type. */
export type Decode = (value: PythonValue) => Value;

/** The conversion to a type. */
export function decoderOf(type: DataType): Decode {
  const decode = someDecoder(type);
  return (value) => (value === null ? null : decode(value));
}

function someDecoder(type: DataType): Decode {
  switch (type.kind) {
    case "boolean":
      return (v) => (typeof v === "boolean" ? v : null);
    case "byte":
      return integral(8);
    case "short":
      return integral(16);
    case "int":
      return integral(32);
    case "long":
      return (v) => (typeof v === "number" ? BigInt(v) : isLong(v) ? v : null);
    case "float":
      return (v) => (v instanceof PyFloat ? Math.fround(v.value) : null);
    case "double":
      return (v) => (v instanceof PyFloat ? v.value : null);
    case "decimal":
      return (v) => (v instanceof PyDecimal ? pickledDecimal(v, type) : null);
    case "date":
    case "year_month_interval":
      return (v) => (typeof v === "number" ? v : null);
    case "timestamp":
    case "timestamp_ntz":
    case "time":
    case "day_time_interval":
      return (v) => (typeof v === "number" ? BigInt(v) : isLong(v) ? v : null);
    case "string":
    case "char":
    case "varchar":
      return javaText;
    case "binary":
      return (v) => (typeof v === "string" ? utf8.encode(v) : v instanceof Uint8Array ? v : null);
    case "array": {
      const item = decoderOf(type.element);
      return (v) => itemsOf(v)?.map(item) ?? null;
    }
    case "map": {
      const [anyKey, value] = [decoderOf(type.key), decoderOf(type.value)];
      const key = (k: PythonValue) => anyKey(k) ?? zeroKey(type.key);
      return (v) =>
        v instanceof PyDict
          ? { entries: hashOrder(v.entries, ([k]) => javaHash(k)).map(([k, x]) => [key(k), value(x)] as const) }
          : null;
    }
    case "struct": {
      const fields = type.fields.map((f) => decoderOf(f.type));
      return (v) => {
        const items = v instanceof PyTuple ? v.items : v instanceof PyArray ? v.items : undefined;
        if (items === undefined) return null;
        if (items.length !== fields.length)
          throw sparkError("STRUCT_ARRAY_LENGTH_MISMATCH", {
            expected: String(fields.length),
            actual: String(items.length),
          });
        return { fields: fields.map((decode, i) => decode(items[i] ?? null)) };
      };
    }
    case "variant":
      return (v) => {
        if (!(v instanceof PyDict)) return null;
        const part = (name: string) => v.entries.find(([k]) => k === name)?.[1];
        const [value, metadata] = [part("value"), part("metadata")];
        return value instanceof Uint8Array && metadata instanceof Uint8Array ? { value, metadata } : null;
      };
    case "udt":
      return someDecoder(type.sqlType);
    default:
      return () => null;
  }
}

/**
 * The key that stands in a map whose key is of another class than its type: Spark reads its numbers without a look at
 * whether they are there.
 */
function zeroKey(type: DataType): Value {
  switch (type.kind) {
    case "byte":
    case "short":
    case "int":
    case "float":
    case "double":
    case "date":
      return 0;
    case "long":
    case "timestamp":
    case "timestamp_ntz":
      return 0n;
    case "boolean":
      return false;
    default:
      throw sparkError("NULL_MAP_KEY", {});
  }
}

/** Whether it is Java's Long, and no BigInteger. */
const isLong = (v: PythonValue): v is bigint => typeof v === "bigint" && v === BigInt.asIntN(64, v);

function integral(bits: 8 | 16 | 32): Decode {
  const shift = 32 - bits;
  return (v) => {
    if (typeof v === "number") return (v << shift) >> shift;
    return isLong(v) ? Number(BigInt.asIntN(bits, v)) : null;
  };
}

function itemsOf(v: PythonValue): readonly PythonValue[] | undefined {
  if (Array.isArray(v)) return v as readonly PythonValue[];
  if (v instanceof PyTuple || v instanceof PyArray) return v.items;
  return v instanceof Uint8Array ? Array.from(v, (b) => (b << 24) >> 24) : undefined;
}
