import { SparkError } from "../../errors/spark-error.ts";
import { requireOrder } from "../../functions/resolve.ts";
import type { SortKey } from "../../resolved/expression.ts";
import type { SortOrder } from "../../unresolved/expression.ts";
import { Call } from "./argument.ts";
import type { ExpressionContext } from "../context.ts";
import type { Typed } from "../typed.ts";

/** A sort key and its printed form. */
export interface TypedSortKey {
  readonly key: SortKey;
  readonly typed: Typed;
  readonly sql: () => string;
}

/** A sort order over a scope. */
export function sortKey(order: SortOrder, cx: ExpressionContext): TypedSortKey {
  const typed = resolveChild(order, cx);
  const { descending, nulls } = order;
  const sql = () => `${typed.sql()} ${descending ? "DESC" : "ASC"} NULLS ${nulls === "first" ? "FIRST" : "LAST"}`;
  requireOrder(typed.expr.type, "sortorder", new Call(sql, order.origin ?? order.child.origin));
  return { key: { expression: typed.expr, descending, nulls }, typed, sql };
}

function resolveChild(order: SortOrder, cx: ExpressionContext): Typed {
  try {
    return cx.resolve(order.child, cx);
  } catch (error) {
    throw error instanceof SparkError ? error.at(order.origin) : error;
  }
}
