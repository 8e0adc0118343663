/** Expressions row by row: kernels for calls and casts, and by hand only what is lazy or looks around. */
import { SparkError, sparkError, unsupported } from "../../../src/errors/spark-error.ts";
import type { Origin } from "../../../src/errors/origin.ts";
import { kernelNamed } from "../../../src/kernels/index.ts";
import type { KernelFunction, KernelSettings } from "../../../src/kernels/kernel.ts";
import { comparatorOf } from "../../../src/kernels/value-order.ts";
import type {
  EvalMode,
  ReadCall,
  ReadCast,
  ReadExpr,
  ReadExprHandlers,
  ReadRel,
  ReadSubquery,
} from "../../../src/substrait/read/plan.ts";
import { NULL } from "../../../src/types/data-type.ts";
import type { StructValue, Value } from "../../../src/types/value.ts";
import { lambdaCalls } from "./lambda.ts";

export type Row = readonly Value[];

/** The rows around an expression: of enclosing queries, and the parameters of enclosing lambdas, nearest first. */
export interface Scope {
  readonly row: Row;
  readonly outer: readonly Row[];
  readonly lambdas: readonly Row[];
}

/** What an expression is compiled with. */
export interface Compile {
  readonly settings: KernelSettings;
  readonly origins: readonly Origin[];
  /** The rows of a relation inside an expression. */
  rows(rel: ReadRel, outer: readonly Row[]): Iterable<Row>;
}

/** A compiled expression. */
export type Evaluate = (scope: Scope) => Value;

const handlers: ReadExprHandlers<Evaluate, [Compile]> = {
  literal: (e) => () => e.value,
  field: (e) => (s) => s.row[e.index] ?? null,
  outer: (e) => (s) => s.outer[e.steps - 1]?.[e.index] ?? null,
  lambda: (e, cx) => compile(e.body, cx),
  lambda_param: (e) => (s) => s.lambdas[e.steps]?.[e.index] ?? null,
  get_field: (e, cx) => {
    const child = compile(e.child, cx);
    return (s) => {
      const struct = child(s) as StructValue | null;
      return struct === null ? null : (struct.fields[e.index] ?? null);
    };
  },
  case: (e, cx) => {
    const branches = e.branches.map((b) => [compile(b.when, cx), compile(b.then, cx)] as const);
    const otherwise = compile(e.otherwise, cx);
    return (s) => {
      for (const [when, then] of branches) if (when(s) === true) return then(s);
      return otherwise(s);
    };
  },
  cast: (e, cx) => withKernel("cast", [e.child], e, cx),
  call: (e, cx) =>
    notIn(e, cx) ??
    lazyCalls[e.function]?.(e.args.map((a) => compile(a, cx))) ??
    lambdaCalls[e.function]?.(e, cx) ??
    withKernel(e.function, e.args, e, cx),
  subquery: (e, cx) => subquery(e, cx),
};

/** An expression, ready to be evaluated. */
export const compile = (e: ReadExpr, cx: Compile): Evaluate =>
  (handlers[e.kind] as (e: ReadExpr, cx: Compile) => Evaluate)(e, cx);

/** A decisive operand ends a connective; NULL is neither. */
const connective =
  (decisive: boolean) =>
  (args: readonly Evaluate[]): Evaluate =>
  (s) => {
    let unknown = false;
    for (const arg of args) {
      const value = arg(s);
      if (value === decisive) return decisive;
      if (value === null) unknown = true;
    }
    return unknown ? null : !decisive;
  };

/** Calls whose later arguments are evaluated for some rows only. */
export const lazyCalls: Readonly<Record<string, (args: readonly Evaluate[]) => Evaluate>> = {
  and: connective(false),
  or: connective(true),
  coalesce: (args) => (s) => {
    for (const arg of args) {
      const value = arg(s);
      if (value !== null) return value;
    }
    return null;
  },
  if:
    ([when, then, otherwise]) =>
    (s) =>
      (when?.(s) === true ? then : otherwise)?.(s) ?? null,
};

function withKernel(name: string, args: readonly ReadExpr[], e: ReadCall | ReadCast, cx: Compile): Evaluate {
  const kernel = kernelNamed(name);
  if (kernel === undefined) throw unsupported(`function ${name}`);
  const parts = args.map((a) => compile(a, cx));
  const origin = e.origin === undefined ? undefined : cx.origins[e.origin];
  let run: KernelFunction | undefined;
  return (s) => {
    const values: Value[] = [];
    for (const part of parts) {
      const value = part(s);
      // What comes after a NULL is not asked for, and so cannot fail (`BinaryExpression.eval`).
      if (value === null && kernel.nulls === "propagate") return null;
      values.push(value);
    }
    try {
      run ??= kernel.bind({
        argTypes: args.map((a) => a.type),
        returnType: e.type,
        constants: args.map((a) => (a.kind === "literal" ? a.value : undefined)),
        mode: e.mode,
        settings: cx.settings,
      });
      return run(...values);
    } catch (reason) {
      throw reason instanceof SparkError ? reason.at(origin) : reason;
    }
  };
}

/** A kernel on values that are at hand. */
export function applyKernel(
  name: string,
  e: { readonly args: readonly ReadExpr["type"][]; readonly type: ReadExpr["type"]; readonly mode: EvalMode },
  settings: KernelSettings,
): (...values: readonly Value[]) => Value {
  const kernel = kernelNamed(name);
  if (kernel === undefined) throw unsupported(`function ${name}`);
  const run = kernel.bind({ argTypes: e.args, returnType: e.type, constants: [], mode: e.mode, settings });
  return (...values) => (kernel.nulls === "propagate" && values.includes(null) ? null : run(...values));
}

/** NOT over an IN of a query: what is unknown counts as found, so that NOT IN fails with it. */
function notIn(e: ReadCall, cx: Compile): Evaluate | undefined {
  const [child] = e.args;
  if (e.function !== "not" || child?.kind !== "subquery" || child.mode !== "in") return undefined;
  const found = subquery(child, cx, true);
  return (s) => found(s) !== true;
}

function subquery(e: ReadSubquery, cx: Compile, nullAware = false): Evaluate {
  const rows = (s: Scope) => cx.rows(e.rel, [s.row, ...s.outer]);
  const origin = e.origin === undefined ? undefined : cx.origins[e.origin];
  switch (e.mode) {
    case "exists":
      return (s) => {
        for (const _ of rows(s)) return true;
        return false;
      };
    case "scalar":
      return (s) => {
        const [first, second] = [...take(rows(s), 2)];
        if (second !== undefined) throw sparkError("SCALAR_SUBQUERY_TOO_MANY_ROWS", {}).at(origin);
        return first?.[0] ?? null;
      };
    case "in": {
      const values = e.values.map((v) => compile(v, cx));
      const compare = e.values.map((v) => comparatorOf(v.type.kind === "null" ? NULL : v.type));
      return (s) => {
        const wanted = values.map((v) => v(s));
        let unknown = false;
        for (const row of rows(s)) {
          const parts = wanted.map((w, i) => {
            const found = row[i] ?? null;
            return w === null || found === null ? null : compare[i]?.(w, found) === 0;
          });
          if (parts.every((p) => p === true)) return true;
          if (!parts.includes(false)) unknown = true;
        }
        // Spark joins for IN, and a join knows no third answer (`RewritePredicateSubquery`).
        return unknown && nullAware;
      };
    }
  }
}

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let taken = 0;
  for (const item of items) {
    yield item;
    if (++taken >= count) return;
  }
}
