/** Calls of aggregate and window functions, in groups and over windows. */
import type { Lowering } from "../../../src/backend/lowering.ts";
import { invariant } from "../../../src/base/invariant.ts";
import { unsupported } from "../../../src/errors/spark-error.ts";
import type { ReadAggregateCall, ReadCall, ReadExpr } from "../../../src/substrait/read/plan.ts";
import { array, field, struct } from "../../../src/types/data-type.ts";
import type { Env } from "../context.ts";
import { lowerExact, lowerExpr } from "../dispatch.ts";
import { type Lowered, loosely } from "../rel/block.ts";
import { sortKey } from "../rel/sort.ts";
import { atom, fn, raw, type Sql } from "../sql.ts";
import { physicalType } from "../types.ts";
import { castFragment, lambdaText } from "./call.ts";
import { castTarget } from "./cast-text.ts";
import { compose, type Hold, partOf, tryHoist } from "./compose.ts";
import { canThrow, someExpr } from "./facts.ts";
import { kernelCall } from "./kernel-call.ts";
import { needsWideSum } from "../functions/wide-sums.ts";
import { normalSql } from "./normal.ts";
import { raiseSql } from "./raise.ts";

const NONE = raw("");

/** Where an aggregate is asked: ` OVER (…)` in a window, or of each group of some keys, or of all rows. */
interface Asked {
  readonly over?: Sql;
  readonly keyed?: boolean;
}

/** One aggregate. */
export function lowerAggregateCall(
  call: ReadAggregateCall,
  env: Env,
  { over = NONE, keyed = false }: Asked = {},
): Lowered {
  if (mayPassTheEngine(call)) env.cx.narrowDecimals = true;
  const lowering = resolve(call, env);
  switch (lowering.how) {
    case "aggregate": {
      const { fragments, depth } = compose(
        env,
        (hold) => {
          const where = call.filter === undefined ? undefined : holdExpr(hold, call.filter, env);
          const args = call.args.map((arg) => once(argument(hold, arg, call, env), arg, call));
          const order = call.order.map((key) => {
            const { text, words } = sortKey(key, env);
            return `${text} ${words}`;
          });
          return [
            lowering.build(args, context(call, hold, env), {
              filter: where === undefined ? NONE : raw(` FILTER (WHERE ${where.text})`),
              where,
              over,
              distinct: call.distinct,
              keyed,
              wideSums: env.cx.options.wideSums === true,
              order: order.length === 0 ? NONE : raw(`ORDER BY ${order.join(", ")}`),
            }),
          ];
        },
        false,
      );
      const sql = fragments[0] ?? NONE;
      return loosely(
        { sql, duck: castTarget(sql.text) ?? (/^count\([^()]*\)$/.test(sql.text) ? "BIGINT" : undefined), depth },
        call.type,
      );
    }
    case "collect":
      return collected(lowering.kernel, call, env, over);
    case "window": {
      const { fragments, depth } = compose(
        env,
        (hold) => {
          const args = call.args.map((arg) => holdExpr(hold, arg, env).text).join(", ");
          const nulls = call.ignoreNulls ? " IGNORE NULLS" : "";
          return [atom(`${lowering.name}(${args}${nulls})${over.text}`)];
        },
        false,
      );
      return loosely({ sql: fragments[0] ?? NONE, duck: undefined, depth }, call.type);
    }
    case "unsupported":
      throw unsupported(`function ${call.function}: ${lowering.reason}`);
    case "call":
    case "infix":
    case "rewrite":
    case "template":
    case "kernel":
    case "generator":
    case "choose":
    case "differs":
      invariant(false, `${call.function} is no aggregate function`);
  }
}

/** Whether DuckDB's 128 bits may be too few for a sum whose answer Spark can give, be it NULL. */
const mayPassTheEngine = ({ args: [summed] }: ReadAggregateCall): boolean =>
  summed?.type.kind === "decimal" && needsWideSum(summed.type);

/** The call as scalar lowerings know calls. */
const asCall = (call: ReadAggregateCall): ReadCall => ({ ...call, kind: "call" });

function resolve(call: ReadAggregateCall, env: Env): Lowering<Sql> {
  let lowering = env.cx.options.lowerings(call.function);
  while (lowering?.how === "choose" || lowering?.how === "differs") {
    lowering = lowering.how === "choose" ? lowering.choose(asCall(call), env.cx.options.settings) : lowering.lowering;
  }
  if (lowering === undefined) throw unsupported(`function ${call.function}`);
  return lowering;
}

