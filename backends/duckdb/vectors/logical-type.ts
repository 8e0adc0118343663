import duckdb, { type LogicalType } from "@duckdb/node-bindings";
import type { DataType, TypeKind } from "../../../src/types/data-type.ts";

// Numbers of the C API's duckdb_type; the binding's enum is a declaration without values to import.
export const DUCK = {
  BOOLEAN: 1,
  TINYINT: 2,
  SMALLINT: 3,
  INTEGER: 4,
  BIGINT: 5,
  FLOAT: 10,
  DOUBLE: 11,
  TIMESTAMP: 12,
  DATE: 13,
  TIME: 14,
  INTERVAL: 15,
  VARCHAR: 17,
  BLOB: 18,
  DECIMAL: 19,
  LIST: 24,
  STRUCT: 25,
  MAP: 26,
  TIMESTAMP_TZ: 31,
} as const;

const simple = (id: number) => (): LogicalType => duckdb.create_logical_type(id);

const makers: { readonly [K in TypeKind]: (type: Extract<DataType, { kind: K }>) => LogicalType } = {
  null: simple(DUCK.INTEGER),
  boolean: simple(DUCK.BOOLEAN),
  byte: simple(DUCK.TINYINT),
  short: simple(DUCK.SMALLINT),
  int: simple(DUCK.INTEGER),
  long: simple(DUCK.BIGINT),
  float: simple(DUCK.FLOAT),
  double: simple(DUCK.DOUBLE),
  decimal: (t) => duckdb.create_decimal_type(t.precision, t.scale),
  string: simple(DUCK.VARCHAR),
  char: simple(DUCK.VARCHAR),
  varchar: simple(DUCK.VARCHAR),
  binary: simple(DUCK.BLOB),
  date: simple(DUCK.DATE),
  timestamp: simple(DUCK.TIMESTAMP_TZ),
  timestamp_ntz: simple(DUCK.TIMESTAMP),
  time: simple(DUCK.TIME),
  calendar_interval: simple(DUCK.INTERVAL),
  year_month_interval: simple(DUCK.INTEGER),
  day_time_interval: simple(DUCK.BIGINT),
  variant: () => duckdb.create_struct_type([simple(DUCK.BLOB)(), simple(DUCK.BLOB)()], ["value", "metadata"]),
  array: (t) => duckdb.create_list_type(logicalType(t.element)),
  map: (t) => duckdb.create_map_type(logicalType(t.key), logicalType(t.value)),
  struct: (t) =>
    t.fields.length === 0
      ? duckdb.create_struct_type([simple(DUCK.INTEGER)()], ["f0"])
      : duckdb.create_struct_type(
          t.fields.map((f) => logicalType(f.type)),
          t.fields.map((_, i) => `f${i}`),
        ),
  udt: (t) => logicalType(t.sqlType),
};

/** The DuckDB type that carries a Spark type: `physicalType` as the C API's handle. */
export function logicalType(type: DataType): LogicalType {
  const make = makers[type.kind] as (t: DataType) => LogicalType;
  return make(type);
}

/** Whether DuckDB's type is the physical form of the Spark type; struct field names are free. */
export function isPhysicalForm(duck: LogicalType, type: DataType): boolean {
  if (type.kind === "udt") return isPhysicalForm(duck, type.sqlType);
  const id = duckdb.get_type_id(duck) as number;
  switch (type.kind) {
    case "decimal":
      return (
        id === DUCK.DECIMAL &&
        duckdb.decimal_width(duck) === type.precision &&
        duckdb.decimal_scale(duck) === type.scale
      );
    case "array":
      return id === DUCK.LIST && isPhysicalForm(duckdb.list_type_child_type(duck), type.element);
    case "map":
      return (
        id === DUCK.MAP &&
        isPhysicalForm(duckdb.map_type_key_type(duck), type.key) &&
        isPhysicalForm(duckdb.map_type_value_type(duck), type.value)
      );
    case "variant":
    case "struct": {
      const parts = structParts(type);
      return (
        id === DUCK.STRUCT &&
        duckdb.struct_type_child_count(duck) === parts.length &&
        parts.every((part, i) => isPhysicalForm(duckdb.struct_type_child_type(duck, i), part))
      );
    }
    default:
      return id === (duckdb.get_type_id(logicalType(type)) as number);
  }
}

/** Types of the DuckDB STRUCT's children that carries a struct or variant. */
export const structParts = (type: Extract<DataType, { kind: "struct" | "variant" }>): readonly DataType[] =>
  type.kind === "variant"
    ? [{ kind: "binary" }, { kind: "binary" }]
    : type.fields.length === 0
      ? [{ kind: "null" }]
      : type.fields.map((f) => f.type);

/** A DuckDB type spelled for an error report. */
export function typeName(duck: LogicalType): string {
  const id = duckdb.get_type_id(duck) as number;
  const known = Object.entries(DUCK).find(([, n]) => n === id)?.[0] ?? `type ${id}`;
  if (id === DUCK.DECIMAL) return `DECIMAL(${duckdb.decimal_width(duck)},${duckdb.decimal_scale(duck)})`;
  if (id === DUCK.LIST) return `${typeName(duckdb.list_type_child_type(duck))}[]`;
  if (id === DUCK.STRUCT) {
    const parts = Array.from({ length: duckdb.struct_type_child_count(duck) }, (_, i) =>
      typeName(duckdb.struct_type_child_type(duck, i)),
    );
    return `STRUCT(${parts.join(", ")})`;
  }
  return known;
}
