import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { StructField } from "../../types/data-type.ts";
import { dataType } from "../../types/ddl.ts";
import type { Command } from "../../unresolved/command.ts";
import type { CreateTable } from "../../unresolved/table-command.ts";
import type { SqlContext } from "../context.ts";
import { alterDatabase, isDatabaseWord } from "./database.ts";
import { relationName } from "./identifier.ts";
import { startsQuery } from "./lookahead.ts";
import { acceptIfNotExists, acceptNot, isNot } from "./negation.ts";
import { propertyList } from "./properties.ts";
import { unsupportedStatement } from "./unsupported-statement.ts";

/** Whether CREATE at the cursor makes a table that is kept. */
export const startsCreateTable = (cx: SqlContext): boolean =>
  cx.isWord("TABLE", 1) ||
  (cx.isWord("EXTERNAL", 1) && cx.isWord("TABLE", 2)) ||
  (cx.isWord("OR", 1) && cx.isWord("REPLACE", 2) && cx.isWord("TABLE", 3));

/** What CREATE TABLE has behind its name and columns. */
interface Clauses {
  provider?: string;
  options?: Record<string, string>;
  properties?: Record<string, string>;
  comment?: string;
  location?: string;
  partitionBy?: readonly string[];
  partitionFields?: readonly StructField[];
  /** A clause that stands twice. */
  twice?: string;
}

/** `CREATE [OR REPLACE] [EXTERNAL] TABLE [IF NOT EXISTS] t [(columns)] [USING format] [clauses] [[AS] query]`. */
export function createTable(cx: SqlContext): Command {
  const from = cx.at;
  cx.next();
  const replace = cx.acceptWords("OR", "REPLACE");
  const external = cx.acceptWords("EXTERNAL");
  cx.expectWord("TABLE");
  const ifNotExists = acceptIfNotExists(cx);
  const nameFrom = cx.at;
  const nameParts = relationName(cx);
  const origin = cx.originFrom(nameFrom);
  const like = cx.acceptWords("LIKE") ? relationName(cx) : undefined;
  const columns =
    like === undefined && cx.isOp("(") && !startsQuery(cx) ? cx.parenthesized(() => columnDefinition(cx)) : [];
  const clauses: Clauses = {};
  while (clause(cx, clauses, from));
  const isEnd = cx.peek().kind === "eof" || cx.isOp(";");
  if (!isEnd && like !== undefined) throw cx.fail();
  if (!isEnd) cx.acceptWords("AS");
  const query = isEnd ? undefined : cx.query();
  const { partitionFields = [], twice } = clauses;
  if (twice !== undefined)
    throw sparkError("DUPLICATE_CLAUSES", { clauseName: twice }, { origin: cx.originFrom(from) });
  if (query !== undefined && columns.length + partitionFields.length > 0)
    throw sparkError(
      "_LEGACY_ERROR_TEMP_0035",
      { message: "Schema may not be specified in a Create Table As Select (CTAS) statement" },
      { origin: cx.originFrom(from) },
    );
  if (replace) {
    const operation = query === undefined ? "REPLACE TABLE" : "REPLACE TABLE AS SELECT";
    return { kind: "refuse_table_write", nameParts, operation };
  }
  if (external && clauses.location === undefined) throw sparkError("_LEGACY_ERROR_TEMP_1069", {});
  const made: CreateTable = {
    kind: "create_table",
    nameParts,
    columns: [...columns, ...partitionFields],
    provider: clauses.provider,
    options: clauses.options ?? {},
    properties: clauses.properties ?? {},
    partitionBy: clauses.partitionBy ?? [],
    comment: clauses.comment,
    location: clauses.location,
    ifNotExists,
    query,
    like,
    origin,
  };
  return made;
}

