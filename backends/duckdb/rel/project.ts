import type { ReadExpr, ReadProject } from "../../../src/substrait/read/plan.ts";
import { canThrow, isDeterministic, someExpr } from "../expr/facts.ts";
import type { RelEnv } from "../context.ts";
import { lowerExpr } from "../dispatch.ts";
import { loosely, type Block, type BlockColumn, isOpen, seal } from "./block.ts";
import { emitRel } from "../dispatch.ts";
import { lowerOver } from "./level.ts";

/** Exactly these expressions; added to the input's own SELECT where that neither repeats nor reorders work. */
export function emitProject(rel: ReadProject, env: RelEnv): Block {
  const input = emitRel(rel.input, env);
  const base = mergeable(rel.expressions, input) ? input : seal(input, env.cx.alias());
  if (rel.expressions.every((e) => e.kind === "field")) {
    return { ...base, columns: rel.expressions.map((e) => column(base, e)) };
  }
  const { block, result } = lowerOver({ ...base, columns: base.columns }, env, (e) =>
    rel.expressions.map((expr): BlockColumn => {
      const from = expr.kind === "field" ? e.scope.columns[expr.index] : undefined;
      if (from !== undefined && "kind" in from) return from as BlockColumn;
      const value = loosely(lowerExpr(expr, e), expr.type);
      return { ...value, kind: isCheap(expr, value.sql.text, env) ? "cheap" : "computed" };
    }),
  );
  return { ...block, columns: result };
}

const column = (base: Block, expr: ReadExpr): BlockColumn => {
  const found = expr.kind === "field" ? base.columns[expr.index] : undefined;
  if (found === undefined) throw new RangeError("a projection of a column that is not there");
  return found;
};

/** Constants and short casts: repeating them costs nothing and cannot fail. */
const isCheap = (expr: ReadExpr, text: string, env: RelEnv): boolean =>
  (expr.kind === "literal" && text.length < 100) ||
  ((expr.kind === "cast" || expr.kind === "get_field") &&
    text.length < 60 &&
    !/\bk_|\bselect\b|\bover\b/i.test(text) &&
    !canThrow(expr, env.cx.options.functions) &&
    isDeterministic(expr, env.cx.options.functions));

/** Whether the expressions may stand in the input's SELECT. */
function mergeable(expressions: readonly ReadExpr[], input: Block): boolean {
  if (input.fixed) return false;
  if (isOpen(input)) return true;
  const plain = expressions.every((e) => e.kind === "field");
  const seen = new Set<number>();
  for (const expr of expressions) {
    if (expr.kind === "field") {
      if (input.columns[expr.index]?.kind === "computed") {
        if (seen.has(expr.index)) return false;
        seen.add(expr.index);
      }
    } else {
      // Over ORDER BY and LIMIT, and over groups, new values are for the rows that are left.
      if (input.closed || input.order.length > 0 || input.limit !== undefined || input.offset > 0) return false;
      if (someExpr(expr, (e) => e.kind === "subquery")) return false;
      if (someExpr(expr, (e) => e.kind === "field" && input.columns[e.index]?.kind === "computed")) return false;
    }
  }
  return plain || !input.closed;
}
