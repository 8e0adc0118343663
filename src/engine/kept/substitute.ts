import type { Expression } from "../../resolved/expression.ts";
import type { Relation, SetOperation } from "../../resolved/relation.ts";
import { inputsOf, mapExpressions, replaceBottomUp, withInputs } from "../../resolved/visit.ts";
import { type PlanKey, type PlanKeys, unwrapped } from "../semantics/plan-keys.ts";

/** What stands for a piece of a plan: the id that its rows are kept under; `undefined`: nothing. */
export type FindKept = (key: PlanKey, piece: Relation) => string | undefined;

/**
 * The plan with its greatest kept pieces read from where they are kept (`CacheManager.useCachedData`), those inside of
 * subqueries too.
 */
export function substituteKept(plan: Relation, keys: PlanKeys, find: FindKept): Relation {
  const done = new Map<Relation, Relation>();
  const inExpression = (e: Expression): Expression =>
    replaceBottomUp(e, (x) => {
      if (x.kind !== "subquery") return x;
      const inner = substitute(x.plan);
      return inner === x.plan ? x : { ...x, plan: inner };
    });
  const inside = (r: Relation): Relation => mapExpressions(withInputs(r, inputsOf(r).map(substitute)), inExpression);
  const substitute = (r: Relation): Relation => {
    const known = done.get(r);
    if (known !== undefined) return known;
    const result = kept(r) ?? keptUnion(r) ?? inside(r);
    done.set(r, result);
    return result;
  };
  const kept = (r: Relation): Relation | undefined => {
    const key = keys.of(r);
    const dataId = key === undefined ? undefined : find(key, r);
    if (dataId !== undefined) return { kind: "local_data", dataId, kept: "cache", output: r.output };
    const before = unwrapped(r);
    const found = before === undefined ? undefined : kept(before);
    return found === undefined
      ? undefined
      : { ...found, wrapped: [...(found.wrapped ?? []), ...(r.wrapped ?? []).slice(-1)] };
  };
  /** The first inputs of a union of many may be kept as a union of their own. */
  const keptUnion = (r: Relation): Relation | undefined => {
    if (r.kind !== "set_operation" || r.operation !== "union" || !r.all) return undefined;
    for (let count = r.inputs.length - 1; count > 1; count--) {
      const head = kept(firstInputs(r, count));
      if (head !== undefined) return { ...r, inputs: [head, ...r.inputs.slice(count).map(substitute)] };
    }
    return undefined;
  };
  return substitute(plan);
}

const firstInputs = (union: SetOperation, count: number): SetOperation => ({
  ...union,
  inputs: union.inputs.slice(0, count),
});
