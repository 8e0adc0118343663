/** Overflows of the conversions that INSERT makes. */
import type { CatalogTable } from "../../catalog/tables.ts";
import { SparkError, sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Relation as Resolved } from "../../resolved/relation.ts";
import type { StructField } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { CommandContext } from "./context.ts";

const quoted = (type: StructField["type"]): string => `"${sqlType(type)}"`;

/**
 * What INSERT fails with where its rows failed for `reason`: CAST_OVERFLOW_IN_TABLE_INSERT for the overflow of a value
 * that no cast was written for (`CheckOverflowInTableInsert`), where its column is known; else the reason.
 */
export async function overflowOf(
  reason: unknown,
  input: Relation,
  table: CatalogTable,
  cx: CommandContext,
): Promise<unknown> {
  if (!(reason instanceof SparkError) || reason.origin !== undefined) return reason;
  const { params } = reason as { readonly params: Readonly<Record<string, string>> };
  if (reason.condition === "CAST_OVERFLOW") {
    const { sourceType = "", targetType = "" } = params;
    const [field, ...more] = table.schema.fields.filter((f) => quoted(f.type) === targetType);
    return field === undefined || more.length > 0 ? reason : overflow(sourceType, field);
  }
  if (reason.condition !== "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION") return reason;
  const targetType = `"DECIMAL(${params["precision"]},${params["scale"]})"`;
  const stored = storedFrom((await cx.meant(input)).plan);
  const [found, ...more] = table.schema.fields.flatMap((field) => {
    const sourceType = quoted(field.type) === targetType ? stored.get(field.name) : undefined;
    return sourceType === undefined ? [] : [{ sourceType, field }];
  });
  return found === undefined || more.length > 0 ? reason : overflow(found.sourceType, found.field);
}

const overflow = (sourceType: string, field: StructField): SparkError =>
  sparkError("CAST_OVERFLOW_IN_TABLE_INSERT", {
    sourceType,
    targetType: quoted(field.type),
    columnName: quoteIdentifier(field.name),
  });

/** The types that columns are converted from, by the columns' names. */
function storedFrom(relation: Resolved): ReadonlyMap<string, string> {
  if (relation.kind !== "project") return new Map();
  return new Map(
    relation.projections.flatMap(({ column, expression }) =>
      expression.kind === "cast" ? [[column.name, quoted(expression.child.type)] as const] : [],
    ),
  );
}
