import type { Origin } from "../errors/origin.ts";
import type { DataType, StructField, StructType } from "../types/data-type.ts";
import type { PythonFunction, PythonTableFunction } from "../types/python-function.ts";
import type { Alias, Expression, Literal, SortOrder, SubqueryExpression, WindowSpec } from "./expression.ts";
import type { StorageLevel } from "./storage-level.ts";

/** Relations as they were asked for. Each names its Connect message and its SQL clause. */
export type Relation =
  | NamedTable
  | FileRead
  | LocalData
  | CachedLocalData
  | CheckpointRead
  | Range
  | OneRow
  | InlineTable
  | TableFunction
  | Project
  | Filter
  | Join
  | AsOfJoin
  | NearestByJoin
  | Zip
  | SetOperation
  | Sort
  | Limit
  | Offset
  | Tail
  | Aggregate
  | Pivot
  | Unpivot
  | Transpose
  | SubqueryAlias
  | Piped
  | WithCtes
  | WithRelations
  | NamedWindows
  | LateralView
  | ToDf
  | WithColumns
  | WithColumnsRenamed
  | Drop
  | Deduplicate
  | Sample
  | Repartition
  | Hint
  | ToSchema
  | TableOutput
  | ShowString
  | HtmlString
  | FillNa
  | DropNa
  | ReplaceNa
  | Summary
  | Describe
  | PairStatistic
  | ApproxQuantile
  | SampleBy
  | CollectMetrics
  | CatalogCall
  | CommandRows
  | ScriptTransform
  | PythonMap
  | PythonGroups
  | PythonCogroups
  | PythonTable
  | UnsupportedRelation;

interface Node {
  /** The client's number of this plan node; columns refer to it. */
  readonly planId?: number | undefined;
  readonly origin?: Origin | undefined;
  /** The SQL text that it is the whole of, where nothing beside the text was given, and what it was read under. */
  readonly sqlText?: { readonly text: string; readonly under: readonly unknown[] } | undefined;
}

/** A table or view by name, or `` parquet.`path` ``. Connect: `read.named_table`. SQL: FROM t. */
export interface NamedTable extends Node {
  readonly kind: "named_table";
  readonly nameParts: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  /** Named in the body of a lasting view: what its database is. */
  readonly within?: string | undefined;
}

/** Files in a format. Connect: `read.data_source`. */
export interface FileRead extends Node {
  readonly kind: "file_read";
  /** Absent: `spark.sql.sources.default`. */
  readonly format?: string | undefined;
  readonly schema?: StructType | undefined;
  readonly options: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  /** The files of a table: the columns that directories hold. There may be no files, and no directory. */
  readonly partitionBy?: readonly string[] | undefined;
  /** Of a table: directories below its own whose files are not read. */
  readonly foreign?: readonly string[] | undefined;
}

/** Rows that the client sent as Arrow IPC streams. Connect: `local_relation`, `chunked_cached_local_relation`. */
export interface LocalData extends Node {
  readonly kind: "local_data";
  /** Complete IPC streams in order; none: an empty relation, and `schema` is given. */
  readonly streams: readonly Uint8Array[];
  readonly schema?: DataType | undefined;
}

/** Local data kept as an artifact `cache/<hash>`. Connect: `cached_local_relation`, `chunked_cached_local_relation`. */
export interface CachedLocalData extends Node {
  readonly kind: "cached_local_data";
  /** Hash of an artifact that holds a serialized LocalRelation message. */
  readonly hash?: string | undefined;
  /** Hashes of Arrow streams, for the chunked form. */
  readonly dataHashes?: readonly string[] | undefined;
  readonly schemaHash?: string | undefined;
}

/** Rows that the server keeps under an id. Connect: `cached_remote_relation`. */
export interface CheckpointRead extends Node {
  readonly kind: "checkpoint_read";
  readonly id: string;
}

/** Numbers `start`, `start+step` … below `end` in the column `id`. Connect: `range`. SQL: range(…). */
export interface Range extends Node {
  readonly kind: "range";
  readonly start: bigint;
  readonly end: bigint;
  readonly step: bigint;
  /** The number of partitions: a DataFrame has one even where none is given, SQL's function only with its fourth argument. */
  readonly partitions?: number | "default" | undefined;
}

