/** Relations as lazy sequences of rows. */
import { streamToValues } from "../../../src/arrow/column-values.ts";
import { invariant } from "../../../src/base/invariant.ts";
import type { Input } from "../../../src/backend/backend.ts";
import { SparkError, sparkError, unsupported } from "../../../src/errors/spark-error.ts";
import { keyOf } from "../../../src/kernels/value-order.ts";
import type {
  ReadAggregate,
  ReadAggregateCall,
  ReadJoin,
  ReadRel,
  ReadRelHandlers,
  ReadSet,
  ReadSortKey,
} from "../../../src/substrait/read/plan.ts";
import type { MapValue, StructValue, Value } from "../../../src/types/value.ts";
import { type Accumulator, accumulator, rowKey } from "./aggregate.ts";
import { compile, type Compile, type Evaluate, type Row, type Scope } from "./expression.ts";
import { orderOf } from "./lambda.ts";
import { StoredRows } from "./stored-rows.ts";
import { windowRows } from "./window.ts";

/** What relations are run with. */
export interface Run extends Compile {
  readonly inputs: ReadonlyMap<string, Input>;
  readonly shared: readonly ReadRel[];
  /** Called for every row that a leaf gives; throws when the query is to end. */
  step(): void;
}

type Rows = Iterable<Row>;

const scopeOf = (row: Row, outer: readonly Row[]): Scope => ({ row, outer, lambdas: [] });

const handlers: ReadRelHandlers<Rows, [readonly Row[], Run]> = {
  scan: () => {
    throw unsupported("files");
  },
  sample: () => {
    throw unsupported("sampling");
  },
  local_data: function* (rel, _, run) {
    const input = run.inputs.get(rel.dataId);
    invariant(input !== undefined, `no input ${rel.dataId}`);
    if (input instanceof StoredRows) {
      yield* input.values;
      return;
    }
    invariant("streams" in input, `the input ${rel.dataId} is another backend's`);
    for (const stream of input.streams) {
      for (const row of streamToValues(stream).rows) {
        run.step();
        yield row;
      }
    }
  },
  values: function* (rel, _, run) {
    for (const row of rel.rows) {
      run.step();
      yield row.map((e) => e.value);
    }
  },
  range: function* (rel, _, run) {
    for (let i = rel.start; rel.step > 0n ? i < rel.end : i > rel.end; i += rel.step) {
      run.step();
      yield [i];
    }
  },
  project: function* (rel, outer, run) {
    const expressions = rel.expressions.map((e) => compile(e, run));
    for (const row of rowsOf(rel.input, outer, run)) {
      const scope = scopeOf(row, outer);
      yield expressions.map((e) => e(scope));
    }
  },
  filter: function* (rel, outer, run) {
    const condition = compile(rel.condition, run);
    for (const row of rowsOf(rel.input, outer, run)) if (condition(scopeOf(row, outer)) === true) yield row;
  },
  join: (rel, outer, run) => joinRows(rel, outer, run),
  aggregate: (rel, outer, run) => aggregateRows(rel, outer, run),
  window: (rel, outer, run) => windowRows(rel, [...rowsOf(rel.input, outer, run)], outer, run),
  sort: function* (rel, outer, run) {
    yield* sorted([...rowsOf(rel.input, outer, run)], rel.keys, outer, run);
  },
  fetch: function* (rel, outer, run) {
    const end = rel.count === undefined ? Number.POSITIVE_INFINITY : rel.offset + rel.count;
    let at = 0;
    if (end <= at) return;
    for (const row of rowsOf(rel.input, outer, run)) {
      if (at++ >= rel.offset) yield row;
      if (at >= end) return;
    }
  },
  tail: function* (rel, outer, run) {
    const rows = [...rowsOf(rel.input, outer, run)];
    yield* rel.count === 0 ? [] : rows.slice(-rel.count);
  },
  set: (rel, outer, run) => setRows(rel, outer, run),
  generate: function* (rel, outer, run) {
    const generate = generators[rel.function];
    if (generate === undefined) throw unsupported(`generator ${rel.function}`);
    const args = rel.args.map((e) => compile(e, run));
    for (const row of rowsOf(rel.input, outer, run)) {
      const scope = scopeOf(row, outer);
      const made = generate(
        args.map((a) => a(scope)),
        rel.generated.length,
      );
      if (made.length === 0 && (rel.outer || rel.function.endsWith("_outer")))
        yield [...row, ...rel.generated.map(() => null)];
      for (const more of made) yield [...row, ...more];
    }
  },
  reference: (rel, _, run) => {
    const piece = run.shared[rel.index];
    invariant(piece !== undefined, "a reference to nothing");
    return rowsOf(piece, [], run);
  },
};

