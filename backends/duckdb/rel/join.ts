import type { ReadExpr, ReadJoin } from "../../../src/substrait/read/plan.ts";
import { unsupported } from "../../../src/errors/spark-error.ts";
import type { Env, RelEnv, Scope } from "../context.ts";
import { isDeterministic, someExpr } from "../expr/facts.ts";
import { atom } from "../sql.ts";
import { type Block, block, isHoistable, isOpen, type Lowered, render, seal } from "./block.ts";
import { conjuncts } from "./filter.ts";
import { inputsOfJoin } from "./join-keys.ts";
import { emitRel } from "../dispatch.ts";
import { envOver, withHoisted } from "./level.ts";

const WORDS = {
  inner: "JOIN",
  cross: "CROSS JOIN",
  left: "LEFT JOIN",
  right: "RIGHT JOIN",
  full: "FULL JOIN",
  left_semi: "SEMI JOIN",
  left_anti: "ANTI JOIN",
} as const;

/** Whose WHERE may be applied after the join, and whose columns stay as they are (are not made NULL by it). */
const LEFT_KEPT = new Set(["inner", "cross", "left", "left_semi", "left_anti"]);
const RIGHT_KEPT = new Set(["inner", "cross", "right"]);

/** Joins stay in one FROM clause, so that DuckDB orders them freely. */
export function emitJoin(rel: ReadJoin, env: RelEnv): Block {
  if (rel.condition !== undefined && !isDeterministic(rel.condition, env.cx.options.functions))
    return drawnJoin(rel, rel.condition, env);
  const left = bounded(side(emitRel(rel.left, env), LEFT_KEPT.has(rel.type), env), env);
  if (rel.lateral) return lateral(rel, left, env);
  const right = side(emitRel(rel.right, env), RIGHT_KEPT.has(rel.type), env);
  const semi = rel.type === "left_semi" || rel.type === "left_anti";
  const condition = isTrue(rel.condition) ? undefined : rel.condition;
  if (semi && condition === undefined) {
    const exists = `EXISTS (${render({ ...right, columns: [] })})`;
    return { ...left, where: [...left.where, rel.type === "left_semi" ? exists : `NOT ${exists}`] };
  }
  const columns = [...left.columns, ...right.columns];
  const plain = rel.type === "inner" || rel.type === "cross";
  const strict =
    !plain && condition !== undefined && someExpr(condition, (e) => e.kind === "subquery" || e.kind === "outer");
  if (strict) return joinApart(rel, condition, left, right, env);
  const on =
    condition === undefined ? [] : conjuncts(condition, envOver(columns, env), inputsOfJoin(rel.left.columns.length));
  const where = semi ? left.where : [...left.where, ...right.where];
  // DuckDB plans sub-queries in WHERE better than in ON; for inner joins the two mean the same.
  const above = plain && condition !== undefined && someExpr(condition, (e) => e.kind === "subquery");
  const from = joinText(left.from, wrapped(right), rel.type, above ? [] : on);
  return {
    ...block(from, semi ? left.alias : undefined, semi ? left.columns : columns),
    joined: true,
    joins: (left.joins ?? 0) + (right.joins ?? 0) + 1,
    where: above ? [...where, ...on] : where,
  };
}

/** DuckDB's time to order joins over one key grows with the fifth power of their number, and cannot be interrupted. */
const MAX_ORDERED = 24;

/** The block itself, or behind a LIMIT that keeps every row and that joins are not moved across. */
const bounded = (b: Block, env: RelEnv): Block =>
  (b.joins ?? 0) < MAX_ORDERED ? b : seal({ ...b, limit: Number.MAX_SAFE_INTEGER }, env.cx.alias());

/** A condition that answers anew each time is asked once for each pair, after the join. */
function drawnJoin(rel: ReadJoin, condition: ReadExpr, env: RelEnv): Block {
  if (rel.type !== "inner" && rel.type !== "cross") throw unsupported("a nondeterministic condition of an outer join");
  const input: ReadJoin = { ...rel, type: "cross", condition: undefined };
  return emitRel({ kind: "filter", input, condition, columns: rel.columns }, env);
}

