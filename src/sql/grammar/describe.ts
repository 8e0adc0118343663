import { sparkError } from "../../errors/spark-error.ts";
import type { Command } from "../../unresolved/command.ts";
import type { SqlContext } from "../context.ts";
import { describeDatabase, isDatabaseWord } from "./database.ts";
import { relationName } from "./identifier.ts";
import { constantSpec } from "./partition-spec.ts";
import { startsQuery } from "./lookahead.ts";

/** DESCRIBE of a table, a database, a query, a function or one column. */
export function describe(cx: SqlContext): Command {
  if (cx.isWord("FUNCTION", 1) && !cx.isOp(".", 2) && cx.peek(2).kind !== "eof") return describeFunction(cx);
  const start = cx.at;
  if (isDatabaseWord(cx, 1) && cx.isName(2)) return describeDatabase(cx);
  cx.next();
  if (cx.isWord("QUERY") && startsQuery(cx, 1)) {
    cx.next();
    return { kind: "describe_query", query: cx.query() };
  }
  if (startsQuery(cx) && !(cx.isWord("TABLE") && cx.isName(1))) return { kind: "describe_query", query: cx.query() };
  if (cx.isWord("TABLE") && cx.isName(1)) cx.next();
  const extended = (cx.isWord("EXTENDED") || cx.isWord("FORMATTED")) && cx.isName(1);
  if (extended) cx.next();
  const from = cx.at;
  const nameParts = relationName(cx);
  const origin = cx.originFrom(from);
  const isPartition = cx.isWord("PARTITION") && cx.isOp("(", 1);
  const partition = isPartition ? constantSpec(cx, start) : undefined;
  if (cx.areWords("AS", "JSON")) {
    cx.next();
    cx.next();
    // Places of it are not told.
    if (!extended && cx.reading.line >= 400)
      throw sparkError("DESCRIBE_JSON_NOT_EXTENDED", { tableName: nameParts.join(".") }, { origin: null });
    if (cx.reading.line < 400) return refused("DESCRIBE AS JSON");
    return { kind: "describe_relation", nameParts, extended, asJson: true, partition, origin };
  }
  if (partition === undefined && cx.isName()) {
    const column = cx.names();
    if (cx.acceptWords("AS", "JSON")) {
      if (cx.reading.line >= 400) throw sparkError("UNSUPPORTED_FEATURE.DESC_TABLE_COLUMN_JSON", {}, { origin: null });
      return refused("DESCRIBE AS JSON");
    }
    return { kind: "describe_column", nameParts, column, extended, origin };
  }
  return { kind: "describe_relation", nameParts, extended, partition, origin };
}

const refused = (feature: string): Command => ({ kind: "unsupported", feature });

const OPERATOR_WORDS: ReadonlySet<string> = new Set(["OR", "AND", "IN", "NOT", "DIV"]);

function describeFunction(cx: SqlContext): Command {
  cx.next();
  cx.next();
  const extended = cx.isWord("EXTENDED") && cx.peek(1).kind !== "eof" ? cx.acceptWords("EXTENDED") : false;
  const token = cx.peek();
  if (cx.isString()) return { kind: "describe_function", nameParts: [cx.string()], extended };
  if (token.kind === "op" && token.text !== ";") {
    let name = cx.next().text;
    while (name.startsWith(">") && cx.isOp(">") && cx.peek().start === cx.peek(-1).end) name += cx.next().text;
    return { kind: "describe_function", nameParts: [name], extended };
  }
  if (OPERATOR_WORDS.has(token.word)) return { kind: "describe_function", nameParts: [cx.next().text], extended };
  const from = cx.at;
  const nameParts = relationName(cx);
  return { kind: "describe_function", nameParts, extended, origin: cx.originFrom(from) };
}
