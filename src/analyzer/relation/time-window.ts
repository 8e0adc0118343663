import type { Origin } from "../../errors/origin.ts";
import { type SparkError, sparkError } from "../../errors/spark-error.ts";
import type { Column } from "../../resolved/column.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import type { Projection, Relation } from "../../resolved/relation.ts";
import { array, BOOLEAN, isIntegral, isText, LONG, TIMESTAMP } from "../../types/data-type.ts";
import { readCalendarInterval } from "../../types/interval-text.ts";
import { sqlType } from "../../types/print.ts";
import type { CalendarInterval } from "../../types/value.ts";
import type { Expression, FunctionCall } from "../../unresolved/expression.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import { castTo } from "../coerce.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { columnRef, keyOf, type Typed } from "../typed.ts";
import { plainContext } from "./plain-context.ts";
import { call, isPresent, lastMoment, marked, micros, microsOf, minus, windowOf } from "./micros.ts";

/** The one window of time that the expressions of an operator ask for, as a column of its input. */
export interface TimeWindow {
  /** The input with the window beside its columns. */
  readonly input: Analyzed;
  /** What the calls in the expressions mean. */
  readonly typed: Typed;
  readonly column: Column;
}

const NAMES: ReadonlySet<string> = new Set(["window", "session_window"]);

/** Whether an expression is a call of `window` or `session_window`. */
export const isWindowCall = (e: Expression): e is FunctionCall =>
  e.kind === "function" && e.nameParts.length === 1 && NAMES.has((e.nameParts[0] ?? "").toLowerCase());

/** The distinct window calls in expressions, subqueries not counted. */
function windowCalls(expressions: readonly Expression[]): readonly FunctionCall[] {
  const found = new Map<string, FunctionCall>();
  const visit = (e: Expression): void => {
    if (isWindowCall(e)) found.set(keyOf({ ...e, origin: undefined }), e);
    else for (const child of subexpressionsOf(e)) visit(child);
  };
  for (const e of expressions) visit(e);
  return [...found.values()];
}

/**
 * The window call of an operator's expressions: none or one, more would multiply rows (`TimeWindowing`). `origin`: the
 * operator's.
 */
export function windowCallOf(expressions: readonly Expression[], origin: Origin | undefined): FunctionCall | undefined {
  const [only, ...more] = windowCalls(expressions);
  if (more.length > 0) throw sparkError("_LEGACY_ERROR_TEMP_1039", {}, { origin });
  return only;
}

/** Windows of a length, one after another or sliding: each row stands once for each window it is in (`TimeWindowing`). */
export function timeWindow(node: FunctionCall, input: Analyzed, cx: RelationContext): TimeWindow {
  const context = plainContext(input, cx, "SELECT");
  if (node.args.length < 2 || node.args.length > 4) throw wrongNumber(node, "[2, 3, 4]");
  const [time, length, slide = length, start] = node.args as [Expression, Expression, Expression?, Expression?];
  const microsIn = (e: Expression) => microsOfText(e, node, context);
  const lengths = {
    window: microsIn(length),
    slide: microsIn(slide),
    start: start === undefined ? 0n : microsIn(start),
  };
  const sqlOf = (of: Typed) => `window(${of.sql()}, ${lengths.window}, ${lengths.slide}, ${lengths.start})`;
  const typed = timeColumn(time, sqlOf, context, node.origin);
  checkLengths(lengths, sqlOf(typed), node);
  const count = Number((lengths.window + lengths.slide - 1n) / lengths.slide);
  const present = typed.expr.nullable ? filtered(input.relation, isPresent(typed.expr)) : input.relation;
  const at = microsOf(typed.expr);
  const since = call("pmod", [minus(at, micros(lengths.start)), micros(lengths.slide)], LONG);
  const windows = Array.from({ length: count }, (_, i) => {
    const from = minus(minus(at, since), micros(BigInt(i) * lengths.slide));
    return windowOf(from, call("+", [from, micros(lengths.window)], LONG), typed.expr.type);
  });
  const [first] = windows;
  const type = windowOf(at, at, typed.expr.type).type;
  // The column of several windows for a row is Spark's Expand's, which can always be NULL.
  const column = cx.ids.column("window", type, count > 1, marked(typed, "spark.timeWindow"));
  if (first !== undefined && count === 1) return placed(beside(present, column, first), input, node, cx);
  const output = [...input.relation.output, column];
  const all = call("array", windows, array(type, false));
  const each: Relation = {
    kind: "generate",
    input: present,
    function: "explode",
    args: [all],
    outer: false,
    generated: [column],
    output,
  };
  // Where windows do not slide by parts of their length, the first ones may be over before the row's time.
  const isUneven = lengths.window % lengths.slide !== 0n;
  const end: Resolved = {
    kind: "get_field",
    child: columnRef(column),
    index: 1,
    type: typed.expr.type,
    nullable: true,
  };
  return placed(isUneven ? filtered(each, call("<", [at, microsOf(end)], BOOLEAN, true)) : each, input, node, cx);
}

/**
 * The input under a relation whose last column is the window. Inside of a DataFrame's expressions Spark 3.5 prints it
 * with its alias.
 */
