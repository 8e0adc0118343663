import { sparkError } from "../../errors/spark-error.ts";
import type { Column } from "../../resolved/column.ts";
import type { Expression as Resolved, FrameBound, SortKey, WindowCall } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { BOOLEAN, CALENDAR_INTERVAL, INT, isText, LONG } from "../../types/data-type.ts";
import { objectString } from "../../types/print.ts";
import type { Expression, FunctionCall } from "../../unresolved/expression.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { columnRef, literal, type Typed } from "../typed.ts";
import { plainContext } from "./plain-context.ts";
import { call, isPresent, marked, micros, microsOf, windowOf } from "./micros.ts";
import { beside, calendarIntervalOf, filtered, placed, timeColumn, type TimeWindow } from "./time-window.ts";

/**
 * Windows that last as long as the next row comes within a gap (`SessionWindowing`). Among rows of equal `keys`, windows
 * that meet become one (`MergingSessionsExec`); without keys each row has its own, as in a selection.
 */
export function sessionWindow(
  node: FunctionCall,
  input: Analyzed,
  keys: readonly Resolved[] | undefined,
  cx: RelationContext,
): TimeWindow {
  const context = plainContext(input, cx, "SELECT");
  const [time, gap, ...more] = node.args;
  if (time === undefined || gap === undefined || more.length > 0) {
    throw sparkError(
      "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
      {
        functionName: "`session_window`",
        expectedNum: "2",
        actualNum: String(node.args.length),
        docroot: "https://spark.apache.org/docs/latest",
      },
      { origin: node.origin },
    );
  }
  const sqlOf = (of: Typed) => `session_window(${of.sql()}, ${resolve(gap, context).sql()})`;
  const typed = timeColumn(time, sqlOf, context, node.origin);
  const ends = endOf(typed, gap, context);
  const number = (name: string, nullable = false) => cx.ids.column(name, LONG, nullable);
  const [start, end] = [number("__start__"), number("__end__", ends.nullable)];
  const present = typed.expr.nullable ? filtered(input.relation, isPresent(typed.expr)) : input.relation;
  const timed = beside(beside(present, start, microsOf(typed.expr)), end, ends);
  // A gap that is not positive makes no window.
  const rows = filtered(timed, call("<", [columnRef(start), columnRef(end)], BOOLEAN));
  const [relation, from, to] = keys === undefined ? [rows, start, end] : merged(rows, start, end, keys, cx);
  const value = windowOf(columnRef(from), columnRef(to), typed.expr.type);
  const column = cx.ids.column("session_window", value.type, false, marked(typed, "spark.sessionWindow"));
  const shown: Relation = {
    kind: "project",
    input: relation,
    projections: [
      ...input.relation.output.map((c) => ({ column: c, expression: columnRef(c) })),
      { column, expression: value },
    ],
    output: [...input.relation.output, column],
  };
  return placed(shown, input, node, cx);
}

/** Where a row's own window ends: a constant gap, or one of each row; a text that is no length of time is NULL. */
function endOf(time: Typed, gap: Expression, cx: ExpressionContext): Resolved {
  const typed = resolve(gap, cx);
  const start = microsOf(time.expr);
  if (typed.expr.kind === "literal" && isText(typed.expr.type) && typed.expr.value !== null) {
    const gapOfAll = calendarIntervalOf(String(typed.expr.value));
    if (gapOfAll?.months === 0 && gapOfAll.days === 0) return call("+", [start, micros(gapOfAll.micros)], LONG);
  }
  if (!isText(typed.expr.type) && typed.expr.type.kind !== "calendar_interval") {
    throw sparkError("_LEGACY_ERROR_TEMP_1040", { dt: objectString(typed.expr.type) }, { origin: null });
  }
  const interval: Resolved = isText(typed.expr.type)
    ? { kind: "cast", child: typed.expr, type: CALENDAR_INTERVAL, mode: "try", nullable: true, origin: gap.origin }
    : typed.expr;
  return microsOf(call("timestamp_add_calendar", [time.expr, interval], time.expr.type));
}

/** The start and the end of the merged window of each row. */
function merged(
  rows: Relation,
  start: Column,
  end: Column,
  keys: readonly Resolved[],
  cx: RelationContext,
): readonly [Relation, Column, Column] {
  const order: readonly SortKey[] = [{ expression: columnRef(start), descending: false, nulls: "first" }];
  const before: FrameBound = { kind: "preceding", offset: literal(INT, 1) };
  const all: FrameBound = { kind: "unbounded" };
  const earlier = over("max", columnRef(end), keys, order, { unit: "rows", lower: all, upper: before });
  const reached = cx.ids.column("__reached__", LONG, true);
  const known = windowed(rows, [[reached, earlier]]);
  const isNew: Resolved = {
    kind: "case",
    branches: [{ when: call("<=", [columnRef(start), columnRef(reached)], BOOLEAN), then: micros(0n) }],
    otherwise: micros(1n),
    type: LONG,
    nullable: false,
  };
  const opens = cx.ids.column("__opens__", LONG, false);
  // Rows of one time are of one window, in whatever order they come: a range takes them together.
  const frame = { unit: "range", lower: all, upper: { kind: "current_row" } } as const;
  const session = cx.ids.column("__session__", LONG, true);
  const numbered = windowed(beside(known, opens, isNew), [
    [session, over("sum", columnRef(opens), keys, order, frame)],
  ]);
  const whole = { unit: "rows", lower: all, upper: all } as const;
  const together = [...keys, columnRef(session)];
  const [from, to] = [cx.ids.column("__from__", LONG, true), cx.ids.column("__to__", LONG, true)];
  const relation = windowed(numbered, [
    [from, over("min", columnRef(start), together, [], whole)],
    [to, over("max", columnRef(end), together, [], whole)],
  ]);
  return [relation, from, to];
}

const over = (
  name: string,
  arg: Resolved,
  partition: readonly Resolved[],
  windowOrder: readonly SortKey[],
  frame: WindowCall["frame"],
): WindowCall => ({
  function: name,
  args: [arg],
  distinct: false,
  ignoreNulls: false,
  order: [],
  mode: "legacy",
  type: LONG,
  nullable: true,
  partition,
  windowOrder,
  frame,
});

const windowed = (input: Relation, calls: readonly (readonly [Column, WindowCall])[]): Relation => ({
  kind: "window",
  input,
  windows: calls.map(([column, call]) => ({ column, call })),
  output: [...input.output, ...calls.map(([column]) => column)],
});
