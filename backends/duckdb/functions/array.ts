/** Arrays in DuckDB's lists. */
import { someExpr } from "../expr/facts.ts";
import { tellsZeros } from "../../../src/kernels/kernel.ts";
import type { Lowering, LoweringContext, LoweringTable } from "../../../src/backend/lowering.ts";
import type { arrayFunctions, arrayInternals } from "../../../src/functions/array.ts";
import type { ReadCall } from "../../../src/substrait/read/plan.ts";
import { byRow } from "./random.ts";
import { type DataType, isFractional, NULL, someType } from "../../../src/types/data-type.ts";
import { atom, choose, fn, joined, kernel, type Sql, sql, template, text, unsupported } from "../sql.ts";
import { physicalType } from "../types.ts";
import { ELEMENT, elementBytes, withRoom } from "./room.ts";
import { sequenceLowering } from "./sequence.ts";
import {
  caseWhen,
  castTo,
  FALSE,
  fieldOf,
  filterIndexed,
  filterList,
  nested,
  nullIfAny,
  NULL_TEXT,
  once,
  orderKey,
  present,
  structOf,
  transformIndexed,
  transformList,
  TRUE,
} from "./forms.ts";

type Context = LoweringContext<Sql, ReadCall>;

const at = (args: readonly Sql[], i: number): Sql => args[i] ?? NULL_TEXT;
const typeOf = (cx: Context, i: number): DataType => cx.call.args[i]?.type ?? NULL;
export const elementOf = (type: DataType): DataType => (type.kind === "array" ? type.element : NULL);

/** The call's own kernel, for the rows whose answer is an error that names its values. */
export const failing = (cx: Context, args: readonly Sql[]): Sql =>
  cx.kernel(
    cx.call.function,
    cx.call.args.map((expr, i) => ({ fragment: at(args, i), expr })),
    cx.call.type,
  );

/** A list's element at a position from 1; NULL outside. */
export const elementAt = (list: Sql, position: Sql): Sql => fn`list_extract(${list}, ${position})`;

/** Each element where it stands first. */
const distinct = (cx: Context, list: Sql): Sql =>
  once(cx, list, (l) => filterIndexed(cx, l, (x, i) => sql`list_position(${l}, ${x}) = ${i}`));

/** Whether a list has a NULL. */
const hasNull = (list: Sql): Sql => sql`len(${list}) <> list_count(${list})`;

/** The least or greatest element, by Spark's order. */
const extreme = (name: "list_min" | "list_max") =>
  template((args, cx) => {
    const element = elementOf(typeOf(cx, 0));
    if (!nested(element)) return fn`${atom(name)}(${at(args, 0)})`;
    const some = filterList(cx, at(args, 0), present);
    if (!someType(element, isFractional)) {
      const pairs = transformList(cx, some, (e) => fn`{'k': ${orderKey(cx, e, element)}, 'v': ${e}}`);
      return fn`struct_extract(${atom(name)}(${pairs}), 'v')`;
    }
    // DuckDB would give the element back from its sort key, where -0.0 has become 0.0.
    return once(cx, some, (list) => {
      const keys = transformIndexed(cx, list, (e, i) => {
        // The first of equal ones.
        const position = name === "list_max" ? sql`-${i}` : i;
        return fn`{'k': ${orderKey(cx, e, element)}, 'i': ${position}}`;
      });
      return elementAt(list, fn`abs(struct_extract(${atom(name)}(${keys}), 'i'))`);
    });
  });

/** A list in order, NULLs at one end. */
export function sorted(cx: Context, list: Sql, element: DataType, descending: boolean, nulls: "FIRST" | "LAST"): Sql {
  if (!nested(element)) return fn`list_sort(${list}, ${text(descending ? "DESC" : "ASC")}, ${text(`NULLS ${nulls}`)})`;
  const nullsHigh = (nulls === "FIRST") === descending;
  const keyed = transformList(
    cx,
    list,
    (e) => fn`{'n': ${nullsHigh ? sql`${e} IS NULL` : present(e)}, 'k': ${orderKey(cx, e, element)}, 'v': ${e}}`,
  );
  return transformList(
    cx,
    fn`list_sort(${keyed}, ${text(descending ? "DESC" : "ASC")})`,
    (s) => fn`struct_extract(${s}, 'v')`,
  );
}

