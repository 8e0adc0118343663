import { sparkError } from "../errors/spark-error.ts";
import { STRING, type StructType } from "../types/data-type.ts";
import type { MapValue, StructValue, Value } from "../types/value.ts";
import { internalText } from "./format-printf.ts";
import type { XmlOptions } from "./xml-options.ts";
import { plainName } from "./xml-name.ts";
import { type XmlAttribute, XmlError, XmlReader } from "./xml-reader.ts";
import { type Shape, type StructShape, XmlShapes } from "./xml-shapes.ts";
import { BadXmlValue, UnparseableNumber } from "./xml-values.ts";

/**
 * XML records as rows (`StaxXmlParser` under `FailureSafeParser`). As in Spark, a fault inside a field ends the object
 * that it is in where its next end tag stands, and what was read of it before is kept at the top only.
 */

/** A row of which some field could not be read. */
class PartialRow extends BadXmlValue {
  readonly row: StructValue;

  constructor(row: StructValue, cause: unknown) {
    super("partial row", { cause });
    this.row = row;
  }
}

/** Reads records into rows of a schema. `caseSensitive`: whether names must agree in their case. */
export function xmlParser(
  schema: StructType,
  options: XmlOptions,
  caseSensitive: boolean,
): (xml: string) => StructValue {
  const corruptAt = schema.fields.findIndex((f) => f.name === options.corruptRecord);
  const records = new XmlRecords(schema, options, caseSensitive);
  const nulls = schema.fields.map(() => null);
  return (xml) => {
    let row: StructValue = { fields: nulls };
    let fault: unknown;
    try {
      row = records.read(xml);
    } catch (error) {
      if (error instanceof UnparseableNumber) {
        throw sparkError("JVM.RUNTIME", { message: `Unparseable number: "${error.message}"` }, { cause: error });
      }
      if (!(error instanceof XmlError || error instanceof BadXmlValue)) throw error;
      fault = error;
      if (error instanceof PartialRow) row = error.row;
    }
    const told = corruptAt < 0 ? row : withRecord(row, corruptAt, fault === undefined ? null : xml);
    if (fault === undefined || options.mode === "PERMISSIVE") return told;
    throw sparkError(
      "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
      { badRecord: internalText(schema, told), failFastMode: "FAILFAST" },
      { cause: fault },
    );
  };
}

/** The row with the corrupt record at its place: an element of that name is not read. */
const withRecord = ({ fields }: StructValue, at: number, record: string | null): StructValue => ({
  fields: fields.map((v, i) => (i === at ? record : v)),
});

class XmlRecords {
  private readonly options: XmlOptions;
  private readonly key: (name: string) => string;
  private readonly root: StructShape;
  private readonly text: Shape;

  constructor(schema: StructType, options: XmlOptions, caseSensitive: boolean) {
    this.options = options;
    this.key = caseSensitive ? (name) => name : (name) => name.toLowerCase();
    const shapes = new XmlShapes(options, this.key);
    this.root = shapes.ofStruct(schema);
    this.text = shapes.of(STRING);
  }

  /** The row of one text's root element. */
  read(xml: string): StructValue {
    const reader = new XmlReader(xml);
    const first = reader.next();
    if (first.kind !== "start") throw new BadXmlValue("no root");
    return this.object(reader, this.root, first.attributes);
  }

  private name(name: string): string {
    return plainName(name, this.options);
  }

  private setAttributes(fields: Value[], struct: StructShape, attributes: readonly XmlAttribute[]): void {
    if (this.options.excludeAttribute) return;
    for (const { name, value } of attributes) {
      const at = struct.index.get(this.key(this.options.attributePrefix + this.name(name)));
      if (at !== undefined) fields[at] = struct.fields[at]?.value(value) ?? null;
    }
  }

  /** From behind an element's start to behind its end. */
  private object(reader: XmlReader, struct: StructShape, attributes: readonly XmlAttribute[]): StructValue {
    const fields: Value[] = struct.fields.map(() => null);
    this.setAttributes(fields, struct, attributes);
    let fault: unknown;
    for (;;) {
      const event = reader.next();
      if (event.kind === "end" || event.kind === "end of text") break;
      if (event.kind === "text") {
        if (!event.blank) this.addText(fields, struct, event.text);
        continue;
      }
      try {
        this.child(reader, struct, fields, this.name(event.name), event.attributes);
      } catch (error) {
        if (!(error instanceof XmlError || error instanceof BadXmlValue)) throw error;
        fault ??= error;
      }
    }
    if (fault !== undefined) throw new PartialRow({ fields }, fault);
    return { fields };
  }

  private addText(fields: Value[], { fields: shapes, valueAt }: StructShape, text: string): void {
    const shape = shapes[valueAt];
    if (shape === undefined) return;
    if (shape.type.kind !== "array") fields[valueAt] = shape.value(text);
    else fields[valueAt] = appended(fields[valueAt], shape.part?.value(text) ?? null);
  }

