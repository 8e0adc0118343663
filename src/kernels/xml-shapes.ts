import { unsupported } from "../errors/spark-error.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import { sqlTypeName } from "./sql-text.ts";
import type { XmlOptions } from "./xml-options.ts";
import { type XmlValueReader, xmlValueReaders } from "./xml-values.ts";

/** A type with all that reading it from XML takes. */
export interface Shape {
  readonly type: DataType;
  readonly value: XmlValueReader;
  readonly struct: StructShape | undefined;
  /** Of an array's elements, or a map's values. */
  readonly part: Shape | undefined;
}

/** A struct's fields, and where what is read goes: −1 for nowhere. */
export interface StructShape {
  readonly fields: readonly Shape[];
  /** By the names that elements and attributes are looked up by. */
  readonly index: ReadonlyMap<string, number>;
  /** The field of an element's own text. */
  readonly valueAt: number;
  /** The field of elements that have none. */
  readonly wildcardAt: number;
}

/** Makes shapes; types that cannot be read as Spark reads them are refused by name. */
export class XmlShapes {
  private readonly options: XmlOptions;
  private readonly readerOf: (type: DataType) => XmlValueReader;
  private readonly key: (name: string) => string;

  /** `key`: what of a name is compared. */
  constructor(options: XmlOptions, key: (name: string) => string) {
    this.options = options;
    this.readerOf = xmlValueReaders(options);
    this.key = key;
  }

  of(type: DataType): Shape {
    const shape = { type, value: this.readerOf(type), struct: undefined, part: undefined };
    switch (type.kind) {
      case "variant":
      case "time":
        throw unsupported(`from_xml into ${sqlTypeName(type)}`);
      case "udt":
        return this.of(type.sqlType);
      case "struct":
        return { ...shape, struct: this.ofStruct(type) };
      case "array":
      case "map": {
        const part = type.kind === "array" ? type.element : type.value;
        if (part.kind === "array") throw unsupported(`from_xml into ${sqlTypeName(type)}`);
        return { ...shape, part: this.of(part) };
      }
      default:
        return shape;
    }
  }

  ofStruct(type: StructType): StructShape {
    const at = (name: string) => type.fields.findLastIndex((f) => f.name === name);
    return {
      fields: type.fields.map((f) => this.of(f.type)),
      index: new Map(type.fields.map((f, i) => [this.key(f.name), i] as const)),
      valueAt: at(this.options.valueTag),
      wildcardAt: at(this.options.wildcardColumn),
    };
  }
}
