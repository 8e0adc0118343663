import { needArray } from "./room.ts";
import { sparkError } from "../errors/spark-error.ts";
import type { DataType } from "../types/data-type.ts";
import type { MapValue, Value } from "../types/value.ts";
import { internalText } from "./format-printf.ts";
import { isBefore4, type KernelSettings } from "./kernel.ts";
import { comparatorOf, keyOf, nullsFirst } from "./value-order.ts";

/** Functions on arrays and maps (`org.apache.spark.sql.catalyst.expressions.collectionOperations`). */

export type Values = readonly Value[];

/** Whether the value is among the elements; NULL when it is not but a NULL is. */
export function arrayContains(type: DataType): (values: Values, value: Value) => boolean | null {
  const compare = comparatorOf(type);
  return (values, value) => {
    let unknown = false;
    for (const v of values) {
      if (v === null) unknown = true;
      else if (compare(v, value) === 0) return true;
    }
    return unknown ? null : false;
  };
}

/** The 1-based place of the first equal element; 0 for none. */
export function arrayPosition(type: DataType): (values: Values, value: Value) => bigint {
  const compare = comparatorOf(type);
  return (values, value) => BigInt(values.findIndex((v) => v !== null && compare(v, value) === 0) + 1);
}

/** `sort_array`: NULLs first ascending, last descending. */
export function sortArray(type: DataType): (values: Values, ascending: boolean) => Value[] {
  const compare = nullsFirst(comparatorOf(type));
  return (values, ascending) => [...values].sort(ascending ? compare : (a, b) => compare(b, a));
}

/** `array_sort` without a comparator: ascending, NULLs last. */
export function sortNullsLast(type: DataType): (values: Values) => Value[] {
  const compare = comparatorOf(type);
  return (values) => [...values].sort((a, b) => (a === null ? (b === null ? 0 : 1) : b === null ? -1 : compare(a, b)));
}

/** Keys of the set functions, which tell the two zeros apart unless they are nested. */
function setKey(type: DataType): (value: Value) => unknown {
  if (type.kind === "float" || type.kind === "double") return (v) => (Object.is(v, -0) ? "-0" : v);
  return keyOf(type);
}

/** The first of each set of equal elements. */
export function distinct(type: DataType): (values: Values) => Value[] {
  return (values) => {
    const key = setKey(type);
    const seen = new Set<unknown>();
    return values.filter((v) => {
      const k = key(v);
      if (seen.has(k)) return false;
      seen.add(k);
      return true;
    });
  };
}

/** Elements of either array, without repetition. */
export function union(type: DataType): (a: Values, b: Values) => Value[] {
  const once = distinct(type);
  return (a, b) => once([...a, ...b]);
}

/** Elements of the first array that are (`keep`) or are not in the second, without repetition. */
export function filterBySet(type: DataType, keep: boolean): (a: Values, b: Values) => Value[] {
  const once = distinct(type);
  return (a, b) => {
    const key = setKey(type);
    const others = new Set(b.map(key));
    return once(a.filter((v) => others.has(key(v)) === keep));
  };
}

/** Whether the arrays share a non-null element; NULL when they do not but a NULL leaves it open. */
export function overlap(type: DataType): (a: Values, b: Values) => boolean | null {
  return (a, b) => {
    const key = setKey(type);
    const others = new Set(b.filter((v) => v !== null).map(key));
    if (a.some((v) => v !== null && others.has(key(v)))) return true;
    return a.length > 0 && b.length > 0 && (a.includes(null) || b.includes(null)) ? null : false;
  };
}

/** `slice`: 1-based, from the end when negative. Throws INVALID_PARAMETER_VALUE.START and .LENGTH. */
export function slice(values: Values, start: number, length: number): Values {
  if (start === 0) throw sparkError("INVALID_PARAMETER_VALUE.START", { parameter: "`start`", functionName: "`slice`" });
  if (length < 0) {
    throw sparkError("INVALID_PARAMETER_VALUE.LENGTH", {
      parameter: "`length`",
      functionName: "`slice`",
      length: String(length),
    });
  }
  const from = start > 0 ? start - 1 : values.length + start;
  return from < 0 ? [] : values.slice(from, from + length);
}

/** `array_insert`: places outside are reached by NULLs. Throws INVALID_INDEX_OF_ZERO. */
export function insert(values: Values, position: number, value: Value): Value[] {
  if (position === 0) throw sparkError("INVALID_INDEX_OF_ZERO", {});
  needArray(Math.abs(position), "array_insert");
  if (position > 0) {
    const gap = Array.from({ length: Math.max(0, position - 1 - values.length) }, () => null);
    return [...values.slice(0, position - 1), ...gap, value, ...values.slice(position - 1)];
  }
  const at = values.length + position + 1;
  if (at >= 0) return [...values.slice(0, at), value, ...values.slice(at)];
  return [value, ...Array.from({ length: -at }, () => null), ...values];
}

/** `array_join`: NULLs are left out, or replaced. */
export const joinTexts = (values: Values, separator: string, replacement: string | null): string =>
  values.flatMap((v) => (v === null ? (replacement === null ? [] : [replacement]) : [String(v)])).join(separator);

/**
 * A map of pairs: keys are not null and differ, or the last one counts by the setting. A key -0.0 becomes 0.0 unless
 * it is nested or the keys came as one array (`asTheyAre`), as in Spark's `ArrayBasedMapBuilder` since 4.0.
 */
export function mapBuilder(
  keyType: DataType,
  settings: KernelSettings,
  asTheyAre = false,
): (pairs: Iterable<readonly [Value, Value]>) => MapValue {
  const fractional = !asTheyAre && !isBefore4(settings) && (keyType.kind === "float" || keyType.kind === "double");
  return (pairs) => {
    const key = keyOf(keyType);
    const entries: [Value, Value][] = [];
    const places = new Map<unknown, number>();
    for (const [k, v] of pairs) {
      if (k === null) throw sparkError("NULL_MAP_KEY", {});
      const at = places.get(key(k));
      if (at === undefined) {
        places.set(key(k), entries.length);
        entries.push([fractional && k === 0 ? 0 : k, v]);
      } else if (settings.mapKeyDedupPolicy === "LAST_WIN") {
        entries[at] = [k, v];
      } else {
        throw sparkError("DUPLICATED_MAP_KEY", {
          key: internalText(keyType, k),
          mapKeyDedupPolicy: '"spark.sql.mapKeyDedupPolicy"',
        });
      }
    }
    return { entries };
  };
}

/** The value at a key; undefined for none. */
export function mapLookup(keyType: DataType): (map: MapValue, key: Value) => Value | undefined {
  const compare = comparatorOf(keyType);
  return (map, key) => map.entries.find(([k]) => compare(k, key) === 0)?.[1];
}

/** `sequence` of whole numbers. Throws JVM.ILLEGAL_ARGUMENT for a step that leads nowhere. */
export function wholeSequence(start: bigint, stop: bigint, step: bigint | undefined): bigint[] {
  const by = step ?? (start <= stop ? 1n : -1n);
  if (by === 0n ? start !== stop : by > 0n !== start <= stop && start !== stop) {
    throw sparkError("JVM.ILLEGAL_ARGUMENT", {
      message: `requirement failed: Illegal sequence boundaries: ${start} to ${stop} by ${by}`,
    });
  }
  const length = by === 0n ? 1n : (stop - start) / by + 1n;
  needArray(length, "sequence");
  return Array.from({ length: Number(length) }, (_, i) => start + BigInt(i) * by);
}
