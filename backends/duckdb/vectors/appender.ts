/**
 * DuckDB vectors to Arrow columns: an appender per column takes over chunk after chunk and gives the whole column when
 * a batch is full. What DuckDB keeps in Arrow's layout already is one copy; booleans are packed, decimals widened,
 * strings gathered, list entries turned into offsets.
 */
import duckdb, { type Vector } from "@duckdb/node-bindings";
import type { DataType, TypeKind } from "../../../src/types/data-type.ts";
import { type ArrowColumn, asInt16, asInt32, asInt64, bytesOf } from "../../../src/arrow/column.ts";
import { nanosOf } from "../../../src/arrow/build-column.ts";
import { GrowableBits, GrowableBytes } from "./growable.ts";
import { freedCopy } from "../../../src/base/free-memory.ts";
import { appendStrings, Ends } from "./text.ts";

/** Collects one column. */
export interface ColumnAppender {
  /** Appends the vector's first `rows` rows, or those that `pick` lists, in its order. */
  append(vector: Vector, rows: number, pick?: Uint32Array): void;
  /** Bytes collected so far. */
  bytes(): number;
  /** The column, viewing memory that is used again after {@link clear}. */
  column(): ArrowColumn;
  clear(): void;
}

/** The appender of a Spark type; `large` gives text and binary 64-bit offsets. */
export function appenderOf(type: DataType, large: boolean): ColumnAppender {
  const make = makers[type.kind] as (t: DataType, large: boolean) => ColumnAppender;
  return make(type, large);
}

const makers: { readonly [K in TypeKind]: (type: Extract<DataType, { kind: K }>, large: boolean) => ColumnAppender } = {
  null: () => new NullAppender(),
  boolean: () => new BooleanAppender(),
  byte: () => new FixedAppender(1),
  short: () => new FixedAppender(2),
  int: () => new FixedAppender(4),
  long: () => new FixedAppender(8),
  float: () => new FixedAppender(4),
  double: () => new FixedAppender(8),
  decimal: (t) => {
    const width = decimalWidth(t.precision);
    return new FixedAppender(width, widenDecimal[width]);
  },
  string: (_, large) => new TextAppender(large),
  char: (_, large) => new TextAppender(large),
  varchar: (_, large) => new TextAppender(large),
  binary: (_, large) => new TextAppender(large),
  date: () => new FixedAppender(4),
  timestamp: () => new FixedAppender(8),
  timestamp_ntz: () => new FixedAppender(8),
  time: () => new FixedAppender(8, (data) => bytesOf(asInt64(data).map((micros) => micros * 1000n))),
  calendar_interval: () => new FixedAppender(16, intervalNanos),
  year_month_interval: () => new FixedAppender(4),
  day_time_interval: () => new FixedAppender(8),
  variant: (_, large) => new StructAppender([new TextAppender(large), new TextAppender(large)], false),
  array: (t, large) => new ListAppender(appenderOf(t.element, large)),
  map: (t, large) => new ListAppender(new StructAppender([appenderOf(t.key, large), appenderOf(t.value, large)], true)),
  struct: (t, large) =>
    new StructAppender(
      t.fields.map((f) => appenderOf(f.type, large)),
      false,
    ),
  udt: (t, large) => appenderOf(t.sqlType, large),
};

/** Bytes in which DuckDB keeps a decimal of that precision. */
export const decimalWidth = (precision: number): 2 | 4 | 8 | 16 =>
  precision > 18 ? 16 : precision > 9 ? 8 : precision > 4 ? 4 : 2;

/** The validity words of a vector's first rows; null when every row is there. */
const validityOf = (vector: Vector, rows: number): Uint8Array | null =>
  duckdb.vector_get_validity(vector, ((rows + 63) >> 6) * 8) as Uint8Array | null;

/** The validity of a column, kept only from the first missing value on. */
class Validity {
  private readonly bits = new GrowableBits();
  rows = 0;

  append(mask: Uint8Array | null, rows: number, pick: Uint32Array | undefined): void {
    const count = pick?.length ?? rows;
    if (mask !== null) {
      if (this.bits.length < this.rows) this.bits.ones(this.rows - this.bits.length);
      if (pick === undefined) this.bits.append(mask, rows);
      else for (const row of pick) this.bits.push(((mask[row >> 3] as number) >> (row & 7)) & 1);
    } else if (this.bits.length > 0) this.bits.ones(count);
    this.rows += count;
  }

  get nulls(): number {
    return this.bits.zeros;
  }

  taken(): Uint8Array | undefined {
    return this.bits.zeros === 0 ? undefined : this.bits.taken();
  }

  clear(): void {
    this.bits.clear();
    this.rows = 0;
  }
}

abstract class ValidAppender {
  protected readonly validity = new Validity();

