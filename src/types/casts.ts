/**
 * Which conversions Spark allows, and when a conversion can make a NULL
 * (`org.apache.spark.sql.catalyst.expressions.Cast`, `UpCastRule`).
 */
import { type DataType, type DecimalType, isNumeric, isText, type StructType, sameType } from "./data-type.ts";
import { decimalOf } from "./decimal.ts";

/** `ansi`: CAST in ANSI mode; `legacy`: CAST with `spark.sql.ansi.enabled=false`; `try`: TRY_CAST. */
export type CastMode = "ansi" | "legacy" | "try";

/** Whether CAST(from AS to) is allowed at all in a mode (`Cast.canCast`, `canAnsiCast`, `canTryCast`). */
export function canCast(from: DataType, to: DataType, mode: CastMode): boolean {
  if (from.kind === "udt" || to.kind === "udt") return sameType(from, to);
  if (sameType(from, to, { nullability: true })) return true;
  if (from.kind === "null") return true;
  if (to.kind === "variant") return canCastToVariant(from);
  if (from.kind === "variant") return variantTarget(to);
  if (from.kind === "array" && to.kind === "array") {
    return (
      canCast(from.element, to.element, mode) &&
      keepsNulls(from.containsNull, to.containsNull, from.element, to.element, mode)
    );
  }
  if (from.kind === "map" && to.kind === "map") {
    if (mode === "try") return canCast(from, to, "legacy");
    return (
      canCast(from.key, to.key, mode) &&
      (mode === "ansi" || !forceNullable(from.key, to.key)) &&
      canCast(from.value, to.value, mode) &&
      keepsNulls(from.valueContainsNull, to.valueContainsNull, from.value, to.value, mode)
    );
  }
  if (from.kind === "struct" && to.kind === "struct")
    return structs(from, to, (a, b, f, t) => canCast(a, b, mode) && keepsNulls(f, t, a, b, mode));
  if (isText(to)) return true;
  if (from.kind === "array" || from.kind === "map" || from.kind === "struct") return false;
  return mode === "legacy" ? legacyAtomic(from, to) : ansiAtomic(from, to);
}

const structs = (
  from: StructType,
  to: StructType,
  test: (a: DataType, b: DataType, fromNullable: boolean, toNullable: boolean) => boolean,
): boolean =>
  from.fields.length === to.fields.length &&
  from.fields.every((f, i) => {
    const t = to.fields[i];
    return t !== undefined && test(f.type, t.type, f.nullable, t.nullable);
  });

const keepsNulls = (from: boolean, to: boolean, a: DataType, b: DataType, mode: CastMode): boolean =>
  to || (!from && (mode === "ansi" || !forceNullable(a, b)));

const canCastToVariant = (from: DataType): boolean => {
  switch (from.kind) {
    case "variant":
      return true;
    case "array":
      return canCastToVariant(from.element);
    case "calendar_interval":
    case "map":
    case "struct":
    case "udt":
    case "null":
    case "year_month_interval":
    case "day_time_interval":
      return false;
    default:
      return true;
  }
};

const variantTarget = (to: DataType): boolean => {
  switch (to.kind) {
    case "array":
      return variantTarget(to.element);
    case "map":
      return isText(to.key) && variantTarget(to.value);
    case "struct":
      return to.fields.every((f) => variantTarget(f.type));
    case "null":
    case "calendar_interval":
    case "year_month_interval":
    case "day_time_interval":
    case "udt":
      return false;
    default:
      return true;
  }
};

const integral = (t: DataType) => t.kind === "byte" || t.kind === "short" || t.kind === "int" || t.kind === "long";
const timestamps = (t: DataType) => t.kind === "timestamp" || t.kind === "timestamp_ntz";
const interval = (t: DataType) => t.kind === "year_month_interval" || t.kind === "day_time_interval";

