/**
 * CHAR(n) and VARCHAR(n) as columns have them: values are texts, and what a table declared stands in the column's
 * metadata (`CharVarcharUtils`).
 */
import { sparkError } from "../errors/spark-error.ts";
import { type DataType, mapType, someType, STRING, type StructField, type StructType, struct } from "./data-type.ts";
import { parseDataType } from "./ddl.ts";
import { catalogString } from "./print.ts";

/** The key of a field's metadata under which its declared type stands as DDL text. */
const DECLARED = "__CHAR_VARCHAR_TYPE_STRING";

/** Whether a type is CHAR or VARCHAR, or has such a part. */
export const hasCharVarchar = (type: DataType): boolean =>
  someType(type, (t) => t.kind === "char" || t.kind === "varchar");

/** A type with STRING in the place of CHAR and VARCHAR. */
export const withoutCharVarchar = (type: DataType): DataType =>
  hasCharVarchar(type) ? mapType(type, (t) => (t.kind === "char" || t.kind === "varchar" ? STRING : t)) : type;

/** A type with VARCHAR in the place of CHAR (`spark.sql.charAsVarchar`). */
export const charAsVarchar = (type: DataType): DataType =>
  mapType(type, (t) => (t.kind === "char" ? { kind: "varchar", length: t.length } : t));

const metadataOf = (text: string | undefined): Readonly<Record<string, unknown>> =>
  text === undefined ? {} : (JSON.parse(text) as Record<string, unknown>);

/** A declared column as queries see it: a text whose metadata keep the declaration. */
export function asText(field: StructField): StructField {
  if (!hasCharVarchar(field.type)) return field;
  const metadata = JSON.stringify({ ...metadataOf(field.metadata), [DECLARED]: catalogString(field.type) });
  return { ...field, type: withoutCharVarchar(field.type), metadata };
}

/** {@link asText} of each column. */
export const asTexts = (schema: StructType): StructType => struct(schema.fields.map(asText));

/** The type that a column was declared with, where that has CHAR or VARCHAR in it. */
export function declaredType(metadata: string | undefined): DataType | undefined {
  if (metadata?.includes(DECLARED) !== true) return undefined;
  const text = metadataOf(metadata)[DECLARED];
  return typeof text === "string" ? parseDataType(text) : undefined;
}

/**
 * A type that a program gives for files or texts, where CHAR and VARCHAR have no place:
 * UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING, unless they count as STRING.
 */
export function givenSchema<T extends DataType>(type: T, charsAreText: boolean): T {
  if (!hasCharVarchar(type)) return type;
  if (!charsAreText) throw sparkError("UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING", {});
  return withoutCharVarchar(type) as T;
}

/** Metadata without the declaration. */
export function withoutDeclaration(metadata: string | undefined): string | undefined {
  if (metadata?.includes(DECLARED) !== true) return metadata;
  const { [DECLARED]: _declared, ...others } = metadataOf(metadata);
  return Object.keys(others).length === 0 ? undefined : JSON.stringify(others);
}

/** A column as it was declared: the opposite of {@link asText}. */
export function asDeclared(field: StructField): StructField {
  const type = declaredType(field.metadata);
  return type === undefined ? field : { ...field, type, metadata: withoutDeclaration(field.metadata) };
}
