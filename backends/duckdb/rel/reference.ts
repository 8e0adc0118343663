import type { ReadPlan, ReadReference, ReadRel } from "../../../src/substrait/read/plan.ts";
import { exprParts, relExprs, relInputs, relIsDeterministic } from "../expr/facts.ts";
import type { ReadExpr } from "../../../src/substrait/read/plan.ts";
import type { RelEnv } from "../context.ts";
import { invariant } from "../../../src/base/invariant.ts";
import { type Block, block, columnName, ref, render } from "./block.ts";
import { emitRel } from "../dispatch.ts";

/** A shared piece: written once as a CTE, or in place when it has one use. */
export function emitReference(rel: ReadReference, env: RelEnv): Block {
  const { cx } = env;
  const piece = cx.plan.shared[rel.index];
  invariant(piece !== undefined, `no shared piece ${rel.index}`);
  const own: RelEnv = { cx, outer: [], blocking: env.blocking };
  if ((cx.uses[rel.index] ?? 0) <= 1) return emitRel(piece, own);
  const name = `s${rel.index}`;
  let ducks = cx.references.get(rel.index);
  if (ducks === undefined) {
    const found = emitRel(piece, { ...own, blocking: false });
    ducks = found.columns.map((c) => c.duck);
    cx.references.set(rel.index, ducks);
    // A piece that answers anew each time has one answer for all its uses. For the others DuckDB decides.
    const how = relIsDeterministic(piece, cx.options.functions) ? "AS" : "AS MATERIALIZED";
    cx.ctes.push(`${name} ${how} (${render(found)})`);
  }
  const alias = cx.alias();
  return block(
    `${name} AS ${alias}`,
    alias,
    ducks.map((duck, i) => ref(alias, columnName(i), duck)),
  );
}

/** How often each shared piece of a plan is used, sub-queries and other pieces included. */
export function countUses(plan: ReadPlan): readonly number[] {
  const uses = plan.shared.map(() => 0);
  const visitExpr = (expr: ReadExpr): void => {
    if (expr.kind === "subquery") visit(expr.rel);
    exprParts(expr).forEach(visitExpr);
  };
  const visit = (rel: ReadRel): void => {
    if (rel.kind === "reference") {
      const before = uses[rel.index] ?? 0;
      uses[rel.index] = before + 1;
      const piece = plan.shared[rel.index];
      if (before === 0 && piece !== undefined) visit(piece);
    }
    relExprs(rel).forEach(visitExpr);
    relInputs(rel).forEach(visit);
  };
  visit(plan.root);
  return uses;
}
