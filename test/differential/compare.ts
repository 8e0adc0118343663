/** One expression on both backends, row by row: a value or an error's condition for each. */
import type { Backend } from "../../src/backend/backend.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import type { DataType } from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";
import { interpret } from "../harness/interpreter/backend.ts";
import { typedSchema, typedStream } from "../harness/arbitraries/typed-table.ts";
import { printed } from "../harness/values.ts";
import { type Asked, ask, outcome } from "./pipeline.ts";

export type Rows = readonly (readonly Value[])[];

/** A cell: its value as text that tells different values apart, or the error that its row raises. */
export type Cell = { readonly value: Value } | { readonly error: string };

/** Two backends' answers to one expression. */
export interface Comparison {
  readonly sql: string;
  /** Analysis refused the expression, or a backend does not run it. */
  readonly skipped?: string | undefined;
  readonly type?: DataType | undefined;
  /** The interpreter's cells, by row. */
  readonly cells: readonly Cell[];
  /** Rows where DuckDB's cell is another one. */
  readonly differs: readonly { readonly row: number; readonly interpreter: string; readonly duckdb: string }[];
}

export const cellText = (cell: Cell): string => ("error" in cell ? `error ${cell.error}` : printed(cell.value));

/** The query of one expression over the typed table. */
export const queryOf = (sql: string): string => `SELECT ${sql} AS v FROM t`;

/** The interpreter's cells: each row by itself, so that one row's error hides no other row. */
function interpreted(asked: Asked, rows: Rows): readonly Cell[] {
  return rows.map((row): Cell => {
    try {
      const inputs = new Map([["typed", { streams: [typedStream([row])], schema: typedSchema }]]);
      const [first] = [...interpret(asked.plan, { inputs, settings: asked.settings })];
      return { value: first?.[0] ?? null };
    } catch (reason) {
      if (!(reason instanceof SparkError)) throw reason;
      return { error: reason.condition };
    }
  });
}

/** Most rows with errors that are tried one by one. */
const MOST_ERRORS = 2;

/** Asks both backends. Throws what neither Spark nor we should: internal errors. */
export async function compare(duckdb: Backend, interpreter: Backend, sql: string, rows: Rows, conf: Readonly<Record<string, string>> = {}): Promise<Comparison> {
  let asked: Asked;
  try {
    asked = ask(queryOf(sql), conf);
  } catch (reason) {
    if (!(reason instanceof SparkError)) throw reason;
    return { sql, skipped: reason.message, cells: [], differs: [] };
  }
  const type = asked.schema.fields[0]?.type;
  const [refused] = [...duckdb.support(asked.plan), ...interpreter.support(asked.plan)];
  if (refused !== undefined) return { sql, skipped: `${refused.kind}: ${refused.feature}: ${refused.reason}`, type, cells: [], differs: [] };
  const cells = interpreted(asked, rows);
  const differs: { row: number; interpreter: string; duckdb: string }[] = [];
  const good = rows.flatMap((row, i) => ("value" in (cells[i] as Cell) ? [{ row, i }] : []));
  const note = (i: number, other: Cell): void => {
    const [a, b] = [cellText(cells[i] as Cell), cellText(other)];
    if (a !== b) differs.push({ row: i, interpreter: a, duckdb: b });
  };
  if (good.length > 0) {
    const all = await outcome(duckdb, asked, good.map((g) => g.row));
    if ("rows" in all) good.forEach(({ i }, n) => note(i, { value: all.rows[n]?.[0] ?? null }));
    else {
      for (const { row, i } of good) {
        const one = await outcome(duckdb, asked, [row]);
        note(i, "error" in one ? one : { value: one.rows[0]?.[0] ?? null });
      }
    }
  }
  const tried = new Set<string>();
  for (const [i, cell] of cells.entries()) {
    if (!("error" in cell) || tried.has(cell.error) || tried.size >= MOST_ERRORS) continue;
    tried.add(cell.error);
    const row = rows[i];
    if (row === undefined) continue;
    const one = await outcome(duckdb, asked, [row]);
    note(i, "error" in one ? one : { value: one.rows[0]?.[0] ?? null });
  }
  return { sql, type, cells, differs };
}