export function placed(
  relation: Relation,
  input: Analyzed,
  { origin }: FunctionCall,
  { facts: { settings } }: RelationContext,
): TimeWindow {
  const column = relation.output.at(-1) as Column;
  const { name, metadata } = column;
  const sql = () => (settings.line < 400 && origin?.kind !== "sql" ? `${name} AS ${name}` : name);
  const typed: Typed = { expr: columnRef(column), sql, foldable: false, name, metadata };
  return { input: { ...input, relation, block: undefined }, typed, column };
}

/** A relation with one more column. */
export function beside(input: Relation, column: Column, expression: Resolved): Relation {
  const passed = input.output.map((c): Projection => ({ column: c, expression: columnRef(c) }));
  return {
    kind: "project",
    input,
    projections: [...passed, { column, expression }],
    output: [...input.output, column],
  };
}

export const filtered = (input: Relation, condition: Resolved): Relation => ({
  kind: "filter",
  input,
  condition,
  output: input.output,
});

/** The time that windows are of; a window's own is its last microsecond. `origin`: the window call's. */
export function timeColumn(
  node: Expression,
  sqlOf: (typed: Typed) => string,
  cx: ExpressionContext,
  origin: Origin | undefined,
): Typed {
  const typed = resolve(node, cx);
  const { type } = typed.expr;
  if (type.kind === "struct") return lastMoment(typed, origin);
  if (type.kind === "timestamp" || type.kind === "timestamp_ntz") return typed;
  if (isText(type) || type.kind === "date" || type.kind === "null")
    return castTo(typed, TIMESTAMP, cx.relation, node.origin);
  throw sparkError(
    "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
    {
      sqlExpr: `"${sqlOf(typed)}"`,
      paramIndex: "first",
      requiredType: TIMES,
      inputSql: `"${typed.sql()}"`,
      inputType: `"${sqlType(type)}"`,
    },
    { origin },
  );
}

const TIMES =
  '("(TIMESTAMP OR TIMESTAMP WITHOUT TIME ZONE)" or "STRUCT<start: TIMESTAMP, end: TIMESTAMP>" or "STRUCT<start: TIMESTAMP_NTZ, end: TIMESTAMP_NTZ>")';

/** A constant length of time in microseconds: a text such as `5 minutes`, or a number of them (`TimeWindow.parseExpression`). */
function microsOfText(node: Expression, { origin }: FunctionCall, cx: ExpressionContext): bigint {
  const { expr } = resolve(node, cx);
  if (expr.kind === "literal" && isIntegral(expr.type) && expr.value !== null) return BigInt(String(expr.value));
  if (expr.kind !== "literal" || !isText(expr.type) || expr.value === null) {
    throw sparkError("_LEGACY_ERROR_TEMP_1207", {}, { origin });
  }
  const text = String(expr.value);
  const interval = calendarIntervalOf(text);
  if (interval === undefined) {
    throw sparkError("CANNOT_PARSE_INTERVAL", { intervalString: `'${text}'` }, { origin: null });
  }
  if (interval.months !== 0) {
    throw sparkError("_LEGACY_ERROR_TEMP_3231", { interval: text }, { origin: null });
  }
  return BigInt(interval.days) * 86_400_000_000n + interval.micros;
}

/** A text as an interval; `undefined` for another. */
export function calendarIntervalOf(text: string): CalendarInterval | undefined {
  const read = readCalendarInterval(text);
  return "months" in read ? read : undefined;
}

function wrongNumber(node: FunctionCall, expectedNum: string): SparkError {
  return sparkError(
    "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
    {
      functionName: `\`${node.nameParts[0] ?? ""}\``,
      expectedNum,
      actualNum: String(node.args.length),
      docroot: "https://spark.apache.org/docs/latest",
    },
    { origin: node.origin },
  );
}

interface Lengths {
  readonly window: bigint;
  readonly slide: bigint;
  readonly start: bigint;
}

function checkLengths({ window, slide, start }: Lengths, sql: string, { origin }: FunctionCall): void {
  const sqlExpr = `"${sql}"`;
  const LIMIT = "9223372036854775807L";
  for (const [exprName, value] of [
    ["window_duration", window],
    ["slide_duration", slide],
  ] as const) {
    if (value > 0n) continue;
    throw sparkError(
      "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
      { sqlExpr, exprName: `\`${exprName}\``, valueRange: `(0, ${LIMIT.slice(0, -1)}]`, currentValue: `${value}L` },
      { origin },
    );
  }
  const violated = (left: string, leftValue: bigint, right: string, rightValue: bigint, constraint: string) =>
    sparkError(
      "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION",
      {
        sqlExpr,
        leftExprName: `\`${left}\``,
        leftExprValue: `${leftValue}L`,
        constraint,
        rightExprName: `\`${right}\``,
        rightExprValue: `${rightValue}L`,
      },
      { origin },
    );
  if (slide > window) throw violated("slide_duration", slide, "window_duration", window, "<=");
  const away = start < 0n ? -start : start;
  if (away >= slide) throw violated("abs(start_time)", away, "slide_duration", slide, "<");
}
