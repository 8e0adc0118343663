import type { Command } from "../../unresolved/command.ts";
import type { SqlContext } from "../context.ts";
import { relationName } from "./identifier.ts";
import { partitionSpec } from "./partition-spec.ts";

/** `ANALYZE TABLE t [PARTITION (…)] COMPUTE STATISTICS [NOSCAN | FOR COLUMNS a, b | FOR ALL COLUMNS]`, `ANALYZE TABLES [IN d] COMPUTE STATISTICS [NOSCAN]`. */
export function analyze(cx: SqlContext): Command {
  cx.next();
  if (cx.acceptWords("TABLES")) {
    const database = cx.acceptWords("FROM") || cx.acceptWords("IN") ? relationName(cx) : undefined;
    return { kind: "analyze_tables", database, scans: scans(cx) };
  }
  cx.expectWord("TABLE");
  const from = cx.at;
  const nameParts = relationName(cx);
  const origin = cx.originFrom(from);
  const partition = cx.isWord("PARTITION") ? partitionSpec(cx) : undefined;
  const isCounted = scans(cx);
  const columns = isCounted && cx.acceptWords("FOR") ? analyzedColumns(cx) : undefined;
  return { kind: "analyze_table", nameParts, partition, scans: isCounted, columns, origin };
}

/** `COLUMNS a, b`, `ALL COLUMNS`. */
function analyzedColumns(cx: SqlContext): "all" | readonly string[] {
  const isAll = cx.acceptWords("ALL");
  cx.expectWord("COLUMNS");
  return isAll ? "all" : cx.list(() => cx.wholeName());
}

function scans(cx: SqlContext): boolean {
  cx.expectWord("COMPUTE");
  cx.expectWord("STATISTICS");
  return !cx.acceptWords("NOSCAN");
}
