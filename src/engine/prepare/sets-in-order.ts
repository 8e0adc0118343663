import type { Column } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { Aggregate, Join, Relation, SetOperation, Window } from "../../resolved/relation.ts";
import { BOOLEAN } from "../../types/data-type.ts";
import { aggregateCall, ascending, HiddenColumns, numbered, reference, sortedBy } from "./row-numbers.ts";
import { groupsInOrder } from "./groups-in-order.ts";

/**
 * Set operations over few rows as Spark plans them, in the order that comes of it: UNION as the groups of UNION ALL
 * (`ReplaceDistinctWithAggregate`), INTERSECT and EXCEPT as the groups of those left rows that have an equal on the
 * right, or have none (`ReplaceIntersectWithSemiJoin`, `ReplaceExceptWithAntiJoin`); with ALL, equal rows stand
 * together, the n-th on the left against the n-th on the right (as many as `RewriteExceptAll` and `RewriteIntersectAll`
 * keep).
 */
export function setInOrder(set: SetOperation, hidden: HiddenColumns): Relation {
  const { operation, all, inputs, output } = set;
  if (operation === "union") return all ? set : groupsInOrder(distinct(renewed(set, hidden), output), hidden);
  const [left, right, ...more] = inputs;
  if (left === undefined || right === undefined || more.length > 0) return set;
  const type = operation === "intersect" ? "left_semi" : "left_anti";
  if (!all) return groupsInOrder(distinct(matched(type, left, right, columnPairs(left, right)), output), hidden);
  return occurrences(type, left, right, output, hidden);
}

/** UNION ALL of the inputs under ids of its own. */
const renewed = (set: SetOperation, hidden: HiddenColumns): SetOperation => ({
  ...set,
  all: true,
  output: set.output.map((column): Column => ({ ...column, id: hidden.id() })),
});

/** The distinct rows of a relation as these columns. */
const distinct = (input: Relation, output: readonly Column[]): Aggregate => ({
  kind: "aggregate",
  input,
  grouping: output.map((column, i) => ({ column, expression: reference(input.output[i] ?? column) })),
  measures: [],
  output,
});

type Pair = readonly [Column, Column];

const columnPairs = (left: Relation, right: Relation): readonly Pair[] =>
  left.output.map((column, i): Pair => [column, right.output[i] ?? column]);

function matched(type: Join["type"], left: Relation, right: Relation, pairs: readonly Pair[]): Join {
  const equal = pairs.map(([a, b]) => test("<=>", [reference(a), reference(b)]));
  const [only, ...more] = equal;
  const condition = only !== undefined && more.length === 0 ? only : test("and", equal);
  return { kind: "join", left, right, type, condition, lateral: false, output: left.output };
}

/** The left rows whose number among their equals the right side has too, or has not. */
function occurrences(
  type: Join["type"],
  left: Relation,
  right: Relation,
  output: readonly Column[],
  hidden: HiddenColumns,
): Relation {
  const first = hidden.number("first_row");
  const a = counted(left, hidden, first);
  const b = counted(right, hidden);
  const join = matched(type, a.window, b.window, [...columnPairs(left, right), [a.number, b.number]]);
  // One group for each row: its values are shown as Spark groups equal rows by them.
  const [least, nth] = [hidden.number("first_row"), hidden.number("occurrence")];
  const groups: Aggregate = {
    kind: "aggregate",
    input: join,
    grouping: [
      ...output.map((column, i) => ({ column, expression: reference(left.output[i] ?? column) })),
      { column: nth, expression: reference(a.number) },
    ],
    measures: [{ column: least, call: aggregateCall("min", [reference(first)]) }],
    output: [...output, nth, least],
  };
  const keys = [least, nth].map((column) => ascending(reference(column)));
  return sortedBy(groups, keys, output);
}

/** Rows with their number among their equals and, where asked for, the number of the first of these. */
function counted(input: Relation, hidden: HiddenColumns, first?: Column) {
  const row = hidden.number("row");
  const number = hidden.number("occurrence");
  const rows = numbered(input, row);
  const within = { partition: input.output.map(reference), windowOrder: [ascending(reference(row))] };
  const window = numbered(rows, number, within);
  const [counting] = window.windows;
  if (first === undefined || counting === undefined) return { window, number };
  const least = { ...counting.call, ...aggregateCall("min", [reference(row)]) };
  const both: Window = {
    ...window,
    windows: [counting, { column: first, call: least }],
    output: [...window.output, first],
  };
  return { window: both, number };
}

const test = (name: string, args: readonly Expression[]): Expression => ({
  kind: "call",
  function: name,
  args,
  type: BOOLEAN,
  nullable: false,
  mode: "ansi",
});
