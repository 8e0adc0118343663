import { SparkError, sparkError, unsupported } from "../../errors/spark-error.ts";
import type { Expression, Star } from "../../unresolved/expression.ts";
import type { Aggregate, Project } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { isRandom } from "../random.ts";
import { findName } from "../scope.ts";
import { planGrouping } from "./grouping.ts";
import { holds } from "./misplaced.ts";
import { isSession, windowOver } from "./operator-window.ts";
import { pipedPositions, refusePipedAggregates, refusePipedStars, requirePipedAggregate } from "./piped.ts";
import { plainContext } from "./plain-context.ts";
import { SelectBuilder } from "./select-block.ts";
import { sessionWindow } from "./session-window.ts";
import { expandStars, misplacedStar } from "./star.ts";
import { isWindowCall, type TimeWindow, timeWindow, windowCallOf } from "./time-window.ts";

/** Whether `|> SELECT` takes no aggregates: it does since 4.3 (seen there, not in 4.0), and then makes one group of all rows. */
const refusesAggregates = (node: Project, cx: RelationContext): boolean =>
  node.input.kind === "piped" && cx.facts.settings.line < 403;

/** SELECT without GROUP BY. Aggregate functions in it make one group of all rows (`GlobalAggregates`). */
export function analyzeProject(node: Project, input: Analyzed, around: RelationContext): Analyzed {
  const cx = node.windows === undefined ? around : { ...around, windows: node.windows };
  const window = windowOver(node.expressions, input, cx, node.origin);
  const builder = new SelectBuilder(window?.input ?? input, cx, node, window?.typed);
  const clause = node.extends === true ? "EXTEND" : refusesAggregates(node, cx) ? "SELECT" : undefined;
  if (node.extends === true) refusePipedStars(node.expressions.slice(1));
  for (const item of expandStars(node.expressions, builder.context())) {
    builder.add(item);
    if (clause !== undefined) refusePipedAggregates(item, clause, builder);
  }
  return builder.analyzed();
}

/** The window of time that a grouping asks for: a key that the select list can name, too. */
function groupedWindow(node: Aggregate, input: Analyzed, cx: RelationContext): TimeWindow | undefined {
  const call = windowCallOf([...node.grouping, ...node.aggregates], node.groupingOrigin ?? node.origin);
  if (call === undefined) return undefined;
  const named = ({ input: made, typed, column }: TimeWindow): TimeWindow => {
    const columns = [...made.scope.columns, { column, qualifier: [] }];
    return { input: { ...made, scope: { ...made.scope, columns } }, typed, column };
  };
  if (!isSession(call)) return named(timeWindow(call, input, cx));
  if (node.groupingKind !== "group_by") throw unsupported("session_window in grouping sets", { origin: call.origin });
  const others = node.grouping.filter((e) => !holds(e, isWindowCall));
  const keys = others.map((e) => {
    if (e.kind === "literal") throw unsupported("session_window beside a position in GROUP BY", { origin: e.origin });
    return resolve(e, plainContext(input, cx, "GROUP BY")).expr;
  });
  return named(sessionWindow(call, input, keys, cx));
}

/** {@link groupedWindow}; where it fails, what the list names of it is unknown, which Spark tells first. */
function groupedWindowOr(node: Aggregate, input: Analyzed, cx: RelationContext): TimeWindow | undefined {
  try {
    return groupedWindow(node, input, cx);
  } catch (error) {
    if (!(error instanceof SparkError) || !error.condition.startsWith("DATATYPE_MISMATCH.")) throw error;
    const builder = new SelectBuilder(input, cx, node);
    for (const item of node.aggregates) if (!holds(item, isWindowCall)) builder.add(item);
    throw error;
  }
}

const ALL: Expression = { kind: "attribute", nameParts: ["all"] };

const isOrdinal = (e: Expression): boolean => e.kind === "literal" && e.type.kind === "int";

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
  const window = groupedWindowOr(node, input, cx);
  const builder = new SelectBuilder(window?.input ?? input, cx, node, window?.typed);
  if (
    cx.facts.settings.groupByOrdinal &&
    node.aggregates.some((e) => e.kind === "star") &&
    node.grouping.some(isOrdinal)
  ) {
    throw sparkError("STAR_GROUP_BY_POS", {});
  }
  const star = node.grouping.find((e) => e.kind === "star" || e.kind === "column_regex");
  if (star !== undefined) throw misplacedStar(star as Star, "Aggregate", star.origin);
  const grouping = node.input.kind === "piped" ? pipedPositions(node.grouping, builder) : node.grouping;
  const aggregates = expandStars(node.aggregates, builder.context());
  const expanded: Aggregate = { ...node, grouping, aggregates };
  builder.grouping = planGrouping(expanded, builder);
  if (node.outputsGrouping) {
    for (const item of grouping) {
      const grouped = builder.grouping.asked?.get(item);
      const once = grouped !== undefined && isRandom(grouped.expr) ? grouped : undefined;
      const typed = once ?? resolve(item, { ...builder.context(), clause: "GROUP BY" });
      builder.push(typed, item.kind === "alias" ? item.names[0] : undefined);
    }
  }
  for (const item of aggregates) {
    builder.add(item);
    if (node.input.kind === "piped") requirePipedAggregate(item, node.grouping, builder);
  }
  return builder.analyzed();
}
