import type { ArrowColumn } from "../arrow/column.ts";
import { concatColumns } from "../arrow/concat.ts";
import type { ArrowField } from "../arrow/field.ts";
import { readStream } from "../arrow/read.ts";
import { sliceColumn } from "../arrow/slice.ts";
import type { PythonBatch } from "./api.ts";

/** Rows as columns in Arrow's layout, with what is needed to cut and join them. */
export interface Rows {
  readonly fields: readonly ArrowField[];
  readonly columns: readonly ArrowColumn[];
  readonly rows: number;
  /** The memory of all columns, where nothing else is in it and nobody else reads it. */
  readonly memory?: ArrayBuffer | undefined;
}

/** The rows of a batch; the columns view its memory. */
export function rowsOf(batch: PythonBatch): Rows {
  const { fields, batches } = readStream(batch.data);
  const pieces = batches.map((b) => ({ fields, columns: b.columns, rows: b.rows }));
  return pieces.length === 1 ? (pieces[0] as Rows) : joined(fields, pieces);
}

/** Rows `start` to `start + count`. */
export const cut = (of: Rows, start: number, count: number): Rows =>
  start === 0 && count === of.rows
    ? of
    : {
        fields: of.fields,
        columns: of.columns.map((c, i) => sliceColumn(of.fields[i] as ArrowField, c, start, count)),
        rows: count,
      };

/** Columns by position. */
export const pick = (of: Rows, columns: readonly number[]): Rows => ({
  fields: columns.map((c) => of.fields[c] as ArrowField),
  columns: columns.map((c) => of.columns[c] as ArrowColumn),
  rows: of.rows,
});

/** The pieces' rows one after the other. */
export const joined = (fields: readonly ArrowField[], pieces: readonly Rows[]): Rows => ({
  fields,
  columns: fields.map((f, i) =>
    concatColumns(
      f,
      pieces.map((p) => p.columns[i] as ArrowColumn),
    ),
  ),
  rows: pieces.reduce((n, p) => n + p.rows, 0),
});

/** The columns of both, side by side. */
export const beside = (left: Rows, right: Rows): Rows => ({
  fields: [...left.fields, ...right.fields],
  columns: [...left.columns, ...right.columns],
  rows: left.rows,
});

/** The pieces of at most `most` rows; 0: no bound. */
export function* chunks(of: Rows, most: number): Generator<Rows> {
  const size = most > 0 ? most : of.rows;
  for (let start = 0; start < of.rows; start += size) yield cut(of, start, Math.min(size, of.rows - start));
}
