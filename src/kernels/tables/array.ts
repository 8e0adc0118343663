import { needArray } from "../room.ts";
import { SparkError, sparkError } from "../../errors/spark-error.ts";
import { type DataType, NULL } from "../../types/data-type.ts";
import type { MapValue, StructValue, Value } from "../../types/value.ts";
import * as arrays from "../array-values.ts";
import { datetimeSequence } from "../datetime-sequence.ts";
import {
  type EvalMode,
  type Kernel,
  type KernelContext,
  kernel,
  kernelOfNulls,
  type KernelTable,
  tellsZeros,
} from "../kernel.ts";
import { positiveZeros } from "../positive-zeros.ts";
import { javaRegex } from "../regex-java.ts";
import { regexSplit } from "../regex-functions.ts";
import { comparatorOf } from "../value-order.ts";

type Values = readonly Value[];

const elementType = (cx: KernelContext, i = 0): DataType => {
  const type = cx.argTypes[i];
  return type?.kind === "array" ? type.element : NULL;
};

const keyType = (type: DataType | undefined): DataType => (type?.kind === "map" ? type.key : NULL);

const settle = (v: Value | undefined): Value => v ?? null;

const sizeOf = (v: Value): number => (Array.isArray(v) ? v.length : (v as MapValue).entries.length);

const size = kernelOfNulls(
  (cx) =>
    (v = null) =>
      v === null ? (cx.mode === "legacy" ? -1 : null) : sizeOf(v),
);

/** The elements that the functions of sets look at. */
function elementsOfSets(type: DataType, { settings }: KernelContext): (values: Values) => Values {
  if (tellsZeros(settings)) return (values) => values;
  const positive = positiveZeros(type);
  return (values) => values.map(positive);
}

const setOperation = (make: (type: DataType) => (a: Values, b: Values) => Value): Kernel =>
  kernel((cx) => {
    const own = elementType(cx);
    const type = own.kind === "null" ? elementType(cx, 1) : own;
    const apply = make(type);
    const told = elementsOfSets(type, cx);
    return (a, b) => apply(told(a as Values), told(b as Values));
  });

const extreme = (sign: number): Kernel =>
  kernel((cx) => {
    const compare = comparatorOf(elementType(cx));
    return (values) => {
      let best: Value = null;
      for (const v of values as Values) if (v !== null && (best === null || compare(v, best) * sign > 0)) best = v;
      return best;
    };
  });

function elementAt(cx: KernelContext, mode: EvalMode): (collection: Value, key: Value) => Value {
  const [type] = cx.argTypes;
  if (type?.kind === "map") {
    const find = arrays.mapLookup(type.key);
    return (m, k) => settle(find(m as MapValue, k));
  }
  return (collection, key) => {
    const values = collection as Values;
    const index = key as number;
    if (index === 0) throw sparkError("INVALID_INDEX_OF_ZERO", {});
    if (Math.abs(index) > values.length) {
      if (mode !== "ansi") return null;
      throw new SparkError("INVALID_ARRAY_INDEX_IN_ELEMENT_AT", {
        indexValue: String(index),
        arraySize: String(values.length),
      });
    }
    return settle(values[index > 0 ? index - 1 : values.length + index]);
  };
}

const elementKernel = (mode?: EvalMode): Kernel =>
  kernel((cx) => {
    const apply = elementAt(cx, mode ?? cx.mode);
    return (a = null, b = null) => apply(a, b);
  });

/** Subscripts `a[i]` (0-based) and `m[k]`. */
const subscript = kernel((cx) => {
  const [type] = cx.argTypes;
  if (type?.kind === "map") {
    const find = arrays.mapLookup(type.key);
    return (m, k = null) => settle(find(m as MapValue, k));
  }
  return (collection, key) => {
    const values = collection as Values;
    const index = Number(key);
    if (index >= 0 && index < values.length) return settle(values[index]);
    if (cx.mode !== "ansi") return null;
    throw sparkError("INVALID_ARRAY_INDEX", {
      indexValue: String(key),
      arraySize: String(values.length),
    });
  };
});

/** A function of a text that keeps its few last answers: patterns are constants as a rule. */
function memo<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    if (made.size > 100) made.clear();
    const fresh = make(text);
    made.set(text, fresh);
    return fresh;
  };
}

const structOf = kernelOfNulls(() => (...args) => ({ fields: args }));

const insert = kernelOfNulls(
  () =>
    (a = null, position = null, v = null) =>
      a === null || position === null ? null : arrays.insert(a as Values, position as number, v),
);