/** The rows of a relation inside the given enclosing rows, nearest first. */
export const rowsOf = (rel: ReadRel, outer: readonly Row[], run: Run): Rows =>
  (handlers[rel.kind] as (rel: ReadRel, outer: readonly Row[], run: Run) => Rows)(rel, outer, run);

/** Sorts stably; each key says where NULLs go. */
export function sorted(
  rows: readonly Row[],
  keys: readonly ReadSortKey[],
  outer: readonly Row[],
  run: Run,
): readonly Row[] {
  const parts = keys.map((k) => ({ ...k, evaluate: compile(k.expression, run), compare: orderOf(k.expression.type) }));
  const keyed = rows.map((row) => ({ row, key: parts.map((p) => p.evaluate(scopeOf(row, outer))) }));
  keyed.sort((a, b) => {
    for (const [i, p] of parts.entries()) {
      const [x, y] = [a.key[i] ?? null, b.key[i] ?? null];
      if (x === null || y === null) {
        if (x === y) continue;
        return (x === null) === (p.nulls === "first") ? -1 : 1;
      }
      const order = p.compare(x, y);
      if (order !== 0) return p.descending ? -order : order;
    }
    return 0;
  });
  return keyed.map((k) => k.row);
}

function* joinRows(rel: ReadJoin, outer: readonly Row[], run: Run): Generator<Row> {
  const condition = rel.condition === undefined ? undefined : compile(rel.condition, run);
  const fixed = rel.lateral ? undefined : [...rowsOf(rel.right, outer, run)];
  const noRight = rel.right.columns.map(() => null);
  const met = new Set<number>();
  for (const left of rowsOf(rel.left, outer, run)) {
    const right = fixed ?? [...rowsOf(rel.right, [left, ...outer], run)];
    let matched = false;
    for (const [i, r] of right.entries()) {
      const both = [...left, ...r];
      if (condition !== undefined && condition(scopeOf(both, outer)) !== true) continue;
      matched = true;
      met.add(i);
      if (rel.type === "left_semi" || rel.type === "left_anti") break;
      yield both;
    }
    if (rel.type === "left_semi" ? matched : rel.type === "left_anti" && !matched) yield left;
    if (!matched && (rel.type === "left" || rel.type === "full")) yield [...left, ...noRight];
  }
  if (rel.type !== "right" && rel.type !== "full") return;
  const noLeft = rel.left.columns.map(() => null);
  for (const [i, r] of (fixed ?? []).entries()) if (!met.has(i)) yield [...noLeft, ...r];
}

/** A call over the rows of one group. */
export interface Folding {
  readonly add: (row: Row) => void;
  readonly result: () => Value;
}

/** Prepares an aggregate call; each call of the result starts a group. */
export function folding(call: ReadAggregateCall, outer: readonly Row[], run: Run): () => Folding {
  const args = call.args.map((a) => compile(a, run));
  const where = call.filter === undefined ? undefined : compile(call.filter, run);
  const origin = call.origin === undefined ? undefined : run.origins[call.origin];
  return () => {
    const gathered: Accumulator = accumulator(call, run.settings);
    const guarded = <T>(f: () => T): T => {
      try {
        return f();
      } catch (reason) {
        throw reason instanceof SparkError ? reason.at(origin) : reason;
      }
    };
    return {
      add: (row) => {
        const scope = scopeOf(row, outer);
        if (where !== undefined && where(scope) !== true) return;
        const values = args.map((a: Evaluate) => a(scope));
        guarded(() => gathered.add(values));
      },
      result: () => guarded(() => gathered.result()),
    };
  };
}

