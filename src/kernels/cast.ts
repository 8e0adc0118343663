import { unsupported } from "../errors/spark-error.ts";
import { type DataType, isAnsiInterval, isText, STRING, type StructType } from "../types/data-type.ts";
import type { MapValue, StructValue, Value, VariantValue } from "../types/value.ts";
import { castDatetime } from "./cast-datetime.ts";
import { castScalar } from "./cast-scalar.ts";
import { textOfArray, textOfMap, textOfStruct } from "./cast-nested-text.ts";
import type { EvalMode, KernelSettings } from "./kernel.ts";
import { sqlTypeName } from "./sql-text.ts";
import { toVariant, variantCast } from "./variant-cast.ts";
import { variantJson } from "./variant-json.ts";
import { rootOf } from "./variant-format.ts";
import { zoneOf } from "./zone.ts";

/** A cast of one value; NULL goes to NULL. */
export type CastFunction = (value: Value) => Value;

const identity: CastFunction = (value) => value;

/**
 * The cast from one type to another (`org.apache.spark.sql.catalyst.expressions.Cast`). In `ansi` mode it throws
 * CAST_INVALID_INPUT, CAST_OVERFLOW or NUMERIC_VALUE_OUT_OF_RANGE; in `legacy` mode numbers wrap around and bad text is
 * NULL; in `try` mode all of these are NULL. Pairs that Spark does not cast are the analyzer's to refuse.
 */
export function castFunction(from: DataType, to: DataType, mode: EvalMode, settings: KernelSettings): CastFunction {
  const cast = castOfNonNull(from, to, mode, settings);
  return cast === identity ? identity : (value) => (value === null ? null : cast(value));
}

function castOfNonNull(from: DataType, to: DataType, mode: EvalMode, settings: KernelSettings): CastFunction {
  if (from.kind === "udt") return castOfNonNull(from.sqlType, to, mode, settings);
  if (to.kind === "udt") return castOfNonNull(from, to.sqlType, mode, settings);
  if (from.kind === "null") return () => null;
  if (from.kind === "variant" && to.kind !== "variant") {
    const zone = zoneOf(settings.timeZone);
    const cast = variantCast(to, {
      zone,
      tolerant: mode === "try",
      scalar: (a, b) => castFunction(a, b, "try", settings),
    });
    return (value) => cast(rootOf(value as VariantValue));
  }
  if (to.kind === "variant" && from.kind !== "variant") return toVariant(from, "cast");
  if (isText(from) && isText(to)) return identity;
  if (isDatetimeLike(from) || isDatetimeLike(to)) {
    const cast = castDatetime(from, to, mode, settings);
    if (cast !== undefined) return cast;
  }
  if (isText(to)) {
    const part = (type: DataType): CastFunction => partText(type, mode, settings);
    if (from.kind === "array") return textOfArray(part(from.element));
    if (from.kind === "map") return textOfMap(part(from.key), part(from.value));
    if (from.kind === "struct") return textOfStruct(from.fields.map((f) => part(f.type)));
  }
  if (from.kind === "array" && to.kind === "array") {
    const element = castFunction(from.element, to.element, mode, settings);
    return element === identity ? identity : (value) => (value as readonly Value[]).map(element);
  }
  if (from.kind === "map" && to.kind === "map") {
    const key = castFunction(from.key, to.key, mode, settings);
    const item = castFunction(from.value, to.value, mode, settings);
    if (key === identity && item === identity) return identity;
    return (value) => ({ entries: (value as MapValue).entries.map(([k, v]) => [key(k), item(v)] as const) });
  }
  if (from.kind === "struct" && to.kind === "struct") return castStruct(from, to, mode, settings);
  if (from.kind === to.kind && from.kind !== "decimal") return identity;
  const scalar = castScalar(from, to, mode);
  if (scalar === undefined) throw unsupported(`CAST from ${sqlTypeName(from)} to ${sqlTypeName(to)}`);
  return scalar;
}

/** A part of a nested value as text; variants there stand as JSON, texts in quotes. */
function partText(type: DataType, mode: EvalMode, settings: KernelSettings): CastFunction {
  if (type.kind !== "variant") return castFunction(type, STRING, mode, settings);
  const zone = zoneOf(settings.timeZone);
  return (value) => (value === null ? null : variantJson(rootOf(value as VariantValue), zone));
}

function castStruct(from: StructType, to: StructType, mode: EvalMode, settings: KernelSettings): CastFunction {
  const casts = from.fields.map((f, i) => {
    const target = to.fields[i];
    return target === undefined ? identity : castFunction(f.type, target.type, mode, settings);
  });
  if (casts.every((cast) => cast === identity)) return identity;
  return (value) => ({ fields: (value as StructValue).fields.map((v, i) => casts[i]?.(v) ?? null) });
}

function isDatetimeLike(type: DataType): boolean {
  return (
    type.kind === "date" ||
    type.kind === "timestamp" ||
    type.kind === "timestamp_ntz" ||
    type.kind === "time" ||
    type.kind === "calendar_interval" ||
    isAnsiInterval(type)
  );
}
