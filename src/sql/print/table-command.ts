/** Commands on databases, tables and lasting views as SQL text. */
import { unsupported } from "../../errors/spark-error.ts";
import { quoteString } from "../../lex/strings.ts";
import { CURRENT_DEFAULT, GENERATION_EXPRESSION, IDENTITY, metadataOf } from "../../types/column-default.ts";
import { fieldComment, sqlType } from "../../types/print.ts";
import type { StructField } from "../../types/data-type.ts";
import type { Command, CreateView } from "../../unresolved/command.ts";
import type { AlterColumns, AnalyzeTable, ColumnChange, RefuseColumns } from "../../unresolved/alter-command.ts";
import type { FileRead } from "../../unresolved/relation.ts";
import type { CreateTable, Insert, PartitionSpec } from "../../unresolved/table-command.ts";
import { printExpression } from "./expression.ts";
import { printName, printNames } from "./name.ts";
import { printQuery } from "./relation.ts";

const pairs = (properties: Readonly<Record<string, string>>): string =>
  Object.entries(properties)
    .map(([key, value]) => `${quoteString(key)} = ${quoteString(value)}`)
    .join(", ");

/** ` WORDS (key = value, …)`, or nothing where there are none. */
export const clause = (words: string, properties: Readonly<Record<string, string>> = {}): string =>
  Object.keys(properties).length === 0 ? "" : ` ${words} (${pairs(properties)})`;

const text = (word: string, value: string | undefined): string =>
  value === undefined ? "" : ` ${word} ${quoteString(value)}`;

/** CREATE VIEW with what lasting views have. */
function printCreateView(c: CreateView): string {
  if (c.alters === true) return `ALTER VIEW ${printNames(c.nameParts)} AS ${printQuery(c.query)}`;
  const columns = c.columns?.map((name, i) => `${printName(name)}${text("COMMENT", c.columnComments?.[i])}`);
  const scope = { temp: "TEMPORARY ", global_temp: "GLOBAL TEMPORARY ", database: "" }[c.scope];
  const head = `CREATE ${c.replace ? "OR REPLACE " : ""}${scope}VIEW ${c.ifNotExists ? "IF NOT EXISTS " : ""}`;
  const list = columns === undefined ? "" : `(${columns.join(", ")})`;
  const collation = c.collation === undefined ? "" : ` DEFAULT COLLATION ${c.collation}`;
  const mode = c.withSchema === undefined ? "" : ` WITH SCHEMA ${c.withSchema.mode}`;
  const kept = `${text("COMMENT", c.comment)}${clause("TBLPROPERTIES", c.properties)}${collation}${mode}`;
  if (c.query.kind === "file_read") return `${head}${printNames(c.nameParts)}${filesText(c.query)}`;
  return `${head}${printNames(c.nameParts)}${list}${kept} AS ${printQuery(c.query)}`;
}

/** `[(columns)] USING format [OPTIONS (…)]`. */
function filesText({ schema, format = "", options }: FileRead): string {
  const columns = schema === undefined ? "" : ` (${columnList(schema.fields)})`;
  return `${columns} USING ${format.split(".").map(printName).join(".")}${clause("OPTIONS", options)}`;
}

/** A column of a list: its name, its type and what is said of it. */
export const columnText = (f: StructField): string => {
  const said = f.nullable ? "" : " NOT NULL";
  return `${printName(f.name)} ${sqlType(f.type)}${said}${valueText(f)}${text("COMMENT", fieldComment(f))}`;
};

/** How a column's values come to be, where it says so. */
function valueText(f: StructField): string {
  const { [CURRENT_DEFAULT]: byDefault, [GENERATION_EXPRESSION]: generation, ...others } = metadataOf(f);
  if (byDefault !== undefined) return ` DEFAULT ${String(byDefault)}`;
  if (generation !== undefined) return ` GENERATED ALWAYS AS (${String(generation)})`;
  const { [IDENTITY.given]: given, [IDENTITY.start]: start, [IDENTITY.step]: step } = others;
  if (start === undefined) return "";
  const kind = given === true ? "BY DEFAULT" : "ALWAYS";
  return ` GENERATED ${kind} AS IDENTITY (START WITH ${String(start)} INCREMENT BY ${String(step)})`;
}

