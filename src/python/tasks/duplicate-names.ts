import { sparkError } from "../../errors/spark-error.ts";
import { type DataType, type StructType, typeParts } from "../../types/data-type.ts";

/**
 * Structs that go to functions must have different field names, for they arrive as rows and dictionaries
 * (`ArrowUtils.toArrowSchema` with `errorOnDuplicatedFieldNames`). The columns themselves may have equal names.
 */
export function checkFieldNames(schema: StructType): void {
  for (const field of schema.fields) checkType(field.type);
}

function checkType(type: DataType): void {
  if (type.kind === "struct") {
    const names = type.fields.map((f) => f.name);
    if (new Set(names).size < names.length)
      throw sparkError("DUPLICATED_FIELD_NAME_IN_ARROW_STRUCT", { fieldNames: `[${names.join(", ")}]` });
  }
  typeParts(type).forEach(checkType);
}
