/** What a SELECT with groups may not hold. */
import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteIfNeeded } from "../../lex/multipart-names.ts";
import type { Column, ColumnId } from "../../resolved/column.ts";
import type { Expression as Resolved, Subquery } from "../../resolved/expression.ts";
import { expressionsOfCall, someExpression, subexpressions } from "../../resolved/visit.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { outerNames } from "../expression/subquery.ts";
import { isRoutineValue, someOutside } from "../routine/value.ts";
import { type Aggregates, keyOf } from "../typed.ts";
import type { GroupingPlan } from "./grouping-plan.ts";
import { withoutOuter } from "./outer.ts";
import type { Output } from "./select-output.ts";
import { isCorrelated } from "./subquery-places.ts";

/** Of a SELECT being put together, what these checks look at. */
interface GroupedSelect {
  readonly aggregates: Aggregates;
  readonly grouping: GroupingPlan | undefined;
  readonly outputs: readonly Output[];
  readonly input: Analyzed;
  readonly node: { readonly origin?: Origin | undefined };
}

/**
 * An Aggregate cannot refer to the query around it, but for what its WHERE and HAVING do
 * (`CheckAnalysis.checkCorrelationsInSubquery`).
 */
export function refuseOuter({ aggregates, grouping, outputs, node }: GroupedSelect, cx: RelationContext): void {
  if (cx.outer[0]?.constant === true) return;
  // Inside of a function that calls another one, Spark 4.0 takes the arguments for the aggregate's own.
  const looksInside = cx.calls.length > 0 && cx.routines.temporary !== "all" && cx.facts.settings.line < 403;
  const isOuter = (e: Resolved): boolean => e.kind === "outer";
  const outer = new Set<ColumnId>();
  for (const { column, call } of aggregates.measures) {
    const parts = expressionsOfCall(call);
    // Arguments of SQL functions are computed below the Aggregate.
    if (!parts.some((e) => (looksInside ? someExpression(e, isOuter) : someOutside(e, isOuter)))) continue;
    if (parts.some((e) => someExpression(e, (p) => p.kind === "column"))) {
      throw sparkError(
        "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.AGGREGATE_FUNCTION_MIXED_OUTER_LOCAL_REFERENCES",
        { function: column.name },
        { origin: call.origin },
      );
    }
    outer.add(column.id);
  }
  const refers = (e: Resolved) => someExpression(e, (p) => isOuter(p) || (p.kind === "column" && outer.has(p.id)));
  const groups = (grouping?.projections ?? [])
    .filter((p) => refers(p.expression))
    .map((p) => withoutOuter(p.column.name));
  const shown = outputs
    .filter((o) => refers(o.expression))
    .map(({ scoped: { column }, sql }) => `${withoutOuter(sql?.() ?? column.name)} AS ${quoteIfNeeded(column.name)}`);
  const sqlExprs = [...groups, ...shown].map((text) => `"${text}"`).join(",");
  if (sqlExprs === "") return;
  throw sparkError(
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_REFERENCE",
    { sqlExprs },
    { origin: node.origin },
  );
}

/**
 * A scalar subquery over the rows that are grouped is one of the grouping expressions or stands in an aggregate
 * function; one that is grouped by is shown, too (`CheckAnalysis`). `computed` is what is grouped by and no bare column.
 */
export function refuseSubqueriesOfRows(
  { grouping, outputs, input, node }: GroupedSelect,
  computed: ReadonlyMap<string, Column>,
): void {
  const isOfRows = (e: Resolved): e is Subquery => e.kind === "subquery" && e.mode === "scalar" && isCorrelated(e);
  const shown = new Set<string>();
  const visit = (e: Resolved): void => {
    // The body of a SQL function asks for its query itself.
    if (isRoutineValue(e)) return;
    if (computed.size > 0 && e.kind !== "lambda") {
      const key = keyOf(e);
      if (computed.has(key)) return void shown.add(key);
    }
    if (isOfRows(e)) {
      const all = grouping?.all;
      if (all !== undefined) throw sparkError("UNRESOLVED_ALL_IN_GROUP_BY", {}, { origin: all.origin });
      const names = outerNames(e.plan, [input.scope]).join(", ");
      throw sparkError(
        "SCALAR_SUBQUERY_IS_IN_GROUP_BY_OR_AGGREGATE_FUNCTION",
        { sqlExpr: `"scalarsubquery(${names})"` },
        { origin: e.origin },
      );
    }
    for (const child of subexpressions(e)) visit(child);
  };
  for (const { expression } of outputs) visit(expression);
  for (const { expression } of grouping?.projections ?? []) {
    if (!someOutside(expression, isOfRows) || shown.has(keyOf(expression))) continue;
    throw sparkError(
      "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.MUST_AGGREGATE_CORRELATED_SCALAR_SUBQUERY",
      {},
      { origin: node.origin },
    );
  }
}
