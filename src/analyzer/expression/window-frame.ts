/** A window's frame: its bounds brought to the types that they are compared in, and what Spark refuses of them. */
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { FrameBound, Literal, WindowFrame } from "../../resolved/expression.ts";
import { canCast } from "../../types/casts.ts";
import { type DataType, INT, isAnsiInterval, isNumeric, sameType } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Decimal, Value } from "../../types/value.ts";
import type {
  Expression,
  FrameBound as AskedBound,
  WindowFrame as AskedFrame,
  WindowSpec,
} from "../../unresolved/expression.ts";
import { castTo, sessionMode } from "../coerce.ts";
import type { ExpressionContext } from "../context.ts";
import { evaluate } from "../fold.ts";
import { literal, type Typed } from "../typed.ts";
import type { CallParts } from "./call-parts.ts";
import type { TypedSortKey } from "./sort.ts";

/** A frame, and how Spark prints it. */
interface Resolved {
  readonly frame: WindowFrame;
  readonly sql: string;
}

const UNBOUNDED: FrameBound = { kind: "unbounded" };
const CURRENT: FrameBound = { kind: "current_row" };

/** The frame of a call over a window (`ResolveWindowFrame`, `WindowSpecDefinition.checkInputDataTypes`). */
export function resolveFrame(
  { def, offset, offsetSql }: CallParts,
  spec: WindowSpec,
  partition: readonly Typed[],
  order: readonly TypedSortKey[],
  cx: ExpressionContext,
): Resolved {
  const asked = spec.frame;
  if (def.name === "lag" || def.name === "lead") {
    const shift = (def.name === "lag" ? -1 : 1) * (offset ?? 0);
    if (offset === undefined || (asked !== undefined && !isShift(asked, shift, cx))) {
      throw sparkError("_LEGACY_ERROR_TEMP_1035", { prettyName: def.name }, { origin: null });
    }
    const bound = offsetSql?.() ?? String(shift);
    return {
      frame: { unit: "rows", lower: UNBOUNDED, upper: UNBOUNDED },
      sql: `ROWS BETWEEN ${bound} FOLLOWING AND ${bound} FOLLOWING`,
    };
  }
  if (def.kind === "window" && def.name !== "nth_value") {
    const unit = def.name === "cume_dist" ? "range" : "rows";
    if (asked !== undefined && !isRunning(asked, unit)) {
      const required = printedFrame(
        { unit, lower: { kind: "unbounded_preceding" }, upper: { kind: "current_row" } },
        cx,
      );
      throw sparkError("_LEGACY_ERROR_TEMP_1036", { wf: printedFrame(asked, cx), required }, { origin: null });
    }
    return printed({ unit, lower: UNBOUNDED, upper: CURRENT });
  }
  if (asked === undefined) {
    return order.length > 0
      ? printed({ unit: "range", lower: UNBOUNDED, upper: CURRENT })
      : printed({ unit: "rows", lower: UNBOUNDED, upper: UNBOUNDED });
  }
  return specified(asked, spec, partition, order, cx);
}

const isRunning = (f: AskedFrame, unit: AskedFrame["unit"]): boolean =>
  f.unit === unit && f.lower.kind === "unbounded_preceding" && f.upper.kind === "current_row";

/** Whether a frame is the one row that an offset leads to: that one may be given. */
function isShift(f: AskedFrame, shift: number, cx: ExpressionContext): boolean {
  const isIt = (b: AskedBound): boolean => {
    if (b.kind === "current_row") return shift === 0;
    if (b.kind !== "value") return false;
    const { expr } = cx.resolve(b.value, cx);
    const value = evaluate(expr, cx.relation.facts.settings.kernelSettings)?.value;
    return (typeof value === "number" || typeof value === "bigint") && Number(value) === shift;
  };
  return f.unit === "rows" && isIt(f.lower) && isIt(f.upper);
}

/** A frame as Spark's expressions print themselves in messages that are not for SQL (`Expression.toString`). */
function printedFrame(frame: AskedFrame, cx: ExpressionContext): string {
  const bound = (b: AskedBound): string => {
    if (b.kind !== "value") return `${b.kind.replaceAll("_", "")}$()`;
    const negated = negatedChild(b.value);
    return negated === undefined ? cx.resolve(b.value, cx).sql() : `-${cx.resolve(negated, cx).sql()}`;
  };
  const unit = frame.unit === "rows" ? "RowFrame" : "RangeFrame";
  return `specifiedwindowframe(${unit}, ${bound(frame.lower)}, ${bound(frame.upper)})`;
}

