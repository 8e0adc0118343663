/**
 * The vocabulary in which a backend says how it runs each function. `S` is the backend's own fragment of text or plan.
 * A lowering looks at its call's types, constants and mode, never at the plan around it.
 */
import type { ConditionName } from "../errors/conditions.ts";
import type { KernelSettings } from "../kernels/kernel.ts";
import type { ReadAggregateCall, ReadCall, ReadExpr, ReadWindowCall } from "../substrait/read/plan.ts";
import type { DataType } from "../types/data-type.ts";

/** What a template may use beside its lowered arguments. */
export interface LoweringContext<S, C = ReadCall | ReadAggregateCall | ReadWindowCall> {
  readonly call: C;
  readonly settings: KernelSettings;
  /** An expression of a type that fails with a condition when it is evaluated; parameters are constant texts. */
  raise(condition: ConditionName, params: Readonly<Record<string, string>>, type: DataType): S;
  /** The fragment cast to the engine's form of a Spark type. */
  as(fragment: S, type: DataType): S;
  /** Lowers an expression made from the call's arguments. */
  lower(expr: ReadExpr): S;
  /** A call of a kernel on lowered arguments with the given Spark types; literals among `call.args` stay constants. */
  kernel(name: string, args: readonly { readonly fragment: S; readonly expr: ReadExpr }[], returns: DataType): S;
  /** The body of a lambda argument with fragments standing for its parameters. */
  lambda(expr: ReadExpr, params: readonly S[]): S;
  /** A name for a lambda parameter of the engine that nothing else in the query has. */
  fresh(): S;
}

/** How one function is run. */
export type Lowering<S> =
  | { readonly how: "call"; readonly name: string }
  | { readonly how: "infix"; readonly operator: string }
  | { readonly how: "rewrite"; readonly build: (call: ReadCall) => ReadExpr }
  | { readonly how: "template"; readonly build: (args: readonly S[], cx: LoweringContext<S, ReadCall>) => S }
  | { readonly how: "kernel"; readonly name: string | undefined }
  | {
      readonly how: "choose";
      readonly choose: (call: ReadCall, settings: KernelSettings) => Lowering<S>;
    }
  | {
      readonly how: "aggregate";
      readonly build: (args: readonly S[], cx: LoweringContext<S, ReadAggregateCall>, parts: AggregateParts<S>) => S;
    }
  | {
      /** Gathers each group's argument tuples into a list and folds it by a kernel. */
      readonly how: "collect";
      readonly kernel: string;
    }
  | {
      readonly how: "generator";
      readonly build: (args: readonly S[], cx: GeneratorContext<S>) => readonly S[];
    }
  | { readonly how: "window"; readonly name: string; readonly ignoreNulls?: boolean }
  | { readonly how: "differs"; readonly reason: string; readonly lowering: Lowering<S> }
  | { readonly how: "unsupported"; readonly reason: string };

/** The clauses of an aggregate call, already lowered. */
export interface AggregateParts<S> {
  /** `FILTER (WHERE …)` with a leading space, or nothing. Throwing arguments were guarded before. */
  readonly filter: S;
  /** The condition of FILTER alone, for templates that join one of their own. */
  readonly where: S | undefined;
  /** `OVER (…)` with a leading space in a window, else nothing: stands after every aggregate of the template. */
  readonly over: S;
  readonly distinct: boolean;
  /** Whether it is asked of each group of some keys; else of all rows, or in a window. */
  readonly keyed: boolean;
  /** Whether sums of decimals are gathered so that they cannot pass what the engine adds in. */
  readonly wideSums: boolean;
  /** `ORDER BY …` of WITHIN GROUP, or nothing. */
  readonly order: S;
}

/** What a generator's template may use. */
export interface GeneratorContext<S> {
  readonly args: readonly ReadExpr[];
  readonly outer: boolean;
  readonly types: readonly DataType[];
  lower(expr: ReadExpr): S;
}

/** Exactly one lowering for each function of a group: a missing or extra name does not compile. */
export type LoweringTable<G, S> = { readonly [K in keyof G]: Lowering<S> };

/** The constructors of the vocabulary, for one backend's fragments. */
export const vocabulary = <S>() => ({
  /** A function of the engine with the same meaning; the result is cast to the call's type. */
  call: (name: string): Lowering<S> => ({ how: "call", name }),
  /** An operator of the engine; the result is cast to the call's type. */
  infix: (operator: string): Lowering<S> => ({ how: "infix", operator }),
  /** The call in terms of smaller functions. */
  rewrite: (build: (call: ReadCall) => ReadExpr): Lowering<S> => ({ how: "rewrite", build }),
  /** The engine's text; arguments used more than once are computed once by the emitter. */
  template: (build: (args: readonly S[], cx: LoweringContext<S, ReadCall>) => S): Lowering<S> => ({
    how: "template",
    build,
  }),
  /** The scalar of `kernels/` with the function's name, or another one's. */
  kernel: (name?: string): Lowering<S> => ({ how: "kernel", name }),
  /** One of several lowerings, by the call's types and constants. */
  choose: (choose: (call: ReadCall, settings: KernelSettings) => Lowering<S>): Lowering<S> => ({
    how: "choose",
    choose,
  }),
  /** An aggregate's text. */
  aggregate: (
    build: (args: readonly S[], cx: LoweringContext<S, ReadAggregateCall>, parts: AggregateParts<S>) => S,
  ): Lowering<S> => ({ how: "aggregate", build }),
  /** An aggregate over a collected list; not spillable. */
  collect: (kernel: string): Lowering<S> => ({ how: "collect", kernel }),
  /** A generator: one fragment per generated column, each a set-returning or plain expression. */
  generator: (build: (args: readonly S[], cx: GeneratorContext<S>) => readonly S[]): Lowering<S> => ({
    how: "generator",
    build,
  }),
  /** A window-only function. */
  window: (name: string, options: { ignoreNulls?: boolean } = {}): Lowering<S> => ({ how: "window", name, ...options }),
  /** Another answer than Spark's in known cases: off unless the session allows it. */
  differs: (reason: string, lowering: Lowering<S>): Lowering<S> => ({ how: "differs", reason, lowering }),
  /** Refused by name. */
  unsupported: (reason: string): Lowering<S> => ({ how: "unsupported", reason }),
});
