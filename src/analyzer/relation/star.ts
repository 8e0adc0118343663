import { type SparkError, sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import { BOOLEAN, STRING, struct } from "../../types/data-type.ts";
import type { ColumnRegex, Expression, FunctionCall, Star } from "../../unresolved/expression.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import type { ExpressionContext } from "../context.ts";
import { expandedTo } from "../expanded.ts";
import { extractField, tryAttribute, unresolvedColumn } from "../expression/names.ts";
import { nodeName } from "../expression/node-name.ts";
import { findPlanStar } from "../plan-columns.ts";
import { asHere, type ScopeColumn } from "../scope.ts";
import { evaluate } from "../fold.ts";
import { sameName } from "../same-name.ts";
import { callOf, columnRef, literal, nullOf, type Typed } from "../typed.ts";

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

/** Refuses column patterns anywhere in an expression of an operator that expands none. */
export function refusePatterns(node: Expression, prettyName: string): void {
  for (const child of subexpressionsOf(node)) {
    if (child.kind === "column_regex") throw misplacedStar(child, prettyName, node.origin);
    refusePatterns(child, prettyName);
  }
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

/** Whether a column is of the table that `target` names. */
const isOf =
  (target: readonly string[]) =>
  ({ qualifier }: ScopeColumn): boolean =>
    qualifier.length >= target.length &&
    target.every(
      (part, i) => part.toLowerCase() === (qualifier[qualifier.length - target.length + i] ?? "").toLowerCase(),
    );

/** Throws for `count(t.*)`, which is no `count(*)` in Spark: it would count the rows without NULL. */
export function refuseCountOfTable(args: readonly Expression[], cx: ExpressionContext): void {
  const [star, ...more] = args;
  if (star?.kind !== "star" || star.target === undefined || more.length > 0) return;
  if (!cx.scope.columns.some(isOf(star.target))) return;
  const tableName = quoteParts(star.target);
  throw sparkError("INVALID_USAGE_OF_STAR_WITH_TABLE_IDENTIFIER_IN_COUNT", { tableName }, { origin: null });
}

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
  if (base !== undefined)
    throw sparkError("_LEGACY_ERROR_TEMP_1050", { attributes: `List(${target.join(", ")})` }, { origin: star.origin });
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
  return plan.columns.map((c) => asHere(c, cx.scope));
}

function without(star: Star, columns: Typed[], cx: ExpressionContext): Typed[] {
  const { except, origin } = star;
  if (except === undefined) return columns;
  const dropped = except.map((parts) => dropOf(parts, columns, star, cx));
  const overlaps = dropped.some((a, i) =>
    dropped.some(
      (b, j) => i !== j && a.column === b.column && a.path.every((at, k) => k >= b.path.length || b.path[k] === at),
    ),
  );
  if (overlaps)
    throw sparkError("EXCEPT_OVERLAPPING_COLUMNS", { columns: except.map((p) => p.join(".")).join(", ") }, { origin });
  return columns.flatMap((typed) => {
    const paths = dropped.filter((d) => d.column === typed).map((d) => d.path);
    if (paths.length === 0) return [typed];
    return paths.some((path) => path.length === 0) ? [] : [withoutFields(typed, paths, cx)];
  });
}

/** What EXCEPT names: a column of the star, or a field inside one by its places. */
interface Dropped {
  readonly column: Typed;
  readonly path: readonly number[];
}

function dropOf(parts: readonly string[], columns: readonly Typed[], star: Star, cx: ExpressionContext): Dropped {
  const same = sameName(cx.relation);
  const { target, origin } = star;
  const found = tryAttribute({ kind: "attribute", nameParts: parts, origin }, cx);
  const { id, path } = placeOf(found?.expr);
  const named = columns.find((c) => c.expr.kind === "column" && c.expr.id === id);
  if (named !== undefined) return { column: named, path };
  // The fields of a struct that the star spreads go by their own names.
  const [first = "", ...inside] = parts;
  const isField = target !== undefined && columns.every((c) => c.expr.kind === "get_field");
  const field = isField ? columns.find((c) => c.name !== undefined && same(c.name, first)) : undefined;
  if (field === undefined) throw unresolvedColumn(parts, cx, origin, "given");
  const deeper = inside.reduce((t, name) => extractField(t, name, cx, origin), field);
  return { column: field, path: placesBetween(deeper.expr, field.expr) };
}

/** The column below fields of structs, and their places from the outside in. */
function placeOf(e: Resolved | undefined): { readonly id: number | undefined; readonly path: readonly number[] } {
  if (e?.kind === "column") return { id: e.id, path: [] };
  if (e?.kind !== "get_field") return { id: undefined, path: [] };
  const { id, path } = placeOf(e.child);
  return { id, path: [...path, e.index] };
}

const placesBetween = (e: Resolved, base: Resolved): readonly number[] =>
  e === base || e.kind !== "get_field" ? [] : [...placesBetween(e.child, base), e.index];

/** A struct without some of its fields. */
function withoutFields(typed: Typed, paths: readonly (readonly number[])[], cx: ExpressionContext): Typed {
  const { type, nullable } = typed.expr;
  if (type.kind !== "struct") return typed;
  const args = type.fields.flatMap((field, index): Resolved[] => {
    const inside = paths.filter(([at]) => at === index).map((path) => path.slice(1));
    if (inside.some((path) => path.length === 0)) return [];
    const child: Typed = { ...extractField(typed, field.name, cx, undefined), metadata: undefined };
    return [literal(STRING, field.name), (inside.length === 0 ? child : withoutFields(child, inside, cx)).expr];
  });
  const fields = args.flatMap((e, i) => {
    const name = args[i - 1];
    if (i % 2 === 0 || name?.kind !== "literal") return [];
    return [{ name: String(name.value), type: e.type, nullable: e.nullable }];
  });
  const made: Resolved = {
    kind: "call",
    function: "named_struct",
    args,
    type: struct(fields),
    nullable: false,
    mode: "ansi",
  };
  if (!nullable) return { ...typed, expr: made };
  const missing = callOf("isnull", [typed.expr], BOOLEAN);
  const branches = [{ when: missing, then: nullOf(made.type) }];
  return { ...typed, expr: { kind: "case", branches, otherwise: made, type: made.type, nullable: true } };
}

function expandRegex(node: ColumnRegex, cx: ExpressionContext): Typed[] {
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
  return cx.scope.columns.filter((c) => isOfTable(c) && matches(c.column.name)).map(typedColumn);
}
