import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { isOrderable } from "../../functions/arg-rules.ts";
import type { WindowCall } from "../../resolved/expression.ts";
import { sqlType } from "../../types/print.ts";
import { isAggregatePython } from "../../types/python-function.ts";
import type { FunctionCall, PythonCall, WindowExpression, WindowSpec } from "../../unresolved/expression.ts";
import type { ExpressionContext } from "../context.ts";
import { columnRef, type Typed } from "../typed.ts";
import { misused } from "../routine/call.ts";
import { findRoutine } from "../routine/find.ts";
import { calledPython, pythonParts, resolvePython } from "./python.ts";
import { type CallParts, callParts } from "./call-parts.ts";
import { notingAliases, refuseInWindow } from "./lateral.ts";
import { sortKey } from "./sort.ts";
import { resolveFrame } from "./window-frame.ts";

/** `f(…) OVER (…)`: taken out into a Window below the select list. */
export function resolveWindow(node: WindowExpression, cx: ExpressionContext): Typed {
  const { function: asked } = node;
  if (cx.windows === undefined) {
    if (cx.insideAggregate) throw sparkError("_LEGACY_ERROR_TEMP_1031", {}, { origin: null });
    throw sparkError(
      "UNSUPPORTED_EXPR_FOR_WINDOW",
      { sqlExpr: `"window function in ${cx.clause}"` },
      { origin: node.origin },
    );
  }
  if (asked.kind !== "function" && asked.kind !== "python_call") {
    const typed = cx.resolve(asked, { ...cx, windows: undefined });
    throw sparkError("UNSUPPORTED_EXPR_FOR_WINDOW", { sqlExpr: `"${typed.sql()}"` }, { origin: null });
  }
  if (asked.kind === "function") refuseRoutine(asked, cx);
  const spec = namedSpec(node, cx);
  // A window function may be computed over others: they are taken out before it.
  const noted = notingAliases(cx);
  const parts = windowParts(asked, noted.cx);
  const partition = spec.partition.map((e) => cx.resolve(e, noted.cx));
  const order = spec.order.map((o) => sortKey(o, noted.cx));
  const keys = [
    partition.length > 0 ? `PARTITION BY ${partition.map((p) => p.sql()).join(", ")}` : "",
    order.length > 0 ? `ORDER BY ${order.map((o) => o.sql()).join(", ")}` : "",
  ];
  const overText = (frame: string) => `OVER (${[...keys, frame].filter((c) => c !== "").join(" ")})`;
  refuseInWindow(noted, () => `${parts.functionSql(asked.args.length)} ${overText("unspecifiedframe$()")}`);
  const def = parts.def;
  if (def.kind !== "window" && def.kind !== "aggregate") {
    throw sparkError("UNSUPPORTED_EXPR_FOR_WINDOW", { sqlExpr: `"${parts.sql()}"` }, { origin: node.origin });
  }
  if (def.kind === "window" && order.length === 0) {
    throw sparkError(
      "WINDOW_FUNCTION_FRAME_NOT_ORDERED",
      { wf_name: def.name, wf_expr: parts.sql() },
      { origin: null },
    );
  }
  const frame = resolveFrame(parts, { ...spec, origin: spec.origin ?? node.origin }, partition, order, cx);
  const call: WindowCall = {
    ...parts.call,
    partition: partition.map((p) => p.expr),
    windowOrder: order.map((o) => o.key),
    frame: frame.frame,
  };
  const sql = () => `${parts.sql()} ${overText(frame.sql)}`;
  checkWindowed(parts, spec, sql, node, cx.relation.facts.settings.line);
  partition.forEach((p, i) => requireOrderable(p, spec.partition[i]?.origin));
  const column = cx.windows.add(call, sql());
  const plain = () => {
    const defined = [...partition, ...order].map((k) => k.sql());
    return `${parts.sql()} windowspecdefinition(${[...defined, plainFrame(frame.sql)].join(", ")})`;
  };
  return { expr: columnRef(column), sql: cx.printsPlain === true ? plain : sql, foldable: false };
}

