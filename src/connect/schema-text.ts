import { SparkError, sparkError } from "../errors/spark-error.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import { typeFromJson } from "../types/json.ts";
import type { SqlDoor } from "../unresolved/command.ts";
import { parseTypeText } from "./type.ts";

/** A schema as clients send it: DDL text, or the JSON of a data type (`DataType.parseTypeWithFallback`). */
export function parseSchemaText(text: string, doors: SqlDoor): DataType {
  // JSON never parses as DDL, and is what clients send most.
  if (/^\s*[{"]/.test(text)) {
    try {
      return typeFromJson(text);
    } catch (cause) {
      if (!(cause instanceof SparkError)) throw cause;
    }
  }
  return parseTypeText(text, doors);
}

/** {@link parseSchemaText} where only a struct will do; anything else is INVALID_SCHEMA.NON_STRUCT_TYPE. */
export function parseStructText(text: string, doors: SqlDoor): StructType {
  const type = parseSchemaText(text, doors);
  if (type.kind === "struct") return type;
  throw sparkError("INVALID_SCHEMA.NON_STRUCT_TYPE", {
    inputSchema: `"${text}"`,
    dataType: `"${type.kind.toUpperCase()}"`,
  });
}
