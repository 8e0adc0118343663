import { create } from "@bufbuild/protobuf";
import { invariant } from "../base/invariant.ts";
import {
  type Type,
  type Type_Parameter,
  Type_Nullability,
  Type_ParameterSchema,
  TypeSchema,
} from "../gen/substrait/type_pb.ts";
import {
  BINARY,
  BOOLEAN,
  BYTE,
  CALENDAR_INTERVAL,
  type DataType,
  DATE,
  type DayTimeField,
  DOUBLE,
  decimal,
  FLOAT,
  INT,
  LONG,
  NULL,
  SHORT,
  STRING,
  type StructField,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  VARIANT,
  type YearMonthField,
} from "../types/data-type.ts";
import type { ExtensionWriter } from "./extensions.ts";

/** Type and nullability of a column or expression. */
export interface NullableType {
  readonly type: DataType;
  readonly nullable: boolean;
}

const { NULLABLE, REQUIRED } = Type_Nullability;

/** A Spark type in Substrait: standard where Substrait means the same, else a type of our extension. */
export function produceType({ type, nullable }: NullableType, extensions: ExtensionWriter): Type {
  const nullability = nullable ? NULLABLE : REQUIRED;
  const plain = { nullability };
  const kindOf = (kind: NonNullable<Parameters<typeof create<typeof TypeSchema>>[1]>["kind"]) =>
    create(TypeSchema, kind === undefined ? {} : { kind });
  const custom = (name: string, typeParameters: Type_Parameter[] = []) =>
    kindOf({
      case: "userDefined",
      value: { typeReference: extensions.typeAnchor(name), nullability, typeParameters },
    });
  switch (type.kind) {
    case "boolean":
      return kindOf({ case: "bool", value: plain });
    case "byte":
      return kindOf({ case: "i8", value: plain });
    case "short":
      return kindOf({ case: "i16", value: plain });
    case "int":
      return kindOf({ case: "i32", value: plain });
    case "long":
      return kindOf({ case: "i64", value: plain });
    case "float":
      return kindOf({ case: "fp32", value: plain });
    case "double":
      return kindOf({ case: "fp64", value: plain });
    case "binary":
      return kindOf({ case: "binary", value: plain });
    case "date":
      return kindOf({ case: "date", value: plain });
    case "decimal":
      return kindOf({ case: "decimal", value: { precision: type.precision, scale: type.scale, nullability } });
    case "timestamp":
      return kindOf({ case: "precisionTimestampTz", value: { precision: 6, nullability } });
    case "timestamp_ntz":
      return kindOf({ case: "precisionTimestamp", value: { precision: 6, nullability } });
    case "char":
      return kindOf({ case: "fixedChar", value: { length: type.length, nullability } });
    case "varchar":
      return kindOf({ case: "varchar", value: { length: type.length, nullability } });
    case "string":
      return type.collation === STRING.collation
        ? kindOf({ case: "string", value: plain })
        : custom("string", [text(type.collation)]);
    case "array": {
      const element = produceType({ type: type.element, nullable: type.containsNull }, extensions);
      return kindOf({ case: "list", value: { type: element, nullability } });
    }
    case "map": {
      const key = produceType({ type: type.key, nullable: false }, extensions);
      const value = produceType({ type: type.value, nullable: type.valueContainsNull }, extensions);
      return kindOf({ case: "map", value: { key, value, nullability } });
    }
    case "struct":
      return custom(
        "struct",
        type.fields.flatMap((f) => [text(f.name), dataType(produceType(f, extensions)), text(f.metadata ?? "")]),
      );
    case "null":
    case "calendar_interval":
    case "variant":
      return custom(type.kind);
    case "time":
      return custom("time", [integer(type.precision)]);
    case "year_month_interval":
    case "day_time_interval":
      return custom(type.kind, [text(type.start), text(type.end)]);
    case "udt":
      return custom("udt", [
        dataType(produceType({ type: type.sqlType, nullable: true }, extensions)),
        text(type.jvmClass ?? ""),
        text(type.pythonClass ?? ""),
        text(type.serializedPythonClass ?? ""),
      ]);
  }
}

