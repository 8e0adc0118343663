import type { Column, ColumnId } from "../../resolved/column.ts";
import type { AggregateCall, Expression, SortKey, WindowCall } from "../../resolved/expression.ts";
import type { Project, Relation, Sort, Window } from "../../resolved/relation.ts";
import { LONG } from "../../types/data-type.ts";

/** Columns that no query names: the analyzer's ids are above zero, theirs below. */
export class HiddenColumns {
  #last: number;

  /** Several passes over one plan begin at numbers of their own. */
  constructor(first = 0) {
    this.#last = first;
  }

  /** An id that is new in the plan. */
  id(): ColumnId {
    this.#last -= 1;
    return this.#last as ColumnId;
  }

  /** A column of numbers. */
  number(name: string): Column {
    return { id: this.id(), name, type: LONG, nullable: false };
  }
}

/** A relation with the numbers of its rows from 1, in the order of `within` where that is given. */
export function numbered(
  input: Relation,
  number: Column,
  within?: Pick<WindowCall, "partition" | "windowOrder">,
): Window {
  const call: WindowCall = {
    ...aggregateCall("row_number", []),
    partition: within?.partition ?? [],
    windowOrder: within?.windowOrder ?? [],
    frame: { unit: "rows", lower: { kind: "unbounded" }, upper: { kind: "current_row" } },
  };
  return { kind: "window", input, windows: [{ column: number, call }], output: [...input.output, number] };
}

/** An aggregate function of numbers. */
export const aggregateCall = (name: string, args: readonly Expression[]): AggregateCall => ({
  function: name,
  args,
  distinct: false,
  ignoreNulls: false,
  order: [],
  mode: "ansi",
  type: LONG,
  nullable: false,
});

/** The rows in the order of some keys, and only these columns of them. */
export function sortedBy(relation: Relation, keys: readonly SortKey[], output: readonly Column[]): Project {
  const input: Sort = { kind: "sort", input: relation, keys, output: relation.output };
  const projections = output.map((column) => ({ column, expression: reference(column) }));
  return { kind: "project", input, projections, output };
}

/** A sort key with NULLs first. */
export const ascending = (expression: Expression): SortKey => ({ expression, descending: false, nulls: "first" });

/** A column's value. */
export const reference = ({ id, type, nullable }: Column): Expression => ({ kind: "column", id, type, nullable });
