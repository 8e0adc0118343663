import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import { isOrderable } from "../../functions/arg-rules.ts";
import type { FunctionDef } from "../../functions/define.ts";
import type { FrameBound, Literal, WindowCall, WindowFrame } from "../../resolved/expression.ts";
import { type DataType, DAY_TIME_INTERVAL, INT, isAnsiInterval, isNumeric, sameType } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Value, Decimal } from "../../types/value.ts";
import type {
  Expression,
  FrameBound as AskedBound,
  WindowExpression,
  WindowSpec,
} from "../../unresolved/expression.ts";
import { castTo } from "../coerce.ts";
import type { ExpressionContext } from "../context.ts";
import { evaluate } from "../fold.ts";
import { columnRef, literal, type Typed } from "../typed.ts";
import { type CallParts, callParts } from "./call.ts";
import { sortKey, type TypedSortKey } from "./sort.ts";

/** `f(…) OVER (…)`: taken out into a Window below the select list. */
export function resolveWindow(node: WindowExpression, cx: ExpressionContext): Typed {
  const { function: asked } = node;
  if (cx.windows === undefined) {
    throw sparkError(
      "UNSUPPORTED_EXPR_FOR_WINDOW",
      { sqlExpr: `"window function in ${cx.clause}"` },
      { origin: node.origin },
    );
  }
  if (asked.kind !== "function") {
    const typed = cx.resolve(asked, { ...cx, windows: undefined });
    throw sparkError("UNSUPPORTED_EXPR_FOR_WINDOW", { sqlExpr: `"${typed.sql()}"` }, { origin: node.origin });
  }
  const spec = namedSpec(node, cx);
  const inner: ExpressionContext = { ...cx, windows: undefined };
  const parts = callParts(asked, inner, "window");
  const partition = spec.partition.map((e) => cx.resolve(e, inner));
  for (const { expr, sql } of partition) {
    if (isOrderable(expr.type)) continue;
    throw sparkError(
      "EXPRESSION_TYPE_IS_NOT_ORDERABLE",
      { expr: `"${sql()}"`, exprType: `"${sqlType(expr.type)}"` },
      { origin: node.origin },
    );
  }
  const order = spec.order.map((o) => sortKey(o, inner));
  const def = parts.def;
  if (def.kind !== "window" && def.kind !== "aggregate") {
    throw sparkError("UNSUPPORTED_EXPR_FOR_WINDOW", { sqlExpr: `"${parts.sql()}"` }, { origin: node.origin });
  }
  checkWindowed(parts, spec, order.length, node);
  const frame = resolveFrame(def, spec, order, parts.offset, inner, node);
  const call: WindowCall = {
    ...parts.call,
    partition: partition.map((p) => p.expr),
    windowOrder: order.map((o) => o.key),
    frame: frame.frame,
  };
  const clauses = [
    partition.length > 0 ? `PARTITION BY ${partition.map((p) => p.sql()).join(", ")}` : "",
    order.length > 0 ? `ORDER BY ${order.map((o) => o.sql()).join(", ")}` : "",
    frame.sql,
  ].filter((c) => c !== "");
  const sql = () => `${parts.sql()} OVER (${clauses.join(" ")})`;
  const column = cx.windows.add(call, sql());
  return { expr: columnRef(column), sql, foldable: false };
}

/** Aggregates that Spark computes over whole partitions only; `listagg` when it is ordered. */
const WHOLE_PARTITION = new Set(["median", "percentile_cont", "percentile_disc"]);

