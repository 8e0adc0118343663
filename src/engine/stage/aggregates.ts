/** Aggregates in Python over groups and windows, as cuts. */
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Column } from "../../resolved/column.ts";
import type { AggregateCall, Expression, WindowCall } from "../../resolved/expression.ts";
import type { Aggregate, Projection, Relation, Window } from "../../resolved/relation.ts";
import { INT, LONG } from "../../types/data-type.ts";
import { PYTHON_EVAL } from "../../types/python-function.ts";
import type { PythonArgument } from "../../python/api.ts";
import type { Needed } from "../prepare/needed-columns.ts";
import { aggregateCall, ascending, numbered, reference } from "../prepare/row-numbers.ts";
import { kept, projected } from "./columns.ts";
import { groupedInput } from "./grouping-sets.ts";
import { grouped, keptAll, placed, positions, withGroups } from "./numbered-groups.ts";
import type { Cutting } from "./scalars.ts";

type PythonCode = NonNullable<AggregateCall["python"]>;

/** Whether a relation aggregates in Python. */
export const aggregatesInPython = (r: Relation): r is Aggregate | Window =>
  (r.kind === "aggregate" && r.measures.some((m) => m.call.python !== undefined)) ||
  (r.kind === "window" && r.windows.some((w) => w.call.python !== undefined));

/** An aggregate without the results that nobody reads (`ColumnPruning`); one of no groups still has its row. */
export function withoutUnused(r: Aggregate, needed: Needed, cx: Cutting): Aggregate {
  if (needed === "all") return r;
  const measures = r.measures.filter((m) => needed.has(m.column.id));
  if (measures.length === r.measures.length) return r;
  const gone = new Set(r.measures.filter((m) => !measures.includes(m)).map((m) => m.column.id));
  const output = r.output.filter((column) => !gone.has(column.id));
  if (measures.length > 0 || r.grouping.length > 0) return { ...r, measures, output };
  const rows = cx.columns.make("rows", LONG, false);
  return { ...r, measures: [{ column: rows, call: aggregateCall("count", []) }], output: [rows] };
}

/** Grouped rows go in, one row for each group comes out: its keys and the results (`ArrowAggregatePythonExec`). */
export function cutAggregate(r: Aggregate, cx: Cutting): Relation {
  const codes = r.measures.flatMap((m) => m.call.python ?? []);
  if (codes.length < r.measures.length) {
    const functionList = codes.map(({ udf }) => quoteIdentifier(udf.name)).join(", ");
    throw sparkError("INVALID_PANDAS_UDF_PLACEMENT", { functionList }, { origin: null });
  }
  const args = placed(
    r.measures.flatMap((m) => m.call.args),
    [],
    cx,
  );
  const { input, projections, given, keys } = groupedInput(r, args.projections, cx);
  const rows = grouped(input, projections, keys, cx);
  const evalTypes = new Set(codes.map(({ udf }) => udf.evalType));
  const [evalType, ...others] = evalTypes;
  const [first] = codes;
  if (evalType === undefined || first === undefined || others.length > 0)
    throw unsupported("Python aggregates of several kinds beside each other");
  let next = given.length;
  return cx.cuts.add({
    input: rows.relation,
    body: {
      kind: "aggregate",
      evalType,
      pythonVersion: first.udf.pythonVersion,
      functions: r.measures.map(({ call }, i) =>
        functionOf(
          codes[i] as PythonCode,
          call.args.map(() => next++),
        ),
      ),
      grouping: { column: rows.group },
      keep: given.map((_, i) => i),
    },
    output: r.output,
  });
}

function functionOf({ udf, keywords }: PythonCode, columns: readonly number[]) {
  const args = columns.map((column, i): PythonArgument => ({ column, name: keywords[i] }));
  return { name: udf.name, commands: [udf.command], args };
}

/** The kinds of functions over windows that the client sent as functions over groups. */
const OVER_WINDOWS: ReadonlyMap<number, number> = new Map([
  [PYTHON_EVAL.groupedAggregatePandas, PYTHON_EVAL.windowAggregatePandas],
  [PYTHON_EVAL.groupedAggregateArrow, PYTHON_EVAL.windowAggregateArrow],
]);

