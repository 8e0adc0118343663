/**
 * What a parameter takes: whether a type fits a {@link TypeSpec}, what it is implicitly converted to, and how Spark
 * spells the requirement in messages (`AbstractDataType`, `TypeCoercion.implicitCast`, `toSQLType`).
 */
import { accepts, implicitCast } from "../types/coercion.ts";
import {
  array,
  DAY_TIME_INTERVAL,
  type DataType,
  DOUBLE,
  INT,
  isAnsiInterval,
  isAtomic,
  isFractional,
  isIntegral,
  isNumeric,
  isText,
  map,
  NULL,
  STRING,
  struct,
} from "../types/data-type.ts";
import { DECIMAL_SYSTEM_DEFAULT, decimalOf } from "../types/decimal.ts";
import { sqlType } from "../types/print.ts";
import type { TypeSpec, TypingSettings } from "./define.ts";

type Family = Extract<TypeSpec, { spec: "family" }>["family"];

/** Whether values of a type can be hashed: all but maps and what holds them. */
export const isHashable = (type: DataType): boolean => {
  switch (type.kind) {
    case "map":
    case "variant":
      return false;
    case "array":
      return isHashable(type.element);
    case "struct":
      return type.fields.every((f) => isHashable(f.type));
    default:
      return true;
  }
};

const families: Readonly<
  Record<Family, { readonly has: (t: DataType) => boolean; readonly sql: string; readonly ofNull: DataType }>
> = {
  numeric: { has: isNumeric, sql: '"NUMERIC"', ofNull: DOUBLE },
  integral: { has: isIntegral, sql: '"INTEGRAL"', ofNull: INT },
  fractional: { has: (t) => isFractional(t) || t.kind === "decimal", sql: '"FRACTIONAL"', ofNull: DOUBLE },
  decimal: { has: (t) => t.kind === "decimal", sql: '"DECIMAL"', ofNull: DECIMAL_SYSTEM_DEFAULT },
  text: { has: isText, sql: '"STRING"', ofNull: STRING },
  ansi_interval: { has: isAnsiInterval, sql: '"ANSI INTERVAL"', ofNull: DAY_TIME_INTERVAL },
  any_timestamp: {
    has: (t) => t.kind === "timestamp" || t.kind === "timestamp_ntz",
    sql: '"(TIMESTAMP OR TIMESTAMP WITHOUT TIME ZONE)"',
    ofNull: { kind: "timestamp" },
  },
  array: { has: (t) => t.kind === "array", sql: '"ARRAY"', ofNull: array(NULL) },
  map: { has: (t) => t.kind === "map", sql: '"MAP"', ofNull: map(NULL, NULL) },
  struct: { has: (t) => t.kind === "struct", sql: '"STRUCT"', ofNull: struct([]) },
  hashable: { has: isHashable, sql: '"HASHABLE"', ofNull: NULL },
};

const anyTimestamp = (settings: TypingSettings): DataType =>
  settings.timestampType === "TIMESTAMP_NTZ" ? { kind: "timestamp_ntz" } : { kind: "timestamp" };

/** Whether a type fits as it is (`AbstractDataType.acceptsType`). */
export function fits(type: DataType, spec: TypeSpec): boolean {
  switch (spec.spec) {
    case "any":
    case "lambda":
      return true;
    case "exact":
      return accepts(spec.type, type);
    case "family":
      return families[spec.family].has(type);
    case "oneOf":
      return spec.specs.some((s) => fits(type, s));
    case "arrayOf":
      return type.kind === "array" && !(spec.noNulls === true && type.containsNull) && fits(type.element, spec.element);
    case "mapOf":
      return type.kind === "map" && fits(type.key, spec.key) && fits(type.value, spec.value);
  }
}

