/** Columns from plain values: for small results, and for conversions that have no faster way. */
import { invariant } from "../base/invariant.ts";
import { sparkError } from "../errors/spark-error.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import type { CalendarInterval, Decimal, MapValue, StructValue, Value, VariantValue } from "../types/value.ts";
import { type ArrowColumn, bytesOf } from "./column.ts";
import type { ArrowOptions } from "./field.ts";
import { streamEncoder } from "./ipc.ts";

/** A complete Arrow stream of the given rows. */
export const valuesToStream = (
  schema: StructType,
  rows: readonly (readonly Value[])[],
  options: ArrowOptions,
): Uint8Array<ArrayBuffer> =>
  streamEncoder(schema, options).encode(
    schema.fields.map((f, i) =>
      buildColumn(
        f.type,
        rows.map((row) => row[i] ?? null),
        options.useLargeVarTypes,
      ),
    ),
    rows.length,
  );

/** The column of a Spark type's values, in the layout of `arrowField`. */
export function buildColumn(type: DataType, values: readonly Value[], large = false): ArrowColumn {
  const rows = values.length;
  const bits = new Uint8Array((rows + 7) >> 3);
  let nulls = 0;
  values.forEach((v, i) => {
    if (v === null) nulls++;
    else bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
  });
  const made = (buffers: readonly Uint8Array[], children: readonly ArrowColumn[] = []): ArrowColumn => ({
    rows,
    nulls,
    validity: nulls === 0 ? undefined : bits,
    buffers,
    children,
  });
  const numbers = <A extends Int8Array | Int16Array | Int32Array | Float32Array | Float64Array>(
    array: A,
  ): ArrowColumn => {
    values.forEach((v, i) => {
      array[i] = v === null ? 0 : (v as number);
    });
    return made([bytesOf(array)]);
  };
  const bigints = (): ArrowColumn => {
    const array = new BigInt64Array(rows);
    for (let i = 0; i < rows; i++) {
      const v = values[i];
      if (v !== null) array[i] = v as bigint;
    }
    return made([bytesOf(array)]);
  };

  switch (type.kind) {
    case "null":
      return { rows, nulls: rows, validity: undefined, buffers: [], children: [] };
    case "boolean": {
      const data = new Uint8Array((rows + 7) >> 3);
      values.forEach((v, i) => {
        if (v === true) data[i >> 3] = (data[i >> 3] ?? 0) | (1 << (i & 7));
      });
      return made([data]);
    }
    case "byte":
      return numbers(new Int8Array(rows));
    case "short":
      return numbers(new Int16Array(rows));
    case "int":
    case "date":
    case "year_month_interval":
      return numbers(new Int32Array(rows));
    case "float":
      return numbers(new Float32Array(rows));
    case "double":
      return numbers(new Float64Array(rows));
    case "long":
    case "timestamp":
    case "timestamp_ntz":
    case "time":
    case "day_time_interval":
      return bigints();
    case "decimal": {
      const data = new BigInt64Array(rows * 2);
      values.forEach((v, i) => {
        if (v === null) return;
        const { unscaled, scale } = v as Decimal;
        invariant(scale === type.scale, `a decimal of scale ${scale} in a column of scale ${type.scale}`);
        data[i * 2] = BigInt.asIntN(64, unscaled);
        data[i * 2 + 1] = unscaled >> 64n;
      });
      return made([bytesOf(data)]);
    }
    case "string":
    case "char":
    case "varchar": {
      return made(textBuffers(values as readonly (string | null)[], large));
    }
    case "binary":
      return made(
        variable(
          values.map((v) => (v === null ? undefined : (v as Uint8Array))),
          large,
        ),
      );
    case "calendar_interval": {
      const bytes = new Uint8Array(rows * 16);
      const view = new DataView(bytes.buffer);
      values.forEach((v, i) => {
        if (v === null) return;
        const { months, days, micros } = v as CalendarInterval;
        view.setInt32(i * 16, months, true);
        view.setInt32(i * 16 + 4, days, true);
        view.setBigInt64(i * 16 + 8, nanosOf(micros), true);
      });
      return made([bytes]);
    }
    case "variant": {
      const part = (key: keyof VariantValue) =>
        buildColumn(
          { kind: "binary" },
          values.map((v) => (v === null ? new Uint8Array(0) : (v as VariantValue)[key])),
          large,
        );
      return made([], [part("value"), part("metadata")]);
    }
    case "array": {
      const lists = values as readonly (readonly Value[] | null)[];
      return made(
        [lengthsToOffsets(lists.map((l) => l?.length ?? 0))],
        [
          buildColumn(
            type.element,
            lists.flatMap((l) => l ?? []),
            large,
          ),
        ],
      );
    }
    case "map": {
      const entries = (values as readonly (MapValue | null)[]).map((m) => m?.entries ?? []);
      const flat = entries.flat();
      const key = buildColumn(
        type.key,
        flat.map((e) => e[0]),
        large,
      );
      const value = buildColumn(
        type.value,
        flat.map((e) => e[1]),
        large,
      );
      const pairs: ArrowColumn = {
        rows: flat.length,
        nulls: 0,
        validity: undefined,
        buffers: [],
        children: [key, value],
      };
      return made([lengthsToOffsets(entries.map((e) => e.length))], [pairs]);
    }
    case "struct": {
      const structs = values as readonly (StructValue | null)[];
      return made(
        [],
        type.fields.map((f, i) =>
          buildColumn(
            f.type,
            structs.map((s) => s?.fields[i] ?? null),
            large,
          ),
        ),
      );
    }
    case "udt":
      return buildColumn(type.sqlType, values, large);
  }
}

