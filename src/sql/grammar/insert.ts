import { unsupported } from "../../errors/spark-error.ts";
import type { Command } from "../../unresolved/command.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { relationName } from "./identifier.ts";
import { startsQuery } from "./lookahead.ts";
import { partitionSpec } from "./partition-spec.ts";
import { acceptIfNotExists } from "./negation.ts";

/** `INSERT INTO | OVERWRITE [TABLE] t [PARTITION (…)] [IF NOT EXISTS] [BY NAME | (columns)] query`, which `body` reads. */
export function insert(cx: SqlContext, body: () => Relation = () => cx.query()): Command {
  const start = cx.at;
  cx.next();
  const overwrite = cx.isWord("OVERWRITE");
  if (!overwrite && !cx.isWord("INTO")) throw cx.fail();
  cx.next();
  if (overwrite && (cx.isWord("DIRECTORY") || cx.areWords("LOCAL", "DIRECTORY")))
    throw unsupported("INSERT OVERWRITE DIRECTORY", { origin: cx.originFrom(start) });
  if (cx.isWord("TABLE") && cx.isName(1)) cx.next();
  const from = cx.at;
  const nameParts = relationName(cx);
  const origin = cx.originFrom(from);
  if (cx.acceptWords("REPLACE", "WHERE")) {
    cx.expression();
    const place = cx.originFrom(start);
    cx.query();
    return { kind: "refuse_table_write", nameParts, origin: place };
  }
  if (cx.isWord("WITH") && cx.isOp("(", 1)) throw unsupported("options of INSERT", { origin: cx.originFrom(start) });
  const partition = cx.isWord("PARTITION") ? partitionSpec(cx) : [];
  const ifNotExists = partition.length > 0 && acceptIfNotExists(cx);
  const byName = cx.isWord("BY") ? cx.acceptWords("BY", "NAME") : false;
  const listed = !byName && cx.isOp("(") && !startsQuery(cx);
  const columns = listed ? cx.parenthesized(() => cx.wholeName()) : undefined;
  const head = { origin: cx.originFrom(start) };
  const input = body();
  return { kind: "insert", nameParts, input, overwrite, columns, byName, partition, ifNotExists, head, origin };
}
