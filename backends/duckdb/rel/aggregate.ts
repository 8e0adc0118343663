import type { ReadAggregate, ReadExpr } from "../../../src/substrait/read/plan.ts";
import type { Env, RelEnv } from "../context.ts";
import { lowerAggregateCall } from "../expr/aggregate-call.ts";
import { normalized } from "../expr/normal.ts";
import { typedNull } from "../literal.ts";
import { lowerExact, lowerExpr } from "../dispatch.ts";
import { atom } from "../sql.ts";
import { physicalType } from "../types.ts";
import { type Block, type BlockColumn, type Lowered, loosely, opened } from "./block.ts";
import { emitRel } from "../dispatch.ts";
import { lowerOver } from "./level.ts";

/** GROUP BY with its aggregates; without grouping one row, always. */
export function emitAggregate(rel: ReadAggregate, env: RelEnv): Block {
  const inner: RelEnv = { ...env, blocking: true };
  const input = opened(emitRel(rel.input, inner), env.cx.alias);
  const { block, result } = lowerOver(input, inner, (e) => {
    const keyed = rel.grouping.length > 0;
    const keys = rel.grouping.map((expr, i) => groupKey(expr, rel, i, e));
    const measures = rel.measures.map(
      (call): BlockColumn => ({ ...lowerAggregateCall(call, e, { keyed }), kind: "computed" }),
    );
    return { keys, measures };
  });
  const { keys, measures } = result;
  const used = (i: number) => rel.sets === undefined || rel.sets.some((set) => set.includes(i));
  const columns = keys.map(({ shown }, i): BlockColumn => {
    const type = rel.columns[i]?.type;
    return used(i) || type === undefined
      ? { ...shown, kind: "computed" }
      : { sql: typedNull(type), duck: physicalType(type), depth: 0, kind: "computed" };
  });
  if (rel.sets !== undefined) columns.push(groupingId(keys.map((k, i) => (used(i) ? k.key : undefined))));
  columns.push(...measures);
  return {
    ...block,
    columns,
    tail: clause(
      rel,
      keys.map((k) => k.key.sql.text),
    ),
    closed: true,
  };
}

interface Key {
  /** What is grouped by. */
  readonly key: Lowered;
  /** What the group's column shows. */
  readonly shown: Lowered;
}

const PLAIN = /^\w+\.("(?:[^"]|"")*"|\w+)$/;

/** A grouping expression: a column of the input, or made one. */
function groupKey(expr: ReadExpr, rel: ReadAggregate, index: number, env: Env): Key {
  const value = expr.type.kind === "decimal" ? loosely(lowerExpr(expr, env), expr.type) : lowerExact(expr, env);
  const normal = normalized(value, expr.type);
  const repeated = rel.sets !== undefined && rel.grouping.slice(0, index).some((other) => sameField(other, expr));
  const key =
    PLAIN.test(normal.sql.text) && !repeated
      ? normal
      : simple(normal.sql.text) && !repeated
        ? normal
        : hoisted(normal, env);
  return { key, shown: key };
}

const sameField = (a: ReadExpr, b: ReadExpr): boolean =>
  a.kind === "field" && b.kind === "field" && a.index === b.index;

/** A short expression over columns can stand in both clauses. A number would mean a position in GROUP BY. */
const simple = (text: string): boolean =>
  text.length < 80 && /\bt\d+\./.test(text) && !/\bselect\b|\blambda\b|\bk_|\bover\b/i.test(text);

const hoisted = (value: Lowered, env: Env): Lowered => env.scope.hoist?.(value) ?? value;

/** One bit for each key, the first the highest: 1 where the key is not in the row's set. */
function groupingId(keys: readonly (Lowered | undefined)[]): BlockColumn {
  const id = (text: string): BlockColumn => ({ sql: atom(text), duck: "BIGINT", depth: 1, kind: "computed" });
  if (keys.length > 0 && keys.every((k) => k !== undefined))
    return id(`grouping_id(${keys.map((k) => k.sql.text).join(", ")})`);
  const bits = keys.map((k, i) => {
    const weight = 2n ** BigInt(keys.length - 1 - i);
    return k === undefined ? `CAST(${weight} AS BIGINT)` : `CAST(grouping(${k.sql.text}) AS BIGINT) * ${weight}`;
  });
  return id(bits.length === 0 ? "CAST(0 AS BIGINT)" : `CAST(${bits.join(" + ")} AS BIGINT)`);
}

function clause(rel: ReadAggregate, keys: readonly string[]): string {
  if (rel.sets === undefined) {
    if (keys.length > 0) return ` GROUP BY ${keys.join(", ")}`;
    // Without any aggregate in it, DuckDB would take it for a plain SELECT.
    return rel.measures.length === 0 ? " HAVING count(*) >= 0" : "";
  }
  const sets = rel.sets.map((set) => `(${set.map((i) => keys[i]).join(", ")})`);
  // Spark's grouping sets expand rows, and no row gives no group, not even the one of everything.
  const having = rel.sets.some((set) => set.length === 0) ? " HAVING count(*) > 0" : "";
  return ` GROUP BY GROUPING SETS (${sets.join(", ")})${having}`;
}
