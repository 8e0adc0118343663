import type { MapValue, StructValue, Value } from "../types/value.ts";

/** Nested values as text, in the layout of Spark's casts to STRING: `[1, null]`, `{k -> v}`, `{1, x}`. */

type ToText = (value: Value) => Value;

const text = (value: Value, cast: ToText): string => (value === null ? "null" : String(cast(value)));

/** `[a, b, null]`. */
export const textOfArray =
  (element: ToText): ToText =>
  (value) =>
    `[${(value as readonly Value[]).map((v) => text(v, element)).join(", ")}]`;

/** `{k -> v, …}`. */
export const textOfMap =
  (key: ToText, item: ToText): ToText =>
  (value) =>
    `{${(value as MapValue).entries.map(([k, v]) => `${text(k, key)} -> ${text(v, item)}`).join(", ")}}`;

/** `{a, b}`: field names are left out. */
export const textOfStruct =
  (fields: readonly ToText[]): ToText =>
  (value) =>
    `{${(value as StructValue).fields.map((v, i) => text(v, fields[i] ?? String)).join(", ")}}`;
