import { unsupported } from "../errors/spark-error.ts";
import type { Relation as Resolved } from "../resolved/relation.ts";
import { outerReferences } from "../resolved/visit.ts";
import type { Value } from "../types/value.ts";
import type { Relation } from "../unresolved/relation.ts";
import type { RelationContext } from "./context.ts";
import type { RowsNeed } from "./facts.ts";

/** Thrown to leave an analysis that cannot go on without rows; `analyze` turns it into a need. */
export class MissingRows extends Error {
  readonly need: RowsNeed;

  constructor(need: RowsNeed) {
    super("rows are missing");
    this.need = need;
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
  throw new MissingRows({ kind: "rows", asker, plan });
}
