import { SparkError } from "../errors/spark-error.ts";
import {
  array,
  BOOLEAN,
  type DataType,
  type DecimalType,
  decimal,
  DOUBLE,
  field,
  LONG,
  NULL,
  STRING,
  struct,
  type StructField,
} from "../types/data-type.ts";
import { decimalOf } from "../types/decimal.ts";
import { digitCount, parseDecimal } from "./decimal.ts";
import { LONG_MAX, LONG_MIN } from "./integer.ts";
import type { JsonOptions } from "./json-options.ts";
import { JsonError, JsonReader } from "./json-reader.ts";
import { compareText } from "./string-order.ts";

/** The type of a JSON text (`JsonInferSchema`); null where the text is empty or broken. */
export function inferJson(json: string, options: JsonOptions): DataType | null {
  const reader = new JsonReader(json, options.syntax);
  try {
    if (reader.next() === "end") return null;
    return infer(reader, options);
  } catch (e) {
    if (e instanceof JsonError) return null;
    throw e;
  }
}

function infer(reader: JsonReader, options: JsonOptions): DataType {
  switch (reader.token) {
    case "{": {
      const fields: StructField[] = [];
      while (reader.next() !== "}") {
        const name = reader.text;
        reader.next();
        fields.push(field(name, infer(reader, options)));
      }
      return struct(fields.sort((a, b) => compareText(a.name, b.name)));
    }
    case "[": {
      let element: DataType = NULL;
      while (reader.next() !== "]") element = mergeJsonTypes(element, infer(reader, options));
      return array(element);
    }
    case "string":
      return reader.text === "" ? NULL : ((options.prefersDecimal ? quotedDecimal(reader.text) : undefined) ?? STRING);
    case "true":
    case "false":
      return options.primitivesAsString ? STRING : BOOLEAN;
    case "int":
    case "float":
      return options.primitivesAsString ? STRING : inferNumber(reader.text, reader.token, options);
    default:
      return NULL;
  }
}

/** Text that is a number, its groups of digits apart or not (`ExprUtils.getDecimalParser`). */
function quotedDecimal(text: string): DecimalType | undefined {
  const exact = /[\0- ]/.test(text) ? undefined : parseDecimal(text.replaceAll(",", ""));
  if (exact === undefined) return undefined;
  // No type has fewer digits than stand behind its point, so 0.05 stays a text.
  const precision = digitCount(exact.unscaled);
  return precision <= 38 && exact.scale >= 0 && exact.scale <= precision ? decimal(precision, exact.scale) : undefined;
}

function inferNumber(text: string, kind: "int" | "float", options: JsonOptions): DataType {
  const exact = parseDecimal(text);
  if (exact === undefined) return DOUBLE;
  if (kind === "int") {
    if (exact.unscaled >= LONG_MIN && exact.unscaled <= LONG_MAX) return LONG;
    const precision = digitCount(exact.unscaled);
    return precision <= 38 ? decimal(precision, 0) : DOUBLE;
  }
  if (!options.prefersDecimal) return DOUBLE;
  const precision = Math.max(digitCount(exact.unscaled), exact.scale);
  return precision <= 38 && exact.scale >= 0 ? decimal(precision, exact.scale) : DOUBLE;
}

/** The least type that holds values of both (`JsonInferSchema.compatibleType`). */
export function mergeJsonTypes(a: DataType, b: DataType): DataType {
  if (a.kind === "null") return b;
  if (b.kind === "null") return a;
  if (a.kind === "struct" && b.kind === "struct") {
    const merged = new Map(a.fields.map((f) => [f.name, f.type] as const));
    for (const f of b.fields) merged.set(f.name, mergeJsonTypes(merged.get(f.name) ?? NULL, f.type));
    return struct([...merged].sort(([x], [y]) => compareText(x, y)).map(([name, type]) => field(name, type)));
  }
  if (a.kind === "array" && b.kind === "array") return array(mergeJsonTypes(a.element, b.element));
  if (a.kind === b.kind && a.kind !== "decimal") return a;
  const x = numeric(a);
  const y = numeric(b);
  if (x === undefined || y === undefined) return STRING;
  if (x === "double" || y === "double") return DOUBLE;
  const scale = Math.max(x.scale, y.scale);
  const integral = Math.max(x.precision - x.scale, y.precision - y.scale);
  return integral + scale > 38 ? DOUBLE : decimal(integral + scale, scale);
}

const numeric = (t: DataType): DecimalType | "double" | undefined =>
  t.kind === "double" ? "double" : t.kind === "long" || t.kind === "decimal" ? decimalOf(t) : undefined;

/**
 * NULL types become STRING, or vanish with the fields and arrays of them; so do fields of empty structs
 * (`JsonInferSchema.canonicalizeType`).
 */
export function canonicalJsonType(type: DataType, dropsNulls = false): DataType {
  const of = (part: DataType) => canonical(part, dropsNulls);
  if (type.kind === "struct") return of(type) ?? struct([]);
  if (type.kind === "array" && type.element.kind === "struct") return array(of(type.element) ?? struct([]));
  return of(type) ?? STRING;
}

function canonical(type: DataType, dropsNulls: boolean): DataType | undefined {
  switch (type.kind) {
    case "null":
      return dropsNulls ? undefined : STRING;
    case "array": {
      const element = canonical(type.element, dropsNulls);
      return element === undefined ? undefined : array(element);
    }
    case "struct": {
      const fields = type.fields.flatMap((f) => {
        const part = canonical(f.type, dropsNulls);
        return part === undefined || f.name === "" ? [] : [field(f.name, part)];
      });
      return fields.length === 0 ? undefined : struct(fields);
    }
    default:
      return type;
  }
}

/** A broken text, for schema_of_json. */
export const unreadableJson = (json: string): SparkError =>
  new SparkError("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", { badRecord: json, failFastMode: "FAILFAST" });
