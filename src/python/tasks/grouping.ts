import { asInt32, asInt64 } from "../../arrow/column.ts";
import { invariant } from "../../base/invariant.ts";
import type { Grouping, PythonBatch } from "../api.ts";
import { cut, type Rows, rowsOf } from "../rows.ts";

/** A part of a group: all of it but where it spans batches. */
export interface GroupPart {
  /** The number that the engine gave the group; 0 without a grouping column. */
  readonly id: bigint;
  readonly rows: Rows;
}

/** The rows of the batches cut at every change of the group's number. Parts of one group follow each other. */
export async function* groupParts(input: AsyncIterable<PythonBatch>, { column }: Grouping): AsyncGenerator<GroupPart> {
  for await (const batch of input) {
    if (batch.rows === 0) continue;
    const rows = rowsOf(batch);
    if (column === undefined) {
      yield { id: 0n, rows };
      continue;
    }
    const ids = groupNumbers(rows, column);
    let start = 0;
    for (let i = 1; i <= rows.rows; i++) {
      if (i < rows.rows && ids[i] === ids[start]) continue;
      yield { id: BigInt(ids[start] ?? 0), rows: cut(rows, start, i - start) };
      start = i;
    }
  }
}

/** Whole groups, each as its parts in order. */
export async function* groups(
  input: AsyncIterable<PythonBatch>,
  grouping: Grouping,
): AsyncGenerator<{ readonly id: bigint; readonly parts: readonly Rows[] }> {
  let id: bigint | undefined;
  let parts: Rows[] = [];
  for await (const part of groupParts(input, grouping)) {
    if (id !== undefined && part.id !== id) {
      yield { id, parts };
      parts = [];
    }
    id = part.id;
    parts.push(part.rows);
  }
  if (id !== undefined) yield { id, parts };
}

/** The number of the group of each row. */
export function groupNumbers(rows: Rows, column: number): Int32Array | BigInt64Array {
  const [type, bytes] = [rows.fields[column]?.type, rows.columns[column]?.buffers[0]];
  invariant(type?.kind === "int" && bytes !== undefined, "a grouping column that is no integer");
  invariant(type.bits === 32 || type.bits === 64, "a grouping column that is neither INT nor LONG");
  return type.bits === 64 ? asInt64(bytes) : asInt32(bytes);
}
