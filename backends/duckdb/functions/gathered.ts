import type { ReadExpr } from "../../../src/substrait/read/plan.ts";
import { type DataType, DOUBLE, INT, LONG } from "../../../src/types/data-type.ts";
import { aggregate, atom, fn, sql } from "../sql.ts";
import { at, literal } from "./aggregate-forms.ts";
import {
  aggregateCall,
  caseWhen,
  castTo,
  filterList,
  keyOf,
  NULL_TEXT,
  once,
  present,
  transformList,
  valueOf,
} from "./forms.ts";

/**
 * HyperLogLog++ over xxhash64, bit for bit Spark's: each value gives its register and rank as one small number, the
 * different ones are gathered (never more than 64 for each of 2^p registers), and a kernel reads the estimate off them.
 */
export const approxCountDistinct = aggregate((args, cx, parts) => {
  const x = at(args, 0);
  const expr = cx.call.args[0];
  const deviation = literal(cx.call.args[1]);
  const p = Math.ceil((2 * Math.log(1.106 / (typeof deviation === "number" ? deviation : 0.05))) / Math.LN2);
  if (expr === undefined) return atom("0");
  const hash = cx.kernel("xxhash64", [{ fragment: x, expr }], LONG);
  const low = sql`${hash} & ${(1n << BigInt(64 - p)) - 1n}`;
  const register = sql`(${hash} >> ${64 - p}) & ${(1 << p) - 1}`;
  const rank = sql`${64 - p + 1} - (CASE WHEN ${low} = 0 THEN 0 ELSE length(bin(${low})) END)`;
  const code = castTo(sql`(${register}) * 64 + (${rank})`, "INTEGER");
  const codes = aggregateCall("list", [code], parts, { distinct: true, where: present(x) });
  const literalOf = (value: number): ReadExpr => ({ kind: "literal", value, type: INT, nullable: false });
  const listExpr: ReadExpr = {
    kind: "field",
    index: 0,
    type: { kind: "array", element: INT, containsNull: false },
    nullable: false,
  };
  return cx.kernel(
    "hyperloglog_estimate",
    [
      { fragment: fn`coalesce(${codes}, [])`, expr: listExpr },
      { fragment: atom(`${p}`), expr: literalOf(p) },
    ],
    LONG,
  );
});

/** Up to so many values go the way of Spark's sketch, in their order. */
const IN_ORDER = 100_000;

/**
 * `freqItems`. Beyond {@link IN_ORDER} values exactly those that every order of the rows would keep.
 */
export const frequentItems = aggregate((args, cx, parts) => {
  const [value, size] = cx.call.args;
  const x = at(args, 0);
  if (value === undefined || size === undefined) return NULL_TEXT;
  const type: DataType = { kind: "array", element: value.type, containsNull: value.nullable };
  const gathered = fn`coalesce(${aggregateCall("list", [x], parts, { distinct: false })}, [])`;
  return once(cx, gathered, (list) => {
    const few = cx.kernel(
      "frequent_items",
      [
        { fragment: list, expr: { kind: "field", index: 0, type, nullable: false } },
        { fragment: at(args, 1), expr: size },
      ],
      type,
    );
    const share = sql`${castTo(fn`len(${list})`, "DOUBLE")} / (${at(args, 1)} + 1)`;
    const counted = fn`map_entries(list_histogram(${list}))`;
    const often = filterList(cx, counted, (e) => sql`${valueOf(e)} > ${share}`);
    const items = transformList(cx, often, keyOf);
    const missing = sql`(len(${list}) - list_count(${list})) > ${share}`;
    return caseWhen(
      [
        [sql`len(${list}) <= ${IN_ORDER}`, few],
        [missing, fn`list_prepend(NULL, ${items})`],
      ],
      items,
    );
  });
});

/** A deviation or variance, reckoned row by row in Spark's steps. */
export const spreadInOrder = aggregate((args, cx, parts) => {
  const name = cx.call.args[1];
  const x = at(args, 0);
  if (name === undefined) return NULL_TEXT;
  const type: DataType = { kind: "array", element: DOUBLE, containsNull: false };
  const gathered = aggregateCall("list", [x], parts, { where: present(x) });
  return cx.kernel(
    "spread_in_order",
    [
      { fragment: gathered, expr: { kind: "field", index: 0, type, nullable: true } },
      { fragment: at(args, 1), expr: name },
    ],
    DOUBLE,
  );
});
