import type { Origin } from "../../errors/origin.ts";
import type { Column } from "../../resolved/column.ts";
import type { Projection } from "../../resolved/relation.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { ExpressionContext } from "../context.ts";
import type { Typed } from "../typed.ts";

/** How a SELECT groups its rows. */
export interface GroupingPlan {
  /** The grouping columns that stand above the aggregate. */
  readonly projections: readonly Projection[];
  /** They were left to GROUP BY ALL, which stands there. */
  readonly all?: { readonly origin: Origin | undefined } | undefined;
  readonly sets?: readonly (readonly number[])[] | undefined;
  readonly groupingId?: Column | undefined;
  /** Which of the grouping columns were asked for, in that order, where some were so more than once. */
  readonly form?: string | undefined;
  /** What was asked for, resolved: values that answer anew each time are these once. */
  readonly asked?: ReadonlyMap<Expression, Typed> | undefined;
  /** grouping() and grouping_id(), where there are sets. */
  readonly functions: ExpressionContext["groupingFunctions"];
}
