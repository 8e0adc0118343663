import type { Origin } from "../../errors/origin.ts";
import { BOOLEAN } from "../../types/data-type.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { fromClause, lateralViews } from "./from.ts";
import { aggregation, type Grouped } from "./grouping.ts";
import { type HintCall, hintComment } from "./hint.ts";
import { startsClause, startsExpression } from "./lookahead.ts";
import { windowClause } from "./query-window.ts";
import { scriptTransform, startsTransform } from "./transform.ts";

/** SELECT's own part: hints, DISTINCT and the list. */
export interface SelectClause {
  readonly hints: readonly HintCall[];
  readonly distinct: boolean;
  readonly items: readonly Expression[];
  /** The list of a TRANSFORM, which has no QUALIFY. */
  readonly transforms?: boolean;
}

/** A list that is selected without hints and DISTINCT. */
export const plainly = (items: readonly Expression[]): SelectClause => ({
  hints: [],
  distinct: false,
  items,
  transforms: true,
});

/** `SELECT …` with all its clauses but ordering and limits. */
export function select(cx: SqlContext): Relation {
  const from = cx.at;
  const body = (clause: SelectClause): Relation => {
    const input: Relation =
      startsClause(cx) && cx.isWord("FROM") ? fromClause(cx) : { kind: "one_row", origin: cx.originFrom(from) };
    return selectBody(cx, from, clause, input);
  };
  return startsTransform(cx) ? scriptTransform(cx, from, (items) => body(plainly(items))) : body(selectClause(cx));
}

/** `SELECT [hints] [DISTINCT | ALL] items`. */
export function selectClause(cx: SqlContext): SelectClause {
  cx.expectWord("SELECT");
  const hints: HintCall[] = [];
  while (cx.isOp("/*+")) hints.push(...hintComment(cx));
  let distinct = false;
  if (
    (cx.isWord("DISTINCT") || cx.isWord("ALL")) &&
    startsExpression(cx, 1) &&
    !cx.isWord("FROM", 1) &&
    !cx.isWord("AS", 1)
  )
    distinct = cx.next().word === "DISTINCT";
  return { hints, distinct, items: cx.list(() => namedExpression(cx)) };
}

/** LATERAL VIEW, WHERE, GROUP BY, HAVING, QUALIFY and WINDOW (these two in either order), and the SELECT over them (`withSelectQuerySpecification`). */
export function selectBody(cx: SqlContext, from: number, clause: SelectClause, source: Relation): Relation {
  let relation = lateralViews(cx, source);
  const where = cx.acceptWords("WHERE") ? cx.expression() : undefined;
  const grouped = aggregation(cx);
  const having = cx.acceptWords("HAVING") ? cx.expression() : undefined;
  const qualify = () =>
    clause.transforms !== true && cx.isWord("QUALIFY") && startsClause(cx) ? (cx.next(), cx.expression()) : undefined;
  const before = qualify();
  const named = cx.isWord("WINDOW") && startsClause(cx) ? windowClause(cx) : undefined;
  const qualified = before ?? qualify();
  // All of a query specification's operators stand where the whole of it does (`AstBuilder.withOrigin`).
  const origin = cx.originFrom(from);
  if (where !== undefined) relation = { kind: "filter", input: relation, condition: where, clause: "where", origin };
  relation = projected(cx, clause, relation, grouped, having, origin);
  if (qualified !== undefined)
    relation = { kind: "filter", input: relation, condition: qualified, clause: "qualify", origin };
  if (clause.distinct) relation = { kind: "deduplicate", input: relation, origin };
  if (named !== undefined) relation = { kind: "named_windows", input: relation, ...named };
  return hinted(clause.hints, relation);
}

/** Hints over a relation, the first outermost. */
export const hinted = (hints: readonly HintCall[], input: Relation): Relation =>
  hints.reduceRight<Relation>((relation, hint) => ({ kind: "hint", input: relation, ...hint }), input);

function projected(
  cx: SqlContext,
  clause: SelectClause,
  input: Relation,
  grouped: Grouped | undefined,
  having: Expression | undefined,
  origin: Origin,
): Relation {
  if (grouped === undefined && (having === undefined || cx.reading.dialect.havingIsWhere)) {
    const project: Relation = { kind: "project", input, expressions: clause.items, origin };
    return having === undefined
      ? project
      : { kind: "filter", input: project, condition: asCondition(having), clause: "where", origin };
  }
  const aggregate: Relation = {
    kind: "aggregate",
    input,
    grouping: grouped?.grouping ?? [],
    groupingKind: grouped?.groupingKind ?? "group_by",
    groupingSets: grouped?.groupingSets ?? [],
    groupingItems: grouped?.groupingItems,
    groupingOrigin: grouped?.groupingOrigin,
    aggregates: clause.items,
    outputsGrouping: false,
    origin,
  };
  return having === undefined
    ? aggregate
    : { kind: "filter", input: aggregate, condition: having, clause: "having", origin };
}

/** What is no predicate is cast to one. */
const asCondition = (having: Expression): Expression =>
  having.kind === "attribute" || having.kind === "literal" || having.kind === "subquery"
    ? { kind: "cast", child: having, to: BOOLEAN, mode: "session", origin: having.origin }
    : having;

/** An expression with or without an alias: `e`, `e AS a`, `e a`, `e AS (a, b)`. */
export function namedExpression(cx: SqlContext): Expression {
  const from = cx.at;
  const child = cx.selected(() => cx.expression());
  const explicit = cx.acceptWords("AS");
  if (cx.isOp("(") && (explicit || cx.isName(1))) {
    const names = cx.parenthesized(() => cx.wholeName());
    return { kind: "alias", child, names, listed: true, origin: cx.originFrom(from) };
  }
  if (!explicit && (!cx.isName() || startsClause(cx))) return child;
  // `SELECT 1 AS`: with no name behind it, the word AS is the alias.
  const name = explicit && !cx.isName() ? "AS" : cx.wholeName();
  return { kind: "alias", child, names: [name], origin: cx.originFrom(from) };
}
