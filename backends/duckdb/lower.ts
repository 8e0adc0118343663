/**
 * Expressions to SQL. A handler gives a value whose DuckDB type is known or is settled by {@link exactly}; every
 * consumer that needs the physical type asks for it there.
 */
import { invariant } from "../../src/base/invariant.ts";
import type { ReadExpr, ReadExprHandlers } from "../../src/substrait/read/plan.ts";
import type { Env } from "./context.ts";
import { lowerCall } from "./expr/call.ts";
import { lowerCase } from "./expr/conditional.ts";
import { lowerCast } from "./casts/index.ts";
import { lowerExpr, lowerLambdaBody } from "./dispatch.ts";
import { lowerSubquery } from "./expr/subquery.ts";
import { literalSql } from "./literal.ts";
import type { Lowered } from "./rel/block.ts";
import { fn, raw, text } from "./sql.ts";
import { bare, physicalType, structField } from "./types.ts";

const handlers: ReadExprHandlers<Lowered, [Env]> = {
  literal: (e) => ({ sql: literalSql(e.value, e.type), duck: physicalType(e.type), depth: 0 }),
  field: (e, env) => {
    const column = env.scope.columns[e.index];
    invariant(column !== undefined, `no column ${e.index} among ${env.scope.columns.length}`);
    return column;
  },
  outer: (e, env) => {
    const column = env.outer[e.steps - 1]?.columns[e.index];
    invariant(column !== undefined, `no outer column ${e.index}, ${e.steps} levels up`);
    return column;
  },
  call: lowerCall,
  cast: lowerCast,
  case: lowerCase,
  get_field: (e, env) => {
    const child = lowerExpr(e.child, env);
    const type = bare(e.child.type);
    invariant(type.kind === "struct", "a field of what is no struct");
    if (child.part !== undefined) return child.part(e.index);
    return {
      sql: fn`struct_extract(${child.sql}, ${text(structField(e.index))})`,
      duck: child.duck === undefined ? undefined : physicalType(type.fields[e.index]?.type ?? e.type),
      depth: child.depth + 1,
    };
  },
  lambda: (e, env) => {
    const params = e.params.map(
      (p): Lowered => ({
        sql: raw(`p_${env.cx.next()}`),
        duck: physicalType(p.type),
        depth: 0,
      }),
    );
    const body = lowerLambdaBody(e.body, params, env);
    return {
      sql: raw(`lambda ${params.map((p) => p.sql.text).join(", ")}: ${body.sql.text}`),
      duck: undefined,
      depth: body.depth,
    };
  },
  lambda_param: (e, env) => {
    const param = env.lambdas[e.steps]?.[e.index];
    invariant(param !== undefined, `no parameter ${e.index} of the lambda ${e.steps} levels up`);
    return { ...param, sql: { text: param.sql.text, atomic: true } };
  },
  subquery: lowerSubquery,
};

/** The table of expression handlers, as a function. */
export function dispatchExpr(expr: ReadExpr, env: Env): Lowered {
  const handle = handlers[expr.kind] as (e: ReadExpr, env: Env) => Lowered;
  return handle(expr, env);
}
