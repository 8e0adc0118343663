/** Higher-order functions in DuckDB's list lambdas. */
import type { LoweringContext, LoweringTable } from "../../../src/backend/lowering.ts";
import type { lambdaFunctions } from "../../../src/functions/lambda.ts";
import type { ReadCall, ReadExpr } from "../../../src/substrait/read/plan.ts";
import { type DataType, NULL } from "../../../src/types/data-type.ts";
import { atom, fn, type Sql, sql, template, unsupported, choose } from "../sql.ts";
import { physicalType } from "../types.ts";
import { elementAt, elementOf, sorted } from "./array.ts";
import {
  caseWhen,
  castTo,
  entriesOf,
  entry,
  FALSE,
  filterIndexed,
  filterList,
  keyOf,
  nullIfAny,
  NULL_TEXT,
  once,
  transformIndexed,
  transformList,
  TRUE,
  valueOf,
} from "./forms.ts";
import { mapOf } from "./map.ts";

type Context = LoweringContext<Sql, ReadCall>;

const at = (args: readonly Sql[], i: number): Sql => args[i] ?? NULL_TEXT;

/** The lambda among a call's arguments. */
function lambdaAt(cx: Context, i: number): Extract<ReadExpr, { kind: "lambda" }> | undefined {
  const expr = cx.call.args[i];
  return expr?.kind === "lambda" ? expr : undefined;
}

/** The body of the lambda at a position, for fragments as its parameters; a plain expression is the same for all. */
function apply(cx: Context, i: number, params: readonly Sql[]): Sql {
  const expr = cx.call.args[i];
  if (expr === undefined) return NULL_TEXT;
  return expr.kind === "lambda" ? cx.lambda(expr, params) : cx.lower(expr);
}

/** DuckDB counts elements from 1 in 64 bits, Spark from 0 in 32. */
const index = (i: Sql): Sql => castTo(sql`${i} - 1`, "INTEGER");

const takesIndex = (cx: Context, i: number): boolean => (lambdaAt(cx, i)?.params.length ?? 1) > 1;

const transform = template((args, cx) =>
  takesIndex(cx, 1)
    ? transformIndexed(cx, at(args, 0), (x, i) => apply(cx, 1, [x, index(i)]))
    : transformList(cx, at(args, 0), (x) => apply(cx, 1, [x])),
);

const filter = template((args, cx) =>
  takesIndex(cx, 1)
    ? filterIndexed(cx, at(args, 0), (x, i) => apply(cx, 1, [x, index(i)]))
    : filterList(cx, at(args, 0), (x) => apply(cx, 1, [x])),
);

/** EXISTS and FORALL: decided by one answer, unknown when one is NULL, else the other. */
const quantifier = (decides: Sql, otherwise: Sql) =>
  template((args, cx) =>
    once(
      cx,
      transformList(cx, at(args, 0), (x) => apply(cx, 1, [x])),
      (answers) =>
        caseWhen(
          [
            [sql`${answers} IS NULL`, NULL_TEXT],
            [fn`list_contains(${answers}, ${decides})`, decides],
            [sql`len(${answers}) <> list_count(${answers})`, NULL_TEXT],
          ],
          otherwise,
        ),
    ),
  );

/** A fold: DuckDB's wants elements and result of one type, so both ride in a struct. */
const fold = template((args, cx) => {
  const element = elementOf(cx.call.args[0]?.type ?? NULL);
  const state: DataType = cx.call.args[1]?.type ?? NULL;
  const [e, a] = [physicalType(element), physicalType(state)];
  const none = (spelled: string) => atom(`CAST(NULL AS ${spelled})`);
  const pair = (item: Sql, value: Sql) => fn`{'e': ${item}, 'a': ${value}}`;
  const items = transformList(cx, at(args, 0), (x) => pair(x, none(a)));
  const [s, t] = [cx.fresh(), cx.fresh()];
  const merged = apply(cx, 2, [fn`struct_extract(${s}, 'a')`, fn`struct_extract(${t}, 'e')`]);
  // The start goes in front: with a start of its own, DuckDB 1.5's list_reduce mixes up the rows of outer columns.
  const all = fn`list_concat([${pair(none(e), castTo(at(args, 1), a))}], ${items})`;
  const folded = fn`struct_extract(list_reduce(${all}, lambda ${s}, ${t}: ${pair(none(e), castTo(merged, a))}), 'a')`;
  const finished = cx.call.args[3] === undefined ? folded : once(cx, folded, (f) => apply(cx, 3, [f]));
  return nullIfAny([at(args, 0)], finished);
});

