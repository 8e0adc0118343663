import { sparkError } from "../errors/spark-error.ts";
import type { Origin } from "../errors/origin.ts";
import type { TypingSettings } from "../functions/define.ts";
import type { EvalMode, Expression } from "../resolved/expression.ts";
import { findWiderCommonType } from "../types/coercion.ts";
import { canCast, castNullable } from "../types/casts.ts";
import { BOOLEAN, type DataType, sameType } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import type { RelationContext } from "./context.ts";
import { castMismatch } from "../functions/cast-mismatch.ts";
import { evaluate } from "./fold.ts";
import { literal, type Typed } from "./typed.ts";

/** The session's mode for throwing operations. */
export const sessionMode = (typing: TypingSettings): EvalMode => (typing.ansi ? "ansi" : "legacy");

/**
 * An expression brought to a type by an implicit cast, which Spark does not print. Literals are cast at once, so that
 * `1 - discount` meets the engine as a decimal literal.
 */
export function castTo(typed: Typed, type: DataType, cx: RelationContext, origin?: Origin): Typed {
  const expr = castExpression(typed.expr, type, cx, origin);
  return expr === typed.expr ? typed : { ...typed, expr };
}

/** {@link castTo} on a bare expression. */
export function castExpression(expr: Expression, type: DataType, cx: RelationContext, origin?: Origin): Expression {
  if (sameType(expr.type, type)) return expr;
  const mode = sessionMode(cx.typing);
  const cast: Expression = {
    kind: "cast",
    child: expr,
    type,
    mode,
    nullable: expr.nullable || castNullable(expr.type, type, mode, cx.typing.line),
    origin,
  };
  if (expr.kind !== "literal") return cast;
  if (expr.value === null) return { ...literal(type, null), spelled: cast };
  // A cast that might give NULL keeps saying so in the schema.
  if (cast.nullable) return cast;
  // A literal that cannot be cast must fail when its row is reached, not before.
  try {
    const folded = evaluate(cast, cx.facts.settings.kernelSettings);
    return folded === undefined ? cast : { ...literal(type, folded.value), spelled: cast };
  } catch {
    return cast;
  }
}

/** The common type of the columns of a set operation, an inline table or an IN list; `undefined` if there is none. */
export const commonType = (types: readonly DataType[], cx: RelationContext): DataType | undefined =>
  findWiderCommonType(types, cx.typing);

/** The condition of HAVING and QUALIFY as a BOOLEAN: other types are cast, at the place of the SELECT (`AstBuilder.withHavingClause`). */
export function castCondition(typed: Typed, cx: RelationContext, origin?: Origin): Typed {
  const { type } = typed.expr;
  if (type.kind === "boolean") return typed;
  const mode = sessionMode(cx.typing);
  if (canCast(type, BOOLEAN, mode)) return castTo(typed, BOOLEAN, cx, origin);
  throw castMismatch(typed.sql(), type, BOOLEAN, "session", mode, origin);
}

/** Raises unless a filter's condition is BOOLEAN, at the filter's place. */
export function requireBoolean(typed: Typed, origin?: Origin): void {
  if (typed.expr.type.kind === "boolean") return;
  const sql = `"${typed.sql()}"`;
  throw sparkError(
    "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN",
    { sqlExpr: sql, filter: sql, type: `"${sqlType(typed.expr.type)}"` },
    { origin },
  );
}
