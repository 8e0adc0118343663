/** DEFAULT of columns: what they may be, and what INSERT puts where it stands (`ResolveDefaultColumns`). */
import { evaluate, type Folded } from "../../analyzer/fold.ts";
import { literalSql } from "../../analyzer/pretty.ts";
import { isRandom } from "../../analyzer/random.ts";
import { SparkError, sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import { canUpCast } from "../../types/casts.ts";
import { asDeclared, asText } from "../../types/char-varchar.ts";
import { CURRENT_DEFAULT, defaultText, EXISTS_DEFAULT, withMetadata } from "../../types/column-default.ts";
import { type DataType, isNumeric, sameType, type StructField } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Value } from "../../types/value.ts";
import type { Expression } from "../../unresolved/expression.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import type { CommandContext } from "./context.ts";

/** The statements that give a column its default, as errors call them. */
export type DefaultStatement = "CREATE TABLE" | "ALTER TABLE ADD COLUMNS" | "ALTER TABLE ALTER COLUMN";

const PROVIDERS: ReadonlySet<string> = new Set(["csv", "json", "orc", "parquet"]);

/** DEFAULT_UNSUPPORTED where a column has a default and the format takes none. */
export function refuseDefaultsOf(
  provider: string | undefined,
  fields: readonly StructField[],
  statementType: DefaultStatement,
): void {
  const dataSource = provider ?? "";
  if (PROVIDERS.has(dataSource) || fields.every((f) => defaultText(f) === undefined)) return;
  throw sparkError("DEFAULT_UNSUPPORTED", { statementType, dataSource });
}

/** The column with the constant that its default is now, which rows from before it have. Raises INVALID_DEFAULT_VALUE. */
export async function withExistenceDefault(
  field: StructField,
  statement: DefaultStatement,
  cx: CommandContext,
): Promise<StructField> {
  const text = defaultText(field);
  if (text === undefined) return field;
  const colName = quoteIdentifier(field.name);
  const params = { statement, colName, defaultValue: text };
  const asked = cx.parseExpression(text);
  if (holdsQuery(asked)) throw sparkError("INVALID_DEFAULT_VALUE.SUBQUERY_EXPRESSION", params, { origin: null });
  const { expr, folded } = await constantOf(asked, field, params, cx);
  const target = checkType(expr, folded, field, params, cx);
  await checkStored(asked, field, cx);
  return withMetadata(field, { [EXISTS_DEFAULT]: constantSql(expr, folded, target, cx) });
}

/** The constant as Spark spells it: a literal, or one that a cast makes the column's. */
function constantSql(expr: Resolved, folded: Folded, target: DataType, cx: CommandContext): string {
  const { kernelSettings, line } = cx.settings.snapshot();
  const value = folded?.value ?? null;
  if (sameType(expr.type, target)) return literalSql(target, value, kernelSettings);
  if (line >= TYPES_FIRST && value === null) return `CAST(NULL AS ${sqlType(target)})`;
  if (line < TYPES_FIRST && canUpCast(expr.type, target))
    return `CAST(${literalSql(expr.type, value, kernelSettings)} AS ${sqlType(target)})`;
  return literalSql(target, narrowed(expr, target, cx) ?? null, kernelSettings);
}

/** The column with another default, or with none; what rows from before it have stays. */
export const withDefault = (field: StructField, text: string | undefined): StructField =>
  withMetadata(field, { [CURRENT_DEFAULT]: text });

const holdsQuery = (e: Expression): boolean => e.kind === "subquery" || subexpressionsOf(e).some(holdsQuery);

interface Told {
  readonly statement: DefaultStatement;
  readonly colName: string;
  readonly defaultValue: string;
}

/** The column's type. Raises INVALID_DEFAULT_VALUE.DATA_TYPE. */
function checkType(expr: Resolved, folded: Folded, field: StructField, params: Told, cx: CommandContext): DataType {
  const target = asText(field).type;
  // Before 4.0 no text was a CHAR's or VARCHAR's.
  const declared = asDeclared(field).type;
  const isText = declared.kind === "char" || declared.kind === "varchar";
  const fits = cx.settings.snapshot().line >= 400 || !isText || folded?.value === null;
  if (fits && coerces(expr, folded, target, cx)) return target;
  const types = { expectedType: `"${sqlType(target)}"`, actualType: `"${sqlType(expr.type)}"` };
  throw sparkError("INVALID_DEFAULT_VALUE.DATA_TYPE", { ...params, ...types }, { origin: null });
}

