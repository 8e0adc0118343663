/** The values of PARTITION (…) as directories' names have them. */
import type { CatalogTable } from "../../catalog/tables.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import { partitionOfName } from "../../sources/listing.ts";
import { withoutCharVarchar } from "../../types/char-varchar.ts";
import { INT, STRING, type StructField } from "../../types/data-type.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { PartitionSpec } from "../../unresolved/table-command.ts";
import type { CommandContext } from "./context.ts";
import { partitionsOf } from "./partition-directories.ts";
import { fullName } from "./places.ts";

/** A partition column's value as text; null stands for NULL. */
export interface PartitionValue {
  readonly name: string;
  readonly value: string | null;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What Spark says of an empty text as a partition's value; `spec` are the spec's pairs. */
export const emptyPartition = (spec: readonly string[]) =>
  sparkError("INVALID_PARTITION_SPEC", {
    details: `The spec ([${spec.join(", ")}]) contains an empty partition column value`,
  });

/** Values cast to their columns' types, as texts. Throws INVALID_PARTITION_SPEC for an empty one. */
export async function partitionTexts(
  fixed: readonly { readonly name: string; readonly value: Expression }[],
  table: Pick<CatalogTable, "schema">,
  cx: CommandContext,
): Promise<readonly PartitionValue[]> {
  const expressions = fixed.map(({ name, value }): Expression => {
    const field = table.schema.fields.find((f) => same(f.name, name)) as StructField;
    return cast(storedChar(cast(value, withoutCharVarchar(field.type)), field.type), STRING);
  });
  const [row = []] = await cx.rowsOf({ kind: "project", input: { kind: "one_row" }, expressions });
  const values = fixed.map(({ name }, i) => ({ name, value: (row[i] as string | null | undefined) ?? null }));
  if (values.some(({ value }) => value === ""))
    throw emptyPartition(values.map(({ name, value }) => `${name}=${value ?? "null"}`));
  return values;
}

/** What a column of partitions keeps of a text. */
const storedChar = (child: Expression, type: StructField["type"]): Expression =>
  type.kind === "char" || type.kind === "varchar"
    ? {
        kind: "function",
        nameParts: [`store_${type.kind}`],
        args: [child, { kind: "literal", type: INT, value: type.length }],
      }
    : child;

const cast = (child: Expression, to: StructField["type"]): Expression => ({ kind: "cast", child, to, mode: "ansi" });

/**
 * The values of a spec in the order of the table's partition columns. Throws PARTITIONS_NOT_FOUND for columns that are
 * none, and where `whole` for a spec that leaves some out.
 */
export async function specValues(
  spec: readonly PartitionSpec[],
  table: CatalogTable,
  cx: CommandContext,
  whole: boolean,
): Promise<readonly PartitionValue[]> {
  const unknown = spec.filter(({ name }) => !table.partitionBy.some((p) => same(p, name)));
  if (unknown.length > 0)
    throw sparkError("PARTITIONS_NOT_FOUND", {
      partitionList: unknown.map(({ name }) => quoteIdentifier(name)).join(", "),
      tableName: fullName(table),
    });
  if (whole && spec.length < table.partitionBy.length)
    throw sparkError("_LEGACY_ERROR_TEMP_1232", {
      specKeys: spec.map(({ name }) => name).join(", "),
      partitionColumnNames: table.partitionBy.join(", "),
      tableName: fullName(table),
    });
  const fixed = table.partitionBy.flatMap((name) => {
    const found = spec.find((p) => same(p.name, name));
    return found?.value === undefined ? [] : [{ name, value: found.value }];
  });
  return fixed.length === 0 ? [] : partitionTexts(fixed, table, cx);
}

/** Whether a partition's directories, `a=1/b=2`, have these values. */
export function isOf(path: string, values: readonly PartitionValue[]): boolean {
  const found = path.split("/").flatMap((part) => {
    const pair = partitionOfName(part);
    return pair === undefined ? [] : [pair];
  });
  return values.every(({ name, value }) => found.some(([n, v]) => same(n, name) && v === value));
}

/** The partitions of a table that a spec names, which may leave columns out. */
export async function partitionsNamed(
  values: readonly PartitionValue[],
  table: CatalogTable,
  cx: Pick<CommandContext, "store">,
): Promise<readonly string[]> {
  return (await partitionsOf(table, cx)).filter((path) => isOf(path, values));
}

/** PARTITIONS_NOT_FOUND of partitions that are not there. */
export const noSuchPartition = (specs: readonly (readonly PartitionValue[])[], { database, name }: CatalogTable) =>
  sparkError("PARTITIONS_NOT_FOUND", {
    partitionList: specs.map(specText).join(", "),
    tableName: `${quoteIdentifier(database)}.${quoteIdentifier(name)}`,
  });

/** ``PARTITION (`a` = 1, `b` = 2)``. */
export const specText = (values: readonly PartitionValue[]): string =>
  `PARTITION (${values.map(({ name, value }) => `${quoteIdentifier(name)} = ${value ?? "null"}`).join(", ")})`;
