import { sparkError } from "../../errors/spark-error.ts";
import type { SqlContext } from "../context.ts";

/** Whether NOT stands `ahead`, or the `!` that can stand for it. */
export const isNot = (cx: SqlContext, ahead = 0): boolean => cx.isWord("NOT", ahead) || cx.isOp("!", ahead);

/**
 * Takes the NOT or `!` at the cursor. Since 4.0 `!` is no NOT but before a whole expression
 * (`spark.sql.legacy.bangEqualsNot`): raises SYNTAX_DISCONTINUED.BANG_EQUALS_NOT.
 */
export function acceptNot(cx: SqlContext): void {
  if (cx.isOp("!") && cx.reading.line >= 400 && !cx.reading.dialect.bangIsNot) {
    throw sparkError("SYNTAX_DISCONTINUED.BANG_EQUALS_NOT", { clause: "!" }, { origin: cx.originOf(cx.peek()) });
  }
  cx.next();
}

/** Takes IF NOT EXISTS where it stands. Raises as {@link acceptNot} does. */
export function acceptIfNotExists(cx: SqlContext): boolean {
  if (!cx.isWord("IF") || !isNot(cx, 1) || !cx.isWord("EXISTS", 2)) return false;
  cx.next();
  acceptNot(cx);
  cx.next();
  return true;
}
