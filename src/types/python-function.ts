import type { DataType } from "./data-type.ts";

/**
 * Kinds of Python functions, by PySpark's numbers (`PythonEvalType`): what a function is called with and what it gives.
 */
export const PYTHON_EVAL = {
  batched: 100,
  arrowBatched: 101,
  scalarPandas: 200,
  groupedMapPandas: 201,
  groupedAggregatePandas: 202,
  windowAggregatePandas: 203,
  scalarPandasIterator: 204,
  mapPandasIterator: 205,
  cogroupedMapPandas: 206,
  mapArrowIterator: 207,
  groupedMapArrow: 209,
  cogroupedMapArrow: 210,
  groupedMapArrowIterator: 215,
  groupedMapPandasIterator: 216,
  groupedAggregatePandasIterator: 217,
  scalarArrow: 250,
  scalarArrowIterator: 251,
  groupedAggregateArrow: 252,
  windowAggregateArrow: 253,
  groupedAggregateArrowIterator: 254,
  table: 300,
  arrowTable: 301,
  arrowNativeTable: 302,
} as const;

/** A function whose code a client sent: only a Python worker can look into it. Connect: `PythonUDF`. */
export interface PythonFunction {
  /** The function's own name, `<lambda>` for one without. */
  readonly name: string;
  /** One of {@link PYTHON_EVAL}. */
  readonly evalType: number;
  /** What the worker unpickles. */
  readonly command: Uint8Array;
  /** The client's Python: `3.11`. */
  readonly pythonVersion: string;
  readonly deterministic: boolean;
  /** What it gives; of a function over rows, groups or partitions, the struct of its rows. */
  readonly returns: DataType;
}

const SCALAR: ReadonlySet<number> = new Set([
  PYTHON_EVAL.batched,
  PYTHON_EVAL.arrowBatched,
  PYTHON_EVAL.scalarPandas,
  PYTHON_EVAL.scalarPandasIterator,
  PYTHON_EVAL.scalarArrow,
  PYTHON_EVAL.scalarArrowIterator,
]);

const AGGREGATE: ReadonlySet<number> = new Set([
  PYTHON_EVAL.groupedAggregatePandas,
  PYTHON_EVAL.groupedAggregateArrow,
  PYTHON_EVAL.groupedAggregatePandasIterator,
  PYTHON_EVAL.groupedAggregateArrowIterator,
]);

/** Whether a function gives one value for each row (`PythonUDF.isScalarPythonUDF`). */
export const isScalarPython = ({ evalType }: PythonFunction): boolean => SCALAR.has(evalType);

/** Whether a function gives one value for a group of rows (`PythonUDAF`). */
export const isAggregatePython = ({ evalType }: PythonFunction): boolean => AGGREGATE.has(evalType);

/** A data source whose class a client sent. Connect: `CommonInlineUserDefinedDataSource`. */
export interface PythonSource {
  readonly name: string;
  /** The class, which the worker unpickles. */
  readonly command: Uint8Array;
  /** The client's Python: `3.11`. */
  readonly pythonVersion: string;
}

/** A table function whose code a client sent. Connect: `PythonUDTF`. */
export interface PythonTableFunction extends Omit<PythonFunction, "returns"> {
  /** The rows it gives; absent: its `analyze` tells. */
  readonly returns?: DataType | undefined;
}