/** Rows of a partition go in, the same rows with the results come out (`WindowInPandasExec`). */
export function cutWindow(r: Window, cx: Cutting): Relation {
  const [first] = r.windows;
  const codes = r.windows.flatMap((w) => w.call.python ?? []);
  const evalType = OVER_WINDOWS.get(codes[0]?.udf.evalType ?? 0);
  if (first === undefined || evalType === undefined || codes.length < r.windows.length)
    throw unsupported("this Python aggregate over a window");
  if (codes.some(({ udf }) => OVER_WINDOWS.get(udf.evalType) !== evalType))
    throw unsupported("Python aggregates of several kinds over one window");
  const { partition, windowOrder } = first.call;
  const args = placed(
    r.windows.flatMap((w) => w.call.args),
    r.input.output,
    cx,
  );
  const rows = projected(r.input, [...keptAll(r.input.output), ...args.projections]);
  const group = cx.columns.make("group", INT, false);
  const place = cx.columns.make("place", LONG, false);
  const counted = withPlaces(withGroups(rows, partition, group), place, group, windowOrder);
  const frames = r.windows.map(({ call }) => frameOf(call, group, place, cx));
  const framed = frames.reduce<Relation>((input, f) => (f === undefined ? input : f.over(input)), counted);
  const sorted: Relation = {
    kind: "sort",
    input: framed,
    keys: [group, place].map((c) => ascending(reference(c))),
    output: framed.output,
  };
  const bounds = frames.flatMap((f) => (f === undefined ? [] : f.projections));
  const sent = projected(sorted, [...keptAll(rows.output), kept(group), ...bounds]);
  const all = sent.output;
  const argumentPlaces = positions(args.columns, all);
  let next = 0;
  return cx.cuts.add({
    input: sent,
    body: {
      kind: "window",
      evalType,
      pythonVersion: codes[0]?.udf.pythonVersion ?? "",
      functions: r.windows.map(({ call }, i) => {
        const frame = frames[i];
        const own = functionOf(
          codes[i] as PythonCode,
          call.args.map(() => argumentPlaces[next++] ?? 0),
        );
        if (frame === undefined) return own;
        const [begin = 0, end = 0] = positions(
          frame.projections.map((p) => p.column),
          all,
        );
        return { ...own, frame: { begin, end } };
      }),
      grouping: { column: positions([group], all)[0] },
      keep: r.input.output.map((_, i) => i),
    },
    output: [...r.input.output, ...r.windows.map((w) => w.column)],
  });
}

/** The places of rows in their partitions, from 1. */
const withPlaces = (input: Relation, place: Column, group: Column, windowOrder: WindowCall["windowOrder"]): Window =>
  numbered(input, place, { partition: [reference(group)], windowOrder });

interface Frame {
  /** Adds the columns that the bounds are made of. */
  readonly over: (input: Relation) => Relation;
  /** The bounds, from 0, the end beyond the last row. */
  readonly projections: readonly Projection[];
}

/** The first and last place in a call's frame; `undefined` where it is the whole partition. */
function frameOf(call: WindowCall, group: Column, place: Column, { columns }: Cutting): Frame | undefined {
  const { frame, windowOrder } = call;
  if (frame.lower.kind === "unbounded" && frame.upper.kind === "unbounded") return undefined;
  const [low, high] = [columns.make("low", LONG, true), columns.make("high", LONG, true)];
  const over = (input: Relation): Relation => ({
    kind: "window",
    input,
    windows: [low, high].map((column, i) => ({
      column,
      call: {
        ...aggregateCall(i === 0 ? "min" : "max", [reference(place)]),
        nullable: true,
        partition: [reference(group)],
        windowOrder: frame.unit === "rows" ? [ascending(reference(place))] : windowOrder,
        frame,
      },
    })),
    output: [...input.output, low, high],
  });
  const whole = (value: Expression, otherwise: number): Expression => ({
    kind: "cast",
    child: {
      kind: "call",
      function: "coalesce",
      args: [value, { kind: "literal", type: LONG, value: BigInt(otherwise), nullable: false }],
      type: LONG,
      nullable: false,
      mode: "ansi",
    },
    type: INT,
    nullable: false,
    mode: "legacy",
  });
  const before: Expression = {
    kind: "call",
    function: "-",
    args: [reference(low), { kind: "literal", type: LONG, value: 1n, nullable: false }],
    type: LONG,
    nullable: true,
    mode: "legacy",
  };
  return {
    over,
    projections: [
      { column: columns.make("begin", INT, false), expression: whole(before, 0) },
      { column: columns.make("end", INT, false), expression: whole(reference(high), 0) },
    ],
  };
}