/** The line of Spark that looks at types before it looks for constants, and keeps constants as the column's literals. */
const TYPES_FIRST = 403;

async function constantOf(
  asked: Expression,
  field: StructField,
  params: Told,
  cx: CommandContext,
): Promise<{ readonly expr: Resolved; readonly folded: Folded }> {
  const { line } = cx.settings.snapshot();
  const unknown = (): Error =>
    (params.statement === "CREATE TABLE" && line >= 400) || line >= TYPES_FIRST
      ? sparkError("INVALID_DEFAULT_VALUE.NOT_CONSTANT", params, { origin: null })
      : sparkError("INVALID_DEFAULT_VALUE.UNRESOLVED_EXPRESSION", params, { origin: asked.origin, told: "message" });
  const meant = await cx
    .meant({ kind: "project", input: { kind: "one_row" }, expressions: [asked] })
    .catch((reason: unknown) => {
      const isUnknown = reason instanceof SparkError && reason.condition.startsWith("UNRESOLVED_COLUMN.");
      if (!isUnknown) throw reason;
      throw unknown();
    });
  const { plan, variables } = meant;
  if (variables.length > 0) throw unknown();
  const expr = plan.kind === "project" && plan.input.kind === "values" ? plan.projections[0]?.expression : undefined;
  if (expr === undefined) throw unsupported("aggregates, windows and generators as defaults of columns");
  if (isRandom(expr)) {
    if (line >= TYPES_FIRST) checkType(expr, undefined, field, params, cx);
    throw sparkError("INVALID_DEFAULT_VALUE.NOT_CONSTANT", params, { origin: null });
  }
  return { expr, folded: evaluate(expr, cx.settings.snapshot().kernelSettings) };
}

/** Whether the default becomes the column's type: without loss, or as a constant that fits in it. */
function coerces(expr: Resolved, folded: Folded, target: DataType, cx: CommandContext): boolean {
  const from = expr.type;
  if (sameType(from, target, { nullability: true }) || canUpCast(from, target)) return true;
  if (folded === undefined || folded.value === null) return false;
  const isNarrower = isNumeric(from) && isNumeric(target) && from.kind !== "float" && from.kind !== "double";
  const isMoment = from.kind === "string" && ["date", "timestamp", "timestamp_ntz"].includes(target.kind);
  if (!isNarrower && !isMoment) return false;
  return (narrowed(expr, target, cx) ?? null) !== null;
}

/** A constant that fits in another type. */
function narrowed(expr: Resolved, target: DataType, cx: CommandContext): Value | undefined {
  const cast: Resolved = { kind: "cast", child: expr, type: target, mode: "try", nullable: true };
  return evaluate(cast, cx.settings.snapshot().kernelSettings)?.value;
}

/** Raises what storing the default would: a text that is too long for the column. */
async function checkStored(asked: Expression, field: StructField, cx: CommandContext): Promise<void> {
  await cx.rowsOf({
    kind: "table_output",
    input: { kind: "project", input: { kind: "one_row" }, expressions: [defaultOf(asked, field)] },
    table: "",
    fields: [asText(field)],
    fixed: [],
    byName: false,
  });
}

/** What stands for DEFAULT of a column. */
const defaultOf = (asked: Expression, field: StructField): Expression => ({
  kind: "cast",
  child: asked,
  to: asText(field).type,
  mode: "ansi",
  origin: asked.origin,
});

/** The value that INSERT puts into a column where it says DEFAULT. */
export function defaultValue(field: StructField | undefined, cx: CommandContext): Expression {
  const text = field && defaultText(field);
  if (field !== undefined && text !== undefined) return defaultOf(cx.parseExpression(text), field);
  return { kind: "literal", type: { kind: "null" }, value: null };
}
