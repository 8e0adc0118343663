import { unsupported } from "../../../src/errors/spark-error.ts";
import type { ReadExpr, ReadSubquery } from "../../../src/substrait/read/plan.ts";
import type { Env, RelEnv } from "../context.ts";
import { lowerExact } from "../dispatch.ts";
import { exactly, type Lowered, render } from "../rel/block.ts";
import { emitRel } from "../dispatch.ts";
import { atom, raw, sql } from "../sql.ts";
import { physicalType } from "../types.ts";
import { tryHoist } from "./compose.ts";

/**
 * A relation as a value: `(SELECT …)`, `EXISTS (…)`, `x IN (…)`. Spark makes IN an existence join, whose answer is never
 * NULL: what SQL leaves unknown is false, for IN as for NOT IN (`RewritePredicateSubquery`).
 */
export function lowerSubquery(query: ReadSubquery, env: Env): Lowered {
  const found = membershipOrValue(query, env);
  return query.mode === "in" && isUnsure(query) ? known(found) : found;
}

/** NOT of an IN: false as well where SQL does not know. */
export function lowerNotIn(query: ReadSubquery, env: Env): Lowered {
  const found = membershipOrValue(query, env);
  const negated: Lowered = { sql: sql`NOT ${found.sql}`, duck: "BOOLEAN", depth: found.depth + 1 };
  return isUnsure(query) ? known(negated) : negated;
}

/** An IN, or the NOT of one, as a condition of its own: rows for which it is not true are dropped anyway. */
export function inCondition(expr: ReadExpr, env: Env): Lowered | undefined {
  if (expr.kind === "subquery" && expr.mode === "in") return membershipOrValue(expr, env);
  const [inner] = expr.kind === "call" && expr.function === "not" ? expr.args : [];
  if (inner?.kind !== "subquery" || inner.mode !== "in") return undefined;
  const found = membershipOrValue(inner, env);
  return { sql: sql`NOT ${found.sql}`, duck: "BOOLEAN", depth: found.depth + 1 };
}

/** A literal NULL is folded before IN becomes a join: it stays unknown, but for the empty list. */
const isUnsure = (query: ReadSubquery): boolean =>
  !query.values.some((v) => v.kind === "literal" && v.value === null) &&
  (query.values.some((v) => v.nullable) || query.rel.columns.some((c) => c.nullable));

const known = (value: Lowered): Lowered => ({ ...value, sql: atom(`COALESCE(${value.sql.text}, false)`) });

function membershipOrValue(query: ReadSubquery, env: Env): Lowered {
  const value = lower(query, env);
  if (env.scope.apart === true) {
    const outside = tryHoist(value, false, env);
    if (outside === undefined) throw unsupported("a subquery over both sides in the condition of an outer join");
    return outside;
  }
  if (env.lambdas.length === 0) return value;
  const outside = tryHoist(value, false, { ...env, lambdas: [] });
  if (outside === undefined) throw unsupported("a subquery inside a lambda function");
  return outside;
}

function lower(query: ReadSubquery, env: Env): Lowered {
  const inner: RelEnv = { cx: env.cx, outer: [env.scope, ...env.outer], blocking: env.blocking };
  const found = emitRel(query.rel, inner);
  switch (query.mode) {
    case "exists":
      return {
        sql: atom(
          `EXISTS (${render({ ...found, columns: found.columns.length === 0 || found.fixed || found.closed ? found.columns : found.columns.slice(0, 1) })})`,
        ),
        duck: "BOOLEAN",
        depth: 1,
      };
    case "scalar": {
      const column = found.columns[0];
      const type = query.rel.columns[0]?.type ?? query.type;
      const exact =
        column === undefined
          ? found
          : { ...found, columns: [{ ...column, ...exactly(column, type) }, ...found.columns.slice(1)] };
      return { sql: atom(`(${render(exact)})`), duck: physicalType(query.type), depth: 1 };
    }
    case "in":
      return membership(query, found, env);
  }
}

/** `x IN (SELECT …)` and, for several columns, the same with SQL's answers where parts are NULL. */
function membership(query: ReadSubquery, found: ReturnType<typeof emitRel>, env: Env): Lowered {
  const values = query.values.map((v) => lowerExact(v, env));
  const exact = {
    ...found,
    columns: found.columns.map((c, i) => ({ ...c, ...exactly(c, query.rel.columns[i]?.type ?? query.type) })),
  };
  const depth = 1 + Math.max(0, ...values.map((v) => v.depth));
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    return { sql: sql`${only.sql} IN (${raw(render(exact))})`, duck: "BOOLEAN", depth };
  }
  const alias = env.cx.alias();
  const pairs = values.map((v, i) => ({
    value: v.sql.atomic ? v.sql.text : `(${v.sql.text})`,
    column: `${alias}.c${i}`,
  }));
  const rows = `FROM (${render(exact)}) AS ${alias} WHERE`;
  const certain = `EXISTS (SELECT 1 ${rows} ${pairs.map((p) => `${p.value} = ${p.column}`).join(" AND ")})`;
  const nullable = query.values.some((v) => v.nullable) || query.rel.columns.some((c) => c.nullable);
  if (!nullable) return { sql: atom(certain), duck: "BOOLEAN", depth };
  const possible = pairs
    .map((p) => `(${p.value} = ${p.column} OR ${p.value} IS NULL OR ${p.column} IS NULL)`)
    .join(" AND ");
  return {
    sql: atom(`CASE WHEN ${certain} THEN true WHEN EXISTS (SELECT 1 ${rows} ${possible}) THEN NULL ELSE false END`),
    duck: "BOOLEAN",
    depth,
  };
}
