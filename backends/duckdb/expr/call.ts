/** Calls of scalar functions, each by its lowering. */
import type { Lowering, LoweringContext } from "../../../src/backend/lowering.ts";
import { invariant } from "../../../src/base/invariant.ts";
import { unsupported } from "../../../src/errors/spark-error.ts";
import { looksAtCollations } from "../../../src/kernels/index.ts";
import type { ReadCall, ReadExpr } from "../../../src/substrait/read/plan.ts";
import { isCollated } from "../../../src/types/collation.ts";
import { type DataType, isIntegral } from "../../../src/types/data-type.ts";
import type { Env } from "../context.ts";
import { lowerExact, lowerExpr, lowerLambdaBody } from "../dispatch.ts";
import { exactly, type Lowered, loosely } from "../rel/block.ts";
import { atom, fn, joined, raw, type Sql } from "../sql.ts";
import { physicalType } from "../types.ts";
import { castTarget } from "./cast-text.ts";
import { compose, type Hold, holdsWindow, partOf, tryHoist } from "./compose.ts";
import { conditionals } from "./conditional.ts";
import { infixArguments, infixType, isNarrow } from "./infix.ts";
import { kernelCall } from "./kernel-call.ts";
import { raiseSql } from "./raise.ts";

/** A scalar call. */
export function lowerCall(call: ReadCall, env: Env): Lowered {
  const conditional = Object.hasOwn(conditionals, call.function) ? conditionals[call.function] : undefined;
  if (conditional !== undefined) return conditional(call, env);
  const narrow = narrowArithmetic(call, env);
  if (narrow !== undefined) return narrow;
  const lowering = env.cx.options.lowerings(call.function);
  if (lowering === undefined) throw unsupported(`function ${call.function}`);
  const value = byCollation(call) ? kernelOf(call.function, call, env) : applyScalar(lowering, call, env);
  // DuckDB takes window functions in a SELECT list only; elsewhere the value comes from an inner one.
  if (!holdsWindow(value)) return value;
  return tryHoist(exactly(value, call.type), false, env) ?? value;
}

/** Whether a call looks at texts by a collation: DuckDB has none of Spark's. */
const byCollation = (call: ReadCall): boolean =>
  call.args.some((arg) => isCollated(arg.type)) &&
  !call.args.some((arg) => arg.kind === "lambda") &&
  looksAtCollations(call.function, call.args[0]?.type);

function applyScalar(lowering: Lowering<Sql>, call: ReadCall, env: Env): Lowered {
  switch (lowering.how) {
    case "call": {
      const { fragments, depth } = compose(env, (hold) => [
        fn`${atom(lowering.name)}(${raw(
          holdArgs(call, hold, env)
            .map((a) => a.text)
            .join(", "),
        )})`,
      ]);
      return settled(fragments[0], call.type, depth);
    }
    case "infix":
      return infix(lowering.operator, call, env);
    case "rewrite":
      return loosely(lowerExpr(lowering.build(call), env), call.type);
    case "template": {
      const { fragments, depth } = compose(env, (hold) => [
        lowering.build(holdArgs(call, hold, env), templateContext(call, hold, env)),
      ]);
      return settled(fragments[0], call.type, depth + 1);
    }
    case "kernel":
      return kernelOf(lowering.name ?? call.function, call, env);
    case "choose":
      return applyScalar(lowering.choose(call, env.cx.options.settings), call, env);
    case "differs":
      return applyScalar(lowering.lowering, call, env);
    case "unsupported":
      throw unsupported(`function ${call.function}: ${lowering.reason}`);
    case "aggregate":
    case "collect":
    case "generator":
    case "window":
      invariant(false, `${call.function} is no scalar function`);
  }
}

/** Decimal arithmetic in 64 bits, where a failure makes the plan be emitted again without. */
function narrowArithmetic(call: ReadCall, env: Env): Lowered | undefined {
  if (call.type.kind !== "decimal" || !env.blocking || env.cx.options.wideDecimals === true) return undefined;
  if (!isNarrow(call, env)) return undefined;
  env.cx.narrowDecimals = true;
  return infix(call.function, call, env);
}

