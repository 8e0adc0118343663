/** What Spark 3 refused of WITH inside of queries. */
import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
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
