import { SparkError, sparkError, unsupported } from "../errors/spark-error.ts";
import type { DataType, DecimalType, MapType, StructType } from "../types/data-type.ts";
import type { Decimal, StructValue, Value } from "../types/value.ts";
import { fitDecimal, parseDecimal } from "./decimal.ts";
import { LONG_MAX, LONG_MIN, smallInteger } from "./integer.ts";
import { type JsonDates, jsonDates } from "./json-dates.ts";
import type { JsonOptions } from "./json-options.ts";
import { JsonError, JsonReader } from "./json-reader.ts";
import { copyStructure } from "./json-writer.ts";
import { nearestFloat } from "./number-parse.ts";
import { sqlTypeName } from "./sql-text.ts";
import { VariantBuilder } from "./variant-builder.ts";
import { appendJson } from "./variant-json.ts";

/** `from_json` (`JacksonParser` under `FailureSafeParser`): a bad field is NULL, and its record is a bad record. */

/** A value of which some field could not be read. */
class PartialValue extends Error {
  readonly value: Value;

  constructor(value: Value, cause: unknown) {
    super("partial value", { cause });
    this.value = value;
  }
}

/** A token that does not fit its type. */
class BadField extends Error {}

/** Reads the value at the reader's token. */
type Converter = (reader: JsonReader) => Value;

const isParseFault = (e: unknown): boolean =>
  e instanceof JsonError ||
  e instanceof BadField ||
  e instanceof PartialValue ||
  // What Spark 2 would have read otherwise fails the query.
  (e instanceof SparkError && e.class !== "upgrade") ||
  e instanceof RangeError;

/** The reader of whole texts into a schema: a struct, array or map. */
export function jsonParser(schema: DataType, options: JsonOptions): (json: string) => Value {
  const row = schema.kind === "struct" ? schema : undefined;
  const corruptAt = row?.fields.findIndex((f) => f.name === options.corruptRecord && f.type.kind === "string") ?? -1;
  const dates = jsonDates(options);
  const root = options.singleVariantColumn ? wholeVariant : rootConverter(schema, dates, corruptAt);
  const failed = (json: string, partial: Value, cause: unknown): Value => {
    if (options.mode === "FAILFAST") {
      const badRecord = partial === null || row === undefined ? "[null]" : describe(partial as StructValue);
      throw sparkError(
        "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
        { badRecord, failFastMode: "FAILFAST" },
        { cause },
      );
    }
    if (row === undefined) return null;
    const fields = (partial as StructValue | null)?.fields ?? row.fields.map(() => null);
    return { fields: corruptAt < 0 ? fields : fields.map((v, i) => (i === corruptAt ? json : v)) };
  };
  return (json) => {
    const reader = new JsonReader(json, options.syntax);
    try {
      if (reader.next() === "end") return null;
      const value = root(reader);
      if (value === null) return failed(json, null, new BadField("the root is null"));
      return value;
    } catch (e) {
      if (!isParseFault(e)) throw e;
      return failed(json, e instanceof PartialValue && row !== undefined ? e.value : null, e);
    }
  };
}

/**
 * The reader of whole documents of files into rows: an object is one, an array's elements are several. A document that
 * cannot be read gives what could be read of its rows, or one of NULLs, all of them with its text in the column of
 * corrupt records where the schema has it. A blank document gives none.
 */
export function jsonRecords(schema: StructType, options: JsonOptions): (document: string) => readonly Value[] {
  const corruptAt = schema.fields.findIndex((f) => f.name === options.corruptRecord && f.type.kind === "string");
  const read = options.singleVariantColumn ? wholeVariant : structConverter(schema, jsonDates(options), corruptAt);
  const marked = (row: StructValue, document: string): StructValue =>
    corruptAt < 0 ? row : { fields: row.fields.map((v, i) => (i === corruptAt ? document : v)) };
  return (document) => {
    const reader = new JsonReader(document, options.syntax);
    const rows: StructValue[] = [];
    let whole = true;
    const readRow = (): void => {
      try {
        const row = read(reader);
        if (row === null) throw new BadField("the root is null");
        rows.push(row as StructValue);
      } catch (e) {
        if (!(e instanceof PartialValue)) throw e;
        whole = false;
        rows.push(e.value as StructValue);
      }
    };
    try {
      if (reader.next() === "end") return [];
      if (reader.token !== "[" || options.singleVariantColumn) readRow();
      else while (reader.next() !== "]") readRow();
    } catch (e) {
      if (!isParseFault(e)) throw e;
      return [marked({ fields: schema.fields.map(() => null) }, document)];
    }
    return whole ? rows : rows.map((row) => marked(row, document));
  };
}

