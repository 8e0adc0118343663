import { create } from "@bufbuild/protobuf";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { DataType as PbType, DataType_StructField } from "../gen/spark/connect/types_pb.ts";
import { DataTypeSchema } from "../gen/spark/connect/types_pb.ts";
import { SparkError, unsupported } from "../errors/spark-error.ts";
import * as t from "../types/data-type.ts";
import type { DayTimeField, StructField, YearMonthField } from "../types/data-type.ts";
import type { SqlDoor } from "../unresolved/command.ts";
import { invalidPlan, required } from "./context.ts";
import { consumed } from "./consumed.ts";

type Kinds = Exclude<PbType["kind"], { case: undefined }>;
type TypeDecoders = {
  readonly [K in Kinds["case"]]: (
    message: Extract<Kinds, { case: K }>["value"],
    doors: SqlDoor,
    depth: number,
  ) => t.DataType;
};

const yearMonthFields: readonly YearMonthField[] = ["year", "month"];
const dayTimeFields: readonly DayTimeField[] = ["day", "hour", "minute", "second"];
const MAX_TYPE_DEPTH = 500;

function fieldAt<T>(fields: readonly T[], index: number): T {
  const found = fields[index];
  if (found === undefined) throw invalidPlan(`${index} is no field of an interval type`);
  return found;
}

function decodeField(message: DataType_StructField, doors: SqlDoor, depth: number): StructField {
  const { $typeName: _t, $unknown: _u, name, dataType, nullable, metadata, ...rest } = message;
  consumed(rest);
  const type = decodeType(required(dataType, "the type of a struct field"), doors, depth);
  return metadata === undefined || metadata === "" || metadata === "{}"
    ? { name, type, nullable }
    : { name, type, nullable, metadata };
}

const decoders: TypeDecoders = {
  null: () => t.NULL,
  binary: () => t.BINARY,
  boolean: () => t.BOOLEAN,
  byte: () => t.BYTE,
  short: () => t.SHORT,
  integer: () => t.INT,
  long: () => t.LONG,
  float: () => t.FLOAT,
  double: () => t.DOUBLE,
  date: () => t.DATE,
  timestamp: () => t.TIMESTAMP,
  timestampNtz: () => t.TIMESTAMP_NTZ,
  calendarInterval: () => t.CALENDAR_INTERVAL,
  variant: () => t.VARIANT,
  decimal: ({ precision = 10, scale = 0 }) => {
    if (precision < 0 || precision > 38 || scale > precision)
      throw invalidPlan(`there is no DECIMAL(${precision},${scale})`);
    return t.decimal(precision, scale);
  },
  string: ({ collation }) =>
    collation === "" || collation === "UTF8_BINARY" ? t.STRING : { kind: "string", collation },
  char: ({ length }) => ({ kind: "char", length }),
  varChar: ({ length }) => ({ kind: "varchar", length }),
  time: ({ precision = 6 }) => ({ kind: "time", precision }),
  yearMonthInterval: ({ startField, endField }) => ({
    kind: "year_month_interval",
    start: fieldAt(yearMonthFields, startField ?? 0),
    end: fieldAt(yearMonthFields, endField ?? startField ?? 1),
  }),
  dayTimeInterval: ({ startField, endField }) => ({
    kind: "day_time_interval",
    start: fieldAt(dayTimeFields, startField ?? 0),
    end: fieldAt(dayTimeFields, endField ?? startField ?? 3),
  }),
  array: ({ elementType, containsNull }, doors, depth) =>
    t.array(decodeType(required(elementType, "an array's element type"), doors, depth), containsNull),
  map: ({ keyType, valueType, valueContainsNull }, doors, depth) =>
    t.map(
      decodeType(required(keyType, "a map's key type"), doors, depth),
      decodeType(required(valueType, "a map's value type"), doors, depth),
      valueContainsNull,
    ),
  struct: ({ fields }, doors, depth) => t.struct(fields.map((field) => decodeField(field, doors, depth))),
  udt: ({ sqlType, jvmClass, pythonClass, serializedPythonClass }, doors, depth) => ({
    kind: "udt",
    sqlType: decodeType(required(sqlType, "the SQL type of a user-defined type"), doors, depth),
    jvmClass,
    pythonClass,
    serializedPythonClass,
  }),
  unparsed: ({ dataTypeString }, doors) => parseTypeText(dataTypeString, doors),
  geometry: () => {
    throw unsupported("the type GEOMETRY");
  },
  geography: () => {
    throw unsupported("the type GEOGRAPHY");
  },
  timestampNtzNanos: () => {
    throw unsupported("timestamps of nanoseconds");
  },
  timestampLtzNanos: () => {
    throw unsupported("timestamps of nanoseconds");
  },
};

