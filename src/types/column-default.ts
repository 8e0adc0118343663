/** What a column's metadata says beside its comment: its default, and how its values come to be (`ResolveDefaultColumns`). */
import type { StructField } from "./data-type.ts";

/** The text of the default as it was written: what INSERT fills in. */
export const CURRENT_DEFAULT = "CURRENT_DEFAULT";
/** The constant that stands in rows from before the column. */
export const EXISTS_DEFAULT = "EXISTS_DEFAULT";
/** The expression that a generated column is computed by. */
export const GENERATION_EXPRESSION = "GENERATION_EXPRESSION";
/** What tells identity columns: whether INSERT may give values, and how they are counted. */
export const IDENTITY = { given: "identity.allowExplicitInsert", start: "identity.start", step: "identity.step" };

type Metadata = Readonly<Record<string, unknown>>;

/** A field's metadata by its keys. */
export const metadataOf = ({ metadata }: Pick<StructField, "metadata">): Metadata =>
  metadata === undefined ? {} : (JSON.parse(metadata) as Metadata);

/** The text of a column's default; `undefined`: it has none. */
export function defaultText(field: StructField): string | undefined {
  // Asked for every column of a table: most have no metadata.
  const text = field.metadata?.includes(CURRENT_DEFAULT) === true ? metadataOf(field)[CURRENT_DEFAULT] : undefined;
  return typeof text === "string" ? text : undefined;
}

/** The constant in rows from before a column, as SQL text; `undefined`: they have NULL. */
export function existenceDefault(field: Pick<StructField, "metadata">): string | undefined {
  const text = field.metadata?.includes(EXISTS_DEFAULT) === true ? metadataOf(field)[EXISTS_DEFAULT] : undefined;
  return typeof text !== "string" || /^(?:CAST\()?NULL\b/.test(text) ? undefined : text;
}

/** A field with these keys in its metadata; those that are `undefined` are taken away. */
export function withMetadata(field: StructField, changes: Metadata): StructField {
  const all = Object.entries({ ...metadataOf(field), ...changes }).filter(([, value]) => value !== undefined);
  const { metadata: _old, ...rest } = field;
  return all.length === 0 ? rest : { ...rest, metadata: JSON.stringify(Object.fromEntries(all)) };
}
