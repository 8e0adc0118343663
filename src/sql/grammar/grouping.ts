import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { GroupingItem as Item, Grouping } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { hasMarker } from "../marker.ts";
import { sameNode } from "../same.ts";

/** What GROUP BY asks. */
export interface Grouped {
  readonly grouping: readonly Expression[];
  readonly groupingKind: Grouping;
  readonly groupingSets: readonly (readonly Expression[])[];
  readonly groupingItems?: readonly Item[] | undefined;
  /** The clause's place. */
  readonly groupingOrigin?: Origin | undefined;
}

type Sets = readonly (readonly Expression[])[];

/** `GROUP BY …`, if it stands here (`aggregationClause`). */
export function aggregation(cx: SqlContext): Grouped | undefined {
  if (!cx.areWords("GROUP", "BY")) return undefined;
  const from = cx.at;
  cx.acceptWords("GROUP", "BY");
  const items = cx.list(() => item(cx));
  for (const i of items)
    if ((i.kind === "rollup" || i.kind === "cube") && i.elements.some((element) => element.length === 0))
      throw sparkError("_LEGACY_ERROR_TEMP_0051", { element: i.kind.toUpperCase() }, { origin: cx.originFrom(from) });
  const plain = items.flatMap((i) => (i.kind === "expression" ? [i.expression] : []));
  if (plain.length === items.length) {
    for (const kind of ["ROLLUP", "CUBE"] as const)
      if (cx.acceptWords("WITH", kind))
        return {
          grouping: plain,
          groupingKind: kind === "ROLLUP" ? "rollup" : "cube",
          groupingSets: [],
          groupingOrigin: cx.originFrom(from),
        };
    if (cx.areWords("GROUPING", "SETS")) {
      cx.acceptWords("GROUPING", "SETS");
      const sets = cx.parenthesized(() => groupingSet(cx));
      return {
        grouping: plain,
        groupingKind: "grouping_sets",
        groupingSets: sets,
        groupingOrigin: cx.originFrom(from),
      };
    }
    const [only] = plain;
    if (
      plain.length === 1 &&
      only?.kind === "attribute" &&
      only.nameParts.length === 1 &&
      only.nameParts[0]?.toUpperCase() === "ALL"
    )
      return { grouping: [], groupingKind: "all", groupingSets: [], groupingOrigin: cx.originFrom(from) };
    return { grouping: plain, groupingKind: "group_by", groupingSets: [], groupingOrigin: cx.originFrom(from) };
  }
  const [only] = items;
  if (items.length === 1 && only !== undefined && (only.kind === "rollup" || only.kind === "cube")) {
    const flat = only.elements.flat();
    if (only.elements.every((e) => e.length === 1))
      return { grouping: flat, groupingKind: only.kind, groupingSets: [], groupingOrigin: cx.originFrom(from) };
  }
  const sets = items.map((i) => setsOf(cx, from, i)).reduce((left, right) => crossed(cx, from, left, right));
  const grouping = distinct(items.flatMap(expressionsOf));
  const groupingItems = grouping.some(hasMarker) ? items : undefined;
  return {
    grouping,
    groupingKind: "grouping_sets",
    groupingSets: sets,
    groupingItems,
    groupingOrigin: cx.originFrom(from),
  };
}

function item(cx: SqlContext): Item {
  const analytics = groupingAnalytics(cx);
  if (analytics !== undefined) return analytics;
  return { kind: "expression", expression: cx.expression() };
}

function groupingAnalytics(cx: SqlContext): Item | undefined {
  const from = cx.at;
  const { word } = cx.peek();
  if ((word === "ROLLUP" || word === "CUBE") && cx.isOp("(", 1)) {
    cx.next();
    const elements = cx.parenthesized(() => groupingSet(cx));
    return { kind: word === "ROLLUP" ? "rollup" : "cube", elements };
  }
  if (cx.areWords("GROUPING", "SETS") && cx.isOp("(", 2)) {
    cx.acceptWords("GROUPING", "SETS");
    const written = cx.parenthesized(() => groupingAnalytics(cx) ?? groupingSet(cx));
    const sets = written.flatMap((one): Sets => ("kind" in one ? setsOf(cx, from, one) : [one]));
    return { kind: "grouping_sets", sets, written };
  }
  return undefined;
}

/** `(a, b)`, `()` or one expression. */
function groupingSet(cx: SqlContext): readonly Expression[] {
  if (cx.isOp("(")) {
    const at = cx.at;
    const close = cx.closing(at);
    if (cx.isOp(")", 1)) {
      cx.next();
      cx.next();
      return [];
    }
    const after = close + 1 - at;
    if (close !== -1 && (cx.isOp(",", after) || cx.isOp(")", after))) return cx.parenthesized(() => cx.expression());
  }
  return [cx.expression()];
}

/** More sets than this are refused: a CUBE of n elements has 2ⁿ. */
const MAX_SETS = 4096;

function bounded(cx: SqlContext, from: number, count: number): void {
  if (count > MAX_SETS)
    throw sparkError("MAX_DEPTH_EXCEEDED", { limit: String(MAX_SETS) }, { origin: cx.originFrom(from) });
}

function setsOf(cx: SqlContext, from: number, i: Item): Sets {
  switch (i.kind) {
    case "expression":
      return [[i.expression]];
    case "grouping_sets":
      return i.sets;
    case "rollup":
      return Array.from({ length: i.elements.length + 1 }, (_, n) => i.elements.slice(0, i.elements.length - n).flat());
    case "cube": {
      bounded(cx, from, 2 ** i.elements.length);
      return i.elements.reduceRight<Expression[][]>(
        (sets, element) => [...sets.map((set) => [...element, ...set]), ...sets],
        [[]],
      );
    }
  }
}

function crossed(cx: SqlContext, from: number, left: Sets, right: Sets): Sets {
  bounded(cx, from, left.length * right.length);
  return left.flatMap((l) => right.map((r) => distinct([...l, ...r])));
}

const expressionsOf = (i: Item): readonly Expression[] =>
  i.kind === "expression" ? [i.expression] : i.kind === "grouping_sets" ? i.sets.flat() : i.elements.flat();

function distinct(list: readonly Expression[]): Expression[] {
  const out: Expression[] = [];
  for (const one of list) if (!out.some((other) => sameNode(one, other))) out.push(one);
  return out;
}
