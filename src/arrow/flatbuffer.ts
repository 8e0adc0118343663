/**
 * The little of FlatBuffers that Arrow's messages need: a builder that grows backwards and a reader of tables.
 * Format: https://flatbuffers.dev/internals
 */
import { invariant } from "../base/invariant.ts";

/** Writes one FlatBuffer. Offsets are counted from the buffer's end, as the format's builders do. */
export class FlatBuilder {
  private bytes = new Uint8Array(1024);
  private view = new DataView(this.bytes.buffer);
  private head = 1024;
  private align = 1;
  private slots: number[] = [];
  private tableStart = 0;

  /** Bytes written so far: the offset of what was written last. */
  get offset(): number {
    return this.bytes.length - this.head;
  }

  /** Makes room so that after `additional` more bytes a value of `size` bytes lies aligned. */
  private prepare(size: number, additional: number): void {
    if (size > this.align) this.align = size;
    const padding = -(this.offset + additional) & (size - 1);
    const needed = padding + size + additional;
    while (this.head < needed) {
      const grown = new Uint8Array(this.bytes.length * 2);
      grown.set(this.bytes, this.bytes.length);
      this.head += this.bytes.length;
      this.bytes = grown;
      this.view = new DataView(grown.buffer);
    }
    this.head -= padding;
  }

  int8(value: number): void {
    this.prepare(1, 0);
    this.view.setInt8((this.head -= 1), value);
  }

  int16(value: number): void {
    this.prepare(2, 0);
    this.view.setInt16((this.head -= 2), value, true);
  }

  int32(value: number): void {
    this.prepare(4, 0);
    this.view.setInt32((this.head -= 4), value, true);
  }

  /** A 64-bit integer from a safe integer. */
  int64(value: number): void {
    this.prepare(8, 0);
    this.view.setBigInt64((this.head -= 8), BigInt(value), true);
  }

  /** A reference to what lies at `target`. */
  ref(target: number): void {
    this.prepare(4, 0);
    this.int32(this.offset - target + 4);
  }

  string(text: string): number {
    const utf8 = new TextEncoder().encode(text);
    this.prepare(4, utf8.length + 1);
    this.head -= utf8.length + 1;
    this.bytes.set(utf8, this.head);
    this.bytes[this.head + utf8.length] = 0;
    this.int32(utf8.length);
    return this.offset;
  }

  /** A vector of references. */
  refs(targets: readonly number[]): number {
    this.prepare(4, 4 * targets.length);
    for (let i = targets.length - 1; i >= 0; i--) this.ref(targets[i] ?? 0);
    this.int32(targets.length);
    return this.offset;
  }

  /** A vector of structs of two 64-bit integers each (Arrow's FieldNode and Buffer). */
  pairs(values: readonly number[]): number {
    this.prepare(4, 8 * values.length);
    this.prepare(8, 8 * values.length);
    for (let i = values.length - 1; i >= 0; i--) this.int64(values[i] ?? 0);
    this.int32(values.length / 2);
    return this.offset;
  }

  startTable(): void {
    this.slots = [];
    this.tableStart = this.offset;
  }

  /** Notes that the value written last is the table's field `slot`. */
  private mark(slot: number): void {
    this.slots[slot] = this.offset;
  }

  bool(slot: number, value: boolean): void {
    this.int8(value ? 1 : 0);
    this.mark(slot);
  }

  byte(slot: number, value: number): void {
    this.int8(value);
    this.mark(slot);
  }

  short(slot: number, value: number): void {
    this.int16(value);
    this.mark(slot);
  }

  int(slot: number, value: number): void {
    this.int32(value);
    this.mark(slot);
  }

  long(slot: number, value: number): void {
    this.int64(value);
    this.mark(slot);
  }

  child(slot: number, target: number): void {
    this.ref(target);
    this.mark(slot);
  }

  endTable(): number {
    this.int32(0);
    const table = this.offset;
    const entries = this.slots;
    for (let i = entries.length - 1; i >= 0; i--) {
      const at = entries[i];
      this.int16(at === undefined ? 0 : table - at);
    }
    this.int16(table - this.tableStart);
    this.int16((entries.length + 2) * 2);
    this.view.setInt32(this.bytes.length - table, this.offset - table, true);
    return table;
  }

  /** The finished buffer with `root` as its root table. */
  finish(root: number): Uint8Array {
    this.prepare(this.align, 4);
    this.ref(root);
    return this.bytes.subarray(this.head);
  }
}

/** A table inside a FlatBuffer; absent fields read as their default. */
export class FlatTable {
  private readonly view: DataView;
  private readonly at: number;

  constructor(view: DataView, at: number) {
    this.view = view;
    this.at = at;
  }

  /** The root table of a buffer. */
  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  /** Absolute position of a field's value; 0 when absent. */
  private field(slot: number): number {
    const vtable = this.at - this.view.getInt32(this.at, true);
    const entry = 4 + slot * 2;
    if (entry >= this.view.getUint16(vtable, true)) return 0;
    const offset = this.view.getUint16(vtable + entry, true);
    return offset === 0 ? 0 : this.at + offset;
  }

  byte(slot: number, otherwise = 0): number {
    const at = this.field(slot);
    return at === 0 ? otherwise : this.view.getUint8(at);
  }

  bool(slot: number): boolean {
    return this.byte(slot) !== 0;
  }

  short(slot: number, otherwise = 0): number {
    const at = this.field(slot);
    return at === 0 ? otherwise : this.view.getInt16(at, true);
  }

  int(slot: number, otherwise = 0): number {
    const at = this.field(slot);
    return at === 0 ? otherwise : this.view.getInt32(at, true);
  }

  /** A 64-bit field, which must be a safe integer. */
  long(slot: number): number {
    const at = this.field(slot);
    return at === 0 ? 0 : safe(this.view.getBigInt64(at, true));
  }

  string(slot: number): string | undefined {
    const at = this.field(slot);
    if (at === 0) return undefined;
    const start = at + this.view.getUint32(at, true);
    const length = this.view.getUint32(start, true);
    return new TextDecoder().decode(new Uint8Array(this.view.buffer, this.view.byteOffset + start + 4, length));
  }

  table(slot: number): FlatTable | undefined {
    const at = this.field(slot);
    return at === 0 ? undefined : new FlatTable(this.view, at + this.view.getUint32(at, true));
  }

  tables(slot: number): FlatTable[] {
    const at = this.field(slot);
    if (at === 0) return [];
    const start = at + this.view.getUint32(at, true);
    const length = this.view.getUint32(start, true);
    return Array.from({ length }, (_, i) => {
      const item = start + 4 + i * 4;
      return new FlatTable(this.view, item + this.view.getUint32(item, true));
    });
  }

  /** A vector of structs of two 64-bit integers, flattened. */
  pairs(slot: number): number[] {
    const at = this.field(slot);
    if (at === 0) return [];
    const start = at + this.view.getUint32(at, true);
    const length = this.view.getUint32(start, true);
    return Array.from({ length: length * 2 }, (_, i) => safe(this.view.getBigInt64(start + 4 + i * 8, true)));
  }
}

function safe(value: bigint): number {
  invariant(value >= -(2n ** 53n) && value <= 2n ** 53n, "a 64-bit length beyond 2^53");
  return Number(value);
}
