import type { Expression } from "../../unresolved/expression.ts";
import type { SqlContext } from "../context.ts";

/** One hint of a hint comment. */
export interface HintCall {
  readonly name: string;
  readonly params: readonly Expression[];
  readonly origin: ReturnType<SqlContext["originFrom"]>;
}

/** A hint comment: names with or without parameters, with or without commas between them. */
export function hintComment(cx: SqlContext): HintCall[] {
  cx.expectOp("/*+");
  const hints: HintCall[] = [];
  do {
    const from = cx.at;
    const name = cx.name();
    const params = cx.isOp("(") ? cx.parenthesized(() => cx.value()) : [];
    hints.push({ name, params, origin: cx.originFrom(from) });
    cx.acceptOp(",");
  } while (!cx.isOp("*/"));
  cx.expectOp("*/");
  return hints;
}
