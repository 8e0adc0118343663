/** What ALTER TABLE does to columns, partitions and the place of a table. */
import type { Origin } from "../errors/origin.ts";
import type { DataType } from "../types/data-type.ts";
import type { PartitionSpec } from "./table-command.ts";

/** What becomes of one column. */
export interface ColumnChange {
  /** More than one part names a field inside. */
  readonly column: readonly string[];
  readonly type?: DataType | undefined;
  readonly comment?: string | undefined;
  /** FIRST or AFTER. */
  readonly moves?: boolean | undefined;
  /** SET or DROP NOT NULL. */
  readonly nullability?: boolean | undefined;
}

/** SQL: ALTER TABLE t ALTER [COLUMN] c …, ALTER TABLE t CHANGE [COLUMN] c …. */
export interface AlterColumns {
  readonly kind: "alter_columns";
  readonly nameParts: readonly string[];
  readonly changes: readonly ColumnChange[];
  /** What Spark's errors call it. */
  readonly operation: string;
  /** The statement. */
  readonly head?: Origin | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: ALTER TABLE t ADD [IF NOT EXISTS] PARTITION (…) …. */
export interface AddPartitions {
  readonly kind: "add_partitions";
  readonly nameParts: readonly string[];
  readonly specs: readonly (readonly PartitionSpec[])[];
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

/** SQL: ALTER TABLE t SET LOCATION 'path'. */
export interface SetLocation {
  readonly kind: "set_location";
  readonly nameParts: readonly string[];
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
  readonly origin?: Origin | undefined;
}

/** SQL: ANALYZE TABLES [IN d] COMPUTE STATISTICS [NOSCAN]. */
export interface AnalyzeTables {
  readonly kind: "analyze_tables";
  readonly database?: readonly string[] | undefined;
  readonly scans: boolean;
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
  | AnalyzeTable
  | AnalyzeTables
  | AlterColumns
  | AddPartitions
  | DropPartitions
  | RenamePartition
  | SetLocation
  | SetSerde;
