/**
 * The physical form of every Spark type in DuckDB. Columns between SELECT levels, kernel arguments and results, and
 * the statement's result all have exactly these types:
 *
 * | Spark | DuckDB |
 * |---|---|
 * | void | INTEGER, always NULL |
 * | boolean, byte, short, int, long, float, double | BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE |
 * | decimal(p, s) | DECIMAL(p, s) |
 * | string, char, varchar | VARCHAR |
 * | binary | BLOB |
 * | date | DATE |
 * | timestamp / timestamp_ntz | TIMESTAMP WITH TIME ZONE / TIMESTAMP |
 * | time | TIME |
 * | day-time interval | BIGINT: microseconds (DuckDB's INTERVAL holds 30 days equal to a month) |
 * | year-month interval | INTEGER: months |
 * | calendar interval | INTERVAL |
 * | array, map | T[], MAP(K, V) |
 * | struct | STRUCT(f0 …, f1 …): Spark's names may repeat, DuckDB's may not; without fields: STRUCT(f0 INTEGER) |
 * | variant | STRUCT(value BLOB, metadata BLOB) |
 * | UDT | its SQL type's form |
 */
import type { DataType, TypeKind } from "../../src/types/data-type.ts";

type Printers = { readonly [K in TypeKind]: (type: Extract<DataType, { kind: K }>) => string };

const printers: Printers = {
  null: () => "INTEGER",
  boolean: () => "BOOLEAN",
  byte: () => "TINYINT",
  short: () => "SMALLINT",
  int: () => "INTEGER",
  long: () => "BIGINT",
  float: () => "FLOAT",
  double: () => "DOUBLE",
  decimal: (t) => `DECIMAL(${t.precision},${t.scale})`,
  string: () => "VARCHAR",
  char: () => "VARCHAR",
  varchar: () => "VARCHAR",
  binary: () => "BLOB",
  date: () => "DATE",
  timestamp: () => "TIMESTAMP WITH TIME ZONE",
  timestamp_ntz: () => "TIMESTAMP",
  time: () => "TIME",
  calendar_interval: () => "INTERVAL",
  year_month_interval: () => "INTEGER",
  day_time_interval: () => "BIGINT",
  variant: () => 'STRUCT("value" BLOB, "metadata" BLOB)',
  array: (t) => `${physicalType(t.element)}[]`,
  map: (t) => `MAP(${physicalType(t.key)}, ${physicalType(t.value)})`,
  struct: (t) =>
    t.fields.length === 0
      ? 'STRUCT("f0" INTEGER)'
      : `STRUCT(${t.fields.map((f, i) => `"f${i}" ${physicalType(f.type)}`).join(", ")})`,
  udt: (t) => physicalType(t.sqlType),
};

/** The DuckDB type that carries a Spark type, spelled as a cast's target. */
export function physicalType(type: DataType): string {
  const print = printers[type.kind] as (t: DataType) => string;
  return print(type);
}

/** Whether two Spark types have one physical form, so that a cast between them is nothing in DuckDB. */
export const samePhysical = (a: DataType, b: DataType): boolean => physicalType(a) === physicalType(b);

/** Name of a struct's field at a position. */
export const structField = (index: number): string => `f${index}`;

/** A type without its UDT wrapper. */
export const bare = (type: DataType): DataType => (type.kind === "udt" ? bare(type.sqlType) : type);

const DECIMAL = /^DECIMAL\((\d+),(\d+)\)$/;

/** Precision and scale of a DuckDB DECIMAL's spelling; `undefined` for any other type. */
export function decimalParts(
  duck: string | undefined,
): { readonly precision: number; readonly scale: number } | undefined {
  const match = duck === undefined ? null : DECIMAL.exec(duck);
  return match === null ? undefined : { precision: Number(match[1]), scale: Number(match[2]) };
}
