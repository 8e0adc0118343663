/**
 * Spark's data types (`org.apache.spark.sql.types`) as plain values. Two types are the same when {@link sameType}
 * says so; `===` is good only for the shared constants below.
 */
export type DataType = AtomicType | ArrayType | MapType | StructType | UdtType;

/** Types without parts. */
export type AtomicType =
  | { readonly kind: "null" }
  | { readonly kind: "boolean" }
  | { readonly kind: "byte" }
  | { readonly kind: "short" }
  | { readonly kind: "int" }
  | { readonly kind: "long" }
  | { readonly kind: "float" }
  | { readonly kind: "double" }
  | DecimalType
  | StringType
  | CharType
  | VarcharType
  | { readonly kind: "binary" }
  | { readonly kind: "date" }
  | { readonly kind: "timestamp" }
  | { readonly kind: "timestamp_ntz" }
  | TimeType
  | { readonly kind: "calendar_interval" }
  | YearMonthIntervalType
  | DayTimeIntervalType
  | { readonly kind: "variant" };

/** Exact numbers of `precision` (1–38) digits, `scale` of them after the point. */
export interface DecimalType {
  readonly kind: "decimal";
  readonly precision: number;
  readonly scale: number;
}

/** Text; `collation` is Spark's collation name, `UTF8_BINARY` by default. */
export interface StringType {
  readonly kind: "string";
  readonly collation: string;
}

/** CHAR(n): kept as text padded to `length` code points. */
export interface CharType {
  readonly kind: "char";
  readonly length: number;
}

/** VARCHAR(n): text of at most `length` code points. */
export interface VarcharType {
  readonly kind: "varchar";
  readonly length: number;
}

/** Time of day (Spark 4.1): `precision` fractional digits of the second, 0–6. */
export interface TimeType {
  readonly kind: "time";
  readonly precision: number;
}

/** Fields of a year-month interval, coarse to fine. */
export type YearMonthField = "year" | "month";

/** INTERVAL YEAR TO MONTH and its narrower forms; a count of months. */
export interface YearMonthIntervalType {
  readonly kind: "year_month_interval";
  readonly start: YearMonthField;
  readonly end: YearMonthField;
}

/** Fields of a day-time interval, coarse to fine. */
export type DayTimeField = "day" | "hour" | "minute" | "second";

/** INTERVAL DAY TO SECOND and its narrower forms; a count of microseconds. */
export interface DayTimeIntervalType {
  readonly kind: "day_time_interval";
  readonly start: DayTimeField;
  readonly end: DayTimeField;
}

/** A sequence of values of one type. */
export interface ArrayType {
  readonly kind: "array";
  readonly element: DataType;
  readonly containsNull: boolean;
}

/** Unordered pairs with unique, non-null keys. */
export interface MapType {
  readonly kind: "map";
  readonly key: DataType;
  readonly value: DataType;
  readonly valueContainsNull: boolean;
}

/** One field of a struct, and also one column of a schema. */
export interface StructField {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** JSON object text, as Spark keeps field metadata; absent when empty. */
  readonly metadata?: string | undefined;
}

/** An ordered list of named fields; names may repeat. */
export interface StructType {
  readonly kind: "struct";
  readonly fields: readonly StructField[];
}

/** A user-defined type: carried by its SQL type, described to clients by its classes. */
export interface UdtType {
  readonly kind: "udt";
  readonly sqlType: DataType;
  readonly jvmClass?: string | undefined;
  readonly pythonClass?: string | undefined;
  readonly serializedPythonClass?: string | undefined;
}

export type TypeKind = DataType["kind"];

export const NULL = { kind: "null" } as const satisfies DataType;
export const BOOLEAN = { kind: "boolean" } as const satisfies DataType;
export const BYTE = { kind: "byte" } as const satisfies DataType;
export const SHORT = { kind: "short" } as const satisfies DataType;
export const INT = { kind: "int" } as const satisfies DataType;
export const LONG = { kind: "long" } as const satisfies DataType;
export const FLOAT = { kind: "float" } as const satisfies DataType;
export const DOUBLE = { kind: "double" } as const satisfies DataType;
export const STRING: StringType = { kind: "string", collation: "UTF8_BINARY" };
export const BINARY = { kind: "binary" } as const satisfies DataType;
export const DATE = { kind: "date" } as const satisfies DataType;
export const TIMESTAMP = { kind: "timestamp" } as const satisfies DataType;
export const TIMESTAMP_NTZ = { kind: "timestamp_ntz" } as const satisfies DataType;
export const CALENDAR_INTERVAL = { kind: "calendar_interval" } as const satisfies DataType;
export const YEAR_MONTH_INTERVAL: YearMonthIntervalType = { kind: "year_month_interval", start: "year", end: "month" };
export const DAY_TIME_INTERVAL: DayTimeIntervalType = { kind: "day_time_interval", start: "day", end: "second" };
export const VARIANT = { kind: "variant" } as const satisfies DataType;

/** DECIMAL(precision, scale). Bounds are the caller's duty: see `types/decimal.ts`. */
export const decimal = (precision: number, scale: number): DecimalType => ({ kind: "decimal", precision, scale });

/** ARRAY<element>; elements may be null unless said otherwise. */
export const array = (element: DataType, containsNull = true): ArrayType => ({ kind: "array", element, containsNull });

/** MAP<key, value>; values may be null unless said otherwise. */
export const map = (key: DataType, value: DataType, valueContainsNull = true): MapType => ({
  kind: "map",
  key,
  value,
  valueContainsNull,
});

/** STRUCT of the given fields. */
export const struct = (fields: readonly StructField[]): StructType => ({ kind: "struct", fields });

/** A nullable (or not) field. */
export const field = (name: string, type: DataType, nullable = true): StructField => ({ name, type, nullable });

