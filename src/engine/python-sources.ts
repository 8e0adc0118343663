/** Data sources in Python that a session registered. */
import type { CatalogSnapshot } from "../catalog/memory.ts";
import { requirementFailed, sparkError } from "../errors/spark-error.ts";
import type { WriteSource } from "../python/source-api.ts";
import { isBuiltIn } from "../sources/read-options.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import type { PythonSource } from "../types/python-function.ts";
import type { SqlDoor, WriteFiles } from "../unresolved/command.ts";

/** The source that a format means; Spark's own formats come before those of a session. */
export const pythonSourceOf = (
  format: string | undefined,
  { pythonSources }: Pick<CatalogSnapshot, "pythonSources">,
): PythonSource | undefined =>
  format === undefined || isBuiltIn(format) ? undefined : pythonSources.get(format.toLowerCase());

/** A schema that a source gave as a text (`DataType.fromDDL`). */
export function structOf(text: string, doors: SqlDoor): StructType {
  const type = typeOf(text, doors);
  if (type.kind === "struct") return type;
  throw sparkError("INVALID_SCHEMA.NON_STRUCT_TYPE", { inputSchema: text, dataType: `"${sqlType(type)}"` });
}

/** The type that a text is, else the schema; what is wrong with it as a type is told where it is neither. */
function typeOf(text: string, doors: SqlDoor): DataType {
  try {
    return doors.parseType(text);
  } catch (first) {
    try {
      return doors.parseSchema(text);
    } catch {
      throw first;
    }
  }
}

const MODES = { error_if_exists: "ErrorIfExists", ignore: "Ignore" } as const;

/** What a write asks of a source (`DataFrameWriter.saveCommand`): rows are added, or take the place of all. */
export function sourceWrite(
  command: WriteFiles,
  schema: StructType,
): Pick<WriteSource, "name" | "options" | "schema" | "overwrite"> {
  const { format = "", path, mode, partitionBy, options } = command;
  // It has no partitions, and they must be the same.
  if (partitionBy.length > 0) throw requirementFailed("the data source has other partition columns than the write");
  if (mode === "error_if_exists" || mode === "ignore")
    throw sparkError("UNSUPPORTED_DATA_SOURCE_SAVE_MODE", { source: format, createMode: `"${MODES[mode]}"` });
  return {
    name: format,
    options: path === "" ? options : { ...options, path },
    schema,
    overwrite: mode === "overwrite",
  };
}
