import type { Aggregate, Project } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { expandStars } from "./star.ts";
import { planGrouping } from "./grouping.ts";
import { SelectBuilder } from "./select-block.ts";

/** SELECT without GROUP BY. Aggregate functions in it make one group of all rows (`GlobalAggregates`). */
export function analyzeProject(node: Project, input: Analyzed, cx: RelationContext): Analyzed {
  const builder = new SelectBuilder(input, cx, node.planId);
  for (const item of expandStars(node.expressions, builder.context())) builder.add(item);
  return builder.analyzed();
}

/** GROUP BY in SQL's form (the select list alone) and in Connect's (grouping columns first). */
export function analyzeAggregate(node: Aggregate, input: Analyzed, cx: RelationContext): Analyzed {
  const builder = new SelectBuilder(input, cx, node.planId);
  const grouping = expandStars(node.grouping, builder.context());
  const aggregates = expandStars(node.aggregates, builder.context());
  const expanded: Aggregate = { ...node, grouping, aggregates };
  builder.grouping = planGrouping(expanded, builder);
  if (node.outputsGrouping) {
    for (const item of grouping) {
      const typed = resolve(item, { ...builder.context(), clause: "GROUP BY" });
      builder.push(typed, item.kind === "alias" ? item.names[0] : undefined);
    }
  }
  for (const item of aggregates) builder.add(item);
  return builder.analyzed();
}
