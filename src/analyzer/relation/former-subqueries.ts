/** Where columns of the query around may not stand before Spark 4.0 (`CheckAnalysis.checkCorrelationsInSubquery`). */
import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { ColumnId } from "../../resolved/column.ts";
import type { Expression, Subquery } from "../../resolved/expression.ts";
import type { Aggregate, Relation } from "../../resolved/relation.ts";
import { expressionsOf, inputsOf, outerReferences, subexpressions } from "../../resolved/visit.ts";
import type { Relation as Asked } from "../../unresolved/relation.ts";
import type { RelationContext } from "../context.ts";
import { hasOneRow } from "./subquery-places.ts";

/** The operators of a tree, from the top down; `end`: what is below those that are asked for. */
function operatorsOf(top: Relation, end?: Relation): readonly Relation[] {
  const found: Relation[] = [];
  const pending = [top];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at === end) continue;
    found.push(at);
    pending.push(...inputsOf(at));
  }
  return found;
}

/** Whether expressions of an operator refer to the query around the whole tree that it is in. */
function referrer(tree: Relation): (operator: Relation) => boolean {
  // What a lateral join inside refers to is inside, too.
  const inside = new Set<ColumnId>(operatorsOf(tree).flatMap((r) => r.output.map((c) => c.id)));
  const refers = (e: Expression): boolean =>
    (e.kind === "outer" && !inside.has(e.id)) || subexpressions(e).some(refers);
  return (operator) => expressionsOf(operator).some(refers);
}

const notAllowed = (treeNode: string, origin: Origin | undefined): Error =>
  sparkError(
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED",
    { treeNode },
    { origin },
  );

const misplaced = (origin: Origin | undefined): Error =>
  sparkError("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_REFERENCE", { sqlExprs: "" }, { origin });

/** The parts of a condition that must all hold. */
const conjuncts = (e: Expression): readonly Expression[] =>
  e.kind === "call" && e.function === "and" ? e.args.flatMap(conjuncts) : [e];

const mentionsOuter = (e: Expression): boolean => e.kind === "outer" || subexpressions(e).some(mentionsOuter);

/** The conditions of a tree that refer to the query around. */
const correlatedIn = (tree: Relation): readonly Expression[] =>
  operatorsOf(tree).flatMap((r) => (r.kind === "filter" ? conjuncts(r.condition).filter(mentionsOuter) : []));

const isEquality = (e: Expression): boolean => e.kind === "call" && (e.function === "=" || e.function === "<=>");

/**
 * Throws where a node of a query inside of another one refers to the one around as no Spark before 4.0 allows.
 * `below` is what the node stands over, `made` what it means.
 */
export function refuseFormerOuter(node: Asked, below: Relation, made: Relation, cx: RelationContext): void {
  if (cx.outer.length === 0 || cx.facts.settings.line >= 400 || outerReferences(made).size === 0) return;
  const { origin } = node;
  const refers = referrer(made);
  const isPredicate = cx.within === "exists" || cx.within === "in";
  const own = operatorsOf(made, below);
  switch (node.kind) {
    case "limit":
    case "offset":
    case "tail":
      if (operatorsOf(made).some(refers)) throw notAllowed("below LIMIT", selectOf(node).origin);
      return;
    case "set_operation":
      if (isPredicate && operatorsOf(made).some(refers)) throw notAllowed(node.operation, origin);
      return;
    case "join":
      if (own.some((r) => r.kind === "join" && r.condition !== undefined && mentionsOuter(r.condition)))
        throw misplaced(origin);
      return;
    case "project":
    case "aggregate": {
      const window = own.find((r) => r.kind === "window");
      if (window !== undefined && operatorsOf(window).some(refers)) throw notAllowed("Window", origin);
      if (!isPredicate) return;
      const groups = own.find((r) => r.kind === "aggregate");
      if (groups === undefined && own.some(refers)) throw misplaced(origin);
      const unequal = groups && correlatedIn(groups).find((e) => !isEquality(e));
      if (unequal === undefined) return;
      throw sparkError(
        "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_COLUMN_IS_NOT_ALLOWED_IN_PREDICATE",
        { treeNode: "Aggregate" },
        { origin },
      );
    }
    default:
  }
}

const AROUND: ReadonlySet<string> = new Set(["limit", "offset", "tail", "sort", "subquery_alias"]);

/** A query without its alias and the clauses behind it. */
const selectOf = (query: Asked): Asked =>
  AROUND.has(query.kind) && "input" in query ? selectOf(query.input as Asked) : query;

/** A query without its projections and, over groups, HAVING. */
function bared(plan: Relation): Relation {
  let at = plan;
  while (at.kind === "project") at = at.input;
  return at.kind === "filter" && at.input.kind === "aggregate" ? at.input : at;
}

/**
 * Throws for a scalar subquery that refers to the query around and is no aggregate, for no Spark before 4.0 finds at
 * run time that it has one row at most; and where it is grouped by what is not compared with the query around.
 */
export function refuseFormerScalar({ plan, origin }: Pick<Subquery, "plan" | "origin">, cx: RelationContext): void {
  if (cx.facts.settings.line >= 400 || outerReferences(plan).size === 0) return;
  const groups = bared(plan);
  if (groups.kind !== "aggregate") {
    if (!hasOneRow(groups)) throw mustAggregate(origin);
    return;
  }
  if (groups.measures.length === 0) throw mustAggregate(origin);
  const compared = new Set(correlatedIn(plan).flatMap(columnsOf));
  const isCompared = groups.grouping.flatMap((g) => columnsOf(g.expression)).every((id) => compared.has(id));
  if (!isCompared) throw notCompared(groups, origin);
}

const columnsOf = (e: Expression): readonly ColumnId[] =>
  e.kind === "column" ? [e.id] : subexpressions(e).flatMap(columnsOf);

const mustAggregate = (origin: Origin | undefined): Error =>
  sparkError("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.MUST_AGGREGATE_CORRELATED_SCALAR_SUBQUERY", {}, { origin });

const notCompared = ({ grouping }: Aggregate, origin: Origin | undefined): Error =>
  sparkError(
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.NON_CORRELATED_COLUMNS_IN_GROUP_BY",
    { value: grouping.map((g) => g.column.name).join(",") },
    { origin },
  );
