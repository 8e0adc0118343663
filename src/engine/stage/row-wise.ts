/** What a plan does with each row on its own: it can be done batch by batch. */
import type { InputData, RecordBatchBytes } from "../../backend/backend.ts";
import type { Relation } from "../../resolved/relation.ts";
import { expressionsOf, someExpression } from "../../resolved/visit.ts";
import type { StructType } from "../../types/data-type.ts";
import { isStable } from "./python-parts.ts";

/** The relations on top of a plan that work row by row, over what they read. */
export interface RowWise {
  /** The plan with its rows under {@link BATCHES} in the place of what it reads. */
  readonly plan: Relation;
  readonly input: Relation;
}

/** What the rows of the moment are called. */
const BATCHES = "python batches";

/** The row-wise part of a plan; `undefined` where it begins with something else. */
export function rowWise(plan: Relation): RowWise | undefined {
  if (!isRowWise(plan)) return undefined;
  const below = rowWise(plan.input);
  if (below !== undefined) return { plan: { ...plan, input: below.plan }, input: below.input };
  const { input } = plan;
  return { plan: { ...plan, input: { kind: "local_data", dataId: BATCHES, output: input.output } }, input };
}

/** Subqueries would run for each batch, and draws begin anew. */
const isRowWise = (r: Relation): r is Extract<Relation, { kind: "project" | "filter" | "generate" }> =>
  (r.kind === "project" || r.kind === "filter" || r.kind === "generate") &&
  expressionsOf(r).every((e) => isStable(e) && !someExpression(e, (x) => x.kind === "subquery" || x.kind === "outer"));

/** Bytes of batches that are worked on at once: few at first, so that a limit above has its rows soon. */
const FIRST_BYTES = 64 * 1024;
const MOST_BYTES = 4 * 1024 * 1024;

/** The rows of a row-wise plan over batches, as `run` makes them of some at a time. At least one batch. */
export async function* batchByBatch(
  batches: AsyncIterable<RecordBatchBytes>,
  schema: StructType,
  run: (inputs: ReadonlyMap<string, InputData>) => AsyncIterable<RecordBatchBytes>,
): AsyncGenerator<RecordBatchBytes> {
  const rowsOf = (some: readonly RecordBatchBytes[]) =>
    run(new Map([[BATCHES, { streams: some.map((b) => b.data), schema }]]));
  let some: RecordBatchBytes[] = [];
  let bytes = 0;
  let enough = FIRST_BYTES;
  let sent = false;
  for await (const batch of batches) {
    some.push(batch);
    bytes += batch.data.byteLength;
    if (bytes < enough) continue;
    yield* rowsOf(some);
    some = [];
    bytes = 0;
    enough = Math.min(2 * enough, MOST_BYTES);
    sent = true;
  }
  if (some.length > 0 || !sent) yield* rowsOf(some);
}
