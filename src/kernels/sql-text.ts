import type { DataType } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import type { Decimal, Value } from "../types/value.ts";
import { decimalToPlainString } from "./decimal.ts";
import { doubleToString, floatToString } from "./number-text.ts";

/** Types and values as Spark's error parameters spell them (`QueryErrorsBase.toSQLType`, `toSQLValue`). */

/** A type's SQL name in upper case: `DECIMAL(3,1)`, `ARRAY<INT>`, `STRUCT<a: INT NOT NULL>`. */
export const sqlTypeName = sqlType;

/** A type in double quotes, as conditions carry it. */
export const quotedType = (type: DataType): string => `"${sqlTypeName(type)}"`;

/** A text as a SQL literal. */
export const sqlString = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

/** A number, text or boolean as a SQL literal. */
export function sqlValue(value: Value, type: DataType): string {
  if (value === null) return "NULL";
  switch (type.kind) {
    case "byte":
      return `${String(value)}Y`;
    case "short":
      return `${String(value)}S`;
    case "long":
      return `${String(value)}L`;
    case "float":
      return floatToString(value as number);
    case "double":
      return Number.isFinite(value) ? `${doubleToString(value as number)}D` : doubleToString(value as number);
    case "decimal":
      return `${decimalToPlainString(value as Decimal)}BD`;
    case "string":
    case "char":
    case "varchar":
      return sqlString(value as string);
    case "binary":
      return `X'${Buffer.from(value as Uint8Array)
        .toString("hex")
        .toUpperCase()}'`;
    default:
      return String(value);
  }
}
