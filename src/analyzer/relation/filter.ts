import { unsupported } from "../../errors/spark-error.ts";
import type { Filter } from "../../unresolved/relation.ts";
import { requireBoolean } from "../coerce.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { Precomputed } from "./precomputed.ts";
import { Misplaced, refuseGenerators, refuseWindows } from "./misplaced.ts";

/** WHERE, HAVING and DataFrame.filter; the latter may name columns that the SELECT below does not show. */
export function analyzeFilter(node: Filter, input: Analyzed, cx: RelationContext): Analyzed {
  const { origin } = node;
  if (node.clause === "having" && input.block !== undefined) return input.block.having(node.condition, origin);
  if (node.clause === "qualify") throw unsupported("QUALIFY", { origin });
  refuseWindows(node.condition, "WHERE");
  refuseGenerators(node.condition, "Filter");
  const run = (context: ExpressionContext) => {
    const misplaced = new Misplaced(context);
    const typed = resolve(node.condition, { ...misplaced.within({ ...context, windows: undefined }), clause: "WHERE" });
    requireBoolean(typed, origin);
    misplaced.refuseInWhere(typed, origin);
    return context.finish?.(typed.expr) ?? typed.expr;
  };
  if (input.block === undefined) {
    const made = new Precomputed(input.relation, cx.ids);
    const condition = run({ ...plainContext(input, cx, "WHERE"), precomputed: (value) => made.add(value) });
    const { below } = made;
    const relation = made.without({ kind: "filter", input: below, condition, output: below.output });
    return over(input, relation, node.planId);
  }
  const { result: condition, relation } = input.block.extend(run);
  return over(input, { kind: "filter", input: relation, condition, output: relation.output }, node.planId);
}

/** A context over a relation where aggregates, windows and generators have no place. */
export const plainContext = (input: Analyzed, cx: RelationContext, clause: string): ExpressionContext => ({
  relation: cx,
  scope: input.scope,
  lambdas: [],
  insideAggregate: false,
  clause,
  resolve,
});

/** A relation whose rows no longer come from one file after another. */
export const mixed = (analyzed: Analyzed): Analyzed => ({
  ...analyzed,
  scope: { ...analyzed.scope, file: undefined },
});

/** A relation that shows the columns of its input under the same names. */
export function over(input: Analyzed, relation: Analyzed["relation"], planId: number | undefined): Analyzed {
  const { scope } = input;
  const plans =
    planId === undefined
      ? scope.plans
      : { planId, columns: scope.columns, hidden: scope.hidden, below: scope.plans === undefined ? [] : [scope.plans] };
  const block = input.block;
  return {
    relation,
    scope: { ...scope, plans },
    // A key that the SELECT below does not show is still found through this relation.
    block:
      block === undefined
        ? undefined
        : {
            having: (condition, origin) => block.having(condition, origin),
            extend: (run) => {
              const { result, relation: wider } = block.extend(run);
              // Hints and repartitions stand as nothing of their own.
              return { result, relation: relation === input.relation ? wider : rebase(relation, wider) };
            },
          },
  };
}

function rebase(relation: Analyzed["relation"], input: Analyzed["relation"]): Analyzed["relation"] {
  switch (relation.kind) {
    case "filter":
    case "sort":
      return { ...relation, input, output: input.output };
    default:
      return relation;
  }
}
