import { INT } from "../../types/data-type.ts";
import type { Expression, FunctionCall, SortOrder } from "../../unresolved/expression.ts";
import { literal } from "../../unresolved/build.ts";
import type { SqlContext } from "../context.ts";
import { afterFirst } from "./function-forms.ts";
import { sortItems } from "./sort.ts";
import { windowReference } from "./window.ts";

/** The call of the function named by `nameParts`, read already; the cursor stands at its `(`. */
export function functionCall(cx: SqlContext, from: number, nameParts: readonly string[]): Expression {
  // A call takes more of the stack than an operator does: it counts for two levels.
  cx.enter();
  const call = readCall(cx, from, nameParts);
  cx.leave();
  return call;
}

function readCall(cx: SqlContext, from: number, nameParts: readonly string[]): Expression {
  cx.expectOp("(");
  const quantified = quantifier(cx);
  const args: Expression[] = [];
  let nullsInside = false;
  const isStruct = nameParts.length === 1 && nameParts[0]?.toLowerCase() === "struct";
  if (!cx.isOp(")")) {
    const form =
      nameParts.length === 1 && quantified === undefined ? afterFirst(cx, from, nameParts[0] ?? "") : undefined;
    if (form?.whole !== undefined) return form.whole;
    args.push(form?.first ?? functionArgument(cx, isStruct));
    if (
      args.length === 1 &&
      cx.areWords("IGNORE", "NULLS") &&
      cx.isOp(")", 2) &&
      TAKES_NULLS.has(nameParts[0]?.toUpperCase() ?? "")
    ) {
      nullsInside = cx.acceptWords("IGNORE", "NULLS");
    }
    while (cx.acceptOp(",")) args.push(functionArgument(cx, isStruct));
  } else if (quantified !== undefined) throw cx.fail();
  if (args.at(-1)?.kind === "literal" && cx.peek().kind === "eof") throw cx.fail();
  cx.close(")");
  // Before 4.0 two functions had it, by their names, and of others the words are an alias and the start of GROUP BY.
  const isOrdered = /^percentile_(cont|disc)$/i.test(nameParts.join(".")) && args.length === 1 && !quantified;
  if (cx.reading.line < 400 && !isOrdered && cx.areWords("WITHIN", "GROUP") && cx.isOp("(", 2))
    throw cx.fail(cx.peek(2));
  const withinGroup = withinGroupClause(cx);
  const second = cx.reading.line < 400 ? withinGroup?.[1] : undefined;
  if (second?.origin !== undefined) throw cx.fail();
  const filter = filterClause(cx);
  const ignoreNulls = nullsInside || nullsOption(cx);
  const window = cx.isWord("OVER") && (cx.isOp("(", 1) || cx.isName(1)) ? overClause(cx) : undefined;
  const origin = cx.originFrom(from);
  const call: FunctionCall = {
    kind: "function",
    nameParts,
    args: countedStar(nameParts, args, quantified === "DISTINCT", origin),
    distinct: quantified === "DISTINCT" ? true : undefined,
    filter,
    ignoreNulls,
    withinGroup,
    origin,
  };
  return window === undefined ? call : { kind: "window", function: call, window, origin };
}

const TAKES_NULLS: ReadonlySet<string> = new Set(["FIRST", "LAST", "ANY_VALUE"]);

function quantifier(cx: SqlContext): "DISTINCT" | "ALL" | undefined {
  const { word } = cx.peek();
  if (word !== "DISTINCT" && word !== "ALL") return undefined;
  if (cx.isOp(")", 1) || cx.isOp(",", 1) || cx.isOp(".", 1) || cx.isOp("=>", 1) || cx.isOp("->", 1)) return undefined;
  cx.next();
  return word;
}

/** `count(*)` counts rows: Spark reads it as `count(1)`. */
const countedStar = (
  nameParts: readonly string[],
  args: readonly Expression[],
  distinct: boolean,
  origin: FunctionCall["origin"],
) => {
  const [only] = args;
  const counts = nameParts.length === 1 && nameParts[0]?.toLowerCase() === "count" && !distinct && args.length === 1;
  return counts && only?.kind === "star" && only.target === undefined && only.except === undefined
    ? [literal(INT, 1, origin)]
    : args;
};

/** An argument: an expression, or `name => expression`; with `namesFields` also `expression AS name`. */
export function functionArgument(cx: SqlContext, namesFields = false): Expression {
  const from = cx.at;
  if (cx.isName() && cx.isOp("=>", 1)) {
    const name = cx.name();
    cx.next();
    const value = cx.expression();
    return { kind: "named_argument", name, value, origin: cx.originFrom(from) };
  }
  const value = cx.expression();
  if (!namesFields || !cx.isName()) return value;
  cx.acceptWords("AS");
  return { kind: "alias", child: value, names: [cx.wholeName()], origin: cx.originFrom(from) };
}

function withinGroupClause(cx: SqlContext): SortOrder[] | undefined {
  if (!cx.areWords("WITHIN", "GROUP") || !cx.isOp("(", 2)) return undefined;
  cx.acceptWords("WITHIN", "GROUP");
  cx.expectOp("(");
  cx.expectWord("ORDER");
  cx.expectWord("BY");
  const order = sortItems(cx);
  cx.expectOp(")");
  return order;
}

function filterClause(cx: SqlContext): Expression | undefined {
  if (!cx.isWord("FILTER") || !cx.isOp("(", 1) || !cx.isWord("WHERE", 2)) return undefined;
  cx.next();
  cx.next();
  cx.next();
  const condition = cx.expression();
  cx.expectOp(")");
  return condition;
}

function nullsOption(cx: SqlContext): boolean | undefined {
  if (cx.acceptWords("IGNORE", "NULLS")) return true;
  return cx.acceptWords("RESPECT", "NULLS") ? false : undefined;
}

function overClause(cx: SqlContext) {
  cx.expectWord("OVER");
  return windowReference(cx);
}