/** Reads a clause if one stands here. */
function clause(cx: SqlContext, found: Clauses, from: number): boolean {
  const once = (clauseName: string, known: unknown): void => {
    if (known !== undefined) found.twice ??= clauseName;
  };
  const refuse = (feature: string): never => {
    throw unsupported(`${feature} in CREATE TABLE`, { origin: cx.originFrom(from) });
  };
  switch (cx.peek().word) {
    case "USING":
      cx.next();
      found.provider = cx.names().join(".");
      return true;
    case "OPTIONS":
      once("OPTIONS", found.options);
      cx.next();
      found.options = propertyList(cx);
      return true;
    case "TBLPROPERTIES":
      once("TBLPROPERTIES", found.properties);
      cx.next();
      found.properties = propertyList(cx);
      return true;
    case "COMMENT":
      once("COMMENT", found.comment);
      cx.next();
      found.comment = cx.string();
      return true;
    case "LOCATION":
      once("LOCATION", found.location);
      cx.next();
      found.location = cx.string();
      return true;
    case "PARTITIONED": {
      once("PARTITIONED BY", found.partitionBy);
      cx.next();
      cx.expectWord("BY");
      const fields: StructField[] = [];
      found.partitionBy = cx.parenthesized(() => {
        if (cx.isOp("(", 1)) return refuse("A partition transform");
        if (cx.isOp(",", 1) || cx.isOp(")", 1)) return cx.name();
        const field = columnDefinition(cx);
        fields.push(field);
        return field.name;
      });
      found.partitionFields = fields;
      return true;
    }
    case "CLUSTERED":
      return buckets(cx);
    case "CLUSTER":
      return refuse("CLUSTER BY");
    case "STORED":
      return refuse("STORED AS");
    case "ROW":
      return refuse("ROW FORMAT");
    case "SKEWED":
      return refuse("SKEWED BY");
    case "DEFAULT":
      return refuse("DEFAULT COLLATION");
    default:
      return false;
  }
}

/** `CLUSTERED BY (columns) [SORTED BY (columns)] INTO n BUCKETS`: a layout of files that changes no answer, and is not kept. */
function buckets(cx: SqlContext): true {
  cx.next();
  cx.expectWord("BY");
  cx.parenthesized(() => cx.name());
  if (cx.acceptWords("SORTED", "BY"))
    cx.parenthesized(() => {
      cx.name();
      if (cx.isWord("ASC") || cx.isWord("DESC")) cx.next();
    });
  cx.expectWord("INTO");
  cx.next();
  cx.expectWord("BUCKETS");
  return true;
}

/** `name type [NOT NULL] [COMMENT 'text']`; defaults and generated columns are refused. */
function columnDefinition(cx: SqlContext): StructField {
  const from = cx.at;
  const name = cx.wholeName();
  const type = dataType(cx);
  let nullable = true;
  let comment: string | undefined;
  for (;;) {
    if (isNot(cx) && cx.isWord("NULL", 1)) {
      acceptNot(cx);
      cx.next();
      nullable = false;
    } else if (cx.isWord("COMMENT")) {
      cx.next();
      comment = cx.string();
    } else if (cx.isWord("DEFAULT") || cx.isWord("GENERATED"))
      throw unsupported(`${cx.peek().word} of a column`, { origin: cx.originFrom(from) });
    else break;
  }
  return { name, type, nullable, ...(comment === undefined ? {} : { metadata: JSON.stringify({ comment }) }) };
}

/** `DROP TABLE [IF EXISTS] t [PURGE]`. */
export function dropTable(cx: SqlContext): Command {
  cx.next();
  cx.next();
  const ifExists = cx.acceptWords("IF", "EXISTS");
  const from = cx.at;
  const nameParts = relationName(cx);
  const origin = cx.originFrom(from);
  cx.acceptWords("PURGE");
  return { kind: "drop_table", nameParts, ifExists, origin };
}

/** `TRUNCATE TABLE t`; of a partition it is refused. */
export function truncateTable(cx: SqlContext): Command {
  cx.next();
  cx.expectWord("TABLE");
  const from = cx.at;
  const nameParts = relationName(cx);
  if (cx.isWord("PARTITION")) throw unsupported("TRUNCATE TABLE of a partition", { origin: cx.originFrom(from) });
  return { kind: "truncate_table", nameParts, origin: cx.originFrom(from) };
}

