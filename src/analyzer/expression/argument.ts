import { SparkError } from "../../errors/spark-error.ts";
import type { Origin } from "../../errors/origin.ts";
import type { ArgInfo } from "../../functions/define.ts";
import type { CallSite } from "../../functions/resolve.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import type { DataType } from "../../types/data-type.ts";
import type { Value } from "../../types/value.ts";
import type { ExpressionContext } from "../context.ts";
import { evaluate } from "../fold.ts";
import { literal, type Typed } from "../typed.ts";

/** What typing rules see of an argument. */
export const infoOf = (t: Typed, cx: ExpressionContext): ArgInfo => new TypedArgument(t, cx);

// A class, not an object with getters: those are made anew for each of a wide plan's thousands of arguments.
class TypedArgument implements ArgInfo {
  readonly type: DataType;
  readonly nullable: boolean;
  readonly foldable: boolean;
  readonly literal: boolean;
  readonly elements: readonly boolean[] | undefined;
  readonly #typed: Typed;
  readonly #cx: ExpressionContext;

  constructor(typed: Typed, cx: ExpressionContext) {
    const { expr } = typed;
    this.type = expr.type;
    this.nullable = expr.nullable;
    this.foldable = typed.foldable;
    this.literal = expr.kind === "literal" && typed.isVariable !== true;
    this.elements = expr.kind === "call" && expr.function === "array" ? expr.args.map((a) => a.nullable) : undefined;
    this.#typed = typed;
    this.#cx = cx;
  }

  get value(): Value | undefined {
    const { expr, foldable } = this.#typed;
    if (expr.kind === "literal") return expr.value;
    return foldable ? valueOf(expr, this.#cx) : undefined;
  }

  get sql(): string {
    return this.#typed.sql();
  }
}

/** A call as errors show it. */
export class Call implements CallSite {
  readonly origin: Origin | undefined;
  readonly #sql: () => string;

  constructor(sql: () => string, origin: Origin | undefined) {
    this.#sql = sql;
    this.origin = origin;
  }

  get sql(): string {
    return this.#sql();
  }
}

/** A constant's value; one that fails has none until its row is reached. */
function valueOf(expr: Resolved, cx: ExpressionContext): Value | undefined {
  try {
    return evaluate(expr, cx.relation.facts.settings.kernelSettings)?.value;
  } catch (reason) {
    if (reason instanceof SparkError) return undefined;
    throw reason;
  }
}

/** {@link infoOf} with its lazy parts asked for. */
export const infoFields = (i: ArgInfo) => ({
  type: i.type,
  nullable: i.nullable,
  foldable: i.foldable,
  value: i.value,
  ...(i.literal !== undefined && { literal: i.literal }),
  elements: i.elements,
  sql: i.sql,
});

/** A constant expression as the literal of its value; as it is where it has none or fails. */
export function constantOf(expr: Resolved, cx: ExpressionContext): Resolved {
  if (expr.kind === "literal") return expr;
  try {
    const folded = evaluate(expr, cx.relation.facts.settings.kernelSettings);
    return folded === undefined ? expr : literal(expr.type, folded.value);
  } catch {
    return expr;
  }
}
