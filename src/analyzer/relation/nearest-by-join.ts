import { sparkError } from "../../errors/spark-error.ts";
import { isOrderable } from "../../functions/arg-rules.ts";
import type { ColumnId } from "../../resolved/column.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import type { Projection, Relation } from "../../resolved/relation.ts";
import { replaceTopDown } from "../../resolved/visit.ts";
import { BOOLEAN } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { NearestByJoin } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import type { Scope, ScopeColumn } from "../scope.ts";
import { isNotNull, columnRef, literal, type Typed } from "../typed.ts";
import { visible } from "../visible.ts";
import { plainContext } from "./plain-context.ts";
import { Misplaced } from "./misplaced.ts";

/** The most right rows that a left one may ask for. */
const MOST = 100_000;

/**
 * Each left row beside the few right rows that rank best for it (`RewriteNearestByJoin`): a lateral join of the right
 * side, ordered by the ranking and cut. Right rows without a rank match nothing.
 */
export function analyzeNearestByJoin(node: NearestByJoin, left: Analyzed, cx: RelationContext): Analyzed {
  const { outer, descending } = checked(node);
  const right = cx.analyze(node.right, cx);
  const below = [left.scope.plans, right.scope.plans].filter((p) => p !== undefined);
  const both: Scope = {
    columns: [...left.scope.columns, ...right.scope.columns],
    hidden: [...left.scope.hidden, ...right.scope.hidden],
    plans: { planId: undefined, columns: [], below, sides: true },
  };
  const ranking = rankingOf(node, { relation: left.relation, scope: both }, cx);
  const nearest = best(visible(right), outward(ranking.expr, left), descending, node.count, cx);
  const input = visible(left);
  const nullable = (c: ScopeColumn): ScopeColumn => ({ ...c, column: { ...c.column, nullable: true } });
  const columns = [...left.scope.columns, ...right.scope.columns].map(nullable);
  const relation: Relation = {
    kind: "join",
    left: input,
    right: nearest,
    type: outer ? "left" : "cross",
    condition: outer ? literal(BOOLEAN, true) : undefined,
    lateral: true,
    output: columns.map((c) => c.column),
  };
  return { relation, scope: { columns, hidden: [], plans: { planId: node.planId, columns, below } } };
}

/** What Spark checks before it looks at the sides. */
function checked({ count, type, mode, direction }: NearestByJoin): { outer: boolean; descending: boolean } {
  if (count < 1 || count > MOST) {
    throw sparkError("NEAREST_BY_JOIN.NUM_RESULTS_OUT_OF_RANGE", {
      numResults: String(count),
      min: "1",
      max: String(MOST),
    });
  }
  const join = type.toLowerCase().replaceAll("_", "");
  if (join !== "inner" && join !== "left" && join !== "leftouter") {
    throw sparkError("NEAREST_BY_JOIN.UNSUPPORTED_JOIN_TYPE", { joinType: type, supported: "'INNER', 'LEFT OUTER'" });
  }
  if (!["approx", "exact"].includes(mode.toLowerCase())) {
    throw sparkError("NEAREST_BY_JOIN.UNSUPPORTED_MODE", { mode, supported: "'approx', 'exact'" });
  }
  const way = direction.toLowerCase();
  if (way !== "distance" && way !== "similarity") {
    throw sparkError("NEAREST_BY_JOIN.UNSUPPORTED_DIRECTION", { direction, supported: "'distance', 'similarity'" });
  }
  return { outer: join !== "inner", descending: way === "similarity" };
}

function rankingOf(node: NearestByJoin, both: Analyzed, cx: RelationContext): Typed {
  const context = plainContext(both, cx, "JOIN");
  const misplaced = new Misplaced(context);
  const typed = resolve(node.ranking, misplaced.within(context));
  misplaced.refuse("NearestByJoin", undefined);
  const { type } = typed.expr;
  if (isOrderable(type)) return typed;
  throw sparkError(
    "NEAREST_BY_JOIN.NON_ORDERABLE_RANKING_EXPRESSION",
    { expression: `"${typed.sql()}"`, type: `"${sqlType(type)}"` },
    { origin: null },
  );
}

/** An expression with the left side's columns as those of the query around. */
function outward(e: Resolved, { relation }: Analyzed): Resolved {
  const ids: ReadonlySet<ColumnId> = new Set(relation.output.map((c) => c.id));
  return replaceTopDown(e, (part) =>
    part.kind === "column" && ids.has(part.id) ? { ...part, kind: "outer" } : undefined,
  );
}

function best(right: Relation, ranking: Resolved, descending: boolean, count: number, cx: RelationContext): Relation {
  const rank: Projection = {
    column: cx.ids.column("__rank__", ranking.type, ranking.nullable),
    expression: ranking,
  };
  const passed = right.output.map((column) => ({ column, expression: columnRef(column) }));
  const projections = [...passed, rank];
  const output = projections.map((p) => p.column);
  const ranked: Relation = { kind: "project", input: right, projections, output };
  const key = columnRef(rank.column);
  const condition: Resolved = isNotNull(key);
  const known: Relation = { kind: "filter", input: ranked, condition, output };
  const keys = [{ expression: key, descending, nulls: "last" as const }];
  const sorted: Relation = { kind: "sort", input: known, keys, output };
  const cut: Relation = { kind: "limit", input: sorted, count, offset: 0, output };
  return { kind: "project", input: cut, projections: passed, output: right.output };
}
