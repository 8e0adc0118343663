/** Arrow columns to DuckDB vectors: rows of client data and results of kernels. */
import duckdb, { type Vector } from "@duckdb/node-bindings";
import { type ArrowColumn, asInt32, asInt64, bytesOf } from "../../../src/arrow/column.ts";
import type { DataType, TypeKind } from "../../../src/types/data-type.ts";
import { decimalWidth } from "./appender.ts";
import { structParts } from "./logical-type.ts";
import { writeStrings } from "./text.ts";

/**
 * Writes rows `start` to `start + count` of a column, in the Arrow layout of the Spark type with 32-bit offsets, to the
 * vector's first rows. `within` masks rows out that a struct around them misses: DuckDB wants those missing too.
 */
export function writeColumn(
  vector: Vector,
  type: DataType,
  column: ArrowColumn,
  start: number,
  count: number,
  within?: Uint8Array,
): void {
  if (count === 0) return;
  const valid = type.kind === "null" ? new Uint8Array((count + 7) >> 3) : rangeValidity(column, start, count, within);
  if (valid !== undefined) {
    duckdb.vector_ensure_validity_writable(vector);
    duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer as ArrayBuffer, valid.byteOffset, valid.byteLength);
  }
  const write = writers[type.kind] as (
    v: Vector,
    t: DataType,
    c: ArrowColumn,
    s: number,
    n: number,
    valid: Uint8Array | undefined,
  ) => void;
  write(vector, type, column, start, count, valid);
}

type Writer<K extends TypeKind> = (
  vector: Vector,
  type: Extract<DataType, { kind: K }>,
  column: ArrowColumn,
  start: number,
  count: number,
  valid: Uint8Array | undefined,
) => void;

const buffer = (column: ArrowColumn, i: number): Uint8Array => column.buffers[i] ?? new Uint8Array(0);

const put = (vector: Vector, bytes: Uint8Array, from: number, length: number): void =>
  duckdb.copy_data_to_vector(vector, 0, bytes.buffer as ArrayBuffer, bytes.byteOffset + from, length);

const fixed =
  (width: number) =>
  (vector: Vector, _type: DataType, column: ArrowColumn, start: number, count: number): void =>
    put(vector, buffer(column, 0), start * width, count * width);

const text = (vector: Vector, _type: DataType, column: ArrowColumn, start: number, count: number): void =>
  writeStrings(vector, offsetsOf(column), buffer(column, 1), start, count);

const offsetsOf = (column: ArrowColumn): Int32Array => {
  const bytes = buffer(column, 0);
  return bytes.length === 0 ? new Int32Array(column.rows + 1) : asInt32(bytes);
};

const struct = (
  vector: Vector,
  type: Extract<DataType, { kind: "struct" | "variant" }>,
  column: ArrowColumn,
  start: number,
  count: number,
  valid: Uint8Array | undefined,
): void => {
  structParts(type).forEach((part, i) => {
    const missing: ArrowColumn = {
      rows: column.rows,
      nulls: column.rows,
      validity: undefined,
      buffers: [],
      children: [],
    };
    writeColumn(duckdb.struct_vector_get_child(vector, i), part, column.children[i] ?? missing, start, count, valid);
  });
};

/** The entries of a list vector; gives the range of items. */
function writeEntries(
  vector: Vector,
  column: ArrowColumn,
  start: number,
  count: number,
): readonly [first: number, items: number] {
  const offsets = offsetsOf(column);
  const first = offsets[start] as number;
  const items = (offsets[start + count] as number) - first;
  const entries = new Int32Array(count * 4);
  for (let i = 0; i < count; i++) {
    entries[i * 4] = (offsets[start + i] as number) - first;
    entries[i * 4 + 2] = (offsets[start + i + 1] as number) - (offsets[start + i] as number);
  }
  duckdb.list_vector_reserve(vector, items);
  duckdb.list_vector_set_size(vector, items);
  put(vector, bytesOf(entries), 0, count * 16);
  return [first, items];
}

