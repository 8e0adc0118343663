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

/** A cell: its value, or the error that its row raises. */
export type Cell = { readonly value: Value } | { readonly error: string };

/** Two backends' answers to one expression. */
export interface Comparison {
  readonly sql: string;
  /** Why there are no cells: analysis refused the expression, or DuckDB does not run it. */
  readonly skipped?: string | undefined;
  readonly type?: DataType | undefined;
  /** The interpreter's cells, by row; absent where it has no meaning for the expression. */
  readonly interpreter?: readonly Cell[] | undefined;
  /** DuckDB's cells; rows with errors are only tried in part. */
  readonly duckdb: readonly (Cell | undefined)[];
  /** Rows where they differ. */
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

/** DuckDB's cells: rows that should have values together, and some of the others alone. */
async function lowered(
  duckdb: Backend,
  asked: Asked,
  rows: Rows,
  expected: readonly Cell[] | undefined,
): Promise<readonly (Cell | undefined)[]> {
  const cells: (Cell | undefined)[] = rows.map(() => undefined);
  const alone = async (i: number): Promise<void> => {
    const one = await outcome(duckdb, asked, rows.slice(i, i + 1));
    cells[i] = "error" in one ? one : { value: one.rows[0]?.[0] ?? null };
  };
  const good = rows.flatMap((_, i) => (expected?.[i] !== undefined && "error" in expected[i] ? [] : [i]));
  if (good.length > 0) {
    const all = await outcome(
      duckdb,
      asked,
      good.map((i) => rows[i] ?? []),
    );
    if ("error" in all) for (const i of good) await alone(i);
    else
      good.forEach((i, n) => {
        cells[i] = { value: all.rows[n]?.[0] ?? null };
      });
  }
  const tried = new Set<string>();
  for (const [i, cell] of (expected ?? []).entries()) {
    if (!("error" in cell) || tried.has(cell.error) || tried.size >= MOST_ERRORS) continue;
    tried.add(cell.error);
    await alone(i);
  }
  return cells;
}

/** Asks both backends. Throws what neither Spark nor we should: internal errors. */
export async function compare(
  duckdb: Backend,
  interpreter: Backend,
  sql: string,
  rows: Rows,
  conf: Readonly<Record<string, string>> = {},
): Promise<Comparison> {
  let asked: Asked;
  try {
    asked = ask(queryOf(sql), conf);
  } catch (reason) {
    if (!(reason instanceof SparkError)) throw reason;
    return { sql, skipped: reason.message, duckdb: [], differs: [] };
  }
  const type = asked.schema.fields[0]?.type;
  const [refused] = duckdb.support(asked.plan).filter((f) => f.kind === "unsupported");
  if (refused !== undefined)
    return { sql, skipped: `${refused.kind}: ${refused.feature}: ${refused.reason}`, type, duckdb: [], differs: [] };
  const mine = interpreter.support(asked.plan).length > 0 ? undefined : interpreted(asked, rows);
  const theirs = await lowered(duckdb, asked, rows, mine);
  const differs = (mine ?? []).flatMap((cell, row) => {
    const other = theirs[row];
    if (other === undefined) return [];
    const [a, b] = [cellText(cell), cellText(other)];
    return a === b ? [] : [{ row, interpreter: a, duckdb: b }];
  });
  return { sql, type, interpreter: mine, duckdb: theirs, differs };
}
