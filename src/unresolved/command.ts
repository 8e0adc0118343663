import type { Origin } from "../errors/origin.ts";
import type { AlterCommand } from "./alter-command.ts";
import type { PythonFunction, PythonSource, PythonTableFunction } from "../types/python-function.ts";
import type { Expression } from "./expression.ts";
import type { Relation } from "./relation.ts";
import type {
  PartitionSpec,
  SaveMode,
  CreateTable,
  DropTable,
  TruncateTable,
  RenameTable,
  SetTableProperties,
  AddColumns,
  ShowTableProperties,
  ShowPartitions,
  Insert,
  SaveTable,
  RecoverPartitions,
  DescribeColumn,
  ShowCreateTable,
  ShowTableExtended,
  MultiInsert,
  SetCollation,
  RefuseTableWrite,
} from "./table-command.ts";
import type { AlterViewSchema, WithSchema } from "./view-schema-mode.ts";
import type { FunctionCommand } from "./function-command.ts";
import type { RowCommand } from "./row-command.ts";
import type { Script } from "./script.ts";
import type { VariableCommand } from "./variable-command.ts";

/** What a client asks to be done rather than read. */
export type Command =
  | { readonly kind: "query"; readonly relation: Relation }
  | CreateView
  | WriteFiles
  | SqlCommand
  | DropView
  | SetConfig
  | ResetConfig
  | ShowTables
  | ShowViews
  | ShowCatalogs
  | ShowDatabases
  | ShowColumns
  | ShowFunctions
  | DescribeRelation
  | DescribeQuery
  | DescribeFunction
  | Explain
  | UseDatabase
  | CreateDatabase
  | DropDatabase
  | DescribeDatabase
  | ShowCurrentDatabase
  | CreateTable
  | DropTable
  | TruncateTable
  | RenameTable
  | SetTableProperties
  | AddColumns
  | ShowTableProperties
  | ShowPartitions
  | Insert
  | SaveTable
  | RefuseTableWrite
  | RowCommand
  | Script
  | MultiInsert
  | SetCollation
  | SetDatabaseLocation
  | RecoverPartitions
  | DescribeColumn
  | ShowCreateTable
  | ShowTableExtended
  | CommentOn
  | SetDatabaseProperties
  | UseCatalog
  | CacheTable
  | UncacheTable
  | ClearCache
  | RefreshTable
  | RefreshPath
  | RefreshFunction
  | MakeCheckpoint
  | RemoveCheckpoint
  | AlterViewSchema
  | AlterCommand
  | VariableCommand
  | FunctionCommand
  | RegisterPython
  | RegisterPythonSource
  | UnsupportedCommand;

/** Connect: `create_dataframe_view`. SQL: CREATE [OR REPLACE] [GLOBAL] TEMPORARY VIEW. The plan is kept, not its rows. */
export interface CreateView {
  readonly kind: "create_view";
  readonly nameParts: readonly string[];
  readonly columns?: readonly string[] | undefined;
  readonly query: Relation;
  /** `database`: a view that lasts, by its text. */
  readonly scope: "temp" | "global_temp" | "database";
  readonly replace: boolean;
  readonly ifNotExists: boolean;
  /** The text of the body, where it was SQL. */
  readonly text?: string | undefined;
  /** Where the body starts in the statement's text. */
  readonly textAt?: number | undefined;
  /** Comments of the columns that are listed. */
  readonly columnComments?: readonly (string | undefined)[] | undefined;
  readonly comment?: string | undefined;
  /** The collation of texts in the body that name none; absent: UTF8_BINARY, or that of the view that is altered. */
  readonly collation?: string | undefined;
  readonly properties?: Readonly<Record<string, string>> | undefined;
  /** SQL: ALTER VIEW v AS query: the view must be there, and keeps what is said of it. */
  readonly alters?: boolean | undefined;
  /** WITH SCHEMA, and where it stands. */
  readonly withSchema?: WithSchema | undefined;
  readonly origin?: Origin | undefined;
}

/** Connect: `register_function`, `register_table_function`: the session's own function under a name. */
export type RegisterPython = {
  readonly kind: "register_python";
  readonly name: string;
} & (
  | { readonly stands: "among expressions"; readonly udf: PythonFunction }
  | { readonly stands: "in FROM"; readonly udf: PythonTableFunction }
);

/** Connect: `register_data_source`: the session's own data source under a name. */
export interface RegisterPythonSource {
  readonly kind: "register_python_source";
  readonly source: PythonSource;
}