/** A protocol type as a Spark type. Text inside it is parsed; types that Firesteel lacks are refused by name. */
export function decodeType(message: PbType, doors: SqlDoor, depth = 0): t.DataType {
  const { kind } = message;
  if (kind.case === undefined) throw invalidPlan("a data type has no kind");
  if (depth >= MAX_TYPE_DEPTH) throw invalidPlan(`a data type nests deeper than ${MAX_TYPE_DEPTH} levels`);
  const decode = decoders[kind.case] as (value: unknown, doors: SqlDoor, depth: number) => t.DataType;
  return decode(kind.value, doors, depth + 1);
}

/**
 * A type written as text: a table schema, else a data type, else the fields of a struct; the error is the first's
 * (`SparkConnectPlanner.parseDatatypeString`).
 */
export function parseTypeText(text: string, doors: SqlDoor): t.DataType {
  try {
    return doors.parseSchema(text);
  } catch (first) {
    for (const candidate of [text, `struct<${text.trim()}>`]) {
      try {
        return doors.parseType(candidate);
      } catch (cause) {
        if (!(cause instanceof SparkError)) throw cause;
      }
    }
    throw first;
  }
}

type KindInit = NonNullable<MessageInitShape<typeof DataTypeSchema>["kind"]>;

function kindOf(type: t.DataType): KindInit {
  switch (type.kind) {
    case "null":
      return { case: "null", value: {} };
    case "boolean":
      return { case: "boolean", value: {} };
    case "byte":
      return { case: "byte", value: {} };
    case "short":
      return { case: "short", value: {} };
    case "int":
      return { case: "integer", value: {} };
    case "long":
      return { case: "long", value: {} };
    case "float":
      return { case: "float", value: {} };
    case "double":
      return { case: "double", value: {} };
    case "binary":
      return { case: "binary", value: {} };
    case "date":
      return { case: "date", value: {} };
    case "timestamp":
      return { case: "timestamp", value: {} };
    case "timestamp_ntz":
      return { case: "timestampNtz", value: {} };
    case "calendar_interval":
      return { case: "calendarInterval", value: {} };
    case "variant":
      return { case: "variant", value: {} };
    case "decimal":
      return { case: "decimal", value: { precision: type.precision, scale: type.scale } };
    case "string":
      // Said of a plain string, JDBC would show it as part of the name of the type.
      return { case: "string", value: { collation: type.collation === "UTF8_BINARY" ? "" : type.collation } };
    case "char":
      return { case: "char", value: { length: type.length } };
    case "varchar":
      return { case: "varChar", value: { length: type.length } };
    case "time":
      return { case: "time", value: { precision: type.precision } };
    case "year_month_interval":
      return {
        case: "yearMonthInterval",
        value: { startField: yearMonthFields.indexOf(type.start), endField: yearMonthFields.indexOf(type.end) },
      };
    case "day_time_interval":
      return {
        case: "dayTimeInterval",
        value: { startField: dayTimeFields.indexOf(type.start), endField: dayTimeFields.indexOf(type.end) },
      };
    case "array":
      return { case: "array", value: { elementType: encodeType(type.element), containsNull: type.containsNull } };
    case "map":
      return {
        case: "map",
        value: {
          keyType: encodeType(type.key),
          valueType: encodeType(type.value),
          valueContainsNull: type.valueContainsNull,
        },
      };
    case "struct":
      return {
        case: "struct",
        value: {
          fields: type.fields.map((field) => ({
            name: field.name,
            dataType: encodeType(field.type),
            nullable: field.nullable,
            ...(field.metadata === undefined ? {} : { metadata: field.metadata }),
          })),
        },
      };
    case "udt":
      return {
        case: "udt",
        value: {
          type: "udt",
          sqlType: encodeType(type.sqlType),
          ...(type.jvmClass === undefined ? {} : { jvmClass: type.jvmClass }),
          ...(type.pythonClass === undefined ? {} : { pythonClass: type.pythonClass }),
          ...(type.serializedPythonClass === undefined ? {} : { serializedPythonClass: type.serializedPythonClass }),
        },
      };
  }
}

// Wide schemas say the same few types over and over.
const encoded = new WeakMap<t.DataType, PbType>();

/** A Spark type as the protocol spells it (`DataTypeProtoConverter.toConnectProtoType`); not to be changed. */
export function encodeType(type: t.DataType): PbType {
  let message = encoded.get(type);
  if (message === undefined) {
    message = create(DataTypeSchema, { kind: kindOf(type) });
    encoded.set(type, message);
  }
  return message;
}