const text = (value: string) => create(Type_ParameterSchema, { parameter: { case: "string", value } });
const integer = (value: number) =>
  create(Type_ParameterSchema, { parameter: { case: "integer", value: BigInt(value) } });
const dataType = (value: Type) => create(Type_ParameterSchema, { parameter: { case: "dataType", value } });

/** The Spark type that {@link produceType} spelled. */
export function readType(message: Type | undefined, typeNames: ReadonlyMap<number, string>): NullableType {
  invariant(message?.kind.case !== undefined, "a Substrait type is missing");
  const { kind } = message;
  return { type: readKind(kind, typeNames), nullable: kind.value.nullability !== REQUIRED };
}

function readKind(kind: Exclude<Type["kind"], { case: undefined }>, typeNames: ReadonlyMap<number, string>): DataType {
  switch (kind.case) {
    case "bool":
      return BOOLEAN;
    case "i8":
      return BYTE;
    case "i16":
      return SHORT;
    case "i32":
      return INT;
    case "i64":
      return LONG;
    case "fp32":
      return FLOAT;
    case "fp64":
      return DOUBLE;
    case "string":
      return STRING;
    case "binary":
      return BINARY;
    case "date":
      return DATE;
    case "decimal":
      return decimal(kind.value.precision, kind.value.scale);
    case "precisionTimestamp":
      return TIMESTAMP_NTZ;
    case "precisionTimestampTz":
      return TIMESTAMP;
    case "fixedChar":
      return { kind: "char", length: kind.value.length };
    case "varchar":
      return { kind: "varchar", length: kind.value.length };
    case "list": {
      const element = readType(kind.value.type, typeNames);
      return { kind: "array", element: element.type, containsNull: element.nullable };
    }
    case "map": {
      const key = readType(kind.value.key, typeNames);
      const value = readType(kind.value.value, typeNames);
      return { kind: "map", key: key.type, value: value.type, valueContainsNull: value.nullable };
    }
    case "userDefined":
      return readCustom(typeNames.get(kind.value.typeReference) ?? "", kind.value.typeParameters, typeNames);
  }
}

function readCustom(
  name: string,
  parameters: readonly Type_Parameter[],
  typeNames: ReadonlyMap<number, string>,
): DataType {
  const string = (i: number): string => {
    const parameter = parameters[i]?.parameter;
    return parameter?.case === "string" ? parameter.value : "";
  };
  const type = (i: number): NullableType => {
    const parameter = parameters[i]?.parameter;
    return readType(parameter?.case === "dataType" ? parameter.value : undefined, typeNames);
  };
  switch (name) {
    case "null":
      return NULL;
    case "calendar_interval":
      return CALENDAR_INTERVAL;
    case "variant":
      return VARIANT;
    case "string":
      return { kind: "string", collation: string(0) };
    case "time": {
      const parameter = parameters[0]?.parameter;
      return { kind: "time", precision: parameter?.case === "integer" ? Number(parameter.value) : 6 };
    }
    case "year_month_interval":
      return { kind: name, start: string(0) as YearMonthField, end: string(1) as YearMonthField };
    case "day_time_interval":
      return { kind: name, start: string(0) as DayTimeField, end: string(1) as DayTimeField };
    case "udt":
      return {
        kind: "udt",
        sqlType: type(0).type,
        jvmClass: string(1) || undefined,
        pythonClass: string(2) || undefined,
        serializedPythonClass: string(3) || undefined,
      };
    case "struct": {
      const fields: StructField[] = [];
      for (let i = 0; i < parameters.length; i += 3) {
        const { type: fieldType, nullable } = type(i + 1);
        fields.push({ name: string(i), type: fieldType, nullable, metadata: string(i + 2) || undefined });
      }
      return { kind: "struct", fields };
    }
    default:
      throw invariantFailed(name);
  }
}

function invariantFailed(name: string): Error {
  invariant(false, `unknown extension type ${name}`);
}
