import { sparkError } from "../errors/spark-error.ts";
import type { Decimal, VariantValue } from "../types/value.ts";
import { digitCount } from "./decimal.ts";
import {
  BASIC,
  elementsOf,
  fieldsOf,
  PRIMITIVE,
  scalarOf,
  VERSION,
  type VariantRef,
  type VariantScalar,
  variantKind,
} from "./variant-format.ts";

/** Spark's largest variant: 16 MiB. */
const SIZE_LIMIT = 1 << 24;
const LONGEST_SHORT_STRING = 63;

/** A field of an object that is being built; its value starts at `offset` behind the object's own start. */
export interface BuiltField {
  readonly name: string;
  readonly id: number;
  readonly offset: number;
}

/** Bytes that an unsigned number needs. */
const byteSize = (n: number): number => (n <= 0xff ? 1 : n <= 0xffff ? 2 : n <= 0xffffff ? 3 : 4);

/** Java's order of strings: by UTF-16 units. */
const byUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Builds one variant, part by part in the order of reading (`VariantBuilder`). */
export class VariantBuilder {
  #bytes: Buffer = Buffer.alloc(128);
  #at = 0;
  readonly #ids = new Map<string, number>();

  /** Where the next part starts. */
  get position(): number {
    return this.#at;
  }

  /** The number of a name, which it is given on first use. */
  id(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    this.#ids.set(name, this.#ids.size);
    return this.#ids.size - 1;
  }