/** A bound with its value, where it has one, brought to the ordering's type. */
interface Bound {
  readonly asked: AskedBound["kind"];
  readonly typed?: Typed;
  readonly sql: string;
}

function specified(
  asked: AskedFrame,
  spec: WindowSpec,
  partition: readonly Typed[],
  order: readonly TypedSortKey[],
  cx: ExpressionContext,
): Resolved {
  const [only] = order;
  const target = asked.unit === "range" && order.length === 1 ? only?.key.expression.type : undefined;
  const lower = coerced(asked.lower, target, cx);
  const upper = coerced(asked.upper, target, cx);
  const sql = frameSql(asked.unit, lower.sql, upper.sql);
  checkFrame(asked.unit, lower, upper, sql, spec, cx);
  if (asked.unit === "range") checkOrdering(lower, upper, sql, spec, partition, order, cx.relation.typing.line);
  const ends = { lower: literalBound(lower, cx), upper: literalBound(upper, cx) };
  return { frame: { unit: asked.unit, ...ends }, sql };
}

/** Values of RANGE frames take the ordering's type, unless that is a date or a time (`WindowFrameCoercion`). */
function coerced(asked: AskedBound, target: DataType | undefined, cx: ExpressionContext): Bound {
  switch (asked.kind) {
    case "unbounded_preceding":
      return { asked: asked.kind, sql: "UNBOUNDED PRECEDING" };
    case "unbounded_following":
      return { asked: asked.kind, sql: "UNBOUNDED FOLLOWING" };
    case "current_row":
      return { asked: asked.kind, sql: "CURRENT ROW" };
    case "value": {
      const typed = cx.resolve(asked.value, cx);
      const from = typed.expr.type;
      const casts =
        target !== undefined &&
        !isDatetime(target) &&
        !sameType(from, target) &&
        canCast(from, target, sessionMode(cx.relation.typing));
      const negated = negatedChild(asked.value);
      // Spark knows a negation again only where it did not have to cast it.
      if (!casts && negated !== undefined) {
        return { asked: asked.kind, typed, sql: `${cx.resolve(negated, cx).sql()} PRECEDING` };
      }
      const cast = casts ? castTo(typed, target, cx.relation, asked.value.origin) : typed;
      return { asked: asked.kind, typed: cast, sql: `${typed.sql()} FOLLOWING` };
    }
  }
}

const isDatetime = (t: DataType): boolean => t.kind === "date" || t.kind === "timestamp" || t.kind === "timestamp_ntz";

const ROWS_TYPE = '"INT"';
const RANGE_TYPE = '("NUMERIC" or "INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH" or "INTERVAL")';

/** `SpecifiedWindowFrame.checkInputDataTypes`. */
function checkFrame(
  unit: AskedFrame["unit"],
  lower: Bound,
  upper: Bound,
  sql: string,
  spec: WindowSpec,
  cx: ExpressionContext,
): void {
  const sqlExpr = `"${sql}"`;
  const at = { origin: spec.origin };
  for (const [location, { typed }] of [
    ["lower", lower],
    ["upper", upper],
  ] as const) {
    if (typed === undefined) continue;
    if (!typed.foldable) {
      const params = { sqlExpr, location, expression: `"${typed.sql()}"` };
      throw sparkError("DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WITHOUT_FOLDABLE", params, at);
    }
    const { type } = typed.expr;
    const fits =
      unit === "rows"
        ? type.kind === "int"
        : isNumeric(type) || isAnsiInterval(type) || type.kind === "calendar_interval";
    if (fits) continue;
    const expectedType = unit === "rows" ? ROWS_TYPE : RANGE_TYPE;
    const params = { sqlExpr, location, exprType: `"${sqlType(type)}"`, expectedType };
    throw sparkError("DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE", params, at);
  }
  if (lower.asked === "unbounded_following" || upper.asked === "unbounded_preceding") {
    const params = { sqlExpr, upper: `"${upperSql(upper)}"`, lower: `"${upperSql(lower)}"` };
    throw sparkError("DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_INVALID_BOUND", params, at);
  }
  if (lower.typed === undefined || upper.typed === undefined) return;
  const [a, b] = [lower.typed.expr.type, upper.typed.expr.type];
  if (!sameType(a, b)) {
    const sides = { lower: `"${lower.typed.sql()}"`, upper: `"${upper.typed.sql()}"` };
    const params = { sqlExpr, ...sides, lowerType: `"${sqlType(a)}"`, upperType: `"${sqlType(b)}"` };
    throw sparkError("DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_DIFF_TYPES", params, at);
  }
  const [from, to] = [sizeOf(valueOf(lower.typed, cx)), sizeOf(valueOf(upper.typed, cx))];
  if (from === undefined || to === undefined || from <= to) return;
  const params = { sqlExpr, comparison: "less than or equal" };
  throw sparkError("DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON", params, at);
}