const PLAIN_BOUNDS: Readonly<Record<string, string>> = {
  "UNBOUNDED PRECEDING": "unboundedpreceding$()",
  "CURRENT ROW": "currentrow$()",
  "UNBOUNDED FOLLOWING": "unboundedfollowing$()",
};

/** A frame as `toString` shows it. */
function plainFrame(sql: string): string {
  const [, unit = "", lower = "", upper = ""] = /^(ROWS|RANGE) BETWEEN (.*) AND (.*)$/.exec(sql) ?? [];
  const bound = (text: string): string =>
    PLAIN_BOUNDS[text] ?? text.replace(/^(.*) PRECEDING$/, "-$1").replace(/ FOLLOWING$/, "");
  return `specifiedwindowframe(${unit === "ROWS" ? "RowFrame" : "RangeFrame"}, ${bound(lower)}, ${bound(upper)})`;
}

function refuseRoutine(asked: FunctionCall, cx: ExpressionContext): void {
  const routine = findRoutine(asked, "value", cx.relation);
  if (routine !== undefined) throw misused(routine, asked, "Window");
}

function windowParts(asked: FunctionCall | PythonCall, cx: ExpressionContext): CallParts {
  const python = calledPython(asked, cx);
  if (python === undefined) return callParts(asked as FunctionCall, cx, "window");
  if (isAggregatePython(python.udf)) return pythonParts(python, cx);
  const { sql } = resolvePython(python, cx);
  throw sparkError("UNSUPPORTED_EXPR_FOR_WINDOW", { sqlExpr: `"${sql()}"` }, { origin: python.origin });
}

/** Aggregates that Spark computes over whole partitions only; `listagg` when it is ordered. */
const WHOLE_PARTITION = new Set(["median", "percentile_cont", "percentile_disc"]);

/** What Spark refuses of functions over windows. */
function checkWindowed(
  parts: CallParts,
  spec: WindowSpec,
  sql: () => string,
  node: WindowExpression,
  line: number,
): void {
  const { def, call } = parts;
  const origin = { origin: node.origin };
  if (call.distinct) throw sparkError("DISTINCT_WINDOW_FUNCTION_UNSUPPORTED", { windowExpr: `"${sql()}"` }, origin);
  if (call.filter !== undefined && line < 403) throw sparkError("_LEGACY_ERROR_TEMP_1030", {}, { origin: null });
  const { frame } = spec;
  const whole =
    frame === undefined ||
    (frame.unit === "rows" && frame.lower.kind === "unbounded_preceding" && frame.upper.kind === "unbounded_following");
  const wholeOnly = WHOLE_PARTITION.has(def.name) || (def.name === "listagg" && call.order.length > 0);
  if (wholeOnly && (spec.order.length > 0 || !whole)) {
    throw sparkError("INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC", { aggFunc: `"${parts.functionSql()}"` }, origin);
  }
}

function namedSpec(node: WindowExpression, cx: ExpressionContext): WindowSpec {
  const { window } = node;
  if (!("name" in window)) return window;
  const wanted = window.name.toLowerCase();
  const found = Object.entries(cx.relation.windows).find(([name]) => name.toLowerCase() === wanted);
  if (found !== undefined) return found[1];
  throw sparkError(
    "MISSING_WINDOW_SPECIFICATION",
    { windowName: window.name, docroot: "https://spark.apache.org/docs/latest" },
    { origin: null },
  );
}

/** Rows are parted by what can be compared only (`CheckAnalysis`). */
function requireOrderable(part: Typed, origin: Origin | undefined): void {
  const { type } = part.expr;
  if (isOrderable(type)) return;
  throw sparkError(
    "EXPRESSION_TYPE_IS_NOT_ORDERABLE",
    { expr: `"${part.sql()}"`, exprType: `"${sqlType(type)}"` },
    { origin },
  );
}
