import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { lookupFunction } from "../../functions/registry.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { ColumnId } from "../../resolved/column.ts";
import type { AggregateCall, Expression as Resolved } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import {
  expressionsOfCall,
  inputsOf,
  mapWindowCall,
  replaceTopDown,
  someExpression,
  subexpressions,
} from "../../resolved/visit.ts";
import { isCollated } from "../../types/collation.ts";
import { BOOLEAN, type DataType, someType } from "../../types/data-type.ts";
import type { Value } from "../../types/value.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Aggregate, Pivot } from "../../unresolved/relation.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { expandedTo } from "../expanded.ts";
import { resolve } from "../expression/resolve.ts";
import { callOf, columnRef, keyOf, literal, nullOf, type Typed } from "../typed.ts";
import { planGrouping } from "./grouping.ts";
import { isSession } from "./operator-window.ts";
import { foundValues, givenValue, type PivotValue } from "./pivot-values.ts";
import { plainContext } from "./plain-context.ts";
import { SelectBuilder } from "./select-block.ts";
import { sessionWindow } from "./session-window.ts";
import { expandStars, typedColumn } from "./star.ts";
import { isWindowCall, type TimeWindow, timeWindow, windowCallOf } from "./time-window.ts";

interface PivotAggregate {
  readonly typed: Typed;
  /** What its columns are named after where there are several aggregates. */
  readonly name: string;
}

/**
 * PIVOT: one column for each value of a column and each aggregate (`PivotTransformer`). Aggregates of numbers and
 * booleans are computed once for each group and value and then spread out, so what no row had is NULL; others
 * aggregate, for each value, NULLs in place of the other values' rows.
 */
export function analyzePivot(node: Pivot, below: Analyzed, cx: RelationContext): Analyzed {
  const window = pivotedWindow(node, below, cx);
  const input = window?.input ?? below;
  if (node.aliasedAt !== undefined && cx.facts.settings.line < 401) {
    throw sparkError("PARSE_SYNTAX_ERROR", { error: `'${node.aliasedAt.word}'`, hint: "" }, node.aliasedAt);
  }
  const builder = new SelectBuilder(input, cx, node, window?.typed);
  const plain: ExpressionContext = {
    ...builder.context(),
    aggregates: undefined,
    windows: undefined,
    generators: undefined,
    clause: "PIVOT",
  };
  const column = resolve(node.column, plain);
  const { type } = column.expr;
  const values =
    node.values === undefined
      ? foundValues(node, column, input, cx)
      : node.values.map((value) => givenValue(value, column, plain));
  if (!isOrderable(type)) {
    throw sparkError("INCOMPARABLE_PIVOT_COLUMN", { columnName: quoteIdentifier(column.sql()) });
  }
  refuseStars(node);
  const aggregates = node.aggregates.map((item): PivotAggregate => {
    const typed = resolve(item, { ...builder.context(), generators: undefined });
    requireAggregate(typed, builder);
    return { typed, name: item.kind === "alias" ? (item.names[0] ?? "") : typed.sql() };
  });
  if (builder.aggregates.measures.some((m) => m.call.python !== undefined))
    throw sparkError("UNSUPPORTED_FEATURE.PANDAS_UDAF_IN_PIVOT", {}, { origin: null });
  const grouping =
    node.grouping === undefined
      ? otherColumns(column, aggregates, builder).map(expandedTo)
      : expandStars(node.grouping, builder.context());
  if (aggregates.every(({ typed }) => SPREAD.has(typed.expr.type.kind)))
    return spread(node, grouping, column, values, aggregates, builder);
  const session = (node.grouping ?? []).find((e) => isWindowCall(e) && isSession(e));
  if (session !== undefined) throw unsupported("session_window in a pivot of such aggregates", session);
  return filtered(node, grouping, column, values, aggregates, builder);
}

/** The window of time that a pivot asks for. Sessions are of the rows of a group and of a value: those are grouped first. */
function pivotedWindow(node: Pivot, below: Analyzed, cx: RelationContext): TimeWindow | undefined {
  const grouping = node.grouping ?? [];
  const call = windowCallOf([...grouping, node.column, ...node.aggregates], node.origin);
  if (call === undefined || !isSession(call)) return call && timeWindow(call, below, cx);
  if (!grouping.includes(call)) throw unsupported("session_window in a pivot outside of its groups", call);
  const keys = [...grouping.filter((e) => e !== call), node.column];
  return sessionWindow(
    call,
    below,
    keys.map((e) => resolve(e, plainContext(below, cx, "PIVOT")).expr),
    cx,
  );
}

