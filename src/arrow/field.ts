/**
 * Arrow's logical types as plain values, and the Arrow form of Spark's types.
 */
import { unsupported } from "../errors/spark-error.ts";
import type { DataType, StructType } from "../types/data-type.ts";

/** Units of Arrow's times, in the order of its enumeration. */
export type TimeUnit = "s" | "ms" | "us" | "ns";

/** An Arrow type without its children. */
export type ArrowType =
  | { readonly kind: "null" }
  | { readonly kind: "bool" }
  | { readonly kind: "int"; readonly bits: 8 | 16 | 32 | 64; readonly signed: boolean }
  | { readonly kind: "float"; readonly bits: 16 | 32 | 64 }
  | { readonly kind: "utf8"; readonly large: boolean }
  | { readonly kind: "binary"; readonly large: boolean }
  | { readonly kind: "fixed_size_binary"; readonly width: number }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number; readonly bits: number }
  | { readonly kind: "date"; readonly unit: "day" | "ms" }
  | { readonly kind: "time"; readonly unit: TimeUnit; readonly bits: number }
  | { readonly kind: "timestamp"; readonly unit: TimeUnit; readonly zone: string | undefined }
  | { readonly kind: "duration"; readonly unit: TimeUnit }
  | { readonly kind: "interval"; readonly unit: "year_month" | "day_time" | "month_day_nano" }
  | { readonly kind: "list"; readonly large: boolean }
  | { readonly kind: "fixed_size_list"; readonly size: number }
  | { readonly kind: "map" }
  | { readonly kind: "struct" };

/** A named column or part of one. */
export interface ArrowField {
  readonly name: string;
  readonly type: ArrowType;
  readonly nullable: boolean;
  readonly children: readonly ArrowField[];
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** The id of the dictionary whose indexes the batches hold, and the width of those. */
  readonly dictionary?: { readonly id: number; readonly index: ArrowType } | undefined;
}

/** What the Arrow form of a type depends on beside the type. */
export interface ArrowOptions {
  /** The session's zone, which stands in every zoned timestamp's type. */
  readonly timeZone: string;
  /** 64-bit offsets for text and binary (`spark.sql.execution.arrow.useLargeVarTypes`). */
  readonly useLargeVarTypes: boolean;
}

/** The Arrow fields of a schema (`ArrowUtils.toArrowSchema`): struct fields with equal names are told apart by `_n`. */
export const arrowFields = (schema: StructType, options: ArrowOptions): ArrowField[] =>
  schema.fields.map((f) => arrowField(f.name, f.type, f.nullable, options));

/** The Arrow field of one Spark type (`ArrowUtils.toArrowField`). */
export function arrowField(name: string, type: DataType, nullable: boolean, options: ArrowOptions): ArrowField {
  const leaf = (arrow: ArrowType): ArrowField => ({ name, type: arrow, nullable, children: [] });
  switch (type.kind) {
    case "null":
      return leaf({ kind: "null" });
    case "boolean":
      return leaf({ kind: "bool" });
    case "byte":
      return leaf({ kind: "int", bits: 8, signed: true });
    case "short":
      return leaf({ kind: "int", bits: 16, signed: true });
    case "int":
      return leaf({ kind: "int", bits: 32, signed: true });
    case "long":
      return leaf({ kind: "int", bits: 64, signed: true });
    case "float":
      return leaf({ kind: "float", bits: 32 });
    case "double":
      return leaf({ kind: "float", bits: 64 });
    case "decimal":
      return leaf({ kind: "decimal", precision: type.precision, scale: type.scale, bits: 128 });
    case "string":
    case "char":
    case "varchar":
      return leaf({ kind: "utf8", large: options.useLargeVarTypes });
    case "binary":
      return leaf({ kind: "binary", large: options.useLargeVarTypes });
    case "date":
      return leaf({ kind: "date", unit: "day" });
    case "timestamp":
      return leaf({ kind: "timestamp", unit: "us", zone: options.timeZone });
    case "timestamp_ntz":
      return leaf({ kind: "timestamp", unit: "us", zone: undefined });
    case "time":
      return leaf({ kind: "time", unit: "ns", bits: 64 });
    case "year_month_interval":
      return leaf({ kind: "interval", unit: "year_month" });
    case "day_time_interval":
      return leaf({ kind: "duration", unit: "us" });
    case "calendar_interval":
      return leaf({ kind: "interval", unit: "month_day_nano" });
    case "variant": {
      const part = (n: string, metadata?: Record<string, string>): ArrowField => ({
        name: n,
        type: { kind: "binary", large: options.useLargeVarTypes },
        nullable: false,
        children: [],
        metadata,
      });
      const children = [part("value"), part("metadata", { variant: "true" })];
      return { name, type: { kind: "struct" }, nullable, children };
    }
    case "array": {
      const children = [arrowField("element", type.element, type.containsNull, options)];
      return { name, type: { kind: "list", large: false }, nullable, children };
    }
    case "map": {
      const key = arrowField("key", type.key, false, options);
      const value = arrowField("value", type.value, type.valueContainsNull, options);
      const entries: ArrowField = {
        name: "entries",
        type: { kind: "struct" },
        nullable: false,
        children: [key, value],
      };
      return { name, type: { kind: "map" }, nullable, children: [entries] };
    }
    case "struct": {
      const names = uniqueNames(type.fields.map((f) => f.name));
      const children = type.fields.map((f, i) => arrowField(names[i] ?? f.name, f.type, f.nullable, options));
      return { name, type: { kind: "struct" }, nullable, children };
    }
    case "udt":
      return arrowField(name, type.sqlType, nullable, options);
  }
}