const writers: { readonly [K in TypeKind]: Writer<K> } = {
  null: () => undefined,
  boolean: (vector, _type, column, start, count) => {
    const bits = buffer(column, 0);
    const out = new Uint8Array(count);
    for (let i = 0; i < count; i++) out[i] = ((bits[(start + i) >> 3] as number) >> ((start + i) & 7)) & 1;
    put(vector, out, 0, count);
  },
  byte: fixed(1),
  short: fixed(2),
  int: fixed(4),
  long: fixed(8),
  float: fixed(4),
  double: fixed(8),
  decimal: (vector, type, column, start, count) => {
    const width = decimalWidth(type.precision);
    if (width === 16) return put(vector, buffer(column, 0), start * 16, count * 16);
    const words = asInt32(buffer(column, 0));
    if (width === 8) {
      const out = new Int32Array(count * 2);
      for (let i = 0; i < count; i++) {
        out[i * 2] = words[(start + i) * 4] as number;
        out[i * 2 + 1] = words[(start + i) * 4 + 1] as number;
      }
      return put(vector, bytesOf(out), 0, count * 8);
    }
    const out = width === 4 ? new Int32Array(count) : new Int16Array(count);
    for (let i = 0; i < count; i++) out[i] = words[(start + i) * 4] as number;
    put(vector, bytesOf(out), 0, count * width);
  },
  string: text,
  char: text,
  varchar: text,
  binary: text,
  date: fixed(4),
  timestamp: fixed(8),
  timestamp_ntz: fixed(8),
  time: (vector, _type, column, start, count) => {
    const nanos = asInt64(buffer(column, 0));
    put(
      vector,
      bytesOf(BigInt64Array.from({ length: count }, (_, i) => (nanos[start + i] as bigint) / 1000n)),
      0,
      count * 8,
    );
  },
  calendar_interval: (vector, _type, column, start, count) => {
    const bytes = buffer(column, 0).slice(start * 16, (start + count) * 16);
    const words = asInt64(bytes);
    for (let i = 0; i < count; i++) words[i * 2 + 1] = (words[i * 2 + 1] as bigint) / 1000n;
    put(vector, bytesOf(words), 0, count * 16);
  },
  year_month_interval: fixed(4),
  day_time_interval: fixed(8),
  variant: struct,
  array: (vector, type, column, start, count) => {
    const [first, items] = writeEntries(vector, column, start, count);
    writeColumn(duckdb.list_vector_get_child(vector), type.element, column.children[0] as ArrowColumn, first, items);
  },
  map: (vector, type, column, start, count) => {
    const [first, items] = writeEntries(vector, column, start, count);
    if (items === 0) return;
    const pairs = duckdb.list_vector_get_child(vector);
    const [key, value] = (column.children[0] as ArrowColumn).children;
    writeColumn(duckdb.struct_vector_get_child(pairs, 0), type.key, key as ArrowColumn, first, items);
    writeColumn(duckdb.struct_vector_get_child(pairs, 1), type.value, value as ArrowColumn, first, items);
  },
  struct,
  udt: (vector, type, column, start, count, valid) => writeColumn(vector, type.sqlType, column, start, count, valid),
};

/** The validity bits of a range, moved to bit 0; `undefined` when no value is missing. */
function rangeValidity(
  column: ArrowColumn,
  start: number,
  count: number,
  within: Uint8Array | undefined,
): Uint8Array | undefined {
  const bits = column.nulls === 0 ? undefined : column.validity;
  if (bits === undefined) return within;
  const bytes = (count + 7) >> 3;
  const out = new Uint8Array(bytes);
  const shift = start & 7;
  const from = start >> 3;
  for (let i = 0; i < bytes; i++) {
    const low = (bits[from + i] ?? 0) >> shift;
    const high = shift === 0 ? 0 : ((bits[from + i + 1] ?? 0) << (8 - shift)) & 0xff;
    out[i] = (low | high) & (within === undefined ? 0xff : (within[i] ?? 0));
  }
  return out;
}
