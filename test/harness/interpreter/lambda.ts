/** Higher-order functions: each names the rows of parameters that its lambda is evaluated for. */
import { comparatorOf, nullsFirst } from "../../../src/kernels/value-order.ts";
import type { ReadCall, ReadExpr } from "../../../src/substrait/read/plan.ts";
import { NULL } from "../../../src/types/data-type.ts";
import type { MapValue, Value } from "../../../src/types/value.ts";
import { type Compile, compile, type Evaluate, type Row, type Scope } from "./expression.ts";

type Lambda = (scope: Scope, ...params: readonly Value[]) => Value;

function lambda(e: ReadExpr | undefined, cx: Compile): Lambda {
  if (e === undefined) return () => null;
  const body = compile(e, cx);
  return (s, ...params) => body({ ...s, lambdas: [params, ...s.lambdas] });
}

const overArray =
  (apply: (items: readonly Value[], f: (...params: readonly Value[]) => Value) => Value) =>
  (e: ReadCall, cx: Compile): Evaluate => {
    const [source, body] = [e.args[0], lambda(e.args[1], cx)];
    const items = source === undefined ? () => null : compile(source, cx);
    return (s) => {
      const list = items(s) as readonly Value[] | null;
      return list === null ? null : apply(list, (...params) => body(s, ...params));
    };
  };

/** ANY of three-valued answers, `true` deciding. */
function anyOf(answers: Iterable<Value>): Value {
  let unknown = false;
  for (const a of answers) {
    if (a === true) return true;
    if (a === null) unknown = true;
  }
  return unknown ? null : false;
}

/** The higher-order functions that the interpreter runs. */
export const lambdaCalls: Readonly<Record<string, (e: ReadCall, cx: Compile) => Evaluate>> = {
  transform: overArray((items, f) => items.map((x, i) => f(x, i))),
  filter: overArray((items, f) => items.filter((x, i) => f(x, i) === true)),
  exists: overArray((items, f) => anyOf(items.map((x) => f(x)))),
  forall: overArray((items, f) => {
    const answer = anyOf(
      items.map((x) => {
        const holds = f(x);
        return holds === null ? null : !(holds as boolean);
      }),
    );
    return answer === null ? null : !(answer as boolean);
  }),
  aggregate: (e, cx) => {
    const [items, zero] = [e.args[0], e.args[1]].map((a) => (a === undefined ? () => null : compile(a, cx)));
    const [merge, finish] = [lambda(e.args[2], cx), e.args[3] === undefined ? undefined : lambda(e.args[3], cx)];
    return (s) => {
      const list = (items?.(s) ?? null) as readonly Value[] | null;
      if (list === null) return null;
      const total = list.reduce<Value>((sum, x) => merge(s, sum, x), zero?.(s) ?? null);
      return finish === undefined ? total : finish(s, total);
    };
  },
  zip_with: (e, cx) => {
    const [left, right] = [e.args[0], e.args[1]].map((a) => (a === undefined ? () => null : compile(a, cx)));
    const body = lambda(e.args[2], cx);
    return (s) => {
      const [a, b] = [left?.(s) ?? null, right?.(s) ?? null] as [readonly Value[] | null, readonly Value[] | null];
      if (a === null || b === null) return null;
      return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => body(s, a[i] ?? null, b[i] ?? null));
    };
  },
  map_filter: overMap((entries, f) => ({ entries: entries.filter(([k, v]) => f(k, v) === true) })),
  transform_values: overMap((entries, f) => ({ entries: entries.map(([k, v]) => [k, f(k, v)] as const) })),
};

function overMap(apply: (entries: MapValue["entries"], f: (...params: Row) => Value) => Value) {
  return (e: ReadCall, cx: Compile): Evaluate => {
    const [source, body] = [e.args[0], lambda(e.args[1], cx)];
    const map = source === undefined ? () => null : compile(source, cx);
    return (s) => {
      const value = map(s) as MapValue | null;
      return value === null ? null : apply(value.entries, (...params) => body(s, ...params));
    };
  };
}

/** The order of values of a type with NULL first. */
export const orderOf = (type: ReadExpr["type"] | undefined) => nullsFirst(comparatorOf(type ?? NULL));