/** One row without columns: SELECT without FROM. */
export interface OneRow extends Node {
  readonly kind: "one_row";
}

/** `VALUES (…), (…)`; columns col1, col2 … */
export interface InlineTable extends Node {
  readonly kind: "inline_table";
  readonly rows: readonly (readonly Expression[])[];
  /** The names that its alias gives the columns, which messages tell. */
  readonly toldNames?: readonly string[] | undefined;
}

/** A function in FROM. Connect: `unresolved_table_valued_function`. */
export interface TableFunction extends Node {
  readonly kind: "table_function";
  readonly nameParts: readonly string[];
  readonly args: readonly Expression[];
}

/** Connect: `project`. SQL: SELECT without grouping (aggregates in it make it a global aggregate). */
export interface Project extends Node {
  readonly kind: "project";
  readonly input: Relation;
  readonly expressions: readonly Expression[];
  /** `|> EXTEND`, whose first expression is the star of what is there already. */
  readonly extends?: boolean | undefined;
  /** The WINDOW clause of `|> SELECT`: known to it alone. */
  readonly windows?: NamedWindows["windows"] | undefined;
}

/** SQL: what stands before `|>`. The operator over it sees its columns and nothing below (`PipeOperator`). */
export interface Piped extends Node {
  readonly kind: "piped";
  readonly input: Relation;
}

/** Connect: `filter`. SQL: WHERE, HAVING, QUALIFY. */
export interface Filter extends Node {
  readonly kind: "filter";
  readonly input: Relation;
  readonly condition: Expression;
  /** HAVING sees the aggregate below it: grouping columns, aliases and new aggregates. */
  readonly clause: "where" | "having" | "qualify";
}

/** Join types; `left_semi` and `left_anti` answer the left columns only. */
export type JoinType = "inner" | "cross" | "left" | "right" | "full" | "left_semi" | "left_anti";

/** Connect: `join`, `lateral_join`. SQL: JOIN, comma (inner). */
export interface Join extends Node {
  readonly kind: "join";
  readonly left: Relation;
  readonly right: Relation;
  readonly type: JoinType;
  readonly condition?: Expression | undefined;
  readonly using?: readonly string[] | undefined;
  readonly natural?: boolean | undefined;
  /** The right side sees the left's columns. */
  readonly lateral?: boolean | undefined;
}

/** Each left row beside the right row nearest to it. Connect: `as_of_join`. */
export interface AsOfJoin extends Node {
  readonly kind: "as_of_join";
  readonly left: Relation;
  readonly right: Relation;
  readonly leftAsOf: Expression;
  readonly rightAsOf: Expression;
  readonly condition?: Expression | undefined;
  /** Columns of both sides that must be equal; both sides' are shown. */
  readonly using?: readonly string[] | undefined;
  /** As the client names it: inner or left. */
  readonly type: string;
  readonly tolerance?: Expression | undefined;
  readonly allowExactMatches: boolean;
  /** backward, forward or nearest. */
  readonly direction: string;
}

/** Each left row beside the right rows that rank best for it. Connect: `nearest_by_join`. */
export interface NearestByJoin extends Node {
  readonly kind: "nearest_by_join";
  readonly left: Relation;
  readonly right: Relation;
  readonly ranking: Expression;
  /** How many right rows a left one gets at most. */
  readonly count: number;
  /** As the client names it: inner or left. */
  readonly type: string;
  /** approx or exact. */
  readonly mode: string;
  /** distance (the least ranks best) or similarity. */
  readonly direction: string;
}

/** The columns of two selections from the same rows side by side. Connect: `zip`. */
export interface Zip extends Node {
  readonly kind: "zip";
  readonly left: Relation;
  readonly right: Relation;
}

/** Connect: `set_op`. SQL: UNION, INTERSECT, EXCEPT/MINUS. */
export interface SetOperation extends Node {
  readonly kind: "set_operation";
  readonly operation: "union" | "intersect" | "except";
  readonly left: Relation;
  readonly right: Relation;
  readonly all: boolean;
  readonly byName: boolean;
  readonly allowMissingColumns: boolean;
}

