import type { DataType } from "../../../src/types/data-type.ts";
import type { Lowered } from "../rel/block.ts";
import { atom, type Sql } from "../sql.ts";
import { physicalType } from "../types.ts";

/**
 * A value in which what Spark holds equal is one (`NormalizeFloatingNumbers`, `NormalizeMap`): -0.0 is 0.0, and a map's
 * entries have no order. The value itself where its type has neither.
 */
export function normalized(value: Lowered, type: DataType): Lowered {
  const sql = normalSql(value.sql, type);
  return sql === value.sql ? value : { sql, duck: physicalType(type), depth: value.depth + 1 };
}

/** The same of a fragment of the type's physical form. */
export function normalSql(value: Sql, type: DataType): Sql {
  const text = normalText(value.atomic ? value.text : `(${value.text})`, type, 0);
  return text === undefined ? value : atom(text);
}

function normalText(x: string, type: DataType, level: number): string | undefined {
  switch (type.kind) {
    case "double":
      return `(${x} + CAST(0 AS DOUBLE))`;
    case "float":
      return `(${x} + CAST(0 AS FLOAT))`;
    case "array": {
      const e = `p_g${level}`;
      const element = normalText(e, type.element, level + 1);
      return element === undefined ? undefined : `list_transform(${x}, lambda ${e}: ${element})`;
    }
    case "struct": {
      const parts = type.fields.map((f, i) => normalText(`struct_extract(${x}, 'f${i}')`, f.type, level + 1));
      if (parts.every((p) => p === undefined)) return undefined;
      const fields = parts.map((p, i) => `'f${i}': ${p ?? `struct_extract(${x}, 'f${i}')`}`);
      return `CASE WHEN ${x} IS NOT NULL THEN {${fields.join(", ")}} END`;
    }
    case "map": {
      const e = `p_g${level}`;
      const [k, v] = [`struct_extract(${e}, 'key')`, `struct_extract(${e}, 'value')`];
      const [key, value] = [normalText(k, type.key, level + 1), normalText(v, type.value, level + 1)];
      const entries =
        key === undefined && value === undefined
          ? `map_entries(${x})`
          : `list_transform(map_entries(${x}), lambda ${e}: {'key': ${key ?? k}, 'value': ${value ?? v}})`;
      return `CAST(map_from_entries(list_sort(${entries})) AS ${physicalType(type)})`;
    }
    case "udt":
      return normalText(x, type.sqlType, level);
    default:
      return undefined;
  }
}
