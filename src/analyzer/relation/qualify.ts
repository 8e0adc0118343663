/** QUALIFY: rows of a SELECT by its window functions (Spark 4.3's `ResolveQualify`). */
import type { Origin } from "../../errors/origin.ts";
import { SparkError, sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIfNeeded } from "../../lex/multipart-names.ts";
import type { ColumnId } from "../../resolved/column.ts";
import type { Expression as Resolved, Subquery } from "../../resolved/expression.ts";
import {
  expressionsOfCall,
  mapChildren,
  outerReferences,
  replaceTopDown,
  someExpression,
} from "../../resolved/visit.ts";
import type { Attribute, Expression } from "../../unresolved/expression.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import { castCondition } from "../coerce.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { isLiteralFunction, tryAttribute, unresolvedColumn } from "../expression/names.ts";
import { resolve } from "../expression/resolve.ts";
import { findName, type Scope, type ScopeColumn } from "../scope.ts";
import { Aggregates, type Windows } from "../typed.ts";
import { refuseGenerators } from "./misplaced.ts";
import { replaceOuter } from "./outer.ts";
import type { GroupingPlan } from "./grouping-plan.ts";
import type { Output } from "./select-output.ts";

/** A SELECT that is put together, as its QUALIFY sees it. */
export interface QualifiedBlock {
  readonly cx: RelationContext;
  readonly input: Analyzed;
  readonly outputs: readonly Output[];
  readonly windows: Windows;
  readonly grouping: GroupingPlan | undefined;
  readonly grouped: boolean;
  readonly scope: Scope;
  /** The context of its select list. */
  context(): ExpressionContext;
  /** An output's meaning for others. */
  shared(output: Output): Resolved;
}

/** Errors that come to light only once it is known that there are window functions. */
const AFTER_WINDOWS: ReadonlySet<string> = new Set([
  "WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE",
  "UNSUPPORTED_GROUPING_EXPRESSION",
]);

/**
 * The condition of a QUALIFY over the columns below the projection of a SELECT. Neither columns of enclosing queries nor
 * variables have names in it. Raises QUALIFY_REQUIRES_WINDOW_FUNCTION without any window function here or in the select
 * list, QUALIFY_AGGREGATE_NOT_ALLOWED for aggregate functions outside of windows. `origin` is the SELECT's place.
 */
export function qualification(block: QualifiedBlock, asked: Expression, origin: Origin | undefined): Resolved {
  refuseGenerators(asked, "UnresolvedQualify");
  const aggregates = new Aggregates(block.cx.ids);
  const cx = { ...namesOf(block), aggregates, generators: undefined, clause: "QUALIFY" };
  const condition = castCondition(settled(block, asked, cx), block.cx, origin);
  refuseUngrouped(block, asked, cx);
  const aggregated = new Map(aggregates.measures.map(({ column }) => [column.id, column.name]));
  someExpression(condition.expr, (e) => {
    const name = e.kind === "column" ? aggregated.get(e.id) : undefined;
    if (name === undefined) return false;
    const place = callPlace(asked, cx, name);
    throw sparkError("QUALIFY_AGGREGATE_NOT_ALLOWED", { aggregateExpr: `"${name}"` }, { origin: place });
  });
  if (block.windows.calls.length === 0) throw requiresWindow();
  const outputs = new Map(block.outputs.map((o) => [o.scoped.column.id, o]));
  const renamed = new Map(
    block.outputs.flatMap(({ scoped: { column }, expression: e }) =>
      e.kind === "column" ? [[column.id, { ...column, ...e }] as const] : [],
    ),
  );
  const computed = (e: Resolved): Resolved =>
    replaceTopDown(e, (part) => {
      if (part.kind === "subquery") return withOuter(mapChildren(part, computed) as typeof part);
      const output = part.kind === "column" ? outputs.get(part.id) : undefined;
      return output === undefined || output.expression.kind === "column" ? output?.expression : block.shared(output);
    });
  const withOuter = (query: Subquery): Subquery => {
    const plan = replaceOuter(query.plan, renamed);
    for (const id of outerReferences(plan))
      if (outputs.has(id) && outputs.get(id)?.expression.kind !== "column")
        throw unsupported("a query in QUALIFY that refers to a computed column of the select list", { origin });
    return { ...query, plan };
  };
  const expanded = computed(condition.expr);
  block.windows.rewrite(computed);
  if (aggregates.measures.length > 0) throw sparkError("MISSING_GROUP_BY", {}, { origin });
  return expanded;
}

const requiresWindow = (): Error => sparkError("QUALIFY_REQUIRES_WINDOW_FUNCTION", {}, { origin: null });

function settled(block: QualifiedBlock, asked: Expression, cx: ExpressionContext) {
  try {
    return resolve(asked, cx);
  } catch (error) {
    if (error instanceof SparkError && AFTER_WINDOWS.has(error.condition) && block.windows.calls.length === 0)
      throw requiresWindow();
    throw error;
  }
}

