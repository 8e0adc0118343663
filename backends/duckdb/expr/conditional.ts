/**
 * AND, OR, COALESCE, IF and CASE. DuckDB evaluates all operands of AND, OR and (sometimes) COALESCE in a projection;
 * CASE alone evaluates a branch for the rows that choose it. An operand that can fail therefore stands under a CASE.
 */
import type { ReadCall, ReadCase, ReadExpr } from "../../../src/substrait/read/plan.ts";
import { BOOLEAN } from "../../../src/types/data-type.ts";
import type { Env } from "../context.ts";
import { lowerExact, lowerExpr } from "../dispatch.ts";
import { exactly, type Lowered } from "../rel/block.ts";
import { atom, joined, raw, type Sql, sql } from "../sql.ts";
import { physicalType } from "../types.ts";
import { compose, type Hold, partOf } from "./compose.ts";
import { lowerNotIn } from "./subquery.ts";
import { canThrow, isDeterministic, someExpr } from "./facts.ts";

/** The functions whose operands after the first are evaluated for some rows only. */
export const conditionals: Readonly<Record<string, (call: ReadCall, env: Env) => Lowered>> = {
  and: (call, env) => connective(call, env, "and"),
  or: (call, env) => connective(call, env, "or"),
  coalesce,
  not: (call, env) => {
    const [inner] = call.args;
    if (inner?.kind === "subquery" && inner.mode === "in") return lowerNotIn(inner, env);
    if (inner?.kind === "call" && someExpr(inner, isIn)) {
      // Spark moves NOT inwards before it settles what an unknown IN is.
      const { args } = inner;
      if (inner.function === "not" && args[0] !== undefined) return lowerExact(args[0], env);
      const negated = args.map((arg) => ({ ...callOf("not", [arg]), nullable: arg.nullable, mode: call.mode }));
      if (inner.function === "and") return connect(negated, env, "or");
      if (inner.function === "or") return connect(negated, env, "and");
    }
    const { fragments, depth } = compose(env, (hold) =>
      inner === undefined ? [] : [sql`NOT ${operand(hold, inner, env)}`],
    );
    return { sql: fragments[0] ?? raw("NULL"), duck: "BOOLEAN", depth };
  },
  if: (call, env) => {
    const [when, then, otherwise] = call.args;
    if (when === undefined || then === undefined || otherwise === undefined) return lowerPlain(call, env);
    return lowerCase(
      { kind: "case", branches: [{ when, then }], otherwise, type: call.type, nullable: call.nullable },
      env,
    );
  },
};

const isIn = (expr: ReadExpr): boolean => expr.kind === "subquery" && expr.mode === "in";

const lowerPlain = (call: ReadCall, env: Env): Lowered => lowerExpr(call.args[0] ?? call, env);

const lazily = (env: Env): Env => (env.lazy ? env : { ...env, lazy: true });

/** An operand, as a part that later operands' laziness covers. */
const operand = (hold: Hold, expr: ReadExpr, env: Env): Sql => hold(partOf(expr, env, () => lowerExact(expr, env)));

/** Operands up to the first that may fail and must wait for those before it. */
function splitBeforeThrowing(args: readonly ReadExpr[], env: Env): readonly [readonly ReadExpr[], readonly ReadExpr[]] {
  const at = args.findIndex((arg, i) => i > 0 && canThrow(arg, env.cx.options.functions));
  return at < 0 ? [args, []] : [args.slice(0, at), args.slice(at)];
}

const connective = (call: ReadCall, env: Env, kind: "and" | "or"): Lowered => connect(call.args, env, kind);

function connect(args: readonly ReadExpr[], env: Env, kind: "and" | "or"): Lowered {
  const [now, later] = splitBeforeThrowing(args, env);
  const operator = kind === "and" ? "AND" : "OR";
  const { fragments, depth } = compose(env, (hold) => {
    const all = joined(
      operator,
      now.map((arg) => operand(hold, arg, env)),
    );
    if (later.length === 0) return [all];
    const left = hold({ ...partOf(callOf(kind, now), env, () => connect(now, env, kind)) });
    const rest = hold({ ...partOf(callOf(kind, later), lazily(env), () => connect(later, lazily(env), kind)) });
    if (now.every((arg) => !arg.nullable)) {
      return [
        atom(
          kind === "and"
            ? `CASE WHEN ${left.text} THEN ${rest.text} ELSE false END`
            : `CASE WHEN ${left.text} THEN true ELSE ${rest.text} END`,
        ),
      ];
    }
    // NULL AND x is false or NULL: x is asked for, and only a certain left side decides alone.
    const decided = kind === "and" ? `${left.text} IS NOT DISTINCT FROM false THEN false` : `${left.text} THEN true`;
    return [atom(`CASE WHEN ${decided} ELSE ${left.text} ${operator} ${rest.text} END`)];
  });
  return { sql: fragments[0] ?? raw(""), duck: "BOOLEAN", depth };
}

const callOf = (name: string, args: readonly ReadExpr[]): ReadCall => ({
  kind: "call",
  function: name,
  args,
  type: BOOLEAN,
  nullable: args.some((a) => a.nullable),
  mode: "legacy",
});

function coalesce(call: ReadCall, env: Env): Lowered {
  const duck = physicalType(call.type);
  const facts = env.cx.options.functions;
  const lower = (arg: ReadExpr, e: Env) => exactly(lowerExpr(arg, e), call.type);
  const [first, ...rest] = call.args;
  if (first === undefined) return lowerPlain(call, env);
  if (rest.length === 0) return lower(first, env);
  const plain = rest.every((arg) => !canThrow(arg, facts) && isDeterministic(arg, facts));
  const { fragments, depth } = compose(env, (hold) => {
    const head = hold(partOf(first, env, () => lower(first, env)));
    if (plain) {
      const others = rest.map((arg) => hold(partOf(arg, lazily(env), () => lower(arg, lazily(env)))));
      return [atom(`COALESCE(${[head, ...others].map((p) => p.text).join(", ")})`)];
    }
    const remainder: ReadCall = { ...call, args: rest };
    const otherwise = hold(partOf(remainder, lazily(env), () => coalesce(remainder, lazily(env))));
    return [atom(`CASE WHEN ${head.text} IS NOT NULL THEN ${head.text} ELSE ${otherwise.text} END`)];
  });
  return { sql: fragments[0] ?? raw("NULL"), duck, depth };
}

/** CASE WHEN: conditions after the first and all results are lazy; a CASE in ELSE continues the list. */
export function lowerCase(expr: ReadCase, env: Env): Lowered {
  const { fragments, depth } = compose(env, (hold) => {
    const whens: string[] = [];
    let rest: ReadExpr = expr;
    let e = env;
    while (rest.kind === "case") {
      for (const { when, then } of rest.branches) {
        const condition = operand(hold, when, e);
        e = lazily(env);
        const result = hold(partOf(then, e, () => exactly(lowerExpr(then, lazily(env)), expr.type)));
        whens.push(`WHEN ${condition.text} THEN ${result.text}`);
      }
      rest = rest.otherwise;
    }
    const last = rest;
    const otherwise = hold(partOf(last, lazily(env), () => exactly(lowerExpr(last, lazily(env)), expr.type)));
    return [whens.length === 0 ? otherwise : atom(`CASE ${whens.join(" ")} ELSE ${otherwise.text} END`)];
  });
  return { sql: fragments[0] ?? raw("NULL"), duck: physicalType(expr.type), depth };
}
