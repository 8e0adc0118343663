import { create } from "@bufbuild/protobuf";
import { anyPack, anyUnpack } from "@bufbuild/protobuf/wkt";
import { invariant } from "../base/invariant.ts";
import { SparkLiteralSchema, type SparkValue, SparkValueSchema } from "../gen/firesteel/extensions_pb.ts";
import { type Expression_Literal, Expression_LiteralSchema } from "../gen/substrait/algebra_pb.ts";
import {
  BINARY,
  BOOLEAN,
  BYTE,
  type DataType,
  DATE,
  DOUBLE,
  decimal,
  FLOAT,
  INT,
  LONG,
  SHORT,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from "../types/data-type.ts";
import type { CalendarInterval, Decimal, MapValue, StructValue, Value, VariantValue } from "../types/value.ts";
import type { ExtensionWriter } from "./extensions.ts";
import { produceType, readType } from "./type.ts";

type LiteralInit = NonNullable<Parameters<typeof create<typeof Expression_LiteralSchema>>[1]>["literalType"];

/** A typed value as a Substrait literal: standard where there is one, else a SparkLiteral of ours. */
export function produceLiteral(type: DataType, value: Value, extensions: ExtensionWriter): Expression_Literal {
  const literalType = value === null ? undefined : standard(type, value);
  if (value === null) {
    const nullType = produceType({ type, nullable: true }, extensions);
    return create(Expression_LiteralSchema, { literalType: { case: "null", value: nullType }, nullable: true });
  }
  if (literalType !== undefined) return create(Expression_LiteralSchema, { literalType });
  const packed = anyPack(
    SparkLiteralSchema,
    create(SparkLiteralSchema, {
      type: produceType({ type, nullable: false }, extensions),
      value: produceValue(type, value),
    }),
  );
  return create(Expression_LiteralSchema, {
    literalType: {
      case: "userDefined",
      value: { typeReference: extensions.typeAnchor("literal"), val: { case: "value", value: packed } },
    },
  });
}

function standard(type: DataType, value: Value): LiteralInit | undefined {
  switch (type.kind) {
    case "boolean":
      return { case: "boolean", value: value as boolean };
    case "byte":
      return { case: "i8", value: value as number };
    case "short":
      return { case: "i16", value: value as number };
    case "int":
      return { case: "i32", value: value as number };
    case "long":
      return { case: "i64", value: value as bigint };
    case "float":
      return { case: "fp32", value: value as number };
    case "double":
      return { case: "fp64", value: value as number };
    case "string":
      return type.collation === STRING.collation ? { case: "string", value: value as string } : undefined;
    case "binary":
      return { case: "binary", value: value as Uint8Array<ArrayBuffer> };
    case "date":
      return { case: "date", value: value as number };
    case "decimal":
      return {
        case: "decimal",
        value: { value: littleEndian((value as Decimal).unscaled), precision: type.precision, scale: type.scale },
      };
    case "timestamp":
      return { case: "precisionTimestampTz", value: { precision: 6, value: value as bigint } };
    case "timestamp_ntz":
      return { case: "precisionTimestamp", value: { precision: 6, value: value as bigint } };
    default:
      return undefined;
  }
}

/** The type and value of a literal. */
export function readLiteral(
  message: Expression_Literal,
  typeNames: ReadonlyMap<number, string>,
): { readonly type: DataType; readonly value: Value } {
  const { literalType: l } = message;
  switch (l.case) {
    case "boolean":
      return { type: BOOLEAN, value: l.value };
    case "i8":
      return { type: BYTE, value: l.value };
    case "i16":
      return { type: SHORT, value: l.value };
    case "i32":
      return { type: INT, value: l.value };
    case "i64":
      return { type: LONG, value: l.value };
    case "fp32":
      return { type: FLOAT, value: l.value };
    case "fp64":
      return { type: DOUBLE, value: l.value };
    case "string":
      return { type: STRING, value: l.value };
    case "binary":
      return { type: BINARY, value: l.value };
    case "date":
      return { type: DATE, value: l.value };
    case "decimal":
      return {
        type: decimal(l.value.precision, l.value.scale),
        value: { unscaled: fromLittleEndian(l.value.value), scale: l.value.scale },
      };
    case "precisionTimestampTz":
      return { type: TIMESTAMP, value: l.value.value };
    case "precisionTimestamp":
      return { type: TIMESTAMP_NTZ, value: l.value.value };
    case "null":
      return { type: readType(l.value, typeNames).type, value: null };
    case "userDefined": {
      const { val } = l.value;
      const spark = val.case === "value" ? anyUnpack(val.value, SparkLiteralSchema) : undefined;
      invariant(spark !== undefined, "a literal of ours without its value");
      const { type } = readType(spark.type, typeNames);
      return { type, value: readValue(type, spark.value) };
    }
    case undefined:
      throw missing();
  }
}

const missing = (): Error => {
  invariant(false, "a Substrait literal without a value");
};

function littleEndian(value: bigint): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setBigInt64(0, BigInt.asIntN(64, value), true);
  view.setBigInt64(8, BigInt.asIntN(64, value >> 64n), true);
  return bytes;
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
  return (view.getBigInt64(8, true) << 64n) | view.getBigUint64(0, true);
}