/** Connect: `write_operation` to a path, or to a data source that has none: its path is empty then. */
export interface WriteFiles {
  readonly kind: "write_files";
  readonly input: Relation;
  readonly format?: string | undefined;
  readonly path: string;
  readonly mode: SaveMode;
  readonly partitionBy: readonly string[];
  /** Whether an option names a path, too, which Spark refuses by default. */
  readonly isPathTwice?: boolean | undefined;
  readonly options: Readonly<Record<string, string>>;
  /** Overwriting takes only what lies in partitions of these values (`null`: the null partition) away. */
  readonly within?: readonly { readonly name: string; readonly value: string | null }[] | undefined;
}

/** Connect: `sql_command`: text with its arguments, parsed by the SQL door. */
export interface SqlCommand {
  readonly kind: "sql_command";
  readonly statement: Command;
  readonly text: string;
}

/** SQL: DROP VIEW. */
export interface DropView {
  readonly kind: "drop_view";
  readonly nameParts: readonly string[];
  readonly ifExists: boolean;
  readonly origin?: Origin | undefined;
}

/** SQL: SET k = v, SET k, SET, SET -v, SET TIME ZONE. */
export interface SetConfig {
  readonly kind: "set_config";
  readonly key?: string | undefined;
  readonly value?: string | undefined;
  readonly verbose: boolean;
}

/** SQL: RESET [k]. */
export interface ResetConfig {
  readonly kind: "reset_config";
  readonly key?: string | undefined;
}

/** SQL: SHOW TABLES [IN db] [LIKE p]. */
export interface ShowTables {
  readonly kind: "show_tables";
  readonly database?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
}

/** SQL: SHOW VIEWS. */
export interface ShowViews {
  readonly kind: "show_views";
  readonly database?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
}

/** SQL: SHOW CATALOGS. */
export interface ShowCatalogs {
  readonly kind: "show_catalogs";
  readonly pattern?: string | undefined;
}

/** SQL: SHOW DATABASES | SCHEMAS [IN namespace]. */
export interface ShowDatabases {
  readonly kind: "show_databases";
  readonly namespace?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
}