const sortArray = choose((call) => {
  const order = call.args[1];
  if (order !== undefined && order.kind !== "literal") return unsupported("an order that is no constant");
  const descending = order?.value === false;
  if (order?.value === null) return template((_, cx) => cx.as(NULL_TEXT, cx.call.type));
  const type = call.args[0]?.type;
  const ofRows = call.args.some((arg) => someExpr(arg, (e) => e.kind !== "call" && e.kind !== "literal"));
  const primitive = ofRows && type?.kind === "array" && !type.containsNull && isFractional(type.element);
  return template((args, cx) => {
    const list = at(args, 0);
    const element = elementOf(typeOf(cx, 0));
    const inOrder = (x: Sql) => sorted(cx, x, element, descending, descending ? "LAST" : "FIRST");
    if (!primitive || descending) return inOrder(list);
    // Java sorts arrays of bare numbers with -0.0 before 0.0; what is constant Spark sorts by its own order.
    return once(cx, list, (l) => {
      const signed = transformList(cx, l, (e) => structOf([e, fn`NOT (${e} = 0 AND signbit(${e}))`]));
      const zerosApart = transformList(cx, fn`list_sort(${signed})`, (s) => fieldOf(s, 0));
      const zero = castTo(atom("0"), element.kind);
      return caseWhen([[fn`list_contains(${l}, ${zero})`, zerosApart]], inOrder(l));
    });
  });
});

const insert = template((args, cx) => {
  const [a, x] = [at(args, 0), at(args, 2)];
  const bounded = withRoom(cx, fn`abs(${castTo(at(args, 1), "BIGINT")})`, ELEMENT, at(args, 1));
  return once(cx, bounded, (p) => inserted(cx, args, a, p, x));
});

function inserted(cx: Context, args: readonly Sql[], a: Sql, p: Sql, x: Sql): Sql {
  const one = fn`[${x}]`;
  const put = (position: Sql) =>
    fn`list_concat(${a}[1:${position}], list_concat(${one}, ${a}[${sql`${position} + 1`}:]))`;
  const nulls = (count: Sql) => fn`list_resize(CAST([] AS ${atom(physicalType(typeOf(cx, 0)))}), ${count})`;
  const answer = caseWhen(
    [
      [sql`${p} = 0`, failing(cx, args)],
      [sql`${p} > 0 AND ${p} <= len(${a}) + 1`, put(sql`${p} - 1`)],
      [sql`${p} > 0`, fn`list_append(list_resize(${a}, ${sql`${p} - 1`}), ${x})`],
      [sql`len(${a}) + ${p} + 1 >= 0`, put(sql`len(${a}) + ${p} + 1`)],
    ],
    fn`list_concat(${one}, list_concat(${nulls(sql`-(len(${a}) + ${p} + 1)`)}, ${a}))`,
  );
  return nullIfAny([a, p], answer);
}

const contains = template((args, cx) => {
  const [a, v] = [at(args, 0), at(args, 1)];
  const has = fn`list_contains(${a}, ${v})`;
  const type = typeOf(cx, 0);
  if (type.kind === "array" && !type.containsNull) return has;
  return caseWhen(
    [
      [sql`${a} IS NULL OR ${v} IS NULL`, NULL_TEXT],
      [has, TRUE],
      [hasNull(a), NULL_TEXT],
    ],
    FALSE,
  );
});

const join: Lowering<Sql> = choose((call) => {
  const delimiter = call.args[1];
  if (delimiter?.kind !== "literal" || typeof delimiter.value !== "string") return kernel();
  const spelled = text(delimiter.value);
  return template((args) => {
    const list =
      call.args.length < 3
        ? at(args, 0)
        : fn`list_transform(${at(args, 0)}, lambda e_j: coalesce(e_j, ${at(args, 2)}))`;
    return nullIfAny(args, fn`coalesce(array_to_string(${list}, ${spelled}), '')`);
  });
});

const overlap = template((args, cx) => {
  const [a, b] = [at(args, 0), at(args, 1)];
  const type = cx.call.args[0]?.type;
  // Spark's sets told the two zeros apart unless they are nested; so do their texts.
  const told = (list: Sql) => transformList(cx, list, (e) => castTo(e, "VARCHAR"));
  const both = fn`list_has_any(${a}, ${b})`;
  return caseWhen(
    [
      [sql`${a} IS NULL OR ${b} IS NULL`, NULL_TEXT],
      [
        tellsZeros(cx.settings) && type?.kind === "array" && isFractional(type.element)
          ? sql`${both} AND ${fn`list_has_any(${told(a)}, ${told(b)})`}`
          : both,
        TRUE,
      ],
      [sql`len(${a}) = 0 OR len(${b}) = 0`, FALSE],
      [sql`${hasNull(a)} OR ${hasNull(b)}`, NULL_TEXT],
    ],
    FALSE,
  );
});

const zip = template((args, cx) => {
  if (args.length === 0) return cx.as(atom("[]"), cx.call.type);
  const longest =
    args.length === 1
      ? fn`len(${at(args, 0)})`
      : fn`greatest(${joined(
          ",",
          args.map((a) => fn`len(${a})`),
        )})`;
  const rows = transformList(cx, fn`range(${longest})`, (i) => structOf(args.map((a) => elementAt(a, sql`${i} + 1`))));
  return nullIfAny(args, rows);
});

const shuffle = choose((call) =>
  call.args.length > 1
    ? byRow("shuffle", 1)
    : template((args, cx) => {
        const drawn = transformList(cx, at(args, 0), (e) => fn`{'r': random(), 'v': ${e}}`);
        return transformList(cx, fn`list_sort(${drawn})`, (s) => fn`struct_extract(${s}, 'v')`);
      }),
);

