/** Grouping sets under Python aggregates: each row once for each set, as Spark's `Expand` gives them. */
import type { Column } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { Aggregate, Projection, Relation } from "../../resolved/relation.ts";
import { type DataType, LONG } from "../../types/data-type.ts";
import { reference } from "../prepare/row-numbers.ts";
import { kept, projected } from "./columns.ts";
import type { Cutting } from "./scalars.ts";

/** Rows with the columns that they are grouped by, in the order of the aggregate's output, and the rest. */
export interface GroupedInput {
  readonly input: Relation;
  readonly projections: readonly Projection[];
  /** Columns that the aggregate gives beside its measures. */
  readonly given: readonly Column[];
  /** What tells groups apart, columns of the projections: `given`, and the set's number. */
  readonly keys: readonly Column[];
}

/** What an aggregate is reckoned over: its input and its grouping, spread over its sets where it has some. */
export function groupedInput(
  { input, grouping, sets, groupingId }: Aggregate,
  more: readonly Projection[],
  { columns }: Cutting,
): GroupedInput {
  const given = grouping.map((g) => g.column);
  if (sets === undefined) return { input, projections: [...grouping, ...more], given, keys: given };
  // Keys are reckoned once; what functions are given is no key, and keeps its value in every set.
  const raw = grouping.map(({ column, expression }) => ({
    column: columns.make(column.name, expression.type, expression.nullable),
    expression,
  }));
  const set = columns.make("set", LONG, false);
  const numbers: Relation = { kind: "range", start: 0n, end: BigInt(sets.length), step: 1n, output: [set] };
  const once = projected(input, [...raw, ...more]);
  const spread: Relation = {
    kind: "join",
    left: once,
    right: numbers,
    type: "cross",
    lateral: false,
    output: [...once.output, set],
  };
  const [first = [], ...others] = sets;
  const bySet = (type: DataType, nullable: boolean, of: (s: readonly number[]) => Expression): Expression => {
    const branches = others.map((s, i) => ({ when: isSet(set, i + 1), then: of(s) }));
    return branches.length === 0 ? of(first) : { kind: "case", branches, otherwise: of(first), type, nullable };
  };
  const projections: Projection[] = grouping.map(({ column }, i) => {
    const value = reference(raw[i]?.column ?? column);
    const none: Expression = { kind: "literal", type: column.type, value: null, nullable: true };
    return { column, expression: bySet(column.type, true, (s) => (s.includes(i) ? value : none)) };
  });
  const ids: Projection[] =
    groupingId === undefined
      ? []
      : [{ column: groupingId, expression: bySet(LONG, false, (s) => idOf(s, grouping.length)) }];
  const all = [...given, ...(groupingId === undefined ? [] : [groupingId])];
  return {
    input: spread,
    projections: [...projections, ...ids, ...more.map((m) => kept(m.column)), kept(set)],
    given: all,
    // Two equal sets are two groups of rows.
    keys: [...all, set],
  };
}

const isSet = (set: Column, number: number): Expression => ({
  kind: "call",
  function: "=",
  args: [reference(set), { kind: "literal", type: LONG, value: BigInt(number), nullable: false }],
  type: { kind: "boolean" },
  nullable: false,
  mode: "ansi",
});

/** A set's `grouping_id`: a bit for each column that it leaves out, the first one highest. */
function idOf(set: readonly number[], columns: number): Expression {
  let bits = 0n;
  for (let i = 0; i < columns; i++) bits = bits * 2n + (set.includes(i) ? 0n : 1n);
  return { kind: "literal", type: LONG, value: bits, nullable: false };
}
