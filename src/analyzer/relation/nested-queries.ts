/** What Spark 3 refused of queries inside of queries. */
import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { ColumnId } from "../../resolved/column.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import type { Relation as ResolvedRelation } from "../../resolved/relation.ts";
import { expressionsOf, inputsOf, subexpressions } from "../../resolved/visit.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { RelationContext } from "../context.ts";

/**
 * Raises AMBIGUOUS_ALIAS_IN_NESTED_CTE where a definition or a subquery begins with a WITH that takes a name from one
 * around it, under Spark 3's `spark.sql.legacy.ctePrecedencePolicy` = EXCEPTION (`CTESubstitution`).
 */
export function refuseHidingCtes(query: Relation, cx: RelationContext): void {
  if (query.kind !== "with_ctes") return;
  if (cx.facts.settings.get("spark.sql.legacy.ctePrecedencePolicy")?.toUpperCase() !== "EXCEPTION") return;
  const hiding = query.ctes.find((cte) => cx.ctes.has(cte.name.toLowerCase()));
  if (hiding === undefined) return;
  throw sparkError(
    "AMBIGUOUS_ALIAS_IN_NESTED_CTE",
    {
      name: quoteIdentifier(hiding.name),
      config: '"spark.sql.legacy.ctePrecedencePolicy"',
      docroot: "https://spark.apache.org/docs/latest",
    },
    { origin: null },
  );
}

/** Before 4.0 no column of the query around may stand below LIMIT and OFFSET (`DecorrelateInnerQuery`). */
export function refuseOuterBelowLimits(plan: ResolvedRelation, asked: Relation, cx: RelationContext): void {
  if (cx.facts.settings.line >= 400) return;
  // What a lateral join inside refers to is inside, too.
  const inside = new Set<ColumnId>();
  const collect = (r: ResolvedRelation): void => {
    for (const column of r.output) inside.add(column.id);
    for (const input of inputsOf(r)) collect(input);
  };
  collect(plan);
  const refersOut = (e: Resolved): boolean =>
    (e.kind === "outer" && !inside.has(e.id)) || subexpressions(e).some(refersOut);
  const refers = (r: ResolvedRelation): boolean => expressionsOf(r).some(refersOut) || inputsOf(r).some(refers);
  const visit = (r: ResolvedRelation): void => {
    if ((r.kind === "limit" || r.kind === "tail") && refers(r)) {
      throw sparkError(
        "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED",
        { treeNode: "below LIMIT" },
        { origin: selectOf(asked).origin },
      );
    }
    for (const input of inputsOf(r)) visit(input);
  };
  visit(plan);
}

const AROUND: ReadonlySet<string> = new Set(["limit", "offset", "sort", "subquery_alias"]);

/** A query without its alias and the clauses behind it. */
const selectOf = (query: Relation): Relation =>
  AROUND.has(query.kind) && "input" in query ? selectOf(query.input as Relation) : query;
