import { type DataType, isFractional, someType } from "../../../src/types/data-type.ts";
import {
  caseWhen,
  castTo,
  entriesOf,
  entry,
  fieldOf,
  keyOf,
  NULL_TEXT,
  once,
  structOf,
  transformList,
  valueOf,
} from "../functions/forms.ts";
import { atom, fn, type Sql, sql } from "../sql.ts";
import { physicalType } from "../types.ts";

/** What makes names for lambdas. */
interface Names {
  fresh(): Sql;
}

/**
 * `body` of a value with its zeros' signs. DuckDB keeps the values of some aggregates, nested ones above all, by their
 * sort keys, in which -0.0 is 0.0: there every fraction goes through as the pair of itself and whether it is -0.0.
 */
export function keepingZeros(cx: Names, value: Sql, type: DataType, body: (value: Sql) => Sql): Sql {
  if (!inside(type)) return body(value);
  return decoded(cx, body(encoded(cx, value, type)), type);
}

/** Whether a type is one whose zeros {@link keepingZeros} has to keep. */
const inside = (type: DataType): boolean => someType(type, isFractional);

function encoded(cx: Names, x: Sql, type: DataType): Sql {
  if (!inside(type)) return x;
  switch (type.kind) {
    case "array":
      return transformList(cx, x, (e) => encoded(cx, e, type.element));
    case "struct": {
      const fields = type.fields.map((f, i) => encoded(cx, fieldOf(x, i), f.type));
      return caseWhen([[sql`${x} IS NULL`, NULL_TEXT]], structOf(fields));
    }
    case "map":
      return transformList(cx, entriesOf(x), (e) =>
        entry(encoded(cx, keyOf(e), type.key), encoded(cx, valueOf(e), type.value)),
      );
    case "udt":
      return encoded(cx, x, type.sqlType);
    default:
      return structOf([x, fn`(${x} = 0 AND signbit(${x}))`]);
  }
}

function decoded(cx: Names, x: Sql, type: DataType): Sql {
  if (!inside(type)) return x;
  switch (type.kind) {
    case "array":
      return transformList(cx, x, (e) => decoded(cx, e, type.element));
    case "struct":
      return once(cx, x, (s) => {
        const fields = type.fields.map((f, i) => decoded(cx, fieldOf(s, i), f.type));
        return caseWhen([[sql`${s} IS NULL`, NULL_TEXT]], structOf(fields));
      });
    case "map":
      return once(cx, x, (entries) => {
        const pairs = transformList(cx, entries, (e) =>
          entry(decoded(cx, keyOf(e), type.key), decoded(cx, valueOf(e), type.value)),
        );
        return caseWhen(
          [[sql`${entries} IS NULL`, castTo(NULL_TEXT, physicalType(type))]],
          castTo(fn`map_from_entries(${pairs})`, physicalType(type)),
        );
      });
    case "udt":
      return decoded(cx, x, type.sqlType);
    default: {
      const negative = castTo(atom("'-0.0'"), type.kind);
      return caseWhen([[fieldOf(x, 1), negative]], fieldOf(x, 0));
    }
  }
}
