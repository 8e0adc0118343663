import { sparkError } from "../../errors/spark-error.ts";
import { quoteIfNeeded } from "../../lex/multipart-names.ts";
import type { Command } from "../../unresolved/command.ts";
import type { SqlContext } from "../context.ts";
import { relationName } from "./identifier.ts";
import { propertyList } from "./properties.ts";

const isEnd = (cx: SqlContext): boolean => cx.peek().kind === "eof" || cx.isOp(";");

/** `CACHE [LAZY] TABLE t [OPTIONS (…)] [[AS] query]`. */
export function cacheTable(cx: SqlContext): Command {
  const start = cx.at;
  cx.next();
  const lazy = cx.acceptWords("LAZY");
  cx.expectWord("TABLE");
  const from = cx.at;
  const nameParts = relationName(cx);
  const origin = cx.originFrom(from);
  const options = cx.acceptWords("OPTIONS") ? propertyList(cx) : {};
  if (isEnd(cx)) return { kind: "cache_table", nameParts, lazy, options, origin };
  cx.acceptWords("AS");
  const queryFrom = cx.at;
  const query = cx.kept("the query of CACHE TABLE", () => cx.query(), start);
  if (nameParts.length > 1) {
    const quoted = nameParts.slice(0, -1).map(quoteIfNeeded).join(".");
    throw sparkError("_LEGACY_ERROR_TEMP_0037", { quoted }, { origin: cx.originFrom(0) });
  }
  const body = cx.spanFrom(queryFrom);
  return {
    kind: "cache_table",
    nameParts,
    lazy,
    options,
    query,
    text: cx.source.text.slice(body.start, body.end),
    origin,
  };
}

/** `UNCACHE TABLE [IF EXISTS] t`. */
export function uncacheTable(cx: SqlContext): Command {
  cx.next();
  cx.expectWord("TABLE");
  const ifExists = cx.acceptWords("IF", "EXISTS");
  const from = cx.at;
  const nameParts = relationName(cx);
  return { kind: "uncache_table", nameParts, ifExists, origin: cx.originFrom(from) };
}

/** `CLEAR CACHE`. */
export function clearCache(cx: SqlContext): Command {
  cx.next();
  if (cx.peek().kind === "eof") throw cx.fail(cx.peek(), { missing: "'CACHE'" });
  cx.expectWord("CACHE");
  return { kind: "clear_cache" };
}

/** `REFRESH TABLE t`, `REFRESH FUNCTION f`, or REFRESH and a path, in quotes or as it is. */
export function refresh(cx: SqlContext): Command {
  const from = cx.at;
  const start = cx.next().end;
  const named = cx.isName(1) && (cx.isWord("TABLE") || cx.isWord("FUNCTION"));
  if (named) {
    const table = cx.next().word === "TABLE";
    const nameFrom = cx.at;
    const nameParts = relationName(cx);
    return { kind: table ? "refresh_table" : "refresh_function", nameParts, origin: cx.originFrom(nameFrom) };
  }
  if (cx.isString()) return { kind: "refresh_path", path: cx.string() };
  while (cx.peek().kind !== "eof") cx.next();
  const path = cx.source.text
    .slice(start)
    .replace(/[\s;]+$/, "")
    .trim();
  const origin = cx.originFrom(from);
  if (path === "") throw sparkError("INVALID_SQL_SYNTAX.EMPTY_REFRESH_RESOURCE_PATH", {}, { origin });
  if (/\s/.test(path)) throw sparkError("INVALID_SQL_SYNTAX.INVALID_REFRESH_RESOURCE_PATH", {}, { origin });
  return { kind: "refresh_path", path };
}