/** Connect: `sort`. SQL: ORDER BY (global), SORT BY. `all`: ORDER BY ALL. */
export interface Sort extends Node {
  readonly kind: "sort";
  readonly input: Relation;
  readonly order: readonly SortOrder[];
  readonly global: boolean;
  readonly all?: { readonly descending: boolean; readonly nulls: "first" | "last" } | undefined;
}

/** Connect: `limit`. SQL: LIMIT. */
export interface Limit extends Node {
  readonly kind: "limit";
  readonly input: Relation;
  readonly count: Expression;
}

/** Connect: `offset`. SQL: OFFSET. */
export interface Offset extends Node {
  readonly kind: "offset";
  readonly input: Relation;
  readonly count: Expression;
}

/** The last rows. Connect: `tail`. */
export interface Tail extends Node {
  readonly kind: "tail";
  readonly input: Relation;
  readonly count: Expression;
}

/** How rows are grouped; the sets index `grouping`. */
export type Grouping = "group_by" | "rollup" | "cube" | "grouping_sets" | "all";

/** One item of GROUP BY as it was written: an expression, or ROLLUP, CUBE, GROUPING SETS. */
export type GroupingItem =
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "rollup" | "cube"; readonly elements: readonly (readonly Expression[])[] }
  | {
      readonly kind: "grouping_sets";
      readonly sets: readonly (readonly Expression[])[];
      /** The same as they were written: a set, or what stands for several. */
      readonly written: readonly (readonly Expression[] | GroupingItem)[];
    };

/**
 * Connect: `aggregate`. SQL: SELECT … GROUP BY. In Connect's form the output is grouping ++ aggregates
 * (`outputsGrouping`); in SQL's it is `aggregates` alone, stars included.
 */
export interface Aggregate extends Node {
  readonly kind: "aggregate";
  readonly input: Relation;
  readonly grouping: readonly Expression[];
  readonly groupingKind: Grouping;
  /** GROUPING SETS: each a list of expressions among `grouping`. SQL may mix kinds (`GROUP BY a, ROLLUP(b)`): then this is their product. */
  readonly groupingSets: readonly (readonly Expression[])[];
  /** What the sets were written as, where there are `?` among them, which stand for the next argument each. */
  readonly groupingItems?: readonly GroupingItem[] | undefined;
  /** Where GROUP BY stands, in SQL. */
  readonly groupingOrigin?: Origin | undefined;
  readonly aggregates: readonly Expression[];
  readonly outputsGrouping: boolean;
}

/** Connect: `aggregate` with `pivot`. SQL: PIVOT. `values` absent: the distinct values, ascending. */
export interface Pivot extends Node {
  readonly kind: "pivot";
  readonly input: Relation;
  /** Absent in SQL: all columns not used by the others. */
  readonly grouping?: readonly Expression[] | undefined;
  readonly column: Expression;
  readonly values?: readonly Expression[] | undefined;
  readonly aggregates: readonly Expression[];
  /** Where SQL gives it an alias: no Spark before 4.1 takes one. */
  readonly aliasedAt?: { readonly word: string; readonly origin: Origin } | undefined;
}

/** Connect: `unpivot`. SQL: UNPIVOT. */
export interface Unpivot extends Node {
  readonly kind: "unpivot";
  readonly input: Relation;
  /** Absent in SQL: all columns that are no values. */
  readonly ids?: readonly Expression[] | undefined;
  /** Each as many expressions as there are value columns, or any number where there is one; absent: all that are no ids. */
  readonly values?: readonly (readonly Expression[])[] | undefined;
  /** What the variable column says of each of `values`; absent ones say the columns' names. */
  readonly aliases: readonly (string | undefined)[];
  readonly variableColumn: string;
  readonly valueColumns: readonly string[];
  /** SQL's default: rows whose values are all NULL are left out. */
  readonly excludeNulls?: boolean | undefined;
}

/** Rows become columns, named by the values of the index column. Connect: `transpose`. */
export interface Transpose extends Node {
  readonly kind: "transpose";
  readonly input: Relation;
  /** Absent: the first column. */
  readonly index?: Expression | undefined;
}

