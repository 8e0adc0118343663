/**
 * Casts. DuckDB's own cast where it means the same; around it a fallback to the kernel `cast` for the values on which
 * DuckDB refuses or answers otherwise, so that only those rows pay for it and errors are exactly Spark's
 * (`org.apache.spark.sql.catalyst.expressions.Cast`).
 */
import type { EvalMode, ReadCast } from "../../../src/substrait/read/plan.ts";
import { type DataType, isText, sameType } from "../../../src/types/data-type.ts";
import type { Env } from "../context.ts";
import { castTarget } from "../expr/cast-text.ts";
import { compose, partOf } from "../expr/compose.ts";
import { canThrow } from "../expr/facts.ts";
import { kernelCall } from "../expr/kernel-call.ts";
import { typedNull } from "../literal.ts";
import { lowerExact, lowerExpr } from "../dispatch.ts";
import { exactly, type Lowered } from "../rel/block.ts";
import { atom, raw, type Sql } from "../sql.ts";
import { bare, decimalParts, physicalType } from "../types.ts";
import type { CastCall } from "./call.ts";
import { datetimeCast } from "./datetime.ts";
import { nestedCast } from "./nested.ts";
import { numericCast } from "./numeric.ts";
import { textCast } from "./text.ts";

/** A cast in the plan. */
export function lowerCast(cast: ReadCast, env: Env): Lowered {
  const { child } = cast;
  const from = bare(child.type);
  const to = bare(cast.type);
  const duck = physicalType(to);
  if (from.kind === "null") {
    if (!canThrow(child, env.cx.options.functions)) return { sql: typedNull(to), duck, depth: 0 };
    // An untyped NULL that may raise instead: raise_error, assert_true.
    const value = lowerExact(child, env);
    return { sql: atom(`CAST(CAST(${value.sql.text} AS VARCHAR) AS ${duck})`), duck, depth: value.depth + 2 };
  }
  if (isNothing(from, to)) return exactly(lowerExpr(child, env), to);
  if (child.kind === "literal") {
    const constant = [{ type: from, constant: child.value, sql: undefined }];
    const sql = kernelCall("cast", constant, { function: "cast", type: to, mode: cast.mode, origin: cast.origin }, env);
    if (!sql.text.startsWith("k_")) return { sql, duck, depth: 0 };
  }
  if (to.kind === "decimal" && from.kind === "decimal" && from.scale === to.scale && from.precision <= to.precision) {
    const value = lowerExpr(child, env);
    if (decimalParts(value.duck) !== undefined) return value;
  }
  const { fragments, depth } = compose(env, (hold) => {
    const x = hold(partOf(child, env, () => lowerExact(child, env)));
    return [castFragment(x, from, to, child.nullable, cast.mode, cast.origin, env)];
  });
  const sql = fragments[0] ?? raw("NULL");
  return exactly({ sql, duck: castTarget(sql.text) ?? sure(to), depth: depth + 1 }, to);
}

/** Casts to these types give DuckDB's own type of them, however they are written. */
const sure = (to: DataType): string | undefined =>
  to.kind === "boolean" || to.kind === "string" ? physicalType(to) : undefined;

/** A fragment of one Spark type as another. */
export function castFragment(
  x: Sql,
  from: DataType,
  to: DataType,
  nullable: boolean,
  mode: EvalMode,
  origin: number | undefined,
  env: Env,
): Sql {
  const source = bare(from);
  const goal = bare(to);
  if (source.kind === "null") return typedNull(goal);
  if (isNothing(source, goal)) return x;
  const call: CastCall = {
    x,
    from: source,
    to: goal,
    mode,
    nullable,
    target: physicalType(goal),
    timeZone: env.cx.options.settings.timeZone,
    kernel: () =>
      kernelCall(
        "cast",
        [{ type: source, constant: undefined, sql: x }],
        { function: "cast", type: goal, mode, origin },
        env,
      ),
    part: (part, a, b, partNullable) => castFragment(part, a, b, partNullable, mode, origin, env),
    fresh: () => `p_${env.cx.next()}`,
  };
  return numericCast(call) ?? textCast(call) ?? datetimeCast(call) ?? nestedCast(call) ?? call.kernel();
}

/** Whether a cast changes no value: the same type, or names and nullability only. */
export function isNothing(from: DataType, to: DataType): boolean {
  if (sameType(from, to, { names: false })) return true;
  if (isText(from) && to.kind === "string") return true;
  if (from.kind === "string" && isText(to)) return true;
  if (from.kind === "day_time_interval" && to.kind === "day_time_interval") return from.end === to.end;
  if (from.kind === "year_month_interval" && to.kind === "year_month_interval") return from.end === to.end;
  if (from.kind === "array" && to.kind === "array") return isNothing(from.element, to.element);
  if (from.kind === "map" && to.kind === "map") return isNothing(from.key, to.key) && isNothing(from.value, to.value);
  if (from.kind === "struct" && to.kind === "struct") {
    return (
      from.fields.length === to.fields.length &&
      from.fields.every((f, i) => isNothing(f.type, to.fields[i]?.type ?? f.type))
    );
  }
  return false;
}
