import { sparkError } from "../errors/spark-error.ts";
import type { Decimal, VariantValue } from "../types/value.ts";

/**
 * Spark's binary encoding of VARIANT (`VariantUtil`): a value of tagged parts, whose objects name their fields by number,
 * and the names beside it. Numbers are little-endian.
 */

/** The low two bits of a value's first byte. */
export const BASIC = { primitive: 0, shortString: 1, object: 2, array: 3 } as const;

/** The upper six bits of a primitive's first byte. */
export const PRIMITIVE = {
  null: 0,
  true: 1,
  false: 2,
  int1: 3,
  int2: 4,
  int4: 5,
  int8: 6,
  double: 7,
  decimal4: 8,
  decimal8: 9,
  decimal16: 10,
  date: 11,
  timestamp: 12,
  timestampNtz: 13,
  float: 14,
  binary: 15,
  longString: 16,
  uuid: 20,
} as const;

/** The version that stands in the low four bits of the names' first byte. */
export const VERSION = 1;

/** A place in an encoded variant. */
export interface VariantRef {
  readonly value: Uint8Array;
  readonly at: number;
  readonly metadata: Uint8Array;
}

/** A value that has no parts, by its own type. */
export type VariantScalar =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "long"; readonly value: bigint }
  | { readonly kind: "double" | "float"; readonly value: number }
  /** As it was written, trailing zeros and all. */
  | { readonly kind: "decimal"; readonly value: Decimal }
  | { readonly kind: "string" | "uuid"; readonly value: string }
  | { readonly kind: "date"; readonly value: number }
  | { readonly kind: "timestamp" | "timestamp_ntz"; readonly value: bigint }
  | { readonly kind: "binary"; readonly value: Uint8Array };

/** The root of an encoded variant. */
export const rootOf = (v: VariantValue): VariantRef => ({ value: v.value, at: 0, metadata: v.metadata });

const malformed = () => sparkError("MALFORMED_VARIANT", {});

/** An unsigned number of 1 to 4 bytes. */
function unsigned(bytes: Uint8Array, at: number, size: number): number {
  let n = 0;
  for (let i = size - 1; i >= 0; i--) {
    const byte = bytes[at + i];
    if (byte === undefined) throw malformed();
    n = n * 256 + byte;
  }
  return n;
}

/** A signed number of any size. */
function signed(bytes: Uint8Array, at: number, size: number): bigint {
  if (at + size > bytes.length) throw malformed();
  let n = 0n;
  for (let i = size - 1; i >= 0; i--) n = (n << 8n) | BigInt(bytes[at + i] ?? 0);
  return BigInt.asIntN(size * 8, n);
}

const bytesAt = (bytes: Uint8Array, at: number, length: number): Uint8Array => {
  if (at + length > bytes.length) throw malformed();
  return bytes.subarray(at, at + length);
};

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const utf8 = new TextDecoder();

const header = (ref: VariantRef): number => unsigned(ref.value, ref.at, 1);

/** What a value is, before its parts are looked at. */
export function variantKind(ref: VariantRef): "object" | "array" | "scalar" {
  const basic = header(ref) & 3;
  return basic === BASIC.object ? "object" : basic === BASIC.array ? "array" : "scalar";
}

