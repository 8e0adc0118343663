import type { Origin } from "../../errors/origin.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { collationNamed } from "../../types/collation.ts";
import type { StructField } from "../../types/data-type.ts";
import type { Command } from "../../unresolved/command.ts";
import type { CreateTable } from "../../unresolved/table-command.ts";
import type { SqlContext } from "../context.ts";
import { columnDefinition } from "./column-definition.ts";
import { relationName } from "./identifier.ts";
import { startsQuery } from "./lookahead.ts";
import { constantSpec } from "./partition-spec.ts";
import { acceptIfNotExists } from "./negation.ts";
import { propertyList } from "./properties.ts";

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
  buckets?: NonNullable<CreateTable["buckets"]>;
  comment?: string;
  collation?: string;
  location?: string;
  partitionBy?: readonly string[];
  clusterBy?: readonly (readonly string[])[];
  partitionFields?: readonly StructField[];
  /** A clause that stands twice. */
  twice?: string;
}

/** `REPLACE TABLE …`, `CREATE [OR REPLACE] [EXTERNAL] TABLE [IF NOT EXISTS] t [(columns)] [USING format] [clauses] [[AS] query]`. */
export function createTable(cx: SqlContext): Command {
  const from = cx.at;
  const isReplace = cx.next().word === "REPLACE";
  const replaces = isReplace ? "there" : cx.acceptWords("OR", "REPLACE") ? "any" : undefined;
  const external = cx.acceptWords("EXTERNAL");
  cx.expectWord("TABLE");
  const ifNotExists = acceptIfNotExists(cx);
  const nameFrom = cx.at;
  const nameParts = relationName(cx);
  const origin = cx.originFrom(nameFrom);
  const like = cx.acceptWords("LIKE") ? relationName(cx) : undefined;
  const readBody = (): readonly [readonly StructField[], Clauses] => {
    const listed = like === undefined && cx.isOp("(") && !startsQuery(cx);
    const found: Clauses = {};
    const fields = listed ? cx.parenthesized(() => columnDefinition(cx)) : [];
    while (clause(cx, found, from));
    return [fields, found];
  };
  const bodyAt = cx.at;
  let [columns, clauses] = readBody();
  const { collation } = clauses;
  if (collation !== undefined) {
    // What its columns are of stands behind them.
    cx.seek(bodyAt);
    [columns, clauses] = cx.collated(collation, readBody);
  }
  const isEnd = cx.peek().kind === "eof" || cx.isOp(";");
  if (!isEnd && like !== undefined) throw cx.fail();
  if (!isEnd) cx.acceptWords("AS");
  // Since 4.1 the texts of the query are of the collation, too.
  const ofQuery = cx.reading.line >= 401 ? collation : undefined;
  const query = isEnd ? undefined : ofQuery === undefined ? cx.query() : cx.collated(ofQuery, () => cx.query());
  const { partitionFields = [], twice } = clauses;
  if (twice !== undefined)
    throw sparkError("DUPLICATE_CLAUSES", { clauseName: twice }, { origin: cx.originFrom(from) });
  if (clauses.clusterBy !== undefined) refuseBeside(clauses, cx.originFrom(from));
  if (query !== undefined && columns.length + partitionFields.length > 0)
    throw sparkError(
      "_LEGACY_ERROR_TEMP_0035",
      { message: "Schema may not be specified in a Create Table As Select (CTAS) statement" },
      { origin: cx.originFrom(from) },
    );
  if (external && clauses.location === undefined) throw sparkError("CREATE_EXTERNAL_TABLE_WITHOUT_LOCATION", {});
  const made: CreateTable = {
    kind: "create_table",
    nameParts,
    columns: [...columns, ...partitionFields],
    provider: clauses.provider,
    options: clauses.options ?? {},
    properties: clauses.properties ?? {},
    partitionBy: clauses.partitionBy ?? [],
    clusterBy: clauses.clusterBy,
    buckets: clauses.buckets,
    comment: clauses.comment,
    collation,
    location: clauses.location,
    ifNotExists,
    replaces,
    query,
    like,
    origin,
  };
  return made;
}

/** Clustered tables are neither partitioned nor in buckets. */
function refuseBeside({ partitionBy, buckets }: Clauses, origin: Origin): void {
  const at = { origin, class: "parse" } as const;
  if (partitionBy !== undefined) throw sparkError("SPECIFY_CLUSTER_BY_WITH_PARTITIONED_BY_IS_NOT_ALLOWED", {}, at);
  if (buckets !== undefined) throw sparkError("SPECIFY_CLUSTER_BY_WITH_BUCKETING_IS_NOT_ALLOWED", {}, at);
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
      once("CLUSTERED BY", found.buckets);
      found.buckets = buckets(cx);
      return true;
    case "CLUSTER":
      once("CLUSTER BY", found.clusterBy);
      found.clusterBy = clusterBy(cx);
      return true;
    case "STORED":
      return refuse("STORED AS");
    case "ROW":
      return refuse("ROW FORMAT");
    case "SKEWED":
      return refuse("SKEWED BY");
    case "DEFAULT":
      once("DEFAULT COLLATION", found.collation);
      found.collation = defaultCollation(cx);
      return true;
    default:
      return false;
  }
}

/** `DEFAULT COLLATION name`: the name as Spark spells it. */
export function defaultCollation(cx: SqlContext): string {
  cx.require(400);
  cx.next();
  cx.expectWord("COLLATION");
  return collationNamed(cx.names().at(-1) ?? "", cx.reading.line).name;
}

/** `CLUSTER BY (columns)`, whose names may have several parts. */
export function clusterBy(cx: SqlContext): readonly (readonly string[])[] {
  cx.next();
  cx.expectWord("BY");
  return cx.parenthesized(() => cx.names());
}

/** `CLUSTERED BY (columns) [SORTED BY (columns)] INTO n BUCKETS`: a layout of files that changes no answer. */
function buckets(cx: SqlContext): NonNullable<CreateTable["buckets"]> {
  cx.next();
  cx.expectWord("BY");
  const columns = cx.parenthesized(() => cx.name());
  const sorted = cx.acceptWords("SORTED", "BY")
    ? cx.parenthesized(() => {
        const name = cx.name();
        if (cx.isWord("ASC") || cx.isWord("DESC")) cx.next();
        return name;
      })
    : [];
  cx.expectWord("INTO");
  const count = Number(cx.next().text);
  cx.expectWord("BUCKETS");
  return { count, columns, sorted };
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

/** `TRUNCATE TABLE t [PARTITION (…)]`. */
export function truncateTable(cx: SqlContext): Command {
  cx.next();
  cx.expectWord("TABLE");
  const from = cx.at;
  const nameParts = relationName(cx);
  const origin = cx.originFrom(from);
  const partition = cx.isWord("PARTITION") ? constantSpec(cx) : undefined;
  return { kind: "truncate_table", nameParts, partition, origin };
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
