import type { SqlOrigin } from "../../errors/origin.ts";
import type { SqlContext } from "../context.ts";

/** Reads over the rest of the query that began at the token `from`, for an error that Spark places at all of it. */
export function skipQuery(cx: SqlContext, from: number): SqlOrigin {
  while (cx.peek().kind !== "eof" && !cx.isOp(")") && !cx.isOp(";")) {
    const close = cx.isOp("(") ? cx.closing(cx.at) : -1;
    if (close !== -1) cx.seek(close);
    cx.next();
  }
  return cx.originFrom(from);
}
