/**
 * Running a client's Python functions, as the engine sees it: a task says what runs and how rows reach it; batches go
 * in, batches come out. Workers, protocols and versions are behind it.
 *
 * Rows arrive as complete Arrow streams of one batch each, in the layout of `arrowFields(input)` with the task's zone;
 * they leave in the layout of `arrowFields(output)`. Column numbers are positions in the task's `input`, from 0.
 */
import type { DataType, StructType } from "../types/data-type.ts";
import type { PythonBatch, PythonSession, PythonSettings } from "./around.ts";
import type { PythonSources } from "./source-api.ts";

export type { PythonBatch, PythonSession, PythonSettings };

/** What every task says. */
interface TaskBase {
  /** The number of PySpark's `PythonEvalType`. Those that no runtime of the line knows are refused by name. */
  readonly evalType: number;
  readonly session: PythonSession;
  /** The client's Python, `3.11`, from the function's message: another minor is PYTHON_VERSION_MISMATCH. */
  readonly pythonVersion: string;
  /** Names and types of the columns that arrive. Names are seen by functions that get frames. */
  readonly input: StructType;
  /** Names and types of the columns that leave, by position: see each task. */
  readonly output: StructType;
  readonly settings: PythonSettings;
  /** Ends the task: its worker is killed at once, and the iteration fails with the signal's reason. */
  readonly signal: AbortSignal;
}

/** One argument of a function. */
export interface PythonArgument {
  readonly column: number;
  /** The keyword it is passed by; absent: by position. */
  readonly name?: string | undefined;
}

/** One function of a task. */
export interface PythonFunction {
  /**
   * The client's pickled commands. Mostly one; several are a chain `h(g(f(args)))`, innermost first, which runs in one
   * trip (Spark chains functions of one argument and one eval type).
   */
  readonly commands: readonly Uint8Array[];
  readonly args: readonly PythonArgument[];
  /** The function's name as it stands in messages. */
  readonly name: string;
}

/**
 * Scalar functions: `udf` (100 pickled, 101 Arrow), `pandas_udf` (200, 204 iterator), `arrow_udf` (250, 251).
 * Iterator kinds (204, 251) stand alone. Leaves: the `keep` columns of each row, then one column per function; row for
 * row, in order.
 */
export interface ScalarTask extends TaskBase {
  readonly kind: "scalar";
  readonly functions: readonly PythonFunction[];
  readonly keep: readonly number[];
}

/** `mapInPandas` (205) and `mapInArrow` (207): all input columns go in as one frame, any number of rows leaves. */
export interface MapTask extends TaskBase {
  readonly kind: "map";
  /** The columns of `output` that leave, by position; absent: all. The others are checked all the same. */
  readonly leaving?: readonly number[] | undefined;
  readonly command: Uint8Array;
  /** The function's name as it stands in messages. */
  readonly name: string;
  /** Whether all rows are told to run in one barrier stage: the function sees a BarrierTaskContext. */
  readonly barrier: boolean;
}

/** How rows are told apart in groups: equal consecutive numbers are one group. */
export interface Grouping {
  /**
   * The LONG or INT column, not nullable, that numbers the groups in ascending order: the engine sorts by it, and gives
   * it by the keys (equal as Spark's keys are). It is not shown to functions. Absent: all rows are one group.
   */
  readonly column: number | undefined;
}

/**
 * `applyInPandas` (201, 216 iterator) and `applyInArrow` (209, 215 iterator) over groups: the function sees the
 * `values` columns of a group, and its `keys` where it asks for them. Leaves what it returns. No rows, no call.
 */
export interface GroupedMapTask extends TaskBase, GroupedColumns {
  readonly kind: "groups";
  /** The columns of `output` that leave, by position; absent: all. The others are checked all the same. */
  readonly leaving?: readonly number[] | undefined;
  readonly command: Uint8Array;
  /** The function's name as it stands in messages. */
  readonly name: string;
}

/** The columns of one side of a grouped map. */
export interface GroupedColumns {
  readonly grouping: Grouping;
  readonly keys: readonly number[];
  readonly values: readonly number[];
}

/**
 * `cogroup(…).applyInPandas` (206) and `applyInArrow` (210): two inputs, numbered alike: equal numbers on both sides
 * are one call, a number on one side alone is a call with an empty other side.
 */
export interface CogroupedMapTask extends TaskBase, GroupedColumns {
  readonly kind: "cogroups";
  /** The columns of `output` that leave, by position; absent: all. The others are checked all the same. */
  readonly leaving?: readonly number[] | undefined;
  readonly command: Uint8Array;
  /** The function's name as it stands in messages. */
  readonly name: string;
  /** The second input; `input` and the columns of the task are the first's. */
  readonly other: GroupedColumns & { readonly input: StructType };
}

/**
 * Grouped aggregates: `pandas_udf` (202, 217 iterator), `arrow_udf` (252, 254 iterator). Leaves one row per group: the
 * `keep` columns of its first row, then one column per function. No rows, no groups, even without a grouping column (as
 * in Spark).
 */
