import { sparkError } from "../../errors/spark-error.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import type { SqlContext } from "../context.ts";
import { aggregation } from "./grouping.ts";
import { startsClause } from "./lookahead.ts";
import { skipQuery } from "./skip-query.ts";
import { namedExpression } from "./select.ts";

/** `|> AGGREGATE … GROUP BY …` over a relation; `from` is where the whole query begins (`visitOperatorPipeAggregate`). */
export function pipeAggregate(cx: SqlContext, input: Relation, from: number): Relation {
  const at = cx.at;
  cx.next();
  const isGrouped = () => cx.areWords("GROUP", "BY") && startsItem(cx);
  const ends = cx.peek().kind === "eof" || cx.isOp(")") || cx.isOp("|>") || cx.isOp(";");
  const aggregates = ends || isGrouped() ? [] : cx.list(() => namedExpression(cx));
  const grouping = isGrouped() ? pipeGrouping(cx, from) : [];
  if (aggregates.length === 0 && grouping.length === 0) {
    const message =
      "The AGGREGATE clause requires a list of aggregate expressions or a list of grouping expressions, or both";
    throw sparkError("_LEGACY_ERROR_TEMP_0035", { message }, { origin: skipQuery(cx, from) });
  }
  for (const e of aggregates) {
    const refused = refusedIn(e);
    if (refused !== undefined) throw refuse(cx, from, refused);
  }
  const origin = cx.originFrom(at);
  return {
    kind: "aggregate",
    input,
    grouping,
    groupingKind: "group_by",
    groupingSets: [],
    aggregates,
    outputsGrouping: true,
    origin,
  };
}

/** Whether what is grouped by follows GROUP BY: without it the two words are a column and its alias. */
const startsItem = (cx: SqlContext): boolean => {
  const { kind } = cx.peek(2);
  return kind !== "eof" && !cx.isOp("|>", 2) && !cx.isOp(";", 2);
};

const refuse = (cx: SqlContext, from: number, what: string) =>
  sparkError(
    "UNSUPPORTED_FEATURE.PIPE_OPERATOR_AGGREGATE_UNSUPPORTED_CASE",
    { case: what },
    { origin: skipQuery(cx, from) },
  );

const WINDOWS =
  "window functions; please update the query to move the window functions to a subsequent |> SELECT operator instead";

/** What an expression of `|> AGGREGATE` may not hold. */
function refusedIn(e: Expression): string | undefined {
  if (e.kind === "window") return WINDOWS;
  if (e.kind === "function" && e.nameParts.length === 1) {
    const name = e.nameParts[0]?.toUpperCase();
    if (name === "GROUPING" || name === "GROUPING_ID") return name;
  }
  for (const child of subexpressionsOf(e)) {
    const found = refusedIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** GROUP BY of `|> AGGREGATE`: expressions with or without names; other groupings are refused. */
function pipeGrouping(cx: SqlContext, from: number): readonly Expression[] {
  const isPlain = !["ROLLUP", "CUBE", "GROUPING"].includes(cx.peek(2).word);
  if (!isPlain) {
    aggregation(cx);
    throw refuse(cx, from, "GROUPING");
  }
  cx.acceptWords("GROUP", "BY");
  const items = cx.list(() => (cx.areWords("GROUPING", "SETS") ? cx.expression() : groupingItem(cx)));
  if (cx.areWords("GROUPING", "SETS")) throw refuse(cx, from, "GROUPING SETS");
  const [only] = items;
  if (items.length === 1 && only?.kind === "attribute" && only.nameParts.join(".").toUpperCase() === "ALL")
    throw refuse(cx, from, "GROUP BY ALL");
  return items;
}

/** An item with its name; GROUPING before SETS is none. */
function groupingItem(cx: SqlContext): Expression {
  const from = cx.at;
  const child = cx.expression();
  if (cx.areWords("GROUPING", "SETS")) return child;
  if (!cx.acceptWords("AS") && (!cx.isName() || startsClause(cx))) return child;
  return { kind: "alias", child, names: [cx.wholeName()], origin: cx.originFrom(from) };
}