/** Names that repeat get `_0`, `_1` … in order (`ArrowUtils.deduplicateFieldNames`). */
function uniqueNames(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const n of names) counts.set(n, (counts.get(n) ?? 0) + 1);
  const next = new Map<string, number>();
  return names.map((n) => {
    if (counts.get(n) === 1) return n;
    const i = next.get(n) ?? 0;
    next.set(n, i + 1);
    return `${n}_${i}`;
  });
}

/** The Spark type that Spark infers from an Arrow field (`ArrowUtils.fromArrowField`, and PySpark's `from_arrow_type`). */
export function sparkType(f: ArrowField): DataType {
  const t = f.type;
  const child = (i: number): ArrowField => {
    const c = f.children[i];
    if (c === undefined) throw unsupported(`Arrow field ${f.name} without its child`);
    return c;
  };
  switch (t.kind) {
    case "null":
      return { kind: "null" };
    case "bool":
      return { kind: "boolean" };
    case "int":
      // Unsigned numbers widen to the next signed type, so that every value fits; Spark itself refuses them.
      if (t.bits === 8) return { kind: t.signed ? "byte" : "short" };
      if (t.bits === 16) return { kind: t.signed ? "short" : "int" };
      if (t.bits === 32) return { kind: t.signed ? "int" : "long" };
      return t.signed ? { kind: "long" } : { kind: "decimal", precision: 20, scale: 0 };
    case "float":
      return { kind: t.bits === 64 ? "double" : "float" };
    case "utf8":
      return { kind: "string", collation: "UTF8_BINARY" };
    case "binary":
    case "fixed_size_binary":
      return { kind: "binary" };
    case "decimal":
      return { kind: "decimal", precision: t.precision, scale: t.scale };
    case "date":
      return { kind: "date" };
    case "time":
      return { kind: "time", precision: 6 };
    case "timestamp":
      return { kind: t.zone === undefined ? "timestamp_ntz" : "timestamp" };
    case "duration":
      return { kind: "day_time_interval", start: "day", end: "second" };
    case "interval":
      if (t.unit === "year_month") return { kind: "year_month_interval", start: "year", end: "month" };
      if (t.unit === "month_day_nano") return { kind: "calendar_interval" };
      throw unsupported("Arrow type interval[DAY_TIME]");
    case "list":
    case "fixed_size_list":
      return { kind: "array", element: sparkType(child(0)), containsNull: child(0).nullable };
    case "map": {
      const [key, value] = child(0).children;
      if (key === undefined || value === undefined) throw unsupported("an Arrow map without key and value");
      return { kind: "map", key: sparkType(key), value: sparkType(value), valueContainsNull: value.nullable };
    }
    case "struct": {
      const isVariant =
        f.children.length === 2 && f.children.some((c) => c.name === "metadata" && c.metadata?.["variant"] === "true");
      if (isVariant) return { kind: "variant" };
      return {
        kind: "struct",
        fields: f.children.map((c) => ({ name: c.name, type: sparkType(c), nullable: c.nullable })),
      };
    }
  }
}
