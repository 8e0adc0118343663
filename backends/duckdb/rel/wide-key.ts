import type { ReadExpr } from "../../../src/substrait/read/plan.ts";
import { isIntegral } from "../../../src/types/data-type.ts";
import type { Env } from "../context.ts";
import { canThrow, someExpr } from "../expr/facts.ts";
import { castTo } from "../functions/forms.ts";
import { type Sql, sql } from "../sql.ts";

const WIDE = "HUGEINT";

/**
 * What an equality of whole numbers that can overflow implies, computed where nothing overflows: `a = CAST(b AS HUGEINT)
 * + 1`. Unlike the equality, which is asked only where the conditions before it hold, this can be the key of a hash
 * join. `undefined` for all but sums and differences of both sides' columns.
 */
export function wideKey(expr: ReadExpr, env: Env, write: (expr: ReadExpr, env: Env) => Sql): Sql | undefined {
  if (expr.kind !== "call" || (expr.function !== "=" && expr.function !== "==")) return undefined;
  const [left, right] = expr.args;
  if (left === undefined || right === undefined || !hasField(left) || !hasField(right)) return undefined;
  const sides = [widened(left, env, write), widened(right, env, write)];
  const [a, b] = sides;
  return a === undefined || b === undefined ? undefined : sql`${a} = ${b}`;
}

const hasField = (expr: ReadExpr): boolean => someExpr(expr, (e) => e.kind === "field");

function widened(expr: ReadExpr, env: Env, write: (expr: ReadExpr, env: Env) => Sql): Sql | undefined {
  if (expr.kind === "subquery" || !isIntegral(expr.type)) return undefined;
  if (!canThrow(expr, env.cx.options.functions)) return castTo(write(expr, env), WIDE);
  if (expr.kind !== "call" || (expr.function !== "+" && expr.function !== "-") || expr.args.length !== 2)
    return undefined;
  const [a, b] = expr.args.map((arg) => widened(arg, env, write));
  if (a === undefined || b === undefined) return undefined;
  return expr.function === "+" ? sql`${a} + ${b}` : sql`${a} - ${b}`;
}