/** What Spark refuses of functions over windows. */
function checkWindowed(parts: CallParts, spec: WindowSpec, orders: number, node: WindowExpression): void {
  const { def, call } = parts;
  const origin = { origin: node.origin };
  if (call.distinct)
    throw sparkError("DISTINCT_WINDOW_FUNCTION_UNSUPPORTED", { windowExpr: `"${parts.sql()}"` }, origin);
  if (call.filter !== undefined) throw sparkError("_LEGACY_ERROR_TEMP_1030", {}, origin);
  if (def.kind === "window" && orders === 0) throw sparkError("_LEGACY_ERROR_TEMP_1037", { wf: parts.sql() });
  const { frame } = spec;
  const whole =
    frame === undefined ||
    (frame.unit === "rows" && frame.lower.kind === "unbounded_preceding" && frame.upper.kind === "unbounded_following");
  const wholeOnly = WHOLE_PARTITION.has(def.name) || (def.name === "listagg" && call.order.length > 0);
  if (wholeOnly && (orders > 0 || !whole)) {
    throw sparkError("INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC", { aggFunc: `"${parts.sql()}"` }, origin);
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
    { windowName: quoteIdentifier(window.name), docroot: "https://spark.apache.org/docs/latest" },
    { origin: node.origin },
  );
}

const UNBOUNDED: FrameBound = { kind: "unbounded" };
const CURRENT: FrameBound = { kind: "current_row" };

function resolveFrame(
  def: FunctionDef,
  spec: WindowSpec,
  order: readonly TypedSortKey[],
  offset: number | undefined,
  cx: ExpressionContext,
  node: WindowExpression,
): { readonly frame: WindowFrame; readonly sql: string } {
  if (def.name === "lag" || def.name === "lead") {
    const shift = (def.name === "lag" ? -1 : 1) * (offset ?? 1);
    return {
      frame: { unit: "rows", lower: UNBOUNDED, upper: UNBOUNDED },
      sql: `ROWS BETWEEN ${shift} FOLLOWING AND ${shift} FOLLOWING`,
    };
  }
  const asked = spec.frame;
  if (asked === undefined || (def.kind === "window" && def.name !== "nth_value")) {
    if (def.kind === "window" && def.name !== "nth_value") {
      const unit = def.name === "cume_dist" ? "range" : "rows";
      return printed({ unit, lower: UNBOUNDED, upper: CURRENT });
    }
    return order.length > 0
      ? printed({ unit: "range", lower: UNBOUNDED, upper: CURRENT })
      : printed({ unit: "rows", lower: UNBOUNDED, upper: UNBOUNDED });
  }
  const type = asked.unit === "rows" ? INT : rangeType(asked.lower, asked.upper, order, cx, node);
  const lower = bound(asked.lower, type, cx, node);
  const upper = bound(asked.upper, type, cx, node);
  checkBounds(asked, lower, upper, node);
  return {
    frame: { unit: asked.unit, lower: lower.bound, upper: upper.bound },
    sql: frameSql(asked.unit, lower.sql, upper.sql),
  };
}

/** A frame that ends before it begins, as far as its bounds tell (`SpecifiedWindowFrame.checkInputDataTypes`). */
function checkBounds(
  asked: { readonly unit: "rows" | "range"; readonly lower: AskedBound; readonly upper: AskedBound },
  lower: { readonly bound: FrameBound; readonly sql: string },
  upper: { readonly bound: FrameBound; readonly sql: string },
  node: WindowExpression,
): void {
  const sqlExpr = `"${frameSql(asked.unit, lower.sql, upper.sql)}"`;
  if (asked.lower.kind === "unbounded_following" || asked.upper.kind === "unbounded_preceding") {
    throw sparkError(
      "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_INVALID_BOUND",
      { upper: `"${upper.sql}"`, lower: `"${lower.sql}"`, sqlExpr },
      { origin: node.origin },
    );
  }
  if (!("offset" in lower.bound) || !("offset" in upper.bound)) return;
  const [a, b] = [distance(lower.bound), distance(upper.bound)];
  if (a === undefined || b === undefined || a <= b || Number.isNaN(Number(b))) return;
  throw sparkError(
    "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON",
    { comparison: "less than or equal", sqlExpr },
    { origin: node.origin },
  );
}

/** How far a bound lies after the current row; intervals of several units are not compared. */
function distance(b: Extract<FrameBound, { readonly offset: Literal }>): number | bigint | undefined {
  const { value } = b.offset;
  const size = isDecimal(value)
    ? value.unscaled
    : typeof value === "number" || typeof value === "bigint"
      ? value
      : undefined;
  return size === undefined ? undefined : b.kind === "preceding" ? -size : size;
}

