/** A plan cut where Python stands. */
import type { Expression } from "../../resolved/expression.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import { FILTERS_GO_DOWN } from "../../python/source-api.ts";
import type { Relation } from "../../resolved/relation.ts";
import { mapExpressions, replaceBottomUp, someExpression } from "../../resolved/visit.ts";
import type { SparkSettings } from "../../settings/snapshot.ts";
import { collapseProjects } from "../prepare/collapse-projects.ts";
import { neededColumns } from "../prepare/needed-columns.ts";
import { aggregatesInPython, cutAggregate, cutWindow, withoutUnused } from "./aggregates.ts";
import { CutColumns } from "./columns.ts";
import { type Cut, Cuts, type Leaving } from "./cut.ts";
import { earlier } from "./earlier.ts";
import { cutCogroups, cutGroups, cutMap } from "./groups.ts";
import { lateralTables } from "./lateral-tables.ts";
import { isKeptOnce, mixedCalls } from "./mixed-calls.ts";
import { outerCalls } from "./outer-calls.ts";
import { holdsPython } from "./python-parts.ts";
import { type Cutting, cutScalars } from "./scalars.ts";
import { filtersToSources } from "./source-filters.ts";
import { cutSource, cutTable } from "./tables.ts";
import { leavingOf, readColumns } from "./unread.ts";

/** A plan without Python over the named rows of its cuts. */
export interface Extracted {
  readonly plan: Relation;
  readonly cuts: ReadonlyMap<string, Cut>;
}

/**
 * Cuts a plan where Python stands, from its leaves up (`ExtractPythonUDFs`, `ExtractGroupingPythonUDFFromAggregate`,
 * `ExtractPythonUDFFromJoinCondition`). Cuts may lie below each other. Refuses by name what cannot be cut.
 */
export function extractPython(plan: Relation, settings: SparkSettings): Extracted {
  const cx: Cutting = { cuts: new Cuts(), columns: new CutColumns(), line: settings.line };
  const asked = settings.isTrue(FILTERS_GO_DOWN) ? filtersToSources(plan) : plan;
  return { plan: extracted(asked, cx), cuts: cx.cuts.byId };
}

function extracted(asked: Relation, cx: Cutting): Relation {
  const plan = earlier(
    collapseProjects(lateralTables(mixedCalls(outerCalls(asked, cx.columns), cx.columns, cx.line), cx.columns)),
  );
  const needs = neededColumns(plan);
  const read = readColumns(plan);
  return rebuild(plan, (made, before) => {
    if (made.kind === "shared" && isKeptOnce(made)) return cx.cuts.once(made.id, made.plan, made.output);
    const asked = mapExpressions(made, (e) => withinSubqueries(e, cx));
    if (isPlain(asked)) return asked;
    const needed = needs.get(before) ?? "all";
    const relation = asked.kind === "aggregate" && aggregatesInPython(asked) ? withoutUnused(asked, needed, cx) : asked;
    const leaving = leavingOf(before, read.get(before));
    const rows = (left: Relation) => cutRows(left, cx, left === asked ? leaving : undefined);
    return holdsPython(relation) ? cutScalars(relation, needed, cx, rows) : rows(relation);
  });
}

const isPlain = (r: Relation): boolean => !holdsPython(r) && !r.kind.startsWith("python") && !aggregatesInPython(r);

/** What makes rows in Python, as a cut; scalars are out of it already. */
function cutRows(r: Relation, cx: Cutting, leaving: Leaving): Relation {
  switch (r.kind) {
    case "python_source":
      return cutSource(r, cx);
    case "python_map":
      return cutMap(r, cx, leaving);
    case "python_groups":
      return cutGroups(r, cx, leaving);
    case "python_cogroups":
      return cutCogroups(r, cx, leaving);
    case "python_table":
      return cutTable(r, cx);
    case "aggregate":
      return aggregatesInPython(r) ? cutAggregate(r, cx) : r;
    case "window":
      return aggregatesInPython(r) ? cutWindow(r, cx) : r;
    default:
      return r;
  }
}

/** Queries inside of an expression are cut on their own. */
const withinSubqueries = (e: Expression, cx: Cutting): Expression =>
  someExpression(e, (x) => x.kind === "subquery")
    ? replaceBottomUp(e, (x) => (x.kind === "subquery" ? { ...x, plan: extracted(x.plan, cx) } : x))
    : e;
