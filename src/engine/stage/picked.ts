/** Columns and rows chosen from batches that pass by. */
import type { ArrowOptions } from "../../arrow/field.ts";
import { arrowFields } from "../../arrow/field.ts";
import { streamEncoder } from "../../arrow/ipc.ts";
import { readStream } from "../../arrow/read.ts";
import { sliceColumn } from "../../arrow/slice.ts";
import type { RecordBatchBytes } from "../../backend/backend.ts";
import { invariant } from "../../base/invariant.ts";
import type { Relation } from "../../resolved/relation.ts";
import type { StructType } from "../../types/data-type.ts";

/** What a plan takes of the rows of another, where that is no more than a choice. */
export interface Picked {
  readonly from: Relation;
  /** Positions of the columns. */
  readonly columns: readonly number[];
  readonly offset: number;
  /** Absent: all that come. */
  readonly count: number | undefined;
}

/** What a plan picks, and of what; `undefined` where it does more than that. */
export function pickedFrom(plan: Relation): Picked | undefined {
  switch (plan.kind) {
    case "project": {
      const { input } = plan;
      const below = pickedFrom(input) ?? whole(input);
      const columns: number[] = [];
      for (const { expression: e } of plan.projections) {
        const place = e.kind === "column" ? input.output.findIndex((c) => c.id === e.id) : -1;
        const column = below.columns[place];
        if (column === undefined) return undefined;
        columns.push(column);
      }
      return { ...below, columns };
    }
    case "limit": {
      const below = pickedFrom(plan.input) ?? whole(plan.input);
      const left = below.count === undefined ? undefined : Math.max(0, below.count - plan.offset);
      const count = plan.count === undefined ? left : Math.min(plan.count, left ?? plan.count);
      return { ...below, offset: below.offset + plan.offset, count };
    }
    case "local_data":
      return whole(plan);
    default:
      return undefined;
  }
}

const whole = (from: Relation): Picked => ({
  from,
  columns: from.output.map((_, i) => i),
  offset: 0,
  count: undefined,
});

/** The chosen part of batches of one schema, in another; ends as soon as there are enough rows. At least one batch. */
export async function* picked(
  batches: AsyncIterable<RecordBatchBytes>,
  from: StructType,
  to: StructType,
  { columns, offset, count }: Picked,
  options: ArrowOptions,
): AsyncGenerator<RecordBatchBytes> {
  const isSame = sameShape(from, to, columns);
  const encoder = streamEncoder(to, options);
  const fields = arrowFields(from, options);
  let skip = offset;
  let left = count ?? Number.POSITIVE_INFINITY;
  let sent = false;
  if (left > 0) {
    for await (const batch of batches) {
      const start = Math.min(skip, batch.rows);
      skip -= start;
      const rows = Math.min(batch.rows - start, left);
      left -= rows;
      if (rows === 0 && batch.rows > 0) continue;
      if (isSame && rows === batch.rows) yield batch;
      else {
        const [found] = readStream(batch.data).batches;
        const chosen = columns.map((c) => {
          const [field, column] = [fields[c], found?.columns[c]];
          invariant(field !== undefined && column !== undefined, "a batch with fewer columns than its schema");
          return rows === batch.rows ? column : sliceColumn(field, column, start, rows);
        });
        yield { data: encoder.encode(chosen, rows), rows };
      }
      sent = true;
      if (left === 0) break;
    }
  }
  if (!sent) yield { data: encoder.empty(), rows: 0 };
}

const sameShape = (from: StructType, to: StructType, columns: readonly number[]): boolean =>
  from.fields.length === columns.length &&
  columns.every((c, i) => {
    const [a, b] = [from.fields[c], to.fields[i]];
    return c === i && a?.name === b?.name && a?.nullable === b?.nullable;
  });