const slice = template((args, cx) => {
  const [a, s, n] = [at(args, 0), at(args, 1), at(args, 2)];
  const from = caseWhen([[sql`${s} > 0`, castTo(s, "BIGINT")]], sql`len(${a}) + ${s} + 1`);
  const part = once(cx, from, (b) =>
    caseWhen([[sql`${b} < 1`, fn`${a}[1:0]`]], fn`${a}[${b}:${sql`${b} + ${n} - 1`}]`),
  );
  return nullIfAny(args, caseWhen([[sql`${s} = 0 OR ${n} < 0`, failing(cx, args)]], part));
});

/** Spark tells -0.0 from 0.0 in sets of fractions; DuckDB does not. */
const ofWhole = (lowering: Lowering<Sql>): Lowering<Sql> =>
  choose((call) => (call.args.some((a) => someType(a.type, isFractional)) ? kernel() : lowering));

const distinctOf = (keep: (cx: Context, args: readonly Sql[]) => Sql) =>
  ofWhole(template((args, cx) => nullIfAny(args, distinct(cx, keep(cx, args)))));

const getItem = template((args, cx) => {
  const [a, i] = [at(args, 0), at(args, 1)];
  const found = elementAt(a, sql`${castTo(i, "BIGINT")} + 1`);
  if (cx.call.mode !== "ansi") return caseWhen([[sql`${i} >= 0`, found]], NULL_TEXT);
  return caseWhen(
    [
      [sql`${i} >= 0 AND ${i} < len(${a})`, found],
      [sql`${a} IS NULL OR ${i} IS NULL`, NULL_TEXT],
    ],
    failing(cx, args),
  );
});

export const arrayLowerings = {
  array: template((args, cx) => (args.length === 0 ? cx.as(atom("[]"), cx.call.type) : fn`[${joined(",", args)}]`)),
  array_append: template((args) => nullIfAny([at(args, 0)], fn`list_append(${at(args, 0)}, ${at(args, 1)})`)),
  array_prepend: template((args) => nullIfAny([at(args, 0)], fn`list_prepend(${at(args, 1)}, ${at(args, 0)})`)),
  array_insert: insert,
  array_compact: template((args, cx) => filterList(cx, at(args, 0), present)),
  array_contains: contains,
  array_distinct: ofWhole(template((args, cx) => distinct(cx, at(args, 0)))),
  array_except: distinctOf((cx, args) =>
    filterList(cx, at(args, 0), (x) => sql`list_position(${at(args, 1)}, ${x}) IS NULL`),
  ),
  array_intersect: distinctOf((cx, args) =>
    filterList(cx, at(args, 0), (x) => sql`list_position(${at(args, 1)}, ${x}) IS NOT NULL`),
  ),
  array_union: distinctOf((_cx, args) => fn`list_concat(${at(args, 0)}, ${at(args, 1)})`),
  array_join: join,
  array_max: extreme("list_max"),
  array_min: extreme("list_min"),
  array_position: template((args) => nullIfAny(args, fn`coalesce(list_position(${at(args, 0)}, ${at(args, 1)}), 0)`)),
  array_remove: template((args, cx) =>
    nullIfAny(
      args,
      filterList(cx, at(args, 0), (x) => sql`${x} IS DISTINCT FROM ${at(args, 1)}`),
    ),
  ),
  array_repeat: template((args, cx) => {
    const count = castTo(at(args, 1), "BIGINT");
    const bounded = withRoom(cx, count, elementBytes(typeOf(cx, 0), at(args, 0)), count);
    return transformList(cx, fn`range(${bounded})`, () => at(args, 0));
  }),
  array_size: template((args) => fn`len(${at(args, 0)})`),
  arrays_overlap: overlap,
  arrays_zip: zip,
  flatten: template((args) =>
    caseWhen([[sql`${at(args, 0)} IS NULL OR ${hasNull(at(args, 0))}`, NULL_TEXT]], fn`flatten(${at(args, 0)})`),
  ),
  get: template((args) =>
    caseWhen(
      [[sql`${at(args, 1)} >= 0`, elementAt(at(args, 0), sql`${castTo(at(args, 1), "BIGINT")} + 1`)]],
      NULL_TEXT,
    ),
  ),
  sequence: sequenceLowering,
  shuffle,
  slice,
  sort_array: sortArray,
} satisfies LoweringTable<typeof arrayFunctions, Sql>;

export const arrayInternalLowerings = {
  get_array_item: getItem,
  get_array_struct_fields: choose((call) => {
    const ordinal = call.args[1];
    if (ordinal?.kind !== "literal" || typeof ordinal.value !== "number")
      return unsupported("a field that is no constant");
    const index = ordinal.value;
    return template((args, cx) => transformList(cx, at(args, 0), (s) => fieldOf(s, index)));
  }),
  array_insert_at: insert,
} satisfies LoweringTable<typeof arrayInternals, Sql>;
