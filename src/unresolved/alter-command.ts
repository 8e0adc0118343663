/** What ALTER TABLE does to columns, partitions and the place of a table. */
import type { Origin } from "../errors/origin.ts";
import type { DataType, StructField } from "../types/data-type.ts";
import type { PartitionSpec } from "./table-command.ts";

/** What becomes of one column. */
export interface ColumnChange {
  /** More than one part names a field inside. */
  readonly column: readonly string[];
  readonly type?: DataType | undefined;
  readonly comment?: string | undefined;
  /** FIRST, or AFTER the column of that name. */
  readonly moves?: "first" | { readonly after: string } | undefined;
  /** SET or DROP NOT NULL. */
  readonly nullability?: boolean | undefined;
  /** The text of SET DEFAULT; `null`: DROP DEFAULT. */
  readonly byDefault?: string | null | undefined;
}

/** SQL: ALTER TABLE t ALTER [COLUMN] c …, ALTER TABLE t CHANGE [COLUMN] c …. */
export interface AlterColumns {
  readonly kind: "alter_columns";
  readonly nameParts: readonly string[];
  readonly changes: readonly ColumnChange[];
  /** What Spark's errors call it. */
  readonly operation: string;
  /** The statement. */
  readonly head?: { readonly origin: Origin } | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: ALTER TABLE t ADD [IF NOT EXISTS] PARTITION (…) …. */
export interface AddPartitions {
  readonly kind: "add_partitions";
  readonly nameParts: readonly string[];
  readonly specs: readonly (readonly PartitionSpec[])[];
  /** A place of its own for each that has one. */
  readonly locations: readonly (string | undefined)[];
  readonly ifNotExists: boolean;
  readonly origin?: Origin | undefined;
}

/** SQL: ALTER TABLE t DROP [IF EXISTS] PARTITION (…), …. */
export interface DropPartitions {
  readonly kind: "drop_partitions";
  readonly nameParts: readonly string[];
  readonly specs: readonly (readonly PartitionSpec[])[];
  readonly ifExists: boolean;
  readonly origin?: Origin | undefined;
}

/** SQL: ALTER TABLE t PARTITION (…) RENAME TO PARTITION (…). */
export interface RenamePartition {
  readonly kind: "rename_partition";
  readonly nameParts: readonly string[];
  readonly from: readonly PartitionSpec[];
  readonly to: readonly PartitionSpec[];
  readonly origin?: Origin | undefined;
}

/** SQL: ALTER TABLE t [PARTITION (…)] SET LOCATION 'path'. */
export interface SetLocation {
  readonly kind: "set_location";
  readonly nameParts: readonly string[];
  readonly partition?: readonly PartitionSpec[] | undefined;
  readonly location: string;
  readonly origin?: Origin | undefined;
}

/** SQL: ALTER TABLE t SET SERDEPROPERTIES (…), ALTER TABLE t SET SERDE 'class' [WITH SERDEPROPERTIES (…)]. */
export interface SetSerde {
  readonly kind: "set_serde";
  readonly nameParts: readonly string[];
  readonly serde?: string | undefined;
  readonly properties: Readonly<Record<string, string>>;
  readonly origin?: Origin | undefined;
}

/** SQL: ANALYZE TABLE t [PARTITION (…)] COMPUTE STATISTICS [NOSCAN]. */
export interface AnalyzeTable {
  readonly kind: "analyze_table";
  readonly nameParts: readonly string[];
  /** Which partitions; columns without values are any. */
  readonly partition?: readonly PartitionSpec[] | undefined;
  /** Rows are counted. */
  readonly scans: boolean;
  /** FOR COLUMNS, or FOR ALL COLUMNS: what is known of these is gathered. */
  readonly columns?: "all" | readonly string[] | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: ANALYZE TABLES [IN d] COMPUTE STATISTICS [NOSCAN]. */
export interface AnalyzeTables {
  readonly kind: "analyze_tables";
  readonly database?: readonly string[] | undefined;
  readonly scans: boolean;
}

/** SQL: ALTER TABLE t RENAME, DROP or REPLACE of columns, which tables of Spark's second interface alone do. */
export interface RefuseColumns {
  readonly kind: "refuse_columns";
  readonly nameParts: readonly string[];
  readonly operation: "RENAME COLUMN" | "DROP COLUMN" | "REPLACE COLUMNS";
  readonly columns: readonly (readonly string[])[];
  readonly to?: string | undefined;
  readonly ifExists?: boolean | undefined;
  readonly fields?: readonly StructField[] | undefined;
}

/** SQL: ALTER TABLE t CLUSTER BY (columns) | NONE. */
export interface ClusterTable {
  readonly kind: "cluster_table";
  readonly nameParts: readonly string[];
  /** More than one part names a field inside. */
  readonly columns: readonly (readonly string[])[];
  readonly origin?: Origin | undefined;
}

export type AlterCommand =
  | ClusterTable
  | RefuseColumns
  | AnalyzeTable
  | AnalyzeTables
  | AlterColumns
  | AddPartitions
  | DropPartitions
  | RenamePartition
  | SetLocation
  | SetSerde;
