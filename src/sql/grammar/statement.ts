import type { Command } from "../../unresolved/command.ts";
import type { SqlContext } from "../context.ts";

/** One statement. */
export function statement(cx: SqlContext): Command {
  return { kind: "query", relation: cx.query() };
}