/** Connect: `subquery_alias`. SQL: `AS alias (columns)`. */
export interface SubqueryAlias extends Node {
  readonly kind: "subquery_alias";
  readonly input: Relation;
  readonly alias: string;
  readonly qualifier?: readonly string[] | undefined;
  readonly columns?: readonly string[] | undefined;
}

/** One `name (columns) AS (query)`. */
export interface Cte extends Pick<Node, "origin"> {
  readonly name: string;
  readonly columns?: readonly string[] | undefined;
  /** `MAX RECURSION LEVEL n`: how often the step of one that names itself may run. */
  readonly levels?: number | undefined;
  readonly query: Relation;
}

/** SQL: WITH. Later definitions see earlier ones. */
export interface WithCtes extends Node {
  readonly kind: "with_ctes";
  readonly ctes: readonly Cte[];
  readonly input: Relation;
  readonly recursive: boolean;
}

/** Connect: `with_relations`: plans that subquery expressions or names inside `root` refer to. */
export interface WithRelations extends Node {
  readonly kind: "with_relations";
  readonly root: Relation;
  readonly references: readonly Relation[];
}

/** SQL: WINDOW w AS (…), for the query below it. */
export interface NamedWindows extends Node {
  readonly kind: "named_windows";
  readonly input: Relation;
  readonly windows: Readonly<Record<string, WindowSpec>>;
}

/** SQL: LATERAL VIEW [OUTER] f(…) t AS a, b. */
export interface LateralView extends Node {
  readonly kind: "lateral_view";
  readonly input: Relation;
  readonly generator: Expression;
  readonly outer: boolean;
  readonly alias: string;
  readonly columns: readonly string[];
}

/** New names by position. Connect: `to_df`. */
export interface ToDf extends Node {
  readonly kind: "to_df";
  readonly input: Relation;
  readonly names: readonly string[];
}

/** Columns replaced or appended. Connect: `with_columns`. */
export interface WithColumns extends Node {
  readonly kind: "with_columns";
  readonly input: Relation;
  readonly aliases: readonly Alias[];
}

/** Connect: `with_columns_renamed`; names that no column has are ignored. */
export interface WithColumnsRenamed extends Node {
  readonly kind: "with_columns_renamed";
  readonly input: Relation;
  readonly renames: readonly { readonly from: string; readonly to: string }[];
}

/** Connect: `drop`; missing columns are ignored. */
export interface Drop extends Node {
  readonly kind: "drop";
  readonly input: Relation;
  readonly columns: readonly Expression[];
  readonly names: readonly string[];
}

/** Connect: `deduplicate`. SQL: SELECT DISTINCT (no `columns`: all). */
export interface Deduplicate extends Node {
  readonly kind: "deduplicate";
  readonly input: Relation;
  readonly columns?: readonly string[] | undefined;
  /** `dropDuplicatesWithinWatermark`: of streams only. */
  readonly withinWatermark?: boolean | undefined;
}

/** Connect: `sample`. SQL: TABLESAMPLE. */
export interface Sample extends Node {
  readonly kind: "sample";
  readonly input: Relation;
  readonly lowerBound: number;
  readonly upperBound: number;
  readonly withReplacement: boolean;
  readonly seed?: bigint | undefined;
  readonly deterministicOrder: boolean;
}

/** Connect: `repartition`, `repartition_by_expression`. SQL: DISTRIBUTE BY, CLUSTER BY. Keeps the rows as they are. */
export interface Repartition extends Node {
  readonly kind: "repartition";
  readonly input: Relation;
  readonly expressions: readonly Expression[];
  /** The expressions are partitions' numbers (`repartitionById`). */
  readonly byId?: boolean | undefined;
  /** False: partitions are but put together (`coalesce`). */
  readonly shuffles?: boolean | undefined;
  readonly partitions?: number | undefined;
}

/** Connect: `hint`. SQL: a hint comment. */
export interface Hint extends Node {
  readonly kind: "hint";
  readonly input: Relation;
  readonly name: string;
  readonly params: readonly Expression[];
}

