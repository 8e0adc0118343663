/** Aggregates, window functions and generators where an operator may not hold them (`CheckAnalysis`, `ExtractWindowExpressions`). */
import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { lookupFunction } from "../../functions/registry.ts";
import type { Expression } from "../../unresolved/expression.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import type { ExpressionContext } from "../context.ts";
import { Aggregates, type Typed, Windows } from "../typed.ts";

/** Whether an expression that was asked for holds one of a kind, subqueries not counted. */
export const holds = (e: Expression, is: (part: Expression) => boolean): boolean =>
  is(e) || subexpressionsOf(e).some((child) => holds(child, is));

const isWindow = (e: Expression): boolean => e.kind === "window";
const isGenerator = (e: Expression): boolean =>
  e.kind === "function" && e.nameParts.length === 1 && lookupFunction(e.nameParts[0] ?? "")?.kind === "generator";

/** Refuses window functions in the conditions of WHERE and HAVING, before anything else in them is looked at. */
export function refuseWindows(condition: Expression, clauseName: "WHERE" | "HAVING"): void {
  if (holds(condition, isWindow)) {
    throw sparkError("WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE", { clauseName }, { origin: null });
  }
}

/** Refuses generators anywhere but in a select list; `plan` is the operator's name. */
export function refuseGenerators(e: Expression, plan: string): void {
  if (holds(e, isGenerator))
    throw sparkError("UNSUPPORTED_GENERATOR.OUTSIDE_SELECT", { plan: `'${plan}` }, { origin: null });
}

/** What an operator holds that it may not: taken up while its expressions are resolved, and refused when they are. */
export class Misplaced {
  readonly #aggregates: Aggregates;
  readonly #windows: Windows;

  constructor(cx: ExpressionContext) {
    this.#aggregates = new Aggregates(cx.relation.ids);
    this.#windows = new Windows(cx.relation.ids);
  }

  /** The context in which misplaced calls resolve, unless they have a place there. */
  within(cx: ExpressionContext): ExpressionContext {
    return { ...cx, aggregates: cx.aggregates ?? this.#aggregates, windows: cx.windows ?? this.#windows };
  }

  /** The printed calls. */
  get found(): readonly string[] {
    return [...this.#windows.calls, ...this.#aggregates.measures].map(({ column }) => column.name);
  }

  /** UNSUPPORTED_EXPR_FOR_OPERATOR if there are any; `operator` is Spark's name of it. */
  refuse(operator: string, origin: Origin | undefined): void {
    if (this.found.length === 0) return;
    const invalidExprSqls = this.found.map((sql) => `"${sql}"`).join(", ");
    throw sparkError("UNSUPPORTED_EXPR_FOR_OPERATOR", { invalidExprSqls, operator }, { origin });
  }

  /** INVALID_WHERE_CONDITION if there are any. */
  refuseInWhere(condition: Typed, origin: Origin | undefined): void {
    if (this.found.length === 0) return;
    throw sparkError(
      "INVALID_WHERE_CONDITION",
      { condition: `"${condition.sql()}"`, expressionList: this.found.join(", ") },
      { origin },
    );
  }
}