/** Types whose aggregates are spread out after they are computed (`PivotFirst.supportsDataType`). */
const SPREAD: ReadonlySet<DataType["kind"]> = new Set([
  "double",
  "float",
  "int",
  "long",
  "short",
  "byte",
  "boolean",
  "decimal",
]);

const isOrderable = (type: DataType): boolean =>
  !someType(type, (t) => t.kind === "map" || t.kind === "variant" || t.kind === "calendar_interval");

/** Stars have no place in a pivot. */
function refuseStars(node: Pivot): void {
  const refuse = (e: Expression): void => {
    if (e.kind === "star") {
      throw sparkError("INVALID_USAGE_OF_STAR_OR_REGEX", { elem: "'*'", prettyName: "Pivot" }, { origin: e.origin });
    }
    for (const child of subexpressionsOf(e)) refuse(child);
  };
  for (const aggregate of node.aggregates) refuse(aggregate);
}

/** Columns outside aggregate functions are refused (`ResolvePivot.checkValidAggregateExpression`). */
function requireAggregate(typed: Typed, builder: SelectBuilder): void {
  const made = new Set<ColumnId>([
    ...builder.aggregates.measures.map((m) => m.column.id),
    ...builder.windows.calls.map((w) => w.column.id),
  ]);
  someExpression(typed.expr, (e) => {
    if (e.kind !== "column" || made.has(e.id)) return false;
    const { columns, hidden } = builder.input.scope;
    const found = [...columns, ...hidden].find((c) => c.column.id === e.id);
    const sql = found === undefined ? typed.sql() : [...found.qualifier, found.column.name].join(".");
    throw sparkError("_LEGACY_ERROR_TEMP_1006", { sql });
  });
}

/** SQL groups by every column that neither the pivot column nor an aggregate refers to. */
function otherColumns(column: Typed, aggregates: readonly PivotAggregate[], builder: SelectBuilder): Typed[] {
  const used = new Set<ColumnId>();
  const use = (e: Resolved): void => {
    if (e.kind === "column" || e.kind === "outer") used.add(e.id);
    if (e.kind === "subquery") usePlan(e.plan);
    for (const child of subexpressions(e)) use(child);
  };
  const usePlan = (r: Relation): void => {
    for (const input of inputsOf(r)) usePlan(input);
  };
  use(column.expr);
  for (const { typed } of aggregates) use(typed.expr);
  for (const { call } of builder.aggregates.measures) for (const e of expressionsOfCall(call)) use(e);
  for (const { call } of builder.windows.calls) mapWindowCall(call, (e) => (use(e), e));
  return builder.input.scope.columns.filter((c) => !used.has(c.column.id)).map(typedColumn);
}

const groupingOf = (node: Pivot, grouping: readonly Expression[]): Aggregate => ({
  kind: "aggregate",
  input: node.input,
  grouping,
  groupingKind: "group_by",
  groupingSets: [],
  aggregates: [],
  outputsGrouping: true,
});

function pushGrouping(grouping: readonly Expression[], builder: SelectBuilder): void {
  for (const item of grouping) {
    const typed = resolve(item, { ...builder.context(), clause: "GROUP BY" });
    builder.push(typed, item.kind === "alias" ? item.names[0] : undefined);
  }
}

const outputName = (value: PivotValue, aggregate: PivotAggregate, several: boolean): string =>
  several ? `${value.name}_${aggregate.name}` : value.name;