const columnList = (columns: readonly StructField[]): string => columns.map(columnText).join(", ");

const pathList = (paths: readonly (readonly string[])[]): string => `(${paths.map(printNames).join(", ")})`;

function printCreateTable(c: CreateTable): string {
  const columns = c.columns.length === 0 ? "" : ` (${columnList(c.columns)})`;
  const using = c.provider === undefined ? "" : ` USING ${c.provider.split(".").map(printName).join(".")}`;
  const partitions = c.partitionBy.length === 0 ? "" : ` PARTITIONED BY (${c.partitionBy.map(printName).join(", ")})`;
  const clustering = c.clusterBy === undefined ? "" : ` CLUSTER BY ${pathList(c.clusterBy)}`;
  const sorted = c.buckets?.sorted ?? [];
  const sorting = sorted.length === 0 ? "" : ` SORTED BY (${sorted.map(printName).join(", ")})`;
  const buckets =
    c.buckets === undefined
      ? ""
      : ` CLUSTERED BY (${c.buckets.columns.map(printName).join(", ")})${sorting} INTO ${c.buckets.count} BUCKETS`;
  const kept = `${clause("OPTIONS", c.options)}${partitions}${clustering}${buckets}${text("LOCATION", c.location)}${text("COMMENT", c.comment)}${collationText(c.collation)}`;
  const query = c.query === undefined ? "" : ` AS ${printQuery(c.query)}`;
  const verb = { there: "REPLACE", any: "CREATE OR REPLACE", none: "CREATE" }[c.replaces ?? "none"];
  const head = `${verb} TABLE ${c.ifNotExists ? "IF NOT EXISTS " : ""}${printNames(c.nameParts)}`;
  const like = c.like === undefined ? "" : ` LIKE ${printNames(c.like)}`;
  return `${head}${like}${columns}${using}${kept}${clause("TBLPROPERTIES", c.properties)}${query}`;
}

const collationText = (name: string | undefined): string => (name === undefined ? "" : ` DEFAULT COLLATION ${name}`);

/** ` PARTITION (…)`, or nothing. */
export function partitionText(spec: readonly PartitionSpec[] = []): string {
  const specs = spec.map(({ name, value }) =>
    value === undefined ? printName(name) : `${printName(name)} = ${printExpression(value, printQuery)}`,
  );
  return specs.length === 0 ? "" : ` PARTITION (${specs.join(", ")})`;
}

function forColumns({ columns }: AnalyzeTable): string {
  if (columns === undefined) return "";
  return columns === "all" ? " FOR ALL COLUMNS" : ` FOR COLUMNS ${columns.map(printName).join(", ")}`;
}

function columnChanges(c: AlterColumns): string {
  const [first] = c.changes;
  // Hive's form names the column twice, and is the only one that says several things.
  if (c.operation.includes("CHANGE") && first?.type !== undefined && c.changes.length === 1) {
    const name = printName(first.column.at(-1) ?? "");
    const said = `${text("COMMENT", first.comment)}${placeText(first)}`;
    return `CHANGE COLUMN ${printNames(first.column)} ${name} ${sqlType(first.type)}${said}`;
  }
  const word = c.operation.includes("CHANGE") ? "CHANGE" : "ALTER";
  return `${word} COLUMN ${c.changes.map(columnChange).join(", ")}`;
}

const placeText = ({ moves }: ColumnChange): string =>
  moves === undefined ? "" : moves === "first" ? " FIRST" : ` AFTER ${printName(moves.after)}`;

