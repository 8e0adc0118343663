import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { Origin } from "../../errors/origin.ts";
import { dataType } from "../../types/ddl.ts";
import type { ColumnChange } from "../../unresolved/alter-command.ts";
import type { Command } from "../../unresolved/command.ts";
import { type PartitionSpec, UNNAMED } from "../../unresolved/table-command.ts";
import type { SqlContext } from "../context.ts";
import { alterDatabase, isDatabaseWord } from "./database.ts";
import { relationName } from "./identifier.ts";
import { startsQuery } from "./lookahead.ts";
import { constantSpec, partitionSpec } from "./partition-spec.ts";
import { propertyList } from "./properties.ts";
import { columnDefinition, expressionText } from "./column-definition.ts";
import { clusterBy, defaultCollation } from "./table.ts";
import { unsupportedStatement } from "./unsupported-statement.ts";
import { withSchema } from "./view.ts";

/** `ALTER TABLE | VIEW t` in the forms that the session catalog's tables know; the others are refused. */
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
    return { kind: "create_view", nameParts, query, text, textAt: first, ...how, origin };
  }
  // Before 4.0 it is the start of a query.
  if (isView && cx.areWords("WITH", "SCHEMA") && cx.reading.line < 400) throw cx.fail(cx.peek(2));
  if (isView && cx.areWords("WITH", "SCHEMA"))
    return { kind: "alter_view_schema", nameParts, withSchema: withSchema(cx), origin };
  if (!isView && cx.acceptWords("RECOVER", "PARTITIONS"))
    return { kind: "recover_partitions", nameParts, operation: "ALTER TABLE ... RECOVER PARTITIONS", origin };
  if (!isView && (cx.acceptWords("ADD", "COLUMNS") || cx.acceptWords("ADD", "COLUMN"))) {
    const listed = () =>
      cx.isOp("(") ? cx.parenthesized(() => columnDefinition(cx)) : cx.list(() => columnDefinition(cx));
    const at = cx.at;
    const columns = listed();
    cx.seek(at);
    return { kind: "add_columns", nameParts, columns, unnamed: cx.collated(UNNAMED, listed), origin };
  }
  if (!isView && cx.areWords("DEFAULT", "COLLATION"))
    return { kind: "set_collation", nameParts, collation: defaultCollation(cx), origin };
  if (!isView && cx.areWords("CLUSTER", "BY")) {
    const isNone = cx.isWord("NONE", 2);
    if (isNone) cx.acceptWords("CLUSTER", "BY", "NONE");
    return { kind: "cluster_table", nameParts, columns: isNone ? [] : clusterBy(cx), origin };
  }
  const partitions = isView ? undefined : ofPartitions(cx, nameParts, origin);
  if (partitions !== undefined) return partitions;
  const refusal = isView ? undefined : refusedColumns(cx, nameParts);
  if (refusal !== undefined) return refusal;
  const changed = isView ? undefined : (columnChanges(cx, nameParts, start, origin) ?? storage(cx, nameParts, origin));
  if (changed !== undefined) return changed;
  cx.seek(start);
  return unsupportedStatement(cx);
}

type NameParts = readonly string[];

/** `ALTER | CHANGE [COLUMN] c [TYPE t] [COMMENT 'x'] [FIRST | AFTER d] | SET | DROP NOT NULL`, and Hive's `CHANGE c c t`. */
function columnChanges(cx: SqlContext, nameParts: NameParts, start: number, origin: Origin): Command | undefined {
  const isChange = cx.isWord("CHANGE");
  if (!isChange && !cx.isWord("ALTER")) return undefined;
  cx.next();
  if (cx.isWord("COLUMN") && cx.isName(1)) cx.next();
  const changes = isChange ? [hiveChange(cx, start) ?? columnChange(cx)] : cx.list(() => columnChange(cx));
  const head = { origin: cx.originFrom(start) };
  const empty = changes.some((c) => Object.keys(c).length < 2);
  if (empty)
    throw sparkError(
      "_LEGACY_ERROR_TEMP_0035",
      {
        message: `ALTER TABLE table ${isChange ? "CHANGE" : "ALTER"} COLUMN requires a TYPE, a SET/DROP, a COMMENT, or a FIRST/AFTER`,
      },
      head,
    );
  const operation = `ALTER TABLE ... ${isChange ? "CHANGE" : "ALTER"} COLUMN`;
  return { kind: "alter_columns", nameParts, changes, operation, head, origin };
}

function columnChange(cx: SqlContext): ColumnChange {
  const column = cx.names();
  if (cx.acceptWords("TYPE")) return { column, type: dataType(cx) };
  if (cx.acceptWords("COMMENT")) return { column, comment: cx.string() };
  if (cx.acceptWords("SET", "NOT", "NULL")) return { column, nullability: false };
  if (cx.acceptWords("DROP", "NOT", "NULL")) return { column, nullability: true };
  if (cx.acceptWords("SET", "DEFAULT")) return { column, byDefault: expressionText(cx) };
  if (cx.acceptWords("DROP", "DEFAULT")) return { column, byDefault: null };
  const moves = position(cx);
  return moves === undefined ? { column } : { column, moves };
}

function position(cx: SqlContext): ColumnChange["moves"] {
  if (cx.acceptWords("FIRST")) return "first";
  return cx.acceptWords("AFTER") ? { after: cx.wholeName() } : undefined;
}

