import { SparkError, sparkError } from "../../errors/spark-error.ts";
import type { SortKey } from "../../resolved/expression.ts";
import { someType } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { SortOrder } from "../../unresolved/expression.ts";
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
  const { type } = typed.expr;
  if (someType(type, (t) => t.kind === "map" || t.kind === "variant" || t.kind === "calendar_interval")) {
    throw sparkError(
      "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
      { sqlExpr: `"${sql()}"`, functionName: "`sortorder`", dataType: `"${sqlType(type)}"` },
      { origin: order.origin },
    );
  }
  return { key: { expression: typed.expr, descending, nulls }, typed, sql };
}

function resolveChild(order: SortOrder, cx: ExpressionContext): Typed {
  try {
    return cx.resolve(order.child, cx);
  } catch (error) {
    throw error instanceof SparkError ? error.at(order.origin) : error;
  }
}
