/** Python functions over all rows, over groups and over cogroups, as cuts. */
import type { Column } from "../../resolved/column.ts";
import type { Projection, PythonCogroups, PythonGroups, PythonMap, Relation } from "../../resolved/relation.ts";
import { INT } from "../../types/data-type.ts";
import { ascending, numbered, reference } from "../prepare/row-numbers.ts";
import { narrowed, projected } from "./columns.ts";
import { type Leaving, narrow } from "./cut.ts";
import { grouped, keptAll, positions, withGroups } from "./numbered-groups.ts";
import type { Cutting } from "./scalars.ts";

/** `mapInPandas`, `mapInArrow`: all columns go in. */
export const cutMap = ({ input, udf, isBarrier, output }: PythonMap, { cuts }: Cutting, leaving: Leaving): Relation =>
  cuts.add({
    input,
    body: {
      kind: "map",
      evalType: udf.evalType,
      pythonVersion: udf.pythonVersion,
      command: udf.command,
      name: udf.name,
      barrier: isBarrier,
      leaving,
    },
    ...narrow(output, leaving),
  });

/** `applyInPandas`, `applyInArrow`: all columns go in, and the keys that are none of them. */
export function cutGroups({ input, grouping, udf, output }: PythonGroups, cx: Cutting, leaving: Leaving): Relation {
  const keys = keysOf(grouping, input);
  const rows = grouped(input, [...keptAll(input.output), ...keys.projections], keys.columns, cx);
  const all = rows.relation.output;
  return cx.cuts.add({
    input: rows.relation,
    body: {
      kind: "groups",
      evalType: udf.evalType,
      pythonVersion: udf.pythonVersion,
      command: udf.command,
      name: udf.name,
      grouping: { column: rows.group },
      keys: positions(keys.columns, all),
      values: input.output.map((_, i) => i),
      leaving,
    },
    ...narrow(output, leaving),
  });
}

/** A key that is a column of the input goes in once, others under the names that Spark gives them. */
function keysOf(
  grouping: readonly Projection[],
  input: Relation,
): { readonly columns: readonly Column[]; readonly projections: readonly Projection[] } {
  const projections: Projection[] = [];
  const columns = grouping.map((g) => {
    const { expression: e } = g;
    const same = e.kind === "column" ? input.output.find((c) => c.id === e.id) : undefined;
    if (same !== undefined) return same;
    projections.push(g);
    return g.column;
  });
  return { columns, projections };
}

/** `cogroup`: both sides are numbered by their keys at once, so that equal keys have equal numbers. */
export function cutCogroups(r: PythonCogroups, cx: Cutting, leaving: Leaving): Relation {
  const { udf, output } = r;
  const sides = [sideOf(r.left, r.leftGrouping, cx), sideOf(r.right, r.rightGrouping, cx)] as const;
  const numbers = r.leftGrouping.length === 0 ? undefined : numbersOf(sides, cx);
  const [left, right] = sides.map((side, i) => withNumbers(side, numbers?.[i], cx));
  if (left === undefined || right === undefined) throw new RangeError("cogroups have two sides");
  return cx.cuts.add({
    input: left.relation,
    other: right.relation,
    body: {
      kind: "cogroups",
      evalType: udf.evalType,
      pythonVersion: udf.pythonVersion,
      command: udf.command,
      name: udf.name,
      grouping: { column: left.group },
      keys: left.keys,
      values: left.values,
      other: {
        input: {
          kind: "struct",
          fields: right.relation.output.map(({ name, type, nullable }) => ({ name, type, nullable })),
        },
        grouping: { column: right.group },
        keys: right.keys,
        values: right.values,
      },
      leaving,
    },
    ...narrow(output, leaving),
  });
}

interface Side {
  readonly rows: Relation;
  readonly keys: readonly Column[];
  readonly values: readonly Column[];
}

function sideOf(input: Relation, grouping: readonly Projection[], _cx: Cutting): Side {
  const keys = keysOf(grouping, input);
  return {
    rows: projected(input, [...keptAll(input.output), ...keys.projections]),
    keys: keys.columns,
    values: input.output,
  };
}

/** The distinct keys of both sides with their numbers, as each side joins them. */
function numbersOf(
  sides: readonly [Side, Side],
  { columns }: Cutting,
): readonly (readonly [Relation, readonly Column[], Column])[] {
  const shape = sides[0].keys;
  const output = shape.map((k) => columns.make(k.name, k.type, true));
  const union: Relation = {
    kind: "set_operation",
    operation: "union",
    all: false,
    inputs: sides.map((side) => narrowed(side.rows, side.keys)),
    output,
  };
  const group = columns.make("group", INT, false);
  const counted = withGroups(union, output.map(reference), group);
  return sides.map(() => [counted, output, group] as const);
}

function withNumbers(
  { rows, keys, values }: Side,
  numbers: readonly [Relation, readonly Column[], Column] | undefined,
  { columns }: Cutting,
) {
  const at = { keys: positions(keys, rows.output), values: positions(values, rows.output) };
  if (numbers === undefined) return { ...at, relation: rows, group: undefined };
  const [counted, known, group] = numbers;
  const place = columns.make("place", { kind: "long" }, false);
  const left = numbered(rows, place);
  // Every join sees columns of its own.
  const own = known.map((c) => columns.make(c.name, c.type, c.nullable));
  const number = columns.make("group", INT, false);
  const right = projected(counted, [
    ...known.map((c, i) => ({ column: own[i] as Column, expression: reference(c) })),
    { column: number, expression: reference(group) },
  ]);
  const matches = keys.map((key, i) => ({
    kind: "call" as const,
    function: "<=>",
    args: [reference(key), reference(own[i] as Column)],
    type: { kind: "boolean" as const },
    nullable: false,
    mode: "ansi" as const,
  }));
  const [only] = matches;
  const joined: Relation = {
    kind: "join",
    left,
    right,
    type: "inner",
    lateral: false,
    condition:
      matches.length === 1 && only !== undefined
        ? only
        : { kind: "call", function: "and", args: matches, type: { kind: "boolean" }, nullable: false, mode: "ansi" },
    output: [...left.output, ...right.output],
  };
  const sorted: Relation = {
    kind: "sort",
    input: joined,
    keys: [number, place].map((c) => ascending(reference(c))),
    output: joined.output,
  };
  return { ...at, relation: narrowed(sorted, [...rows.output, number]), group: rows.output.length };
}
