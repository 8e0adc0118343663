/** Times as whole microseconds, and back (`PreciseTimestampConversion`). */
import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { Expression } from "../../resolved/expression.ts";
import { BOOLEAN, DAY_TIME_INTERVAL, type DataType, LONG, STRING, struct } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import { literal, type Typed } from "../typed.ts";

/** A call of a function that cannot fail. */
export const call = (name: string, args: readonly Expression[], type: DataType, nullable = false): Expression => ({
  kind: "call",
  function: name,
  args,
  type,
  nullable: nullable || args.some((a) => a.nullable),
  mode: "legacy",
});

/** A whole number of microseconds. */
export const micros = (value: bigint): Expression => literal(LONG, value);

/** Microseconds since 1970, of the local clock where the time has no zone. */
export const microsOf = (time: Expression): Expression => call("unix_micros", [time], LONG);

/** The time of a type that is so many microseconds after 1970. */
export function timeOf(value: Expression, type: DataType): Expression {
  if (type.kind === "timestamp") return call("timestamp_micros", [value], type);
  const interval = call("interval_multiply", [literal(DAY_TIME_INTERVAL, 1n), value], DAY_TIME_INTERVAL);
  return call("timestamp_add_dt", [literal(type, 0n), interval], type);
}

/** `struct<start, end>` of two numbers of microseconds, whose fields can be NULL. */
export function windowOf(start: Expression, end: Expression, type: DataType): Expression {
  const fields = ["start", "end"].map((name) => ({ name, type, nullable: true }));
  const args = [literal(STRING, "start"), timeOf(start, type), literal(STRING, "end"), timeOf(end, type)];
  return { kind: "call", function: "named_struct", args, type: struct(fields), nullable: false, mode: "legacy" };
}

/** IS NOT NULL. */
export const isPresent = (value: Expression): Expression => ({
  kind: "call",
  function: "isnotnull",
  args: [value],
  type: BOOLEAN,
  nullable: false,
  mode: "legacy",
});

/** The difference of two numbers of microseconds. */
export const minus = (a: Expression, b: Expression): Expression => call("-", [a, b], LONG);

/** What Spark notes on the column of a window beside what is noted on the time's own. */
export function marked({ metadata }: Typed, marker: string): string {
  return JSON.stringify({ ...(metadata === undefined ? {} : (JSON.parse(metadata) as object)), [marker]: true });
}

const notesOf = ({ metadata }: Typed) =>
  metadata === undefined ? {} : (JSON.parse(metadata) as Readonly<Record<string, unknown>>);

/** The same without what {@link marked} noted. */
export function unmarked(typed: Typed): Typed {
  const { "spark.timeWindow": _t, "spark.sessionWindow": _s, ...rest } = notesOf(typed);
  return { ...typed, metadata: Object.keys(rest).length === 0 ? undefined : JSON.stringify(rest) };
}

/** `window_time`: the last microsecond of a column of windows (`ResolveWindowTime`). */
export function lastMoment(typed: Typed, origin: Origin | undefined): Typed {
  const { expr } = typed;
  const noted = notesOf(typed);
  if (expr.type.kind !== "struct") {
    const asked = { sqlExpr: `"window_time(${typed.sql()})"`, paramIndex: "first", requiredType: '"STRUCT"' };
    const given = { inputSql: `"${typed.sql()}"`, inputType: `"${sqlType(expr.type)}"` };
    throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", { ...asked, ...given }, { origin });
  }
  const end = expr.type.fields[1];
  if (end === undefined || !("spark.timeWindow" in noted || "spark.sessionWindow" in noted)) {
    throw sparkError("_LEGACY_ERROR_TEMP_3101", { windowTime: `window_time(${typed.sql()})` }, { origin: null });
  }
  const field: Expression = { kind: "get_field", child: expr, index: 1, type: end.type, nullable: true };
  return {
    expr: timeOf(minus(microsOf(field), micros(1n)), end.type),
    sql: () => `window_time(${typed.sql()})`,
    foldable: false,
    named: true,
    metadata: unmarked(typed).metadata,
  };
}
