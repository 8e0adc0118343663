/**
 * Rows as pickles, as `BatchEvalPythonExec` sends them: values in Spark's internal form, and where PySpark has to
 * convert them (dates, timestamps, structs, own types), rows that name their schema and convert themselves while they
 * are read (`_create_row_inbound_converter`).
 */
import { unsupported } from "../../errors/spark-error.ts";
import { type DataType, mapType, STRING, type StructType, typeParts } from "../../types/data-type.ts";
import { typeToJson } from "../../types/json.ts";
import type { Decimal, MapValue, StructValue, Value, VariantValue } from "../../types/value.ts";
import { boolHash, doubleHash, floatHash, hashOrder, longHash, textHash } from "./hash-order.ts";
import { PickleWriter } from "./writer.ts";

/** As what bytes reach functions: `spark.sql.execution.pyspark.binaryAsBytes`, which lines before 4.1 have not. */
export type BinaryForm = "bytes" | "bytearray";

type Encode = (w: PickleWriter, value: Value) => void;

/** Writes rows of a schema, given as columns. */
export function rowPickler(
  schema: StructType,
  binary: BinaryForm,
): (columns: readonly (readonly Value[])[], from: number, to: number) => Uint8Array {
  const encoders = schema.fields.map((f) => encoderOf(f.type, binary));
  const converter = schema.fields.some((f) => needsConversion(f.type)) ? converterOf(schema) : undefined;
  return (columns, from, to) => {
    const w = new PickleWriter();
    w.list(() => {
      for (let row = from; row < to; row++) {
        const values = () => encoders.forEach((encode, i) => encode(w, columns[i]?.[row] ?? null));
        if (converter === undefined) w.tuple(values);
        else w.call(() => converter(w), values);
      }
    });
    return w.done();
  };
}

/** One value as a pickle, in Spark's internal form. */
export function pickleValue(type: DataType, value: Value, binary: BinaryForm = "bytearray"): Uint8Array {
  const w = new PickleWriter();
  encoderOf(type, binary)(w, value);
  return w.done();
}

const CONVERTED: ReadonlySet<DataType["kind"]> = new Set([
  "date",
  "timestamp",
  "timestamp_ntz",
  "time",
  "day_time_interval",
  "variant",
  "struct",
  "udt",
]);

/** Whether PySpark turns the internal form of a type into another (`EvaluatePython.needConversionInPython`). */
const needsConversion = (type: DataType): boolean =>
  CONVERTED.has(type.kind) || (type.kind !== "struct" && typeParts(type).some(needsConversion));

/** Writes the function that makes a row of a schema out of its values. */
function converterOf(schema: StructType): (w: PickleWriter) => void {
  const json = typeToJson(asRead(schema));
  return (w) =>
    w.shared(json, () =>
      w.call(
        () => w.global("pyspark.sql.types", "_create_row_inbound_converter"),
        () =>
          w.call(
            () => w.global("pyspark.sql.types", "_parse_datatype_json_string"),
            () => w.text(json),
          ),
      ),
    );
}

/** A type as the plan of a real Spark has it: texts with a length are plain texts. */
const asRead = (type: DataType): DataType =>
  mapType(type, (t) => (t.kind === "char" || t.kind === "varchar" ? STRING : t));

/** Writes values of a type. */
function encoderOf(type: DataType, binary: BinaryForm): Encode {
  const encode = someEncoder(type, binary);
  return (w, value) => (value === null ? w.none() : encode(w, value));
}

function someEncoder(type: DataType, binary: BinaryForm): Encode {
  switch (type.kind) {
    case "null":
      return (w) => w.none();
    case "boolean":
      return (w, v) => w.bool(v as boolean);
    case "byte":
    case "short":
    case "int":
    case "date":
    case "year_month_interval":
      return (w, v) => w.int(v as number);
    case "float":
    case "double":
      return (w, v) => w.float(v as number);
    case "long":
    case "timestamp":
    case "timestamp_ntz":
    case "time":
    case "day_time_interval":
      return (w, v) => w.long(v as bigint);
    case "string":
    case "char":
    case "varchar":
      return (w, v) => w.text(v as string);
    case "binary":
      return binary === "bytes" ? (w, v) => w.bytes(v as Uint8Array) : writeByteArray;
    case "decimal":
      return (w, v) => {
        const { unscaled, scale } = v as Decimal;
        w.call(
          () => w.global("decimal", "Decimal"),
          () => w.text(`${unscaled}E-${scale}`),
        );
      };
    case "calendar_interval":
      // Spark's pickler sees no fields in it.
      return (w) =>
        w.dict(() => {
          w.text("__class__");
          w.text("org.apache.spark.unsafe.types.CalendarInterval");
        });
    case "variant":
      return (w, v) => {
        const { value, metadata } = v as VariantValue;
        w.dict(() => {
          w.text("value");
          w.bytes(value);
          w.text("metadata");
          w.bytes(metadata);
        });
      };
    case "array": {
      const item = encoderOf(type.element, binary);
      return (w, v) =>
        w.list(() => {
          for (const each of v as readonly Value[]) item(w, each);
        });
    }
    case "map": {
      const [key, value] = [encoderOf(type.key, binary), encoderOf(type.value, binary)];
      const hash = hashOf(type.key);
      return (w, v) => {
        const { entries } = v as MapValue;
        w.dict(() => {
          for (const [k, x] of hashOrder(entries, ([each]) => hash(each), entries.length)) {
            key(w, k);
            value(w, x);
          }
        });
      };
    }
    case "struct": {
      const fields = type.fields.map((f) => encoderOf(f.type, binary));
      const converter = converterOf(type);
      return (w, v) =>
        w.call(
          () => converter(w),
          () => fields.forEach((encode, i) => encode(w, (v as StructValue).fields[i] ?? null)),
        );
    }
    case "udt":
      return someEncoder(type.sqlType, binary);
    default:
      throw unsupported(`values of the type ${(type as DataType).kind} as arguments of Python functions`);
  }
}

const writeByteArray: Encode = (w, v) =>
  w.call(
    () => w.global("builtins", "bytearray"),
    () => w.bytes(v as Uint8Array),
  );

/** Java's hash of a key, where it has one that depends on its value. */
function hashOf(type: DataType): (key: Value) => number | undefined {
  switch (type.kind) {
    case "boolean":
      return (k) => boolHash(k as boolean);
    case "byte":
    case "short":
    case "int":
    case "date":
    case "year_month_interval":
      return (k) => k as number;
    case "long":
    case "timestamp":
    case "timestamp_ntz":
    case "time":
    case "day_time_interval":
      return (k) => longHash(k as bigint);
    case "float":
      return (k) => floatHash(k as number);
    case "double":
      return (k) => doubleHash(k as number);
    case "string":
    case "char":
    case "varchar":
      return (k) => textHash(k as string);
    default:
      return () => undefined;
  }
}
