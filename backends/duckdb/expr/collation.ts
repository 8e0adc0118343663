import { unsupported } from "../../../src/errors/spark-error.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import { atom, type Sql } from "../sql.ts";

/** Spark's collation names made of a base and modifiers. */
const ICU = /^(UNICODE|[a-z]{2,3}(?:_[A-Za-z]+)*)((?:_(?:CI|CS|AI|AS))*)(_RTRIM)?$/;

/**
 * A value that is equal and ordered, byte by byte, as a collated text is: for comparison, grouping, joins and order.
 * The value itself for UTF8_BINARY and for what is no text.
 */
export function collationKey(value: Sql, type: DataType): Sql {
  if (type.kind !== "string" || type.collation === "UTF8_BINARY") return value;
  const { collation } = type;
  const trimmed = (v: Sql) => (collation.endsWith("_RTRIM") ? atom(`rtrim(${v.text}, ' ')`) : v);
  if (collation.startsWith("UTF8_BINARY")) return trimmed(value);
  if (collation.startsWith("UTF8_LCASE")) return atom(`lower(${trimmed(value).text})`);
  const match = ICU.exec(collation);
  if (match === null) throw unsupported(`collation ${collation}`);
  const modifiers = match[2] ?? "";
  const strength = modifiers.includes("_CI") ? (modifiers.includes("_AI") ? "level1" : "level2") : undefined;
  if (strength === undefined && modifiers.includes("_AI")) throw unsupported(`collation ${collation}`);
  const locale = match[1] === "UNICODE" ? "und" : (match[1] ?? "und").replaceAll("_", "-");
  return atom(`icu_sort_key(${trimmed(value).text}, '${locale}${strength === undefined ? "" : `-u-ks-${strength}`}')`);
}
