/** Random small queries over the typed table: projections, filters, groups, windows, joins, unions, subqueries. */
import fc from "fast-check";
import * as T from "../../../src/types/data-type.ts";
import { expressionOf } from "./expressions.ts";
import { poolColumns } from "./typed-table.ts";

const groupable = poolColumns.filter((c) => c.type.kind !== "map").map((c) => c.name);
const sortable = groupable;
const numbers = poolColumns.filter((c) => T.isNumeric(c.type)).map((c) => c.name);
const exact = poolColumns.filter((c) => T.isIntegral(c.type) || c.type.kind === "decimal").map((c) => c.name);
const any = poolColumns.map((c) => c.name);
const from = <V>(items: readonly V[]) => fc.constantFrom(...items);

/** Joins meet more often on these. */
const joinable: readonly (readonly [string, string])[] = [
  ["i1", "i2"],
  ["y1", "y2"],
  ["b1", "b2"],
  ["d1", "d2"],
  ["f1", "f2"],
  ["n1", "n5"],
  ["s1", "s2"],
  ["t1", "t2"],
  ["z1", "z2"],
  ["w1", "z1"],
  ["l1", "l2"],
  ["x1", "x2"],
  ["n1", "d1"],
  ["i1", "l1"],
  ["ai", "aj"],
  ["st", "st"],
  ["ym", "ym"],
  ["dt", "dt"],
];

const condition = expressionOf(T.BOOLEAN, 1);

const simpleAggregate = fc.oneof(
  fc.constant("count(*)"),
  from(any).map((c) => `count(${c})`),
  from(groupable).map((c) => `count(DISTINCT ${c})`),
  fc.tuple(from(groupable), from(groupable)).map(([a, b]) => `count(DISTINCT ${a}, ${b})`),
  from([...numbers, "ym", "dt"]).map((c) => `sum(${c})`),
  from(exact).map((c) => `sum(DISTINCT ${c})`),
  from([...numbers, "ym", "dt"]).map((c) => `avg(${c})`),
  from([...numbers, "ym", "dt"]).map((c) => `try_sum(${c})`),
  fc.tuple(from(["min", "max"]), from(sortable)).map(([f, c]) => `${f}(${c})`),
  fc.tuple(from(["max_by", "min_by"]), from(any), from(["id", "id + 0"])).map(([f, a, b]) => `${f}(${a}, ${b})`),
  fc.tuple(from(["bool_and", "bool_or", "count_if"]), condition).map(([f, c]) => `${f}(${c})`),
  fc.tuple(from(["bit_and", "bit_or", "bit_xor"]), from(["y1", "h1", "i1", "l1"])).map(([f, c]) => `${f}(${c})`),
  from(any).map((c) => `size(collect_list(${c}))`),
  from(groupable).map((c) => `size(collect_set(${c}))`),
);

const filtered = fc
  .tuple(simpleAggregate, fc.option(condition, { freq: 4 }))
  .map(([a, c]) => (c === null || /^size|^grouping/.test(a) ? a : `${a} FILTER (WHERE ${c})`));

const aggregateQuery = fc
  .tuple(
    fc.array(from(groupable), { maxLength: 2 }),
    fc.array(filtered, { minLength: 1, maxLength: 3 }),
    fc.option(condition, { freq: 3 }),
    from(["plain", "plain", "rollup", "cube", "sets"]),
  )
  .map(([keys, measures, where, how]) => {
    const unique = [...new Set(keys)];
    const list = measures.map((m, i) => `${m} AS m${i}`);
    const filter = where === null ? "" : ` WHERE ${where}`;
    if (unique.length === 0) return `SELECT ${list.join(", ")} FROM t${filter}`;
    const group =
      how === "rollup"
        ? `ROLLUP (${unique.join(", ")})`
        : how === "cube"
          ? `CUBE (${unique.join(", ")})`
          : how === "sets"
            ? `GROUPING SETS ((${unique[0]}), (), (${unique.join(", ")}))`
            : unique.join(", ");
    return `SELECT ${[...unique, ...list].join(", ")}${how === "plain" ? "" : ", grouping_id() AS gid"} FROM t${filter} GROUP BY ${group}`;
  });

const joinQuery = fc
  .tuple(
    from(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "LEFT SEMI JOIN", "LEFT ANTI JOIN"]),
    from(joinable),
    from(["=", "=", "<=>", "<"]),
    fc.option(from(["a.b1", "b.b1 OR a.b2", "a.id > b.id"]), { freq: 2 }),
    fc.boolean(),
  )
  .map(([join, [l, r], op, more, where]) => {
    const shown = join.includes("SEMI") || join.includes("ANTI") ? "a.id" : "a.id, b.id AS id2, b.s1";
    return `SELECT ${shown} FROM t a ${join} t b ON a.${l} ${op} b.${r}${more === null ? "" : ` AND (${more})`}${where && !/FULL|RIGHT/.test(join) ? " WHERE a.id > 2" : ""}`;
  });

const direction = fc
  .tuple(from(["", " ASC", " DESC"]), from(["", " NULLS FIRST", " NULLS LAST"]))
  .map(([d, n]) => `${d}${n}`);

const sortQuery = fc
  .tuple(
    fc.array(fc.tuple(from(sortable), direction), { minLength: 1, maxLength: 3 }),
    fc.option(fc.nat(12), { freq: 2 }),
    fc.option(fc.nat(5), { freq: 2 }),
  )
  .map(([keys, limit, offset]) => {
    const order = [...keys.map(([c, d]) => `${c}${d}`), "id"].join(", ");
    return `SELECT id, ${keys.map(([c], i) => `${c} AS k${i}`).join(", ")} FROM t ORDER BY ${order}${limit === null ? "" : ` LIMIT ${limit}`}${offset === null ? "" : ` OFFSET ${offset}`}`;
  });