const upperSql = ({ sql, typed }: Bound): string => typed?.sql() ?? sql;

/** What a RANGE frame asks of the window's ordering. */
function checkOrdering(
  lower: Bound,
  upper: Bound,
  sql: string,
  spec: WindowSpec,
  partition: readonly Typed[],
  order: readonly TypedSortKey[],
  line: number,
): void {
  const whole = lower.asked === "unbounded_preceding" && upper.asked === "unbounded_following";
  if (whole && order.length === 0) return;
  const at = { origin: spec.origin };
  const parts = [
    partition.length > 0 ? `PARTITION BY ${partition.map((p) => p.sql()).join(", ")}` : "",
    order.length > 0 ? `ORDER BY ${order.map((o) => o.sql()).join(", ")}` : "",
    sql,
  ].filter((part) => part !== "");
  const sqlExpr = `"(${parts.join(" ")})"`;
  const [only, ...more] = order;
  if (only === undefined) throw sparkError("DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER", { sqlExpr }, at);
  const value = (lower.typed ?? upper.typed)?.expr.type;
  if (value === undefined) return;
  if (more.length > 0) {
    const orderSpec = order.map((o) => o.sql()).join(",");
    throw sparkError("DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER", { sqlExpr, orderSpec }, at);
  }
  const { type } = only.key.expression;
  const isInterval = isAnsiInterval(value) || value.kind === "calendar_interval";
  const fits =
    type.kind === "date"
      ? value.kind === "int" || value.kind === "year_month_interval" || (line >= 400 && isDays(value))
      : isDatetime(type)
        ? isInterval
        : sameType(type, value);
  if (fits) return;
  throw sparkError(
    "DATATYPE_MISMATCH.RANGE_FRAME_INVALID_TYPE",
    { sqlExpr, orderSpecType: `"${sqlType(type)}"`, valueBoundaryType: `"${sqlType(value)}"` },
    at,
  );
}

const isDays = (t: DataType): boolean => t.kind === "day_time_interval" && t.start === "day" && t.end === "day";

const frameSql = (unit: AskedFrame["unit"], lower: string, upper: string): string =>
  `${unit.toUpperCase()} BETWEEN ${lower} AND ${upper}`;

function printed(frame: WindowFrame): Resolved {
  const end = (b: FrameBound, side: string) => (b.kind === "unbounded" ? `UNBOUNDED ${side}` : "CURRENT ROW");
  return { frame, sql: frameSql(frame.unit, end(frame.lower, "PRECEDING"), end(frame.upper, "FOLLOWING")) };
}

const valueOf = (typed: Typed, cx: ExpressionContext): Value | undefined =>
  evaluate(typed.expr, cx.relation.facts.settings.kernelSettings)?.value;

/** A bound as a distance from the current row. */
function literalBound({ asked, typed }: Bound, cx: ExpressionContext): FrameBound {
  if (typed === undefined) return asked === "current_row" ? CURRENT : UNBOUNDED;
  const value = valueOf(typed, cx);
  if (value === undefined || value === null) throw unsupported("a window frame bound that is no constant");
  const negative = isNegative(value);
  const { type } = typed.expr;
  // Years and months bound dates, and days and seconds bound times, as they are; numbers bound dates by days.
  const offset: Literal = literal(type.kind === "date" ? INT : type, negative ? negate(value) : value);
  return { kind: negative ? "preceding" : "following", offset };
}

const negatedChild = (e: Expression): Expression | undefined =>
  e.kind === "function" && e.nameParts.at(-1) === "negative" ? e.args[0] : undefined;

const isDecimal = (v: Value): v is Decimal => typeof v === "object" && v !== null && "unscaled" in v;

/** How far a bound lies after the current row; intervals of several units are not compared. */
function sizeOf(value: Value | undefined): number | bigint | undefined {
  const size = value !== null && value !== undefined && isDecimal(value) ? value.unscaled : value;
  if (typeof size === "bigint") return size;
  return typeof size === "number" && !Number.isNaN(size) ? size : undefined;
}

const isNegative = (v: Value): boolean =>
  isDecimal(v) ? v.unscaled < 0n : (typeof v === "number" || typeof v === "bigint") && v < 0;

function negate(v: Value): Value {
  if (isDecimal(v)) return { unscaled: -v.unscaled, scale: v.scale };
  if (typeof v === "bigint") return -v;
  return typeof v === "number" ? -v : v;
}
