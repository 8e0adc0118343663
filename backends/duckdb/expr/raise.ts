import type { ConditionName } from "../../../src/errors/conditions.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import { carriedText } from "../error-text.ts";
import { atom, type Sql, text } from "../sql.ts";
import { physicalType } from "../types.ts";

/** Stands for a parameter that is known row by row. */
const HOLE = "\ufffc";

/** A text inside a JSON string. */
const quoted = (value: Sql): string =>
  `regexp_replace(replace(replace(${value.text}, chr(92), chr(92) || chr(92)), '"', chr(92) || '"'), '[\\x00-\\x1f]', ' ', 'g')`;

/**
 * An expression that fails with a condition when a row asks for it: the cast of a constant that is no number. Unlike
 * `error()` it is not volatile, and unlike a nested CASE DuckDB does not fold it before a row was chosen. A parameter may
 * be an expression of a text.
 */
export function raiseSql(
  condition: ConditionName,
  params: Readonly<Record<string, string | Sql>>,
  origin: number | undefined,
  type: DataType,
): Sql {
  const holes: Sql[] = [];
  const known = Object.entries(params).map(([name, value]): [string, string] => {
    if (typeof value === "string") return [name, value];
    holes.push(value);
    return [name, HOLE];
  });
  const carried = carriedText({ condition, origin, params: Object.fromEntries(known) });
  const parts = holes.length === 0 ? [carried] : carried.split(HOLE);
  const message = parts.flatMap((part, i) => [...(i === 0 ? [] : holes.slice(i - 1, i).map(quoted)), text(part).text]);
  const failing = `CAST(${message.join(" || ")} AS INTEGER)`;
  const target = physicalType(type);
  if (target === "INTEGER") return atom(failing);
  return atom(`CAST(CAST(${failing} AS VARCHAR) AS ${target})`);
}
