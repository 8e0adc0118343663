/** Rows in the order of their groups, with the groups' numbers: what workers tell groups apart by. */
import type { Column } from "../../resolved/column.ts";
import type { Expression, FrameBound, WindowCall } from "../../resolved/expression.ts";
import type { Projection, Relation, Window } from "../../resolved/relation.ts";
import { INT } from "../../types/data-type.ts";
import { aggregateCall, ascending, numbered, reference } from "../prepare/row-numbers.ts";
import { kept, narrowed, projected } from "./columns.ts";
import type { Cutting } from "./scalars.ts";

const TO_CURRENT: { readonly lower: FrameBound; readonly upper: FrameBound } = {
  lower: { kind: "unbounded" },
  upper: { kind: "current_row" },
};

/** The number of each row's group among those of all rows: equal keys have one, as Spark compares them. */
export function withGroups(input: Relation, keys: readonly Expression[], group: Column): Window {
  const call: WindowCall = {
    ...aggregateCall("dense_rank", []),
    type: INT,
    partition: [],
    windowOrder: keys.map(ascending),
    frame: { unit: "range", ...TO_CURRENT },
  };
  return { kind: "window", input, windows: [{ column: group, call }], output: [...input.output, group] };
}

/** Rows of a projection, group by group, each in the order in which they came. */
export interface Grouped {
  readonly relation: Relation;
  /** Position of the group's number in the relation's columns; absent: all rows are one group. */
  readonly group: number | undefined;
}

/** The rows of some columns, sorted by keys among them. */
export function grouped(
  input: Relation,
  projections: readonly Projection[],
  keys: readonly Column[],
  { columns }: Cutting,
): Grouped {
  const rows = projected(input, projections);
  if (keys.length === 0) return { relation: rows, group: undefined };
  const place = columns.make("place", { kind: "long" }, false);
  const group = columns.make("group", INT, false);
  const counted = withGroups(numbered(rows, place), keys.map(reference), group);
  const sorted: Relation = {
    kind: "sort",
    input: counted,
    keys: [group, place].map((c) => ascending(reference(c))),
    output: counted.output,
  };
  return { relation: narrowed(sorted, [...rows.output, group]), group: rows.output.length };
}

/** Projections of expressions that are not columns already, and the columns of all of them. */
export function placed(
  expressions: readonly Expression[],
  known: readonly Column[],
  { columns }: Cutting,
): { readonly columns: readonly Column[]; readonly projections: readonly Projection[] } {
  const byId = new Map(known.map((c) => [c.id, c]));
  const projections: Projection[] = [];
  const found = expressions.map((e) => {
    const same = e.kind === "column" ? byId.get(e.id) : undefined;
    if (same !== undefined) return same;
    const column = columns.make(`_${known.length + projections.length}`, e.type, e.nullable);
    projections.push({ column, expression: e });
    return column;
  });
  return { columns: found, projections };
}

/** Positions of columns in a list. */
export const positions = (columns: readonly Column[], all: readonly Column[]): readonly number[] =>
  columns.map((c) => all.findIndex((other) => other.id === c.id));

/** Projections that leave columns as they are. */
export const keptAll = (columns: readonly Column[]): readonly Projection[] => columns.map(kept);