/** Rows as a table takes them: its columns in order, by store assignment. */
export interface TableOutput extends Node {
  readonly kind: "table_output";
  readonly input: Relation;
  /** The table's name in quotes, for errors. */
  readonly table: string;
  /** The table's columns. */
  readonly fields: readonly StructField[];
  /** Columns whose value is the same for all rows; the input does not have them. */
  readonly fixed: readonly { readonly name: string; readonly value: Expression }[];
  /** Which columns the input's are; else all that are not fixed. */
  readonly columns?: readonly string[] | undefined;
  readonly byName: boolean;
}

/** Connect: `to_schema`: reordered by name, cast, nullability checked. */
export interface ToSchema extends Node {
  readonly kind: "to_schema";
  readonly input: Relation;
  readonly schema: StructType;
}

/** Connect: `show_string`: one row, column `show_string`. */
export interface ShowString extends Node {
  readonly kind: "show_string";
  readonly input: Relation;
  readonly rows: number;
  readonly truncate: number;
  readonly vertical: boolean;
}

/** Connect: `html_string`: one row, column `html_string`. */
export interface HtmlString extends Node {
  readonly kind: "html_string";
  readonly input: Relation;
  readonly rows: number;
  readonly truncate: number;
}

/** Connect: `fill_na`. */
export interface FillNa extends Node {
  readonly kind: "fill_na";
  readonly input: Relation;
  readonly columns: readonly string[];
  readonly values: readonly Expression[];
}

/** Connect: `drop_na`. */
export interface DropNa extends Node {
  readonly kind: "drop_na";
  readonly input: Relation;
  readonly columns: readonly string[];
  readonly minNonNulls?: number | undefined;
}

/** Values replaced by others. Connect: `replace`; no columns: all that the values fit. */
export interface ReplaceNa extends Node {
  readonly kind: "replace_na";
  readonly input: Relation;
  readonly columns: readonly string[];
  readonly replacements: readonly { readonly old: Literal; readonly new: Literal }[];
}

/** Statistics of number and text columns, one row each. Connect: `summary`; no statistics: Spark's own eight. */
export interface Summary extends Node {
  readonly kind: "summary";
  readonly input: Relation;
  readonly statistics: readonly string[];
}

/** Count, mean, deviation and extremes of some columns. Connect: `describe`; no columns: all. */
export interface Describe extends Node {
  readonly kind: "describe";
  readonly input: Relation;
  readonly columns: readonly string[];
}

/** How two columns go together: one row of one number. Connect: `corr`, `cov`. */
export interface PairStatistic extends Node {
  readonly kind: "pair_statistic";
  readonly input: Relation;
  readonly statistic: "corr" | "cov";
  readonly columns: readonly [string, string];
  /** Of `corr`; absent: `pearson`. */
  readonly method?: string | undefined;
}

/** Quantiles within a relative error: one row, an array for each column. Connect: `approx_quantile`. */
export interface ApproxQuantile extends Node {
  readonly kind: "approx_quantile";
  readonly input: Relation;
  readonly columns: readonly string[];
  readonly probabilities: readonly number[];
  readonly relativeError: number;
}

/** A random part of the rows, of another size for each value of a column. Connect: `sample_by`. */
export interface SampleBy extends Node {
  readonly kind: "sample_by";
  readonly input: Relation;
  readonly column: Expression;
  readonly fractions: readonly { readonly stratum: Literal; readonly fraction: number }[];
  readonly seed?: bigint | undefined;
}

/** The rows as they are, and aggregates of them on the side. Connect: `collect_metrics`. */
export interface CollectMetrics extends Node {
  readonly kind: "collect_metrics";
  readonly input: Relation;
  readonly name: string;
  readonly metrics: readonly Expression[];
}

/** A catalog operation read as a relation. Connect: `catalog`. SQL: SHOW TABLES and the like arrive as commands. */
export interface CatalogCall extends Node {
  readonly kind: "catalog";
  readonly call: CatalogOperation;
}

/**
 * The rows that a SQL command answers with, read as a relation; the command is done when the plan is analysed. Connect:
 * `sql` with a statement that is no query.
 */
export interface CommandRows extends Node {
  readonly kind: "command_rows";
  /** A `Command`: its file names relations, so this one cannot name it. */
  readonly command: { readonly kind: string };
}

