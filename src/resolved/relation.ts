import type { StructType } from "../types/data-type.ts";
import type { Column, ColumnId } from "./column.ts";
import type { PythonFunction } from "../types/python-function.ts";
import type { AggregateCall, Draw, Expression, Literal, SortKey, WindowCall } from "./expression.ts";

/** Relations with their meaning settled: a DAG; every relation knows the columns it produces. */
export type Relation =
  | Scan
  | LocalData
  | Values
  | Range
  | Project
  | Filter
  | Join
  | Aggregate
  | Window
  | Sort
  | Limit
  | Tail
  | SetOperation
  | Generate
  | Sample
  | Shared
  | PythonSource
  | Loop
  | PythonMap
  | PythonGroups
  | PythonCogroups
  | PythonTable;

interface Output {
  /** The columns produced, in order. */
  readonly output: readonly Column[];
  /** What Spark's plan has around this relation that changes none of its rows, innermost first. */
  readonly wrapped?: readonly Wrapping[] | undefined;
  /** What it was asked as, where Spark takes that for another plan than this one. */
  readonly form?: string | undefined;
}

/** A node of Spark's plan that passes rows on: how they are dealt out to partitions, what is observed of them, a WITH. */
export interface Wrapping {
  /** Another text for another node. */
  readonly as: string;
  /** Where it is like no other of its text: a WITH, which Spark numbers. */
  readonly draw?: Draw | undefined;
}

/** The name of the column in a Parquet scan's data schema that numbers each file's rows from 0 (Spark's own). */
export const ROW_INDEX = "_tmp_metadata_row_index";

/** One file of a scan. */
export interface ScanFile {
  /** An absolute path or URL. */
  readonly path: string;
  readonly size: number;
  /** When it was last changed, milliseconds since the epoch; known where the files were listed. */
  readonly modified?: number | undefined;
  /** Values of the partition columns as their text, in the order of `partitionColumns`; null: the null partition. */
  readonly partition: readonly (string | null)[];
  /** Positions in the data schema of columns that the file lacks, where its rows have a constant for them. */
  readonly lacks?: readonly number[] | undefined;
}

/** Files in one format with one schema, listed beforehand by `sources/`. */
export interface FileSource {
  readonly format: "parquet" | "csv" | "json" | "text" | "xml";
  readonly files: readonly ScanFile[];
  /** Columns inside the files. */
  readonly dataSchema: StructType;
  /** Columns that come from directory names. */
  readonly partitionSchema: StructType;
  /** Reader options in canonical spelling. */
  readonly options: Readonly<Record<string, string>>;
  /** What was asked to be read, as written: what the same read is known by while its files change. Backends have no use for it. */
  readonly paths?: readonly string[] | undefined;
}

/** Reads files: output is some of dataSchema ++ partitionSchema, by name; `fields` tells which (index into both). */
export interface Scan extends Output {
  readonly kind: "scan";
  readonly source: FileSource;
  readonly fields: readonly number[];
}

/** The rows of a data source in Python (`PythonScan`). */
export interface PythonSource extends Output {
  readonly kind: "python_source";
  readonly name: string;
  /** The client's Python: `3.11`. */
  readonly pythonVersion: string;
  /** The source with its options, which the worker unpickles. */
  readonly instance: Uint8Array;
  /** What its rows fulfil, which it is asked to see to itself. */
  readonly filters?: readonly Expression[] | undefined;
}

/** Rows that the session holds under an id (client data, cached pieces); the schema is the output's. */
export interface LocalData extends Output {
  readonly kind: "local_data";
  readonly dataId: string;
  /** Equal for equal rows of columns with other names, which Spark takes for the same; absent: no others are equal. */
  readonly rows?: string | undefined;
  /** Why the session keeps them, where the client did not send them. */
  readonly kept?: "cache" | "checkpoint" | undefined;
}

/** Constant rows. One row of no columns is SELECT without FROM. */
export interface Values extends Output {
  readonly kind: "values";
  readonly rows: readonly (readonly Literal[])[];
  /** Where there are maps in them: Spark takes such rows for the same only where they are one object. */
  readonly draw?: Draw | undefined;
}

/** Numbers from `start` by `step` while before `end`. */
export interface Range extends Output {
  readonly kind: "range";
  readonly start: bigint;
  readonly end: bigint;
  readonly step: bigint;
  /** How many partitions were asked for: to run it with less than one is an error. */
  readonly partitions?: number | undefined;
}

/** A named expression. */
export interface Projection {
  readonly column: Column;
  readonly expression: Expression;
}

/** Exactly these columns. */
export interface Project extends Output {
  readonly kind: "project";
  readonly input: Relation;
  readonly projections: readonly Projection[];
  /** Columns of its output that Spark's plan has only where something asks for one of them: the keys of FULL JOIN … USING. */
  readonly hidden?: readonly ColumnId[] | undefined;
}

/** Rows for which the condition is true. */
export interface Filter extends Output {
  readonly kind: "filter";
  readonly input: Relation;
  readonly condition: Expression;
}

/** Output is left ++ right (left only for semi and anti). A lateral right side refers to left columns as OuterRef. */
export interface Join extends Output {
  readonly kind: "join";
  readonly left: Relation;
  readonly right: Relation;
  readonly type: "inner" | "cross" | "left" | "right" | "full" | "left_semi" | "left_anti";
  readonly condition?: Expression | undefined;
  readonly lateral: boolean;
}

/** The form of a projection that Spark has none for: it gives just what is below it. */
export const AS_INPUT = "as input";

/** The form of an aggregate that is a DISTINCT, and the start of the forms of those that keep one row for each key. */
export const DISTINCT = "distinct";