/** `MSCK REPAIR TABLE t`, `REPAIR TABLE t`; adding or dropping alone is refused. */
export function repairTable(cx: SqlContext): Command {
  const start = cx.at;
  cx.acceptWords("MSCK");
  cx.expectWord("REPAIR");
  cx.expectWord("TABLE");
  const from = cx.at;
  const nameParts = relationName(cx);
  const origin = cx.originFrom(from);
  if (!cx.acceptWords("SYNC", "PARTITIONS") && !cx.acceptWords("ADD", "PARTITIONS") && cx.isWord("DROP"))
    throw unsupported("MSCK REPAIR TABLE DROP PARTITIONS", { origin: cx.originFrom(start) });
  return { kind: "recover_partitions", nameParts, operation: "MSCK REPAIR TABLE", origin };
}

/** `ALTER TABLE | VIEW t` RENAME TO, SET and UNSET TBLPROPERTIES, ADD COLUMNS; what else may follow is refused. */
export function alter(cx: SqlContext): Command {
  const start = cx.at;
  const isView = cx.isWord("VIEW", 1);
  if (isDatabaseWord(cx, 1)) return alterDatabase(cx) ?? unsupportedStatement(cx);
  if (!isView && !cx.isWord("TABLE", 1)) return unsupportedStatement(cx);
  cx.next();
  cx.next();
  const from = cx.at;
  const nameParts = relationName(cx);
  const origin = cx.originFrom(from);
  if (cx.acceptWords("RENAME", "TO")) return { kind: "rename_table", nameParts, to: relationName(cx), isView, origin };
  if (cx.acceptWords("SET", "TBLPROPERTIES"))
    return {
      kind: "set_table_properties",
      nameParts,
      set: propertyList(cx),
      unset: [],
      ifExists: true,
      isView,
      origin,
    };
  if (cx.acceptWords("UNSET", "TBLPROPERTIES")) {
    const ifExists = cx.acceptWords("IF", "EXISTS");
    const unset = Object.keys(propertyList(cx));
    return { kind: "set_table_properties", nameParts, set: {}, unset, ifExists, isView, origin };
  }
  if (isView && (cx.isWord("AS") || (startsQuery(cx) && !cx.areWords("WITH", "SCHEMA")))) {
    cx.acceptWords("AS");
    const bodyFrom = cx.at;
    const query = cx.kept("the query of ALTER VIEW", () => cx.query());
    const { start: first, end } = cx.spanFrom(bodyFrom);
    const text = cx.source.text.slice(first, end);
    const how = { scope: "database", replace: true, ifNotExists: false, alters: true } as const;
    return { kind: "create_view", nameParts, query, text, ...how, origin };
  }
  if (!isView && cx.acceptWords("RECOVER", "PARTITIONS"))
    return { kind: "recover_partitions", nameParts, operation: "ALTER TABLE ... RECOVER PARTITIONS", origin };
  if (!isView && (cx.acceptWords("ADD", "COLUMNS") || cx.acceptWords("ADD", "COLUMN"))) {
    const columns = cx.isOp("(") ? cx.parenthesized(() => columnDefinition(cx)) : cx.list(() => columnDefinition(cx));
    return { kind: "add_columns", nameParts, columns, origin };
  }
  const removes = cx.isWord("DROP") && (cx.isWord("COLUMN", 1) || cx.isWord("COLUMNS", 1));
  if (!isView && (removes || cx.areWords("RENAME", "COLUMN"))) {
    const operation = removes ? "DROP COLUMN" : "RENAME COLUMN";
    while (cx.peek().kind !== "eof") cx.next();
    return { kind: "refuse_table_write", nameParts, operation };
  }
  if (!isView && (cx.acceptWords("ALTER", "COLUMN") || cx.acceptWords("CHANGE", "COLUMN"))) {
    const column = cx.wholeName();
    if (cx.acceptWords("COMMENT")) return { kind: "comment_column", nameParts, column, comment: cx.string(), origin };
  }
  cx.seek(start);
  return unsupportedStatement(cx);
}
