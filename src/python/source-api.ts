/**
 * Data sources in Python, as the engine sees them: a class that a client registered, of which a worker makes a source with
 * options, a reader or a writer. Every step is a worker's of the class's own PySpark, which pickles what the next step
 * needs. Errors are SparkErrors: PYTHON_DATA_SOURCE_ERROR where a step fails, PYTHON_EXCEPTION where rows do.
 */
import type { StructType } from "../types/data-type.ts";
import type { PythonBatch, PythonSession, PythonSettings } from "./around.ts";

/** Who asks, and of which class. */
export interface SourceRequest {
  readonly session: PythonSession;
  readonly settings: PythonSettings;
  readonly signal: AbortSignal;
  /** The client's Python, `3.11`. */
  readonly pythonVersion: string;
  /** The source's name as it was asked for. */
  readonly name: string;
}

/** Makes a source: `DataSource(options)`. */
export interface CreateSource extends SourceRequest {
  /** The pickled class. */
  readonly command: Uint8Array;
  readonly options: Readonly<Record<string, string>>;
  /** What the reader was told (`spark.read.schema`); absent: the source's own `schema()`. */
  readonly schema?: StructType | undefined;
}

/** A source that was made. */
export interface CreatedSource {
  /** It, pickled. */
  readonly instance: Uint8Array;
  /** The schema of its rows; where the source gave a text, that. */
  readonly schema: StructType | string;
}

/** The setting that lets filters go down to sources. */
export const FILTERS_GO_DOWN = "spark.sql.python.filterPushdown.enabled";

/** A condition on one column, as a source is asked whether it takes it over (4.1 and later). */
export interface SourceFilter {
  /** PySpark's class: `EqualTo`, `IsNotNull` … */
  readonly name: string;
  readonly columnPath: readonly string[];
  /** A VARIANT in base64; absent: the class has none. */
  readonly value?: { readonly value: string; readonly metadata: string } | undefined;
  readonly isNegated: boolean;
}

/** Reads a source's rows. */
export interface ReadSource extends SourceRequest {
  /** {@link CreatedSource.instance}. */
  readonly instance: Uint8Array;
  readonly output: StructType;
  /** What the rows are filtered by; empty: the source is not asked. */
  readonly filters: readonly SourceFilter[];
}

/** How a source is read: a function, and what it is called with, once for each partition. */
export interface ReadPlan {
  readonly command: Uint8Array;
  readonly partitions: readonly Uint8Array[];
  /** The filters that the source takes over, by their places. */
  readonly taken: ReadonlySet<number>;
}

/** Writes rows to a source. */
export interface WriteSource extends SourceRequest {
  /** The pickled class. */
  readonly command: Uint8Array;
  readonly options: Readonly<Record<string, string>>;
  /** The schema of the rows that are written. */
  readonly schema: StructType;
  readonly overwrite: boolean;
}

/** What a runtime does with data sources. */
export interface PythonSources {
  createSource(request: CreateSource): Promise<CreatedSource>;
  planSource(request: ReadSource): Promise<ReadPlan>;
  /** The rows of all partitions, one partition after the other; several are read at once. */
  readSource(request: ReadSource, plan: ReadPlan): AsyncIterable<PythonBatch>;
  /** Writes all rows in one task, and commits; aborts where the task or the commit fails. */
  writeSource(request: WriteSource, input: AsyncIterable<PythonBatch>): Promise<void>;
}