function sharedAtomic(from: DataType, to: DataType): boolean | undefined {
  if (from.kind === to.kind && (from.kind === "decimal" || interval(from))) return true;
  if (isText(from)) {
    return to.kind !== "array" && to.kind !== "map" && to.kind !== "struct" && to.kind !== "null";
  }
  if (from.kind === "time" || to.kind === "time") return from.kind === "time" && to.kind === "time";
  if (timestamps(from) && (timestamps(to) || to.kind === "date")) return true;
  if (from.kind === "date" && timestamps(to)) return true;
  if (interval(from) && (integral(to) || to.kind === "decimal")) return true;
  if ((integral(from) || from.kind === "decimal") && interval(to)) return true;
  if (isNumeric(from) && (isNumeric(to) || to.kind === "boolean")) return true;
  if (from.kind === "boolean" && isNumeric(to)) return true;
  return undefined;
}

function ansiAtomic(from: DataType, to: DataType): boolean {
  const shared = sharedAtomic(from, to);
  if (shared !== undefined) return shared;
  if (from.kind === "timestamp" && isNumeric(to)) return true;
  if (isNumeric(from) && to.kind === "timestamp") return true;
  return false;
}

function legacyAtomic(from: DataType, to: DataType): boolean {
  const shared = sharedAtomic(from, to);
  if (shared !== undefined) return shared;
  if (to.kind === "binary") return integral(from);
  if (from.kind === "timestamp" || from.kind === "date") return isNumeric(to) || to.kind === "boolean";
  if (to.kind === "timestamp") return isNumeric(from) || from.kind === "boolean";
  return false;
}

/**

/** Whether the legacy conversion can turn a value into NULL (`Cast.forceNullable`); `line` is the Spark's release line. */
export function forceNullable(from: DataType, to: DataType, line = 400): boolean {
  if (from.kind === "null" || sameType(from, to, { nullability: true })) return false;
  if (from.kind === "variant") return true;
  if (isText(from)) return !(to.kind === "binary" || isText(to));
  if (isText(to)) return false;
  if (from.kind === "timestamp" && (to.kind === "byte" || to.kind === "short" || to.kind === "int")) return line >= 400;
  if ((from.kind === "float" || from.kind === "double") && to.kind === "timestamp") return true;
  if (to.kind === "date") return from.kind !== "timestamp";
  if (from.kind === "date") return to.kind !== "timestamp";
  if (to.kind === "calendar_interval") return true;
  if (to.kind === "decimal") return !safeDecimal(from, to);
  return (from.kind === "float" || from.kind === "double" || from.kind === "decimal") && integral(to);
}

/** `Cast.canNullSafeCastToDecimal`. */
function safeDecimal(from: DataType, to: DecimalType): boolean {
  if (from.kind === "boolean") return widerThan(to, { kind: "decimal", precision: 1, scale: 0 });
  if (integral(from)) return widerThan(to, decimalOf(from) as DecimalType);
  if (from.kind !== "decimal") return false;
  return widerThan(to, from) || to.precision - to.scale > from.precision - from.scale;
}

/** Whether every value of `source` fits in `target` (`DecimalType.isWiderThan`). */
const widerThan = (target: DecimalType, source: DecimalType): boolean =>
  target.precision - target.scale >= source.precision - source.scale && target.scale >= source.scale;