export interface AggregateTask extends TaskBase {
  readonly kind: "aggregate";
  readonly functions: readonly PythonFunction[];
  readonly grouping: Grouping;
  readonly keep: readonly number[];
}

/** A grouped aggregate over a window. */
export interface WindowFunction extends PythonFunction {
  /**
   * The frame of each row, as two INT columns not nullable: positions in the row's partition from 0, the end beyond the
   * last row; where end ≤ begin the function sees no rows. Absent: the whole partition.
   */
  readonly frame?: { readonly begin: number; readonly end: number } | undefined;
}

/**
 * Window aggregates: `pandas_udf` (203), `arrow_udf` (253); the functions are those that the client sent as 202 and 252.
 * Partitions are groups, their rows in the window's order. Leaves the `keep` columns of each row, then one column per
 * function; row for row, in order.
 */
export interface WindowTask extends TaskBase {
  readonly kind: "window";
  readonly functions: readonly WindowFunction[];
  readonly grouping: Grouping;
  readonly keep: readonly number[];
}

/**
 * Table functions: 300 pickled, 301 and 302 Arrow. `eval` is called per input row, `terminate` at the end (and, with
 * `partitionColumns`, whenever those change). Leaves the `keep` columns of the row, then the columns of `returns`; the
 * rows of `terminate` have NULL in the `keep` columns. Kind 302 is called per batch, and keeps nothing.
 * With `outer`, a BOOLEAN column behind the `keep` columns says whether the function gave the row: each input row for which
 * it gave none leaves once, with NULLs, and the rows of `terminate` do not leave.
 */
export interface TableFunctionTask extends TaskBase {
  readonly kind: "table";
  /** The pickled class. */
  readonly command: Uint8Array;
  readonly name: string;
  readonly args: readonly PythonArgument[];
  readonly returns: StructType;
  /** The place among `args` of a table argument: a struct of the table's columns. */
  readonly tableArgument?: number | undefined;
  /** Fields of the table argument that tell its partitions apart (PARTITION BY), from 0. */
  readonly partitionColumns: readonly number[];
  /** What `analyze` made, pickled: {@link TableFunctionShape.pickled}. */
  readonly analyzed?: Uint8Array | undefined;
  readonly keep: readonly number[];
  readonly outer: boolean;
}

/** What runs in a worker. */
export type PythonTask =
  | ScalarTask
  | MapTask
  | GroupedMapTask
  | CogroupedMapTask
  | AggregateTask
  | WindowTask
  | TableFunctionTask;

/** One argument of a table function, as `analyze` is told it. */
export interface AnalyzedArgument {
  readonly name?: string | undefined;
  readonly type: DataType;
  /** Whether it is a table: its type is a struct of the columns then. */
  readonly isTable: boolean;
  /** The value of a constant, pickled by the caller's `pickle`; absent: it is none. */
  readonly value?: Uint8Array | undefined;
}

/** A column or expression that `analyze` wants a table sorted or partitioned by. */
export interface TableFunctionOrder {
  /** A column's name or an expression in SQL. */
  readonly expression: string;
  readonly ascending: boolean;
  /** Absent: the default of the direction. */
  readonly nullsFirst?: boolean | undefined;
}

/** What a table function's `analyze` answers. */
export interface TableFunctionShape {
  readonly schema: StructType;
  readonly pickled: Uint8Array;
  readonly withSinglePartition: boolean;
  readonly partitionBy: readonly string[];
  readonly orderBy: readonly TableFunctionOrder[];
  /** Columns of the table argument that it asks for; empty: all. */
  readonly select: readonly { readonly expression: string; readonly alias: string }[];
}

/** Asks for the schema of a table function that has no declared one (4.0 and later). */
export interface AnalyzeTableFunction {
  readonly session: PythonSession;
  readonly pythonVersion: string;
  readonly command: Uint8Array;
  readonly name: string;
  readonly args: readonly AnalyzedArgument[];
  readonly settings: PythonSettings;
  readonly signal: AbortSignal;
}

/** Python workers of all sessions. Errors are SparkErrors. */
export interface PythonRuntime extends PythonSources {
  /**
   * The rows that the task's functions make. Input is pulled as the worker takes it, and the worker waits while nobody
   * takes what it made. At least one batch leaves, be it empty. `other` is the second input of cogroups. Leaving the
   * iteration early ends the worker; an input's error fails the task with that error.
   */
  run(
    task: PythonTask,
    input: AsyncIterable<PythonBatch>,
    other?: AsyncIterable<PythonBatch>,
  ): AsyncIterable<PythonBatch>;
  /** The answer of a table function's `analyze`. */
  analyze(request: AnalyzeTableFunction): Promise<TableFunctionShape>;
  /**
   * Starts a worker for a session that may need one soon, where one of its line is installed. `pythonVersion` is the
   * client's, where it is known. Done when it is ready; never fails.
   */
  warm(session: PythonSession, pythonVersion?: string): Promise<void>;
  /** Ends a session's workers, running tasks with them. */
  forget(sessionKey: string): Promise<void>;
  /** Ends all workers; nothing of them is left when it is done. */
  close(): Promise<void>;
}
