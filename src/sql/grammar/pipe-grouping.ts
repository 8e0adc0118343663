import type { SqlOrigin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { Token } from "../../lex/token.ts";
import type { Expression } from "../../unresolved/expression.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import type { SqlContext } from "../context.ts";
import { aggregation } from "./grouping.ts";
import { namedExpression } from "./select.ts";

const refuse = (what: string, origin: SqlOrigin): never => {
  throw sparkError("UNSUPPORTED_FEATURE.PIPE_OPERATOR_AGGREGATE_UNSUPPORTED_CASE", { case: what }, { origin });
};

const ANALYTICS: Readonly<Record<string, string>> = {
  ROLLUP: "GROUP BY ROLLUP",
  CUBE: "GROUP BY CUBE",
  GROUPING: "GROUPING SETS",
};

/** Calls that a pipe does not know, by name: those of groupings. */
const CALLS: Readonly<Record<string, string>> = {
  ...ANALYTICS,
  GROUPING: "GROUPING",
  GROUPING_ID: "GROUPING_ID",
};

const WINDOWS =
  "window functions; please update the query to move the window functions to a subsequent |> SELECT operator instead";

/** The tokens from an index to the end of the query there, or to an operator; parentheses and what is in them left out. */
export function tokensToEnd(cx: SqlContext, from: number, end: string): readonly Token[] {
  let depth = 0;
  const tokens: Token[] = [];
  for (const token of cx.tokens.slice(from)) {
    const op = token.kind === "op" ? token.text : "";
    if (token.kind === "eof" || (depth === 0 && (op === ")" || op === end))) break;
    if (op === ")") depth--;
    if (depth === 0) tokens.push(token);
    if (op === "(") depth++;
  }
  return tokens;
}

/**
 * GROUP BY of `|> AGGREGATE`: expressions with or without names. All other groupings are refused, as are the functions
 * of groupings and of windows beside them (`visitOperatorPipeAggregate`).
 */
export function pipeGrouping(cx: SqlContext, aggregates: readonly Expression[], origin: SqlOrigin): Expression[] {
  const kind = ANALYTICS[cx.peek(2).word];
  if (kind !== undefined && (cx.isOp("(", 3) || cx.areWords("GROUP", "BY", "GROUPING", "SETS"))) {
    aggregation(cx);
    return refuse(kind, origin);
  }
  cx.acceptWords("GROUP", "BY");
  // Without a look ahead GROUPING would be taken for the last key's name.
  const words = tokensToEnd(cx, cx.at, "|>").map((token) => token.word);
  if (words.some((word, i) => i > 0 && word === "GROUPING" && words[i + 1] === "SETS"))
    return refuse("GROUPING SETS", origin);
  const keys = cx.list(() => namedExpression(cx));
  for (const word of ["ROLLUP", "CUBE"]) if (cx.acceptWords("WITH", word)) return refuse(`GROUP BY ${word}`, origin);
  const [only] = keys;
  if (keys.length === 1 && only?.kind === "attribute" && only.nameParts.join(".").toUpperCase() === "ALL")
    return refuse("GROUP BY ALL", origin);
  for (const e of [...keys, ...aggregates]) refuseIn(e, origin);
  return keys;
}

function refuseIn(e: Expression, origin: SqlOrigin): void {
  if (e.kind === "window") refuse(WINDOWS, origin);
  const name = e.kind === "function" && e.nameParts.length === 1 ? (e.nameParts[0] ?? "").toUpperCase() : "";
  if (Object.hasOwn(CALLS, name)) refuse(CALLS[name] ?? name, origin);
  for (const child of subexpressionsOf(e)) refuseIn(child, origin);
}
