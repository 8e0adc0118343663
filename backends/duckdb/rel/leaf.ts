import type { ReadLocalData, ReadRange, ReadValues } from "../../../src/substrait/read/plan.ts";
import type { RelEnv } from "../context.ts";
import { literalSql, typedNull } from "../literal.ts";
import { atom } from "../sql.ts";
import { physicalType } from "../types.ts";
import { type Block, block, type BlockColumn, columnName, ref } from "./block.ts";

/** Kept rows: their table. Client rows: a table function that the engine thread registers. */
export function emitLocalData(rel: ReadLocalData, env: RelEnv): Block {
  const alias = env.cx.alias();
  const columns = rel.columns.map((c, i) => ref(alias, columnName(i), physicalType(c.type)));
  const stored = env.cx.options.stored?.get(rel.dataId);
  if (stored !== undefined) return block(`${stored.table} AS ${alias}`, alias, columns);
  const name = `i_${rel.dataId.replaceAll(/[^A-Za-z0-9]/g, "_")}`;
  env.cx.inputs.set(rel.dataId, { name, dataId: rel.dataId, columns: rel.columns });
  return block(`${name}() AS ${alias}`, alias, columns);
}

/** Constant rows. One row needs no FROM. */
export function emitValues(rel: ReadValues, env: RelEnv): Block {
  const [first, ...rest] = rel.rows;
  const constants = (row: typeof first): BlockColumn[] =>
    rel.columns.map((c, i) => ({
      sql: literalSql(row?.[i]?.value ?? null, c.type),
      duck: physicalType(c.type),
      depth: 0,
      kind: "cheap",
    }));
  if (first === undefined) {
    const nulls = rel.columns.map(
      (c): BlockColumn => ({ sql: typedNull(c.type), duck: physicalType(c.type), depth: 0, kind: "cheap" }),
    );
    return { ...block("", undefined, nulls), where: ["false"] };
  }
  if (rest.length === 0) return block("", undefined, constants(first));
  const alias = env.cx.alias();
  if (rel.columns.length === 0) return block(`range(CAST(${rel.rows.length} AS BIGINT)) AS ${alias}(c0)`, alias, []);
  const rows = rel.rows.map(
    (row) =>
      `(${constants(row)
        .map((c) => c.sql.text)
        .join(", ")})`,
  );
  const names = rel.columns.map((_, i) => columnName(i)).join(", ");
  return block(
    `(VALUES ${rows.join(", ")}) AS ${alias}(${names})`,
    alias,
    rel.columns.map((c, i) => ref(alias, columnName(i), physicalType(c.type))),
  );
}

const INT64_MAX = 9_223_372_036_854_775_807n;
const INT64_MIN = -9_223_372_036_854_775_808n;

/** Numbers by a step; DuckDB's range() too ends before `end` and goes down for a negative step. */
export function emitRange(rel: ReadRange, env: RelEnv): Block {
  const alias = env.cx.alias();
  const { start, end, step } = rel;
  const empty = step > 0n ? start >= end : start <= end;
  if (empty)
    return {
      ...block("", undefined, [{ sql: typedNull({ kind: "long" }), duck: "BIGINT", depth: 0, kind: "cheap" }]),
      where: ["false"],
    };
  const span = step > 0n ? end - start : start - end;
  const stride = step > 0n ? step : -step;
  const rows = (span + stride - 1n) / stride;
  const fits = end <= INT64_MAX && end >= INT64_MIN && rows <= INT64_MAX;
  const number = (n: bigint) => literalSql(n, { kind: "long" }).text;
  if (fits && start + rows * step <= INT64_MAX && start + rows * step >= INT64_MIN) {
    return block(`range(${number(start)}, ${number(end)}, ${number(step)}) AS ${alias}(c0)`, alias, [
      ref(alias, "c0", "BIGINT"),
    ]);
  }
  // The last step would leave 64 bits: count from 0 and place the numbers by arithmetic that does not.
  const inner = `range(CAST(${rows} AS BIGINT)) AS ${alias}(n)`;
  const value = atom(`CAST(${start}::HUGEINT + ${alias}.n * ${step}::HUGEINT AS BIGINT)`);
  return block(inner, undefined, [{ sql: value, duck: "BIGINT", depth: 2, kind: "cheap" }]);
}