  protected made(buffers: readonly Uint8Array[], children: readonly ArrowColumn[] = []): ArrowColumn {
    const { rows, nulls } = this.validity;
    return { rows, nulls, validity: this.validity.taken(), buffers, children };
  }
}

/** Values of `width` bytes, copied or passed through `convert` at the chunk's arrival. */
class FixedAppender extends ValidAppender implements ColumnAppender {
  private readonly data = new GrowableBytes();
  private readonly width: number;
  private readonly convert: ((data: Uint8Array, mask: Uint8Array | null) => Uint8Array) | undefined;

  constructor(width: number, convert?: (data: Uint8Array, mask: Uint8Array | null) => Uint8Array) {
    super();
    this.width = width;
    this.convert = convert;
  }

  append(vector: Vector, rows: number, pick?: Uint32Array): void {
    if (rows === 0) return;
    const mask = validityOf(vector, rows);
    this.validity.append(mask, rows, pick);
    let data = duckdb.vector_get_data(vector, rows * this.width);
    let width = this.width;
    if (this.convert !== undefined) {
      data = this.convert(data, mask);
      width = data.length / rows;
    }
    if (pick === undefined) this.data.append(data);
    else {
      this.data.reserve(pick.length * width);
      for (const row of pick) this.data.append(data.subarray(row * width, (row + 1) * width));
    }
    freedCopy(data);
  }

  bytes(): number {
    return this.data.length + (this.validity.rows >> 3);
  }

  column(): ArrowColumn {
    return this.made([this.data.taken()]);
  }

  clear(): void {
    this.data.clear();
    this.validity.clear();
  }
}

/** DuckDB keeps decimals in the least of 16, 32, 64 and 128 bits; Arrow's decimal128 always takes 16 bytes. */
const widenDecimal = {
  2: (data: Uint8Array): Uint8Array => widen(asInt16(data)),
  4: (data: Uint8Array): Uint8Array => widen(asInt32(data)),
  8: (data: Uint8Array): Uint8Array => {
    const words = asInt32(data);
    const out = new Int32Array(words.length * 2);
    for (let i = 0, o = 0; i < words.length; i += 2, o += 4) {
      const high = words[i + 1] as number;
      out[o] = words[i] as number;
      out[o + 1] = high;
      out[o + 2] = out[o + 3] = high >> 31;
    }
    return bytesOf(out);
  },
  16: undefined,
} as const;

function widen(values: Int16Array | Int32Array): Uint8Array {
  const out = new Int32Array(values.length * 4);
  for (let i = 0, o = 0; i < values.length; i++, o += 4) {
    const v = values[i] as number;
    out[o] = v;
    out[o + 1] = out[o + 2] = out[o + 3] = v >> 31;
  }
  return bytesOf(out);
}

function intervalNanos(data: Uint8Array, mask: Uint8Array | null): Uint8Array {
  const micros = asInt64(new Uint8Array(data));
  for (let i = 0; i < micros.length >> 1; i++) {
    const there = mask === null || ((mask[i >> 3] as number) >> (i & 7)) & 1;
    micros[i * 2 + 1] = there ? nanosOf(micros[i * 2 + 1] as bigint) : 0n;
  }
  return bytesOf(micros);
}

/** Arrow's null type: a count of rows. */
class NullAppender implements ColumnAppender {
  private rows = 0;

  append(_vector: Vector, rows: number, pick?: Uint32Array): void {
    this.rows += pick?.length ?? rows;
  }

  bytes(): number {
    return 0;
  }

  column(): ArrowColumn {
    return { rows: this.rows, nulls: this.rows, validity: undefined, buffers: [], children: [] };
  }

  clear(): void {
    this.rows = 0;
  }
}

class BooleanAppender extends ValidAppender implements ColumnAppender {
  private readonly bits = new GrowableBits();

  append(vector: Vector, rows: number, pick?: Uint32Array): void {
    if (rows === 0) return;
    const mask = validityOf(vector, rows);
    this.validity.append(mask, rows, pick);
    const data = duckdb.vector_get_data(vector, rows);
    if (pick !== undefined) {
      for (const row of pick) this.bits.push(data[row] === 0 ? 0 : 1);
      return;
    }
    const packed = new Uint8Array((rows + 7) >> 3);
    for (let i = 0; i < rows; i++) if (data[i] !== 0) packed[i >> 3] = (packed[i >> 3] as number) | (1 << (i & 7));
    this.bits.append(packed, rows);
  }

  bytes(): number {
    return this.bits.length >> 2;
  }

  column(): ArrowColumn {
    return this.made([this.bits.taken()]);
  }

  clear(): void {
    this.bits.clear();
    this.validity.clear();
  }
}

/** VARCHAR and BLOB. */
class TextAppender extends ValidAppender implements ColumnAppender {
  private readonly text = new GrowableBytes();
  private readonly ends = new Ends();
  private readonly large: boolean;