function refusedColumns(c: RefuseColumns): string {
  const columns = c.columns.map(printNames);
  switch (c.operation) {
    case "RENAME COLUMN":
      return `RENAME COLUMN ${columns.join(", ")} TO ${printName(c.to ?? "")}`;
    case "DROP COLUMN":
      return `DROP COLUMNS ${c.ifExists === true ? "IF EXISTS " : ""}(${columns.join(", ")})`;
    case "REPLACE COLUMNS":
      return `REPLACE COLUMNS (${columnList(c.fields ?? [])})`;
  }
}

function columnChange(change: ColumnChange): string {
  const { column, type, comment, moves, nullability, byDefault } = change;
  const name = printNames(column);
  if (type !== undefined) return `${name} TYPE ${sqlType(type)}`;
  if (byDefault !== undefined) return `${name} ${byDefault === null ? "DROP DEFAULT" : `SET DEFAULT ${byDefault}`}`;
  if (comment !== undefined) return `${name} COMMENT ${quoteString(comment)}`;
  if (moves !== undefined) return `${name}${placeText(change)}`;
  return `${name} ${nullability === true ? "DROP" : "SET"} NOT NULL`;
}

/** The statement that reads back to an INSERT. */
export function printInsert(c: Insert): string {
  const partition = partitionText(c.partition);
  const columns = c.columns === undefined ? "" : ` (${c.columns.map(printName).join(", ")})`;
  const head = `INSERT ${c.overwrite ? "OVERWRITE TABLE" : "INTO TABLE"} ${printNames(c.nameParts)}${partition}`;
  return `${head}${c.ifNotExists ? " IF NOT EXISTS" : ""}${c.byName ? " BY NAME" : ""}${columns} ${printQuery(c.input)}`;
}