/** The catalog operations of the protocol that the in-memory catalog answers; the rest are refused by name. */
export type CatalogOperation =
  | { readonly name: "currentDatabase" }
  | { readonly name: "setCurrentDatabase"; readonly database: string }
  | { readonly name: "listDatabases"; readonly pattern?: string | undefined }
  | { readonly name: "listTables"; readonly database?: string | undefined; readonly pattern?: string | undefined }
  | { readonly name: "listFunctions"; readonly database?: string | undefined; readonly pattern?: string | undefined }
  | { readonly name: "listColumns"; readonly table: string; readonly database?: string | undefined }
  | { readonly name: "getDatabase"; readonly database: string }
  | { readonly name: "getTable"; readonly table: string; readonly database?: string | undefined }
  | { readonly name: "getFunction"; readonly function: string; readonly database?: string | undefined }
  | { readonly name: "databaseExists"; readonly database: string }
  | { readonly name: "tableExists"; readonly table: string; readonly database?: string | undefined }
  | { readonly name: "functionExists"; readonly function: string; readonly database?: string | undefined }
  | { readonly name: "dropTempView"; readonly view: string }
  | { readonly name: "dropGlobalTempView"; readonly view: string }
  | { readonly name: "isCached"; readonly table: string }
  | { readonly name: "cacheTable"; readonly table: string; readonly level?: StorageLevel | undefined }
  | { readonly name: "uncacheTable"; readonly table: string }
  | { readonly name: "clearCache" }
  | { readonly name: "refreshTable"; readonly table: string }
  | { readonly name: "refreshByPath"; readonly path: string }
  | { readonly name: "currentCatalog" }
  | { readonly name: "setCurrentCatalog"; readonly catalog: string }
  | { readonly name: "listCatalogs"; readonly pattern?: string | undefined };

/** How rows are written to a script's lines, or read from them. */
export type RowFormat =
  | { readonly serde: string; readonly properties: Readonly<Record<string, string>> }
  /** Each part by its words, such as `FIELDS TERMINATED BY`. */
  | { readonly delimited: Readonly<Record<string, string>> };

/** Rows that a program makes of others. SQL: `SELECT TRANSFORM (…) USING 'script'`, MAP, REDUCE. */
export interface ScriptTransform extends Node {
  readonly kind: "script_transform";
  /** What the script reads, as a SELECT of `items`. */
  readonly input: Relation;
  readonly items: readonly Expression[];
  readonly script: string;
  /** Its columns, all with types or none; absent: `key` and `value`. */
  readonly columns: readonly { readonly name: string; readonly type: DataType | undefined }[] | undefined;
  readonly inputFormat: RowFormat | undefined;
  readonly outputFormat: RowFormat | undefined;
  /** Classes. */
  readonly writer: string | undefined;
  readonly reader: string | undefined;
}

/** What a Python function makes of all rows, batch by batch. Connect: `map_partitions` (mapInPandas, mapInArrow). */
export interface PythonMap extends Node {
  readonly kind: "python_map";
  readonly input: Relation;
  readonly udf: PythonFunction;
  readonly isBarrier: boolean;
}

/** What a Python function makes of each group of rows. Connect: `group_map` (applyInPandas, applyInArrow). */
export interface PythonGroups extends Node {
  readonly kind: "python_groups";
  readonly input: Relation;
  readonly grouping: readonly Expression[];
  readonly udf: PythonFunction;
}

/** What a Python function makes of the groups of two inputs with equal keys. Connect: `co_group_map`. */
export interface PythonCogroups extends Node {
  readonly kind: "python_cogroups";
  readonly left: Relation;
  readonly right: Relation;
  readonly leftGrouping: readonly Expression[];
  readonly rightGrouping: readonly Expression[];
  readonly udf: PythonFunction;
}

/** A Python table function whose code came with it. Connect: `common_inline_user_defined_table_function`. */
export interface PythonTable extends Node {
  readonly kind: "python_table";
  readonly udf: PythonTableFunction;
  readonly args: readonly Expression[];
}

/** A relation that was decoded and is refused by name when it is analysed. */
export interface UnsupportedRelation extends Node {
  readonly kind: "unsupported";
  readonly feature: string;
}

export type RelationKind = Relation["kind"];

/** Re-exported for those who only speak of relations. */
export type { SubqueryExpression };