const frameSql = (unit: "rows" | "range", lower: string, upper: string): string =>
  `${unit.toUpperCase()} BETWEEN ${lower} AND ${upper}`;

function printed(frame: WindowFrame) {
  const end = (b: FrameBound, side: string) => (b.kind === "unbounded" ? `UNBOUNDED ${side}` : "CURRENT ROW");
  return { frame, sql: frameSql(frame.unit, end(frame.lower, "PRECEDING"), end(frame.upper, "FOLLOWING")) };
}

function rangeType(
  lower: AskedBound,
  upper: AskedBound,
  order: readonly TypedSortKey[],
  cx: ExpressionContext,
  node: WindowExpression,
): DataType {
  if (lower.kind !== "value" && upper.kind !== "value") return INT;
  const [only] = order;
  const sqlExpr = `"(${node.function.kind === "function" ? node.function.nameParts.join(".") : ""})"`;
  if (only === undefined) {
    throw sparkError("DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER", { sqlExpr }, { origin: node.origin });
  }
  if (order.length > 1) {
    throw sparkError(
      "DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER",
      { sqlExpr, orderSpec: order.map((o) => o.sql()).join(", ") },
      { origin: node.origin },
    );
  }
  const { type } = only.key.expression;
  if (isNumeric(type) || isAnsiInterval(type)) return type;
  if (type.kind === "date" || type.kind === "timestamp" || type.kind === "timestamp_ntz") {
    const value = [lower, upper].find((b) => b.kind === "value");
    const bound = value?.kind === "value" ? cx.resolve(value.value, cx).expr.type : INT;
    return type.kind === "date" && isNumeric(bound)
      ? INT
      : bound.kind === "calendar_interval"
        ? bound
        : isAnsiInterval(bound)
          ? bound
          : DAY_TIME_INTERVAL;
  }
  throw sparkError(
    "DATATYPE_MISMATCH.RANGE_FRAME_INVALID_TYPE",
    { sqlExpr, orderSpecType: `"${sqlType(type)}"`, valueBoundaryType: '"INT"' },
    { origin: node.origin },
  );
}

function bound(
  asked: AskedBound,
  type: DataType,
  cx: ExpressionContext,
  node: WindowExpression,
): { readonly bound: FrameBound; readonly sql: string } {
  switch (asked.kind) {
    case "unbounded_preceding":
      return { bound: UNBOUNDED, sql: "UNBOUNDED PRECEDING" };
    case "unbounded_following":
      return { bound: UNBOUNDED, sql: "UNBOUNDED FOLLOWING" };
    case "current_row":
      return { bound: CURRENT, sql: "CURRENT ROW" };
    case "value": {
      const typed = cx.resolve(asked.value, cx);
      const cast = sameType(typed.expr.type, type) ? typed : castTo(typed, type, cx.relation);
      const folded = evaluate(cast.expr, cx.relation.facts.settings.kernelSettings);
      if (folded === undefined || folded.value === null) {
        throw unsupported("a window frame bound that is no constant", { origin: node.origin });
      }
      const negative = isNegative(folded.value);
      const offset: Literal = literal(type, negative ? negate(folded.value) : folded.value);
      const negated = negatedChild(asked.value);
      // Spark knows a negation again only where it did not have to cast it.
      const sql =
        negated === undefined || cast !== typed
          ? `${typed.sql()} FOLLOWING`
          : `${cx.resolve(negated, cx).sql()} PRECEDING`;
      return { bound: { kind: negative ? "preceding" : "following", offset }, sql };
    }
  }
}

const negatedChild = (e: Expression): Expression | undefined =>
  e.kind === "function" && e.nameParts.at(-1) === "negative" ? e.args[0] : undefined;

const isDecimal = (v: Value): v is Decimal => typeof v === "object" && v !== null && "unscaled" in v;

const isNegative = (v: Value): boolean =>
  isDecimal(v) ? v.unscaled < 0n : (typeof v === "number" || typeof v === "bigint") && v < 0;

function negate(v: Value): Value {
  if (isDecimal(v)) return { unscaled: -v.unscaled, scale: v.scale };
  if (typeof v === "bigint") return -v;
  return typeof v === "number" ? -v : v;
}
