import type { ReadSort, ReadSortKey } from "../../../src/substrait/read/plan.ts";
import { orderKey } from "../functions/forms.ts";
import type { Env, RelEnv } from "../context.ts";
import { lowerExact, lowerExpr } from "../dispatch.ts";
import { atom, type Sql } from "../sql.ts";
import { type Block, isOpen, type OrderKey, seal } from "./block.ts";
import { emitRel } from "../dispatch.ts";
import { lowerOver } from "./level.ts";

/** A total order; every key says where NULLs go. */
export function emitSort(rel: ReadSort, env: RelEnv): Block {
  const found = emitRel(rel.input, env);
  const input = found.fixed || found.limit !== undefined || found.offset > 0 ? seal(found, env.cx.alias()) : found;
  const keys = rel.keys.filter((key) => key.expression.kind !== "literal");
  const simple = keys.every((key) => key.expression.kind === "field");
  const base = simple || isOpen(input) ? input : seal(input, env.cx.alias());
  if (simple) return { ...base, order: telling(keys.map((key) => sortKey(key, plainEnv(base, env)))) };
  const { block, result } = lowerOver(base, env, (e) => keys.map((key) => sortKey(key, e)));
  return { ...block, order: telling(result) };
}

/** Keys that are no constants: DuckDB would take a number for a position. */
const telling = (keys: readonly OrderKey[]): readonly OrderKey[] => keys.filter((key) => !CONSTANT.test(key.text));

const CONSTANT = /^(?:\d+|'(?:[^']|'')*'|true|false|CAST\((?:'(?:[^']|'')*'|-?\d+|NULL) AS [^()]*(?:\([^()]*\))?\))$/;

const plainEnv = (base: Block, env: RelEnv): Env => ({
  cx: env.cx,
  scope: { columns: base.columns, hoist: undefined },
  outer: env.outer,
  lambdas: [],
  lazy: false,
  blocking: env.blocking,
});

/** A key of ORDER BY, in aggregates and windows too. */
export function sortKey(key: ReadSortKey, env: Env): OrderKey {
  const { type } = key.expression;
  const value = type.kind === "decimal" ? lowerExpr(key.expression, env) : lowerExact(key.expression, env);
  const ordered = orderText(value.sql, key, env);
  return {
    text: ordered.atomic ? ordered.text : `(${ordered.text})`,
    words: `${key.descending ? "DESC" : "ASC"} NULLS ${key.nulls === "first" ? "FIRST" : "LAST"}`,
  };
}

function orderText(value: Sql, key: ReadSortKey, env: Env): Sql {
  const { type } = key.expression;
  // DuckDB gives a column that it sorts by back from the sort key, where -0.0 has become 0.0.
  if (type.kind === "double" || type.kind === "float") {
    return atom(
      `(${value.atomic ? value.text : `(${value.text})`} + CAST(0 AS ${type.kind === "double" ? "DOUBLE" : "FLOAT"}))`,
    );
  }
  return orderKey({ fresh: () => atom(`p_${env.cx.next()}`) }, value, type);
}
