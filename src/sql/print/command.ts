import { unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import { quoteString } from "../../lex/strings.ts";
import type { Command } from "../../unresolved/command.ts";
import { printFunctionCommand } from "./function-command.ts";
import { printMultiInsert } from "./multi-insert.ts";
import { printNames } from "./name.ts";
import { printQuery } from "./relation.ts";
import { printRowCommand } from "./row-command.ts";
import { clause, partitionText, printTableCommand } from "./table-command.ts";
import { printVariableCommand } from "./variable-command.ts";

const like = (pattern: string | undefined): string => (pattern === undefined ? "" : ` LIKE ${quoteString(pattern)}`);
const options = (properties: Readonly<Record<string, string>>): string => clause("OPTIONS", properties);
const inDatabase = (database: readonly string[] | undefined): string =>
  database === undefined ? "" : ` IN ${printNames(database)}`;

/** A command as the SQL statement that reads back to it; commands without a SQL form are refused by name. */
export function printStatement(c: Command): string {
  const table = printTableCommand(c);
  if (table !== undefined) return table;
  switch (c.kind) {
    case "query":
      return printQuery(c.relation);
    case "drop_view":
      return `DROP VIEW ${c.ifExists ? "IF EXISTS " : ""}${printNames(c.nameParts)}`;
    case "set_config":
      if (c.key === undefined) return c.verbose ? "SET -v" : "SET";
      return `SET ${quoteIdentifier(c.key)}${c.value === undefined ? "" : ` = ${quoteIdentifier(c.value)}`}`;
    case "reset_config":
      return c.key === undefined ? "RESET" : `RESET ${quoteIdentifier(c.key)}`;
    case "show_tables":
      return `SHOW TABLES${inDatabase(c.database)}${like(c.pattern)}`;
    case "show_views":
      return `SHOW VIEWS${inDatabase(c.database)}${like(c.pattern)}`;
    case "show_databases":
      return `SHOW DATABASES${inDatabase(c.namespace)}${like(c.pattern)}`;
    case "show_catalogs":
      return `SHOW CATALOGS${like(c.pattern)}`;
    case "show_columns":
      return `SHOW COLUMNS IN ${printNames(c.nameParts)}${inDatabase(c.namespace)}`;
    case "show_functions":
      return `SHOW ${c.scope === undefined ? "" : `${c.scope.toUpperCase()} `}FUNCTIONS${inDatabase(c.database)}${like(c.pattern)}`;
    case "describe_relation":
      return `DESCRIBE TABLE ${c.extended ? "EXTENDED " : ""}${printNames(c.nameParts)}${partitionText(c.partition)}${c.asJson === true ? " AS JSON" : ""}`;
    case "describe_query":
      return `DESCRIBE QUERY ${printQuery(c.query)}`;
    case "describe_function":
      return `DESCRIBE FUNCTION ${c.extended ? "EXTENDED " : ""}${printNames(c.nameParts)}`;
    case "explain":
      return `EXPLAIN ${c.mode === "simple" ? "" : `${c.mode.toUpperCase()} `}${printStatement(c.statement)}`;
    case "use_database":
      return `USE ${printNames(c.nameParts)}`;
    case "cache_table": {
      const query = c.query === undefined ? "" : ` AS ${printQuery(c.query)}`;
      return `CACHE ${c.lazy ? "LAZY " : ""}TABLE ${printNames(c.nameParts)}${options(c.options)}${query}`;
    }
    case "uncache_table":
      return `UNCACHE TABLE ${c.ifExists ? "IF EXISTS " : ""}${printNames(c.nameParts)}`;
    case "clear_cache":
      return "CLEAR CACHE";
    case "refresh_table":
      return `REFRESH TABLE ${printNames(c.nameParts)}`;
    case "refresh_function":
      return `REFRESH FUNCTION ${printNames(c.nameParts)}`;
    case "refresh_path":
      return `REFRESH ${quoteString(c.path)}`;
    case "multi_insert":
      return printMultiInsert(c);
    case "sql_command":
      return c.text;
    case "declare_variable":
    case "drop_variable":
    case "set_variables":
    case "execute_immediate":
      return printVariableCommand(c);
    case "create_function":
    case "create_class_function":
    case "drop_function":
      return printFunctionCommand(c);
    case "delete_rows":
    case "update_rows":
    case "merge_rows":
      return printRowCommand(c);
    case "write_files":
      throw unsupported("A write to files as SQL text");
    case "checkpoint":
    case "remove_checkpoint":
      throw unsupported("A checkpoint as SQL text");
    case "unsupported":
      throw unsupported(c.feature);
    default:
      throw unsupported(`${c.kind} as SQL text`);
  }
}
