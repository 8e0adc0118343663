/**
 * What crosses from the thread that plans to the thread that runs DuckDB: plain data only, never closures.
 */
import type { EvalMode, KernelSettings } from "../../src/kernels/kernel.ts";
import type { ReadColumn } from "../../src/substrait/read/plan.ts";
import type { DataType } from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";
import type { Candidates } from "./candidates.ts";

/** A kernel bound to one call site's types and constants, registered as a DuckDB scalar function `name`. */
export interface KernelSpec {
  /** The SQL function's name, unique for this combination of everything below. */
  readonly name: string;
  /** The kernel's name in `kernels/`. */
  readonly kernel: string;
  readonly argTypes: readonly DataType[];
  readonly returnType: DataType;
  /** Values of constant arguments; these are not passed in SQL. `undefined` marks the arguments that are. */
  readonly constants: readonly (Value | undefined)[];
  readonly mode: EvalMode;
  readonly settings: KernelSettings;
  /** False for kernels that answer anew each time. */
  readonly deterministic: boolean;
  /** The call's index in the plan's table of origins; part of what makes `name` unique. */
  readonly origin?: number | undefined;
}

/** Client rows scanned by a table function of that name. */
export interface InputSpec {
  /** The SQL table function: `SELECT * FROM name()`, columns c0, c1 … in physical types. */
  readonly name: string;
  readonly dataId: string;
  readonly columns: readonly ReadColumn[];
}

/** One query for DuckDB. */
export interface Statement {
  readonly sql: string;
  readonly kernels: readonly KernelSpec[];
  readonly inputs: readonly InputSpec[];
  /**
   * Spark types of the result's columns; DuckDB's are their physical forms (`types.ts`). Without columns the query
   * gives one column to be ignored.
   */
  readonly columns: readonly ReadColumn[];
  /**
   * How many rows come at most, where the plan tells (limits, global aggregates, constant rows); `undefined`: unknown.
   * Small results are read at once, others streamed.
   */
  readonly maxRows: number | undefined;
  /**
   * Origins of the operations that DuckDB's own errors may come from, by the word in its message (`addition`,
   * `subtraction`, `multiplication`, `negation`, `cast`): where there is exactly one, it is the one.
   */
  readonly candidates: Candidates;
  /**
   * Decimals are multiplied and added in 64 bits where 128 might be needed, or summed in 128 where more might be: an
   * overflow means that the statement must be emitted again with `wideDecimals` and `wideSums`, which the backend does
   * when no row was given yet.
   */
  readonly narrowDecimals: boolean;
}

/**
 * How conditions travel through DuckDB's error texts, from kernels and from `raise`: `[CONDITION]#origin{params}` with
 * the origin's index (or `-`) and the parameters as JSON. `error-text.ts` writes and reads it.
 */
export interface CarriedError {
  readonly condition: string;
  readonly origin: number | undefined;
  readonly params: Readonly<Record<string, string>>;
}