const bound = from([
  "UNBOUNDED PRECEDING",
  "2 PRECEDING",
  "1 PRECEDING",
  "CURRENT ROW",
  "1 FOLLOWING",
  "3 FOLLOWING",
  "UNBOUNDED FOLLOWING",
]);
const windowCall = fc.oneof(
  from(["row_number()", "rank()", "dense_rank()", "percent_rank()", "cume_dist()", "ntile(3)", "ntile(30)"]).map(
    (f) => ({ f, framed: false }),
  ),
  fc
    .tuple(from(["lag", "lead"]), from(any), from(["", ", 2", ", 0", ", -1"]))
    .map(([f, c, n]) => ({ f: `${f}(${c}${n})`, framed: false })),
  fc
    .tuple(from(["first_value", "last_value", "nth_value"]), from(any), from(["", " IGNORE NULLS"]))
    .map(([f, c, n]) => ({ f: `${f}(${c}${f === "nth_value" ? ", 2" : ""})${n}`, framed: true })),
  fc
    .tuple(from(["sum", "avg", "min", "max", "count"]), from(["i1", "y1", "l2", "n1", "d1"]))
    .map(([f, c]) => ({ f: `${f}(${c})`, framed: true })),
  from(["count(*)", "max(s1)", "min(z1)", "collect_list(ix)", "bool_or(b1)"]).map((f) => ({ f, framed: true })),
);
const windowQuery = fc
  .tuple(
    windowCall,
    from(["", "PARTITION BY b1 ", "PARTITION BY b1, b2 "]),
    from(sortable),
    direction,
    fc.tuple(bound, bound),
    from(["ROWS", "RANGE", "none"]),
    from(["ix", "i1", "l1", "d1", "n5", "t1", "y1"]),
  )
  .map(([call, partition, key, dir, [lower, upper], unit, ranged]) => {
    if (!call.framed || unit === "none")
      return `SELECT id, ${call.f} OVER (${partition}ORDER BY ${key}${dir}, id) AS w FROM t`;
    if (unit === "ROWS")
      return `SELECT id, ${call.f} OVER (${partition}ORDER BY ${key}${dir}, id ROWS BETWEEN ${lower} AND ${upper}) AS w FROM t`;
    return `SELECT id, ${/^(first|last|nth|collect)/.test(call.f) ? "count(*)" : call.f} OVER (${partition}ORDER BY ${ranged}${dir} RANGE BETWEEN ${lower} AND ${upper}) AS w FROM t`;
  });

const setQuery = fc
  .tuple(
    from(["UNION", "UNION ALL", "INTERSECT", "INTERSECT ALL", "EXCEPT", "EXCEPT ALL"]),
    from(joinable.filter(([a]) => a !== "w1")),
  )
  .map(([op, [l, r]]) => `SELECT ${l} AS v FROM t ${op} SELECT ${r} FROM t`);

const subqueryQuery = fc.oneof(
  fc
    .tuple(from(joinable), from(["IN", "NOT IN"]), fc.option(condition, { freq: 2 }))
    .map(
      ([[l, r], op, c]) => `SELECT id FROM t WHERE ${l} ${op} (SELECT ${r} FROM t${c === null ? "" : ` WHERE ${c}`})`,
    ),
  fc
    .tuple(from(joinable), from(["EXISTS", "NOT EXISTS"]), from(["=", "<=>"]))
    .map(
      ([[l, r], how, op]) =>
        `SELECT id FROM t a WHERE ${how} (SELECT 1 FROM t b WHERE a.${l} ${op} b.${r} AND b.id <> a.id)`,
    ),
  fc
    .tuple(from(joinable), from(["max(id)", "count(*)", "sum(ix)", "min(s1)"]))
    .map(([[l, r], f]) => `SELECT id, (SELECT ${f} FROM t b WHERE b.${r} = a.${l}) AS v FROM t a`),
  from(joinable).map(([l, r]) => `SELECT id, ${l} IN (SELECT ${r} FROM t WHERE id > 3) AS v FROM t`),
);

const distinctQuery = fc
  .array(from(groupable), { minLength: 1, maxLength: 2 })
  .map((keys) => `SELECT DISTINCT ${[...new Set(keys)].join(", ")} FROM t`);

const generateQuery = fc.oneof(
  fc
    .tuple(from(["ai", "as", "ad", "aa"]), from(["", "OUTER "]))
    .map(([c, outer]) => `SELECT id, x FROM t LATERAL VIEW ${outer}explode(${c}) AS x`),
  fc
    .tuple(from(["m1", "m2"]), from(["explode", "posexplode", "explode_outer", "posexplode_outer"]))
    .map(([c, f]) => `SELECT id, ${f}(${c}) FROM t`),
  from(["ai", "as"]).map((c) => `SELECT id, stack(2, id, ${c}, ix, ${c}) FROM t`),
);

const filterQuery = expressionOf(T.BOOLEAN, 2).map((c) => `SELECT id FROM t WHERE ${c}`);

/** Any of them. */
export const anyQuery: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: aggregateQuery },
  { weight: 3, arbitrary: joinQuery },
  { weight: 2, arbitrary: sortQuery },
  { weight: 4, arbitrary: windowQuery },
  { weight: 2, arbitrary: setQuery },
  { weight: 3, arbitrary: subqueryQuery },
  { weight: 1, arbitrary: distinctQuery },
  { weight: 1, arbitrary: generateQuery },
  { weight: 2, arbitrary: filterQuery },
);
