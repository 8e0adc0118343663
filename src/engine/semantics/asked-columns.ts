import type { Relation } from "../../resolved/relation.ts";
import { inputsOf, mapExpressions, replaceBottomUp, withInputs } from "../../resolved/visit.ts";
import { namedColumns, withoutHidden } from "../prepare/needed-columns.ts";

/**
 * The plan without hidden columns that nobody asks for: Spark has the keys of both sides of FULL JOIN … USING in its plan
 * only where something does (`AddMetadataColumns`). What the plan gives stays as it is.
 */
export function askedColumns(plan: Relation): Relation {
  const named = namedColumns(plan);
  const done = new Map<Relation, Relation>();
  const visit = (r: Relation): Relation => {
    const known = done.get(r);
    if (known !== undefined) return known;
    const result = withSubqueries(over(r.kind === "project" ? withoutHidden(r, named.get(r) ?? "all") : r));
    done.set(r, result);
    return result;
  };
  /** A relation over what is left of its inputs; those whose columns it takes by their places stay whole. */
  const over = (r: Relation): Relation => {
    const before = inputsOf(r);
    const after = before.map(visit);
    const left = new Set(after.flatMap((input) => input.output.map((c) => c.id)));
    const lost = new Set(before.flatMap((input) => input.output.map((c) => c.id)).filter((id) => !left.has(id)));
    if (lost.size === 0) return withInputs(r, after);
    switch (r.kind) {
      case "project":
      case "aggregate":
        return withInputs(r, after);
      case "filter":
      case "sort":
      case "limit":
      case "tail":
      case "sample":
      case "window":
      case "generate":
      case "join":
        return { ...withInputs(r, after), output: r.output.filter((c) => !lost.has(c.id)) };
      default:
        return r;
    }
  };
  const withSubqueries = (r: Relation): Relation =>
    mapExpressions(r, (e) => replaceBottomUp(e, (x) => (x.kind === "subquery" ? { ...x, plan: visit(x.plan) } : x)));
  return visit(plan);
}
