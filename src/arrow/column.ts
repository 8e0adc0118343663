/**
 * One column's values in Arrow's memory layout, offset 0: what the writer takes and the reader gives (its arrays view
 * the message's own bytes).
 */
export interface ArrowColumn {
  readonly rows: number;
  readonly nulls: number;
  /** LSB-first bitmap, set for values that are there; `undefined` when none is missing. */
  readonly validity: Uint8Array | undefined;
  /** The buffers behind the validity in Arrow's order: values; offsets and data; offsets; none. */
  readonly buffers: readonly Uint8Array[];
  readonly children: readonly ArrowColumn[];
}

/** Whether row `i` holds a value. */
export const isValid = (column: ArrowColumn, i: number): boolean =>
  column.validity === undefined || (((column.validity[i >> 3] ?? 0) >> (i & 7)) & 1) === 1;

/** How many of the first `count` bits are set. */
export function countBits(bits: Uint8Array, count: number): number {
  let n = 0;
  const whole = count >> 3;
  for (let i = 0; i < whole; i++) {
    let b = bits[i] ?? 0;
    if (b === 255) n += 8;
    else for (; b !== 0; b &= b - 1) n++;
  }
  if (count & 7) for (let b = (bits[whole] ?? 0) & ((1 << (count & 7)) - 1); b !== 0; b &= b - 1) n++;
  return n;
}

/** The bytes as 32-bit integers, without a copy where their alignment allows. */
export const asInt32 = (bytes: Uint8Array): Int32Array =>
  bytes.byteOffset % 4 === 0
    ? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
    : new Int32Array(new Uint8Array(bytes).buffer, 0, bytes.byteLength >> 2);

/** The bytes as 64-bit integers, without a copy where their alignment allows. */
export const asInt64 = (bytes: Uint8Array): BigInt64Array =>
  bytes.byteOffset % 8 === 0
    ? new BigInt64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 3)
    : new BigInt64Array(new Uint8Array(bytes).buffer, 0, bytes.byteLength >> 3);

/** The bytes as doubles, without a copy where their alignment allows. */
export const asFloat64 = (bytes: Uint8Array): Float64Array =>
  bytes.byteOffset % 8 === 0
    ? new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 3)
    : new Float64Array(new Uint8Array(bytes).buffer, 0, bytes.byteLength >> 3);

/** The bytes as floats, without a copy where their alignment allows. */
export const asFloat32 = (bytes: Uint8Array): Float32Array =>
  bytes.byteOffset % 4 === 0
    ? new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
    : new Float32Array(new Uint8Array(bytes).buffer, 0, bytes.byteLength >> 2);

/** The bytes as 16-bit integers, without a copy where their alignment allows. */
export const asInt16 = (bytes: Uint8Array): Int16Array =>
  bytes.byteOffset % 2 === 0
    ? new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1)
    : new Int16Array(new Uint8Array(bytes).buffer, 0, bytes.byteLength >> 1);

/** A typed array's memory as bytes. */
export const bytesOf = (view: ArrayBufferView): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