  /** The value with its names. Throws VARIANT_SIZE_LIMIT for more than 16 MiB. */
  build(functionName: string): VariantValue {
    const names = [...this.#ids.keys()].map((name) => Buffer.from(name));
    const length = names.reduce((sum, name) => sum + name.length, 0);
    const size = byteSize(Math.max(length, names.length));
    const metadata = Buffer.alloc(1 + (names.length + 2) * size + length);
    if (this.#at > SIZE_LIMIT || metadata.length > SIZE_LIMIT) {
      throw sparkError("VARIANT_SIZE_LIMIT", { sizeLimit: "16.0 MiB", functionName: `\`${functionName}\`` });
    }
    metadata[0] = VERSION | ((size - 1) << 6);
    metadata.writeUIntLE(names.length, 1, size);
    let offset = 0;
    names.forEach((name, i) => {
      metadata.writeUIntLE(offset, 1 + (i + 1) * size, size);
      name.copy(metadata, 1 + (names.length + 2) * size + offset);
      offset += name.length;
    });
    metadata.writeUIntLE(offset, 1 + (names.length + 1) * size, size);
    return { value: new Uint8Array(this.#bytes.subarray(0, this.#at)), metadata: new Uint8Array(metadata) };
  }

  /** A value without parts, in its smallest form. */
  scalar(v: VariantScalar): void {
    switch (v.kind) {
      case "null":
        return this.#header(PRIMITIVE.null);
      case "boolean":
        return this.#header(v.value ? PRIMITIVE.true : PRIMITIVE.false);
      case "long":
        return this.#long(v.value);
      case "double":
        this.#header(PRIMITIVE.double);
        return this.#write(8, (b, at) => b.writeDoubleLE(v.value, at));
      case "float":
        this.#header(PRIMITIVE.float);
        return this.#write(4, (b, at) => b.writeFloatLE(v.value, at));
      case "decimal":
        return this.#decimal(v.value);
      case "date":
        this.#header(PRIMITIVE.date);
        return this.#write(4, (b, at) => b.writeInt32LE(v.value, at));
      case "timestamp":
      case "timestamp_ntz":
        this.#header(v.kind === "timestamp" ? PRIMITIVE.timestamp : PRIMITIVE.timestampNtz);
        return this.#write(8, (b, at) => b.writeBigInt64LE(v.value, at));
      case "uuid":
        this.#header(PRIMITIVE.uuid);
        return this.#raw(Buffer.from(v.value.replaceAll("-", ""), "hex"));
      case "binary":
        this.#header(PRIMITIVE.binary);
        this.#write(4, (b, at) => b.writeUInt32LE(v.value.length, at));
        return this.#raw(v.value);
      case "string":
        return this.#string(Buffer.from(v.value));
    }
  }

  /** Puts an array's head before its elements, which were written from `start` on at these offsets. */
  array(start: number, offsets: readonly number[]): void {
    const data = this.#at - start;
    const large = offsets.length > 0xff;
    const size = byteSize(data);
    const head = Buffer.alloc(1 + (large ? 4 : 1) + (offsets.length + 1) * size);
    head[0] = ((((large ? 1 : 0) << 2) | (size - 1)) << 2) | BASIC.array;
    let at = this.#count(head, offsets.length, large);
    for (const offset of [...offsets, data]) at = head.writeUIntLE(offset, at, size);
    this.#insert(start, head);
  }

  /**
   * Puts an object's head before its fields, which were written from `start` on. Of fields of one name the last counts
   * where `lastWins`, else the answer is the name and nothing is written.
   */
  object(start: number, fields: readonly BuiltField[], lastWins: boolean): string | undefined {
    let sorted = [...fields].sort((a, b) => byUnits(a.name, b.name));
    const twice = sorted.find((f, i) => i > 0 && f.name === sorted[i - 1]?.name);
    if (twice !== undefined) {
      if (!lastWins) return twice.name;
      sorted = this.#withoutDoubles(start, sorted);
    }
    const data = this.#at - start;
    const large = sorted.length > 0xff;
    const idSize = byteSize(sorted.reduce((most, f) => Math.max(most, f.id), 0));
    const size = byteSize(data);
    const head = Buffer.alloc(1 + (large ? 4 : 1) + sorted.length * idSize + (sorted.length + 1) * size);
    head[0] = ((((large ? 1 : 0) << 4) | ((idSize - 1) << 2) | (size - 1)) << 2) | BASIC.object;
    let at = this.#count(head, sorted.length, large);
    for (const f of sorted) at = head.writeUIntLE(f.id, at, idSize);
    for (const offset of [...sorted.map((f) => f.offset), data]) at = head.writeUIntLE(offset, at, size);
    this.#insert(start, head);
    return undefined;
  }

  /** A copy of another variant's part, with only the names it uses. */
  copy(ref: VariantRef): void {
    const start = this.#at;
    switch (variantKind(ref)) {
      case "object": {
        const fields: BuiltField[] = [];
        for (const [name, value] of fieldsOf(ref)) {
          fields.push({ name, id: this.id(name), offset: this.#at - start });
          this.copy(value);
        }
        this.object(start, fields, true);
        return;
      }
      case "array": {
        const offsets: number[] = [];
        for (const element of elementsOf(ref)) {
          offsets.push(this.#at - start);
          this.copy(element);
        }
        return this.array(start, offsets);
      }
      default:
        return this.scalar(scalarOf(ref));
    }
  }

  /** The last field of each name, their values moved together in the order they had. */
  #withoutDoubles(start: number, sorted: readonly BuiltField[]): BuiltField[] {
    const last = new Map<string, BuiltField>();
    for (const f of sorted) if ((last.get(f.name)?.offset ?? -1) < f.offset) last.set(f.name, f);
    const ends = [...sorted.map((f) => f.offset), this.#at - start].sort((a, b) => a - b);
    const old = Buffer.from(this.#bytes.subarray(start, this.#at));
    this.#at = start;
    return [...last.values()]
      .sort((a, b) => a.offset - b.offset)
      .map((f) => {
        const offset = this.#at - start;
        this.#raw(
          old.subarray(
            f.offset,
            ends.find((end) => end > f.offset),
          ),
        );
        return { ...f, offset };
      })
      .sort((a, b) => byUnits(a.name, b.name));
  }

  #long(n: bigint): void {
    if (BigInt.asIntN(8, n) === n) {
      this.#header(PRIMITIVE.int1);
      this.#write(1, (b, at) => b.writeInt8(Number(n), at));
    } else if (BigInt.asIntN(16, n) === n) {
      this.#header(PRIMITIVE.int2);
      this.#write(2, (b, at) => b.writeInt16LE(Number(n), at));
    } else if (BigInt.asIntN(32, n) === n) {
      this.#header(PRIMITIVE.int4);
      this.#write(4, (b, at) => b.writeInt32LE(Number(n), at));
    } else {
      this.#header(PRIMITIVE.int8);
      this.#write(8, (b, at) => b.writeBigInt64LE(n, at));
    }
  }

  #decimal({ unscaled, scale }: Decimal): void {
    const digits = Math.max(digitCount(unscaled), scale);
    const [type, size] =
      digits <= 9
        ? ([PRIMITIVE.decimal4, 4] as const)
        : digits <= 18
          ? ([PRIMITIVE.decimal8, 8] as const)
          : ([PRIMITIVE.decimal16, 16] as const);
    this.#header(type);
    this.#write(1, (b, at) => b.writeUInt8(scale, at));
    let rest = BigInt.asUintN(size * 8, unscaled);
    this.#write(size, (b, at) => {
      for (let i = 0; i < size; i++, rest >>= 8n) b[at + i] = Number(rest & 0xffn);
    });
  }

  #string(bytes: Buffer): void {
    if (bytes.length <= LONGEST_SHORT_STRING) {
      this.#write(1, (b, at) => b.writeUInt8((bytes.length << 2) | BASIC.shortString, at));
    } else {
      this.#header(PRIMITIVE.longString);
      this.#write(4, (b, at) => b.writeUInt32LE(bytes.length, at));
    }
    this.#raw(bytes);
  }

  #count(head: Buffer, count: number, large: boolean): number {
    return large ? head.writeUInt32LE(count, 1) : head.writeUInt8(count, 1);
  }

  #header(type: number): void {
    this.#write(1, (b, at) => b.writeUInt8((type << 2) | BASIC.primitive, at));
  }

  #insert(start: number, head: Uint8Array): void {
    this.#room(head.length);
    this.#bytes.copyWithin(start + head.length, start, this.#at);
    this.#bytes.set(head, start);
    this.#at += head.length;
  }

  #raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #write(size: number, put: (bytes: Buffer, at: number) => void): void {
    this.#room(size);
    put(this.#bytes, this.#at);
    this.#at += size;
  }

  #room(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const grown = Buffer.alloc(Math.max(this.#bytes.length * 2, this.#at + more));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }
}