/** -0.0 groups with 0.0 and shows as it. */
const positiveZero = (v: Value): Value => (v === 0 ? 0 : v);

function* aggregateRows(rel: ReadAggregate, outer: readonly Row[], run: Run): Generator<Row> {
  const grouping = rel.grouping.map((e) => compile(e, run));
  const keys = rel.grouping.map((e) => keyOf(e.type));
  const makers = rel.measures.map((m) => folding(m, outer, run));
  const sets = rel.sets ?? [rel.grouping.map((_, i) => i)];
  const rows = [...rowsOf(rel.input, outer, run)];
  for (const set of sets) {
    const id = rel.grouping.reduce((bits, _, i) => bits * 2n + (set.includes(i) ? 0n : 1n), 0n);
    const groups = new Map<string, { readonly key: Row; readonly folds: readonly Folding[] }>();
    const group = (key: Row) => {
      const text = rowKey(key, keys);
      const known = groups.get(text) ?? { key, folds: makers.map((make) => make()) };
      groups.set(text, known);
      return known;
    };
    if (rel.grouping.length === 0 && rel.sets === undefined) group([]);
    for (const row of rows) {
      const scope = scopeOf(row, outer);
      const { folds } = group(grouping.map((g, i) => (set.includes(i) ? positiveZero(g(scope)) : null)));
      for (const fold of folds) fold.add(row);
    }
    for (const { key, folds } of groups.values()) {
      yield [...key, ...(rel.sets === undefined ? [] : [id]), ...folds.map((f) => f.result())];
    }
  }
}

function* setRows(rel: ReadSet, outer: readonly Row[], run: Run): Generator<Row> {
  const keys = rel.columns.map((c) => keyOf(c.type));
  const [first, ...rest] = rel.inputs.map((input) => rowsOf(input, outer, run));
  if (rel.operation === "union") {
    const seen = new Set<string>();
    for (const rows of [first ?? [], ...rest]) {
      for (const row of rows) {
        const key = rel.all ? "" : rowKey(row, keys);
        if (!rel.all && seen.has(key)) continue;
        seen.add(key);
        yield row;
      }
    }
    return;
  }
  let current = [...(first ?? [])];
  for (const rows of rest) {
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(rowKey(row, keys), (counts.get(rowKey(row, keys)) ?? 0) + 1);
    const seen = new Set<string>();
    current = current.filter((row) => {
      const key = rowKey(row, keys);
      const left = counts.get(key) ?? 0;
      if (!rel.all) {
        if (seen.has(key)) return false;
        seen.add(key);
        return (rel.operation === "intersect") === left > 0;
      }
      if (left > 0) counts.set(key, left - 1);
      return (rel.operation === "intersect") === left > 0;
    });
  }
  yield* current;
}

type Generate = (args: readonly Value[], width: number) => readonly Row[];

const entriesOf = (v: Value | undefined): readonly Row[] => {
  if (v === null || v === undefined) return [];
  return Array.isArray(v) ? (v as readonly Value[]).map((x) => [x]) : (v as MapValue).entries;
};
const explode: Generate = ([v]) => entriesOf(v);
const posexplode: Generate = ([v]) => entriesOf(v).map((row, i) => [i, ...row]);
const inline: Generate = ([v], width) =>
  entriesOf(v).map(([x]) =>
    x === null || x === undefined ? Array.from({ length: width }, () => null) : (x as StructValue).fields,
  );

/** The generators that the interpreter runs. */
export const generators: Readonly<Record<string, Generate>> = {
  explode,
  explode_outer: explode,
  posexplode,
  posexplode_outer: posexplode,
  inline,
  inline_outer: inline,
  stack: ([n, ...values], width) =>
    Array.from({ length: n as number }, (_, row) =>
      Array.from({ length: width }, (_x, i) => values[row * width + i] ?? null),
    ),
};

/** The error of a query that its caller ended. */
export const canceled = (cause: unknown): SparkError => sparkError("OPERATION_CANCELED", {}, { cause });
