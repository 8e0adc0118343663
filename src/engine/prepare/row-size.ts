import type { Column } from "../../resolved/column.ts";
import type { DataType } from "../../types/data-type.ts";

/** What Spark reckons a row takes (`EstimationUtils.getSizePerRow`), in bytes. */
export const rowSize = (columns: readonly Column[]): number =>
  columns.reduce((sum, { type }) => sum + defaultSize(type), 8);

/** What Spark reckons a value of a type takes (`DataType.defaultSize`), in bytes. */
export function defaultSize(type: DataType): number {
  switch (type.kind) {
    case "null":
    case "boolean":
    case "byte":
      return 1;
    case "short":
      return 2;
    case "int":
    case "float":
    case "date":
    case "year_month_interval":
      return 4;
    case "decimal":
      return type.precision <= 18 ? 8 : 16;
    case "calendar_interval":
      return 16;
    case "string":
      return 20;
    case "char":
    case "varchar":
      return type.length;
    case "binary":
      return 100;
    case "variant":
      return 2048;
    case "array":
      return defaultSize(type.element);
    case "map":
      return defaultSize(type.key) + defaultSize(type.value);
    case "struct":
      return type.fields.reduce((sum, f) => sum + defaultSize(f.type), 0);
    case "udt":
      return defaultSize(type.sqlType);
    default:
      return 8;
  }
}
