/** Plain values from columns: for interpreters, small decodings and tests. */
import { unsupported } from "../errors/spark-error.ts";
import type { StructType } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";
import { type ArrowColumn, asFloat32, asFloat64, asInt16, asInt32, asInt64, isValid } from "./column.ts";
import { type ArrowField, sparkType, type TimeUnit } from "./field.ts";
import { readStream } from "./read.ts";
import { variableOffsets } from "./take.ts";

/** All rows of a stream and the schema Spark infers for it. */
export function streamToValues(bytes: Uint8Array): { readonly schema: StructType; readonly rows: Value[][] } {
  const { fields, batches } = readStream(bytes);
  const rows: Value[][] = [];
  for (const batch of batches) {
    const columns = fields.map((f, i) => {
      const column = batch.columns[i];
      if (column === undefined) throw unsupported("an Arrow batch with fewer columns than its schema");
      return columnValues(f, column);
    });
    for (let r = 0; r < batch.rows; r++) rows.push(columns.map((c) => c[r] ?? null));
  }
  return {
    schema: { kind: "struct", fields: fields.map((f) => ({ name: f.name, type: sparkType(f), nullable: f.nullable })) },
    rows,
  };
}

/** The values of one column, in the forms of {@link Value} for the type `sparkType(field)`. */
export function columnValues(field: ArrowField, column: ArrowColumn): Value[] {
  const read = reader(field, column);
  const values: Value[] = [];
  for (let i = 0; i < column.rows; i++) values.push(isValid(column, i) ? read(i) : null);
  return values;
}

const PER_MICRO: Readonly<Record<TimeUnit, (v: bigint) => bigint>> = {
  s: (v) => v * 1_000_000n,
  ms: (v) => v * 1000n,
  us: (v) => v,
  ns: (v) => (v >= 0n ? v / 1000n : -((-v + 999n) / 1000n)),
};
const PER_NANO: Readonly<Record<TimeUnit, bigint>> = { s: 1_000_000_000n, ms: 1_000_000n, us: 1000n, ns: 1n };

/** Reads the value at a row that is known to be there. */
function reader(field: ArrowField, column: ArrowColumn): (i: number) => Value {
  const t = field.type;
  const data = column.buffers[0] ?? new Uint8Array(0);
  const children = () => field.children.map((f, i) => columnValues(f, column.children[i] as ArrowColumn));
  const from =
    <T extends Value>(array: { readonly [i: number]: T | undefined }) =>
    (i: number): Value =>
      array[i] ?? null;
  switch (t.kind) {
    case "null":
      return () => null;
    case "bool":
      return (i) => (((data[i >> 3] ?? 0) >> (i & 7)) & 1) === 1;
    case "int": {
      if (t.bits === 64) {
        const wide = asInt64(data);
        return t.signed ? from(wide) : (i) => ({ unscaled: BigInt.asUintN(64, wide[i] ?? 0n), scale: 0 });
      }
      if (t.bits === 32) {
        const ints = asInt32(data);
        return t.signed ? from(ints) : (i) => BigInt((ints[i] ?? 0) >>> 0);
      }
      if (t.bits === 16) {
        const ints = asInt16(data);
        return t.signed ? from(ints) : (i) => (ints[i] ?? 0) & 0xffff;
      }
      return t.signed ? (i) => ((data[i] ?? 0) << 24) >> 24 : from(data);
    }
    case "float":
      if (t.bits === 16) return (i) => halfFloat((data[i * 2] ?? 0) | ((data[i * 2 + 1] ?? 0) << 8));
      return t.bits === 64 ? from(asFloat64(data)) : from(asFloat32(data));
    case "utf8": {
      const offsets = variableOffsets(column, t.large);
      const text = column.buffers[1] ?? new Uint8Array(0);
      const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
      return (i) => decoder.decode(text.subarray(offsets[i], offsets[i + 1]));
    }
    case "binary": {
      const offsets = variableOffsets(column, t.large);
      const bytes = column.buffers[1] ?? new Uint8Array(0);
      return (i) => bytes.slice(offsets[i], offsets[i + 1]);
    }
    case "fixed_size_binary":
      return (i) => data.slice(i * t.width, (i + 1) * t.width);
    case "decimal": {
      const words = asInt64(data);
      return (i) => ({
        unscaled: ((words[i * 2 + 1] ?? 0n) << 64n) | BigInt.asUintN(64, words[i * 2] ?? 0n),
        scale: t.scale,
      });
    }
    case "date": {
      if (t.unit === "day") return from(asInt32(data));
      const wide = asInt64(data);
      return (i) => Number((wide[i] ?? 0n) / 86_400_000n);
    }
    case "time": {
      const per = PER_NANO[t.unit];
      if (t.bits === 32) {
        const ints = asInt32(data);
        return (i) => BigInt(ints[i] ?? 0) * per;
      }
      const wide = asInt64(data);
      return (i) => (wide[i] ?? 0n) * per;
    }
    case "timestamp":
    case "duration": {
      const wide = asInt64(data);
      const micros = PER_MICRO[t.unit];
      return (i) => micros(wide[i] ?? 0n);
    }
    case "interval": {
      if (t.unit === "year_month") return from(asInt32(data));
      if (t.unit === "day_time") throw unsupported("Arrow type interval[DAY_TIME]");
      const ints = asInt32(data);
      const wide = asInt64(data);
      return (i) => ({
        months: ints[i * 4] ?? 0,
        days: ints[i * 4 + 1] ?? 0,
        micros: PER_MICRO.ns(wide[i * 2 + 1] ?? 0n),
      });
    }
    case "list": {
      const offsets = variableOffsets(column, t.large);
      const [items = []] = children();
      return (i) => items.slice(offsets[i], offsets[i + 1]);
    }
    case "fixed_size_list": {
      const [items = []] = children();
      return (i) => items.slice(i * t.size, (i + 1) * t.size);
    }
    case "map": {
      const offsets = variableOffsets(column, false);
      const pairs = column.children[0] as ArrowColumn;
      const [keyField, valueField] = field.children[0]?.children ?? [];
      const keys = columnValues(keyField as ArrowField, pairs.children[0] as ArrowColumn);
      const values = columnValues(valueField as ArrowField, pairs.children[1] as ArrowColumn);
      return (i) => {
        const entries: [Value, Value][] = [];
        for (let j = offsets[i] ?? 0; j < (offsets[i + 1] ?? 0); j++)
          entries.push([keys[j] ?? null, values[j] ?? null]);
        return { entries };
      };
    }
    case "struct": {
      const parts = children();
      if (sparkType(field).kind === "variant") {
        const at = (name: string) => parts[field.children.findIndex((c) => c.name === name)] ?? [];
        const [value, metadata] = [at("value"), at("metadata")];
        return (i) => ({ value: value[i] as Uint8Array, metadata: metadata[i] as Uint8Array });
      }
      return (i) => ({ fields: parts.map((p) => p[i] ?? null) });
    }
  }
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