/**
 * What names mean. Beside a list without window functions they are the input's, and then the list's. Where the list has
 * some, names are looked for among what it shows and what its windows need, and only then below.
 */
function namesOf(block: QualifiedBlock): ExpressionContext {
  const { input, outputs } = block;
  const { settings } = block.cx.facts;
  const generated = outputs.filter((o) => o.isGenerated === true).map((o) => o.scoped);
  const below: Scope = { ...input.scope, columns: [...input.scope.columns, ...generated] };
  const shown = { ...block.scope, metadata: undefined };
  const selected = block.windows.calls.length > 0 ? { ...shown, columns: withNeeded(block) } : undefined;
  const [first, second] = selected === undefined ? [below, shown] : [selected, below];
  const relation = { ...block.cx, outer: [] };
  const fallback: ExpressionContext["fallback"] = (parts, _, origin) => {
    if (findName(second, parts, settings.caseSensitive) !== undefined) {
      const context = { ...block.context(), relation, scope: second };
      return tryAttribute({ kind: "attribute", nameParts: parts, origin }, context);
    }
    if (parts.length === 1 && isLiteralFunction((parts[0] ?? "").toLowerCase(), settings.line)) return undefined;
    throw unresolvedColumn(parts, { scope: shown }, origin);
  };
  return { ...block.context(), relation, scope: first, fallback };
}

/** The columns that a list with window functions shows, and those of the input that the items with some refer to. */
function withNeeded({ outputs, windows, input }: QualifiedBlock): ScopeColumn[] {
  const calls = new Map(windows.calls.map(({ column, call }) => [column.id, call]));
  const needed = new Set<ColumnId>();
  const note = (e: Resolved): void => {
    someExpression(e, (part) => {
      if (part.kind === "column") needed.add(part.id);
      return false;
    });
  };
  for (const { call } of windows.calls)
    for (const e of [...expressionsOfCall(call), ...call.partition, ...call.windowOrder.map((k) => k.expression)])
      note(e);
  for (const { expression } of outputs)
    if (someExpression(expression, (e) => e.kind === "column" && calls.has(e.id))) note(expression);
  const shown = outputs.map((o) => o.scoped);
  const own = new Set(shown.map((c) => c.column.id));
  return [...shown, ...input.scope.columns.filter(({ column: { id } }) => needed.has(id) && !own.has(id))];
}

/** The first part of `asked` that `is`, subqueries not counted. */
function find(asked: Expression, is: (part: Expression) => boolean): Expression | undefined {
  if (is(asked)) return asked;
  for (const child of subexpressionsOf(asked)) {
    const found = find(child, is);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where the aggregate function stands that is printed as `name`. */
function callPlace(asked: Expression, cx: ExpressionContext, name: string): Origin | undefined {
  const prints = (part: Expression): boolean =>
    part.kind === "function" && resolve(part, { ...cx, aggregates: new Aggregates(cx.relation.ids) }).sql() === name;
  return find(asked, prints)?.origin;
}

/** Columns of the input that are not grouped by are not there: UNRESOLVED_COLUMN, with all names as Spark prints them. */
function refuseUngrouped(block: QualifiedBlock, asked: Expression, cx: ExpressionContext): void {
  if (!block.grouped) return;
  const there = new Set(block.outputs.map((o) => o.scoped.column.id));
  for (const { expression } of block.grouping?.projections ?? [])
    if (expression.kind === "column") there.add(expression.id);
  const whole = new Set(
    (block.grouping?.projections ?? []).filter((p) => p.expression.kind !== "column").map((p) => p.column.id),
  );
  const input = new Map([...block.input.scope.columns, ...block.input.scope.hidden].map((c) => [c.column.id, c]));
  const missing = (part: Expression): part is Attribute => {
    if (part.kind !== "attribute") return false;
    const found = tryAttribute(part, cx)?.expr;
    return found?.kind === "column" && input.has(found.id) && !there.has(found.id);
  };
  // Parts of what is grouped by are known as a whole only.
  if (whole.size > 0) return;
  const found = find(asked, missing);
  if (found === undefined || found.kind !== "attribute") return;
  const { expr } = tryAttribute(found, cx) ?? {};
  const column = expr?.kind === "column" ? input.get(expr.id) : undefined;
  const proposal = block.outputs.map((o) => printed(o.scoped)).join(", ");
  const objectName = column === undefined ? "" : printed(column);
  throw sparkError("UNRESOLVED_COLUMN.WITH_SUGGESTION", { objectName, proposal }, { origin: found.origin });
}

const printed = ({ column, qualifier }: ScopeColumn): string =>
  [...qualifier, column.name].map(quoteIfNeeded).join(".");
