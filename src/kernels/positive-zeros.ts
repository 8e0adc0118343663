import { type DataType, someType } from "../types/data-type.ts";
import type { MapValue, StructValue, Value } from "../types/value.ts";

/** A value with 0.0 in place of every -0.0 in it (`NormalizeFloatingNumbers`); the value itself where its type has no fractions. */
export function positiveZeros(type: DataType): (value: Value) => Value {
  if (!someType(type, (t) => t.kind === "float" || t.kind === "double")) return (v) => v;
  const inside = within(type);
  return (v) => (v === null ? null : inside(v));
}

function within(type: DataType): (value: Value) => Value {
  switch (type.kind) {
    case "float":
    case "double":
      return (v) => (v === 0 ? 0 : v);
    case "array": {
      const element = positiveZeros(type.element);
      return (v) => (v as readonly Value[]).map(element);
    }
    case "struct": {
      const fields = type.fields.map((f) => positiveZeros(f.type));
      return (v) => ({ fields: (v as StructValue).fields.map((f, i) => fields[i]?.(f) ?? f) });
    }
    case "map": {
      const [key, value] = [positiveZeros(type.key), positiveZeros(type.value)];
      return (v) => ({ entries: (v as MapValue).entries.map(([k, x]) => [key(k), value(x)] as const) });
    }
    default:
      return (v) => v;
  }
}
