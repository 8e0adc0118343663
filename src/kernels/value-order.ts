import { unsupported } from "../errors/spark-error.ts";
import type { DataType } from "../types/data-type.ts";
import type { CalendarInterval, Decimal, StructValue, Value } from "../types/value.ts";
import { type TextRules, textRules } from "./collation.ts";
import { compareDecimals } from "./decimal.ts";
import { sqlTypeName } from "./sql-text.ts";
import { compareBytes, compareText } from "./string-order.ts";

/** −1, 0 or 1 for two non-null values of one type. */
export type Comparator = (a: Value, b: Value) => number;

const natural: Comparator = (a, b) =>
  (a as number | bigint) < (b as number | bigint) ? -1 : (a as number | bigint) > (b as number | bigint) ? 1 : 0;

const fractional: Comparator = (a, b) => {
  const x = a as number;
  const y = b as number;
  // NaN is one value, above all others; the two zeros are one.
  if (x !== x) return y !== y ? 0 : 1;
  if (y !== y) return -1;
  return x < y ? -1 : x > y ? 1 : 0;
};

/** Spark's order of a type (`TypeUtils.getInterpretedOrdering`); inside nested values NULL comes first. */
export function comparatorOf(type: DataType): Comparator {
  switch (type.kind) {
    case "null":
      return () => 0;
    case "boolean":
      return (a, b) => Number(a) - Number(b);
    case "byte":
    case "short":
    case "int":
    case "long":
    case "date":
    case "timestamp":
    case "timestamp_ntz":
    case "time":
    case "year_month_interval":
    case "day_time_interval":
      return natural;
    case "float":
    case "double":
      return fractional;
    case "decimal":
      return (a, b) => {
        const x = a as Decimal;
        const y = b as Decimal;
        return x.scale === y.scale ? natural(x.unscaled, y.unscaled) : compareDecimals(x, y);
      };
    case "string":
      return type.collation === "UTF8_BINARY"
        ? (a, b) => compareText(a as string, b as string)
        : (textRules(type.collation).compare as Comparator);
    case "char":
    case "varchar":
      return (a, b) => compareText(a as string, b as string);
    case "binary":
      return (a, b) => compareBytes(a as Uint8Array, b as Uint8Array);
    case "array": {
      const element = nullsFirst(comparatorOf(type.element));
      return (a, b) => {
        const x = a as readonly Value[];
        const y = b as readonly Value[];
        const n = Math.min(x.length, y.length);
        for (let i = 0; i < n; i++) {
          const order = element(x[i] ?? null, y[i] ?? null);
          if (order !== 0) return order;
        }
        return x.length - y.length;
      };
    }
    case "struct": {
      const fields = type.fields.map((f) => nullsFirst(comparatorOf(f.type)));
      return (a, b) => {
        for (let i = 0; i < fields.length; i++) {
          const order = fields[i]?.((a as StructValue).fields[i] ?? null, (b as StructValue).fields[i] ?? null) ?? 0;
          if (order !== 0) return order;
        }
        return 0;
      };
    }
    case "calendar_interval":
      return (a, b) => {
        const x = a as CalendarInterval;
        const y = b as CalendarInterval;
        return x.months === y.months && x.days === y.days && x.micros === y.micros ? 0 : 1;
      };
    case "udt":
      return comparatorOf(type.sqlType);
    case "map":
    case "variant":
      throw unsupported(`comparison of ${sqlTypeName(type)}`);
  }
}

/** The same order with NULL before everything. */
export const nullsFirst =
  (compare: Comparator): Comparator =>
  (a, b) =>
    a === null ? (b === null ? 0 : -1) : b === null ? 1 : compare(a, b);

/**
 * A key that is equal for equal values (NaN = NaN, −0.0 = 0.0): for one set of values of one type, since texts that have
 * no keys of their own get those of the first equal text that is met.
 */
export function keyOf(type: DataType): (value: Value) => unknown {
  switch (type.kind) {
    case "string":
      return type.collation === "UTF8_BINARY" ? (v) => v : textKey(textRules(type.collation));
    case "float":
    case "double":
      return (v) => (v === 0 ? 0 : v);
    case "decimal":
      return (v) => (v === null ? null : (v as Decimal).unscaled);
    case "binary":
      return (v) => (v === null ? null : Buffer.from(v as Uint8Array).toString("latin1"));
    case "array": {
      const element = keyOf(type.element);
      return (v) => (v === null ? null : packKeys((v as readonly Value[]).map(element)));
    }
    case "struct": {
      const fields = type.fields.map((f) => keyOf(f.type));
      return (v) => (v === null ? null : packKeys((v as StructValue).fields.map((x, i) => fields[i]?.(x))));
    }
    case "calendar_interval":
      return (v) => {
        if (v === null) return null;
        const { months, days, micros } = v as CalendarInterval;
        return `${months} ${days} ${micros}`;
      };
    default:
      return (v) => v;
  }
}

const packKeys = (keys: readonly unknown[]): string =>
  keys.map((k) => `${k === null ? "n" : typeof k}${String(k).length}:${String(k)}`).join("");

/** The key of texts by a collation: a text of its own, or the first of those that are equal. */
function textKey({ key, compare }: TextRules): (value: Value) => unknown {
  if (key !== undefined) return (v) => (v === null ? null : key(v as string));
  const met: string[] = [];
  return (v) => {
    if (v === null) return null;
    const known = met.find((text) => compare(text, v as string) === 0);
    if (known === undefined) met.push(v as string);
    return known ?? v;
  };
}