/** Whether a conversion never loses anything, so that encoders and views may insert it (`UpCastRule.canUpCast`). */
export function canUpCast(from: DataType, to: DataType): boolean {
  if (sameType(from, to, { nullability: true })) return true;
  if (from.kind === "null") return true;
  if (isText(from) && isText(to)) return true;
  if (integral(from) && to.kind === "decimal") return widerThan(to, decimalOf(from) as DecimalType);
  if (from.kind === "decimal" && integral(to)) {
    const holder = decimalOf(to) as DecimalType;
    return widerThan(holder, from) && from.precision < holder.precision;
  }
  if (from.kind === "decimal" && to.kind === "decimal") return widerThan(to, from);
  const a = precedence.indexOf(from.kind);
  const b = precedence.indexOf(to.kind);
  if (a >= 0 && b >= 0) return a <= b;
  if (from.kind === "date" && timestamps(to)) return true;
  if (timestamps(from) && timestamps(to)) return true;
  if ((from.kind === "timestamp" && to.kind === "long") || (from.kind === "long" && to.kind === "timestamp"))
    return true;
  if (interval(from) && from.kind === to.kind) return true;
  if (from.kind === "array" && to.kind === "array")
    return (to.containsNull || !from.containsNull) && canUpCast(from.element, to.element);
  if (from.kind === "map" && to.kind === "map") {
    return (
      (to.valueContainsNull || !from.valueContainsNull) &&
      canUpCast(from.key, to.key) &&
      canUpCast(from.value, to.value)
    );
  }
  if (from.kind === "struct" && to.kind === "struct")
    return structs(from, to, (x, y, f, t) => (t || !f) && canUpCast(x, y));
  if (isText(to))
    return (
      from.kind !== "array" &&
      from.kind !== "map" &&
      from.kind !== "struct" &&
      from.kind !== "variant" &&
      from.kind !== "udt"
    );
  return false;
}

const precedence: readonly string[] = ["byte", "short", "int", "long", "float", "double"];

/** Whether ANSI store assignment (INSERT, implicit casts) allows a conversion (`Cast.canANSIStoreAssign`). */
export function canStoreAssign(from: DataType, to: DataType): boolean {
  if (sameType(from, to, { nullability: true }) || from.kind === "null") return true;
  if (isNumeric(from) && isNumeric(to)) return true;
  if (isText(to)) return from.kind !== "array" && from.kind !== "map" && from.kind !== "struct" && from.kind !== "udt";
  if ((from.kind === "date" || timestamps(from)) && (to.kind === "date" || timestamps(to))) return true;
  if (from.kind === "array" && to.kind === "array")
    return (to.containsNull || !from.containsNull) && canStoreAssign(from.element, to.element);
  if (from.kind === "map" && to.kind === "map") {
    return (
      (to.valueContainsNull || !from.valueContainsNull) &&
      canStoreAssign(from.key, to.key) &&
      canStoreAssign(from.value, to.value)
    );
  }
  if (from.kind === "struct" && to.kind === "struct")
    return structs(from, to, (x, y, f, t) => (t || !f) && canStoreAssign(x, y));
  return false;
}

/**
 * Whether CAST(from AS to) of a value that is not NULL counts as nullable (`Cast.nullable`): as by
 * {@link forceNullable} in ANSI mode too, where the conversion would fail instead; TRY_CAST always may answer NULL.
 */
export const castNullable = (from: DataType, to: DataType, mode: CastMode, line: number): boolean =>
  mode === "try" || forceNullable(from, to, line);

/** Whether INSERT may store a value of one type in a column of another (`Cast.canANSIStoreAssign`). */
export function canStore(from: DataType, to: DataType): boolean {
  if (sameType(from, to) || from.kind === "null") return true;
  if (isNumeric(from) && isNumeric(to)) return true;
  if (from.kind === "array" && to.kind === "array")
    return (to.containsNull || !from.containsNull) && canStore(from.element, to.element);
  if (from.kind === "map" && to.kind === "map")
    return (
      (to.valueContainsNull || !from.valueContainsNull) && canStore(from.key, to.key) && canStore(from.value, to.value)
    );
  if (from.kind === "struct" && to.kind === "struct")
    return structs(from, to, (a, b, f, t) => (t || !f) && canStore(a, b));
  if (from.kind === "array" || from.kind === "map" || from.kind === "struct") return false;
  if (isText(to)) return true;
  const days = ["date", "timestamp", "timestamp_ntz"];
  if (days.includes(from.kind) && days.includes(to.kind)) return true;
  return from.kind === to.kind && (from.kind === "year_month_interval" || from.kind === "day_time_interval");
}
