import type { ConditionName } from "../../../src/errors/conditions.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import { carriedText } from "../error-text.ts";
import { atom, type Sql, text } from "../sql.ts";
import { physicalType } from "../types.ts";

/**
 * An expression that fails with a condition when a row asks for it: the cast of a constant that is no number. Unlike
 * `error()` it is not volatile, and unlike a nested CASE DuckDB does not fold it before a row was chosen.
 */
export function raiseSql(
  condition: ConditionName,
  params: Readonly<Record<string, string>>,
  origin: number | undefined,
  type: DataType,
): Sql {
  const failing = `CAST(${text(carriedText({ condition, origin, params })).text} AS INTEGER)`;
  const target = physicalType(type);
  if (target === "INTEGER") return atom(failing);
  return atom(`CAST(CAST(${failing} AS VARCHAR) AS ${target})`);
}
