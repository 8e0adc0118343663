import { unsupported } from "../../src/errors/spark-error.ts";
import { array, type DataType, map, sameType, struct, type StructType } from "../../src/types/data-type.ts";
import { widerDecimal } from "../../src/types/decimal.ts";
import { sqlType } from "../../src/types/print.ts";

/** Two files' schemas as one: fields by name, those of the second behind (`StructType.merge`). */
export function mergeSchemas(a: StructType, b: StructType): StructType {
  const merged = a.fields.map((f) => {
    const other = b.fields.find((g) => g.name === f.name);
    return other === undefined
      ? f
      : { ...f, type: merge(f.type, other.type, f.name), nullable: f.nullable || other.nullable };
  });
  return struct([...merged, ...b.fields.filter((g) => !a.fields.some((f) => f.name === g.name))]);
}

function merge(a: DataType, b: DataType, name: string): DataType {
  if (sameType(a, b)) return a;
  if (a.kind === "struct" && b.kind === "struct") return mergeSchemas(a, b);
  if (a.kind === "array" && b.kind === "array")
    return array(merge(a.element, b.element, name), a.containsNull || b.containsNull);
  if (a.kind === "map" && b.kind === "map") return map(merge(a.key, b.key, name), merge(a.value, b.value, name), true);
  if (a.kind === "decimal" && b.kind === "decimal" && a.scale === b.scale) return widerDecimal(a, b);
  throw unsupported(`merging files whose column ${name} has the types ${sqlType(a)} and ${sqlType(b)}`);
}
