import { SparkError, sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import type { Projection } from "../../resolved/relation.ts";
import { BYTE, INT, LONG, someType } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Aggregate } from "../../unresolved/relation.ts";
import type { ExpressionContext } from "../context.ts";
import { nameOf, resolve } from "../expression/resolve.ts";
import { Aggregates, columnRef, keyOf, literal, type Typed, Windows } from "../typed.ts";
import type { GroupingPlan } from "./grouping-plan.ts";
import type { SelectBuilder } from "./select-block.ts";

const MAX_SETS = 4096;

/** The grouping of an Aggregate: ordinals and select aliases looked up, sets spelled out (`ResolveGroupingAnalytics`). */
export function planGrouping(node: Aggregate, builder: SelectBuilder): GroupingPlan {
  const { ids } = builder.cx;
  const items: { readonly key: string; readonly typed: Typed; readonly alias: string | undefined }[] = [];
  const resolved = new Map<Expression, Typed>();
  const indexOf = (expression: Expression): number => {
    const { typed, alias } = groupingItem(expression, node, builder);
    resolved.set(expression, typed);
    requireGroupable(typed, expression, builder.cx.facts.settings.line);
    const key = keyOf(typed.expr);
    const known = items.findIndex((item) => item.key === key);
    if (known !== -1) return known;
    items.push({ key, typed, alias });
    return items.length - 1;
  };
  const asked = node.groupingKind === "all" ? allItems(node, builder) : node.grouping;
  const indexes = asked.map(indexOf);
  const sets = groupingSets(node, indexes, indexOf);
  const plain = items.map(({ typed, alias }): Projection => {
    const { expr } = typed;
    const column =
      expr.kind === "column" && alias === undefined && sets === undefined
        ? builder.input.relation.output.find((c) => c.id === expr.id)
        : undefined;
    return {
      column:
        column ?? ids.column(alias ?? nameOf(typed), expr.type, expr.nullable || sets !== undefined, typed.metadata),
      expression: expr,
    };
  });
  const all = node.groupingKind === "all" ? { origin: node.groupingOrigin } : undefined;
  const form = indexes.length === items.length ? undefined : `by ${indexes.join(", ")}`;
  if (sets === undefined) return { projections: plain, all, form, asked: resolved, functions: undefined };
  // One set of nothing is no grouping since 4.3 (seen there, not in 4.0): it has a row of no rows, too.
  if (sets.length === 1 && items.length === 0 && builder.cx.facts.settings.line >= 403)
    return { projections: [], functions: groupingFunctions([], literal(LONG, 0n), builder) };
  const groupingId = ids.column("spark_grouping_id", LONG, false);
  return {
    projections: plain,
    sets,
    groupingId,
    asked: resolved,
    functions: groupingFunctions(plain, columnRef(groupingId), builder),
  };
}

/** Groups are told apart by variants never, and by maps since 4.0. */
function requireGroupable(typed: Typed, expression: Expression, line: number): void {
  const { type } = typed.expr;
  if (!someType(type, (t) => t.kind === "variant" || (t.kind === "map" && line < 400))) return;
  throw sparkError(
    "GROUP_EXPRESSION_TYPE_IS_NOT_ORDERABLE",
    { sqlExpr: `"${typed.sql()}"`, dataType: `"${sqlType(type)}"` },
    { origin: expression.origin },
  );
}

function groupingItem(expression: Expression, node: Aggregate, builder: SelectBuilder) {
  const cx: ExpressionContext = {
    ...builder.context(),
    aggregates: undefined,
    windows: undefined,
    generators: undefined,
    clause: "GROUP BY",
  };
  const { groupByOrdinal, groupByAliases } = cx.relation.facts.settings;
  if (groupByOrdinal && expression.kind === "literal" && expression.type.kind === "int") {
    return { typed: byOrdinal(Number(expression.value), expression, node, cx), alias: undefined };
  }
  const alias = expression.kind === "alias" ? expression.names[0] : undefined;
  const typed = resolve(expression, {
    ...cx,
    fallback: groupByAliases
      ? (parts, planId) => (planId === undefined ? selectAlias(parts, node, cx) : undefined)
      : undefined,
  });
  return { typed, alias };
}