const CHANGES: ReadonlySet<string> = new Set(["TYPE", "COMMENT", "SET", "DROP", "FIRST", "AFTER"]);

/** `c c type [COMMENT 'x'] [FIRST | AFTER d]`; `undefined`: Spark's own form follows, which comes first. */
function hiveChange(cx: SqlContext, start: number): ColumnChange | undefined {
  const from = cx.at;
  const column = cx.names();
  const isEnd = () => cx.peek().kind === "eof" || cx.isOp(";");
  if (isEnd()) {
    cx.seek(from);
    return undefined;
  }
  if (CHANGES.has(cx.peek().word)) {
    cx.seek(from);
    columnChange(cx);
    const isWhole = isEnd();
    cx.seek(from);
    if (isWhole) return undefined;
    cx.names();
  }
  const definition = columnDefinition(cx);
  const moves = position(cx);
  if (definition.name.toLowerCase() !== (column.at(-1) ?? "").toLowerCase())
    throw sparkError(
      "_LEGACY_ERROR_TEMP_0034",
      { operation: "Renaming column", command: "ALTER COLUMN", msg: ", please run RENAME COLUMN instead" },
      { origin: cx.originFrom(start) },
    );
  const { metadata } = definition;
  const { comment } = metadata === undefined ? { comment: undefined } : (JSON.parse(metadata) as { comment?: string });
  return {
    column,
    type: definition.type,
    ...(comment === undefined ? {} : { comment }),
    ...(moves === undefined ? {} : { moves }),
  };
}

/** What tables of the session catalog never do to their columns: RENAME, DROP and REPLACE. */
function refusedColumns(cx: SqlContext, nameParts: NameParts): Command | undefined {
  const start = cx.at;
  if (cx.acceptWords("RENAME", "COLUMN")) {
    const column = cx.names();
    cx.expectWord("TO");
    return { kind: "refuse_columns", nameParts, operation: "RENAME COLUMN", columns: [column], to: cx.wholeName() };
  }
  if (cx.acceptWords("DROP", "COLUMN") || cx.acceptWords("DROP", "COLUMNS")) {
    const ifExists = cx.acceptWords("IF", "EXISTS");
    const columns = cx.isOp("(") ? cx.parenthesized(() => cx.names()) : cx.list(() => cx.names());
    return { kind: "refuse_columns", nameParts, operation: "DROP COLUMN", columns, ifExists };
  }
  if (!cx.acceptWords("REPLACE", "COLUMNS")) return undefined;
  const fields = cx.parenthesized(() => columnDefinition(cx));
  if (!fields.every((f) => f.nullable))
    throw sparkError(
      "_LEGACY_ERROR_TEMP_0036",
      { operation: "NOT NULL", command: "REPLACE COLUMNS" },
      { origin: cx.originFrom(start) },
    );
  return { kind: "refuse_columns", nameParts, operation: "REPLACE COLUMNS", columns: [], fields };
}

/** ADD, DROP and RENAME of partitions. */
function ofPartitions(cx: SqlContext, nameParts: NameParts, origin: Origin): Command | undefined {
  if (cx.isWord("ADD") && (cx.isWord("PARTITION", 1) || cx.isWord("IF", 1))) {
    cx.next();
    const ifNotExists = cx.acceptWords("IF", "NOT", "EXISTS");
    const specs: (readonly PartitionSpec[])[] = [];
    const locations: (string | undefined)[] = [];
    do {
      specs.push(constantSpec(cx));
      locations.push(cx.acceptWords("LOCATION") ? cx.string() : undefined);
    } while (cx.isWord("PARTITION"));
    return { kind: "add_partitions", nameParts, specs, locations, ifNotExists, origin };
  }
  if (cx.isWord("DROP") && (cx.isWord("PARTITION", 1) || cx.isWord("IF", 1))) {
    cx.next();
    const ifExists = cx.acceptWords("IF", "EXISTS");
    const specs = cx.list(() => partitionSpec(cx));
    cx.acceptWords("PURGE");
    return { kind: "drop_partitions", nameParts, specs, ifExists, origin };
  }
  if (!cx.isWord("PARTITION")) return undefined;
  const from = constantSpec(cx);
  if (cx.acceptWords("SET", "LOCATION"))
    return { kind: "set_location", nameParts, partition: from, location: cx.string(), origin };
  if (!cx.acceptWords("RENAME", "TO")) throw unsupported("ALTER TABLE of a partition's own storage", { origin });
  return { kind: "rename_partition", nameParts, from, to: constantSpec(cx), origin };
}

/** SET LOCATION, SET SERDE and SET SERDEPROPERTIES. */
function storage(cx: SqlContext, nameParts: NameParts, origin: Origin): Command | undefined {
  if (cx.acceptWords("SET", "LOCATION")) return { kind: "set_location", nameParts, location: cx.string(), origin };
  if (cx.acceptWords("SET", "SERDEPROPERTIES"))
    return { kind: "set_serde", nameParts, properties: propertyList(cx), origin };
  if (!cx.acceptWords("SET", "SERDE")) return undefined;
  const serde = cx.string();
  const properties = cx.acceptWords("WITH", "SERDEPROPERTIES") ? propertyList(cx) : {};
  return { kind: "set_serde", nameParts, serde, properties, origin };
}
