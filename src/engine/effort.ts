import type { Input } from "../backend/backend.ts";
import type { Expression } from "../resolved/expression.ts";
import type { Relation, RelationKind } from "../resolved/relation.ts";
import { expressionsOf, inputsOf, subexpressions } from "../resolved/visit.ts";

/** What a plan's rows are guessed from beside the plan. */
export type Inputs = ReadonlyMap<string, Input>;

/** Bytes that are guessed to hold one row: in files, which may be packed, and in Arrow. */
const FILE_BYTES = 16;
const ARROW_BYTES = 16;
/** Rows that a generator is guessed to make of one. */
const GENERATED = 8;

type Estimate<K extends RelationKind> = (
  relation: Extract<Relation, { kind: K }>,
  rows: readonly number[],
  data: Inputs,
) => number;

/** How many rows a relation gives, for those that give not just what goes in. */
const estimates: { readonly [K in RelationKind]?: Estimate<K> } = {
  scan: ({ source }) => source.files.reduce((sum, file) => sum + file.size, 0) / FILE_BYTES,
  local_data: ({ dataId }, _, data) => {
    const input = data.get(dataId);
    if (input === undefined) return 0;
    if (!("streams" in input)) return input.rows;
    return input.streams.reduce((sum, stream) => sum + stream.byteLength, 0) / ARROW_BYTES;
  },
  values: ({ rows }) => rows.length,
  range: ({ start, end, step }) => Math.max(0, Number(end - start) / Number(step)),
  join: ({ condition, lateral }, [left = 0, right = 0]) =>
    lateral || condition === undefined || !hasEquality(condition) ? left * right : Math.max(left, right),
  generate: (_, [rows = 0]) => rows * GENERATED,
  limit: ({ count = Number.POSITIVE_INFINITY }, [rows = 0]) => Math.min(count, rows),
};

const hasEquality = (e: Expression): boolean =>
  e.kind === "call" &&
  (e.function === "=" || e.function === "<=>" || (e.function === "and" && e.args.some(hasEquality)));

/** What the subqueries of an expression touch, if they run once each. */
const effortOfSubqueries = (e: Expression, data: Inputs): number =>
  subexpressions(e).reduce(
    (sum, child) => sum + effortOfSubqueries(child, data),
    e.kind === "subquery" ? effortOf(e.plan, data) : 0,
  );

/**
 * A guess at how many rows a plan touches, to tell short queries from long ones; never to choose how they run. It is
 * rather too much than too little.
 */
export function effortOf(root: Relation, data: Inputs): number {
  const rows = new Map<Relation, number>();
  let effort = 0;
  const stack: Relation[] = [root];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const relation = top;
    const inputs = inputsOf(relation);
    const waiting = inputs.filter((input) => !rows.has(input));
    if (!rows.has(relation) && waiting.length > 0) {
      stack.push(...waiting);
      continue;
    }
    stack.pop();
    if (rows.has(relation)) continue;
    const below = inputs.map((input) => rows.get(input) ?? 0);
    const estimate = estimates[relation.kind] as Estimate<RelationKind> | undefined;
    const own = estimate?.(relation, below, data) ?? below.reduce((sum, count) => sum + count, 0);
    rows.set(relation, own);
    // Subqueries may run once or for each row.
    const inside = expressionsOf(relation).reduce((sum, e) => sum + effortOfSubqueries(e, data), 0);
    effort += own + inside * Math.max(1, ...below);
  }
  return effort;
}
