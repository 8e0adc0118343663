/** Tables as arguments of Python table functions. */
import type { Origin } from "../../errors/origin.ts";
import { SparkError, sparkError } from "../../errors/spark-error.ts";
import type { Column } from "../../resolved/column.ts";
import type { Projection, Relation } from "../../resolved/relation.ts";
import { STRING, struct, type StructType } from "../../types/data-type.ts";
import type { Expression, RowsGiven, SortOrder, SubqueryExpression } from "../../unresolved/expression.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { nameOf, resolve } from "../expression/resolve.ts";
import { sortKey } from "../expression/sort.ts";
import type { PythonTableShape } from "../facts.ts";
import { qualified, type Scope } from "../scope.ts";
import { callOf, columnRef, literal } from "../typed.ts";
import { visible } from "../visible.ts";
import { plainContext } from "./plain-context.ts";

/** The table that an argument is, with or without `name =>`; `undefined` where it is none. */
export const tableArgument = (arg: Expression): SubqueryExpression | undefined => {
  if (arg.kind === "named_argument") return tableArgument(arg.value);
  return arg.kind === "subquery" && arg.mode === "table" ? arg : undefined;
};

/** What a function gets of a table: its rows as structs in one column, those of a partition one after the other. */
export interface TableRows {
  readonly relation: Relation;
  readonly column: Column;
  /** Fields of the struct that tell partitions apart, from 0. */
  readonly partition: readonly number[];
}

/** The call that a table is an argument of. */
export interface TableCall {
  readonly functionName: string;
  readonly origin: Origin | undefined;
}

/** How a table's rows are asked for, by the call or by the function. */
interface Wanted {
  readonly given: RowsGiven | undefined;
  /** Expressions with the names that their columns get; empty: all columns. */
  readonly select: readonly { readonly expression: Expression; readonly alias: string }[];
}

/** The columns of a table as the one value that a function sees them as. */
export const rowType = (columns: readonly Column[]): StructType =>
  struct(columns.map(({ name, type, nullable, metadata }) => ({ name, type, nullable, metadata })));

/**
 * A table's rows in the order of its partitions (`FunctionTableSubqueryArgumentExpression.evaluable`). Partition keys
 * travel behind the columns, as `partition_by_0` …; a function over them starts anew where they change.
 */
export function tableRows(
  table: Analyzed,
  asked: SubqueryExpression,
  shape: PythonTableShape | undefined,
  call: TableCall,
  cx: RelationContext,
): TableRows {
  const { given, select } =
    shape === undefined ? { given: asked.given, select: [] } : wanted(asked.given, shape, call, cx);
  const whole: Analyzed = { relation: visible(table), scope: table.scope };
  const width = whole.relation.output.length;
  const keys = given?.partition ?? [];
  const keyed = keys.length === 0 ? whole : withColumns(whole, whole.relation.output, keysOf(keys, whole, cx));
  const sorted =
    given === undefined ? keyed : inOrder(keyed, keyed.relation.output.slice(width), given.order, asked.origin, cx);
  const rows = select.length === 0 ? sorted.relation : selected(sorted, select, keysOf(keys, sorted, cx), call, cx);
  const column = cx.ids.column("c", rowType(rows.output), false);
  const fields = rows.output.flatMap((c) => [literal(STRING, c.name), columnRef(c)]);
  const relation: Relation = {
    kind: "project",
    input: rows,
    projections: [{ column, expression: callOf("named_struct", fields, column.type) }],
    output: [column],
  };
  return { relation, column, partition: keys.map((_, i) => rows.output.length - keys.length + i) };
}

function keysOf(keys: readonly Expression[], input: Analyzed, cx: RelationContext): readonly Projection[] {
  const context = plainContext(input, cx, "PARTITION BY");
  return keys.map((key, i) => {
    const expression = resolve(key, context).expr;
    return { column: cx.ids.column(`partition_by_${i}`, expression.type, expression.nullable), expression };
  });
}

function withColumns(input: Analyzed, kept: readonly Column[], more: readonly Projection[]): Analyzed {
  const projections = [...kept.map((column) => ({ column, expression: columnRef(column) })), ...more];
  const output = projections.map((p) => p.column);
  const made = qualified(
    more.map((p) => p.column),
    [],
  );
  const scope: Scope = { ...input.scope, columns: [...input.scope.columns, ...made] };
  return { relation: { kind: "project", input: input.relation, projections, output }, scope };
}

