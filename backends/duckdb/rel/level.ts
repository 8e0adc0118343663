/**
 * Expressions over a block. Sub-expressions that must be computed once become columns of SELECTs put under the block,
 * all under the block's own alias, so that no text written before changes its meaning.
 */
import type { Env, RelEnv, Scope } from "../context.ts";
import { atom } from "../sql.ts";
import { type Block, block, isHoistable, type Lowered, seal } from "./block.ts";

/** Thrown to start over with the block sealed: it has no single alias to put columns under. */
class NeedsSeal extends Error {
  readonly scope: object;
  constructor(scope: object) {
    super("a sub-select is needed");
    this.scope = scope;
  }
}

/** The environment of expressions over columns where nothing can be put underneath. */
export const envOver = (columns: readonly Lowered[], env: RelEnv, hoist?: Scope["hoist"]): Env => ({
  cx: env.cx,
  scope: { columns, hoist },
  outer: env.outer,
  lambdas: [],
  lazy: false,
  blocking: env.blocking,
});

/** Lowers expressions over a block; the block that comes back is the one they refer to. */
export function lowerOver<T>(
  input: Block,
  env: RelEnv,
  build: (env: Env) => T,
): { readonly block: Block; readonly result: T } {
  const marker = {};
  const hoisted: { readonly name: string; readonly value: Lowered }[] = [];
  const possible = isHoistable(input);
  const hoist = (value: Lowered): Lowered => {
    if (!possible) throw new NeedsSeal(marker);
    const known = hoisted.find((h) => h.value.sql.text === value.sql.text);
    const name = known?.name ?? `h_${env.cx.next()}`;
    if (known === undefined) hoisted.push({ name, value });
    return { sql: atom(`${input.alias}.${name}`), duck: value.duck, depth: 0 };
  };
  try {
    const result = build(envOver(input.columns, env, hoist));
    return { block: withHoisted(input, hoisted), result };
  } catch (reason) {
    if (!(reason instanceof NeedsSeal) || reason.scope !== marker) throw reason;
    return lowerOver(seal(input, env.cx.alias()), env, build);
  }
}

const HOISTED = /\bh_\d+\b/g;

/** The block over sub-selects that compute the hoisted values, those that use others above them. */
export function withHoisted(
  input: Block,
  hoisted: readonly { readonly name: string; readonly value: Lowered }[],
): Block {
  if (hoisted.length === 0) return input;
  const alias = input.alias ?? "";
  const stages: string[][] = [];
  const stageOf = new Map<string, number>();
  for (const { name, value } of hoisted) {
    const used = value.sql.text.match(HOISTED) ?? [];
    const stage = Math.max(0, ...used.map((h) => (stageOf.get(h) ?? -1) + 1));
    stageOf.set(name, stage);
    (stages[stage] ??= []).push(`${value.sql.text} AS ${name}`);
  }
  let { from, where } = input;
  const kept = [...new Set(input.columns.map((c) => c.sql.text))];
  for (const [stage, made] of stages.entries()) {
    const conditions = where.length === 0 ? "" : ` WHERE ${where.join(" AND ")}`;
    from = `(SELECT ${[...kept, ...made].join(", ")} FROM ${from}${conditions}) AS ${alias}`;
    where = [];
    for (const [name, at] of stageOf) if (at === stage) kept.push(`${alias}.${name}`);
  }
  return { ...block(from, alias, input.columns), where };
}
