/**
 * Client rows fitted to the schema the client asked for: columns are matched by position, renamed, and stored as the
 * schema's types by the store-assignment casts that cannot change a value (`SparkConnectPlanner.transformLocalRelation`:
 * rename, then `Dataset.to(schema)`).
 */
import { sparkError, unsupported } from "../errors/spark-error.ts";
import { type DataType, sameType, type StructType, STRING } from "../types/data-type.ts";
import type { Decimal, MapValue, StructValue, Value } from "../types/value.ts";
import { buildColumn } from "./build-column.ts";
import { type ArrowColumn, asInt64, bytesOf } from "./column.ts";
import { columnValues } from "./column-values.ts";
import { type ArrowField, arrowField, sparkType } from "./field.ts";
import { type ArrowBatch, readStream } from "./read.ts";

/**
 * The batches of the streams with one column per schema field, each in the layout of `arrowField` with 32-bit offsets.
 * Throws CONNECT_INVALID_PLAN for a wrong count and refuses casts that are no store assignment.
 */
export function localBatches(streams: readonly Uint8Array[], schema: StructType): ArrowBatch[] {
  return streams.flatMap((bytes) => {
    const { fields, batches } = readStream(bytes);
    if (fields.length !== schema.fields.length) {
      throw sparkError("CONNECT_INVALID_PLAN", {
        reason: `the schema has ${schema.fields.length} columns, but the Arrow data has ${fields.length}`,
      });
    }
    const fitters = schema.fields.map((target, i) => {
      const source = fields[i] as ArrowField;
      return fitter(source, target.type, target.name);
    });
    return batches.map((batch) => ({
      rows: batch.rows,
      columns: batch.columns.map((column, i) => {
        const fitted = (fitters[i] as Fitter)(column);
        const target = schema.fields[i];
        if (target !== undefined && !target.nullable && fitted.nulls > 0) {
          throw sparkError("NOT_NULL_ASSERT_VIOLATION", { walkedTypePath: `\n- field (name: "${target.name}")` });
        }
        return fitted;
      }),
    }));
  });
}

type Fitter = (column: ArrowColumn) => ArrowColumn;
const same: Fitter = (column) => column;

function fitter(source: ArrowField, target: DataType, path: string): Fitter {
  if (target.kind === "udt") return fitter(source, target.sqlType, path);
  const s = source.type;
  if (s.kind === "null")
    return (c) =>
      buildColumn(
        target,
        Array.from({ length: c.rows }, () => null),
      );
  const wanted = arrowField("", target, true, { timeZone: "UTC", useLargeVarTypes: false });
  const w = wanted.type;

  if ((s.kind === "utf8" && w.kind === "utf8") || (s.kind === "binary" && w.kind === "binary"))
    return s.large ? narrowOffsets : same;
  if (s.kind === "timestamp" && w.kind === "timestamp") {
    if ((s.zone === undefined) !== (w.zone === undefined)) throw refused(source, target, path);
    return s.unit === "us" ? same : viaValues(source, target);
  }
  if (s.kind === "duration" && w.kind === "duration") return s.unit === "us" ? same : viaValues(source, target);
  if (s.kind === "list" && target.kind === "array") {
    const item = fitter(source.children[0] as ArrowField, target.element, `${path}.element`);
    const offsets: Fitter = s.large ? narrowOffsets : same;
    return (c) => {
      const lists = offsets(c);
      return { ...lists, children: [item(c.children[0] as ArrowColumn)] };
    };
  }
  if (s.kind === "map" && target.kind === "map") {
    const [keyField, valueField] = source.children[0]?.children ?? [];
    const key = fitter(keyField as ArrowField, target.key, `${path}.key`);
    const value = fitter(valueField as ArrowField, target.value, `${path}.value`);
    return (c) => {
      const pairs = c.children[0] as ArrowColumn;
      const children = [key(pairs.children[0] as ArrowColumn), value(pairs.children[1] as ArrowColumn)];
      return { ...c, children: [{ ...pairs, children }] };
    };
  }
  if (s.kind === "struct" && (target.kind === "struct" || target.kind === "variant")) {
    const types =
      target.kind === "struct"
        ? target.fields.map((f) => f.type)
        : wanted.children.map(() => ({ kind: "binary" }) as const);
    if (types.length !== source.children.length) throw refused(source, target, path);
    const parts = source.children.map((child, i) => fitter(child, types[i] as DataType, `${path}.${child.name}`));
    return (c) => ({ ...c, children: parts.map((part, i) => part(c.children[i] as ArrowColumn)) });
  }
  if (JSON.stringify(s) === JSON.stringify(w)) return same;
  return viaValues(source, target, path);
}