/** The whole record as the only column. */
const wholeVariant: Converter = (reader) => {
  const builder = new VariantBuilder();
  appendJson(builder, reader);
  return { fields: [builder.build("from_json")] };
};

const describe = (row: StructValue): string => `[${row.fields.map((v) => String(v)).join(",")}]`;

function rootConverter(schema: DataType, dates: JsonDates, corruptAt: number): Converter {
  switch (schema.kind) {
    case "struct":
      return structConverter(schema, dates, corruptAt);
    case "array": {
      const whole = converterOf(schema, dates);
      const single = schema.element.kind === "struct" ? converterOf(schema.element, dates) : undefined;
      // One object stands for an array of one.
      return (reader) => {
        if (reader.token !== "{" || single === undefined) return whole(reader);
        return [single(reader)];
      };
    }
    case "map":
    case "variant":
      return converterOf(schema, dates);
    default:
      throw unsupported(`from_json into ${sqlTypeName(schema)}`);
  }
}

/** NULL for JSON null, the converter's answer for its tokens, else {@link BadField}. */
const nullable =
  (convert: (reader: JsonReader) => Value | undefined): Converter =>
  (reader) => {
    if (reader.token === "null") return null;
    const value = convert(reader);
    if (value === undefined) throw new BadField(reader.token);
    return value;
  };