function byOrdinal(position: number, expression: Expression, node: Aggregate, cx: ExpressionContext): Typed {
  const ofFrame = node.outputsGrouping;
  // A DataFrame's positions count its grouping too, which is grouped by already: the constant stays one.
  const list = ofFrame ? [...node.grouping, ...node.aggregates] : node.aggregates;
  const target = list[position - 1];
  if (ofFrame && position >= 1 && position <= node.grouping.length) return resolve(expression, cx);
  if (target === undefined) {
    throw sparkError(
      "GROUP_BY_POS_OUT_OF_RANGE",
      { index: String(position), size: String(list.length) },
      { origin: expression.origin },
    );
  }
  const inner = target.kind === "alias" ? target.child : target;
  try {
    return resolve(inner, cx);
  } catch (error) {
    if (!(error instanceof SparkError) || error.condition !== "GROUP_BY_AGGREGATE") throw error;
    const sql = error.params["sqlExpr"] ?? "";
    const name = target.kind === "alias" ? (target.names[0] ?? sql) : sql;
    const aggExpr = `${sql} AS ${quoteIdentifier(name)}`;
    throw sparkError("GROUP_BY_POS_AGGREGATE", { index: String(position), aggExpr }, { origin: expression.origin });
  }
}

function selectAlias(parts: readonly string[], node: Aggregate, cx: ExpressionContext): Typed | undefined {
  if (parts.length !== 1) return undefined;
  const wanted = (parts[0] ?? "").toLowerCase();
  for (const e of node.aggregates) {
    if (e.kind === "alias" && e.names.length === 1 && (e.names[0] ?? "").toLowerCase() === wanted) {
      return resolve(e.child, { ...cx, fallback: undefined });
    }
  }
  return undefined;
}

/** GROUP BY ALL: the select items without aggregates, which may also stand inside of windows. */
function allItems(node: Aggregate, builder: SelectBuilder): readonly Expression[] {
  const { ids } = builder.cx;
  return node.aggregates.filter((e) => {
    const aggregates = new Aggregates(ids);
    resolve(e, { ...builder.context(), aggregates, windows: new Windows(ids) });
    return aggregates.measures.length === 0;
  });
}

function groupingSets(
  node: Aggregate,
  indexes: readonly number[],
  indexOf: (e: Expression) => number,
): (readonly number[])[] | undefined {
  switch (node.groupingKind) {
    case "group_by":
    case "all":
      return undefined;
    case "rollup":
      return Array.from({ length: indexes.length + 1 }, (_, i) => indexes.slice(0, indexes.length - i));
    case "cube": {
      if (2 ** indexes.length > MAX_SETS) throw unsupported(`CUBE of ${indexes.length} columns`);
      // Spark lists the full set first and drops columns from the right.
      return Array.from({ length: 2 ** indexes.length }, (_, mask) =>
        indexes.filter((_, i) => (mask & (1 << (indexes.length - 1 - i))) === 0),
      );
    }
    case "grouping_sets":
      return node.groupingSets.map((set) => set.map(indexOf));
  }
}

/** grouping(c) is one bit of the grouping id, grouping_id(…) the whole. */
function groupingFunctions(
  projections: readonly Projection[],
  groupingId: Resolved,
  builder: SelectBuilder,
): GroupingPlan["functions"] {
  const keys = projections.map((p) => keyOf(p.expression));
  const call = (name: string, args: readonly Resolved[]): Resolved => ({
    kind: "call",
    function: name,
    args,
    type: LONG,
    nullable: false,
    mode: "ansi",
  });
  return (name, args, cx) => {
    const inner: ExpressionContext = {
      ...cx,
      scope: builder.input.scope,
      fallback: undefined,
      aggregates: undefined,
      windows: undefined,
    };
    const typed = args.map((a) => resolve(a, inner));
    const sql = () => `${name}(${typed.map((t) => t.sql()).join(", ")})`;
    const positions = typed.map((t) => keys.indexOf(keyOf(t.expr)));
    const listed = projections.map((p) => p.column.name);
    if (name === "grouping_id") {
      const whole = positions.length === 0 || (positions.length === keys.length && positions.every((p, i) => p === i));
      if (!whole) {
        throw sparkError("GROUPING_ID_COLUMN_MISMATCH", {
          groupingIdColumn: typed.map((t) => t.sql()).join(","),
          groupByColumns: listed.join(","),
        });
      }
      return { expr: groupingId, sql, foldable: false };
    }
    const [position = -1] = positions;
    if (position === -1) {
      throw sparkError("GROUPING_COLUMN_MISMATCH", {
        grouping: typed.map((t) => t.sql()).join(", "),
        groupingColumns: listed.join(","),
      });
    }
    const shift = projections.length - 1 - position;
    const bit = call("&", [call("shiftright", [groupingId, literal(INT, shift)]), literal(LONG, 1n)]);
    return { expr: { kind: "cast", child: bit, type: BYTE, mode: "ansi", nullable: false }, sql, foldable: false };
  };
}
