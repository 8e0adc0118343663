import { unsupported } from "../../errors/spark-error.ts";
import type { Command } from "../../unresolved/command.ts";
import type { SqlContext } from "../context.ts";
import { relationName } from "./identifier.ts";
import { partitionSpec } from "./partition-spec.ts";

/** `ANALYZE TABLE t [PARTITION (…)] COMPUTE STATISTICS [NOSCAN]`, `ANALYZE TABLES [IN d] COMPUTE STATISTICS [NOSCAN]`. */
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
  return { kind: "analyze_table", nameParts, partition, scans: scans(cx), origin };
}

function scans(cx: SqlContext): boolean {
  cx.expectWord("COMPUTE");
  cx.expectWord("STATISTICS");
  if (cx.acceptWords("NOSCAN")) return false;
  if (cx.isWord("FOR")) throw unsupported("ANALYZE TABLE FOR COLUMNS");
  return true;
}
