import type { ArrayType, DataType, DecimalType, MapType, StructType, TypeKind } from "../../src/types/data-type.ts";
import type { CalendarInterval, Decimal, MapValue, StructValue, Value, VariantValue } from "../../src/types/value.ts";
import { invariant } from "../../src/base/invariant.ts";
import { atom, fn, type Sql, text } from "./sql.ts";
import { physicalType } from "./types.ts";

type Writers = { readonly [K in TypeKind]: (value: Exclude<Value, null>, type: Extract<DataType, { kind: K }>) => Sql };

const cast = (value: string, type: string): Sql => atom(`CAST(${value} AS ${type})`);
const quoted = (value: string, type: string): Sql => cast(`'${value}'`, type);

const integer =
  (type: string) =>
  (value: Value): Sql =>
    cast((value as number | bigint).toString(), type);

const fractional =
  (type: string) =>
  (value: Value): Sql =>
    quoted(Object.is(value, -0) ? "-0.0" : String(value), type);

const characters = (value: Value): Sql => text(value as string);

const hex = (bytes: Uint8Array): Sql => atom(`from_hex('${Buffer.from(bytes).toString("hex")}')`);

const MICROS_PER_DAY = 86_400_000_000n;
/** Years 0001 to 9999 have a plain text form. */
const inTextRange = (days: number): boolean => days >= -719_162 && days <= 2_932_896;

const isoDate = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10).padStart(10, "0");

function date(days: number): Sql {
  if (inTextRange(days)) return quoted(isoDate(days), "DATE");
  return atom(`(DATE '1970-01-01' + CAST(${days} AS INTEGER))`);
}

function timestampText(micros: bigint): string | undefined {
  const days = micros >= 0n ? micros / MICROS_PER_DAY : -((-micros + MICROS_PER_DAY - 1n) / MICROS_PER_DAY);
  if (!inTextRange(Number(days))) return undefined;
  const rest = micros - days * MICROS_PER_DAY;
  const two = (n: bigint) => n.toString().padStart(2, "0");
  const seconds = rest / 1_000_000n;
  const fraction = rest % 1_000_000n;
  const clock = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  return `${isoDate(Number(days))} ${clock}${fraction === 0n ? "" : `.${fraction.toString().padStart(6, "0")}`}`;
}

function timestamp(micros: bigint): Sql {
  const spelled = timestampText(micros);
  return spelled === undefined || micros < -2_208_988_800_000_000n
    ? atom(`make_timestamptz(${bigint(micros)})`)
    : quoted(`${spelled}+00`, "TIMESTAMP WITH TIME ZONE");
}

function timestampNtz(micros: bigint): Sql {
  const spelled = timestampText(micros);
  return spelled === undefined ? atom(`make_timestamp(${bigint(micros)})`) : quoted(spelled, "TIMESTAMP");
}

const bigint = (value: bigint): string => (value < 0n ? `CAST('${value}' AS BIGINT)` : `CAST(${value} AS BIGINT)`);

function time(nanos: bigint): Sql {
  const micros = nanos / 1000n;
  return quoted((timestampText(micros) ?? "").slice(11), "TIME");
}

function calendarInterval(value: CalendarInterval): Sql {
  return atom(
    `(to_months(CAST(${value.months} AS INTEGER)) + to_days(CAST(${value.days} AS INTEGER)) + to_microseconds(${bigint(value.micros)}))`,
  );
}

function decimalText(value: Decimal): string {
  const digits = (value.unscaled < 0n ? -value.unscaled : value.unscaled).toString().padStart(value.scale + 1, "0");
  const point = digits.length - value.scale;
  const sign = value.unscaled < 0n ? "-" : "";
  return `${sign}${digits.slice(0, point)}${value.scale > 0 ? `.${digits.slice(point)}` : ""}`;
}

function array(values: readonly Value[], type: ArrayType): Sql {
  if (values.length === 0) return atom(`CAST([] AS ${physicalType(type)})`);
  return atom(`[${values.map((v) => literalSql(v, type.element).text).join(", ")}]`);
}

function map(value: MapValue, type: MapType): Sql {
  if (value.entries.length === 0) return atom(`CAST(MAP {} AS ${physicalType(type)})`);
  const entries = value.entries.map(([k, v]) => `${literalSql(k, type.key).text}: ${literalSql(v, type.value).text}`);
  return atom(`MAP {${entries.join(", ")}}`);
}

function struct(value: StructValue, type: StructType): Sql {
  if (type.fields.length === 0) return atom(`{'f0': CAST(NULL AS INTEGER)}`);
  const fields = type.fields.map((f, i) => `'f${i}': ${literalSql(value.fields[i] ?? null, f.type).text}`);
  return atom(`{${fields.join(", ")}}`);
}

const writers: Writers = {
  null: () => typedNull({ kind: "null" }),
  boolean: (v) => atom(v === true ? "true" : "false"),
  byte: integer("TINYINT"),
  short: integer("SMALLINT"),
  int: (v) => (typeof v === "number" && v >= 0 ? atom(String(v)) : integer("INTEGER")(v)),
  long: (v) => atom(bigint(v as bigint)),
  float: fractional("FLOAT"),
  double: fractional("DOUBLE"),
  decimal: (v, type: DecimalType) => quoted(decimalText(v as Decimal), physicalType(type)),
  string: characters,
  char: characters,
  varchar: characters,
  binary: (v) => hex(v as Uint8Array),
  date: (v) => date(v as number),
  timestamp: (v) => timestamp(v as bigint),
  timestamp_ntz: (v) => timestampNtz(v as bigint),
  time: (v) => time(v as bigint),
  calendar_interval: (v) => calendarInterval(v as CalendarInterval),
  year_month_interval: integer("INTEGER"),
  day_time_interval: (v) => atom(bigint(v as bigint)),
  array: (v, type) => array(v as readonly Value[], type),
  map: (v, type) => map(v as MapValue, type),
  struct: (v, type) => struct(v as StructValue, type),
  variant: (v) => {
    const { value, metadata } = v as VariantValue;
    return fn`{'value': ${hex(value)}, 'metadata': ${hex(metadata)}}`;
  },
  udt: (v, type) => literalSql(v, type.sqlType),
};

/** A NULL of a Spark type's physical form. */
export const typedNull = (type: DataType): Sql => atom(`CAST(NULL AS ${physicalType(type)})`);

/** A constant of a Spark type; its DuckDB type is exactly the physical one. */
export function literalSql(value: Value, type: DataType): Sql {
  if (value === null || type.kind === "null") return typedNull(type);
  invariant(value !== undefined, `a literal of ${type.kind} without a value`);
  const write = writers[type.kind] as (v: Exclude<Value, null>, t: DataType) => Sql;
  return write(value, type);
}
