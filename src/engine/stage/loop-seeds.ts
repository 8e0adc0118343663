/** Random functions of given seeds in the steps of loops: each level draws by a seed of its own (`UnionLoopExec`). */
import { lookupFunction } from "../../functions/registry.ts";
import type { Expression } from "../../resolved/expression.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import type { Relation } from "../../resolved/relation.ts";
import { mapExpressions, replaceBottomUp, someExpression } from "../../resolved/visit.ts";
import { LONG } from "../../types/data-type.ts";

/** A step whose seeds are larger by `shift`: the same relation where it has none. */
export const seedsShifted = (step: Relation, shift: number): Relation =>
  shift === 0
    ? step
    : rebuild(step, (made) =>
        mapExpressions(made, (e) =>
          someExpression(e, isSeeded) ? replaceBottomUp(e, (x) => (isSeeded(x) ? shifted(x, shift) : x)) : e,
        ),
      );

const isSeeded = (e: Expression): e is Extract<Expression, { kind: "call" }> =>
  e.kind === "call" && e.args.length > 0 && e.draw === undefined && lookupFunction(e.function)?.deterministic === false;

function shifted(call: Extract<Expression, { kind: "call" }>, shift: number): Expression {
  const seed = call.args.at(-1);
  // NULL is the same seed at each level.
  if (seed?.kind !== "literal" || (typeof seed.value !== "bigint" && typeof seed.value !== "number")) return call;
  const value = BigInt.asIntN(64, BigInt(seed.value) + BigInt(shift));
  return { ...call, args: [...call.args.slice(0, -1), { kind: "literal", type: LONG, nullable: false, value }] };
}