/**
 * An outer, semi or anti join whose condition has sub-queries or columns of enclosing queries, which DuckDB refuses
 * there: what belongs to one side becomes a column of it.
 */
function joinApart(rel: ReadJoin, condition: ReadExpr, a: Block, b: Block, env: RelEnv): Block {
  const hoistable = (side: Block) => (isHoistable(side) && !side.joined ? side : seal(side, env.cx.alias()));
  const left = { block: hoistable(a), made: [] as { name: string; value: Lowered }[] };
  const right = { block: hoistable(b), made: [] as { name: string; value: Lowered }[] };
  const uses = (text: string, side: Block) => new RegExp(`\\b${side.alias}\\.`).test(text);
  const hoist = (value: Lowered): Lowered | undefined => {
    const { text } = value.sql;
    const [inLeft, inRight] = [uses(text, left.block), uses(text, right.block)];
    if (inLeft && inRight) return undefined;
    const side = inRight ? right : left;
    const name = `h_${env.cx.next()}`;
    side.made.push({ name, value });
    return { sql: atom(`${side.block.alias}.${name}`), duck: value.duck, depth: 0 };
  };
  const columns = [...left.block.columns, ...right.block.columns];
  const base = envOver(columns, env, hoist);
  const e: Env = { ...base, scope: { ...base.scope, apart: true } };
  const on = conjuncts(condition, e, undefined).map((text) => {
    const whole = { sql: atom(text), duck: "BOOLEAN", depth: 0 };
    const correlated = env.outer.some((scope) => scope.columns.some((c) => text.includes(c.sql.text)));
    const apart = correlated ? hoist(whole) : whole;
    if (apart === undefined) throw unsupported("an outer join on columns of both sides and of an enclosing query");
    return apart.sql.text;
  });
  const made = { left: withHoisted(left.block, left.made), right: withHoisted(right.block, right.made) };
  const semi = rel.type === "left_semi" || rel.type === "left_anti";
  const from = joinText(made.left.from, wrapped(made.right), rel.type, on);
  return {
    ...block(from, semi ? made.left.alias : undefined, semi ? left.block.columns : columns),
    joined: true,
    where: [...made.left.where, ...(semi ? [] : made.right.where)],
  };
}

const isTrue = (condition: ReadExpr | undefined): boolean =>
  condition === undefined || (condition.kind === "literal" && condition.value === true);

function joinText(left: string, right: string, type: ReadJoin["type"], on: readonly string[]): string {
  if ((type === "inner" || type === "cross") && on.length === 0) return `${left} CROSS JOIN ${right}`;
  const word = type === "cross" ? "JOIN" : WORDS[type];
  return `${left} ${word} ${right} ON ${on.length === 0 ? "true" : on.join(" AND ")}`;
}

/** A join on the right needs parentheses; one table under its alias must not have them. */
const wrapped = (right: Block): string => (right.joined ? `(${right.from})` : right.from);

/** An input as part of a FROM clause: its columns plain, its WHERE gone or allowed to move up. */
function side(input: Block, kept: boolean, env: RelEnv): Block {
  const simple =
    isOpen(input) &&
    input.from !== "" &&
    (kept || (input.where.length === 0 && input.columns.every((c) => c.kind === "ref")));
  return simple ? input : seal(input, env.cx.alias());
}

/** The right side sees the left one's columns. */
function lateral(rel: ReadJoin, left: Block, env: RelEnv): Block {
  const scope: Scope = { columns: left.columns, hoist: undefined };
  const right = seal(emitRel(rel.right, { ...env, outer: [scope, ...env.outer] }), env.cx.alias());
  const columns = [...left.columns, ...right.columns];
  const on =
    isTrue(rel.condition) || rel.condition === undefined
      ? []
      : conjuncts(rel.condition, envOver(columns, env), undefined);
  if (rel.type === "inner" || rel.type === "cross") {
    return {
      ...block(`${left.from} CROSS JOIN LATERAL ${right.from}`, undefined, columns),
      joined: true,
      where: [...left.where, ...on],
    };
  }
  const from = `${left.from} ${WORDS[rel.type]} LATERAL ${right.from} ON ${on.length === 0 ? "true" : on.join(" AND ")}`;
  return { ...block(from, undefined, columns), joined: true, where: left.where };
}
