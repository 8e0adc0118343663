import type { Origin } from "../errors/origin.ts";
import type { StructField } from "../types/data-type.ts";
import type { Expression } from "./expression.ts";
import type { Relation } from "./relation.ts";

/** DataFrameWriter's save modes. */
export type SaveMode = "append" | "overwrite" | "error_if_exists" | "ignore";

/** SQL: CREATE TABLE [AS]. Connect: the catalog call `create_table`. */
export interface CreateTable {
  readonly kind: "create_table";
  readonly nameParts: readonly string[];
  /** Without columns the files tell, or the query. */
  readonly columns: readonly StructField[];
  /** Absent: `spark.sql.sources.default`. */
  readonly provider?: string | undefined;
  readonly options: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly partitionBy: readonly string[];
  /** Columns, and fields inside them. */
  readonly clusterBy?: readonly (readonly string[])[] | undefined;
  readonly buckets?:
    | { readonly count: number; readonly columns: readonly string[]; readonly sorted: readonly string[] }
    | undefined;
  readonly comment?: string | undefined;
  /** `DEFAULT COLLATION`: what the texts of its columns that name none are of. */
  readonly collation?: string | undefined;
  readonly location?: string | undefined;
  readonly ifNotExists: boolean;
  readonly query?: Relation | undefined;
  /** REPLACE TABLE, CREATE OR REPLACE TABLE. */
  readonly replaces?: "there" | "any" | undefined;
  /** CREATE TABLE … LIKE: the table or view whose columns it takes. */
  readonly like?: readonly string[] | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: DROP TABLE [IF EXISTS] t [PURGE]. */
export interface DropTable {
  readonly kind: "drop_table";
  readonly nameParts: readonly string[];
  readonly ifExists: boolean;
  readonly origin?: Origin | undefined;
}

/** SQL: TRUNCATE TABLE t [PARTITION (…)]. */
export interface TruncateTable {
  readonly kind: "truncate_table";
  readonly nameParts: readonly string[];
  /** Which partitions alone. */
  readonly partition?: readonly PartitionSpec[] | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: ALTER TABLE | VIEW t RENAME TO u. */
export interface RenameTable {
  readonly kind: "rename_table";
  readonly nameParts: readonly string[];
  readonly to: readonly string[];
  readonly isView: boolean;
  readonly origin?: Origin | undefined;
}

/** SQL: ALTER TABLE | VIEW t SET TBLPROPERTIES (…) | UNSET TBLPROPERTIES [IF EXISTS] (…). */
export interface SetTableProperties {
  readonly kind: "set_table_properties";
  readonly nameParts: readonly string[];
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
  readonly ifExists: boolean;
  readonly isView: boolean;
  readonly origin?: Origin | undefined;
}

/** SQL: ALTER TABLE t ADD COLUMNS (…). */
export interface AddColumns {
  readonly kind: "add_columns";
  readonly nameParts: readonly string[];
  readonly columns: readonly StructField[];
  /** The same, texts that name no collation being of the collation {@link UNNAMED}. Absent: no SQL says them. */
  readonly unnamed?: readonly StructField[] | undefined;
  readonly origin?: Origin | undefined;
}

/** The collation of texts that name none, where that is told apart. */
export const UNNAMED = "unnamed";

/** SQL: ALTER TABLE t DEFAULT COLLATION c: of columns that come later. */
export interface SetCollation {
  readonly kind: "set_collation";
  readonly nameParts: readonly string[];
  readonly collation: string;
  readonly origin?: Origin | undefined;
}

/** SQL: SHOW TBLPROPERTIES t [(key)]. */
export interface ShowTableProperties {
  readonly kind: "show_table_properties";
  readonly nameParts: readonly string[];
  readonly key?: string | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: SHOW PARTITIONS t [PARTITION (…)]. */
export interface ShowPartitions {
  readonly kind: "show_partitions";
  readonly nameParts: readonly string[];
  /** Which of them. */
  readonly partition?: readonly PartitionSpec[] | undefined;
  readonly origin?: Origin | undefined;
}

/** A column of PARTITION (…): with a value all rows go there, without one the rows tell. */
export interface PartitionSpec {
  readonly name: string;
  readonly value?: Expression | undefined;
}

/** SQL: INSERT INTO | OVERWRITE. Connect: `write_operation` of the method `insertInto`. */
export interface Insert {
  readonly kind: "insert";
  readonly nameParts: readonly string[];
  readonly input: Relation;
  readonly overwrite: boolean;
  /** Which columns the input's are. */
  readonly columns?: readonly string[] | undefined;
  readonly byName: boolean;
  readonly partition: readonly PartitionSpec[];
  /** Where the partition is there already, nothing is done. */
  readonly ifNotExists: boolean;
  /** What stands before the query. */
  readonly head?: { readonly origin: Origin } | undefined;
  readonly origin?: Origin | undefined;
}

/** Connect: `write_operation` of the method `saveAsTable`, `write_operation_v2`. */
export interface SaveTable {
  readonly kind: "save_table";
  readonly nameParts: readonly string[];
  readonly input: Relation;
  readonly format?: string | undefined;
  readonly mode: SaveMode;
  readonly partitionBy: readonly string[];
  readonly clusterBy?: readonly (readonly string[])[] | undefined;
  readonly options: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
}

/** SQL: MSCK REPAIR TABLE, ALTER TABLE t RECOVER PARTITIONS. Connect: the catalog call `recover_partitions`. */
export interface RecoverPartitions {
  readonly kind: "recover_partitions";
  readonly nameParts: readonly string[];
  /** What Spark's errors call the operation. */
  readonly operation: string;
  readonly origin?: Origin | undefined;
}

/** SQL: DESCRIBE [EXTENDED] t column. */
export interface DescribeColumn {
  readonly kind: "describe_column";
  readonly nameParts: readonly string[];
  readonly column: readonly string[];
  readonly extended: boolean;
  readonly origin?: Origin | undefined;
}

/** SQL: SHOW CREATE TABLE t [AS SERDE]. */
export interface ShowCreateTable {
  readonly kind: "show_create_table";
  readonly nameParts: readonly string[];
  /** As Hive's statement, which views alone have here. */
  readonly asSerde: boolean;
  readonly origin?: Origin | undefined;
}

/** SQL: SHOW TABLE EXTENDED [IN db] LIKE p [PARTITION (…)]. */
export interface ShowTableExtended {
  readonly kind: "show_table_extended";
  readonly database?: readonly string[] | undefined;
  readonly pattern: string;
  /** One partition of one table, which the pattern is the name of. */
  readonly partition?: readonly PartitionSpec[] | undefined;
  readonly origin?: Origin | undefined;
}

/** Connect: `write_operation_v2` in a way that the tables here do not take. */
export interface RefuseTableWrite {
  readonly kind: "refuse_table_write";
  readonly nameParts: readonly string[];
  /** The operation that is refused whether the table is there or not; else it must be there first. */
  readonly operation?: string | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: `FROM t INSERT … SELECT … INSERT … SELECT …`: the inserts, one after another. */
export interface MultiInsert {
  readonly kind: "multi_insert";
  /** What all of them select from. */
  readonly source: Relation;
  readonly inserts: readonly Insert[];
}