  private child(
    reader: XmlReader,
    struct: StructShape,
    fields: Value[],
    name: string,
    attributes: readonly XmlAttribute[],
  ): void {
    const at = struct.index.get(this.key(name));
    const shape = at === undefined ? undefined : struct.fields[at];
    if (at === undefined || shape === undefined) {
      this.unknownChild(reader, struct, fields, name);
      return;
    }
    const one = shape.type.kind === "array" ? (shape.part ?? shape) : shape;
    const value =
      one.struct === undefined
        ? this.field(reader, one, name, shape === one ? attributes : [])
        : this.objectWithAttributes(reader, one, one.struct, name, attributes);
    fields[at] = shape.type.kind === "array" ? appended(fields[at], value) : value;
  }

  private unknownChild(reader: XmlReader, struct: StructShape, fields: Value[], name: string): void {
    const at = struct.wildcardAt;
    const wildcard = struct.fields[at];
    if (wildcard === undefined) {
      skipChildren(reader);
      return;
    }
    const text = this.field(reader, this.text, name, []);
    if (wildcard.type.kind === "string") fields[at] = text;
    else if (wildcard.part?.type.kind === "string") fields[at] = appended(fields[at], text);
    else throw new BadXmlValue(name);
  }

  private objectWithAttributes(
    reader: XmlReader,
    shape: Shape,
    struct: StructShape,
    name: string,
    attributes: readonly XmlAttribute[],
  ): StructValue {
    // Attributes are read first: a bad one leaves the element's inside to whoever reads on.
    const own: Value[] = struct.fields.map(() => null);
    this.setAttributes(own, struct, attributes);
    const value = this.field(reader, shape, name, []);
    const inside = value === null ? own : (value as StructValue).fields.map((v, i) => own[i] ?? v);
    return { fields: inside };
  }

  /** The value of an element from behind its start to behind its end (`convertField`). */
  private field(reader: XmlReader, shape: Shape, name: string, attributes: readonly XmlAttribute[]): Value {
    const { kind } = shape.type;
    for (;;) {
      const event = reader.peek();
      if (event.kind === "end") {
        this.endOf(reader, name);
        return kind === "string" && this.options.nullValue !== "" ? "" : null;
      }
      if (event.kind === "end of text") throw new BadXmlValue(name);
      if (kind === "string") return shape.value(this.structureText(reader, name));
      if (shape.struct !== undefined) return this.object(reader, shape.struct, []);
      if (event.kind === "start") {
        if (shape.type.kind !== "map" || shape.type.key.kind !== "string" || shape.part === undefined) {
          throw new BadXmlValue(name);
        }
        return this.map(reader, shape.part, attributes);
      }
      if (event.blank) {
        reader.next();
        continue;
      }
      const value = shape.value(event.text);
      reader.next();
      this.endOf(reader, name);
      return value;
    }
  }

  private map(reader: XmlReader, item: Shape, attributes: readonly XmlAttribute[]): MapValue {
    const entries = new Map<string, Value>();
    for (const { name, value } of attributes) entries.set(this.options.attributePrefix + name, item.value(value));
    for (;;) {
      const event = reader.next();
      if (event.kind === "start") {
        const name = this.name(event.name);
        entries.set(name, this.field(reader, item, name, []));
      } else if (event.kind !== "text") return { entries: [...entries] };
      else if (!event.blank) entries.set(this.options.valueTag, item.value(event.text));
    }
  }

  /** All that stands in an element, its tags too, from behind its start to behind its end. */
  private structureText(reader: XmlReader, name: string): string {
    let text = "";
    let depth = 0;
    do {
      const event = reader.next();
      if (event.kind === "start") {
        depth++;
        text += `<${event.name}${event.attributes.map((a) => ` ${a.name}="${a.value}"`).join("")}>`;
      } else if (event.kind === "end") {
        depth--;
        text += `</${event.name}>`;
      } else if (event.kind === "text") text += event.text;
      else throw new BadXmlValue(name);
    } while (depth > 0 || reader.peek().kind !== "end");
    this.endOf(reader, name);
    return text;
  }

  /** Moves behind the end of an element, which must come next. */
  private endOf(reader: XmlReader, name: string): void {
    for (;;) {
      const event = reader.next();
      if (event.kind === "text" && event.blank) continue;
      if (event.kind === "end" && this.name(event.name) === name) return;
      throw new BadXmlValue(name);
    }
  }
}

/** The array with one more value; it is the record's own. */
function appended(list: Value | undefined, value: Value): Value {
  const values = (list ?? []) as Value[];
  values.push(value);
  return values;
}

function skipChildren(reader: XmlReader): void {
  for (let depth = 1; depth > 0; ) {
    const { kind } = reader.next();
    if (kind === "start") depth++;
    else if (kind === "end") depth--;
    else if (kind === "end of text") throw new BadXmlValue("an element without an end");
  }
}
