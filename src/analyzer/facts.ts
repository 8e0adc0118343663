/**
 * What analysis needs to know of the world. Analysis itself is pure: where a fact is missing it names it as a need,
 * the engine gathers all needs of a round, and analysis starts anew with more facts.
 */
import type { FunctionKind } from "../catalog/functions.ts";
import type { Variable, ViewVariables } from "../catalog/variables.ts";
import type { FileSource, Relation as ResolvedRelation } from "../resolved/relation.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import type { PythonFunction, PythonSource, PythonTableFunction } from "../types/python-function.ts";
import type { Value } from "../types/value.ts";
import type { Expression } from "../unresolved/expression.ts";
import type {
  CachedLocalData,
  CatalogCall,
  CommandRows,
  FileRead,
  LocalData,
  Relation,
} from "../unresolved/relation.ts";
import type { ExecuteImmediate } from "../unresolved/variable-command.ts";
import type { Routine, RoutineScope } from "./routine/routine.ts";

/** What stands behind a table's name. */
export type TableFact =
  | { readonly kind: "missing" }
  | {
      readonly kind: "view";
      /** The view's plan as it was asked for. */
      readonly plan: Relation;
      /** Its qualified name, which qualifies its columns. */
      readonly qualifier: readonly string[];
      readonly columns?: readonly string[] | undefined;
      /** Comments of those, by position. */
      readonly comments?: readonly (string | undefined)[] | undefined;
      /** Of a view of a text: the columns that it had when it was made. */
      readonly made?: StructType | undefined;
      /** How what the query gives now becomes those: by casts that lose nothing, by any, or by their names alone. */
      readonly follows?: "up_cast" | "cast" | "name" | undefined;
      /** Its columns are to become those that its query gives: their types, or all of them. */
      readonly evolves?: "types" | "wholly" | undefined;
      /** Of a view of a text: the statement that makes it anew, for errors. */
      readonly statement?: string | undefined;
      /** Of a view that somebody made: the settings of that moment, which its plan is meant under. */
      readonly settings?: SparkSettings | undefined;
      /** Of a lasting view: which functions its names mean; absent: the session's. */
      readonly routines?: RoutineScope | undefined;
      /** Of a temporary view: the session's variables that its plan may read; absent: none. */
      readonly variables?: ViewVariables | undefined;
      /** Of a DataFrame's view: the Python functions that it had when it was made. */
      readonly python?: Facts["python"] | undefined;
      /** A DataFrame's view keeps its plan ids to itself. */
      readonly identity: string;
      /** A DataFrame's view: Spark analysed it when it was made, so that it draws the same each time. */
      readonly isFrame?: boolean | undefined;
    };

/** Rows the session holds, and their schema. */
export interface LocalFact {
  readonly dataId: string;
  /** Equal for equal rows of columns with other names; absent: no others are equal. */
  readonly rows?: string | undefined;
  readonly schema: StructType;
}

/** Relations whose rows are at hand: sent by the client, or answered by the engine itself. */
export type HeldRows = LocalData | CachedLocalData | CatalogCall | CommandRows;

/** One thing to find out. */
export type Need =
  | { readonly kind: "table"; readonly nameParts: readonly string[] }
  | { readonly kind: "files"; readonly read: FileRead }
  | { readonly kind: "local"; readonly data: HeldRows }
  | PythonTableNeed
  | PythonSourceNeed
  | { readonly kind: "statement"; readonly asker: CommandRows & { readonly command: ExecuteImmediate } }
  | RowsNeed;

/** Rows that decide what a relation means, such as the values of a pivot; few by their nature, or limited by `plan`. */
export interface RowsNeed {
  readonly kind: "rows";
  /** The relation that asks; the fact is kept under it. */
  readonly asker: Relation;
  readonly plan: ResolvedRelation;
}

/** What a Python table function gives, which its own `analyze` tells of a call. */
export interface PythonTableNeed {
  readonly kind: "python_table";
  /** The relation that asks; the fact is kept under it. */
  readonly asker: Relation;
  readonly udf: PythonTableFunction;
  readonly args: readonly PythonTableArgument[];
}

/** A source that a registered class makes of a read's options. */
export interface PythonSourceNeed {
  readonly kind: "python_source";
  /** The read that asks; the fact is kept under it. */
  readonly read: FileRead;
  readonly source: PythonSource;
}

/** A source, and the schema of its rows. */
export interface PythonSourceFact {
  readonly source: PythonSource;
  /** It, pickled, with its options. */
  readonly instance: Uint8Array;
  readonly schema: StructType;
}

/** One argument of a table function as its `analyze` sees it. */
export interface PythonTableArgument {
  readonly name?: string | undefined;
  readonly type: DataType;
  /** Whether it is a table: its type is a struct of the columns then. */
  readonly isTable: boolean;
  /** Of a constant. */
  readonly value?: Value | undefined;
}