function inOrder(
  input: Analyzed,
  keys: readonly Column[],
  order: readonly SortOrder[],
  origin: Origin | undefined,
  cx: RelationContext,
): Analyzed {
  const context = plainContext(input, cx, "ORDER BY");
  const ascending = ({ name }: Column): SortOrder => {
    const child: Expression = { kind: "attribute", nameParts: [name], origin };
    return { kind: "sort_order", child, descending: false, nulls: "first", origin };
  };
  const asked = [...keys.map(ascending), ...order];
  if (asked.length === 0) return input;
  const sortKeys = asked.map((o) => sortKey(o, context).key);
  return {
    ...input,
    relation: { kind: "sort", input: input.relation, keys: sortKeys, output: input.relation.output },
  };
}

/** What the function itself chooses of the rows; keys of partitions go with it. */
function selected(
  input: Analyzed,
  select: Wanted["select"],
  keys: readonly Projection[],
  { origin }: TableCall,
  cx: RelationContext,
): Relation {
  const context = plainContext(input, cx, "SELECT");
  const chosen = select.map(({ expression, alias }): Projection => {
    const typed = resolve(expression, context);
    if (alias === "" && expression.kind !== "attribute") {
      const params = { expression: typed.sql() };
      throw sparkError("UDTF_INVALID_REQUESTED_SELECTED_EXPRESSION_FROM_ANALYZE_METHOD_REQUIRES_ALIAS", params, {
        origin,
      });
    }
    const { expr } = typed;
    const name = alias === "" ? nameOf(typed) : alias;
    return { column: cx.ids.column(name, expr.type, expr.nullable), expression: expr };
  });
  const projections = [...chosen, ...keys];
  return { kind: "project", input: input.relation, projections, output: projections.map((p) => p.column) };
}

/** What the call and the function say of the rows, together (`PythonUDTFAnalyzeResult.applyToTableArgument`). */
function wanted(
  given: RowsGiven | undefined,
  shape: PythonTableShape,
  { functionName, origin }: TableCall,
  cx: RelationContext,
): Wanted {
  const { withSinglePartition, partitionBy, orderBy } = shape;
  const isSplit = withSinglePartition || partitionBy.length > 0;
  const read = (text: string): Expression => parsed(text, origin, cx);
  const partition = partitionBy.map(read);
  const order = orderBy.map(({ expression, ascending, nullsFirst = ascending }): SortOrder => {
    const child = read(expression);
    if (child.kind === "alias") {
      const params = { aliasName: child.names[0] ?? "" };
      throw sparkError("UDTF_INVALID_ALIAS_IN_REQUESTED_ORDERING_STRING_FROM_ANALYZE_METHOD", params, { origin });
    }
    return { kind: "sort_order", child, descending: !ascending, nulls: nullsFirst ? "first" : "last" };
  });
  const select = shape.select.map(({ expression, alias }) => ({ expression: read(expression), alias }));
  const invalid = (reason: string) =>
    sparkError("TABLE_VALUED_FUNCTION_REQUIRED_METADATA_INVALID", { functionName, reason }, { origin });
  if (withSinglePartition && partition.length > 0)
    throw invalid(
      "the 'with_single_partition' field cannot be assigned to true if the 'partition_by' list is non-empty",
    );
  if (order.length > 0 && !isSplit)
    throw invalid(
      "the 'order_by' field cannot be non-empty unless the 'with_single_partition' field is set to true or the " +
        "'partition_by' list is non-empty",
    );
  if (isSplit && given !== undefined) {
    const requestedMetadata = "specified its own required partitioning of the input table";
    const invalidFunctionCallProperty =
      "specified the WITH SINGLE PARTITION or PARTITION BY clause; please remove these clauses and retry the query " +
      "again.";
    const params = { functionName, requestedMetadata, invalidFunctionCallProperty };
    throw sparkError("TABLE_VALUED_FUNCTION_REQUIRED_METADATA_INCOMPATIBLE_WITH_CALL", params, { origin });
  }
  return { given: isSplit ? { partition, order, single: withSinglePartition } : given, select };
}

/** An expression that a function wrote: what is wrong with its syntax is wrong with the call. */
function parsed(text: string, origin: Origin | undefined, cx: RelationContext): Expression {
  try {
    return cx.facts.parseExpression(text);
  } catch (cause) {
    if (!(cause instanceof SparkError)) throw cause;
    throw new SparkError(cause.condition, cause.params, { class: "analysis", told: "both", origin, cause });
  }
}
