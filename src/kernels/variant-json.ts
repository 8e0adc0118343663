import { sparkError } from "../errors/spark-error.ts";
import type { VariantValue } from "../types/value.ts";
import { decimalToPlainString, digitCount, parseDecimal } from "./decimal.ts";
import { formatDate, formatTimestampNtz } from "./datetime-text.ts";
import { LONG_MAX, LONG_MIN } from "./integer.ts";
import { JsonError, JsonReader, type JsonSyntax } from "./json-reader.ts";
import { jsonDouble, jsonString } from "./json-writer.ts";
import { floatToString } from "./number-text.ts";
import { type BuiltField, VariantBuilder } from "./variant-builder.ts";
import { elementsOf, fieldsOf, scalarOf, type VariantRef, variantKind } from "./variant-format.ts";
import { stripped } from "./variant-scalar.ts";
import { utcToLocal, type Zone } from "./zone.ts";

/** JSON texts as variants and back (`VariantBuilder.parseJson`, `Variant.toJson`). */

const STRICT: JsonSyntax = {
  singleQuotes: false,
  controlCharacters: false,
  unquotedNames: false,
  comments: false,
  leadingZeros: false,
  nonNumericNumbers: false,
  anyEscape: false,
};

const STRICT_LAST: JsonSyntax = { ...STRICT, lastFieldWins: true };

/** Jackson's limits on what it reads. */
const DEEPEST = 1000;
const LONGEST_NUMBER = 1000;

/**
 * A JSON text as a variant; what stands behind its first value is not looked at. Throws MALFORMED_RECORD_IN_PARSING, also
 * for an object that names a field twice, unless the last of them wins.
 */
export function parseVariant(json: string, functionName: string, lastWins: boolean): VariantValue {
  const reader = new JsonReader(json, lastWins ? STRICT_LAST : STRICT);
  const builder = new VariantBuilder();
  try {
    reader.next();
    appendJson(builder, reader);
  } catch (cause) {
    if (!(cause instanceof JsonError)) throw cause;
    throw sparkError(
      "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
      { badRecord: json, failFastMode: "FAILFAST" },
      { cause },
    );
  }
  return builder.build(functionName);
}

/** The value at a reader's token. Throws {@link JsonError}. */
export function appendJson(builder: VariantBuilder, reader: JsonReader): void {
  const start = builder.position;
  switch (reader.token) {
    case "{": {
      if (reader.depth > DEEPEST) throw new JsonError("nested too deeply");
      const fields: BuiltField[] = [];
      while (reader.next() !== "}") {
        fields.push({ name: reader.text, id: builder.id(reader.text), offset: builder.position - start });
        reader.next();
        appendJson(builder, reader);
      }
      const twice = builder.object(start, fields, reader.lastFieldWins);
      if (twice !== undefined) throw new JsonError(`the field ${twice} stands there twice`);
      return;
    }
    case "[": {
      if (reader.depth > DEEPEST) throw new JsonError("nested too deeply");
      const offsets: number[] = [];
      while (reader.next() !== "]") {
        offsets.push(builder.position - start);
        appendJson(builder, reader);
      }
      return builder.array(start, offsets);
    }
    case "string":
      return builder.scalar({ kind: "string", value: reader.text });
    case "int":
    case "float":
      return appendNumber(builder, reader.text, reader.token === "int");
    case "true":
    case "false":
      return builder.scalar({ kind: "boolean", value: reader.token === "true" });
    case "null":
      return builder.scalar({ kind: "null" });
    default:
      throw new JsonError("unexpected end of input");
  }
}

/** A whole number, else a decimal of up to 38 digits without an exponent, else a double. */
function appendNumber(builder: VariantBuilder, text: string, whole: boolean): void {
  if (text.length > LONGEST_NUMBER) throw new JsonError("too long a number");
  if (whole) {
    const n = BigInt(text);
    if (n >= LONG_MIN && n <= LONG_MAX) return builder.scalar({ kind: "long", value: n });
  }
  const exact = /[eE]/.test(text) ? undefined : parseDecimal(text);
  if (exact !== undefined && exact.scale <= 38 && digitCount(exact.unscaled) <= 38) {
    return builder.scalar({ kind: "decimal", value: exact });
  }
  builder.scalar({ kind: "double", value: Number(text) });
}

/** A variant's part as JSON: without blanks, fields in the order of their names, times in the zone. */
export function variantJson(ref: VariantRef, zone: Zone): string {
  switch (variantKind(ref)) {
    case "object":
      return `{${fieldsOf(ref)
        .map(([name, value]) => `${jsonString(name)}:${variantJson(value, zone)}`)
        .join(",")}}`;
    case "array":
      return `[${elementsOf(ref)
        .map((element) => variantJson(element, zone))
        .join(",")}]`;
    default:
      return scalarJson(ref, zone);
  }
}

function scalarJson(ref: VariantRef, zone: Zone): string {
  const scalar = scalarOf(ref);
  switch (scalar.kind) {
    case "null":
      return "null";
    case "boolean":
    case "long":
      return String(scalar.value);
    case "double":
      return jsonDouble(scalar.value);
    case "float": {
      const text = floatToString(scalar.value);
      return Number.isFinite(scalar.value) ? text : `"${text}"`;
    }
    case "decimal":
      return decimalToPlainString(stripped(scalar.value));
    case "string":
      return jsonString(scalar.value);
    case "uuid":
      return `"${scalar.value}"`;
    case "date":
      return `"${formatDate(scalar.value)}"`;
    case "timestamp": {
      const local = utcToLocal(zone, scalar.value);
      return `"${formatTimestampNtz(local)}${offsetText(local - scalar.value)}"`;
    }
    case "timestamp_ntz":
      return `"${formatTimestampNtz(scalar.value)}"`;
    case "binary":
      return `"${Buffer.from(scalar.value).toString("base64")}"`;
  }
}

/** `+HH:MM`. */
function offsetText(micros: bigint): string {
  const minutes = Number((micros < 0n ? -micros : micros) / 60_000_000n);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${micros < 0n ? "-" : "+"}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}