const holdExpr = (hold: Hold, expr: ReadExpr, env: Env): Sql => hold(partOf(expr, env, () => lowerExact(expr, env)));

/** Functions whose DISTINCT Spark leaves out (`EliminateDistinct`), and counts, which do not show a value. */
const SHOWS_NO_GROUP = new Set(
  "count min max first first_value last last_value any_value bit_and bit_or bool_and bool_or collect_set".split(" "),
);

/** An argument of DISTINCT as the group's value that Spark makes of it. */
const once = (value: Sql, arg: ReadExpr, call: ReadAggregateCall): Sql =>
  call.distinct && !SHOWS_NO_GROUP.has(call.function) ? normalSql(value, arg.type) : value;

/** FILTER evaluates arguments on rows that it drops: one that can fail is asked under a CASE. */
function argument(hold: Hold, arg: ReadExpr, call: ReadAggregateCall, env: Env): Sql {
  const { filter } = call;
  if (filter === undefined || !canThrow(arg, env.cx.options.functions)) {
    return hold(partOf(arg, env, () => own(loosely(lowerExpr(arg, env), arg.type), arg, env)));
  }
  const lazy: Env = { ...env, lazy: true };
  return hold(
    partOf(arg, lazy, () => {
      const condition = lowerExact(filter, env);
      const value = lowerExact(arg, lazy);
      return {
        sql: atom(`CASE WHEN ${condition.sql.text} THEN ${value.sql.text} END`),
        duck: physicalType(arg.type),
        depth: 1 + Math.max(condition.depth, value.depth),
      };
    }),
  );
}

/** SQL gives an aggregate of outer columns alone to the outer query; as a column of an inner SELECT it stays here. */
function own(value: Lowered, arg: ReadExpr, env: Env): Lowered {
  if (!someExpr(arg, (e) => e.kind === "outer")) return value;
  return tryHoist(value, false, env) ?? value;
}

const context = (call: ReadAggregateCall, hold: Hold, env: Env) => ({
  call,
  settings: env.cx.options.settings,
  raise: (
    condition: Parameters<typeof raiseSql>[0],
    params: Readonly<Record<string, string>>,
    type: ReadExpr["type"],
  ) => raiseSql(condition, params, call.origin, type),
  as: castFragment,
  lower: (expr: ReadExpr) => holdExpr(hold, expr, env),
  kernel: (
    name: string,
    args: readonly { readonly fragment: Sql; readonly expr: ReadExpr }[],
    returns: ReadExpr["type"],
  ) =>
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
  lambda: (expr: ReadExpr, params: readonly Sql[]) => lambdaText(expr, params, env),
  fresh: () => atom(`p_${env.cx.next()}`),
});

/** Each group's argument tuples as one list, folded by a kernel of that list. Constant arguments follow as constants. */
function collected(kernel: string, call: ReadAggregateCall, env: Env, over: Sql): Lowered {
  const row = struct(call.args.map((arg, i) => field(`f${i}`, arg.type, arg.nullable)));
  const { fragments, depth } = compose(
    env,
    (hold) => {
      const fields = call.args.map((arg, i) => `'f${i}': ${once(argumentExact(hold, arg, call, env), arg, call).text}`);
      const filter = call.filter === undefined ? "" : ` FILTER (WHERE ${holdExpr(hold, call.filter, env).text})`;
      const order = call.order.map((key) => {
        const { text, words } = sortKey(key, env);
        return `${text} ${words}`;
      });
      const ordered = order.length === 0 ? "" : ` ORDER BY ${order.join(", ")}`;
      const tuple = `{${fields.join(", ")}}`;
      const type = array(row, false);
      const list = fn`COALESCE(${atom(`list(${call.distinct ? "DISTINCT " : ""}${tuple}${ordered})${filter}${over.text}`)}, CAST([] AS ${atom(physicalType(type))}))`;
      const constants = call.args.map((arg) => ({
        type: arg.type,
        constant: arg.kind === "literal" ? arg.value : null,
        sql: undefined,
      }));
      return [
        kernelCall(
          kernel,
          [{ type, constant: undefined, sql: list }, ...constants],
          { type: call.type, mode: call.mode, function: call.function, origin: call.origin },
          env,
        ),
      ];
    },
    false,
  );
  return { sql: fragments[0] ?? NONE, duck: physicalType(call.type), depth };
}

function argumentExact(hold: Hold, arg: ReadExpr, call: ReadAggregateCall, env: Env): Sql {
  const { filter } = call;
  if (filter === undefined || !canThrow(arg, env.cx.options.functions)) return holdExpr(hold, arg, env);
  return argument(hold, arg, call, env);
}