/** The text of a template or call, whose DuckDB type is known only where it is a cast. */
function settled(sql: Sql | undefined, type: DataType, depth: number): Lowered {
  invariant(sql !== undefined, "a lowering without text");
  // Whatever answers with a truth value or a text does so in DuckDB's one type of it.
  const duck =
    castTarget(sql.text) ?? (type.kind === "boolean" || type.kind === "string" ? physicalType(type) : undefined);
  return loosely({ sql, duck, depth }, type);
}

const holdArgs = (call: { readonly args: readonly ReadExpr[] }, hold: Hold, env: Env): Sql[] =>
  call.args.map((arg) => hold(partOf(arg, env, () => lowerExact(arg, env))));

function infix(operator: string, call: ReadCall, env: Env): Lowered {
  let duck: string | undefined;
  const { fragments, depth } = compose(env, (hold) => {
    const values = infixArguments(operator, call, env);
    duck = infixType(
      operator,
      values.map((v) => v.duck),
    );
    const parts = values.map((value, i) => hold({ ...partOf(call.args[i] ?? call, env, () => value) }));
    const text = parts.length === 1 ? raw(`${operator} ${parts[0]?.text ?? ""}`) : joined(operator, parts);
    // DuckDB solves `x + 1 > 5` for x, and so forgets what overflows; it does not look into COALESCE.
    return [canOverflow(operator, call) ? atom(`COALESCE(${text.text}, NULL)`) : text];
  });
  return loosely({ sql: fragments[0] ?? raw(""), duck, depth }, call.type);
}

const canOverflow = (operator: string, call: ReadCall): boolean =>
  call.mode === "ansi" &&
  isIntegral(call.type) &&
  (operator === "+" || operator === "-" || operator === "*") &&
  call.args.some((arg) => arg.kind === "literal");

/** A call as the kernel of a name. */
function kernelOf(name: string, call: ReadCall, env: Env): Lowered {
  let depth = 0;
  const args = call.args.map((arg) => {
    const value = arg.kind === "literal" ? undefined : lowerExact(arg, env);
    depth = Math.max(depth, value?.depth ?? 0);
    return { type: arg.type, constant: arg.kind === "literal" ? arg.value : undefined, sql: value?.sql };
  });
  const sql = kernelCall(name, args, call, env);
  return { sql, duck: physicalType(call.type), depth: depth + 1 };
}

/** What templates of scalar functions may use. */
export function templateContext<C extends ReadCall>(call: C, hold: Hold, env: Env): LoweringContext<Sql, C> {
  return {
    call,
    settings: env.cx.options.settings,
    raise: (condition, params, type) => raiseSql(condition, params, call.origin, type),
    as: (fragment, type) => castFragment(fragment, type),
    lower: (expr) => hold(partOf(expr, env, () => lowerExact(expr, env))),
    kernel: (name, args, returns) =>
      kernelCall(
        name,
        args.map(({ fragment, expr }) => ({
          type: expr.type,
          constant: expr.kind === "literal" ? expr.value : undefined,
          sql: fragment,
        })),
        { type: returns, mode: call.mode, function: call.function, origin: call.origin },
        env,
      ),
    lambda: (expr, params) => lambdaText(expr, params, env),
    fresh: () => atom(`p_${env.cx.next()}`),
  };
}

/** A fragment cast to a Spark type's form, unless its text is such a cast already. */
export const castFragment = (fragment: Sql, type: DataType): Sql =>
  castTarget(fragment.text) === physicalType(type) ? fragment : atom(`CAST(${fragment.text} AS ${physicalType(type)})`);

/** The body of a lambda expression with fragments for its parameters. */
export function lambdaText(expr: ReadExpr, params: readonly Sql[], env: Env): Sql {
  invariant(expr.kind === "lambda", "a lambda was expected");
  const values = expr.params.map(
    (p, i): Lowered => ({ sql: params[i] ?? raw("NULL"), duck: physicalType(p.type), depth: 0 }),
  );
  return lowerLambdaBody(expr.body, values, env).sql;
}