const zipWith = template((args, cx) => {
  const [a, b] = [at(args, 0), at(args, 1)];
  const rows = transformList(cx, fn`range(1, greatest(len(${a}), len(${b})) + 1)`, (i) =>
    apply(cx, 2, [elementAt(a, i), elementAt(b, i)]),
  );
  return nullIfAny([a, b], rows);
});

/** Without a comparator in DuckDB's order; with one by insertion: stable, and quadratic in the array's length. */
const arraySort = choose((call) => {
  if (call.args.length < 2)
    return template((args, cx) => sorted(cx, at(args, 0), elementOf(call.args[0]?.type ?? NULL), false, "LAST"));
  if (call.args[1]?.kind !== "lambda") return unsupported("a comparator that is no lambda function");
  return template((args, cx) => {
    const spelled = atom(physicalType(call.type));
    const [done, next] = [cx.fresh(), cx.fresh()];
    const x = fn`list_extract(${next}, 1)`;
    const compare = (y: Sql) => {
      const order = apply(cx, 1, [y, x]);
      const failure = cx.raise(
        "COMPARATOR_RETURNS_NULL",
        { firstValue: "an element", secondValue: "another" },
        { kind: "int" },
      );
      return fn`coalesce(${order}, ${failure})`;
    };
    const before = filterList(cx, done, (y) => sql`${compare(y)} <= 0`);
    const after = filterList(cx, done, (y) => sql`${compare(y)} > 0`);
    const items = transformList(cx, at(args, 0), (e) => fn`[${e}]`);
    return nullIfAny(
      [at(args, 0)],
      fn`list_reduce(list_concat([CAST([] AS ${spelled})], ${items}), lambda ${done}, ${next}: list_concat(list_concat(${before}, ${next}), ${after}))`,
    );
  });
});

const overEntries = (entriesFor: (cx: Context, entries: Sql) => Sql) =>
  template((args, cx) => nullIfAny([at(args, 0)], mapOf(cx, entriesFor(cx, entriesOf(at(args, 0))))));

const mapZipWith = template((args, cx) => {
  const [a, b] = [at(args, 0), at(args, 1)];
  const keys = once(cx, fn`list_concat(map_keys(${a}), map_keys(${b}))`, (all) =>
    filterIndexed(cx, all, (k, i) => sql`list_position(${all}, ${k}) = ${i}`),
  );
  const value = (m: Sql, k: Sql) => fn`list_extract(map_extract(${m}, ${k}), 1)`;
  const entries = transformList(cx, keys, (k) => entry(k, apply(cx, 2, [k, value(a, k), value(b, k)])));
  return nullIfAny([a, b], fn`map_from_entries(${entries})`);
});

export const lambdaLowerings = {
  transform,
  filter,
  exists: quantifier(TRUE, FALSE),
  forall: quantifier(FALSE, TRUE),
  aggregate: fold,
  zip_with: zipWith,
  array_sort: arraySort,
  map_filter: overEntries((cx, entries) => filterList(cx, entries, (e) => apply(cx, 1, [keyOf(e), valueOf(e)]))),
  transform_keys: overEntries((cx, entries) =>
    transformList(cx, entries, (e) => entry(apply(cx, 1, [keyOf(e), valueOf(e)]), valueOf(e))),
  ),
  transform_values: overEntries((cx, entries) =>
    transformList(cx, entries, (e) => entry(keyOf(e), apply(cx, 1, [keyOf(e), valueOf(e)]))),
  ),
  map_zip_with: mapZipWith,
} satisfies LoweringTable<typeof lambdaFunctions, Sql>;
