import { sparkError } from "../errors/spark-error.ts";
import {
  array,
  CALENDAR_INTERVAL,
  type DataType,
  type DayTimeField,
  decimal,
  map,
  NULL,
  STRING,
  type StructField,
  type StructType,
  struct,
  TIMESTAMP,
  type YearMonthField,
} from "./data-type.ts";
import { DECIMAL_DEFAULT } from "./decimal.ts";
import { typeName } from "./print.ts";

/** The metadata key under which a field's collations stand: path of the string → provider and name. */
const COLLATIONS = "__COLLATIONS";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A type as Spark's JSON text (`DataType.json`). */
export const typeToJson = (type: DataType): string => JSON.stringify(toJson(type, undefined));

/** The collations met below a field, by path; without a field, strings say their collation themselves. */
interface Found {
  readonly path: string;
  readonly into: Record<string, string>;
}

const deeper = (found: Found | undefined, part: string): Found | undefined =>
  found === undefined ? undefined : { path: `${found.path}.${part}`, into: found.into };

function toJson(type: DataType, found: Found | undefined): Json {
  switch (type.kind) {
    case "string":
      if (type.collation === "UTF8_BINARY" || found === undefined) return typeName(type);
      found.into[found.path] = `${provider(type.collation)}.${type.collation}`;
      return "string";
    case "array":
      return {
        type: "array",
        elementType: toJson(type.element, deeper(found, "element")),
        containsNull: type.containsNull,
      };
    case "map":
      return {
        type: "map",
        keyType: toJson(type.key, deeper(found, "key")),
        valueType: toJson(type.value, deeper(found, "value")),
        valueContainsNull: type.valueContainsNull,
      };
    case "struct":
      return { type: "struct", fields: type.fields.map(fieldToJson) };
    case "udt":
      return {
        type: "udt",
        ...(type.jvmClass === undefined ? {} : { class: type.jvmClass }),
        ...(type.pythonClass === undefined ? {} : { pyClass: type.pythonClass }),
        ...(type.serializedPythonClass === undefined ? {} : { serializedClass: type.serializedPythonClass }),
        sqlType: toJson(type.sqlType, undefined),
      };
    default:
      return typeName(type);
  }
}

/** Which library Spark names for a collation. */
const provider = (collation: string): string => (collation.startsWith("UTF8_") ? "spark" : "icu");

function fieldToJson(field: StructField): Json {
  const into: Record<string, string> = {};
  const type = toJson(field.type, { path: field.name, into });
  const metadata = field.metadata === undefined ? {} : objectOf(parsed(field.metadata), field.metadata);
  const collated = Object.keys(into).length === 0 ? metadata : { ...metadata, [COLLATIONS]: into };
  return { name: field.name, type, nullable: field.nullable, metadata: collated };
}

const invalid = (json: unknown) =>
  sparkError("INVALID_JSON_DATA_TYPE", { invalidType: typeof json === "string" ? json : JSON.stringify(json) });

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw invalid(text);
  }
}

const isObject = (json: Json | undefined): json is { readonly [key: string]: Json } =>
  typeof json === "object" && json !== null && !Array.isArray(json);

function objectOf(json: Json | undefined, all: unknown): { readonly [key: string]: Json } {
  if (!isObject(json)) throw invalid(all);
  return json;
}

/** A type from Spark's JSON text (`DataType.fromJson`). Raises INVALID_JSON_DATA_TYPE. */
export const typeFromJson = (text: string): DataType => fromJson(parsed(text), "", {});

/** A schema from Spark's JSON text; any other type is refused. */
export function schemaFromJson(text: string): StructType {
  const type = typeFromJson(text);
  if (type.kind !== "struct") throw invalid(text);
  return type;
}

type Collations = Readonly<Record<string, Json>>;

