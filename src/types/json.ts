import { sparkError } from "../errors/spark-error.ts";
import * as t from "./data-type.ts";
import type { DataType, DayTimeField, StructField, YearMonthField } from "./data-type.ts";

const PLAIN: Readonly<Record<string, DataType>> = {
  void: t.NULL,
  null: t.NULL,
  boolean: t.BOOLEAN,
  byte: t.BYTE,
  short: t.SHORT,
  integer: t.INT,
  long: t.LONG,
  float: t.FLOAT,
  double: t.DOUBLE,
  decimal: t.decimal(10, 0),
  string: t.STRING,
  binary: t.BINARY,
  date: t.DATE,
  timestamp: t.TIMESTAMP,
  timestamp_ltz: t.TIMESTAMP,
  timestamp_ntz: t.TIMESTAMP_NTZ,
  interval: t.CALENDAR_INTERVAL,
  calendar_interval: t.CALENDAR_INTERVAL,
  variant: t.VARIANT,
};

const yearMonth = (from: string, to?: string): DataType => ({
  kind: "year_month_interval",
  start: from as YearMonthField,
  end: (to ?? from) as YearMonthField,
});
const dayTime = (from: string, to?: string): DataType => ({
  kind: "day_time_interval",
  start: from as DayTimeField,
  end: (to ?? from) as DayTimeField,
});

const PATTERNS: readonly (readonly [RegExp, (...groups: (string | undefined)[]) => DataType])[] = [
  [/^decimal\(\s*(\d+)\s*,\s*(-?\d+)\s*\)$/, (p, s) => t.decimal(Number(p), Number(s))],
  [/^char\(\s*(\d+)\s*\)$/, (n) => ({ kind: "char", length: Number(n) })],
  [/^varchar\(\s*(\d+)\s*\)$/, (n) => ({ kind: "varchar", length: Number(n) })],
  [/^time\(\s*(\d)\s*\)$/, (n) => ({ kind: "time", precision: Number(n) })],
  [/^string collate (\w+)$/, (name) => ({ kind: "string", collation: name ?? "UTF8_BINARY" })],
  [/^interval (year|month)(?: to (month))?$/, (from, to) => yearMonth(from ?? "year", to)],
  [/^interval (day|hour|minute|second)(?: to (hour|minute|second))?$/, (from, to) => dayTime(from ?? "day", to)],
];

function named(name: string): DataType {
  if (Object.hasOwn(PLAIN, name)) return PLAIN[name] as DataType;
  for (const [pattern, make] of PATTERNS) {
    const match = pattern.exec(name);
    if (match !== null) return make(...match.slice(1));
  }
  throw invalid(name);
}

const invalid = (text: string) => sparkError("INVALID_JSON_DATA_TYPE", { invalidType: text });

type Json = { readonly [key: string]: unknown };

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

function fieldFrom(value: unknown): StructField {
  if (!isJson(value) || typeof value["name"] !== "string") throw invalid(JSON.stringify(value));
  const metadata = isJson(value["metadata"]) ? value["metadata"] : {};
  const collation = isJson(metadata["__COLLATIONS"]) ? metadata["__COLLATIONS"][value["name"]] : undefined;
  const type = typeFrom(value["type"]);
  const base: StructField = {
    name: value["name"],
    type:
      type.kind === "string" && typeof collation === "string"
        ? { kind: "string", collation: collation.replace(/^.*\./, "") }
        : type,
    nullable: value["nullable"] !== false,
  };
  const { __COLLATIONS: _c, ...rest } = metadata;
  return Object.keys(rest).length === 0 ? base : { ...base, metadata: JSON.stringify(rest) };
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function typeFrom(value: unknown): DataType {
  if (typeof value === "string") return named(value);
  if (!isJson(value)) throw invalid(JSON.stringify(value));
  switch (value["type"]) {
    case "array":
      return t.array(typeFrom(value["elementType"]), value["containsNull"] !== false);
    case "map":
      return t.map(typeFrom(value["keyType"]), typeFrom(value["valueType"]), value["valueContainsNull"] !== false);
    case "struct": {
      const { fields } = value;
      if (!Array.isArray(fields)) throw invalid(JSON.stringify(value));
      return t.struct(fields.map(fieldFrom));
    }
    case "udt":
      return {
        kind: "udt",
        sqlType: typeFrom(value["sqlType"]),
        jvmClass: text(value["class"]),
        pythonClass: text(value["pyClass"]),
        serializedPythonClass: text(value["serializedClass"]),
      };
    default:
      throw invalid(JSON.stringify(value));
  }
}

/** A type from the JSON that Spark writes for it (`DataType.fromJson`); anything else is INVALID_JSON_DATA_TYPE. */
export function parseTypeJson(json: string): DataType {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw sparkError("INVALID_JSON_DATA_TYPE", { invalidType: json }, { cause });
  }
  try {
    return typeFrom(value);
  } catch (cause) {
    // A hostile nesting ends the stack; Spark's own parser refuses such texts too.
    if (cause instanceof RangeError) throw sparkError("INVALID_JSON_DATA_TYPE", { invalidType: json.slice(0, 1000) }, { cause });
    throw cause;
  }
}