/** SQL: SHOW COLUMNS IN t. */
export interface ShowColumns {
  readonly kind: "show_columns";
  readonly nameParts: readonly string[];
  /** Named beside a name that has one already: they may not differ. */
  readonly namespace?: readonly string[] | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: SHOW FUNCTIONS [LIKE p]. */
export interface ShowFunctions {
  readonly kind: "show_functions";
  /** Absent: all. */
  readonly scope?: "user" | "system" | undefined;
  readonly database?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
}

/** SQL: DESCRIBE [TABLE] t. */
export interface DescribeRelation {
  readonly kind: "describe_relation";
  readonly nameParts: readonly string[];
  readonly extended: boolean;
  /** As one text: AS JSON. */
  readonly asJson?: boolean | undefined;
  /** One partition of it. */
  readonly partition?: readonly PartitionSpec[] | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: DESCRIBE QUERY q. */
export interface DescribeQuery {
  readonly kind: "describe_query";
  readonly query: Relation;
}

/** SQL: DESCRIBE FUNCTION f. */
export interface DescribeFunction {
  readonly kind: "describe_function";
  readonly nameParts: readonly string[];
  readonly extended: boolean;
  readonly origin?: Origin | undefined;
}

/** Explain modes of SQL and of Connect. */
export type ExplainMode = "simple" | "extended" | "codegen" | "cost" | "formatted";

/** SQL: EXPLAIN [mode] statement. */
export interface Explain {
  readonly kind: "explain";
  readonly mode: ExplainMode;
  readonly statement: Command;
}

/** SQL: USE [DATABASE] db. */
export interface UseDatabase {
  readonly kind: "use_database";
  readonly nameParts: readonly string[];
}

/** SQL: CREATE DATABASE | SCHEMA. */
export interface CreateDatabase {
  readonly kind: "create_database";
  readonly nameParts: readonly string[];
  readonly ifNotExists: boolean;
  readonly comment?: string | undefined;
  readonly location?: string | undefined;
  readonly properties: Readonly<Record<string, string>>;
}

/** SQL: DROP DATABASE | SCHEMA [CASCADE]. */
export interface DropDatabase {
  readonly kind: "drop_database";
  readonly nameParts: readonly string[];
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

/** SQL: DESCRIBE DATABASE | SCHEMA. */
export interface DescribeDatabase {
  readonly kind: "describe_database";
  readonly nameParts: readonly string[];
  readonly extended: boolean;
}

/** SQL: SHOW CURRENT NAMESPACE. */
export interface ShowCurrentDatabase {
  readonly kind: "show_current_database";
}

/** SQL: COMMENT ON DATABASE | TABLE name IS 'text' | NULL. */
export interface CommentOn {
  readonly kind: "comment_on";
  readonly object: "database" | "table";
  readonly nameParts: readonly string[];
  readonly comment?: string | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: ALTER DATABASE db SET DBPROPERTIES (…). */
export interface SetDatabaseProperties {
  readonly kind: "set_database_properties";
  readonly nameParts: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
}

/** SQL: ALTER DATABASE db SET LOCATION 'path': where tables that are made from then on lie. */
export interface SetDatabaseLocation {
  readonly kind: "set_database_location";
  readonly nameParts: readonly string[];
  readonly location: string;
}

/** SQL: SET CATALOG c. */
export interface UseCatalog {
  readonly kind: "use_catalog";
  readonly name: string;
}

/** SQL: CACHE [LAZY] TABLE t [OPTIONS (…)] [[AS] query]; with a query it makes a temporary view of the name first. */
export interface CacheTable {
  readonly kind: "cache_table";
  readonly nameParts: readonly string[];
  readonly lazy: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly query?: Relation | undefined;
  /** The text of the query. */
  readonly text?: string | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: UNCACHE TABLE [IF EXISTS] t. */
export interface UncacheTable {
  readonly kind: "uncache_table";
  readonly nameParts: readonly string[];
  readonly ifExists: boolean;
  readonly origin?: Origin | undefined;
}

/** SQL: CLEAR CACHE. */
export interface ClearCache {
  readonly kind: "clear_cache";
}

/** SQL: REFRESH TABLE t. */
export interface RefreshTable {
  readonly kind: "refresh_table";
  readonly nameParts: readonly string[];
  readonly origin?: Origin | undefined;
}

/** SQL: REFRESH path. */
export interface RefreshPath {
  readonly kind: "refresh_path";
  readonly path: string;
}

/** SQL: REFRESH FUNCTION f. */
export interface RefreshFunction {
  readonly kind: "refresh_function";
  readonly nameParts: readonly string[];
  readonly origin?: Origin | undefined;
}

/** Connect: `checkpoint_command`: the server keeps the rows under an id that it gives. */
export interface MakeCheckpoint {
  readonly kind: "checkpoint";
  readonly input: Relation;
  /** False: rows are to outlive the engine, in `spark.checkpoint.dir`. */
  readonly local: boolean;
  /** False: computed at the first use. */
  readonly eager: boolean;
}

/** Connect: `remove_cached_remote_relation_command`: nobody needs the rows of that id any more. */
export interface RemoveCheckpoint {
  readonly kind: "remove_checkpoint";
  readonly id: string;
}

/** A command that was decoded and is refused by name. */
export interface UnsupportedCommand {
  readonly kind: "unsupported";
  readonly feature: string;
}

/** Arguments of parameter markers in a SQL text. */
export interface SqlArguments {
  readonly named: Readonly<Record<string, Expression>>;
  readonly positional: readonly Expression[];
  /** An argument that no text can have: Spark before 4.3 leaves its markers without values, then refuses it. */
  readonly refused?: { readonly name: string; readonly origin: Origin | undefined } | undefined;
}

/** What the SQL door offers to the other: plain functions, wired by the engine. All throw ParseErrors as SparkError. */
export interface SqlDoor {
  /** What texts are read under, as values that are others as soon as a text may be read otherwise; of sessions' doors. */
  readonly standing?: (() => readonly unknown[]) | undefined;
  /** A whole statement. */
  parseStatement(text: string, args?: SqlArguments): Command;
  /** A query, or what a statement that is none answers with. */
  parseQuery(text: string, args?: SqlArguments): Relation;
  parseExpression(text: string): Expression;
  /** `a.b` or `` `a b`.c `` to its parts. */
  parseIdentifier(text: string): readonly string[];
  /** A data type: `INT`, `array<string>`. */
  parseType(text: string): import("../types/data-type.ts").DataType;
  /** A table schema: `a INT, b STRING`; a lone type makes a one-field struct `value` only where Spark does. */
  parseSchema(text: string): import("../types/data-type.ts").StructType;
}
