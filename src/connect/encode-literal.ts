import type { MessageInitShape } from "@bufbuild/protobuf";
import { unsupported } from "../errors/spark-error.ts";
import type { Expression_LiteralSchema } from "../gen/spark/connect/expressions_pb.ts";
import { sqlType } from "../types/print.ts";
import { type DataType, NULL } from "../types/data-type.ts";
import type { CalendarInterval, Decimal, MapValue, StructValue, Value } from "../types/value.ts";
import { encodeType } from "./type.ts";

type PbLiteral = MessageInitShape<typeof Expression_LiteralSchema>;

/**
 * A value as the protocol's literal (`LiteralValueProtoConverter.toLiteralProto`). Types of nested values stand both
 * where clients before 4.1 look for them and where later ones do.
 */
export function encodeLiteral(value: Value, type: DataType): PbLiteral {
  if (value === null) return { literalType: { case: "null", value: encodeType(NULL) } };
  switch (type.kind) {
    case "binary":
      return { literalType: { case: "binary", value: value as Uint8Array } };
    case "boolean":
      return { literalType: { case: "boolean", value: value as boolean } };
    case "byte":
    case "short":
    case "float":
    case "double":
    case "date":
      return { literalType: { case: type.kind, value: value as number } };
    case "int":
      return { literalType: { case: "integer", value: value as number } };
    case "year_month_interval":
      return { literalType: { case: "yearMonthInterval", value: value as number } };
    case "long":
    case "timestamp":
      return { literalType: { case: type.kind, value: value as bigint } };
    case "timestamp_ntz":
      return { literalType: { case: "timestampNtz", value: value as bigint } };
    case "day_time_interval":
      return { literalType: { case: "dayTimeInterval", value: value as bigint } };
    case "time":
      return { literalType: { case: "time", value: { nano: value as bigint, precision: type.precision } } };
    case "decimal": {
      const { precision, scale } = type;
      return { literalType: { case: "decimal", value: { value: digits(value as Decimal), precision, scale } } };
    }
    case "string":
    case "char":
    case "varchar":
      return { literalType: { case: "string", value: value as string } };
    case "calendar_interval": {
      const { months, days, micros } = value as CalendarInterval;
      return { literalType: { case: "calendarInterval", value: { months, days, microseconds: micros } } };
    }
    case "array": {
      const elements = (value as readonly Value[]).map((v) => encodeLiteral(v, type.element));
      return typed(type, { case: "array", value: { elementType: encodeType(type.element), elements } });
    }
    case "map": {
      const { entries } = value as MapValue;
      const keys = entries.map(([key]) => encodeLiteral(key, type.key));
      const values = entries.map(([, item]) => encodeLiteral(item, type.value));
      const types = { keyType: encodeType(type.key), valueType: encodeType(type.value) };
      return typed(type, { case: "map", value: { ...types, keys, values } });
    }
    case "struct": {
      const { fields } = value as StructValue;
      const elements = type.fields.map((field, i) => encodeLiteral(fields[i] ?? null, field.type));
      return typed(type, { case: "struct", value: { structType: encodeType(type), elements } });
    }
    case "udt":
      return encodeLiteral(value, type.sqlType);
    case "null":
    case "variant":
      throw unsupported(`values of the type ${sqlType(type)} as literals of the protocol`);
  }
}

const typed = (type: DataType, literalType: NonNullable<PbLiteral["literalType"]>): PbLiteral => ({
  literalType,
  dataType: encodeType(type),
});

/** A decimal's digits, with its point. */
function digits({ unscaled, scale }: Decimal): string {
  const text = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const sign = unscaled < 0n ? "-" : "";
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