/** A command as the statement that reads back to it; `undefined`: it is none of these. */
export function printTableCommand(c: Command): string | undefined {
  switch (c.kind) {
    case "create_view":
      return printCreateView(c);
    case "create_database": {
      const kept = `${text("COMMENT", c.comment)}${text("LOCATION", c.location)}${clause("WITH DBPROPERTIES", c.properties)}`;
      return `CREATE DATABASE ${c.ifNotExists ? "IF NOT EXISTS " : ""}${printNames(c.nameParts)}${kept}`;
    }
    case "drop_database":
      return `DROP DATABASE ${c.ifExists ? "IF EXISTS " : ""}${printNames(c.nameParts)}${c.cascade ? " CASCADE" : ""}`;
    case "describe_database":
      return `DESCRIBE DATABASE ${c.extended ? "EXTENDED " : ""}${printNames(c.nameParts)}`;
    case "show_current_database":
      return "SHOW CURRENT NAMESPACE";
    case "create_table":
      return printCreateTable(c);
    case "drop_table":
      return `DROP TABLE ${c.ifExists ? "IF EXISTS " : ""}${printNames(c.nameParts)}`;
    case "truncate_table":
      return `TRUNCATE TABLE ${printNames(c.nameParts)}${partitionText(c.partition)}`;
    case "rename_table":
      return `ALTER ${c.isView ? "VIEW" : "TABLE"} ${printNames(c.nameParts)} RENAME TO ${printNames(c.to)}`;
    case "set_table_properties": {
      const head = `ALTER ${c.isView ? "VIEW" : "TABLE"} ${printNames(c.nameParts)}`;
      if (c.unset.length === 0) return `${head} SET TBLPROPERTIES (${pairs(c.set)})`;
      return `${head} UNSET TBLPROPERTIES ${c.ifExists ? "IF EXISTS " : ""}(${c.unset.map(quoteString).join(", ")})`;
    }
    case "alter_view_schema":
      return `ALTER VIEW ${printNames(c.nameParts)} WITH SCHEMA ${c.withSchema.mode}`;
    case "set_collation":
      return `ALTER TABLE ${printNames(c.nameParts)}${collationText(c.collation)}`;
    case "add_columns":
      return `ALTER TABLE ${printNames(c.nameParts)} ADD COLUMNS (${columnList(c.columns)})`;
    case "show_table_properties":
      return `SHOW TBLPROPERTIES ${printNames(c.nameParts)}${c.key === undefined ? "" : ` (${quoteString(c.key)})`}`;
    case "show_partitions":
      return `SHOW PARTITIONS ${printNames(c.nameParts)}${partitionText(c.partition)}`;
    case "insert":
      return printInsert(c);
    case "recover_partitions":
      return `MSCK REPAIR TABLE ${printNames(c.nameParts)}`;
    case "describe_column":
      return `DESCRIBE TABLE ${c.extended ? "EXTENDED " : ""}${printNames(c.nameParts)} ${printNames(c.column)}`;
    case "show_create_table":
      return `SHOW CREATE TABLE ${printNames(c.nameParts)}${c.asSerde ? " AS SERDE" : ""}`;
    case "show_table_extended": {
      const database = c.database === undefined ? "" : ` IN ${printNames(c.database)}`;
      return `SHOW TABLE EXTENDED${database} LIKE ${quoteString(c.pattern)}${partitionText(c.partition)}`;
    }
    case "refuse_columns":
      return `ALTER TABLE ${printNames(c.nameParts)} ${refusedColumns(c)}`;
    case "alter_columns":
      return `ALTER TABLE ${printNames(c.nameParts)} ${columnChanges(c)}`;
    case "analyze_table": {
      const spec = partitionText(c.partition);
      return `ANALYZE TABLE ${printNames(c.nameParts)}${spec} COMPUTE STATISTICS${c.scans ? forColumns(c) : " NOSCAN"}`;
    }
    case "analyze_tables": {
      const database = c.database === undefined ? "" : ` IN ${printNames(c.database)}`;
      return `ANALYZE TABLES${database} COMPUTE STATISTICS${c.scans ? "" : " NOSCAN"}`;
    }
    case "add_partitions": {
      const specs = c.specs.map((spec, i) => partitionText(spec) + text("LOCATION", c.locations[i])).join("");
      return `ALTER TABLE ${printNames(c.nameParts)} ADD${c.ifNotExists ? " IF NOT EXISTS" : ""}${specs}`;
    }
    case "drop_partitions": {
      const specs = c.specs.map(partitionText).join(",");
      return `ALTER TABLE ${printNames(c.nameParts)} DROP${c.ifExists ? " IF EXISTS" : ""}${specs}`;
    }
    case "rename_partition":
      return `ALTER TABLE ${printNames(c.nameParts)}${partitionText(c.from)} RENAME TO${partitionText(c.to)}`;
    case "cluster_table":
      return `ALTER TABLE ${printNames(c.nameParts)} CLUSTER BY ${c.columns.length === 0 ? "NONE" : pathList(c.columns)}`;
    case "set_location":
      return `ALTER TABLE ${printNames(c.nameParts)}${partitionText(c.partition)} SET LOCATION ${quoteString(c.location)}`;
    case "set_serde": {
      const head = `ALTER TABLE ${printNames(c.nameParts)} SET`;
      if (c.serde === undefined) return `${head} SERDEPROPERTIES (${pairs(c.properties)})`;
      return `${head} SERDE ${quoteString(c.serde)}${clause("WITH SERDEPROPERTIES", c.properties)}`;
    }
    case "comment_on": {
      const comment = c.comment === undefined ? "NULL" : quoteString(c.comment);
      return `COMMENT ON ${c.object.toUpperCase()} ${printNames(c.nameParts)} IS ${comment}`;
    }
    case "set_database_properties":
      return `ALTER DATABASE ${printNames(c.nameParts)} SET DBPROPERTIES (${pairs(c.properties)})`;
    case "set_database_location":
      return `ALTER DATABASE ${printNames(c.nameParts)} SET LOCATION ${quoteString(c.location)}`;
    case "use_catalog":
      return `SET CATALOG ${printName(c.name)}`;
    case "save_table":
      throw unsupported("A DataFrame saved as a table as SQL text");
    default:
      return undefined;
  }
}