/** Functions on arrays, maps and structs without lambdas. */
export const arrayKernels = {
  array: kernelOfNulls(
    () =>
      (...args) =>
        args,
  ),
  array_contains: kernel((cx) => {
    const apply = arrays.arrayContains(elementType(cx));
    return (a, v = null) => apply(a as Values, v);
  }),
  array_position: kernel((cx) => {
    const apply = arrays.arrayPosition(elementType(cx));
    return (a, v = null) => apply(a as Values, v);
  }),
  sort_array: kernel((cx) => {
    const sort = arrays.sortArray(elementType(cx));
    return (a, ascending = true) => sort(a as Values, ascending as boolean);
  }),
  array_sort: kernel((cx) => {
    const sort = arrays.sortNullsLast(elementType(cx));
    return (a) => sort(a as Values);
  }),
  array_distinct: kernel((cx) => {
    const apply = arrays.distinct(elementType(cx));
    const told = elementsOfSets(elementType(cx), cx);
    return (a) => apply(told(a as Values));
  }),
  array_union: setOperation(arrays.union),
  array_except: setOperation((type) => arrays.filterBySet(type, false)),
  array_intersect: setOperation((type) => arrays.filterBySet(type, true)),
  arrays_overlap: setOperation(arrays.overlap),
  array_max: extreme(1),
  array_min: extreme(-1),
  array_compact: kernel(() => (a) => (a as Values).filter((v) => v !== null)),
  array_remove: kernel((cx) => {
    const compare = comparatorOf(elementType(cx));
    return (a, value = null) => (a as Values).filter((v) => v === null || compare(v, value) !== 0);
  }),
  array_repeat: kernelOfNulls(() => (v = null, n = null) => {
    if (n === null) return null;
    needArray(n as number, "array_repeat");
    return Array.from({ length: Math.max(0, n as number) }, () => v);
  }),
  array_insert: insert,
  array_insert_at: insert,
  array_append: kernelOfNulls(
    () =>
      (a = null, v = null) =>
        a === null ? null : [...(a as Values), v],
  ),
  array_prepend: kernelOfNulls(
    () =>
      (a = null, v = null) =>
        a === null ? null : [v, ...(a as Values)],
  ),
  array_join: kernel(
    () =>
      (a, separator, replacement = null) =>
        arrays.joinTexts(a as Values, separator as string, replacement as string | null),
  ),
  array_size: kernel(
    () =>
      (a = null) =>
        sizeOf(a),
  ),
  size,
  cardinality: size,
  flatten: kernel(() => (a) => ((a as Values).includes(null) ? null : (a as readonly Values[]).flat())),
  slice: kernel(() => (a, start, length) => arrays.slice(a as Values, start as number, length as number)),
  element_at: elementKernel(),
  try_element_at: elementKernel("try"),
  get: kernel(() => (a, i) => settle((a as Values)[i as number])),
  get_array_item: subscript,
  get_map_value: subscript,
  get_array_struct_fields: kernel(
    () => (a, ordinal) => (a as readonly (StructValue | null)[]).map((item) => item?.fields[ordinal as number] ?? null),
  ),
  with_field: kernelOfNulls((cx) => {
    const { returnType } = cx;
    const [type = NULL] = cx.argTypes;
    const own = type.kind === "struct" ? type.fields.length : 0;
    const name = String(cx.constants[1]).toLowerCase();
    const fields = returnType.kind === "struct" ? returnType.fields : [];
    return (base = null, _name = null, value = null) =>
      base === null
        ? null
        : {
            fields: fields.map((f, i) =>
              i >= own || f.name.toLowerCase() === name ? value : settle((base as StructValue).fields[i]),
            ),
          };
  }),
  arrays_zip: kernel(() => (...args) => {
    const columns = args as readonly Values[];
    const length = Math.max(0, ...columns.map((c) => c.length));
    return Array.from({ length }, (_, i) => ({ fields: columns.map((c) => settle(c[i])) }));
  }),
  sequence: kernel((cx) => {
    const dates = datetimeSequence(cx);
    if (dates !== undefined) return (start, stop, step) => dates(start ?? null, stop ?? null, step);
    const wide = cx.argTypes[0]?.kind === "long";
    return (start, stop, step) => {
      const whole = (v: Value | undefined): bigint => BigInt(v as number | bigint);
      const values = arrays.wholeSequence(whole(start), whole(stop), step === undefined ? undefined : whole(step));
      return wide ? values : values.map(Number);
    };
  }),
  map: kernelOfNulls((cx) => {
    const build = arrays.mapBuilder(keyType(cx.returnType), cx.settings);
    return (...args) =>
      build(Array.from({ length: args.length / 2 }, (_, i) => [settle(args[2 * i]), settle(args[2 * i + 1])] as const));
  }),
  map_from_arrays: kernel((cx) => {
    const build = arrays.mapBuilder(elementType(cx), cx.settings, true);
    return (keys, values) => {
      const items = values as Values;
      if ((keys as Values).length !== items.length) throw sparkError("_LEGACY_ERROR_TEMP_2128", {});
      return build((keys as Values).map((k, i) => [k, settle(items[i])] as const));
    };
  }),
  map_from_entries: kernel((cx) => {
    const build = arrays.mapBuilder(keyType(cx.returnType), cx.settings);
    return (entries) => {
      const pairs = entries as readonly (StructValue | null)[];
      if (pairs.includes(null)) return null;
      return build(pairs.map((pair) => [settle(pair?.fields[0]), settle(pair?.fields[1])] as const));
    };
  }),
  map_concat: kernel((cx) => {
    const build = arrays.mapBuilder(keyType(cx.returnType), cx.settings);
    return (...maps) => build((maps as readonly MapValue[]).flatMap((m) => m.entries));
  }),
  str_to_map: kernel((cx) => {
    const build = arrays.mapBuilder(keyType(cx.returnType), cx.settings);
    const splitter = memo((pattern) => javaRegex(pattern, "str_to_map"));
    return (text, pairs = ",", pair = ":") => {
      const [between, within] = [pairs as string, pair as string];
      const parts = regexSplit(splitter(between), text as string, -1, between);
      return build(
        parts.map((part) => {
          const [k = "", v = null] = regexSplit(splitter(within), part, 2, within);
          return [k, v] as const;
        }),
      );
    };
  }),
  map_keys: kernel(() => (m) => (m as MapValue).entries.map(([k]) => k)),
  map_values: kernel(() => (m) => (m as MapValue).entries.map(([, v]) => v)),
  map_entries: kernel(() => (m) => (m as MapValue).entries.map(([k, v]) => ({ fields: [k, v] }))),
  map_contains_key: kernel((cx) => {
    const find = arrays.mapLookup(keyType(cx.argTypes[0]));
    return (m, k = null) => find(m as MapValue, k) !== undefined;
  }),
  struct: structOf,
  named_struct: kernelOfNulls(() => (...args) => ({ fields: args.filter((_, i) => i % 2 === 1) })),
} satisfies KernelTable;
