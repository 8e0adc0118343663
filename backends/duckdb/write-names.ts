import { unsupported } from "../../src/errors/spark-error.ts";
import type { DataType } from "../../src/types/data-type.ts";
import { atom, type Sql, text } from "./sql.ts";

/** A value with Spark's own struct field names in place of this backend's, for files that keep names. */
export function toFile(x: Sql, type: DataType, level = 0): Sql {
  switch (type.kind) {
    case "udt":
      return toFile(x, type.sqlType, level);
    case "array": {
      const e = `p_w${level}`;
      const element = toFile(atom(e), type.element, level + 1);
      return element.text === e ? x : atom(`list_transform(${x.text}, lambda ${e}: ${element.text})`);
    }
    case "map": {
      const e = `p_w${level}`;
      const plain = [`struct_extract(${e}, 'key')`, `struct_extract(${e}, 'value')`] as const;
      const key = toFile(atom(plain[0]), type.key, level + 1);
      const value = toFile(atom(plain[1]), type.value, level + 1);
      if (key.text === plain[0] && value.text === plain[1]) return x;
      return atom(
        `map_from_entries(list_transform(map_entries(${x.text}), lambda ${e}: {'key': ${key.text}, 'value': ${value.text}}))`,
      );
    }
    case "struct": {
      if (type.fields.length === 0) throw unsupported("writing a struct without fields");
      const names = new Set(type.fields.map((f) => f.name.toLowerCase()));
      if (names.size < type.fields.length) throw unsupported("writing a struct whose field names differ in case only");
      const fields = type.fields.map((f, i) => {
        const part = toFile(atom(`struct_extract(${x.text}, 'f${i}')`), f.type, level);
        return `${text(f.name).text}: ${part.text}`;
      });
      return atom(`CASE WHEN ${x.text} IS NOT NULL THEN {${fields.join(", ")}} END`);
    }
    case "null":
      throw unsupported("writing a column of the type VOID");
    case "calendar_interval":
      throw unsupported("writing a column of the type INTERVAL");
    default:
      return x;
  }
}
