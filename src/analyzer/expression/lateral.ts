import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { ExpressionContext } from "../context.ts";

/** The same context, noting the lateral column aliases that are used in it: their quoted names. */
export interface NotedAliases {
  readonly cx: ExpressionContext;
  readonly used: readonly string[];
}

/** Notes which aliases of the same select list an expression uses (`LateralColumnAliasReference`). */
export function notingAliases(cx: ExpressionContext): NotedAliases {
  const { fallback } = cx;
  if (fallback === undefined) return { cx, used: [] };
  const used: string[] = [];
  const noting: typeof fallback = (parts, planId) => {
    const found = fallback(parts, planId);
    if (found?.lateralAlias !== undefined) used.push(found.lateralAlias);
    return found;
  };
  return { cx: { ...cx, fallback: noting }, used };
}

/** Throws where an aggregate function uses a lateral alias (`ResolveLateralColumnAliasReference`). */
export function refuseInAggregate({ used: [lca] }: NotedAliases, sql: () => string): void {
  if (lca === undefined) return;
  throw sparkError(
    "UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_AGGREGATE_FUNC",
    { lca, aggFunc: `"${sql()}"` },
    { origin: null },
  );
}

/** Throws where a window function or its window uses one. */
export function refuseInWindow({ used: [lca] }: NotedAliases, sql: () => string): void {
  if (lca === undefined) return;
  throw sparkError(
    "UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_WINDOW",
    { lca, windowExpr: `"${sql()}"` },
    { origin: null },
  );
}

/** Throws where a generator uses one: Spark fails on that plan. */
export function refuseInGenerator({ used: [lca] }: NotedAliases): void {
  if (lca !== undefined) throw unsupported(`the lateral column alias ${lca} in a generator`);
}