function fromJson(json: Json | undefined, path: string, collations: Collations): DataType {
  if (typeof json === "string") return named(json, path, collations);
  const node = objectOf(json, json ?? null);
  switch (node["type"]) {
    case "array":
      return array(fromJson(node["elementType"], `${path}.element`, collations), bool(node["containsNull"], node));
    case "map":
      return map(
        fromJson(node["keyType"], `${path}.key`, collations),
        fromJson(node["valueType"], `${path}.value`, collations),
        bool(node["valueContainsNull"], node),
      );
    case "struct":
      if (!Array.isArray(node["fields"])) throw invalid(node);
      return struct(node["fields"].map((f: Json) => fieldFromJson(f)));
    case "udt":
      return {
        kind: "udt",
        sqlType: fromJson(node["sqlType"], "", {}),
        jvmClass: text(node["class"]),
        pythonClass: text(node["pyClass"]),
        serializedPythonClass: text(node["serializedClass"]),
      };
    default:
      throw invalid(node);
  }
}

const text = (json: Json | undefined): string | undefined => (typeof json === "string" ? json : undefined);

function bool(json: Json | undefined, all: Json): boolean {
  if (typeof json !== "boolean") throw invalid(all);
  return json;
}

function fieldFromJson(json: Json): StructField {
  const node = objectOf(json, json);
  const name = node["name"];
  if (typeof name !== "string") throw invalid(json);
  const { [COLLATIONS]: written, ...metadata } = node["metadata"] === undefined ? {} : objectOf(node["metadata"], json);
  const type = fromJson(node["type"], name, isObject(written) ? written : {});
  const nullable = bool(node["nullable"], json);
  return Object.keys(metadata).length === 0
    ? { name, type, nullable }
    : { name, type, nullable, metadata: JSON.stringify(metadata) };
}

const NAMED: Readonly<Record<string, DataType>> = {
  null: NULL,
  void: NULL,
  boolean: { kind: "boolean" },
  byte: { kind: "byte" },
  tinyint: { kind: "byte" },
  short: { kind: "short" },
  smallint: { kind: "short" },
  integer: { kind: "int" },
  int: { kind: "int" },
  long: { kind: "long" },
  bigint: { kind: "long" },
  float: { kind: "float" },
  double: { kind: "double" },
  decimal: DECIMAL_DEFAULT,
  binary: { kind: "binary" },
  date: { kind: "date" },
  timestamp: TIMESTAMP,
  timestamp_ltz: TIMESTAMP,
  timestamp_ntz: { kind: "timestamp_ntz" },
  interval: CALENDAR_INTERVAL,
  calendarinterval: CALENDAR_INTERVAL,
  variant: { kind: "variant" },
};

function named(name: string, path: string, collations: Collations): DataType {
  if (name === "string") {
    const written = Object.hasOwn(collations, path) ? collations[path] : undefined;
    return typeof written === "string"
      ? { kind: "string", collation: written.slice(written.indexOf(".") + 1) }
      : STRING;
  }
  const plain = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  if (plain !== undefined) return plain;
  const sized = /^(decimal|char|varchar|time)\(\s*([0-9]+)\s*(?:,\s*(-?[0-9]+)\s*)?\)$/.exec(name);
  if (sized !== null) {
    const [, kind, first, second] = sized;
    if (kind === "decimal") return decimal(Number(first), Number(second ?? "0"));
    if (second !== undefined) throw invalid(name);
    if (kind === "time") return { kind: "time", precision: Number(first) };
    return { kind: kind === "char" ? "char" : "varchar", length: Number(first) };
  }
  const collated = /^string collate (\w+)$/.exec(name);
  if (collated !== null) return { kind: "string", collation: collated[1] ?? "" };
  const months = /^interval (year|month)(?: to (month))?$/.exec(name);
  if (months !== null) {
    const start = months[1] as YearMonthField;
    return { kind: "year_month_interval", start, end: (months[2] as YearMonthField | undefined) ?? start };
  }
  const times = /^interval (day|hour|minute|second)(?: to (hour|minute|second))?$/.exec(name);
  if (times !== null) {
    const start = times[1] as DayTimeField;
    return { kind: "day_time_interval", start, end: (times[2] as DayTimeField | undefined) ?? start };
  }
  throw invalid(name);
}
