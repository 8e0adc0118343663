import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Command, ShowFunctions } from "../../unresolved/command.ts";
import type { SqlContext } from "../context.ts";
import { isDatabaseWord } from "./database.ts";
import { relationName } from "./identifier.ts";
import { constantSpec } from "./partition-spec.ts";
import { unsupportedStatement } from "./unsupported-statement.ts";

/** SHOW TABLES, VIEWS, CATALOGS, DATABASES, COLUMNS, TBLPROPERTIES, PARTITIONS, FUNCTIONS; the other SHOWs are refused. */
export function show(cx: SqlContext): Command {
  const { word } = cx.peek(1);
  switch (word) {
    case "TABLES":
    case "VIEWS": {
      skip(cx, 2);
      const database = inNamespace(cx);
      return { kind: word === "TABLES" ? "show_tables" : "show_views", database, pattern: like(cx) };
    }
    case "DATABASES":
    case "SCHEMAS":
    case "NAMESPACES": {
      skip(cx, 2);
      const namespace = inNamespace(cx);
      return { kind: "show_databases", namespace, pattern: like(cx) };
    }
    case "CATALOGS":
      skip(cx, 2);
      return { kind: "show_catalogs", pattern: like(cx) };
    case "COLUMNS": {
      skip(cx, 2);
      if (!cx.isWord("FROM") && !cx.isWord("IN")) throw cx.fail();
      cx.next();
      const from = cx.at;
      const table = relationName(cx);
      const namespace = inNamespace(cx);
      const origin = cx.originFrom(from);
      if (namespace === undefined || table.length > 1)
        return { kind: "show_columns", nameParts: table, namespace, origin };
      return { kind: "show_columns", nameParts: [...namespace, ...table], origin };
    }
    case "CREATE": {
      if (!cx.isWord("TABLE", 2)) return unsupportedStatement(cx);
      skip(cx, 3);
      const from = cx.at;
      const nameParts = relationName(cx);
      const origin = cx.originFrom(from);
      const asSerde = cx.acceptWords("AS", "SERDE");
      return { kind: "show_create_table", nameParts, asSerde, origin };
    }
    case "TABLE": {
      if (!cx.isWord("EXTENDED", 2)) return unsupportedStatement(cx);
      skip(cx, 3);
      const database = inNamespace(cx);
      cx.expectWord("LIKE");
      const from = cx.at;
      const pattern = cx.string();
      const origin = cx.originFrom(from);
      const partition = cx.isWord("PARTITION") ? constantSpec(cx) : undefined;
      return { kind: "show_table_extended", database, pattern, partition, origin };
    }
    case "CURRENT":
      skip(cx, 2);
      if (!isDatabaseWord(cx, 0)) throw cx.fail();
      cx.next();
      return { kind: "show_current_database" };
    case "TBLPROPERTIES": {
      skip(cx, 2);
      const from = cx.at;
      const nameParts = relationName(cx);
      const origin = cx.originFrom(from);
      if (!cx.acceptOp("(")) return { kind: "show_table_properties", nameParts, origin };
      const key = cx.isString() ? cx.string() : cx.names().join(".");
      cx.expectOp(")");
      return { kind: "show_table_properties", nameParts, key, origin };
    }
    case "PARTITIONS": {
      skip(cx, 2);
      const from = cx.at;
      const nameParts = relationName(cx);
      const origin = cx.originFrom(from);
      const partition = cx.isWord("PARTITION") ? constantSpec(cx) : undefined;
      return { kind: "show_partitions", nameParts, partition, origin };
    }
    case "FUNCTIONS":
      skip(cx, 2);
      return showFunctions(cx);
    default:
      if (!cx.isWord("FUNCTIONS", 2)) return unsupportedStatement(cx);
      return scopedFunctions(cx);
  }
}

/** `SHOW ALL | SYSTEM | USER FUNCTIONS …`. */
function scopedFunctions(cx: SqlContext): Command {
  const from = cx.at;
  const scope = cx.peek(1).text;
  skip(cx, 3);
  const shown = showFunctions(cx);
  const word = scope.toLowerCase();
  if (word === "user" || word === "system") return { ...shown, scope: word };
  if (word === "all") return shown;
  const params = { scope: quoteIdentifier(word) };
  throw sparkError("INVALID_SQL_SYNTAX.SHOW_FUNCTIONS_INVALID_SCOPE", params, { origin: cx.originFrom(from) });
}

function showFunctions(cx: SqlContext): ShowFunctions {
  const database = inNamespace(cx);
  const explicit = cx.acceptWords("LIKE");
  if (cx.isString()) return { kind: "show_functions", database, pattern: cx.string() };
  if (explicit || cx.isName()) return { kind: "show_functions", database, pattern: cx.names().join(".") };
  return { kind: "show_functions", database };
}

const skip = (cx: SqlContext, count: number): void => {
  for (let i = 0; i < count; i++) cx.next();
};

const inNamespace = (cx: SqlContext): string[] | undefined =>
  cx.acceptWords("FROM") || cx.acceptWords("IN") ? relationName(cx) : undefined;

function like(cx: SqlContext): string | undefined {
  if (cx.acceptWords("LIKE")) return cx.string();
  return cx.isString() ? cx.string() : undefined;
}
