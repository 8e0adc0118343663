/** A plan as one statement of DuckDB. Pure: the same plan and options give the same text. */
import type { ReadColumn, ReadPlan, ReadRel } from "../../src/substrait/read/plan.ts";
import { EmitContext, type EmitOptions } from "./context.ts";
import { candidates } from "./candidates.ts";
import { type Block, exactly, render } from "./rel/block.ts";
import { dispatchExpr } from "./lower.ts";
import { emitRel } from "./dispatch.ts";
import { dispatchRel } from "./rel/index.ts";
import { countUses } from "./rel/reference.ts";
import type { Statement } from "./statement.ts";

/** The statement for a plan. Throws SparkError for what is not supported. */
export function emit(plan: ReadPlan, options: EmitOptions): Statement {
  const { cx, block } = emitBlock(plan, options);
  return statementOf(
    cx,
    render(block),
    plan.root.columns.map(({ type, nullable }) => ({ type, nullable })),
    maxRows(plan.root, cx),
  );
}

/** A plan as a block whose columns have exactly the physical forms of their types. */
export function emitBlock(plan: ReadPlan, options: EmitOptions): { readonly cx: EmitContext; readonly block: Block } {
  const cx = new EmitContext(plan, options, countUses(plan), { rel: dispatchRel, expr: dispatchExpr });
  const found = emitRel(plan.root, { cx, outer: [], blocking: false });
  const columns = found.columns.map((c, i) => {
    const type = plan.root.columns[i]?.type;
    const exact = type === undefined ? c : exactly(c, type);
    return exact === c ? c : { ...exact, kind: c.kind === "computed" ? c.kind : ("cheap" as const) };
  });
  return { cx, block: keepOrder({ ...found, columns }, found) };
}

/** A SELECT with all that was gathered while it was written. */
export const statementOf = (
  cx: EmitContext,
  select: string,
  columns: readonly ReadColumn[],
  most: number | undefined,
): Statement => ({
  sql: withShared(cx, select),
  kernels: [...cx.kernels.values()],
  inputs: [...cx.inputs.values()],
  columns,
  maxRows: most,
  candidates: candidates(cx.plan),
  narrowDecimals: cx.narrowDecimals,
});

/** A SELECT under the shared pieces that it names. */
export const withShared = (cx: EmitContext, select: string): string =>
  cx.ctes.length === 0 ? select : `WITH ${cx.ctes.join(", ")} ${select}`;

/** Sort keys that name a column by its text keep naming it when the column got a cast. */
function keepOrder(cast: Block, before: Block): Block {
  if (before.order.length === 0) return cast;
  const order = before.order.map((key) => {
    const at = before.columns.findIndex((c) => c.kind === "computed" && c.sql.text === key.text);
    const now = at < 0 ? undefined : cast.columns[at];
    return now === undefined ? key : { ...key, text: now.sql.text };
  });
  return { ...cast, order };
}

/** How many rows come at most; `undefined`: not known from the plan. */
function maxRows(rel: ReadRel, cx: EmitContext): number | undefined {
  const least = (a: number | undefined, b: number | undefined) =>
    a === undefined ? b : b === undefined ? a : Math.min(a, b);
  switch (rel.kind) {
    case "values":
      return rel.rows.length;
    case "range": {
      const rows =
        rel.step > 0n
          ? (rel.end - rel.start + rel.step - 1n) / rel.step
          : (rel.start - rel.end - rel.step - 1n) / -rel.step;
      return rows <= 0n ? 0 : rows > 1_000_000_000n ? undefined : Number(rows);
    }
    case "fetch":
      return least(rel.count, maxRows(rel.input, cx));
    case "tail":
      return least(rel.count, maxRows(rel.input, cx));
    case "aggregate":
      if (rel.grouping.length === 0 && rel.sets === undefined) return 1;
      return rel.sets === undefined ? maxRows(rel.input, cx) : undefined;
    case "project":
    case "filter":
    case "window":
    case "sort":
    case "sample":
      return maxRows(rel.input, cx);
    case "reference": {
      const piece = cx.plan.shared[rel.index];
      return piece === undefined ? undefined : maxRows(piece, cx);
    }
    case "join": {
      const left = maxRows(rel.left, cx);
      if (rel.type === "left_semi" || rel.type === "left_anti") return left;
      const right = maxRows(rel.right, cx);
      if (left === undefined || right === undefined) return undefined;
      return Math.max(left, 1) * Math.max(right, 1);
    }
    case "set": {
      const each = rel.inputs.map((input) => maxRows(input, cx));
      if (rel.operation !== "union") return each[0];
      return each.every((n) => n !== undefined) ? each.reduce((a, b) => (a ?? 0) + (b ?? 0), 0) : undefined;
    }
    case "local_data":
      return cx.options.stored?.get(rel.dataId)?.rows;
    case "scan":
    case "generate":
      return undefined;
  }
}