/** Aggregates by group and pivot column first, then one column for each value. */
function spread(
  node: Pivot,
  grouping: readonly Expression[],
  column: Typed,
  values: readonly PivotValue[],
  aggregates: readonly PivotAggregate[],
  builder: SelectBuilder,
): Analyzed {
  const { cx } = builder;
  const { type } = column.expr;
  // Of values that are repeated Spark before 4.1 keeps the last place, in an array of as many as there are different ones.
  const places = new Map(values.map(({ value }, i) => [keyOf(literal(type, value)), i]));
  const lenient = cx.facts.settings.line >= 401;
  if (places.size < values.length && cx.typing.ansi && !lenient) {
    throw sparkError("INVALID_ARRAY_INDEX", { indexValue: String(places.size), arraySize: String(places.size) });
  }
  const isKept = ({ value }: PivotValue, i: number) =>
    lenient || (places.get(keyOf(literal(type, value))) === i && i < places.size);
  builder.grouping = planGrouping(groupingOf(node, [...grouping, expandedTo(column)]), builder);
  pushGrouping(grouping, builder);
  builder.push(column, "__pivot_col");
  for (const { typed, name } of aggregates) builder.push(typed, name);
  const first = builder.analyzed();
  const made = first.relation.output;
  const groups = made.slice(0, grouping.length);
  const pivot = made[grouping.length];
  if (pivot === undefined) throw unsupported("PIVOT without a column");
  // Spark looks for the first text of each group among the values, byte by byte.
  if (isCollated(pivot.type)) throw unsupported("PIVOT by texts with a collation");
  const measures = values.flatMap((value, i) =>
    aggregates.map((aggregate, j) => {
      const computed = made[grouping.length + 1 + j] ?? pivot;
      const when = isKept(value, i) ? isValue(columnRef(pivot), value.value) : literal(BOOLEAN, false);
      const arg = only(when, columnRef(computed));
      const call: AggregateCall = { ...FIRST, args: [arg], type: computed.type };
      return { column: cx.ids.column(outputName(value, aggregate, aggregates.length > 1), computed.type, true), call };
    }),
  );
  const relation: Relation = {
    kind: "aggregate",
    input: first.relation,
    grouping: groups.map((group) => ({ column: group, expression: columnRef(group) })),
    measures,
    output: [...groups, ...measures.map((m) => m.column)],
  };
  const columns = [
    ...first.scope.columns.slice(0, groups.length),
    ...measures.map((m) => ({ column: m.column, qualifier: [] })),
  ];
  const below = input(builder);
  return { relation, scope: { columns, hidden: [], plans: { planId: node.planId, columns, below } } };
}

const input = (builder: SelectBuilder) => (builder.input.scope.plans === undefined ? [] : [builder.input.scope.plans]);

const FIRST = {
  function: "first",
  distinct: false,
  ignoreNulls: true,
  order: [],
  mode: "ansi",
  nullable: true,
} as const;

/** Values are looked up in a hash map, where NaN is not found. */
function isValue(column: Resolved, value: Value): Resolved {
  if (typeof value === "number" && Number.isNaN(value)) return literal(BOOLEAN, false);
  return sameValue(column, value);
}

const sameValue = (column: Resolved, value: Value): Resolved =>
  callOf("<=>", [column, literal(column.type, value)], BOOLEAN);

const only = (when: Resolved, then: Resolved): Resolved => ({
  kind: "case",
  branches: [{ when, then }],
  otherwise: nullOf(then.type),
  type: then.type,
  nullable: true,
});

/** Each aggregate once for each value, over NULLs where the pivot column has another one. */
function filtered(
  node: Pivot,
  grouping: readonly Expression[],
  column: Typed,
  values: readonly PivotValue[],
  aggregates: readonly PivotAggregate[],
  asked: SelectBuilder,
): Analyzed {
  if (asked.windows.calls.length > 0) throw unsupported("window functions in a PIVOT of values other than numbers");
  const builder = new SelectBuilder(asked.input, asked.cx, node);
  builder.grouping = planGrouping(groupingOf(node, grouping), builder);
  pushGrouping(grouping, builder);
  const calls = new Map(asked.aggregates.measures.map((m) => [m.column.id, m]));
  for (const value of values) {
    for (const aggregate of aggregates) {
      const expr = replaceTopDown(aggregate.typed.expr, (e) => {
        const measure = e.kind === "column" ? calls.get(e.id) : undefined;
        if (measure === undefined) return undefined;
        const call = ofValue(measure.call, sameValue(column.expr, value.value));
        return columnRef(builder.aggregates.add(call, measure.column.name));
      });
      builder.push({ ...aggregate.typed, expr, named: true }, outputName(value, aggregate, aggregates.length > 1));
    }
  }
  return { ...builder.analyzed(), block: undefined };
}

/** The call over the rows of one value; arguments that are constants of the function stay. */
function ofValue(call: AggregateCall, when: Resolved): AggregateCall {
  const def = lookupFunction(call.function);
  const args = call.args.map((arg, i) => ((def?.args[i]?.foldable ?? false) !== false ? arg : only(when, arg)));
  const order = call.order.map((key) => ({ ...key, expression: only(when, key.expression) }));
  const ignoreNulls = call.function === "first" || call.function === "last" || call.ignoreNulls;
  const sorted = call.args[0] !== undefined && keyOf(call.args[0]) === keyOf(call.order[0]?.expression);
  return { ...call, args, order: sorted ? order : call.order, ignoreNulls };
}
