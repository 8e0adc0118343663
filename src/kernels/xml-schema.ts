import { sparkError } from "../errors/spark-error.ts";
import {
  array,
  BOOLEAN,
  type DataType,
  DATE,
  decimal,
  DOUBLE,
  field,
  isIntegral,
  LONG,
  NULL,
  STRING,
  struct,
  type StructField,
  type StructType,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from "../types/data-type.ts";
import { findTightestCommonType } from "../types/coercion.ts";
import { decimalOf } from "../types/decimal.ts";
import { parseDate, parseTimestamp, parseTimestampNtz } from "./datetime-text.ts";
import { digitCount, trimControls } from "./decimal.ts";
import { LONG_MAX } from "./integer.ts";
import { datesOfToday } from "./json-dates.ts";
import { canonicalJsonType } from "./json-schema.ts";
import type { XmlOptions } from "./xml-options.ts";
import { plainName } from "./xml-name.ts";
import { type XmlAttribute, XmlError, XmlReader } from "./xml-reader.ts";
import { javaDouble, plainDecimal } from "./xml-values.ts";
import { zoneOf } from "./zone.ts";

/** How records are typed (`XmlInferSchema`). */
export interface XmlTyping {
  readonly options: XmlOptions;
  readonly caseSensitive: boolean;
  /** What a timestamp without a zone becomes. */
  readonly ntz: boolean;
}

/**
 * Makes what types records. Their types are not yet {@link canonicalXmlType}. A broken record has the column of corrupt
 * records alone, raises in the mode FAILFAST, and has none in DROPMALFORMED.
 */
export function xmlTyper(typing: XmlTyping): (xml: string) => StructType | undefined {
  const { mode, corruptRecord } = typing.options;
  const inference = new Inference(typing);
  return (xml) => {
    try {
      const reader = new XmlReader(xml);
      const first = reader.next();
      return first.kind === "start" ? inference.object(reader, first.attributes) : undefined;
    } catch (cause) {
      if (!(cause instanceof XmlError)) throw cause;
      if (mode === "PERMISSIVE") return struct([field(corruptRecord, STRING)]);
      if (mode === "DROPMALFORMED") return undefined;
      const params = { badRecord: corruptRecord, failFastMode: "FAILFAST" };
      throw sparkError("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", params, { cause });
    }
  };
}

/** NULL types become STRING, and fields of empty structs vanish. */
export const canonicalXmlType = (type: StructType): DataType => canonicalJsonType(type);

class Inference {
  private readonly typing: XmlTyping;
  private readonly textType: (text: string) => DataType;

  constructor(typing: XmlTyping) {
    this.typing = typing;
    this.textType = textTypes(typing);
  }

  /** From behind an element's start to behind its end. */
  object(reader: XmlReader, attributes: readonly XmlAttribute[]): StructType {
    const { options, caseSensitive } = this.typing;
    const fields = new Map<string, StructField>();
    const add = (name: string, type: DataType): void => {
      const key = caseSensitive ? name : name.toLowerCase();
      const old = fields.get(key);
      if (old === undefined) fields.set(key, field(name, type));
      else {
        const merged = mergeXmlTypes(old.type, type, this.typing);
        fields.set(key, field(old.name, old.type.kind === "array" ? merged : array(merged)));
      }
    };
    for (const attribute of this.attributes(attributes)) add(attribute.name, attribute.type);
    for (;;) {
      const event = reader.next();
      if (event.kind === "start") {
        add(plainName(event.name, options), this.element(reader, event.attributes));
      } else if (event.kind !== "text") break;
      else if (!event.blank) add(options.valueTag, this.textType(event.text));
    }
    return struct(sorted([...fields.values()]));
  }

  private attributes(attributes: readonly XmlAttribute[]): readonly StructField[] {
    const { options } = this.typing;
    if (options.excludeAttribute) return [];
    const types = new Map<string, DataType>();
    for (const { name, value } of attributes) {
      const text = options.ignoreSurroundingSpaces ? trimControls(value) : value;
      const type = text === options.nullValue ? NULL : this.textType(text);
      types.set(options.attributePrefix + plainName(name, options), type);
    }
    return Array.from(types, ([name, type]) => field(name, type));
  }

  private element(reader: XmlReader, attributes: readonly XmlAttribute[]): DataType {
    const inside = this.inside(reader);
    const more = this.attributes(attributes);
    if (more.length === 0) return inside;
    if (inside.kind === "struct") return struct(sorted([...inside.fields, ...more]));
    return struct(sorted([...(inside.kind === "null" ? [] : [field(this.typing.options.valueTag, inside)]), ...more]));
  }

  private inside(reader: XmlReader): DataType {
    const { kind } = reader.peek();
    if (kind === "end") {
      reader.next();
      return NULL;
    }
    const type = this.object(reader, []);
    if (kind === "start") return type;
    const [first] = type.fields;
    if (first === undefined) return NULL;
    return type.fields.length === 1 && isPrimitive(first.type) && this.isValueTag(first.name) ? first.type : type;
  }

  private isValueTag(name: string): boolean {
    const { options, caseSensitive } = this.typing;
    return caseSensitive ? name === options.valueTag : name.toLowerCase() === options.valueTag.toLowerCase();
  }
}

const isPrimitive = (type: DataType): boolean => type.kind !== "struct" && type.kind !== "array" && type.kind !== "map";

// By UTF-16 units, as Java compares.
const sorted = (fields: readonly StructField[]): StructField[] =>
  [...fields].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

const WHOLE = /^[+-]?0*\d{1,19}$/;
const NUMERIC = /^[+-]?(?:\d|\.)(?:.*[^dDfF])?$/s;

/** The type of a piece of text. */
function textTypes({ options, ntz }: XmlTyping): (text: string) => DataType {
  if (!options.inferSchema) return () => STRING;
  const dates = datesOfToday(options, "XML");
  if (options.timeParserPolicy === "LEGACY") dates.parser(TIMESTAMP);
  const zone = zoneOf(options.timeZone);
  // The casts that stand for missing formats fail slowly.
  const [date, timestamp, local] = [
    options.dateFormat === undefined ? parseDate : dates.parser(DATE),
    options.timestampFormat === undefined ? (text: string) => parseTimestamp(text, zone) : dates.parser(TIMESTAMP),
    options.timestampNtzFormat === undefined
      ? (text: string) => parseTimestampNtz(text, false)
      : dates.parser(TIMESTAMP_NTZ),
  ];
  return (given) => {
    const text = options.ignoreSurroundingSpaces ? trimControls(given) : given;
    if (text === "") return NULL;
    if (WHOLE.test(text)) {
      const size = BigInt(text.replace(/^[+-]/, ""));
      if (size <= LONG_MAX) return LONG;
    }
    if (NUMERIC.test(text)) {
      const exact = options.prefersDecimal ? plainDecimal(text) : undefined;
      const precision = exact === undefined ? 39 : Math.max(digitCount(exact.unscaled), exact.scale);
      if (exact !== undefined && precision <= 38 && exact.scale >= 0) return decimal(precision, exact.scale);
      if (javaDouble(text.replace(/^[+-]/, "")) !== undefined) return DOUBLE;
    }
    if (/^(?:true|false)$/i.test(text)) return BOOLEAN;
    if (date(text) !== undefined) return DATE;
    if (ntz && local(text) !== undefined) return TIMESTAMP_NTZ;
    return timestamp(text) === undefined ? STRING : TIMESTAMP;
  };
}

/** The least type for values of both (`XmlInferSchema.compatibleType`): an array takes in single values. */
export function mergeXmlTypes(a: DataType, b: DataType, typing: XmlTyping): DataType {
  const common = findTightestCommonType(a, b, { ansi: false, line: 400 });
  if (common !== undefined) return common;
  const merge = (x: DataType, y: DataType): DataType => mergeXmlTypes(x, y, typing);
  if (a.kind === "array" || b.kind === "array") {
    return array(merge(a.kind === "array" ? a.element : a, b.kind === "array" ? b.element : b));
  }
  if (a.kind === "struct" && b.kind === "struct") return mergedStruct([...a.fields, ...b.fields], typing);
  if (a.kind === "double" || b.kind === "double") {
    if (a.kind === "decimal" || b.kind === "decimal") return DOUBLE;
  }
  const [x, y] = [a, b].map((t) => (t.kind === "decimal" || isIntegral(t) ? decimalOf(t) : undefined));
  if (x !== undefined && y !== undefined) {
    const scale = Math.max(x.scale, y.scale);
    const range = Math.max(x.precision - x.scale, y.precision - y.scale);
    return range + scale > 38 ? DOUBLE : decimal(range + scale, scale);
  }
  if (a.kind === "struct") return withText(a, (type) => merge(type, b), typing);
  if (b.kind === "struct") return withText(b, (type) => merge(a, type), typing);
  return STRING;
}

function mergedStruct(all: readonly StructField[], typing: XmlTyping): StructType {
  const fields = new Map<string, StructField>();
  for (const f of all) {
    const key = typing.caseSensitive ? f.name : f.name.toLowerCase();
    const old = fields.get(key);
    fields.set(key, old === undefined ? f : field(old.name, mergeXmlTypes(old.type, f.type, typing)));
  }
  return struct(sorted([...fields.values()]));
}

/** A struct that meets a single value takes it as its text, if it has any. */
function withText(type: StructType, merge: (type: DataType) => DataType, { options }: XmlTyping): DataType {
  if (!type.fields.some((f) => f.name === options.valueTag)) return STRING;
  return struct(type.fields.map((f) => (f.name === options.valueTag ? field(f.name, merge(f.type)) : f)));
}
