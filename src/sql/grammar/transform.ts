import type { Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { startsClause } from "./lookahead.ts";

/** Whether a script transformation begins: `SELECT TRANSFORM (…)` with USING behind it, `MAP …`, `REDUCE …`. */
export function startsTransform(cx: SqlContext): boolean {
  if (cx.isWord("MAP") || cx.isWord("REDUCE")) return true;
  if (!cx.areWords("SELECT", "TRANSFORM") || !cx.isOp("(", 2)) return false;
  const close = cx.closing(cx.at + 2);
  if (close === -1) return false;
  const after = close + 1 - cx.at;
  return (
    cx.isWord("USING", after) ||
    (cx.isWord("ROW", after) && cx.isWord("FORMAT", after + 1)) ||
    cx.isWord("RECORDWRITER", after)
  );
}

/** A script transformation is read over, up to what ends its query, and refused when it is analysed. */
export function skipTransform(cx: SqlContext, from: number): Relation {
  let script = false;
  while (cx.peek().kind !== "eof" && !cx.isOp(")") && !cx.isOp(";")) {
    if (cx.isWord("UNION") && startsClause(cx)) break;
    if (cx.isWord("USING") && cx.isString(1)) script = true;
    const close = cx.isOp("(") ? cx.closing(cx.at) : -1;
    if (close !== -1) cx.seek(close);
    cx.next();
  }
  if (!script) throw cx.fail();
  return { kind: "unsupported", feature: "TRANSFORM", origin: cx.originFrom(from) };
}