/** One of two types that differ in the nullability of parts only: what may be null in either may be (`unionLikeMerge`). */
export function unionLike(a: DataType, b: DataType): DataType {
  if (a.kind === "array" && b.kind === "array")
    return array(unionLike(a.element, b.element), a.containsNull || b.containsNull);
  if (a.kind === "map" && b.kind === "map") {
    const containsNull = a.valueContainsNull || b.valueContainsNull;
    return map(unionLike(a.key, b.key), unionLike(a.value, b.value), containsNull);
  }
  if (a.kind !== "struct" || b.kind !== "struct") return a;
  return struct(
    a.fields.map((field, i) => {
      const other = b.fields[i] ?? field;
      return { ...field, type: unionLike(field.type, other.type), nullable: field.nullable || other.nullable };
    }),
  );
}

/** A type whose parts may all be null, keys of maps apart (`DataType.asNullable`). */
export function asNullable(type: DataType): DataType {
  switch (type.kind) {
    case "array":
      return array(asNullable(type.element), true);
    case "map":
      return map(asNullable(type.key), asNullable(type.value), true);
    case "struct":
      return struct(type.fields.map((f) => ({ ...f, type: asNullable(f.type), nullable: true })));
    default:
      return type;
  }
}

/** How exactly {@link sameType} compares: with or without nullability of parts, with or without field names. */
export interface Sameness {
  readonly nullability?: boolean;
  readonly names?: boolean;
}

const ALIKE: Sameness = {};

/** Structural equality. By default nullability of parts is compared not at all and field names are. */
export function sameType(a: DataType, b: DataType, how: Sameness = ALIKE): boolean {
  if (a === b) return true;
  const nullability = how.nullability ?? false;
  const names = how.names ?? true;
  switch (a.kind) {
    case "decimal":
      return b.kind === "decimal" && a.precision === b.precision && a.scale === b.scale;
    case "string":
      return b.kind === "string" && a.collation === b.collation;
    case "char":
    case "varchar":
      return b.kind === a.kind && a.length === b.length;
    case "time":
      return b.kind === "time" && a.precision === b.precision;
    case "year_month_interval":
    case "day_time_interval":
      return b.kind === a.kind && a.start === b.start && a.end === b.end;
    case "array":
      return (
        b.kind === "array" && (!nullability || a.containsNull === b.containsNull) && sameType(a.element, b.element, how)
      );
    case "map":
      return (
        b.kind === "map" &&
        (!nullability || a.valueContainsNull === b.valueContainsNull) &&
        sameType(a.key, b.key, how) &&
        sameType(a.value, b.value, how)
      );
    case "struct":
      return (
        b.kind === "struct" &&
        a.fields.length === b.fields.length &&
        a.fields.every((f, i) => {
          const g = b.fields[i];
          return (
            g !== undefined &&
            (!names || f.name === g.name) &&
            (!nullability || f.nullable === g.nullable) &&
            sameType(f.type, g.type, how)
          );
        })
      );
    case "udt":
      return (
        b.kind === "udt" &&
        a.jvmClass === b.jvmClass &&
        a.pythonClass === b.pythonClass &&
        sameType(a.sqlType, b.sqlType, how)
      );
    default:
      return a.kind === b.kind;
  }
}

/** BYTE, SHORT, INT or LONG. */
export const isIntegral = (t: DataType): boolean =>
  t.kind === "byte" || t.kind === "short" || t.kind === "int" || t.kind === "long";

/** FLOAT or DOUBLE. */
export const isFractional = (t: DataType): boolean => t.kind === "float" || t.kind === "double";

/** Integral, fractional or decimal. */
export const isNumeric = (t: DataType): boolean => isIntegral(t) || isFractional(t) || t.kind === "decimal";

/** STRING, CHAR or VARCHAR. */
export const isText = (t: DataType): boolean => t.kind === "string" || t.kind === "char" || t.kind === "varchar";

/** DATE or one of the timestamps. */
export const isDatetime = (t: DataType): boolean =>
  t.kind === "date" || t.kind === "timestamp" || t.kind === "timestamp_ntz";

/** YEAR-MONTH or DAY-TIME interval (Spark's ANSI intervals). */
export const isAnsiInterval = (t: DataType): boolean =>
  t.kind === "year_month_interval" || t.kind === "day_time_interval";

/** Anything but array, map, struct and UDT. */
export const isAtomic = (t: DataType): t is AtomicType =>
  t.kind !== "array" && t.kind !== "map" && t.kind !== "struct" && t.kind !== "udt";

/** Direct parts of a type, in order; empty for atomic types. */
export function typeParts(t: DataType): readonly DataType[] {
  switch (t.kind) {
    case "array":
      return [t.element];
    case "map":
      return [t.key, t.value];
    case "struct":
      return t.fields.map((f) => f.type);
    case "udt":
      return [t.sqlType];
    default:
      return NO_PARTS;
  }
}

const NO_PARTS: readonly DataType[] = [];

/** Whether a type or any part of it satisfies the predicate. */
export function someType(t: DataType, test: (t: DataType) => boolean): boolean {
  if (test(t)) return true;
  for (const part of typeParts(t)) if (someType(part, test)) return true;
  return false;
}

/** A type with every part replaced that `change` gives something else for; inner parts first. */
export function mapType(t: DataType, change: (t: DataType) => DataType): DataType {
  switch (t.kind) {
    case "array":
      return change({ ...t, element: mapType(t.element, change) });
    case "map":
      return change({ ...t, key: mapType(t.key, change), value: mapType(t.value, change) });
    case "struct":
      return change({ ...t, fields: t.fields.map((f) => ({ ...f, type: mapType(f.type, change) })) });
    default:
      return change(t);
  }
}