/** Groups of four only, as Jackson reads them. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function converterOf(type: DataType, dates: JsonDates): Converter {
  const small = smallInteger(type);
  if (small !== undefined) {
    // Jackson's bytes may be unsigned.
    const max = type.kind === "byte" ? 255 : small.max;
    return nullable((reader) => {
      if (reader.token !== "int") return undefined;
      const n = Number(reader.text);
      if (n < small.min || n > max) throw new BadField("out of range");
      return n > small.max ? n - 256 : n + 0;
    });
  }
  switch (type.kind) {
    case "boolean":
      return nullable((reader) => (reader.token === "true" ? true : reader.token === "false" ? false : undefined));
    case "long":
      return nullable((reader) => {
        if (reader.token !== "int") return undefined;
        const n = BigInt(reader.text);
        if (n < LONG_MIN || n > LONG_MAX) throw new BadField("out of range");
        return n;
      });
    case "float":
    case "double": {
      const read = type.kind === "float" ? nearestFloat : Number;
      return nullable((reader) => {
        // A whole number has no negative zero.
        if (reader.token === "int") return read(reader.text) + 0;
        if (reader.token === "float") return read(reader.text);
        return reader.token === "string" ? SPECIAL[reader.text] : undefined;
      });
    }
    case "decimal":
      return decimalConverter(type);
    case "string":
    case "char":
    case "varchar":
      return nullable((reader) => {
        if (reader.token === "string") return reader.text;
        const written = reader.written(() => copyStructure(reader));
        if (written !== undefined) return written;
        return reader.token === "float" && /^-?[IN]/.test(reader.text) ? `"${reader.text}"` : copyStructure(reader);
      });
    case "binary":
      return nullable((reader) => {
        if (reader.token !== "string") return undefined;
        if (!BASE64.test(reader.text)) throw new BadField("base64");
        return new Uint8Array(Buffer.from(reader.text, "base64"));
      });
    case "date":
    case "timestamp":
    case "timestamp_ntz":
    case "year_month_interval":
    case "day_time_interval":
    case "calendar_interval": {
      const text = dates.parser(type);
      return nullable((reader) => {
        if (reader.token === "int" && type.kind === "timestamp") return BigInt(reader.text) * 1000000n;
        if (reader.token !== "string" || reader.text === "") return undefined;
        return text(reader.text);
      });
    }
    case "struct":
      return structConverter(type, dates, -1);
    case "array": {
      const element = converterOf(type.element, dates);
      return nullable((reader) => {
        if (reader.token !== "[") return undefined;
        const values: Value[] = [];
        let fault: unknown;
        while (reader.next() !== "]") {
          try {
            values.push(element(reader));
          } catch (e) {
            if (!(e instanceof PartialValue)) throw e;
            fault ??= e;
            values.push(e.value);
          }
        }
        if (fault !== undefined) throw new PartialValue(values, fault);
        return values;
      });
    }
    case "map":
      return mapConverter(type, dates);
    case "udt":
      return converterOf(type.sqlType, dates);
    case "null":
      return () => null;
    case "variant":
      return (reader) => {
        const builder = new VariantBuilder();
        appendJson(builder, reader);
        return builder.build("from_json");
      };
    default:
      throw unsupported(`from_json into ${sqlTypeName(type)}`);
  }
}

const SPECIAL: Readonly<Record<string, number>> = {
  NaN: NaN,
  "+INF": Infinity,
  "+Infinity": Infinity,
  Infinity: Infinity,
  "-INF": -Infinity,
  "-Infinity": -Infinity,
};

function decimalConverter(type: DecimalType): Converter {
  return nullable((reader) => {
    let exact: Decimal | undefined;
    if (reader.token === "int" || reader.token === "float") exact = parseDecimal(reader.text);
    else if (reader.token === "string" && /^\S+$/.test(reader.text))
      exact = parseDecimal(reader.text.replaceAll(",", ""));
    if (exact === undefined) return undefined;
    const fitted = fitDecimal(exact.unscaled, exact.scale, type);
    if (fitted === undefined) throw new BadField("out of range");
    return fitted;
  });
}

function mapConverter(type: MapType, dates: JsonDates): Converter {
  if (type.key.kind !== "string") throw unsupported(`from_json into a map with ${sqlTypeName(type.key)} keys`);
  const item = converterOf(type.value, dates);
  return nullable((reader) => {
    if (reader.token !== "{") return undefined;
    const entries: [Value, Value][] = [];
    let fault: unknown;
    while (reader.next() !== "}") {
      const key = reader.text;
      reader.next();
      try {
        entries.push([key, item(reader)]);
      } catch (e) {
        if (!(e instanceof PartialValue)) throw e;
        fault ??= e;
        entries.push([key, e.value]);
      }
    }
    if (fault !== undefined) throw new PartialValue({ entries }, fault);
    return { entries };
  });
}

function structConverter(type: StructType, dates: JsonDates, skip: number): Converter {
  const index = new Map<string, number>();
  type.fields.forEach((f, i) => {
    if (i !== skip) index.set(f.name, i);
  });
  const converters = type.fields.map((f) => converterOf(f.type, dates));
  return nullable((reader) => {
    if (reader.token !== "{") return undefined;
    const fields: Value[] = type.fields.map(() => null);
    const { depth } = reader;
    let fault: unknown;
    while (reader.next() !== "}") {
      const at = index.get(reader.text);
      reader.next();
      if (at === undefined) {
        reader.skipChildren();
        continue;
      }
      try {
        fields[at] = converters[at]?.(reader) ?? null;
      } catch (e) {
        // Broken syntax inside a field ends the record; the next token would only fail again.
        if (!isParseFault(e) || e instanceof JsonError) throw e;
        fault ??= e;
        if (e instanceof PartialValue) fields[at] = e.value;
        reader.skipChildren();
        while (reader.depth > depth) reader.next();
      }
    }
    if (fault !== undefined) throw new PartialValue({ fields }, fault);
    return { fields };
  });
}
