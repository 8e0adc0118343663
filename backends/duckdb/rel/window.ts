import { unsupported } from "../../../src/errors/spark-error.ts";
import { invariant } from "../../../src/base/invariant.ts";
import type { ReadFrameBound, ReadWindow, ReadWindowCall } from "../../../src/substrait/read/plan.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import { instantToLocal } from "../casts/datetime.ts";
import { normalized, normalSql } from "../expr/normal.ts";
import type { Env, RelEnv } from "../context.ts";
import { lowerAggregateCall } from "../expr/aggregate-call.ts";
import { literalSql } from "../literal.ts";
import { lowerExact } from "../dispatch.ts";
import { raw, type Sql } from "../sql.ts";
import { type Block, type BlockColumn, opened, type OrderKey } from "./block.ts";
import { emitRel } from "../dispatch.ts";
import { lowerOver } from "./level.ts";
import { sortKey } from "./sort.ts";

/** Functions whose answer is the same in every frame; DuckDB takes none for some of them. */
const FRAMELESS = new Set(["row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lead", "lag"]);

/** The input's columns and window functions over one partitioning and order. */
export function emitWindow(rel: ReadWindow, env: RelEnv): Block {
  // Without partitions and order DuckDB answers row by row, and a late failure could not be mended.
  const inner: RelEnv = { ...env, blocking: env.blocking || rel.partition.length + rel.order.length > 0 };
  const input = opened(emitRel(rel.input, inner), env.cx.alias);
  const { block, result } = lowerOver(input, inner, (e) => {
    const partition = rel.partition.map((expr) => {
      // DuckDB gives a column that it partitions by back from its key, where -0.0 has become 0.0.
      const { sql } = normalized(lowerExact(expr, e), expr.type);
      return sql.text;
    });
    const order = rel.order.map((key) => sortKey(key, e));
    return rel.calls.map((call): BlockColumn => {
      const over = overText(call, partition, order, rel, e);
      return { ...lowerAggregateCall(call, e, { over }), kind: "computed" };
    });
  });
  return { ...block, columns: [...block.columns, ...result], closed: true };
}

function overText(
  call: ReadWindowCall,
  partition: readonly string[],
  order: readonly OrderKey[],
  rel: ReadWindow,
  env: Env,
): Sql {
  const clauses: string[] = [];
  if (partition.length > 0) clauses.push(`PARTITION BY ${partition.join(", ")}`);
  const framed = !FRAMELESS.has(call.function);
  const distance = framed && call.frame.unit === "range" ? rangeKey(call, rel, env) : undefined;
  const keys = distance === undefined ? order : [{ text: distance.key, words: order[0]?.words ?? "ASC NULLS FIRST" }];
  if (keys.length > 0) clauses.push(`ORDER BY ${keys.map((k) => `${k.text} ${k.words}`).join(", ")}`);
  if (framed) {
    const bound = (b: ReadFrameBound, side: "PRECEDING" | "FOLLOWING") =>
      boundText(b, side, distance?.offset ?? rowOffset);
    const { unit, lower, upper } = forward(call.frame);
    clauses.push(
      `${unit === "rows" ? "ROWS" : "RANGE"} BETWEEN ${bound(lower, "PRECEDING")} AND ${bound(upper, "FOLLOWING")}`,
    );
  }
  return raw(` OVER (${clauses.join(" ")})`);
}

/** DuckDB takes no frame from the current row back, nor from later rows to the current one; Spark finds them empty. */
function forward(frame: ReadWindowCall["frame"]): ReadWindowCall["frame"] {
  const { lower, upper } = frame;
  if (
    (lower.kind === "current_row" && upper.kind === "preceding") ||
    (lower.kind === "following" && upper.kind === "current_row")
  ) {
    throw unsupported("window frames that end before they begin");
  }
  return frame;
}

type Offset = (bound: Extract<ReadFrameBound, { readonly offset: unknown }>) => string;

const rowOffset: Offset = ({ offset }) => String(offset.value);

function boundText(bound: ReadFrameBound, side: "PRECEDING" | "FOLLOWING", offset: Offset): string {
  switch (bound.kind) {
    case "unbounded":
      return `UNBOUNDED ${side}`;
    case "current_row":
      return "CURRENT ROW";
    case "preceding":
      return `${offset(bound)} PRECEDING`;
    case "following":
      return `${offset(bound)} FOLLOWING`;
  }
}

/** For a frame of distances: the order key in a form that DuckDB can add the distance to, and the distance so. */
function rangeKey(
  call: ReadWindowCall,
  rel: ReadWindow,
  env: Env,
): { readonly key: string; readonly offset: Offset } | undefined {
  const bounds = [call.frame.lower, call.frame.upper].filter((b) => b.kind === "preceding" || b.kind === "following");
  const [first] = bounds;
  if (first === undefined) return undefined;
  const key = rel.order[0];
  invariant(key !== undefined, "a range frame with a distance needs an order");
  const { type } = key.expression;
  const { text } = lowerExact(key.expression, env).sql;
  return distanceForm(text, type, first.offset.type, env);
}

function distanceForm(
  x: string,
  type: DataType,
  offset: DataType,
  env: Env,
): { readonly key: string; readonly offset: Offset } {
  const integer: Offset = (b) => `CAST(${String(b.offset.value)} AS BIGINT)`;
  const months: Offset = (b) => `to_months(CAST(${String(b.offset.value)} AS INTEGER))`;
  const interval: Offset = (b) => literalSql(b.offset.value, b.offset.type).text;
  switch (type.kind) {
    case "byte":
    case "short":
    case "int":
      return { key: `CAST(${x} AS BIGINT)`, offset: integer };
    case "long":
      return { key: `CAST(${x} AS HUGEINT)`, offset: (b) => `CAST(${String(b.offset.value)} AS HUGEINT)` };
    case "date":
      if (offset.kind === "year_month_interval") return { key: x, offset: months };
      if (offset.kind === "calendar_interval") return { key: x, offset: interval };
      if (offset.kind === "day_time_interval") {
        return { key: `epoch_us(CAST(${x} AS TIMESTAMP))`, offset: integer };
      }
      return { key: `(${x} - DATE '1970-01-01')`, offset: integer };
    case "timestamp":
    case "timestamp_ntz": {
      if (offset.kind === "day_time_interval") return { key: `epoch_us(${x})`, offset: integer };
      const local = type.kind === "timestamp" ? instantToLocal(raw(x), env.cx.options.settings.timeZone)?.text : x;
      if (local === undefined)
        throw unsupported(`range frames of intervals in the time zone ${env.cx.options.settings.timeZone}`);
      return { key: local, offset: offset.kind === "year_month_interval" ? months : interval };
    }
    case "float":
    case "double":
      return { key: normalSql(raw(x), type).text, offset: interval };
    case "decimal":
    case "year_month_interval":
    case "day_time_interval":
      return { key: x, offset: interval };
    default:
      throw unsupported(`range frames over ${type.kind}`);
  }
}
