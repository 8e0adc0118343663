import { requirementFailed, sparkError, unsupported } from "../errors/spark-error.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import { objectString } from "../types/print.ts";
import type { Decimal, MapValue, StructValue, Value } from "../types/value.ts";
import { decimalToString } from "./decimal.ts";
import { internalText } from "./format-printf.ts";
import { binaryText } from "./binary-text.ts";
import { datesOfToday } from "./json-dates.ts";
import { doubleToString, floatToString } from "./number-text.ts";
import { sqlTypeName } from "./sql-text.ts";
import { XmlPen } from "./xml-pen.ts";
import type { XmlOptions } from "./xml-options.ts";

/**
 * `to_xml` of a struct (`StaxXmlGenerator`): fields are elements, arrays repeat theirs, and those whose names begin with
 * the prefix of attributes are attributes. NULLs are left out unless a text stands for them. In files the rows stand
 * at a `level` of 1, each on lines of its own.
 */
export function xmlPrinter(type: StructType, options: XmlOptions, level = 0): (row: StructValue) => string {
  if (options.attributePrefix === "") {
    throw requirementFailed("'attributePrefix' option should not be empty string.");
  }
  const write = contentOf(type, options);
  return (row) => {
    const pen = new XmlPen(options, level);
    pen.start(options.rowTag);
    write(pen, row);
    pen.end();
    if (level > 0) return options.indent.repeat(level) + pen.text;
    return options.indent === "" ? `${pen.text}\n` : pen.text;
  };
}

type Write = (pen: XmlPen, value: Value) => void;

/** A field or entry under its name: an attribute, an element, or for an array one element for each of its own. */
function childOf(name: string, type: DataType, options: XmlOptions): Write {
  if (isAttribute(name, options)) {
    const own = name.slice(options.attributePrefix.length);
    const text = attributeText(type);
    return (pen, value) => {
      const spelled = value === null ? options.nullValue : text(value);
      if (spelled !== undefined) pen.attribute(own, spelled);
    };
  }
  const one = elementOf(name, type.kind === "array" ? type.element : type, options);
  if (type.kind !== "array") return one;
  const none = elementOf(name, type, options);
  return (pen, value) => {
    if (value === null) none(pen, value);
    else for (const element of value as readonly Value[]) one(pen, element);
  };
}

const isAttribute = (name: string, { attributePrefix, valueTag }: XmlOptions): boolean =>
  name.startsWith(attributePrefix) && name !== valueTag;

function elementOf(name: string, type: DataType, options: XmlOptions): Write {
  const write = contentOf(type, options);
  const bare = name === options.valueTag;
  return (pen, value) => {
    if (value === null && options.nullValue === undefined) return;
    if (!bare) pen.start(name);
    if (value === null) pen.characters(options.nullValue ?? "");
    else write(pen, value);
    if (!bare) pen.end();
  };
}

/** What stands inside of an element. */
function contentOf(type: DataType, options: XmlOptions): Write {
  switch (type.kind) {
    case "udt":
      return contentOf(type.sqlType, options);
    case "array": {
      const child = childOf(options.arrayElementName, type.element, options);
      return (pen, value) => {
        for (const element of value as readonly Value[]) child(pen, element);
      };
    }
    case "map":
      return (pen, value) => {
        const { entries } = value as MapValue;
        const named = entries.map(([key, item]) => [internalText(type.key, key), item] as const);
        for (const attributes of [true, false]) {
          for (const [name, item] of named) {
            if (isAttribute(name, options) === attributes) childOf(name, type.value, options)(pen, item);
          }
        }
      };
    case "struct": {
      const fields = type.fields.map((f, i) => ({ f, i, write: childOf(f.name, f.type, options) }));
      const ordered = [true, false].flatMap((attributes) =>
        fields.filter(({ f }) => isAttribute(f.name, options) === attributes),
      );
      return (pen, value) => {
        for (const { i, write } of ordered) write(pen, (value as StructValue).fields[i] ?? null);
      };
    }
    default: {
      const text = leafText(type, options);
      return (pen, value) => pen.characters(text(value));
    }
  }
}

function leafText(type: DataType, options: XmlOptions): (value: Value) => string {
  switch (type.kind) {
    case "float":
      return (v) => floatToString(v as number);
    case "double":
      return (v) => doubleToString(v as number);
    case "decimal":
      return (v) => decimalToString(v as Decimal);
    case "binary": {
      const write = binaryText(options.binaryStyle);
      return (v) => write(v as Uint8Array);
    }
    case "date":
    case "timestamp":
    case "timestamp_ntz":
      return datesOfToday({ ...options, dateFormat: options.dateFormat ?? "yyyy-MM-dd" }, "XML").formatter(type);
    case "null":
    case "boolean":
    case "byte":
    case "short":
    case "int":
    case "long":
    case "string":
    case "char":
    case "varchar":
      return String;
    case "year_month_interval":
    case "day_time_interval":
      return (value) => {
        const [of, dt] = [type.kind === "day_time_interval" ? "Long" : "Integer", objectString(type)];
        throw sparkError("_LEGACY_ERROR_TEMP_3238", { v: String(value), class: `class java.lang.${of}`, dt });
      };
    default:
      throw unsupported(`to_xml of ${sqlTypeName(type)}`);
  }
}

/** An attribute has the text of Spark's internal value: of dates and times their number. */
function attributeText(type: DataType): (value: Value) => string {
  switch (type.kind) {
    case "array":
    case "map":
    case "struct":
    case "binary":
    case "variant":
    case "calendar_interval":
    case "udt":
      throw unsupported(`to_xml of an attribute of ${sqlTypeName(type)}`);
    case "decimal":
      return (value) => decimalToString(value as Decimal);
    default:
      return (value) => internalText(type, value);
  }
}
