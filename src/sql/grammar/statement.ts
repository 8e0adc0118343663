import { unsupported } from "../../errors/spark-error.ts";
import type { Command, ExplainMode } from "../../unresolved/command.ts";
import type { SqlContext } from "../context.ts";
import { alter } from "./alter-table.ts";
import { analyze } from "./analyze.ts";
import { cacheTable, clearCache, refresh, uncacheTable } from "./cache.ts";
import { commentOn, createDatabase, dropDatabase, isDatabaseWord } from "./database.ts";
import { deleteRows, mergeRows, updateRows } from "./change-rows.ts";
import { describe } from "./describe.ts";
import { executeImmediate } from "./execute-immediate.ts";
import { multiInsert } from "./from-first.ts";
import { createFunction, dropFunction, startsCreateFunction, startsDropFunction } from "./function.ts";
import { relationName } from "./identifier.ts";
import { insert } from "./insert.ts";
import { startsQuery } from "./lookahead.ts";
import { queryOr } from "./query.ts";
import { script } from "./script.ts";
import { reset, set } from "./set.ts";
import { show } from "./show.ts";
import { createTable, dropTable, repairTable, startsCreateTable, truncateTable } from "./table.ts";
import { orRefused, unsupportedStatement } from "./unsupported-statement.ts";
import { declareVariable, dropVariable, startsDropVariable } from "./variable.ts";
import { createView, startsCreateView } from "./view.ts";

/** A whole text: a statement, or a script since Spark 4.0. */
export const statementOrScript = (cx: SqlContext): Command =>
  cx.isWord("BEGIN") && cx.reading.line >= 400 ? script(cx, statement) : statement(cx);

/** One statement: a query, or a command that begins with its own word. */
export function statement(cx: SqlContext): Command {
  if (cx.isWord("WITH")) return withStatement(cx);
  const inserts = cx.isWord("FROM") ? multiInsert(cx, (input) => input) : undefined;
  if (inserts !== undefined) return inserts;
  if (cx.isWord("FROM") || cx.isWord("VALUES") || startsQuery(cx)) return { kind: "query", relation: cx.query() };
  switch (cx.peek().word) {
    case "CREATE":
      if (isDatabaseWord(cx, 1)) return createDatabase(cx);
      if (startsCreateTable(cx)) return orRefused(cx, createTable);
      if (startsCreateFunction(cx)) return orRefused(cx, createFunction);
      return startsCreateView(cx) ? createView(cx) : unsupportedStatement(cx);
    case "DROP":
      if (isDatabaseWord(cx, 1)) return dropDatabase(cx);
      if (cx.isWord("TABLE", 1)) return dropTable(cx);
      if (startsDropVariable(cx)) return dropVariable(cx);
      if (startsDropFunction(cx)) return dropFunction(cx);
      return cx.isWord("VIEW", 1) ? dropView(cx) : unsupportedStatement(cx);
    case "INSERT":
      return orRefused(cx, (c) => insert(c));
    case "DELETE":
      return deleteRows(cx);
    case "UPDATE":
      return updateRows(cx);
    case "MERGE":
      return mergeRows(cx);
    case "REPLACE":
      return orRefused(cx, createTable);
    case "ALTER":
      return orRefused(cx, alter);
    case "ANALYZE":
      return orRefused(cx, analyze);
    case "TRUNCATE":
      return truncateTable(cx);
    case "MSCK":
    case "REPAIR":
      return repairTable(cx);
    case "COMMENT":
      return commentOn(cx);
    case "DECLARE":
      return declareVariable(cx);
    case "EXECUTE":
      return executeImmediate(cx);
    case "SET":
      return set(cx);
    case "RESET":
      return reset(cx);
    case "SHOW":
      return orRefused(cx, show);
    case "DESC":
    case "DESCRIBE":
      return describe(cx);
    case "EXPLAIN":
      return explain(cx);
    case "USE":
      return use(cx);
    case "CACHE":
      return cacheTable(cx);
    case "UNCACHE":
      return uncacheTable(cx);
    case "CLEAR":
      return clearCache(cx);
    case "REFRESH":
      return refresh(cx);
    default: {
      const refused = unsupportedStatement(cx, true);
      return refused ?? { kind: "query", relation: cx.query() };
    }
  }
}

/** A query, or INSERTs whose queries see the definitions before them. */
function withStatement(cx: SqlContext): Command {
  let command: Command | undefined;
  const relation = queryOr(cx, (ctes) => {
    if (cx.isWord("FROM")) {
      const inserts = multiInsert(cx, ctes);
      command = inserts;
      return inserts?.inserts[0]?.input;
    }
    const made = cx.isWord("INSERT") ? insert(cx) : undefined;
    if (made?.kind !== "insert") return undefined;
    command = { ...made, input: ctes(made.input) };
    return made.input;
  });
  return command ?? { kind: "query", relation };
}

function dropView(cx: SqlContext): Command {
  cx.next();
  cx.next();
  const ifExists = cx.isWord("IF") && cx.isWord("EXISTS", 1) ? cx.acceptWords("IF", "EXISTS") : false;
  const from = cx.at;
  const nameParts = relationName(cx);
  return { kind: "drop_view", nameParts, ifExists, origin: cx.originFrom(from) };
}

const MODES: Readonly<Record<string, ExplainMode>> = {
  FORMATTED: "formatted",
  EXTENDED: "extended",
  CODEGEN: "codegen",
  COST: "cost",
};

function explain(cx: SqlContext): Command {
  const from = cx.at;
  cx.next();
  const { word } = cx.peek();
  if (word === "LOGICAL") throw unsupported("EXPLAIN LOGICAL", { origin: cx.originFrom(from) });
  const mode = Object.hasOwn(MODES, word) ? MODES[word] : undefined;
  if (mode !== undefined) cx.next();
  cx.enter();
  const explained = statement(cx);
  cx.leave();
  return { kind: "explain", mode: mode ?? "simple", statement: explained };
}

function use(cx: SqlContext): Command {
  cx.next();
  const named = ["DATABASE", "SCHEMA", "NAMESPACE"].includes(cx.peek().word);
  if (named && cx.peek(1).kind !== "eof" && !cx.isOp(".", 1) && !cx.isOp(";", 1) && cx.peek(1).kind !== "string")
    cx.next();
  return { kind: "use_database", nameParts: relationName(cx) };
}