/** Arrow carries calendar intervals in nanoseconds, so Spark fails beyond 292 years of microseconds. */
export function nanosOf(micros: bigint): bigint {
  const nanos = micros * 1000n;
  if (nanos !== BigInt.asIntN(64, nanos)) throw sparkError("INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION", {});
  return nanos;
}

function lengthsToOffsets(lengths: readonly number[]): Uint8Array {
  const offsets = new Int32Array(lengths.length + 1);
  lengths.forEach((n, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + n;
  });
  return bytesOf(offsets);
}

function variable(parts: readonly (Uint8Array | undefined)[], large: boolean): Uint8Array[] {
  const size = parts.reduce((n, p) => n + (p?.length ?? 0), 0);
  const data = new Uint8Array(size);
  const offsets = large ? new BigInt64Array(parts.length + 1) : new Int32Array(parts.length + 1);
  let at = 0;
  parts.forEach((p, i) => {
    if (p !== undefined) data.set(p, at);
    at += p?.length ?? 0;
    if (offsets instanceof BigInt64Array) offsets[i + 1] = BigInt(at);
    else offsets[i + 1] = at;
  });
  return [bytesOf(offsets), data];
}

/** All strings are encoded at once; ASCII, by far the usual case, needs no second look at their lengths. */
function textBuffers(values: readonly (string | null)[], large: boolean): Uint8Array[] {
  const joined = values.join("");
  const data = Buffer.from(joined);
  const ascii = data.length === joined.length;
  const offsets = large ? new BigInt64Array(values.length + 1) : new Int32Array(values.length + 1);
  let at = 0;
  values.forEach((v, i) => {
    if (v !== null) at += ascii ? v.length : Buffer.byteLength(v);
    if (offsets instanceof BigInt64Array) offsets[i + 1] = BigInt(at);
    else offsets[i + 1] = at;
  });
  // A lone surrogate at a string's end would pair with one at the next string's start, so lengths are checked.
  if (at !== data.length)
    return variable(
      values.map((v) => (v === null ? undefined : new TextEncoder().encode(v))),
      large,
    );
  return [bytesOf(offsets), data];
}
