import type { Aggregate, Relation } from "../../resolved/relation.ts";
import { type DataType, isAtomic, isText } from "../../types/data-type.ts";
import { aggregateCall, ascending, HiddenColumns, numbered, reference, sortedBy } from "./row-numbers.ts";

/** Aggregates that keep one of their values. */
const KEEPERS = new Set(["min", "max", "first", "last", "any_value", "max_by", "min_by"]);
/** Aggregates that keep an object of their own (`TypedImperativeAggregate`), as far as programs order rows by them. */
const COLLECTORS = /^(collect_|array_agg$|listagg$|string_agg$|percentile|approx_|median$|mode$|histogram_|count_min)/;

/**
 * Groups by the numbers of their first rows (`HashAggregateExec`, `ObjectHashAggregateExec`); of a row in several
 * grouping sets, by the sets' ids. Where an aggregate keeps a value that has no fixed width, groups are sorted by their
 * keys (`SortAggregateExec`).
 */
export function groupsInOrder(aggregate: Aggregate, hidden: HiddenColumns): Relation {
  const { grouping, groupingId, output } = aggregate;
  if (isSorted(aggregate)) {
    const columns = [...grouping.map((g) => g.column), ...(groupingId === undefined ? [] : [groupingId])];
    return sortedBy(
      aggregate,
      columns.map((c) => ascending(reference(c))),
      output,
    );
  }
  const number = hidden.number("row");
  const first = hidden.number("first_row");
  const groups: Aggregate = {
    ...aggregate,
    input: numbered(aggregate.input, number),
    measures: [...aggregate.measures, { column: first, call: aggregateCall("min", [reference(number)]) }],
    output: [...output, first],
  };
  const keys = [first, ...(groupingId === undefined ? [] : [groupingId])].map((c) => ascending(reference(c)));
  return sortedBy(groups, keys, output);
}

function isSorted({ measures }: Aggregate): boolean {
  const names = measures.map((m) => m.call.function);
  if (names.some((name) => COLLECTORS.test(name))) return false;
  return measures.some(({ call }) => KEEPERS.has(call.function) && [call, ...call.args].some((e) => !isFixed(e.type)));
}

/** Whether values are changed in place in Spark's rows (`UnsafeRow.isMutable`). */
const isFixed = (type: DataType): boolean =>
  isAtomic(type) && !isText(type) && type.kind !== "binary" && type.kind !== "variant";