  constructor(large: boolean) {
    super();
    this.large = large;
  }

  append(vector: Vector, rows: number, pick?: Uint32Array): void {
    if (rows === 0) return;
    const mask = validityOf(vector, rows);
    this.validity.append(mask, rows, pick);
    const entries = duckdb.vector_get_data(vector, rows * 16);
    if (pick === undefined) return appendStrings(entries, rows, mask, this.text, this.ends);
    const picked = new Uint8Array(pick.length * 16);
    const pickedMask = mask && new Uint8Array((pick.length + 7) >> 3);
    pick.forEach((row, i) => {
      picked.set(entries.subarray(row * 16, row * 16 + 16), i * 16);
      if (mask !== null && pickedMask !== null && ((mask[row >> 3] as number) >> (row & 7)) & 1) {
        pickedMask[i >> 3] = (pickedMask[i >> 3] as number) | (1 << (i & 7));
      }
    });
    appendStrings(picked, pick.length, pickedMask, this.text, this.ends);
  }

  bytes(): number {
    return this.text.length + this.ends.rows * (this.large ? 8 : 4);
  }

  column(): ArrowColumn {
    const offsets = this.ends.array.subarray(0, this.ends.rows + 1);
    return this.made([this.large ? bytesOf(BigInt64Array.from(offsets, BigInt)) : bytesOf(offsets), this.text.taken()]);
  }

  clear(): void {
    this.text.clear();
    this.ends.rows = 0;
    this.validity.clear();
  }
}

/** LIST, and MAP, which is a list of structs. */
class ListAppender extends ValidAppender implements ColumnAppender {
  private readonly ends = new Ends();
  private readonly item: ColumnAppender;

  constructor(item: ColumnAppender) {
    super();
    this.item = item;
  }

  append(vector: Vector, rows: number, pick?: Uint32Array): void {
    if (rows === 0) return;
    const mask = validityOf(vector, rows);
    this.validity.append(mask, rows, pick);
    const entries = asInt32(duckdb.vector_get_data(vector, rows * 16));
    const size = duckdb.list_vector_get_size(vector);
    const count = pick?.length ?? rows;
    this.ends.reserve(count);
    const ends = this.ends.array;
    const before = ends[this.ends.rows] as number;
    let total = 0;
    let inOrder = true;
    for (let i = 0; i < count; i++) {
      const row = pick === undefined ? i : (pick[i] as number);
      if (mask === null || ((mask[row >> 3] as number) >> (row & 7)) & 1) {
        const length = entries[row * 4 + 2] as number;
        if (length > 0 && entries[row * 4] !== total) inOrder = false;
        total += length;
      }
      ends[++this.ends.rows] = before + total;
    }
    if (total === 0) return;
    const child = duckdb.list_vector_get_child(vector);
    if (inOrder) {
      // The items used are the child's first ones; what lies behind them belongs to no row.
      this.item.append(child, total);
      return;
    }
    const items = new Uint32Array(total);
    let at = 0;
    for (let i = 0; i < count; i++) {
      const row = pick === undefined ? i : (pick[i] as number);
      if (mask !== null && (((mask[row >> 3] as number) >> (row & 7)) & 1) === 0) continue;
      const start = entries[row * 4] as number;
      const length = entries[row * 4 + 2] as number;
      for (let k = 0; k < length; k++) items[at++] = start + k;
    }
    this.item.append(child, size, items);
  }

  bytes(): number {
    return this.ends.rows * 4 + this.item.bytes();
  }

  column(): ArrowColumn {
    return this.made([bytesOf(this.ends.array.subarray(0, this.ends.rows + 1))], [this.item.column()]);
  }

  clear(): void {
    this.ends.rows = 0;
    this.item.clear();
    this.validity.clear();
  }
}

class StructAppender extends ValidAppender implements ColumnAppender {
  private readonly parts: readonly ColumnAppender[];
  private readonly entries: boolean;

  /** `entries`: the pairs of a map, which are never missing. */
  constructor(parts: readonly ColumnAppender[], entries: boolean) {
    super();
    this.parts = parts;
    this.entries = entries;
  }

  append(vector: Vector, rows: number, pick?: Uint32Array): void {
    if (rows === 0) return;
    this.validity.append(this.entries ? null : validityOf(vector, rows), rows, pick);
    this.parts.forEach((part, i) => part.append(duckdb.struct_vector_get_child(vector, i), rows, pick));
  }

  bytes(): number {
    return this.parts.reduce((n, p) => n + p.bytes(), this.validity.rows >> 3);
  }

  column(): ArrowColumn {
    return this.made(
      [],
      this.parts.map((p) => p.column()),
    );
  }

  clear(): void {
    for (const p of this.parts) p.clear();
    this.validity.clear();
  }
}
