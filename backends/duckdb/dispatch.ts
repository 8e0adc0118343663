/**
 * How the parts of the emitter reach one another. Handlers of relations and expressions are mutually recursive; they
 * call through the context, which `emit.ts` wires, so that no file imports the tables that import it.
 */
import type { ReadExpr, ReadRel } from "../../src/substrait/read/plan.ts";
import type { Env, RelEnv } from "./context.ts";
import { type Block, exactly, type Lowered } from "./rel/block.ts";

/** A relation as a block. Throws SparkError for what is not supported. */
export const emitRel = (rel: ReadRel, env: RelEnv): Block => env.cx.dispatch.rel(rel, env);

/** An expression in DuckDB's SQL. Throws SparkError for what is not supported. */
export const lowerExpr = (expr: ReadExpr, env: Env): Lowered => env.cx.dispatch.expr(expr, env);

/** An expression cast to its type's physical form. */
export const lowerExact = (expr: ReadExpr, env: Env): Lowered => exactly(lowerExpr(expr, env), expr.type);

/** A lambda's body with values in place of its parameters; its own type's physical form. */
export const lowerLambdaBody = (body: ReadExpr, params: readonly Lowered[], env: Env): Lowered =>
  lowerExact(body, { ...env, lambdas: [params, ...env.lambdas], lazy: true });
