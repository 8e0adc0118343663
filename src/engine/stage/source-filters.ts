/** Conditions that data sources in Python may see to themselves (`DataSourceStrategy.translateFilter`). */
import { toVariant } from "../../kernels/variant-cast.ts";
import type { SourceFilter } from "../../python/source-api.ts";
import type { Column } from "../../resolved/column.ts";
import type { Call, Expression } from "../../resolved/expression.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import type { Filter, Project, PythonSource, Relation } from "../../resolved/relation.ts";
import { replaceTopDown, someExpression } from "../../resolved/visit.ts";
import { BOOLEAN, type DataType, sameType, STRING } from "../../types/data-type.ts";
import type { Value } from "../../types/value.ts";
import { reference } from "../prepare/row-numbers.ts";
import { conjuncts, hasPython, isStable } from "./python-parts.ts";

/** A condition, and how a source is asked about it; those that it cannot be asked about have no `sent`. */
export interface PushedFilter {
  readonly condition: Expression;
  readonly sent: SourceFilter | undefined;
}

/** A plan whose filters right above data sources are the sources' (`V2ScanRelationPushDown`). */
export const filtersToSources = (plan: Relation): Relation =>
  rebuild(plan, (relation) => (relation.kind === "filter" ? toSource(relation) : relation));

function toSource(filter: Filter): Relation {
  const { input, condition } = filter;
  if (hasPython(condition) || !isStable(condition) || someExpression(condition, isOfQueries)) return filter;
  if (input.kind === "project" && isRenaming(input)) {
    const columns = new Map(input.projections.map((p) => [p.column.id, p.expression]));
    const below = replaceTopDown(condition, (e) => (e.kind === "column" ? columns.get(e.id) : undefined));
    const moved = toSource({ ...filter, input: input.input, condition: below, output: input.input.output });
    return moved.kind === "python_source" ? { ...input, input: moved } : filter;
  }
  if (input.kind !== "python_source") return filter;
  const parts = conjuncts(condition).map(simplified);
  const filters = [...(input.filters ?? []), ...notNull(parts, input), ...parts];
  return { ...input, filters };
}

const isOfQueries = (e: Expression): boolean => e.kind === "subquery" || e.kind === "outer";

const isRenaming = ({ projections }: Project): boolean => projections.every((p) => p.expression.kind === "column");

/** Columns that comparisons want not to be NULL (`InferFiltersFromConstraints`), once each. */
function notNull(parts: readonly Expression[], { output, filters = [] }: PythonSource): Expression[] {
  const known = new Set([...filters, ...parts].flatMap((e) => (isCall(e, "isnotnull") ? columnsIn(e) : [])));
  const wanted = parts.filter((e) => e.kind === "call" && NULL_IS_NULL.has(e.function)).flatMap(columnsIn);
  const columns = output.filter((c) => c.nullable && wanted.includes(c.id) && !known.has(c.id));
  return columns.map((c) => {
    const args = [reference(c)];
    return { kind: "call", function: "isnotnull", args, type: BOOLEAN, nullable: false, mode: "ansi" };
  });
}

const isCall = (e: Expression, name: string): e is Call => e.kind === "call" && e.function === name;

function columnsIn(e: Expression): number[] {
  const found: number[] = [];
  someExpression(e, (x) => {
    if (x.kind === "column") found.push(x.id);
    return false;
  });
  return found;
}

/** The comparisons by the names of PySpark's classes, as they stand and turned round. */
const COMPARISONS: Readonly<Record<string, readonly [string, string]>> = {
  "=": ["EqualTo", "EqualTo"],
  "<=>": ["EqualNullSafe", "EqualNullSafe"],
  ">": ["GreaterThan", "LessThan"],
  ">=": ["GreaterThanOrEqual", "LessThanOrEqual"],
  "<": ["LessThan", "GreaterThan"],
  "<=": ["LessThanOrEqual", "GreaterThanOrEqual"],
};

const TEXTS: Readonly<Record<string, string>> = {
  startswith: "StringStartsWith",
  endswith: "StringEndsWith",
  contains: "StringContains",
};

/** What is NULL, and so never true, where its column is NULL. */
const NULL_IS_NULL: ReadonlySet<string> = new Set(["=", "!=", ">", ">=", "<", "<=", ...Object.keys(TEXTS)]);

/** A condition as Spark's optimizer leaves it (`LikeSimplification`, `OptimizeIn`). */
function simplified(e: Expression): Expression {
  if (e.kind !== "call") return e;
  const [value, first, ...more] = e.args;
  if (e.function === "not" && value !== undefined) return { ...e, args: [simplified(value)] };
  if (first === undefined || more.length > 0) return e;
  if (e.function === "in") return { ...e, function: "=" };
  const text = e.function === "like" && first.kind === "literal" ? first.value : undefined;
  const [, before = "", plain, after = ""] = /^(%?)([^%_\\]+)(%?)$/.exec(typeof text === "string" ? text : "") ?? [];
  // LIKE compares letters, whatever the collation.
  if (plain === undefined || value === undefined || !sameType(value.type, STRING)) return e;
  const name = before === "" ? (after === "" ? "=" : "startswith") : after === "" ? "endswith" : "contains";
  return { ...e, function: name, args: [value, { kind: "literal", type: first.type, value: plain, nullable: false }] };
}

/** The conditions with what a source is asked of them. */
export const pushedFilters = (conditions: readonly Expression[], columns: readonly Column[]): PushedFilter[] =>
  conditions.map((condition) => ({ condition, sent: sentFilter(condition, columns, false) }));

function sentFilter(e: Expression, columns: readonly Column[], isNegated: boolean): SourceFilter | undefined {
  if (e.kind !== "call") return undefined;
  const [left, right, ...more] = e.args;
  if (left === undefined) return undefined;
  if (e.function === "not") return isNegated ? undefined : sentFilter(left, columns, true);
  if (e.function === "!=") return isNegated ? undefined : sentFilter({ ...e, function: "=" }, columns, true);
  const about = (column: Expression, name: string, value?: SourceFilter["value"]): SourceFilter | undefined => {
    const found = column.kind === "column" ? columns.find((c) => c.id === column.id) : undefined;
    return found && { name, columnPath: [found.name], value, isNegated };
  };
  if (e.function === "isnull" || e.function === "isnotnull")
    return about(left, e.function === "isnull" ? "IsNull" : "IsNotNull");
  if (right === undefined) return undefined;
  if (e.function === "in") return sentList(left, [right, ...more], about);
  const text = TEXTS[e.function];
  const [plain, turned] = text === undefined ? (COMPARISONS[e.function] ?? []) : [text, undefined];
  if (plain !== undefined && right.kind === "literal" && right.value !== null)
    return about(left, plain, variantOf(right.type, right.value));
  if (turned !== undefined && left.kind === "literal" && left.value !== null)
    return about(right, turned, variantOf(left.type, left.value));
  return undefined;
}

function sentList(
  column: Expression,
  items: readonly Expression[],
  about: (column: Expression, name: string, value?: SourceFilter["value"]) => SourceFilter | undefined,
): SourceFilter | undefined {
  const values = items.map((item) => (item.kind === "literal" ? item.value : undefined));
  if (values.includes(undefined)) return undefined;
  const list = values as Value[];
  return about(column, "In", variantOf({ kind: "array", element: column.type, containsNull: true }, list));
}

/** A value as sources get it. */
function variantOf(type: DataType, value: Value): NonNullable<SourceFilter["value"]> {
  const made = toVariant(type, "pushFilters")(value);
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  return { value: text(made.value), metadata: text(made.metadata) };
}
