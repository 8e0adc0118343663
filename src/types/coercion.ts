/**
 * The types that operands and arguments are brought to (`TypeCoercion`, `AnsiTypeCoercion` and their string promotion
 * in `org.apache.spark.sql.catalyst.analysis`).
 * Field names of structs compare without regard to case, as by Spark's default resolver.
 */
import { canStoreAssign, forceNullable } from "./casts.ts";
import {
  array,
  DATE,
  type DataType,
  type DecimalType,
  DOUBLE,
  isAnsiInterval,
  isAtomic,
  isDatetime,
  isFractional,
  isIntegral,
  isNumeric,
  isText,
  LONG,
  map,
  NULL,
  STRING,
  type StringType,
  type StructField,
  sameType,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from "./data-type.ts";
import { decimalOf, widerDecimal } from "./decimal.ts";

/** What common types depend on. */
export interface CoercionRules {
  /** `spark.sql.ansi.enabled`. */
  readonly ansi: boolean;
  /** The release line of the Spark whose types they are: 305, 400 …; decimals lose other digits before 4.0. */
  readonly line: number;
}

type Finder = (a: DataType, b: DataType, rules: CoercionRules) => DataType | undefined;

/** Spark's AtomicType: VOID and CalendarInterval are none. */
const isPlain = (t: DataType) => isAtomic(t) && t.kind !== "null" && t.kind !== "calendar_interval";

const numericPrecedence = ["byte", "short", "int", "long", "float", "double"] as const;
const dayTimeFields = ["day", "hour", "minute", "second"] as const;

/** Whether a decimal type holds every value of an integral or decimal type (`DecimalType.isWiderThan`). */
export function decimalHolds(wide: DecimalType, other: DataType): boolean {
  const narrow = decimalOf(other);
  return (
    narrow !== undefined && wide.precision - wide.scale >= narrow.precision - narrow.scale && wide.scale >= narrow.scale
  );
}

/**
 * The common type to which both can be brought without loss (`findTightestCommonType`); CHAR and VARCHAR count as
 * STRING. Decimals of different shapes have none: {@link findWiderTypeWithoutStringPromotion} widens them.
 */
export function findTightestCommonType(a: DataType, b: DataType, rules: CoercionRules): DataType | undefined {
  if (sameType(a, b, { nullability: true })) return a;
  if (a.kind === "null") return b;
  if (b.kind === "null") return a;
  if (isText(a) && isText(b)) return commonText(a, b);
  if (a.kind === "decimal" && isIntegral(b)) return decimalHolds(a, b) ? a : undefined;
  if (b.kind === "decimal" && isIntegral(a)) return decimalHolds(b, a) ? b : undefined;
  if (isNumeric(a) && isNumeric(b)) {
    if (a.kind === "decimal" || b.kind === "decimal") return undefined;
    const rank = (t: DataType) => numericPrecedence.indexOf(t.kind as (typeof numericPrecedence)[number]);
    const wider = rank(a) > rank(b) ? a : b;
    return rules.ansi && wider.kind === "float" ? DOUBLE : wider;
  }
  if (isDatetime(a) && isDatetime(b)) {
    if (a.kind === "timestamp" || b.kind === "timestamp") return TIMESTAMP;
    return TIMESTAMP_NTZ;
  }
  if (a.kind === "time" && b.kind === "time") return a.precision > b.precision ? a : b;
  if (a.kind === "year_month_interval" && b.kind === "year_month_interval") {
    return {
      kind: "year_month_interval",
      start: a.start === "year" || b.start === "year" ? "year" : "month",
      end: a.end === "month" || b.end === "month" ? "month" : "year",
    };
  }
  if (a.kind === "day_time_interval" && b.kind === "day_time_interval") {
    const at = (i: number) => dayTimeFields[i] ?? "second";
    const index = (f: (typeof dayTimeFields)[number]) => dayTimeFields.indexOf(f);
    return {
      kind: "day_time_interval",
      start: at(Math.min(index(a.start), index(b.start))),
      end: at(Math.max(index(a.end), index(b.end))),
    };
  }
  return findTypeForComplex(a, b, rules, findTightestCommonType);
}

function commonText(a: DataType, b: DataType): StringType | undefined {
  const x = a.kind === "string" ? a : STRING;
  const y = b.kind === "string" ? b : STRING;
  return x.collation === y.collation ? x : undefined;
}

/** The common type of arrays, maps or structs whose parts have one by `find` (`findTypeForComplex`). */
function findTypeForComplex(a: DataType, b: DataType, rules: CoercionRules, find: Finder): DataType | undefined {
  if (a.kind === "array" && b.kind === "array") {
    const element = find(a.element, b.element, rules);
    if (element === undefined) return undefined;
    return array(
      element,
      a.containsNull || b.containsNull || forceNullable(a.element, element) || forceNullable(b.element, element),
    );
  }
  if (a.kind === "map" && b.kind === "map") {
    const key = find(a.key, b.key, rules);
    if (key === undefined || forceNullable(a.key, key) || forceNullable(b.key, key)) return undefined;
    const value = find(a.value, b.value, rules);
    if (value === undefined) return undefined;
    return map(
      key,
      value,
      a.valueContainsNull || b.valueContainsNull || forceNullable(a.value, value) || forceNullable(b.value, value),
    );
  }
  if (a.kind === "struct" && b.kind === "struct" && a.fields.length === b.fields.length) {
    const fields: StructField[] = [];
    for (const [i, f] of a.fields.entries()) {
      const g = b.fields[i];
      if (g === undefined || f.name.toLowerCase() !== g.name.toLowerCase()) return undefined;
      const type = find(f.type, g.type, rules);
      if (type === undefined) return undefined;
      const nullable = f.nullable || g.nullable || forceNullable(f.type, type) || forceNullable(g.type, type);
      fields.push({ name: f.name, type, nullable });
    }
    return struct(fields);
  }
  return undefined;
}

/** Where a decimal meets another number: the decimal that holds both, or DOUBLE (`findWiderTypeForDecimal`). */
function findWiderTypeForDecimal(a: DataType, b: DataType, rules: CoercionRules): DataType | undefined {
  if (a.kind !== "decimal" && b.kind !== "decimal") return undefined;
  if (isFractional(a) || isFractional(b)) return DOUBLE;
  const x = isNumeric(a) ? decimalOf(a) : undefined;
  const y = isNumeric(b) ? decimalOf(b) : undefined;
  return x === undefined || y === undefined ? undefined : widerDecimal(x, y, rules.line);
}

/** Where text meets something else. Legacy: the text wins; ANSI: the other type wins, widened to BIGINT or DOUBLE. */
function promoteString(a: DataType, b: DataType, ansi: boolean): DataType | undefined {
  if (!isText(a) && !isText(b)) return undefined;
  if (isText(a) && isText(b)) return commonText(a, b);
  const [text, other] = isText(a) ? [a, b] : [b, a];
  if (!ansi)
    return isPlain(other) && other.kind !== "binary" && other.kind !== "boolean" ? commonText(text, text) : undefined;
  return promoteStringAnsi(text, other);
}

function promoteStringAnsi(text: DataType, other: DataType): DataType | undefined {
  if (isIntegral(other)) return LONG;
  if (isNumeric(other)) return DOUBLE;
  if (other.kind === "null") return text;
  if (isAnsiInterval(other)) return undefined;
  return isPlain(other) ? other : undefined;
}

/**
 * Where a binary operator meets text in ANSI mode (`findWiderTypeForString`): the type of both operands; `undefined`
 * when neither is text or there is no such type.
 */
export const stringOperandTypeAnsi = (a: DataType, b: DataType): DataType | undefined => promoteString(a, b, true);

/**
 * The type of both: without loss, else widened, with text promotion (`findWiderTypeForTwo`). Used by CASE, IF,
 * COALESCE, arrays and set operations.
 */
export function findWiderTypeForTwo(a: DataType, b: DataType, rules: CoercionRules): DataType | undefined {
  return (
    findTightestCommonType(a, b, rules) ??
    findWiderTypeForDecimal(a, b, rules) ??
    promoteString(a, b, rules.ansi) ??
    findTypeForComplex(a, b, rules, findWiderTypeForTwo)
  );
}

/** As {@link findWiderTypeForTwo}, but text meets only text (`findWiderTypeWithoutStringPromotionForTwo`). */
export function findWiderTypeWithoutStringPromotionForTwo(
  a: DataType,
  b: DataType,
  rules: CoercionRules,
): DataType | undefined {
  return (
    findTightestCommonType(a, b, rules) ??
    findWiderTypeForDecimal(a, b, rules) ??
    findTypeForComplex(a, b, rules, findWiderTypeWithoutStringPromotionForTwo)
  );
}

const hasText = (t: DataType): boolean => isText(t) || (t.kind === "array" && hasText(t.element));

/** One type for many (`findWiderCommonType`); VOID for none. */
export function findWiderCommonType(types: readonly DataType[], rules: CoercionRules): DataType | undefined {
  const ordered = rules.ansi ? types : [...types.filter(hasText), ...types.filter((t) => !hasText(t))];
  return fold(ordered, rules, findWiderTypeForTwo);
}

/** One type for many without text promotion (`findWiderTypeWithoutStringPromotion`): GREATEST, LEAST, array functions. */
export const findWiderTypeWithoutStringPromotion = (
  types: readonly DataType[],
  rules: CoercionRules,
): DataType | undefined => fold(types, rules, findWiderTypeWithoutStringPromotionForTwo);

function fold(types: readonly DataType[], rules: CoercionRules, find: Finder): DataType | undefined {
  let found: DataType | undefined = NULL;
  for (const type of types) {
    if (found === undefined) return undefined;
    found = find(found, type, rules);
  }
  return found;
}

/**
 * The type that an argument is converted to where a concrete type is expected (`implicitCast`); `undefined` when no
 * implicit conversion exists. A type that differs only in nullability of parts stays as it is.
 */
export function implicitCast(from: DataType, to: DataType, ansi: boolean): DataType | undefined {
  if (accepts(to, from)) return from;
  if (from.kind === "null") return to;
  if (ansi) {
    if (isText(from) && isPlain(to) && !isText(to)) return to;
    return canStoreAssign(from, to) ? to : undefined;
  }
  if (isNumeric(from) && isNumeric(to)) return to;
  if (isDatetime(from) && isDatetime(to)) return to;
  if (isText(from) && (isNumeric(to) || isDatetime(to) || to.kind === "binary")) return to;
  if (isText(to) && isPlain(from) && !isText(from)) return to;
  if (from.kind === "array" && to.kind === "array") {
    if (from.containsNull && !to.containsNull) return undefined;
    if (!to.containsNull && forceNullable(from.element, to.element)) return undefined;
    const element = implicitCast(from.element, to.element, ansi);
    return element === undefined ? undefined : array(element, to.containsNull);
  }
  if (from.kind === "map" && to.kind === "map") {
    if (from.valueContainsNull && !to.valueContainsNull) return undefined;
    if (forceNullable(from.key, to.key)) return undefined;
    if (!to.valueContainsNull && forceNullable(from.value, to.value)) return undefined;
    const key = implicitCast(from.key, to.key, ansi);
    const value = implicitCast(from.value, to.value, ansi);
    return key === undefined || value === undefined ? undefined : map(key, value, to.valueContainsNull);
  }
  return undefined;
}

/** Whether a type is what is expected, nullability of parts and case of field names aside (`DataType.acceptsType`). */
export function accepts(expected: DataType, actual: DataType): boolean {
  if (isText(expected) && isText(actual))
    return expected.kind !== "string" || actual.kind !== "string" || expected.collation === actual.collation;
  if (expected.kind === "struct" && actual.kind === "struct") {
    return (
      expected.fields.length === actual.fields.length &&
      expected.fields.every((f, i) => {
        const g = actual.fields[i];
        return g !== undefined && f.name.toLowerCase() === g.name.toLowerCase() && accepts(f.type, g.type);
      })
    );
  }
  if (expected.kind === "array" && actual.kind === "array") return accepts(expected.element, actual.element);
  if (expected.kind === "map" && actual.kind === "map")
    return accepts(expected.key, actual.key) && accepts(expected.value, actual.value);
  return sameType(expected, actual);
}

/** The common type of a comparison's operands in legacy mode where one is text (`findCommonTypeForBinaryComparison`). */
export function legacyComparisonType(a: DataType, b: DataType, equality: boolean): DataType | undefined {
  if (isText(a) && isText(b)) return undefined;
  if (equality && ((isText(a) && b.kind === "timestamp") || (isText(b) && a.kind === "timestamp"))) return TIMESTAMP;
  if (isText(a) || isText(b)) {
    const [text, other] = isText(a) ? [a, b] : [b, a];
    if (other.kind === "null") return text;
    if (other.kind === "date") return DATE;
    if (other.kind === "decimal") return DOUBLE;
    return isPlain(other) && !isAnsiInterval(other) ? other : undefined;
  }
  if (a.kind === "timestamp" && b.kind === "date") return TIMESTAMP;
  if (a.kind === "date" && b.kind === "timestamp") return TIMESTAMP;
  return undefined;
}
