/** ANALYZE TABLE … FOR COLUMNS: least, greatest, missing and distinct values, and how long they are. */
import type { ColumnStatistics } from "../../catalog/tables.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { formatterOf } from "../../kernels/datetime-format.ts";
import { zoneOf } from "../../kernels/zone.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import {
  type DataType,
  DOUBLE,
  INT,
  STRING,
  type StructField,
  type StructType,
  type TypeKind,
} from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { defaultSize } from "../prepare/row-size.ts";
import type { CommandContext } from "./context.ts";

/** `spark.sql.statistics.ndv.maxError`: how far a count of distinct values may be off. */
const NDV_ERROR = 0.05;

const LOCAL_PATTERN = "yyyy-MM-dd HH:mm:ss.SSSSSS";

/** A bound as DESCRIBE shows it: instants, which are kept as microseconds, in the session's zone. */
export function boundText(bound: string | undefined, type: DataType, timeZone: string): string | undefined {
  if (bound === undefined || type.kind !== "timestamp") return bound;
  return formatterOf(`${LOCAL_PATTERN} Z`, zoneOf(timeZone))(BigInt(bound));
}

/** The types whose columns have statistics (`AnalyzeColumnCommand.supportsType`). */
const ANALYZED: ReadonlySet<TypeKind> = new Set([
  "boolean",
  "byte",
  "short",
  "int",
  "long",
  "float",
  "double",
  "decimal",
  "date",
  "timestamp",
  "timestamp_ntz",
  "string",
  "binary",
]);

/** Texts and bytes have lengths, and neither a least nor a greatest value. */
const hasLength = ({ kind }: DataType): boolean => kind === "string" || kind === "binary";

/** Throws COLUMN_ALREADY_EXISTS for a column that is asked for twice. */
export function refuseTwice(asked: "all" | readonly string[], cx: CommandContext): void {
  if (asked === "all") return;
  const { caseSensitive } = cx.settings.snapshot();
  const names = asked.map((name) => (caseSensitive ? name : name.toLowerCase()));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw sparkError("COLUMN_ALREADY_EXISTS", { columnName: quoteIdentifier(twice) }, { origin: null });
}

/**
 * The columns that statistics are asked of. Throws COLUMN_NOT_FOUND, and UNSUPPORTED_FEATURE.ANALYZE_UNSUPPORTED_COLUMN_TYPE
 * for columns whose values have no order.
 */
export function columnsToAnalyze(
  { fields }: StructType,
  tableName: string,
  asked: "all" | readonly string[],
  cx: CommandContext,
): readonly StructField[] {
  const { caseSensitive } = cx.settings.snapshot();
  const found =
    asked === "all"
      ? fields
      : asked.map((name) => {
          const same = (f: StructField) =>
            caseSensitive ? f.name === name : f.name.toLowerCase() === name.toLowerCase();
          const field = fields.find(same);
          if (field !== undefined) return field;
          const params = { colName: quoteIdentifier(name), caseSensitiveConfig: '"spark.sql.caseSensitive"' };
          throw sparkError("COLUMN_NOT_FOUND", params, { origin: null });
        });
  for (const { name, type } of found) {
    if (ANALYZED.has(type.kind)) continue;
    const params = {
      columnType: `"${sqlType(type)}"`,
      columnName: quoteIdentifier(name),
      tableName,
    };
    throw sparkError("UNSUPPORTED_FEATURE.ANALYZE_UNSUPPORTED_COLUMN_TYPE", params, { origin: null });
  }
  return found;
}

const call = (name: string, ...args: Expression[]): Expression => ({ kind: "function", nameParts: [name], args });

/** Six values of each column, in this order: see {@link gathered}. */
function measures({ name, type }: StructField): Expression[] {
  const column: Expression = { kind: "attribute", nameParts: [name] };
  const nothing: Expression = { kind: "literal", type: STRING, value: null };
  const cast = (e: Expression): Expression => ({ kind: "cast", child: e, to: STRING, mode: "session" });
  const pattern: Expression = { kind: "literal", type: STRING, value: LOCAL_PATTERN };
  const text = (e: Expression): Expression => {
    if (type.kind === "timestamp") return cast(call("unix_micros", e));
    return type.kind === "timestamp_ntz" ? call("date_format", e, pattern) : cast(e);
  };
  const error: Expression = { kind: "literal", type: DOUBLE, value: NDV_ERROR };
  const bounds = hasLength(type) ? [nothing, nothing] : [text(call("min", column)), text(call("max", column))];
  const lengths = hasLength(type)
    ? [call("avg", call("length", column)), call("max", call("length", column))]
    : [nothing, nothing];
  return [...bounds, call("count", column), call("approx_count_distinct", column, error), ...lengths];
}

/** What the rows of a table have: how many there are, and what is known of each of the columns. */
export async function gathered(
  fields: readonly StructField[],
  input: Relation,
  cx: CommandContext,
): Promise<{ readonly rowCount: number; readonly columns: Readonly<Record<string, ColumnStatistics>> }> {
  const one: Expression = { kind: "literal", type: INT, value: 1 };
  const [row = []] = await cx.rowsOf({
    kind: "aggregate",
    input,
    grouping: [],
    groupingKind: "group_by",
    groupingSets: [],
    aggregates: [call("count", one), ...fields.flatMap(measures)],
    outputsGrouping: false,
  });
  const rowCount = Number(row[0]);
  const columns: Record<string, ColumnStatistics> = {};
  fields.forEach(({ name, type }, at) => {
    const [min, max, count, distinct, average, longest] = row.slice(1 + at * 6, 7 + at * 6);
    const size = defaultSize(type);
    columns[name] = {
      ...(typeof min === "string" && { min }),
      ...(typeof max === "string" && { max }),
      nulls: rowCount - Number(count),
      distinct: Math.min(Number(distinct), Number(count)),
      averageLength: average === null ? size : Math.ceil(Number(average)),
      greatestLength: longest === null ? size : Number(longest),
    };
  });
  return { rowCount, columns };
}
