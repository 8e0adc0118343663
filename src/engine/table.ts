import { valuesToStream } from "../arrow/build-column.ts";
import { BOOLEAN, type DataType, STRING, type StructField, type StructType, struct } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";

/** A small result made by the engine itself: rows of SHOW, DESCRIBE, SET and the catalog. */
export interface Table {
  readonly schema: StructType;
  readonly rows: readonly (readonly Value[])[];
}

/** No columns, no rows: what a command without an answer gives. */
export const EMPTY_TABLE: Table = { schema: struct([]), rows: [] };

/** A column of a table; nullable unless said otherwise. */
export const column = (name: string, type: DataType = STRING, nullable = true) => ({ name, type, nullable });

/** Columns with what newer Sparks (seen from 4.3 on, not in 4.0) say of them in their metadata. */
export const noted = (columns: readonly StructField[], notes: readonly string[], line: number): StructType =>
  struct(columns.map((c, i) => (line > 400 ? { ...c, metadata: JSON.stringify({ comment: notes[i] }) } : c)));

/** One cell. */
export const scalarTable = (name: string, value: Value): Table => ({
  schema: struct([column(name, typeof value === "boolean" ? BOOLEAN : STRING, false)]),
  rows: [[value]],
});

/** The table as one Arrow IPC stream. */
export const tableStream = (table: Table, timeZone: string): Uint8Array =>
  valuesToStream(table.schema, table.rows, { timeZone, useLargeVarTypes: false });
