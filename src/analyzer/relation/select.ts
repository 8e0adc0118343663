import { sparkError } from "../../errors/spark-error.ts";
import { isIntegral } from "../../types/data-type.ts";
import type { Expression, Star } from "../../unresolved/expression.ts";
import type { Aggregate, Project } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { findName } from "../scope.ts";
import { expandStars, misplacedStar } from "./star.ts";
import { planGrouping } from "./grouping.ts";
import { SelectBuilder } from "./select-block.ts";

/** SELECT without GROUP BY. Aggregate functions in it make one group of all rows (`GlobalAggregates`). */
export function analyzeProject(node: Project, input: Analyzed, cx: RelationContext): Analyzed {
  const builder = new SelectBuilder(input, cx, node);
  for (const item of expandStars(node.expressions, builder.context())) builder.add(item);
  return builder.analyzed();
}

const ALL: Expression = { kind: "attribute", nameParts: ["all"] };

const isOrdinal = (e: Expression): boolean => e.kind === "literal" && isIntegral(e.type);

/** Whether GROUP BY ALL means a column or select alias of that name, which come first (`ResolveGroupByAll`). */
function namesAll(node: Aggregate, input: Analyzed, cx: RelationContext): boolean {
  if (node.groupingKind !== "all") return false;
  const { caseSensitive } = cx.facts.settings;
  const isAlias = (e: Expression) => e.kind === "alias" && e.names.length === 1 && e.names[0]?.toLowerCase() === "all";
  return node.aggregates.some(isAlias) || findName(input.scope, ["all"], caseSensitive) !== undefined;
}

/** GROUP BY in SQL's form (the select list alone) and in Connect's (grouping columns first). */
export function analyzeAggregate(asked: Aggregate, input: Analyzed, cx: RelationContext): Analyzed {
  const node = namesAll(asked, input, cx) ? { ...asked, grouping: [ALL], groupingKind: "group_by" as const } : asked;
  const builder = new SelectBuilder(input, cx, node);
  if (
    cx.facts.settings.groupByOrdinal &&
    node.aggregates.some((e) => e.kind === "star") &&
    node.grouping.some(isOrdinal)
  ) {
    throw sparkError("STAR_GROUP_BY_POS", {});
  }
  const star = node.grouping.find((e) => e.kind === "star" || e.kind === "column_regex");
  if (star !== undefined) throw misplacedStar(star as Star, "Aggregate", star.origin);
  const { grouping } = node;
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
