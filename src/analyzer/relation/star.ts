import { type SparkError, sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import { BOOLEAN, STRING } from "../../types/data-type.ts";
import type { ColumnRegex, Expression, FunctionCall, Star } from "../../unresolved/expression.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import type { ExpressionContext } from "../context.ts";
import { expandedTo } from "../expanded.ts";
import { extractField, tryAttribute, unresolvedColumn } from "../expression/names.ts";
import { nodeName } from "../expression/node-name.ts";
import { findPlanStar } from "../plan-columns.ts";
import type { ScopeColumn } from "../scope.ts";
import { evaluate } from "../fold.ts";
import { sameName } from "../same-name.ts";
import { columnRef, literal, type Typed } from "../typed.ts";

/** Replaces stars and column patterns in a list by the columns they stand for; the rest passes through. */
export function expandStars(list: readonly Expression[], cx: ExpressionContext): readonly Expression[] {
  if (!list.some((e) => e.kind === "star" || e.kind === "column_regex")) return list;
  return list.flatMap((e) => {
    if (e.kind === "star") return expandStar(e, cx).map(expandedTo);
    if (e.kind === "column_regex") return expandRegex(e, cx).map(expandedTo);
    return [e];
  });
}

/** INVALID_USAGE_OF_STAR_OR_REGEX: a star where one expression is wanted (`invalidStarUsageError`). */
export function misplacedStar(node: Star | ColumnRegex, prettyName: string, origin: Star["origin"] | null): SparkError {
  const elem = node.kind === "star" ? "'*'" : `regular expression '${node.pattern}'`;
  return sparkError("INVALID_USAGE_OF_STAR_OR_REGEX", { elem, prettyName }, { origin });
}

/** Whether a call takes stars as its arguments: SQL's operators do not, those of DataFrames are calls by name. */
export const isCalledByName = ({ operator, origin }: FunctionCall): boolean =>
  operator !== true || origin?.kind === "dataframe";

/** Refuses stars and column patterns right below an expression that cannot expand them. */
export function refuseStars(node: Expression): void {
  const children =
    node.kind === "function" && isCalledByName(node)
      ? [node.filter, ...(node.withinGroup ?? [])]
      : node.kind === "in"
        ? [node.child]
        : subexpressionsOf(node);
  for (const child of children) {
    if (child === undefined) continue;
    if (child.kind === "star" || child.kind === "column_regex") {
      throw misplacedStar(child, `expression \`${nodeName(node)}\``, null);
    }
  }
}

/** A column of a scope as an expression. */
export const typedColumn = ({ column }: ScopeColumn): Typed => ({
  expr: columnRef(column),
  sql: () => column.name,
  foldable: false,
  name: column.name,
  metadata: column.metadata,
});

const outerColumn = ({ column }: ScopeColumn): Typed => ({
  expr: { kind: "outer", id: column.id, type: column.type, nullable: column.nullable },
  sql: () => column.name,
  foldable: false,
  name: column.name,
  metadata: column.metadata,
});

function expandStar(star: Star, cx: ExpressionContext): Typed[] {
  return without(star, starColumns(star, cx), cx);
}

/** Whether a column is of the table that a star names. */
const isOf = (target: readonly string[]) => {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return ({ qualifier }: ScopeColumn): boolean =>
    qualifier.length >= target.length &&
    target.every((part, i) => same(part, qualifier[qualifier.length - target.length + i] ?? ""));
};

/** Whether a star stands for the columns of a table that it names. */
export const isTableStar = ({ target, planId }: Star, cx: ExpressionContext): boolean =>
  target !== undefined && planId === undefined && cx.scope.columns.some(isOf(target));

function starColumns(star: Star, cx: ExpressionContext): Typed[] {
  const { target, planId } = star;
  const pool = planId === undefined ? cx.scope.columns : planColumns(planId, cx);
  if (target === undefined) return pool.map(typedColumn);
  const named = isOf(target);
  const matches = [...cx.scope.hidden, ...pool].filter(named);
  if (matches.length > 0) return matches.map(typedColumn);
  // The left side of a lateral join.
  const around = cx.relation.outer[0]?.columns.filter(named) ?? [];
  if (around.length > 0) return around.map(outerColumn);
  const base = tryAttribute({ kind: "attribute", nameParts: target, origin: star.origin }, cx);
  if (base?.expr.type.kind === "struct") {
    return base.expr.type.fields.map((f) => extractField(base, f.name, cx, star.origin));
  }
  throw sparkError(
    "CANNOT_RESOLVE_STAR_EXPAND",
    {
      targetString: quoteParts(target),
      columns: cx.scope.columns
        .map((c) => `\`${c.column.name}\``)
        .sort()
        .join(", "),
    },
    { origin: star.origin },
  );
}

function planColumns(planId: number, cx: ExpressionContext): readonly ScopeColumn[] {
  const plan = findPlanStar(cx.scope.plans, planId);
  const name = '"unresolveddataframestar()"';
  if (plan === "ambiguous") throw sparkError("AMBIGUOUS_COLUMN_REFERENCE", { name });
  if (plan === undefined) throw sparkError("CANNOT_RESOLVE_DATAFRAME_COLUMN", { name });
  return plan.columns;
}

function without(star: Star, columns: Typed[], cx: ExpressionContext): Typed[] {
  if (star.except === undefined) return columns;
  const dropped = star.except.map((parts) => {
    const found = tryAttribute({ kind: "attribute", nameParts: parts, origin: star.origin }, cx);
    if (found === undefined || found.expr.kind !== "column") {
      throw unresolvedColumn(parts, cx, star.origin);
    }
    return found.expr.id;
  });
  if (new Set(dropped).size < dropped.length) {
    throw sparkError(
      "EXCEPT_OVERLAPPING_COLUMNS",
      { columns: star.except.map((p) => p.join(".")).join(", ") },
      { origin: star.origin },
    );
  }
  return columns.filter((c) => c.expr.kind !== "column" || !dropped.includes(c.expr.id));
}

function expandRegex(node: ColumnRegex, cx: ExpressionContext): Typed[] {
  const isAnywhere = node.planId === undefined || node.table !== undefined;
  const pool = isAnywhere ? cx.scope.columns : planColumns(node.planId, cx);
  const { settings } = cx.relation.facts;
  const pattern = `^(?:${node.pattern})$`;
  const matches = (name: string): boolean => {
    const call: Resolved = {
      kind: "call",
      function: "rlike",
      args: [literal(STRING, name), literal(STRING, settings.caseSensitive ? pattern : `(?i)${pattern}`)],
      type: BOOLEAN,
      nullable: false,
      mode: "ansi",
      origin: node.origin,
    };
    return evaluate(call, settings.kernelSettings)?.value === true;
  };
  const isOfTable = ({ qualifier }: ScopeColumn): boolean => {
    const last = qualifier.at(-1);
    return node.table === undefined || (last !== undefined && sameName(cx.relation)(last, node.table));
  };
  return pool.filter((c) => isOfTable(c) && matches(c.column.name)).map(typedColumn);
}
