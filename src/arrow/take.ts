import { unsupported } from "../errors/spark-error.ts";
import { type ArrowColumn, asInt32, asInt64, bytesOf, isValid } from "./column.ts";
import type { ArrowType } from "./field.ts";

/** The rows of a column in the given order; a negative index, or one of a missing value, gives null. For flat types. */
export function takeRows(source: ArrowColumn, type: ArrowType, rows: Int32Array): ArrowColumn {
  const count = rows.length;
  const validity = new Uint8Array((count + 7) >> 3);
  let nulls = 0;
  rows.forEach((row, i) => {
    if (row >= 0 && isValid(source, row)) validity[i >> 3] = (validity[i >> 3] ?? 0) | (1 << (i & 7));
    else nulls++;
  });
  const made = (buffers: readonly Uint8Array[]): ArrowColumn => ({
    rows: count,
    nulls,
    validity: nulls === 0 ? undefined : validity,
    buffers,
    children: [],
  });
  const there = (i: number) => ((validity[i >> 3] ?? 0) >> (i & 7)) & 1;
  const data = source.buffers[0] ?? new Uint8Array(0);

  if (type.kind === "null") return { rows: count, nulls: count, validity: undefined, buffers: [], children: [] };
  if (type.kind === "bool") {
    const out = new Uint8Array((count + 7) >> 3);
    rows.forEach((row, i) => {
      if (there(i) && ((data[row >> 3] ?? 0) >> (row & 7)) & 1) out[i >> 3] = (out[i >> 3] ?? 0) | (1 << (i & 7));
    });
    return made([out]);
  }
  if (type.kind === "utf8" || type.kind === "binary") {
    const offsets = variableOffsets(source, type.large);
    const text = source.buffers[1] ?? new Uint8Array(0);
    const out = new Int32Array(count + 1);
    let size = 0;
    rows.forEach((row, i) => {
      if (there(i)) size += (offsets[row + 1] ?? 0) - (offsets[row] ?? 0);
      out[i + 1] = size;
    });
    const bytes = new Uint8Array(size);
    rows.forEach((row, i) => {
      if (there(i)) bytes.set(text.subarray(offsets[row], offsets[row + 1]), out[i]);
    });
    return made([type.large ? bytesOf(BigInt64Array.from(out, BigInt)) : bytesOf(out), bytes]);
  }
  const width = byteWidth(type);
  if (width === undefined) throw unsupported(`Arrow dictionaries of ${type.kind} values`);
  const out = new Uint8Array(count * width);
  rows.forEach((row, i) => {
    if (there(i)) out.set(data.subarray(row * width, (row + 1) * width), i * width);
  });
  return made([out]);
}

/** The offsets of text, binary or list columns as numbers, from 32 or 64 bits. */
export const variableOffsets = (column: ArrowColumn, large: boolean): Int32Array | Float64Array => {
  const bytes = column.buffers[0] ?? new Uint8Array(0);
  if (bytes.length === 0) return new Int32Array(column.rows + 1);
  return large ? Float64Array.from(asInt64(bytes), Number) : asInt32(bytes);
};

/** Bytes per value of fixed-width types; `undefined` for the others and for bits. */
export function byteWidth(type: ArrowType): number | undefined {
  switch (type.kind) {
    case "int":
    case "float":
    case "time":
    case "decimal":
      return type.bits / 8;
    case "date":
      return type.unit === "day" ? 4 : 8;
    case "timestamp":
    case "duration":
      return 8;
    case "interval":
      return type.unit === "year_month" ? 4 : type.unit === "day_time" ? 8 : 16;
    case "fixed_size_binary":
      return type.width;
    case "null":
    case "bool":
    case "utf8":
    case "binary":
    case "list":
    case "fixed_size_list":
    case "map":
    case "struct":
      return undefined;
  }
}
