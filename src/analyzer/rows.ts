import { unsupported } from "../errors/spark-error.ts";
import type { Relation as Resolved } from "../resolved/relation.ts";
import { outerReferences } from "../resolved/visit.ts";
import type { Value } from "../types/value.ts";
import type { Relation } from "../unresolved/relation.ts";
import type { RelationContext } from "./context.ts";
import type { Need } from "./facts.ts";

/** Thrown to leave an analysis that cannot go on without facts that it did not know it needs; `analyze` tells them. */
export class MissingFacts extends Error {
  readonly needs: readonly Need[];

  constructor(needs: readonly Need[]) {
    super("facts are missing");
    this.needs = needs;
  }
}

/**
 * The rows of a plan that decide what `asker` means, as Spark collects them while it analyses. `what` names the
 * feature where the plan depends on a query around it and so has no rows of its own.
 */
export function rowsOf(
  asker: Relation,
  plan: Resolved,
  what: string,
  cx: RelationContext,
): readonly (readonly Value[])[] {
  const known = cx.facts.rows(asker);
  if (known !== undefined) return known;
  if (outerReferences(plan).size > 0) throw unsupported(`${what} that depends on an outer query`);
  throw new MissingFacts([{ kind: "rows", asker, plan }]);
}