/** A named aggregate. */
export interface Measure {
  readonly column: Column;
  readonly call: AggregateCall;
}

/**
 * Output is grouping columns ++ (the grouping id, where `sets` is given) ++ measures. Without grouping and sets it
 * gives one row. `sets` index `grouping`; a column not in a set is NULL in its rows, and bit i (from the left) of the
 * grouping id (BIGINT) is 1 for it.
 */
export interface Aggregate extends Output {
  readonly kind: "aggregate";
  readonly input: Relation;
  readonly grouping: readonly Projection[];
  readonly sets?: readonly (readonly number[])[] | undefined;
  readonly groupingId?: Column | undefined;
  readonly measures: readonly Measure[];
}

/** Output is input ++ window columns. All calls of one Window share partition and order. */
export interface Window extends Output {
  readonly kind: "window";
  readonly input: Relation;
  readonly windows: readonly { readonly column: Column; readonly call: WindowCall }[];
}

/** A total order of all rows. */
export interface Sort extends Output {
  readonly kind: "sort";
  readonly input: Relation;
  readonly keys: readonly SortKey[];
}

/** Skips `offset` rows, then gives at most `count`. */
export interface Limit extends Output {
  readonly kind: "limit";
  readonly input: Relation;
  readonly count?: number | undefined;
  readonly offset: number;
}

/** The last `count` rows, in order. */
export interface Tail extends Output {
  readonly kind: "tail";
  readonly input: Relation;
  readonly count: number;
}

/** Inputs agree in column count and types; output ids are new. */
export interface SetOperation extends Output {
  readonly kind: "set_operation";
  readonly operation: "union" | "intersect" | "except";
  readonly all: boolean;
  readonly inputs: readonly Relation[];
}

/**
 * For each input row the rows of a generator; output is input ++ generated. `outer`: a row that generates nothing
 * appears once, with NULLs.
 */
export interface Generate extends Output {
  readonly kind: "generate";
  readonly input: Relation;
  /** The registry's name: explode, posexplode, inline, stack, json_tuple … */
  readonly function: string;
  readonly args: readonly Expression[];
  readonly outer: boolean;
  readonly generated: readonly Column[];
}

/** A random part of the rows, by Bernoulli or (withReplacement) Poisson sampling. */
export interface Sample extends Output {
  readonly kind: "sample";
  readonly input: Relation;
  readonly lowerBound: number;
  readonly upperBound: number;
  readonly withReplacement: boolean;
  readonly seed: bigint;
  /** Where nobody gave the seed. */
  readonly draw?: Draw | undefined;
}

/** A piece used in several places; `id` tells that they are one. Each use has output ids of its own, by position. */
export interface Shared extends Output {
  readonly kind: "shared";
  readonly id: string;
  readonly plan: Relation;
}

/**
 * The rows of a query that names itself (`UnionLoop`): those of the anchor, then again and again those that the step
 * makes of the rows made last, until it makes none. Its types are the anchor's.
 */
export interface Loop extends Output {
  readonly kind: "loop";
  readonly anchor: Relation;
  /** Reads the rows made last as local data of the id `rowsId`. */
  readonly step: Relation;
  readonly rowsId: string;
  /** How often the step may run; absent: as often as there are rows. More is an error. */
  readonly levels: number | undefined;
  /** Fewer rows than these there must be in all, where nobody says how many are asked for; absent: any. */
  readonly rows: number | undefined;
  /** How many rows are asked for: it ends when they are there. */
  readonly count?: number | undefined;
}

/** What a Python function makes of all rows (`MapInPandas`, `PythonMapInArrow`). */
export interface PythonMap extends Output {
  readonly kind: "python_map";
  readonly input: Relation;
  readonly udf: PythonFunction;
  readonly isBarrier: boolean;
}

/** What a Python function makes of each group of rows (`FlatMapGroupsInPandas`, `FlatMapGroupsInArrow`). */
export interface PythonGroups extends Output {
  readonly kind: "python_groups";
  readonly input: Relation;
  readonly grouping: readonly Projection[];
  readonly udf: PythonFunction;
}

/** What a Python function makes of groups with equal keys (`FlatMapCoGroupsInPandas`, `FlatMapCoGroupsInArrow`). */
export interface PythonCogroups extends Output {
  readonly kind: "python_cogroups";
  readonly left: Relation;
  readonly right: Relation;
  /** As many keys of the same types on both sides. */
  readonly leftGrouping: readonly Projection[];
  readonly rightGrouping: readonly Projection[];
  readonly udf: PythonFunction;
}

/**
 * For each input row the rows of a Python table function (`BatchEvalPythonUDTF`); output is input ++ generated. Where a
 * table is among the arguments, the input is that table, of which nothing passes by: output is generated.
 */
export interface PythonTable extends Output {
  readonly kind: "python_table";
  readonly input: Relation;
  readonly udf: PythonFunction;
  readonly args: readonly Expression[];
  readonly keywords: readonly (string | undefined)[];
  readonly generated: readonly Column[];
  /** What its `analyze` made. */
  readonly analyzed?: Uint8Array | undefined;
  /**
   * Input rows for which the function gives nothing come out as well, and this BOOLEAN column between input and generated
   * tells them apart: it is false for them.
   */
  readonly outer?: Column | undefined;
  /** Of a table among the arguments, which is a struct of its columns. */
  readonly table?: PythonTableArgument | undefined;
}

/** A table among the arguments of a Python table function. */
export interface PythonTableArgument {
  /** Its place among the arguments, from 0. */
  readonly argument: number;
  /** Fields of its struct that tell partitions apart, from 0; rows of one partition follow each other. */
  readonly partition: readonly number[];
}

export type RelationKind = Relation["kind"];
