import { unsupported } from "../../errors/spark-error.ts";
import type { Relation as Asked, Filter } from "../../unresolved/relation.ts";
import { requireBoolean } from "../coerce.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { plainContext } from "./plain-context.ts";
import { withWindow } from "./operator-window.ts";
import { Precomputed } from "./precomputed.ts";
import { Misplaced, refuseGenerators, refuseWindows } from "./misplaced.ts";
import type { Relation, Wrapping } from "../../resolved/relation.ts";

/** WHERE, HAVING and DataFrame.filter; the latter may name columns that the SELECT below does not show. */
export function analyzeFilter(node: Filter, asked: Analyzed, cx: RelationContext): Analyzed {
  const { origin } = node;
  if (node.clause === "having" && asked.block !== undefined) return asked.block.having(node.condition, origin);
  if (node.clause === "qualify") {
    if (asked.block?.qualify === undefined) throw unsupported("QUALIFY over a HAVING that is a WHERE", { origin });
    return asked.block.qualify(node.condition, origin);
  }
  refuseWindows(node.condition, "WHERE");
  refuseGenerators(node.condition, "Filter");
  const { input, timeWindow } = withWindow([node.condition], underPipe(node.input, asked), cx, node.origin);
  const run = (context: ExpressionContext) => {
    const misplaced = new Misplaced(context);
    const typed = resolve(node.condition, {
      ...misplaced.within({ ...context, windows: undefined }),
      timeWindow,
      clause: "WHERE",
    });
    requireBoolean(typed, origin);
    misplaced.refuseInWhere(typed, origin);
    return context.finish?.(typed.expr) ?? typed.expr;
  };
  if (input.block === undefined) {
    const made = new Precomputed(input.relation, cx.ids);
    const condition = run({ ...plainContext(input, cx, "WHERE"), precomputed: (value) => made.add(value, "argument") });
    const { below } = made;
    const relation = made.without({ kind: "filter", input: below, condition, output: below.output });
    return over(input, relation, node.planId);
  }
  const { block } = input;
  const { result: condition, relation } = block.extend(run);
  const made = over(input, { kind: "filter", input: relation, condition, output: relation.output }, node.planId);
  if (relation.output.length === input.relation.output.length) return made;
  // Whoever asks for more columns has to leave those that the condition needs.
  const extend: typeof block.extend = (more) => {
    const { result, relation: wider } = block.extend((context) => [run(context), more(context)] as const);
    const [again, asked] = result;
    return { result: asked, relation: { kind: "filter", input: wider, condition: again, output: wider.output } };
  };
  return { ...made, block: { having: (wanted, at) => block.having(wanted, at), extend } };
}

/** A relation whose rows no longer come from one file after another. */
export const mixed = (analyzed: Analyzed): Analyzed => ({
  ...analyzed,
  scope: { ...analyzed.scope, file: undefined },
});

/** What a clause stands over: after a pipe Spark has a node of its own there. */
export const underPipe = (below: Asked, input: Analyzed): Analyzed =>
  below.kind === "piped" ? wrappedIn(input, { as: "piped" }, undefined) : input;

/** The rows of a relation in something that passes them on: another plan, though no other rows. */
export function wrappedIn(input: Analyzed, wrapping: Wrapping, planId: number | undefined): Analyzed {
  const wrap = (relation: Relation) => ({ ...relation, wrapped: [...(relation.wrapped ?? []), wrapping] });
  return over(input, wrap(input.relation), planId, wrap);
}

/** A relation that shows the columns of its input under the same names; `onto` puts it over a wider input. */
export function over(
  input: Analyzed,
  relation: Analyzed["relation"],
  planId: number | undefined,
  onto?: (wider: Analyzed["relation"]) => Analyzed["relation"],
): Analyzed {
  const { scope } = input;
  const { columns, hidden } = scope;
  // What the client calls the relation is found beside the plans below it.
  const known = (below: typeof scope.plans): typeof scope.plans =>
    planId === undefined ? below : { planId, columns, hidden, below: below === undefined ? [] : [below] };
  const plans = known(scope.plans);
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
              const { result, relation: wider } = block.extend((cx) =>
                run({ ...cx, scope: { ...cx.scope, plans: known(cx.scope.plans) } }),
              );
              // Hints stand as nothing of their own.
              const passes = relation === input.relation;
              return { result, relation: onto?.(wider) ?? (passes ? wider : rebase(relation, wider)) };
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
