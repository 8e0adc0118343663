/** Aggregates, window functions and generators where an operator may not hold them (`CheckAnalysis`, `ExtractWindowExpressions`). */
import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteIfNeeded } from "../../lex/multipart-names.ts";
import type { Column } from "../../resolved/column.ts";
import type { AggregateCall } from "../../resolved/expression.ts";
import { someExpression } from "../../resolved/visit.ts";
import { lookupFunction } from "../../functions/registry.ts";
import type { Expression } from "../../unresolved/expression.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import type { ExpressionContext } from "../context.ts";
import type { ScopeColumn } from "../scope.ts";
import { Aggregates, type Typed, Windows } from "../typed.ts";

/** Whether an expression that was asked for holds one of a kind, subqueries not counted. */
export function holds(e: Expression, is: (part: Expression) => boolean): boolean {
  if (is(e)) return true;
  for (const child of subexpressionsOf(e)) if (holds(child, is)) return true;
  return false;
}

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

/** A name where it stands as a whole in a printed expression. */
export const nameIn = (name: string): RegExp =>
  new RegExp(`(?<![\\w#])${name.replace(/[^A-Za-z0-9_\u0080-\uffff]/g, "\\$&")}(?![\\w#(])`, "g");

/** What an operator holds that it may not: taken up while its expressions are resolved, and refused when they are. */
export class Misplaced {
  readonly #aggregates: Aggregates;
  readonly #windows: Windows;

  readonly #columns: readonly ScopeColumn[];

  constructor(cx: ExpressionContext) {
    this.#columns = cx.scope.columns;
    this.#aggregates = new Aggregates(cx.relation.ids);
    this.#windows = new Windows(cx.relation.ids);
  }

  /** The context in which misplaced calls resolve, unless they have a place there. */
  within(cx: ExpressionContext): ExpressionContext {
    return { ...cx, aggregates: cx.aggregates ?? this.#aggregates, windows: cx.windows ?? this.#windows };
  }

  /** The calls, and their columns, which are named as they are printed. */
  get found(): readonly { readonly column: Column; readonly call: AggregateCall }[] {
    return [...this.#windows.calls, ...this.#aggregates.measures];
  }

  /** A printed call with its columns' qualifiers. */
  #qualified({ column, call }: (typeof this.found)[number]): string {
    return this.#columns.reduce((text, { column: { id, name }, qualifier }) => {
      const isThere = call.args.some((e) => someExpression(e, (part) => part.kind === "column" && part.id === id));
      const full = [...qualifier, name].map(quoteIfNeeded).join(".");
      return isThere ? text.replace(nameIn(name), () => full) : text;
    }, column.name);
  }

  /** UNSUPPORTED_EXPR_FOR_OPERATOR if there are any; `operator` is Spark's name of it. */
  refuse(operator: string, origin: Origin | undefined): void {
    if (this.found.length === 0) return;
    const invalidExprSqls = this.found.map(({ column }) => `"${column.name}"`).join(", ");
    throw sparkError("UNSUPPORTED_EXPR_FOR_OPERATOR", { invalidExprSqls, operator }, { origin });
  }

  /** INVALID_WHERE_CONDITION if there are any. */
  refuseInWhere(condition: Typed, origin: Origin | undefined): void {
    if (this.found.length === 0) return;
    throw sparkError(
      "INVALID_WHERE_CONDITION",
      { condition: `"${condition.sql()}"`, expressionList: this.found.map((call) => this.#qualified(call)).join(", ") },
      { origin },
    );
  }
}