/** The type an argument is implicitly converted to, itself when it fits; `undefined` when it cannot be. */
export function implicitTarget(type: DataType, spec: TypeSpec, settings: TypingSettings): DataType | undefined {
  if (fits(type, spec)) return type;
  switch (spec.spec) {
    case "any":
    case "lambda":
      return type;
    case "exact":
      return implicitCast(type, spec.type, settings.ansi);
    case "family":
      return familyTarget(type, spec.family, settings);
    case "oneOf":
      return oneOfTarget(type, spec.specs, settings);
    case "arrayOf": {
      if (type.kind === "null") return array(nullTarget(spec.element, settings));
      if (type.kind !== "array" || (spec.noNulls === true && type.containsNull)) return undefined;
      const element = implicitTarget(type.element, spec.element, settings);
      return element === undefined ? undefined : array(element, type.containsNull);
    }
    case "mapOf": {
      if (type.kind === "null") return map(nullTarget(spec.key, settings), nullTarget(spec.value, settings));
      if (type.kind !== "map") return undefined;
      const key = implicitTarget(type.key, spec.key, settings);
      const value = implicitTarget(type.value, spec.value, settings);
      return key === undefined || value === undefined ? undefined : map(key, value, type.valueContainsNull);
    }
  }
}

const nullTarget = (spec: TypeSpec, settings: TypingSettings): DataType =>
  (fits(NULL, spec) ? NULL : implicitTarget(NULL, spec, settings)) ?? NULL;

function familyTarget(type: DataType, family: Family, settings: TypingSettings): DataType | undefined {
  if (type.kind === "null") return family === "any_timestamp" ? anyTimestamp(settings) : families[family].ofNull;
  switch (family) {
    case "numeric":
      return isText(type) ? DOUBLE : undefined;
    case "decimal":
      if (isText(type)) return DECIMAL_SYSTEM_DEFAULT;
      return decimalOf(type);
    case "text":
      return isAtomic(type) && type.kind !== "calendar_interval" ? STRING : undefined;
    case "any_timestamp":
      return isText(type) || type.kind === "date" ? anyTimestamp(settings) : undefined;
    default:
      return undefined;
  }
}

/** Legacy: the first that it can be converted to. ANSI: the one of them that converts to all the others. */
function oneOfTarget(type: DataType, specs: readonly TypeSpec[], settings: TypingSettings): DataType | undefined {
  const found = specs.flatMap((s) => implicitTarget(type, s, settings) ?? []);
  if (!settings.ansi || type.kind === "null" || found.length <= 1) return found[0];
  const closest = found.find((t) => found.every((u) => implicitCast(t, u, true) !== undefined));
  if (closest?.kind === "float" && found.some((t) => t.kind === "double")) return DOUBLE;
  return closest;
}

/** How messages spell a requirement of an argument of a type: `"INT"`, `("STRING" or "BINARY")`. */
export function specSql(spec: TypeSpec, type?: DataType): string {
  if (spec.spec === "oneOf" && spec.byKind === true && type !== undefined) {
    const asked = spec.specs.find((s) => (s.spec === "arrayOf") === (type.kind === "array"));
    if (asked !== undefined) return specSql(asked);
  }
  switch (spec.spec) {
    case "any":
      return '"ANY"';
    case "lambda":
      return '"LAMBDA FUNCTION"';
    case "exact":
      return `"${sqlType(spec.type)}"`;
    case "family":
      return families[spec.family].sql;
    case "oneOf":
      return spec.bare === true
        ? spec.specs.map((s) => specSql(s)).join(" or ")
        : `(${spec.specs.map((s) => specSql(s)).join(" or ")})`;
    case "arrayOf":
      return spec.element.spec === "any" ? '"ARRAY"' : `"ARRAY<${unquoted(spec.element)}>"`;
    case "mapOf":
      return spec.key.spec === "any" && spec.value.spec === "any"
        ? '"MAP"'
        : `"MAP<${unquoted(spec.key)}, ${unquoted(spec.value)}>"`;
  }
}

const unquoted = (spec: TypeSpec): string => specSql(spec).replaceAll('"', "");
