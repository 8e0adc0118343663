import type { DataType } from "../../src/types/data-type.ts";
import { bare, physicalType } from "./types.ts";

const WIDTHS: Readonly<Record<string, number>> = {
  BOOLEAN: 1,
  TINYINT: 1,
  SMALLINT: 2,
  INTEGER: 4,
  FLOAT: 4,
  DATE: 4,
  INTERVAL: 16,
};

/** Bytes of a value of fixed length in DuckDB's vectors; `undefined` where its length is its own. */
export function fixedWidth(type: DataType): number | undefined {
  const form = bare(type);
  switch (form.kind) {
    case "string":
    case "char":
    case "varchar":
    case "binary":
    case "array":
    case "map":
    case "variant":
      return undefined;
    case "struct":
      return rowWidth(form.fields.map((f) => f.type));
    case "decimal":
      return 16;
    default:
      return WIDTHS[physicalType(form)] ?? 8;
  }
}

/** Bytes of a row of such columns; `undefined` where one of them has no fixed length. */
export function rowWidth(types: readonly DataType[]): number | undefined {
  return types.reduce<number | undefined>((sum, type) => {
    const width = fixedWidth(type);
    return sum === undefined || width === undefined ? undefined : sum + width;
  }, 0);
}