/** 64-bit offsets as 32-bit ones. */
const narrowOffsets: Fitter = (c) => {
  const wide = asInt64(c.buffers[0] ?? new Uint8Array(0));
  const last = wide[c.rows] ?? 0n;
  if (last > 0x7fffffffn) throw unsupported("local data with more than 2 GiB in one column of one batch");
  return { ...c, buffers: [bytesOf(Int32Array.from(wide, Number)), ...c.buffers.slice(1)] };
};

function viaValues(source: ArrowField, target: DataType, path = ""): Fitter {
  const from = sparkType(source);
  const convert = sameType(from, target, { names: false }) ? (v: Value) => v : conversion(from, target);
  if (convert === undefined) throw refused(source, target, path);
  return (c) =>
    buildColumn(
      target,
      columnValues(source, c).map((v) => (v === null ? null : convert(v))),
    );
}

const refused = (source: ArrowField, target: DataType, path: string) =>
  unsupported(`local data of the type ${sparkType(source).kind} for the column ${path} of the type ${target.kind}`);

const digits = (unscaled: bigint) => (unscaled < 0n ? -unscaled : unscaled).toString().length;

/** The value of one type as another, where Spark's store assignment allows it; overflow raises. */
function conversion(from: DataType, to: DataType): ((v: Value) => Value) | undefined {
  const range =
    (bits: number) =>
    (v: bigint): Value => {
      if (v !== BigInt.asIntN(bits, v)) {
        throw sparkError("CAST_OVERFLOW", {
          value: String(v),
          sourceType: `"${from.kind.toUpperCase()}"`,
          targetType: `"${to.kind.toUpperCase()}"`,
        });
      }
      return bits === 64 ? v : Number(v);
    };
  const asDecimal = (v: bigint, scale: number, target: Extract<DataType, { kind: "decimal" }>): Decimal => {
    const unscaled =
      target.scale >= scale ? v * 10n ** BigInt(target.scale - scale) : halfUp(v, 10n ** BigInt(scale - target.scale));
    if (digits(unscaled) > target.precision) {
      throw sparkError("NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", {
        value: String(v),
        precision: String(target.precision),
        scale: String(target.scale),
        config: '"spark.sql.ansi.enabled"',
      });
    }
    return { unscaled, scale: target.scale };
  };
  const integral: Readonly<Record<string, number>> = { byte: 8, short: 16, int: 32, long: 64 };
  const bits = integral[to.kind];
  if (from.kind in integral) {
    if (bits !== undefined) {
      const check = range(bits);
      return (v) => check(BigInt(v as number | bigint));
    }
    if (to.kind === "double") return (v) => Number(v);
    if (to.kind === "float") return (v) => Math.fround(Number(v));
    if (to.kind === "decimal") return (v) => asDecimal(BigInt(v as number | bigint), 0, to);
    if (sameType(to, STRING)) return (v) => String(v as number | bigint);
  }
  if (from.kind === "decimal") {
    if (to.kind === "decimal") return (v) => asDecimal((v as Decimal).unscaled, from.scale, to);
    if (from.scale === 0 && bits !== undefined) {
      const check = range(bits);
      return (v) => check((v as Decimal).unscaled);
    }
    if (to.kind === "double") return (v) => Number(`${(v as Decimal).unscaled}e-${from.scale}`);
  }
  if (from.kind === "float" && to.kind === "double") return (v) => v;
  if (from.kind === "double" && to.kind === "float") return (v) => Math.fround(v as number);
  if (from.kind === "date" && to.kind === "timestamp_ntz") return (v) => BigInt(v as number) * 86_400_000_000n;
  if (from.kind === "array" && to.kind === "array") {
    const item = inner(from.element, to.element);
    return item && ((v) => (v as readonly Value[]).map(item));
  }
  if (from.kind === "map" && to.kind === "map") {
    const key = inner(from.key, to.key);
    const value = inner(from.value, to.value);
    return key && value && ((v) => ({ entries: (v as MapValue).entries.map(([k, x]) => [key(k), value(x)] as const) }));
  }
  if (from.kind === "struct" && to.kind === "struct" && from.fields.length === to.fields.length) {
    const parts = from.fields.map((f, i) => inner(f.type, (to.fields[i] as (typeof to.fields)[number]).type));
    if (parts.some((p) => p === undefined)) return undefined;
    return (v) => ({ fields: (v as StructValue).fields.map((x, i) => (parts[i] as (v: Value) => Value)(x)) });
  }
  return undefined;
}

/** A conversion of parts, which may be null. */
function inner(from: DataType, to: DataType): ((v: Value) => Value) | undefined {
  const convert = sameType(from, to, { names: false }) ? (v: Value) => v : conversion(from, to);
  return convert && ((v) => (v === null ? null : convert(v)));
}

function halfUp(value: bigint, divisor: bigint): bigint {
  const magnitude = value < 0n ? -value : value;
  const rounded = (magnitude + divisor / 2n) / divisor;
  return value < 0n ? -rounded : rounded;
}