function produceValue(type: DataType, value: Value): SparkValue {
  const make = (v: SparkValue["value"]) => create(SparkValueSchema, { value: v });
  const sequence = (items: SparkValue[]) =>
    ({ $typeName: "firesteel.SparkValue.Sequence", items }) as Extract<SparkValue["value"], { case: "list" }>["value"];
  if (value === null) return make({ case: undefined });
  switch (type.kind) {
    case "array":
      return make({
        case: "list",
        value: sequence((value as readonly Value[]).map((v) => produceValue(type.element, v))),
      });
    case "struct": {
      const { fields } = value as StructValue;
      return make({
        case: "struct",
        value: sequence(type.fields.map((f, i) => produceValue(f.type, fields[i] ?? null))),
      });
    }
    case "map": {
      const { entries } = value as MapValue;
      return make({
        case: "map",
        value: {
          $typeName: "firesteel.SparkValue.Pairs",
          keys: entries.map(([k]) => produceValue(type.key, k)),
          values: entries.map(([, v]) => produceValue(type.value, v)),
        },
      });
    }
    case "calendar_interval": {
      const { months, days, micros } = value as CalendarInterval;
      return make({ case: "interval", value: { $typeName: "firesteel.SparkValue.Interval", months, days, micros } });
    }
    case "variant": {
      const variant = value as VariantValue;
      return make({
        case: "variant",
        value: {
          $typeName: "firesteel.SparkValue.Variant",
          value: variant.value as Uint8Array<ArrayBuffer>,
          metadata: variant.metadata as Uint8Array<ArrayBuffer>,
        },
      });
    }
    case "decimal":
      return make({ case: "decimal", value: String((value as Decimal).unscaled) });
    case "udt":
      return produceValue(type.sqlType, value);
    default:
      break;
  }
  if (typeof value === "boolean") return make({ case: "boolean", value });
  if (typeof value === "bigint") return make({ case: "integer", value });
  if (typeof value === "string") return make({ case: "text", value });
  if (value instanceof Uint8Array) return make({ case: "bytes", value: value as Uint8Array<ArrayBuffer> });
  invariant(typeof value === "number", "a value does not fit its type");
  const isFloat = type.kind === "float" || type.kind === "double";
  return isFloat ? make({ case: "floating", value }) : make({ case: "integer", value: BigInt(value) });
}

function readValue(type: DataType, message: SparkValue | undefined): Value {
  if (type.kind === "udt") return readValue(type.sqlType, message);
  const v = message?.value;
  switch (v?.case) {
    case undefined:
      return null;
    case "boolean":
    case "floating":
    case "text":
    case "bytes":
      return v.value;
    case "integer":
      return isWide(type) ? v.value : Number(v.value);
    case "decimal":
      return { unscaled: BigInt(v.value), scale: type.kind === "decimal" ? type.scale : 0 };
    case "list":
      return v.value.items.map((item) => readValue(type.kind === "array" ? type.element : type, item));
    case "struct": {
      const fields = type.kind === "struct" ? type.fields : [];
      return { fields: v.value.items.map((item, i) => readValue(fields[i]?.type ?? type, item)) };
    }
    case "map": {
      const { keys, values } = v.value;
      invariant(type.kind === "map", "a map value of another type");
      return { entries: keys.map((k, i) => [readValue(type.key, k), readValue(type.value, values[i])] as const) };
    }
    case "interval":
      return { months: v.value.months, days: v.value.days, micros: v.value.micros };
    case "variant":
      return { value: v.value.value, metadata: v.value.metadata };
  }
}

const isWide = (type: DataType): boolean =>
  type.kind === "long" ||
  type.kind === "timestamp" ||
  type.kind === "timestamp_ntz" ||
  type.kind === "time" ||
  type.kind === "day_time_interval";