/** What `analyze` said of a call (`PythonUDTFAnalyzeResult`). */
export interface PythonTableShape {
  readonly schema: StructType;
  /** Its own state, which the worker of the call gets back. */
  readonly pickled: Uint8Array;
  readonly withSinglePartition: boolean;
  /** Expressions in SQL that it wants a table's partitions by. */
  readonly partitionBy: readonly string[];
  /** Expressions in SQL that it wants the rows of a partition sorted by. */
  readonly orderBy: readonly {
    readonly expression: string;
    readonly ascending: boolean;
    readonly nullsFirst?: boolean | undefined;
  }[];
  /** Expressions in SQL that it wants of a table's rows, with their names, which may be empty; none: all columns. */
  readonly select: readonly { readonly expression: string; readonly alias: string }[];
}

/** The facts of one analysis: what was gathered, and the session's own. */
export interface Facts {
  readonly settings: SparkSettings;
  /** The session's time zone, which everything is computed in, whatever a view was made under. */
  readonly timeZone: string;
  readonly currentDatabase: string;
  readonly user: string;
  /** The version Spark that the session speaks, `4.0.4`. */
  readonly sparkVersion: string;
  /** The query's one instant, microseconds since the epoch. */
  readonly now: bigint;
  /** Of facts that a view sees: those of the query around all views. */
  readonly session?: Facts | undefined;
  table(nameParts: readonly string[], within: string | undefined): TableFact | undefined;
  /** A SQL function by its name. */
  routine(nameParts: readonly string[], kind: FunctionKind, scope: RoutineScope): Routine | undefined;
  /** A Python function that the session registered under a name. */
  python(
    nameParts: readonly string[],
    kind: FunctionKind,
    scope: RoutineScope,
  ): PythonFunction | PythonTableFunction | undefined;
  /** What the `analyze` of the table function that a relation calls said. */
  pythonTable(asker: Relation): PythonTableShape | undefined;
  /** A variable of the session or of a script by the name that it is kept under, and by what stands before it. */
  variable(name: string, qualifier?: string): Variable | undefined;
  files(read: FileRead): FileSource | undefined;
  /** The data source in Python that a read means; `undefined` where it means files. */
  pythonSource(read: FileRead): PythonSource | undefined;
  /** What such a read's source is, where it was made already. */
  madeSource(read: FileRead): PythonSourceFact | undefined;
  local(data: HeldRows): LocalFact | undefined;
  /** What EXECUTE IMMEDIATE stands for: a query, or the rows of a command. */
  statement(asker: CommandRows): Relation | undefined;
  /** What the session keeps under the id of a checkpoint. */
  checkpoint(id: string): LocalFact | undefined;
  /** The rows of the plan that a relation asked for, by position of the plan's output. */
  rows(asker: Relation): readonly (readonly Value[])[] | undefined;
  /** The SQL door's expression parser, for functions that are defined by others. */
  parseExpression(text: string): Expression;
}

/**
 * The same facts for a view's plan, which is meant under other settings than the query's (`View.effectiveSQLConf`) and
 * reads no variables but the view's; a DataFrame's calls the functions that it had.
 */
export const under = (
  settings: SparkSettings,
  facts: Facts,
  { variables, python }: Pick<Extract<TableFact, { kind: "view" }>, "variables" | "python">,
): Facts => {
  const session = facts.session ?? facts;
  return {
    settings,
    timeZone: facts.timeZone,
    currentDatabase: facts.currentDatabase,
    user: facts.user,
    sparkVersion: facts.sparkVersion,
    get now() {
      return facts.now;
    },
    session,
    table: (nameParts, within) => facts.table(nameParts, within),
    routine: (nameParts, kind, scope) => facts.routine(nameParts, kind, scope),
    python: (nameParts, kind, scope) =>
      python === undefined ? facts.python(nameParts, kind, scope) : python(nameParts, kind, scope),
    pythonTable: (asker) => facts.pythonTable(asker),
    variable: (name, qualifier) => {
      const isLabelled = qualifier !== undefined && qualifier !== "session";
      if (variables?.kind === "kept") return isLabelled ? undefined : variables.variables.get(name);
      const isNamed = variables?.names.has(isLabelled ? `${qualifier}.${name}` : name) === true;
      return isNamed ? session.variable(name, qualifier) : undefined;
    },
    files: (read) => facts.files(read),
    pythonSource: (read) => facts.pythonSource(read),
    madeSource: (read) => facts.madeSource(read),
    local: (data) => facts.local(data),
    statement: (asker) => facts.statement(asker),
    checkpoint: (id) => facts.checkpoint(id),
    rows: (asker) => facts.rows(asker),
    parseExpression: (text) => facts.parseExpression(text),
  };
};
