import { sparkError } from "../../errors/spark-error.ts";
import type { Expression, FrameBound, WindowFrame, WindowSpec } from "../../unresolved/expression.ts";
import { operator } from "../../unresolved/build.ts";
import type { SqlContext } from "../context.ts";
import { sortItems } from "./sort.ts";

/** What follows OVER: a name, a name in parentheses, or a definition. */
export function windowReference(cx: SqlContext): WindowSpec | { readonly name: string } {
  if (!cx.isOp("(")) return { name: cx.wholeName() };
  if (cx.isName(1) && cx.isOp(")", 2)) {
    cx.next();
    const name = cx.wholeName();
    cx.next();
    return { name };
  }
  return windowSpec(cx);
}

/** A window's definition in parentheses. */
function windowSpec(cx: SqlContext): WindowSpec {
  const from = cx.at;
  cx.expectOp("(");
  let partition: Expression[] = [];
  let order: WindowSpec["order"] = [];
  if (cx.areWords("CLUSTER", "BY")) {
    cx.acceptWords("CLUSTER", "BY");
    partition = cx.expressions();
  } else {
    if (cx.acceptWords("PARTITION", "BY") || cx.acceptWords("DISTRIBUTE", "BY")) partition = cx.expressions();
    if (cx.acceptWords("ORDER", "BY") || cx.acceptWords("SORT", "BY")) order = sortItems(cx);
  }
  const frame = windowFrame(cx);
  cx.expectOp(")");
  return { partition, order, frame, origin: cx.originFrom(from) };
}

function windowFrame(cx: SqlContext): WindowFrame | undefined {
  const { word } = cx.peek();
  if (word !== "ROWS" && word !== "RANGE") return undefined;
  cx.next();
  const unit = word === "ROWS" ? "rows" : "range";
  if (!cx.acceptWords("BETWEEN")) return { unit, lower: frameBound(cx), upper: { kind: "current_row" } };
  const lower = frameBound(cx);
  cx.expectWord("AND");
  return { unit, lower, upper: frameBound(cx) };
}

function frameBound(cx: SqlContext): FrameBound {
  if (cx.acceptWords("UNBOUNDED", "PRECEDING")) return { kind: "unbounded_preceding" };
  if (cx.acceptWords("UNBOUNDED", "FOLLOWING")) return { kind: "unbounded_following" };
  if (cx.acceptWords("CURRENT", "ROW")) return { kind: "current_row" };
  const from = cx.at;
  // A bound may hold AND only in parentheses: the frame's own AND ends it.
  const value = cx.value();
  const following = cx.acceptWords("FOLLOWING");
  if (!following) cx.expectWord("PRECEDING");
  if (!isConstant(value))
    throw sparkError("INVALID_SQL_SYNTAX.INVALID_WINDOW_FRAME_BOUND", {}, { origin: cx.originFrom(from) });
  if (following) return { kind: "value", value };
  return { kind: "value", value: operator("negative", [value], cx.originFrom(from)) };
}

/** Literals, and operators and casts of them: what Spark can tell is constant before names are looked up. */
function isConstant(value: Expression): boolean {
  if (value.kind === "literal" || value.kind === "parameter") return true;
  if (value.kind === "cast") return isConstant(value.child);
  return value.kind === "function" && value.operator === true && value.args.every(isConstant);
}
