import type { ReadExpr, ReadFilter } from "../../../src/substrait/read/plan.ts";
import { BOOLEAN } from "../../../src/types/data-type.ts";
import type { Env, RelEnv } from "../context.ts";
import { canThrow, isDeterministic, someExpr } from "../expr/facts.ts";
import { inCondition } from "../expr/subquery.ts";
import { lowerExact } from "../dispatch.ts";
import { type Block, isOpen, seal } from "./block.ts";
import { emitRel } from "../dispatch.ts";
import { lowerOver } from "./level.ts";
import { type InputOf, inputsBelow, isJoinKey } from "./join-keys.ts";

/** Rows for which the condition is true. */
export function emitFilter(rel: ReadFilter, env: RelEnv): Block {
  const parts = flatten(rel.condition);
  const drawn = parts.findIndex((part) => !isDeterministic(part, env.cx.options.functions));
  if (drawn > 0) {
    // Generators advance for the rows only that the conjuncts before them let through.
    const input: ReadFilter = { ...rel, condition: allOf(parts.slice(0, drawn)) };
    return emitFilter({ ...rel, input, condition: allOf(parts.slice(drawn)) }, env);
  }
  const input = emitRel(rel.input, env);
  const steady = isDeterministic(rel.condition, env.cx.options.functions);
  const base =
    accepts(input, rel.condition) && (steady || input.where.length === 0) ? input : seal(input, env.cx.alias());
  const { block, result } = lowerOver(base, env, (e) => conjuncts(rel.condition, e, inputsBelow(rel.input)));
  return { ...block, where: [...block.where, ...result] };
}

/** Whether a WHERE can be put on the block for this condition. */
function accepts(input: Block, condition: ReadExpr): boolean {
  if (isOpen(input)) return true;
  if (input.closed || input.fixed || input.limit !== undefined || input.offset > 0 || input.tail !== "") return false;
  return !someExpr(
    condition,
    (e) => e.kind === "subquery" || (e.kind === "field" && input.columns[e.index]?.kind === "computed"),
  );
}

const allOf = (parts: readonly ReadExpr[]): ReadExpr =>
  parts.length === 1 && parts[0] !== undefined
    ? parts[0]
    : {
        kind: "call",
        function: "and",
        args: parts,
        type: BOOLEAN,
        nullable: parts.some((p) => p.nullable),
        mode: "legacy",
      };

const flatten = (expr: ReadExpr): readonly ReadExpr[] =>
  expr.kind === "call" && expr.function === "and" ? expr.args.flatMap(flatten) : [expr];

/**
 * The conjuncts of a condition as operands of AND. One that can fail stands under a CASE of those before it: DuckDB
 * may take conjuncts in any order. Keys of joins stand by themselves; `inputOf` tells them.
 */
export function conjuncts(condition: ReadExpr, env: Env, inputOf: InputOf | undefined): readonly string[] {
  const all = flatten(condition);
  const facts = env.cx.options.functions;
  const write = (expr: ReadExpr, e: Env): string => {
    const { sql } = inCondition(expr, e) ?? lowerExact(expr, e);
    return sql.atomic ? sql.text : `(${sql.text})`;
  };
  const isKey = (expr: ReadExpr) => inputOf !== undefined && isJoinKey(expr, inputOf);
  const risky = all.filter((expr) => canThrow(expr, facts) && !isKey(expr));
  if (risky.length === 0 || all.length === 1) return all.map((expr) => write(expr, env));
  const safe = all.filter((expr) => !risky.includes(expr));
  const plain = safe.map((expr) => write(expr, env));
  // Each risky conjunct is asked only where the ones before it in the text held.
  const guarded = (index: number): string => {
    const expr = risky[index];
    if (expr === undefined) return "true";
    const before = all
      .slice(0, all.indexOf(expr))
      .filter((e) => safe.includes(e) && (index === 0 || all.indexOf(e) > all.indexOf(risky[index - 1] ?? e)));
    const lazy: Env = before.length > 0 || index > 0 ? { ...env, lazy: true } : env;
    const own = write(expr, lazy);
    const rest = index + 1 < risky.length ? `CASE WHEN ${own} THEN ${guarded(index + 1)} ELSE false END` : own;
    if (before.length === 0) return rest;
    return `CASE WHEN ${before.map((e) => write(e, env)).join(" AND ")} THEN ${rest} ELSE false END`;
  };
  return [...plain, guarded(0)];
}