/** A value without parts. Throws MALFORMED_VARIANT. */
export function scalarOf(ref: VariantRef): VariantScalar {
  const { value, at } = ref;
  const type = header(ref) >> 2;
  if ((header(ref) & 3) === BASIC.shortString)
    return { kind: "string", value: utf8.decode(bytesAt(value, at + 1, type)) };
  const long = (size: number): bigint => signed(value, at + 1, size);
  const decimal = (size: number): VariantScalar => ({
    kind: "decimal",
    value: { unscaled: signed(value, at + 2, size), scale: unsigned(value, at + 1, 1) },
  });
  switch (type) {
    case PRIMITIVE.null:
      return { kind: "null" };
    case PRIMITIVE.true:
    case PRIMITIVE.false:
      return { kind: "boolean", value: type === PRIMITIVE.true };
    case PRIMITIVE.int1:
      return { kind: "long", value: long(1) };
    case PRIMITIVE.int2:
      return { kind: "long", value: long(2) };
    case PRIMITIVE.int4:
      return { kind: "long", value: long(4) };
    case PRIMITIVE.int8:
      return { kind: "long", value: long(8) };
    case PRIMITIVE.double:
      return { kind: "double", value: view(bytesAt(value, at + 1, 8)).getFloat64(0, true) };
    case PRIMITIVE.float:
      return { kind: "float", value: view(bytesAt(value, at + 1, 4)).getFloat32(0, true) };
    case PRIMITIVE.decimal4:
      return decimal(4);
    case PRIMITIVE.decimal8:
      return decimal(8);
    case PRIMITIVE.decimal16:
      return decimal(16);
    case PRIMITIVE.date:
      return { kind: "date", value: Number(long(4)) };
    case PRIMITIVE.timestamp:
      return { kind: "timestamp", value: long(8) };
    case PRIMITIVE.timestampNtz:
      return { kind: "timestamp_ntz", value: long(8) };
    case PRIMITIVE.binary:
      return { kind: "binary", value: bytesAt(value, at + 5, unsigned(value, at + 1, 4)) };
    case PRIMITIVE.longString:
      return { kind: "string", value: utf8.decode(bytesAt(value, at + 5, unsigned(value, at + 1, 4))) };
    case PRIMITIVE.uuid: {
      const hex = Buffer.from(bytesAt(value, at + 1, 16)).toString("hex");
      return { kind: "uuid", value: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") };
    }
    default:
      throw sparkError("UNKNOWN_PRIMITIVE_TYPE_IN_VARIANT", { id: String(type) });
  }
}

function keyAt(metadata: Uint8Array, id: number): string {
  const size = (unsigned(metadata, 0, 1) >> 6) + 1;
  const count = unsigned(metadata, 1, size);
  if ((unsigned(metadata, 0, 1) & 15) !== VERSION || id >= count) throw malformed();
  const offset = (i: number): number => unsigned(metadata, 1 + (i + 1) * size, size);
  const start = 1 + (count + 2) * size + offset(id);
  return utf8.decode(bytesAt(metadata, start, offset(id + 1) - offset(id)));
}

/** A part as a variant of its own, with all the names of the whole. */
export const partOf = (ref: VariantRef): VariantValue => ({
  value: ref.value.slice(ref.at, ref.at + sizeOf(ref)),
  metadata: ref.metadata,
});

const FIXED_SIZES: Readonly<Record<number, number>> = {
  [PRIMITIVE.null]: 1,
  [PRIMITIVE.true]: 1,
  [PRIMITIVE.false]: 1,
  [PRIMITIVE.int1]: 2,
  [PRIMITIVE.int2]: 3,
  [PRIMITIVE.int4]: 5,
  [PRIMITIVE.int8]: 9,
  [PRIMITIVE.double]: 9,
  [PRIMITIVE.decimal4]: 6,
  [PRIMITIVE.decimal8]: 10,
  [PRIMITIVE.decimal16]: 18,
  [PRIMITIVE.date]: 5,
  [PRIMITIVE.timestamp]: 9,
  [PRIMITIVE.timestampNtz]: 9,
  [PRIMITIVE.float]: 5,
  [PRIMITIVE.uuid]: 17,
};

/** The number of bytes of a value. */
function sizeOf(ref: VariantRef): number {
  const { value, at } = ref;
  const type = header(ref) >> 2;
  switch (header(ref) & 3) {
    case BASIC.shortString:
      return 1 + type;
    case BASIC.primitive:
      return FIXED_SIZES[type] ?? 5 + unsigned(value, at + 1, 4);
    default: {
      const { count, offsets, offsetSize, data } = layoutOf(ref);
      return data - at + unsigned(value, offsets + count * offsetSize, offsetSize);
    }
  }
}

/** Where the parts of an object or array lie. */
function layoutOf({ value, at }: VariantRef) {
  const head = unsigned(value, at, 1);
  const type = head >> 2;
  const isObject = (head & 3) === BASIC.object;
  const sizeBytes = (type & (isObject ? 16 : 4)) === 0 ? 1 : 4;
  const idSize = isObject ? ((type >> 2) & 3) + 1 : 0;
  const offsetSize = (type & 3) + 1;
  const count = unsigned(value, at + 1, sizeBytes);
  const ids = at + 1 + sizeBytes;
  const offsets = ids + count * idSize;
  return { count, ids, idSize, offsets, offsetSize, data: offsets + (count + 1) * offsetSize };
}

/** The elements of an array; none of another value. */
export function elementsOf(ref: VariantRef): readonly VariantRef[] {
  if ((header(ref) & 3) !== BASIC.array) return [];
  const { count, offsets, offsetSize, data } = layoutOf(ref);
  return Array.from({ length: count }, (_, i) => ({
    ...ref,
    at: data + unsigned(ref.value, offsets + i * offsetSize, offsetSize),
  }));
}

/** The fields of an object in the order of their names; none of another value. */
export function fieldsOf(ref: VariantRef): readonly (readonly [name: string, value: VariantRef])[] {
  if ((header(ref) & 3) !== BASIC.object) return [];
  const { count, ids, idSize, offsets, offsetSize, data } = layoutOf(ref);
  return Array.from({ length: count }, (_, i) => [
    keyAt(ref.metadata, unsigned(ref.value, ids + i * idSize, idSize)),
    { ...ref, at: data + unsigned(ref.value, offsets + i * offsetSize, offsetSize) },
  ]);
}
